"""Articles that copy from each other, found by hashed word shingles.

Every run of `WORDS` words is hashed; two articles are near-duplicates when at least `NEAR` of the
shingles of the shorter one stand in the other (containment: A. Broder, On the resemblance and
containment of documents, 1997). Of a large corpus a sample is held, the shingles whose hash is
divisible by `EVERY`. Memory is 8 bytes a shingle held: 80 MB for 100,000 articles of 400 words.

A shingle of more than `COMMON` articles is more likely boilerplate ("sign up for our newsletter")
than a story: it is passed over, unless those and the others together make `MOSTLY` of the article.

Refuses to find a story that is retold in other words: the words do not show it.
"""

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from annotations.splits.same import normal

WORDS = 4
"""In a shingle. Of five retellings of one report, pairs share 1 to 7 % of their shingles of four
words; of unrelated articles, 0.5 % at most."""

NEAR = 0.15
"""Share of the shorter article's shingles that makes a near-duplicate."""

KIN = 0.01
"""Share from which two articles may tell the same story; too little to say that they do."""

LEAST = 8
"""Shingles in common, at least, for a near-duplicate: a run of eleven words."""

LEAST_KIN = 3
"""… and for two articles that may tell the same story."""

COMMON = 20
MOSTLY = 0.6

EVERY = 4

_BUCKETS = 256


class Pair(NamedTuple):
    """Two articles with words in common."""

    a: int
    b: int
    """Added after `a`."""
    share: float
    """Of the shingles of the shorter article, those of boilerplate left out; an estimate where
    a sample was held."""
    near: bool
    """Whether they are near-duplicates."""


class Sketches:
    """The shingles of many articles.

    `every`: one shingle in how many is held, a power of two; 1: all.
    """

    def __init__(self, *, every: int = EVERY) -> None:
        self._every = every
        self._numbers = array("q")
        self._sizes = array("L")
        self._hashes = [array("L") for _ in range(_BUCKETS)]
        self._places = [array("L") for _ in range(_BUCKETS)]

    def add(self, number: int, text: str) -> None:
        """Take in an article; later ones are compared with it, in this order."""
        held = [one for one in shingles(text) if not one & (self._every - 1)]
        place = len(self._numbers)
        self._numbers.append(number)
        self._sizes.append(len(held))
        for one in held:
            self._hashes[one >> 24].append(one)
            self._places[one >> 24].append(place)

    def pairs(self, *, kin: bool = False) -> Iterator[Pair]:
        """Near-duplicates; `kin`: also those that may tell the same story.

        Of the articles with a shingle of boilerplate, the later are compared with the first
        `COMMON`. Each article is compared with the earlier ones only, so nothing comes twice.
        """
        shared = self._shared()
        least = LEAST_KIN if kin else -(-LEAST // self._every)
        for place, held in enumerate(shared.of_article):
            rare: Counter[int] = Counter()
            common: Counter[int] = Counter()
            for index in held:
                (common if shared.common[index] else rare).update(shared.seen(index))
                shared.see(index)
            for other, n in (rare + common).items():
                if n < least:
                    continue
                pair = self._pair(shared, other, place, rare[other], common[other])
                if pair.near or (kin and pair.share >= KIN and rare[other] >= LEAST_KIN):
                    yield pair

    def _pair(self, shared: "_Shared", a: int, b: int, rare: int, common: int) -> Pair:
        size = min(self._sizes[a], self._sizes[b])
        own = min(self._sizes[one] - shared.common_in[one] for one in (a, b))
        share = rare / max(own, 1)
        copied = rare * self._every >= LEAST and share >= NEAR
        mostly = (rare + common) * self._every >= max(LEAST, MOSTLY * size * self._every)
        return Pair(self._numbers[a], self._numbers[b], share, copied or mostly)

    def _shared(self) -> "_Shared":
        shared = _Shared(len(self._numbers))
        for hashes, places in zip(self._hashes, self._places, strict=True):
            first = 0
            order = sorted(range(len(hashes)), key=hashes.__getitem__)
            for at in range(1, len(order) + 1):
                if at == len(order) or hashes[order[at]] != hashes[order[first]]:
                    if at - first > 1:
                        shared.add([places[index] for index in order[first:at]])
                    first = at
        return shared


class _Shared:
    """Shingles that stand in several articles, and in which."""

    def __init__(self, articles: int) -> None:
        self.of_article = [array("L") for _ in range(articles)]
        self.common_in = array("L", bytes(array("L").itemsize * articles))
        self.common = bytearray()
        self._members = array("L")
        self._starts = array("L")
        self._seen = bytearray()

    def add(self, places: list[int]) -> None:
        """Take in a shingle with the articles that have it, ascending."""
        is_common = len(places) > COMMON
        for place in places:
            self.of_article[place].append(len(self._starts))
            self.common_in[place] += is_common
        self._starts.append(len(self._members))
        self._seen.append(0)
        self.common.append(is_common)
        self._members.extend(places[:COMMON])

    def seen(self, index: int) -> "array[int]":
        """The articles, among those gone by, that have the shingle."""
        start = self._starts[index]
        return self._members[start : start + self._seen[index]]

    def see(self, index: int) -> None:
        """The article at hand has gone by."""
        self._seen[index] = min(self._seen[index] + 1, COMMON)


def shingles(text: str) -> set[int]:
    """The hashes (CRC-32) of all runs of `WORDS` words; of the whole text where it has fewer."""
    words = normal(text).encode("utf-8", "surrogatepass").split(b" ")
    runs = zip(*(words[first:] for first in range(WORDS)), strict=False)
    return set(map(crc32, map(b" ".join, runs))) or {crc32(b" ".join(words))}
