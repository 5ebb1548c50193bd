"""The sentences of an article that is at hand, held as its text and where they stand in it.

Plain Python. Two thousand of them take a megabyte one by one and 50 kB here, and a few articles
are always at hand. Each is made when it is looked at: ask for the few that are needed, and for
`numbers` where that is all. Refuses sentences that are not of one article, in order.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from annotations.model import Sentence

_ID = 16
"""Bytes of an id."""


class Sentences(Sequence[Sentence]):
    """All sentences of one article."""

    __slots__ = ("_ends", "_ids", "_starts", "_text", "numbers")

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        """`text`: the canonical one, which their offsets are into."""
        first = sentences[0].number if sentences else 0
        self.numbers = range(first, first + len(sentences))
        """The database's own numbers, without a gap."""
        self._text = text
        self._ids = bytes.fromhex("".join([sentence.id for sentence in sentences]))
        self._starts = array("i", [sentence.start for sentence in sentences])
        self._ends = array("i", [sentence.end for sentence in sentences])

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Sentence: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, index: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(index, slice):
            return [self._made(at) for at in range(*index.indices(len(self)))]
        return self._made(range(len(self))[index])

    def __iter__(self) -> Iterator[Sentence]:
        return map(self._made, range(len(self)))

    def _made(self, at: int) -> Sentence:
        start, end = self._starts[at], self._ends[at]
        return Sentence(
            self.numbers[at],
            self._ids[at * _ID : (at + 1) * _ID].hex(),
            at + 1,
            start,
            end,
            self._text[start:end],
        )
