"""Dates in a text: days, months, seasons, years, weekdays, "last Tuesday", "two weeks ago".

English only. What is relative is resolved where the day of publication is given, and kept as it
stands where not. Refuses to guess the year of a bare month: "in September" may be any.
Seasons are those of the northern hemisphere, by whole months.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from annotations.matching.detectors.words import Word, listed

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_COUNTING = "two three four five six seven eight nine ten"
_SEASONS = {
    "winter": (12, 1, 2),
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "fall": (9, 10, 11),
}
SMALL = dict.fromkeys(("a", "an", "one"), 1) | {
    name: value for value, name in enumerate(_COUNTING.split(" "), 2)
}
"""Numbers that count days, months and years in words."""

_DAYS_OF = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365, "decade": 3650}

_DATE = re.compile(
    r"(?P<iso>\b\d{4}-\d\d-\d\d\b)"
    r"|\b(?:(?P<m_mod>(?i:last|this|next|early|late|mid))[ -])?"
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?(?P<month>" + _MONTHS.replace(" ", "|") + "|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|(?= \d)))(?![\w-])"
    r"(?: (?P<d2>\d{1,2})(?:st|nd|rd|th)?\b(?![:.,%]?\d))?"
    r"(?:,? (?:of )?(?P<y1>(?:19|20)\d\d)\b)?"
    r"|\b(?:(?P<s_mod>(?i:last|this|next|early|late|mid))[ -])?"
    r"(?P<season>(?i:spring|summer|autumn|fall|winter))\b(?:(?: of|,)? (?P<y2>(?:19|20)\d\d)\b)?"
    r"|\b(?:(?P<w_mod>(?i:last|this|next)) )?(?P<weekday>" + _DAYS.replace(" ", "|") + r")\b"
    r"|(?<![\w.,:$€£/-])(?P<y3>(?:19|20)\d\d)(?![\w%]|[.,:/]\d)"
    r"|\b(?P<day>(?i:yesterday|today|tomorrow))\b"
    r"|\b(?P<r_mod>(?i:last|this|next|previous)) (?P<r_unit>year|month|week|weekend|decade)\b"
    r"|\b(?P<n>\d{1,4}|(?i:" + "|".join(SMALL) + r"|several|many|a few)) "
    r"(?P<a_unit>hour|day|week|month|year|decade)s? (?P<way>ago|earlier|later)\b"
    r"|(?<![\w.,:])(?P<clock>\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\b)?|\d{1,2} ?[AaPp]\.?[Mm]\b)"
)
_BEFORE_MONTH = listed(
    "in of since by until till from to before after during last this next mid early late through "
    "between and"
)
_BEFORE_SEASON = listed("the in by since until during each every next last this")
_COUNTED = listed(
    "people soldiers troops men women children civilians km kilometres kilometers miles metres "
    "meters feet dollars euros roubles rubles pounds tons tonnes years days hours times percent "
    "per houses homes jobs cases members words votes"
)
_TRIGGERS = listed(
    f"{_MONTHS.lower()} {_DAYS.lower()} yesterday today tomorrow ago earlier later jan feb mar "
    "apr jun jul aug sep sept oct nov dec spring summer autumn fall winter year month week "
    "weekend decade am pm"
)
_AROUND = 4
"""Words on either side of such a word that may belong to the date."""

_NEXT = re.compile(r"\s+(of\b)?(\w+)?")


class Date(NamedTuple):
    """A point in time as far as it is known; None where it is not said."""

    text: str
    start: int
    end: int
    years: frozenset[int] | None = None
    """The years that may be meant."""
    month: int | None = None
    day: int | None = None
    season: tuple[int, ...] | None = None
    weekday: str | None = None
    clock: str | None = None
    modifier: str = ""
    """"last", "next", … where the year is not settled by it."""
    ago: tuple[float, str] | None = None
    """Days, and which way: relative to a day that is not known."""
    loose: str = ""
    """Anything else that is relative to a day not known."""


def dates(text: str, words: Sequence[Word], published: date | None) -> tuple[Date, ...]:
    """Read the dates of a text, in order. Offsets are code points of `text`."""
    return tuple(
        _read(match, published)
        for start, end in _regions(words)
        for match in _DATE.finditer(text, start, end)
        if _is_date(match)
    )


def _regions(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches around words of dates: the pattern is slow, and most text has none."""
    first, last = 0, -1
    for index, word in enumerate(words):
        if not _is_trigger(word):
            continue
        if last >= 0 and index - _AROUND > last:
            yield words[first].start, words[last].end
            first = index - _AROUND
        elif last < 0:
            first = max(0, index - _AROUND)
        last = min(len(words) - 1, index + _AROUND)
    if last >= 0:
        yield words[first].start, words[last].end


def _is_trigger(word: Word) -> bool:
    if word.text[0].isdigit():
        return ":" in word.text or word.text[:2] in {"19", "20"}
    return word.low in _TRIGGERS and (word.capital or word.low not in {"may", "march"})


