"""The ids of many articles, sorted, in 32 bytes each: as text they would take twelve times as much.

Refuses ids that are not 64 lower-case hex digits.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

import msgspec

from annotations.store.records import ArticleId

_SIZE = 32
_QUOTED = 2 * _SIZE + 3
"""Bytes of an id in compact JSON, with its quotation marks and the comma behind it."""
_SOME = 1_000
"""Ids that are unpacked at a time."""


class ArticleIds(Collection[str]):
    """Ids of articles, in the order in which they were given."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes = b"") -> None:
        """`packed`: the bytes of the ids, one behind the other."""
        self._packed = packed

    @classmethod
    def read(cls, told: msgspec.Raw) -> "ArticleIds":
        """Those of a JSON array. Raises ValueError for what is none."""
        return cls(b"".join(_unquoted(told)))

    def place(self, article: str) -> int | None:
        """The place of an id, from 0; None where it is not among them, or they are not sorted."""
        wanted = bytes.fromhex(article)
        place = bisect_left(range(len(self)), wanted, key=self._at)
        return place if place < len(self) and self._at(place) == wanted else None

    def quoted(self) -> Iterator[bytes]:
        """The pieces of a JSON array of them."""
        yield b"["
        for first in range(0, len(self), _SOME):
            some = [self._at(place).hex() for place in range(len(self))[first : first + _SOME]]
            yield (b"," if first else b"") + msgspec.json.encode(some)[1:-1]
        yield b"]"

    def _at(self, place: int) -> bytes:
        return self._packed[_SIZE * place : _SIZE * (place + 1)]

    def __len__(self) -> int:
        return len(self._packed) // _SIZE

    def __iter__(self) -> Iterator[str]:
        return (self._at(place).hex() for place in range(len(self)))

    def __contains__(self, article: object) -> bool:
        return isinstance(article, str) and self.place(article) is not None


def sorted_ids(articles: AbstractSet[bytes]) -> ArticleIds:
    """These ids, of 32 bytes each."""
    return ArticleIds(b"".join(sorted(articles)))


def _unquoted(told: msgspec.Raw) -> Iterator[bytes]:
    """The bytes of the ids in a JSON array, some at a time where it is as compact as ours."""
    text = memoryview(told)
    n, rest = divmod(len(text) - 1, _QUOTED)
    if rest or n <= _SOME:
        yield _bytes_of(told)
        return
    for first in range(0, n, _SOME):
        some = text[1 + _QUOTED * first : _QUOTED * min(first + _SOME, n)]
        yield _bytes_of(b"[%b]" % bytes(some))


def _bytes_of(told: bytes | msgspec.Raw) -> bytes:
    return bytes.fromhex("".join(msgspec.json.decode(told, type=tuple[ArticleId, ...])))
