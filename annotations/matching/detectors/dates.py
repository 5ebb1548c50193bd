"""Dates and spans of time that differ, in the light of the days of publication where given.

Two dates that say different amounts are the same as far as both go: "2022", "the fall of 2022".
Refuses to choose where "last September" beside "September" may be a year apart: it says so.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from math import isclose
from typing import Literal

from annotations.matching.detectors.calendar import Date
from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.periods import Period
from annotations.matching.detectors.reading import Reading, day
from annotations.matching.detectors.words import shared

Verdict = Literal["same", "ambiguous", "unknown", "differs"]
_HALF = 0.5


def dates(a: Reading, b: Reading) -> Iterator[Finding]:
    """Dates that differ, or that only one has; those of spans of time are `spans`'."""
    left_a, left_b = _met(a.dates, b.dates, _identical)
    left_a, left_b = _met(left_a, left_b, _same)
    for one in tuple(left_a):
        other = min(left_b, key=lambda date: _ORDER[_compared(one, date)], default=None)
        if other is not None and _compared(one, other) != "unknown":
            left_a.remove(one)
            left_b.remove(other)
            yield Finding(_case("date", _compared(one, other), a, b), one.text, other.text)
    yield from _alone(_restated(left_a, b.dates), _restated(left_b, a.dates))


def _alone(left_a: Sequence[Date], left_b: Sequence[Date]) -> Iterator[Finding]:
    """Dates that have no counterpart, or none that they can be compared with."""
    for one, other in zip_longest(left_a, left_b):
        if one and other:
            yield Finding("date not comparable", one.text, other.text)
        else:
            yield Finding("date missing", one.text if one else "", other.text if other else "")


def _met(
    one: Sequence[Date], other: Sequence[Date], fits: Callable[[Date, Date], bool]
) -> tuple[list[Date], list[Date]]:
    """What is left of two lists when those that fit have met, one and one."""
    left_a, left_b = list(one), list(other)
    for date in one:
        partner = next((rival for rival in left_b if fits(date, rival)), None)
        if partner is not None:
            left_a.remove(date)
            left_b.remove(partner)
    return left_a, left_b


def _identical(one: Date, other: Date) -> bool:
    return one[_FIELDS:] == other[_FIELDS:]


_FIELDS = Date._fields.index("years")
"""From here on a date says when; before, where it stands."""


def _same(one: Date, other: Date) -> bool:
    return _compared(one, other) == "same"


def _restated(left: Sequence[Date], there: Sequence[Date]) -> list[Date]:
    """Leave out the dates that say again, in other words, what the other side has."""
    return [one for one in left if not any(_same(one, other) for other in there)]


def spans(a: Reading, b: Reading) -> Iterator[Finding]:
    """Spans of time that differ, or that only one has."""
    left_b = list(b.periods)
    for one in a.periods:
        rivals = [other for other in left_b if other.sense == one.sense]
        if not rivals:
            yield Finding("span missing", one.text, "")
            continue
        other = min(rivals, key=lambda rival: _ORDER[_period(one, rival)])
        left_b.remove(other)
        verdict = _period(one, other)
        if verdict != "same":
            case = _case("span", "differs" if verdict == "unknown" else verdict, a, b)
            yield Finding(case, one.text, other.text)
    yield from (Finding("span missing", "", other.text) for other in left_b)


_ORDER: dict[Verdict, int] = {"same": 0, "ambiguous": 1, "differs": 2, "unknown": 3}


def _case(kind: str, verdict: Verdict, a: Reading, b: Reading) -> str:
    if verdict == "unknown":
        return f"{kind} not comparable"
    if verdict != "ambiguous":
        return f"{kind} differs"
    known = day(a.passage.published) and day(b.passage.published)
    return f"{kind} read alike" if known else f"{kind} ambiguous"


def _period(one: Period, other: Period) -> Verdict:
    if one.date is not None and other.date is not None:
        return _compared(one.date, other.date)
    if one.date is not None or other.date is not None:
        return "differs"
    if one.is_length or other.is_length:
        return "same" if one.key == other.key else "differs"
    return "same" if shared(one.key, other.key) >= _HALF else "differs"


def _compared(one: Date, other: Date) -> Verdict:
    """Compare two dates, as far as both say anything."""
    checks = [check for check in _checks(one, other) if check is not None]
    if False in checks:
        return "differs"
    if not checks:
        return "same" if one.text.lower() == other.text.lower() else "unknown"
    settled = one.years is not None and other.years is not None and one.years == other.years
    if one.modifier != other.modifier and not settled:
        return "ambiguous"
    return "same"


def _checks(one: Date, other: Date) -> Iterator[bool | None]:
    """Yield for each part of a date whether both agree; None where one does not say."""
    both = one.years is not None and other.years is not None
    yield bool(one.years and other.years and one.years & other.years) if both else None
    yield _equal(one.month, other.month)
    yield _equal(one.day, other.day) if _equal(one.month, other.month) is not False else None
    yield _equal(one.season, other.season)
    yield _in_season(one, other)
    yield _equal(one.weekday, other.weekday)
    yield _equal(one.clock, other.clock)
    yield _equal(one.loose or None, other.loose or None)
    yield _ago(one, other)


def _equal(one: object, other: object) -> bool | None:
    return None if one is None or other is None else one == other


def _in_season(one: Date, other: Date) -> bool | None:
    if one.season is not None and other.month is not None:
        return other.month in one.season
    if other.season is not None and one.month is not None:
        return one.month in other.season
    return None


def _ago(one: Date, other: Date) -> bool | None:
    if one.ago is None or other.ago is None:
        return None
    return one.ago[1] == other.ago[1] and isclose(one.ago[0], other.ago[0], rel_tol=0.1)
