"""A report as one HTML page that needs nothing else: to read, to print, to mail.

Every text is escaped, and what would act unseen (control characters, direction marks) has become
visible before. Refuses scripts, links and everything that a page could fetch, and tells the
browser so.
"""

from collections.abc import Iterable, Iterator
from html import escape

from annotations.exporters.claims.blocks import (
    SIGNS,
    Block,
    Heading,
    Items,
    Line,
    Paragraph,
    Quote,
    Run,
    Style,
)
from annotations.text.display import shown

STYLE = """
:root { color-scheme: light }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: #111; background: #fff;
       max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1, h2, h3, h4 { line-height: 1.25; break-after: avoid; page-break-after: avoid }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid #111 }
h3 { margin-top: 1.75rem }
blockquote { margin: .5rem 0 .5rem 1rem; padding-left: .75rem; border-left: 3px solid #999 }
blockquote, li { break-inside: avoid; page-break-inside: avoid }
.faint { color: #555 }
.warning { font-weight: bold; color: #7a3b00 }
del { color: #8b0000; text-decoration: line-through }
ins { color: #00468b; text-decoration: underline; font-weight: bold }
@media print {
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0 }
  h2 { break-before: page; page-break-before: always; border-top: 0; margin-top: 0 }
}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "strong": ("<strong>", "</strong>"),
    "faint": ('<span class="faint">', "</span>"),
    "warning": ('<span class="warning">', "</span>"),
    "out": ("<del>", "</del>"),
    "in": ("<ins>", "</ins>"),
}


def as_html(blocks: Iterable[Block], *, title: str) -> Iterator[str]:
    """The page, piece by piece."""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    for block in blocks:
        yield _block(block)
    yield "</body>\n</html>\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"<h{level}>{_line(line)}</h{level}>\n"
        case Paragraph(line):
            return f"<p>{_line(line)}</p>\n"
        case Quote(line):
            return f"<blockquote>{_line(line)}</blockquote>\n"
        case Items(lines):
            listed = "".join(f"<li>{_line(line)}</li>\n" for line in lines)
            return f"<ul>\n{listed}</ul>\n"


def _line(line: Line) -> str:
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    left, right = _TAGS[run.style]
    before, after = SIGNS.get(run.style, ("", ""))
    return f"{left}{before}{_text(run.text)}{after}{right}"


def _text(text: str) -> str:
    return escape(shown(text))
