"""Markdown, with or without a YAML header. The text is what follows the header, left as it is.

    ---
    title: Ceasefire talks go on
    site: The Kyiv Independent
    date: 2023-12-23
    ---

Header keys: title, source or site, url, date or published; others (author, tags …) are
ignored. Two rules with something between them that is no list of keys are no header.
"""

import re
from collections.abc import Iterator

from annotations.errors import ImportFailed
from annotations.importers.metadata import NOTHING_KNOWN, Known, known_from, read_yaml
from annotations.importers.source import Found, Source
from annotations.text.blanks import BLANKS
from annotations.text.titles import cut

_HEADER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LONGEST_HEADER = 64_000


def import_markdown(source: Source) -> Iterator[Found]:
    """Yield the one article of a Markdown file.

    Called by its header's title, its first heading of the first level, or like plain text.
    """
    raw = source.read()
    decoded = source.decoded(raw)
    known, text = _divided(decoded.text, source.shown)
    if not text.strip(BLANKS):
        raise ImportFailed(f"{source.shown} has no text after its header")
    heading = _HEADING.search(text)
    title = known.title or (cut(heading[1]) if heading else None)
    draft = source.draft(text, raw=raw, encoding=decoded.encoding, title=title)
    yield Found(known.put_on(draft), source.place)


def _divided(text: str, name: str) -> tuple[Known, str]:
    """Part the header from the text."""
    found = _HEADER.match(text)
    if not found:
        return NOTHING_KNOWN, text
    where = f"the header of {name}"
    if len(found[1]) > _LONGEST_HEADER:
        raise ImportFailed(f"{where} is longer than {_LONGEST_HEADER:,} characters")
    values = read_yaml(found[1], where=where)
    if values is None:
        return NOTHING_KNOWN, text[found.end() :]
    if not isinstance(values, dict):
        return NOTHING_KNOWN, text
    return known_from(values, where=where), text[found.end() :]
