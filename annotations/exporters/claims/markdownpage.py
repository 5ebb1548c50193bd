"""A report as Markdown: CommonMark with the strikethrough of GitHub, which other readers show too.

Every text is written so that it is shown letter for letter (`exporters.markdown`). Refuses links,
pictures and HTML.
"""

import re
from collections.abc import Iterable, Iterator

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
from annotations.exporters.markdown import literal
from annotations.text.display import shown

LONGEST = 100_000
"""Characters of a stretch of text: more than any that can be stored by hand."""

_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_MARKS: dict[Style, str] = {"strong": "**", "warning": "**", "out": "~~", "in": "**", "faint": "*"}


def as_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """The page, block by block, an empty line between them."""
    for place, block in enumerate(blocks):
        yield ("\n" if place else "") + _block(block)


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_line(line)}\n"
        case Paragraph(line):
            return f"{_line(line)}\n"
        case Quote(line):
            return f"> {_line(line)}\n"
        case Items(lines):
            return "".join(f"- {_line(line)}\n" for line in lines)


def _line(line: Line) -> str:
    """The runs behind each other; four blanks before them would make code, a number a list."""
    return _NUMBERED.sub(r"\1\\\2", "".join(map(_run, line)).strip())


def _run(run: Run) -> str:
    """A run in its marks, which must stand at its letters: blanks at its ends stay outside."""
    text = shown(run.text)
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    mark = _MARKS.get(run.style, "")
    left, right = (literal(sign) for sign in SIGNS.get(run.style, ("", "")))
    return f"{before}{mark}{left}{literal(inner, at_most=LONGEST)}{right}{mark}{after}"