def _is_date(match: re.Match[str]) -> bool:
    """Refuse "may", "march" as verbs, "the fall of Kabul" and "2000 people"."""
    groups = match.groupdict()
    text, end = match.string, match.end()
    before = text[max(0, match.start() - 12) : match.start()].lower().split()
    if groups["month"] in {"March", "May", "August", "April", "June"}:
        sure = groups["d1"] or groups["d2"] or groups["y1"] or groups["m_mod"]
        return bool(sure or (before and before[-1] in _BEFORE_MONTH))
    if groups["season"] and not groups["y2"]:
        follows = _NEXT.match(text, end)
        of = follows is not None and follows[1] is not None
        led = groups["s_mod"] or (before and before[-1] in _BEFORE_SEASON)
        return bool(led) and not (of and groups["season"].lower() == "fall")
    if groups["y3"]:
        follows = _NEXT.match(text, end)
        return follows is None or (follows[2] or "").lower() not in _COUNTED
    return True


def _read(match: re.Match[str], published: date | None) -> Date:
    known = {name: value for name, value in match.groupdict().items() if value}
    bare = Date(match.group(), match.start(), match.end())
    for name, reader in _READERS.items():
        if name in known:
            return reader(bare, known, published)
    return bare


def _iso(bare: Date, known: dict[str, str], _published: date | None) -> Date:
    year, month, day = (int(part) for part in known["iso"].split("-"))
    return bare._replace(years=frozenset([year]), month=month, day=day)


def _month(bare: Date, known: dict[str, str], published: date | None) -> Date:
    names = _MONTHS.split(" ")
    number = next(n for n, name in enumerate(names, 1) if name[:3] == known["month"][:3])
    day = known.get("d1") or known.get("d2")
    modifier = known.get("m_mod", "").lower()
    return bare._replace(
        years=_years(known.get("y1"), modifier, number, published),
        month=number,
        day=int(day) if day else None,
        modifier="" if known.get("y1") else modifier,
    )


def _season(bare: Date, known: dict[str, str], published: date | None) -> Date:
    months = _SEASONS[known["season"].lower()]
    modifier = known.get("s_mod", "").lower()
    return bare._replace(
        years=_years(known.get("y2"), modifier, months[-1], published),
        season=months,
        modifier="" if known.get("y2") else modifier,
    )


def _years(
    said: str | None, modifier: str, month: int, published: date | None
) -> frozenset[int] | None:
    """The years that a month may be of: "last September" is this year's or last year's."""
    if said:
        return frozenset([int(said)])
    if published is None:
        return None
    this = published.year
    recent = this if month <= published.month else this - 1
    return {
        "last": frozenset([recent, this - 1]),
        "this": frozenset([this]),
        "next": frozenset([this, this + 1]),
    }.get(modifier)


def _weekday(bare: Date, known: dict[str, str], published: date | None) -> Date:
    name = known["weekday"]
    bare = bare._replace(weekday=name)
    if published is None or known.get("w_mod", "").lower() != "last":
        return bare
    back = (published.weekday() - _DAYS.split(" ").index(name) - 1) % 7 + 1
    return _on(bare, _moved(published, -back))


def _year(bare: Date, known: dict[str, str], _published: date | None) -> Date:
    return bare._replace(years=frozenset([int(known["y3"])]))


def _day(bare: Date, known: dict[str, str], published: date | None) -> Date:
    name = known["day"].lower()
    if published is None:
        return bare._replace(loose=name)
    return _on(bare, _moved(published, {"yesterday": -1, "today": 0, "tomorrow": 1}[name]))


def _relative(bare: Date, known: dict[str, str], published: date | None) -> Date:
    modifier, unit = known["r_mod"].lower().replace("previous", "last"), known["r_unit"]
    if published is None or unit not in {"year", "month"}:
        return bare._replace(loose=f"{modifier} {unit}")
    step = {"last": -1, "this": 0, "next": 1}[modifier]
    if unit == "year":
        return bare._replace(years=frozenset([published.year + step]))
    months = published.year * 12 + published.month - 1 + step
    return bare._replace(years=frozenset([months // 12]), month=months % 12 + 1)


def _ago(bare: Date, known: dict[str, str], published: date | None) -> Date:
    many = known["n"].lower()
    n = int(many) if many.isdecimal() else SMALL.get(many)
    if n is None:
        return bare._replace(loose=f"{many} {known['a_unit']} {known['way']}")
    if known["way"] == "ago" and published is not None:
        if known["a_unit"] == "year":
            return bare._replace(years=frozenset([published.year - n]))
        if known["a_unit"] == "day":
            return _on(bare, _moved(published, -n))
    return bare._replace(ago=(n * _DAYS_OF[known["a_unit"]], known["way"]))


def _clock(bare: Date, known: dict[str, str], _published: date | None) -> Date:
    return bare._replace(clock=known["clock"].lower().replace(" ", "").replace(".", ""))


def _on(bare: Date, day: date | None) -> Date:
    if day is None:
        return bare._replace(loose=bare.text.lower())
    return bare._replace(years=frozenset([day.year]), month=day.month, day=day.day)


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:  # before year 1, after year 9999
        return None


_READERS = {
    "iso": _iso,
    "month": _month,
    "season": _season,
    "weekday": _weekday,
    "y3": _year,
    "day": _day,
    "r_unit": _relative,
    "a_unit": _ago,
    "clock": _clock,
}
