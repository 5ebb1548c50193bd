"""What stands between quotation marks in one passage.

The text's marks are straight already (`words.QUOTES`). A mark opens where a blank is before it and
closes where none is; nested marks belong to the outer ones. A passage may be cut out of a longer
quotation: what opens and never closes reaches to the end, what closes and never opened begins at
the start. Refuses apostrophes, and marks behind a digit (5'10", inches).
"""

import re
from typing import NamedTuple

_MARK = re.compile(r"""["']""")
_OPENS_AFTER = frozenset(" \t\n\r([{—–-:;,.\"'\u00a0")


class Quoted(NamedTuple):
    """A stretch between marks, without them. Offsets are code points."""

    text: str
    start: int
    end: int


def quoted(text: str) -> tuple[Quoted, ...]:
    """Find the outermost quotations, in order."""
    found: list[Quoted] = []
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if _opens(text, at, mark, opened):
            opened.append((mark, at + 1))
        elif _closes(text, at, mark, opened):
            while opened and opened[-1][0] != mark:
                opened.pop()
            start = opened.pop()[1] if opened else 0
            if not opened:
                if start == 0:
                    found.clear()
                found.append(Quoted(text[start:at].strip(), start, at))
    if opened and opened[0][0] == '"':
        start = opened[0][1]
        found.append(Quoted(text[start:].strip(), start, len(text)))
    return tuple(one for one in found if one.text)


def _opens(text: str, at: int, mark: str, opened: list[tuple[str, int]]) -> bool:
    after = text[at + 1 : at + 2]
    led = at == 0 or text[at - 1] in _OPENS_AFTER
    if mark == "'":
        inside = any(one == "'" for one, _ in opened)
        return led and after.isalnum() and not inside and not _is_elision(text, at)
    return led and bool(after.strip()) and (at == 0 or text[at - 1] not in ",.") | (not opened)


_ELISION = re.compile(r"'(?:s|t|re|ve|ll|d|m|em|til|tis|\d0s)\b", re.IGNORECASE)


def _is_elision(text: str, at: int) -> bool:
    return _ELISION.match(text, at) is not None


def _closes(text: str, at: int, mark: str, opened: list[tuple[str, int]]) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "'":
        return any(one == "'" for one, _ in opened) and not after.isalnum() and not before.isspace()
    return bool(opened) or not before.isdigit()
