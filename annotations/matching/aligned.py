"""A retelling set beside a base word by word: what stayed, what went, what came.

The words are aligned by edit distance (V. Levenshtein 1966, by rapidfuzz), quotation marks and case
folded for that alone; then edits with next to nothing between them are put together, since single
words that happen to stand in both read as confetti. The pieces give back both texts, character by
character. Refuses to align more than `LIMIT` words: what lies behind them is out and in as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotations.matching.detectors.words import FUNCTION, QUOTES

LIMIT = 1_000
"""Words and marks of either text that are aligned, between what both begin and end with."""

Kind = Literal["same", "out", "in"]

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*\s*|[^\w\s]\s*|\s+")
_LETTERS = re.compile(r"\w")


class Piece(NamedTuple):
    """A stretch of the base, of the text, or of both."""

    kind: Kind
    text: str
    """As it stands in the text; of `out`, in the base."""
    was: str = ""
    """Of `same`: as it stands in the base, where marks, blanks and case may be others."""


def align(base: str, text: str) -> tuple[Piece, ...]:
    """Align a text with a base; no two pieces in a row are of one kind, and `out` precedes `in`."""
    old, new = _TOKEN.findall(base), _TOKEN.findall(text)
    runs = _calmed(_runs([_key(word) for word in old], [_key(word) for word in new]), new)
    pieces: list[Piece] = []
    for same, (from_old, to_old), (from_new, to_new) in runs:
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if same:
            pieces.append(Piece("same", come, gone))
            continue
        pieces.extend([Piece("out", gone)] if gone else [])
        pieces.extend([Piece("in", come)] if come else [])
    return tuple(pieces)


def text_of(pieces: Iterable[Piece]) -> str:
    """Put the text together again."""
    return "".join(piece.text for piece in pieces if piece.kind != "out")


def base_of(pieces: Iterable[Piece]) -> str:
    """Put the base together again."""
    return "".join(
        piece.was if piece.kind == "same" else piece.text for piece in pieces if piece.kind != "in"
    )


def marked(pieces: Iterable[Piece]) -> str:
    """Draw both texts in one, as `[-old-]{+new+}`; blanks at the edges stay outside."""
    drawn = {"same": ("", ""), "out": ("[-", "-]"), "in": ("{+", "+}")}
    return "".join(_framed(piece.text, *drawn[piece.kind]) for piece in pieces)


def changed(pieces: Iterable[Piece]) -> str:
    """Draw the text alone, `[what is new in it]` in brackets."""
    kept = (piece for piece in pieces if piece.kind != "out")
    return "".join(
        _framed(piece.text, *(("[", "]") if piece.kind == "in" else ("", ""))) for piece in kept
    )


def _framed(text: str, left: str, right: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{left}{inner}{right}{text[len(text.rstrip()) :]}"


_Stretch = tuple[int, int]
_Run = tuple[bool, _Stretch, _Stretch]
"""Whether the words are the same, and their places in the old and the new list, half open."""


def _key(token: str) -> str:
    return token.translate(QUOTES).strip().lower()


def _runs(old: Sequence[str], new: Sequence[str]) -> list[_Run]:
    """Align two lists of folded words: what both begin and end with, then what is between."""
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end_old, end_new = len(old) - tail, len(new) - tail
    runs: list[_Run] = [(True, (0, head), (0, head))]
    runs += _between(old[head:end_old], new[head:end_new], head)
    runs.append((True, (end_old, len(old)), (end_new, len(new))))
    return [run for run in runs if _size(run[1]) or _size(run[2])]


def _between(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[_Run]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # 55 ms that opening the app must not pay

    some_old, some_new = old[:LIMIT], new[:LIMIT]
    for step in Levenshtein.opcodes(some_old, some_new):
        yield (
            step.tag == "equal",
            (step.src_start + offset, step.src_end + offset),
            (step.dest_start + offset, step.dest_end + offset),
        )
    yield (
        False,
        (len(some_old) + offset, len(old) + offset),
        (len(some_new) + offset, len(new) + offset),
    )


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _size(stretch: _Stretch) -> int:
    return stretch[1] - stretch[0]


def _calmed(runs: Sequence[_Run], new: Sequence[str]) -> list[_Run]:
    """Put edits together over a lone match between them, and with their neighbours."""
    calm: list[_Run] = []
    for place, (same, old, words) in enumerate(runs):
        between = 0 < place < len(runs) - 1
        kept = same and not (between and _is_lone(new[words[0] : words[1]]))
        if calm and calm[-1][0] == kept:
            _, before_old, before_new = calm[-1]
            calm[-1] = (kept, (before_old[0], old[1]), (before_new[0], words[1]))
        else:
            calm.append((kept, old, words))
    return calm


def _is_lone(tokens: Sequence[str]) -> bool:
    """Whether a match is too short to mean anything: marks, or function words alone, or one."""
    words = [_key(token) for token in tokens if _LETTERS.search(token)]
    content = [word for word in words if word not in FUNCTION]
    return not content and len(words) < _RUN


_RUN = 3
"""Function words in a row that are worth showing as the same."""
