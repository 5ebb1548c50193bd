"""When two sentences are the same for a model, although their characters differ.

Compared are the words alone, as letters and digits: NFKC, case folded, without punctuation and
with one blank between words. So `“Yes,” he said.` and `"Yes", he said` are one sentence, and `5%`
is `5`. Where nothing is left (`***`), the characters count. Refuses to compare meaning.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable

from annotations.hashing import blake2b

_WITHOUT_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, kana and Han: no blanks stand between words, so that every
character counts as one."""

_WORD = re.compile(rf"[{_WITHOUT_BLANKS}]|[^\W_{_WITHOUT_BLANKS}]+")

_BUCKETS = 256


def normal(text: str) -> str:
    """The words of a text, one blank between them; the text without its blanks if it has none."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(folded)) or "".join(folded.split())


def fingerprint(text: str) -> int:
    """64 bits of the normal form (BLAKE2b).

    That two different ones among a million have the same happens once in 37 million times.
    """
    encoded = normal(text).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(encoded, digest_size=8).digest())


class Marked:
    """A set of fingerprints, each with eight marks, in nine bytes each."""

    def __init__(self, fingerprints: Iterable[int]) -> None:
        held = [array("Q") for _ in range(_BUCKETS)]
        for one in fingerprints:
            held[one >> 56].append(one)
        self._held = [array("Q", sorted(set(bucket))) for bucket in held]
        self._marks = [bytearray(len(bucket)) for bucket in self._held]

    def __len__(self) -> int:
        return sum(map(len, self._held))

    def marks(self, one: int) -> int | None:
        """The marks of a fingerprint, as bits; None for one that is not in the set."""
        bucket = one >> 56
        place = self._place(bucket, one)
        return None if place is None else self._marks[bucket][place]

    def mark(self, one: int, bit: int) -> None:
        """Set a mark (1, 2, 4 …) where the fingerprint is in the set."""
        bucket = one >> 56
        place = self._place(bucket, one)
        if place is not None:
            self._marks[bucket][place] |= bit

    def _place(self, bucket: int, one: int) -> int | None:
        held = self._held[bucket]
        place = bisect_left(held, one)
        return place if place < len(held) and held[place] == one else None
