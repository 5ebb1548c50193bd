"""Numbers, units and approximators: which quantity of one passage is which of the other.

Equal values meet first, whatever is counted; what is left meets where it is of one dimension and
counts the same thing. A number that is left alone is a note, never an alarm. Refuses to add up:
"two officials and a third one" are not three.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import isclose
from typing import NamedTuple

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.quantities import Blur, Quantity, equal
from annotations.matching.detectors.reading import Reading
from annotations.matching.detectors.units import PERCENT
from annotations.matching.detectors.words import SAME, shared

ROUNDED = 0.025
"""How far a value may be from one that is said to be rounded."""


class _Paired(NamedTuple):
    pairs: tuple[tuple[Quantity, Quantity], ...]
    only_a: tuple[Quantity, ...]
    only_b: tuple[Quantity, ...]


def numbers(a: Reading, b: Reading) -> Iterator[Finding]:
    """Numbers that differ, or that only one has."""
    paired = _paired(a, b)
    for one, other in paired.pairs:
        if not _alike(one, other) and not _is_unit(one, other):
            yield Finding("number " + _verdict(one, other), one.text, other.text)
    for one in paired.only_a:
        if not one.weak:
            yield Finding("number missing", one.text, "")
    for other in paired.only_b:
        if not other.weak:
            yield Finding("number missing", "", other.text)


def units(a: Reading, b: Reading) -> Iterator[Finding]:
    """Units that differ where the number is the same, or where one was converted."""
    for one, other in _paired(a, b).pairs:
        if one.unit == other.unit:
            continue
        if one.idiom and other.idiom:
            yield Finding("unit of an idiom", one.text, other.text)
        elif _converts(one, other):
            yield Finding("unit converted", one.text, other.text)
        elif _is_unit(one, other):
            yield Finding("unit differs", one.text, other.text)


def approximators(a: Reading, b: Reading) -> Iterator[Finding]:
    """Approximators of the numbers and spans of time that are the same on both sides."""
    for one, other in _paired(a, b).pairs:
        if _alike(one, other) and one.about != other.about:
            yield Finding(_blurred(one.about, other.about), _said(a, one), _said(b, other))
    for since, ever in ((since, ever) for since in a.periods for ever in b.periods):
        alike = since.sense == ever.sense and _anchor(since.text) == _anchor(ever.text)
        if alike and bool(since.about) != bool(ever.about):
            yield Finding("approximator missing", since.about, ever.about)


_DOWN = frozenset({"under", "up to", "nearly"})
_UP = frozenset({"over", "at least"})


def _blurred(one: Blur, other: Blur) -> str:
    if not one or not other:
        return "approximator missing"
    opposed = (one in _DOWN and other in _UP) or (one in _UP and other in _DOWN)
    return "approximator opposed" if opposed else "approximator differs"


def _anchor(text: str) -> str:
    return text.rsplit(" ", 1)[-1]


def _said(reading: Reading, quantity: Quantity) -> str:
    return reading.text[quantity.start : quantity.end]


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and equal(one, other)


def _is_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities differ in the unit alone."""
    return one.unit != other.unit and (equal(one, other) or _converts(one, other))


def _converts(one: Quantity, other: Quantity) -> bool:
    """Whether two lengths, weights, … are the same in other units, rounded."""
    same = one.unit.dimension == other.unit.dimension
    if not (same and one.unit.factor and other.unit.factor) or (one.idiom and other.idiom):
        return False
    return isclose(one.low * one.unit.factor, other.low * other.unit.factor, rel_tol=0.1)


def _verdict(one: Quantity, other: Quantity) -> str:
    """Whether one value rounds the other, and says so."""
    within = one.low <= other.low <= one.high or other.low <= one.low <= other.high
    if within and (_is_vague(one) or _is_vague(other)):
        return "rounded"
    near = isclose(one.low, other.low, rel_tol=ROUNDED) and isclose(one.high, other.high)
    near = near or isclose(one.high, other.high, rel_tol=ROUNDED)
    if near and one.unit == other.unit == PERCENT and _in_words(one) != _in_words(other):
        return "rounded"
    return "rounded" if near and bool(one.about) != bool(other.about) else "differs"


def _in_words(one: Quantity) -> bool:
    return not any(sign.isdecimal() for sign in one.text)


def _is_vague(one: Quantity) -> bool:
    return one.text.lower().endswith("s") and one.high > one.low


@lru_cache(maxsize=2)
def _paired(a: Reading, b: Reading) -> _Paired:
    """Pair the quantities: equal ones first, then by what they count, in the order of the text."""
    if not a.quantities and not b.quantities:
        return _NONE
    same = shared(a.stems, b.stems) >= SAME
    pairs: list[tuple[Quantity, Quantity]] = []
    left_a, left_b = list(a.quantities), list(b.quantities)
    for fits in (_first, _second, _third):
        for one in tuple(left_a):
            if not left_b:
                break
            best = max(left_b, key=lambda other: len(one.context & other.context))
            ordered = (best, *left_b)
            found = next((other for other in ordered if fits(one, other, same=same)), None)
            if found is not None:
                pairs.append((one, found))
                left_a.remove(one)
                left_b.remove(found)
    return _Paired(tuple(pairs), tuple(left_a), tuple(left_b))


_NONE = _Paired((), (), ())


def _first(one: Quantity, other: Quantity, *, same: bool) -> bool:
    """Equal, and of the same thing."""
    return _alike(one, other) and (same or bool(one.context & other.context))


def _second(one: Quantity, other: Quantity, *, same: bool) -> bool:
    """Equal, or equal when converted, or both of an idiom."""
    del same
    return _alike(one, other) or _converts(one, other) or (one.idiom and other.idiom)


def _third(one: Quantity, other: Quantity, *, same: bool) -> bool:
    """Different, and of the same thing."""
    counts = bool(one.context & other.context)
    if one.unit.dimension != other.unit.dimension:
        return equal(one, other) and not one.weak and (counts or same)
    if one.weak and other.weak and not same:
        return False
    return counts or same or one.unit.dimension not in _THINGS


_THINGS = frozenset({"count", "ordinal", "time"})
"""Dimensions in which two numbers are of the same thing only when their words say so."""
