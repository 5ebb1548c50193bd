"""Sentence boundaries within one line: sentencex, and the five things it leaves undone.

- Quotations of several sentences are split inside, as the news corpora of Universal
  Dependencies do: `"They are saying: "We are ready". They want to stay," he said.`
- A picture credit after a caption is a sentence of its own (`… in Milan. Image: Navy.`).
- A quotation that ends in ! or ? keeps who said it (`"Is it over?" Mr Lee asked.`).
- What is no sentence joins its neighbour: a lone small word (`last year. fall`), marks without
  a word (`battlefield. .`), the signature of a quotation (`" - Ann Lee`), a list number (`1.`).
- Long lines are handed over in windows: on text outside ASCII its time grows with the square
  of the length, 170 s for a line of a million Chinese characters.

Works on offsets only and never builds a sentence's text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate

from annotations.text.blanks import spaced

_WINDOW = 2_000
"""Characters handed over at once."""

_QUOTED = re.compile("[\"“”„«»‘]|(?:^|\\s)'")
_MARKS = re.compile("[\"“”„‟«»‘’']")
_INSIDE = re.compile(
    r"""[.!?…] (?: (?=\s+ ["“„«‘'(\[]? [^\W\d_])          # one sentence of a quotation ends
          | (?<=[.…]) ["”»’']+  (?=\s+ [^\W\d_])          # a quotation ends
          | ["”»’']+ (?=\s+ ["“„«‘'] )                    # … and another one begins
        ) \s+""",
    re.VERBOSE,
)
"""Where a boundary may be that sentencex does not look for; `_splits` asks it again. Begins with
one set of characters: such an expression is found several times as fast."""

_SMALL_NEXT = re.compile("[\"“„«‘'(\\[]*+(.)", re.DOTALL)
"""The character that follows a boundary, opening marks passed over."""

_CREDIT = re.compile(
    r"\s(?=(?:Image|Images|Photo|Photos|Photograph|Picture|Pictures|(?:Photo|Image) credit): )"
)
_CREDIT_MARK = ": "

_CLOSING = ('"', "”", "’", "»", "'")
_WHO_SAID = re.compile(
    r"(?:[^\W\d_][\w.'’-]* ){1,6}?"
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|tweeted|replied|shouted|cried)\b"
)
_LONE_WORD = re.compile(r"[^\W\d_]+")
_SIGNATURE = re.compile(r"[-–—―] ?[^\W\d_][^.!?]{0,60}")
_LONGEST_LEFTOVER = 64
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]")
_LONGEST_NUMBER = 5


def piece_ends(line: str, language: str) -> list[int]:
    """Return where the sentences of a line end, in order; the last is the line's own end.

    A line is any stretch of text that may hold sentences but in which a line end is no
    boundary. Blanks between two sentences belong to the first of them here.
    """
    plain = spaced(line)
    if len(plain) > _WINDOW:
        ends = list(_sentencex_ends(plain, language))
    else:
        ends = _ends(plain, language) if plain else []
    if _MARKS.search(plain):
        ends = _split_at_quotations(plain, ends, language)
    if _CREDIT_MARK in plain:
        ends = sorted({*ends, *(found.end() for found in _CREDIT.finditer(plain))})
    return _joined(plain, ends) if len(ends) > 1 else ends


def _sentencex_ends(line: str, language: str) -> Iterator[int]:
    """Yield the ends that sentencex finds, a window at a time.

    The last sentence of a window is handed over again with what follows it, or as much of it
    as is not in the window's first eighth: no character is handed over more than eight times. A
    window without a boundary is passed over: no sentence of an article is that long.
    """
    at, size = 0, len(line)
    while size - at > _WINDOW:
        found = _ends(line[at : at + _WINDOW], language)
        yield from (at + end for end in found[:-1])
        at += max(found[-2], _WINDOW // 8) if len(found) > 1 else _WINDOW
    if at < size:
        yield from (at + end for end in _ends(line[at:], language))


def _ends(text: str, language: str) -> list[int]:
    """Return the ends of the sentences that sentencex makes of a text; the last is its length."""
    ends = list(accumulate(map(len, _sentencex()(language, text))))
    if not ends or ends[-1] != len(text):
        return [len(text)]
    return ends


@cache
def _sentencex() -> Callable[[str, str], list[str]]:
    from sentencex import segment  # type: ignore[import-untyped]  # noqa: PLC0415  # import only

    return segment  # type: ignore[no-any-return]


def _split_at_quotations(line: str, ends: list[int], language: str) -> list[int]:
    """Add the boundaries that quotation marks hid.

    What could be one is looked for in the whole line at once. A sentence that holds no such place
    before its end is left as it is: nothing that fits inside it would not fit in the line.
    """
    known = set(ends)
    hidden = [place for found in _INSIDE.finditer(line) if (place := found.end()) not in known]
    if not hidden:
        return ends
    divided = {bisect_left(ends, place) for place in hidden}
    split: list[int] = []
    start = 0
    for index, end in enumerate(ends):
        if index in divided:
            split.extend(_splits(line, start, end, language))
        split.append(end)
        start = end
    return split


def _splits(line: str, start: int, end: int, language: str) -> list[int]:
    """Return the boundaries inside one sentence that quotation marks hid.

    A place counts when sentencex agrees once the marks are gone and no small letter follows.
    """
    sentence = line[start:end]
    if not _QUOTED.search(sentence):
        return []
    places = [
        found.end()
        for found in _INSIDE.finditer(sentence)
        if not _small_follows(sentence, found.end())
    ]
    if not places:
        return []
    return [start + place for place in _agreed(sentence, places, language)]


def _small_follows(sentence: str, at: int) -> bool:
    """Tell whether a small letter stands at `at`, or behind the opening marks there."""
    found = _SMALL_NEXT.match(sentence, at)
    return bool(found and found[1].islower())


def _agreed(sentence: str, places: list[int], language: str) -> list[int]:
    removed = [found.start() for found in _MARKS.finditer(sentence)]
    bare = _MARKS.sub("", sentence)
    ends = set(_sentencex_ends(bare, language))
    return [place for place in places if place - bisect_left(removed, place) in ends]


def _joined(line: str, ends: list[int]) -> list[int]:
    """Take out the boundaries before what is no sentence, and after a list number."""
    asking = "!" in line or "?" in line
    kept: list[int] = []
    start = 0
    before = ""
    for end in ends:
        piece = line[start:end].strip()
        size = len(piece)
        asked = asking and _is_asking(before) and _WHO_SAID.match(piece)
        leftover = size <= _LONGEST_LEFTOVER and _is_leftover(piece, last=end == len(line))
        if kept and (asked or leftover):
            kept.pop()
        before = piece
        if size > _LONGEST_NUMBER or end == len(line) or not _NUMBER.fullmatch(piece):
            kept.append(end)
        start = end
    return kept


def _is_asking(piece: str) -> bool:
    """Tell whether a piece is a quotation that ends in ! or ?."""
    return piece.endswith(_CLOSING) and piece.rstrip("".join(_CLOSING)).endswith(("!", "?"))


def _is_leftover(piece: str, *, last: bool) -> bool:
    """Tell whether a piece, no longer than `_LONGEST_LEFTOVER`, is no sentence of its own."""
    if not any(map(str.isalnum, piece)):
        return True
    lone = piece[:1].islower() and _LONE_WORD.fullmatch(piece)
    return last and bool(lone or _SIGNATURE.fullmatch(piece))
