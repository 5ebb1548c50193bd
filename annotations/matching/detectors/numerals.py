"""Numbers in digits and in English words, read from a place in a list of words.

Refuses hexadecimal, Roman and spelled-out digits, and numbers of more than 30 digits.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotations.matching.detectors.words import Word

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth"
ONES = {name: float(value) for value, name in enumerate(_UNITS.split(" "))}
TENS = {name: 10.0 * value for value, name in enumerate(_TENS.split(" "), 2)}
ORDINALS = {name: float(value) for value, name in enumerate(_ORDINALS.split(" ")) if value}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
VAGUE = {
    "dozens": (24.0, 99.0), "scores": (40.0, 99.0), "hundreds": (200.0, 999.0),
    "thousands": (2e3, 999_999.0), "millions": (2e6, 999e6), "billions": (2e9, 999e9),
}  # fmt: skip
"""Plurals, by the numbers that they may stand for."""
PARTS = {
    "half": 2.0, "halves": 2.0, "third": 3.0, "thirds": 3.0, "quarter": 4.0, "quarters": 4.0,
    "fifth": 5.0, "fifths": 5.0, "sixth": 6.0, "eighth": 8.0, "tenth": 10.0, "tenths": 10.0,
}  # fmt: skip
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2}
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_MOST = 30
_DENOMINATOR = 10
"""3/4 is a fraction, 9/11 is a day."""


class Numeral(NamedTuple):
    """A number, and the place behind it. `low` and `high` differ for "dozens"."""

    low: float
    high: float
    after: int


def numeral(words: Sequence[Word], at: int) -> Numeral | None:
    """Read the number that begins at a place; None where none does."""
    low = words[at].low
    if low in {"tens", "hundreds"} and _low(words, at + 1) == "of" and _low(words, at + 2) in VAGUE:
        least = VAGUE[words[at + 2].low][0] * (10 if low == "tens" else 100)
        return Numeral(least, 5 * least - 1, at + 3)
    if low in VAGUE:
        return Numeral(*VAGUE[low], at + 1)
    value, after = _value(words, at)
    return None if value is None else Numeral(value, value, after)


def _value(words: Sequence[Word], at: int) -> tuple[float | None, int]:
    low = words[at].low
    if low[0].isdigit():
        value, after = digits(low), at + 1
        if value is not None and _low(words, after) in _SIGNS:
            value, after = value + _SIGNS[words[after].low], after + 1
        return _scaled(value, words, after)
    if low in _SIGNS:
        return _SIGNS[low], at + 1
    if low in {"a", "an"} and _low(words, at + 1) in SCALES:
        return _scaled(1.0, words, at + 1)
    if low == "half" and _low(words, at + 1) in {"a", "an"} and _low(words, at + 2) in SCALES:
        return _scaled(0.5, words, at + 2)
    return _in_words(words, at)


def digits(low: str) -> float | None:
    """The value of a number in digits; None where it is none, as 9/11 or 1.2.3."""
    if len(low) > _MOST:
        return None
    if _GROUPED.fullmatch(low):
        return float(re.sub(r"[,\u00a0\u202f]", "", low))
    if _PLAIN.fullmatch(low):
        return float(low.replace(",", "."))
    over, _, under = low.partition("/")
    if not (over.isdecimal() and under.isdecimal()):
        return None
    return int(over) / int(under) if int(over) < int(under) <= _DENOMINATOR else None


def _scaled(value: float | None, words: Sequence[Word], at: int) -> tuple[float | None, int]:
    while value is not None and _low(words, at) in SCALES:
        value, at = value * SCALES[words[at].low], at + 1
    return value, at


def _in_words(words: Sequence[Word], at: int) -> tuple[float | None, int]:
    """Read "two hundred and fifty thousand", "twenty-one"."""
    total, value, start = 0.0, 0.0, at
    while at < len(words):
        low = words[at].low
        if low in TENS and value % 100 == 0:
            value += TENS[low]
        elif low in ONES and _fits(value, ONES[low]):
            value += ONES[low]
        elif low in SCALES and at > start:
            value *= SCALES[low]
            if SCALES[low] > 100:  # noqa: PLR2004  # from thousand on, what follows is added
                total, value = total + value, 0.0
        elif not _joins(words, at, start):
            break
        at += 1
    return (total + value, at) if at > start else (None, at)


def _fits(value: float, one: float) -> bool:
    """Whether a number under 20 can follow: "twenty one", not "two three"."""
    return value % 100 == 0 or (value % 10 == 0 and value % 100 >= 20 and 0 < one < 10)  # noqa: PLR2004  # tens and ones


def _joins(words: Sequence[Word], at: int, start: int) -> bool:
    """Whether a hyphen or an "and" stands within a number."""
    follows = _low(words, at + 1)
    if at == start or not (follows in ONES or follows in TENS):
        return False
    before = words[at - 1].low
    if words[at].low == "-":
        return before in TENS
    return words[at].low == "and" and before in {"hundred", "thousand"}


def _low(words: Sequence[Word], at: int) -> str:
    return words[at].low if at < len(words) else ""
