"""Quantities in a text: a number, its unit, what is counted, and the word that blurs it.

English only. Numbers of dates are left to `calendar`. Refuses "one" as a pronoun ("the one who",
"one of them"), numbers that belong to a name (F-16, G7) and "a" before anything but a unit.
"""

from collections.abc import Iterator, Sequence
from math import isclose
from typing import Literal, NamedTuple

from annotations.matching.detectors.numerals import ORDINALS, PARTS, Numeral, numeral
from annotations.matching.detectors.units import (
    COUNT,
    CURRENCY_MARKS,
    GLUED,
    IDIOMS,
    ORDINAL,
    PERCENT,
    POINTS,
    SQUARE,
    UNITS,
    Unit,
)
from annotations.matching.detectors.words import Word, listed

Blur = Literal["about", "nearly", "under", "up to", "over", "at least", ""]

APPROXIMATORS: dict[str, Blur] = {
    "about": "about", "around": "about", "roughly": "about", "approximately": "about",
    "circa": "about", "some": "about", "an estimated": "about", "estimated": "about",
    "nearly": "nearly", "almost": "nearly", "close to": "nearly", "just under": "nearly",
    "under": "under", "less than": "under", "fewer than": "under", "below": "under",
    "up to": "up to", "at most": "up to", "no more than": "up to", "not more than": "up to",
    "as many as": "up to", "as much as": "up to", "a maximum of": "up to",
    "over": "over", "more than": "over", "just over": "over", "above": "over",
    "upwards of": "over", "exceeding": "over",
    "at least": "at least", "no fewer than": "at least", "no less than": "at least",
    "not less than": "at least", "a minimum of": "at least",
}  # fmt: skip
"""What stands before a number, by what it says of it."""

_ARTICLES = listed("a an")
_NOT_BEFORE_ONE = listed("no the this that each every any some another which only many other")
_NOT_AFTER_ONE = listed(
    "of another who that which is was are can could must should would may might will has had does "
    "in and or to by for with on at"
)
_SUFFIXES = listed("th st nd rd")
_MILLION = {"m": 1e6, "mn": 1e6, "k": 1e3, "bn": 1e9, "tn": 1e12}
_SHARE = 0.05
"""Two thirds are 66.7 %."""
_DASHES = listed("- – —")
_CONTEXT = 4
_REACH = 10
_DENIED = listed("not no never even without unwilling nor refuse refuses refused neither")


class Quantity(NamedTuple):
    """A number as the text gives it; `low` and `high` differ for a range and for "dozens"."""

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: Unit
    about: Blur
    context: frozenset[str]
    """Stems of what is counted, and of the word before."""
    weak: bool
    """"a metre", "one official", "the third": nothing is missed where it is missing."""
    idiom: bool
    """"(not) a metre": measures nothing."""


def equal(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities of one unit have the same value; of shares, to a tenth percent."""
    slack = _SHARE if a.unit == b.unit == PERCENT else 0.0
    return isclose(a.low, b.low, abs_tol=slack) and isclose(a.high, b.high, abs_tol=slack)


def quantities(
    text: str, words: Sequence[Word], taken: Sequence[tuple[int, int]]
) -> tuple[Quantity, ...]:
    """Read the quantities of a text, in order; `taken`: stretches that are dates, in order."""
    return tuple(_each(text, words, taken))


def _each(text: str, words: Sequence[Word], taken: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    at, passed = 0, 0
    while at < len(words):
        word = words[at]
        while passed < len(taken) and taken[passed][1] <= word.start:
            passed += 1
        dated = passed < len(taken) and taken[passed][0] <= word.start
        found = None if dated or not _may_begin(words, at) else _quantity(text, words, at)
        if found is None:
            at += 1
            continue
        quantity, at = found
        yield quantity


_BEGINNINGS = frozenset(
    listed(
        "a an half zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety tens dozens scores hundreds thousands millions billions ½ ¼ ¾ ⅓ ⅔ ⅕"
    )
    | ORDINALS.keys()
)


def _may_begin(words: Sequence[Word], at: int) -> bool:
    """Tell a number from a part of a name (F-16, G7) or of another number."""
    word = words[at]
    if word.low[0].isdigit():
        named = at > 1 and words[at - 1].low == "-" and word.glued and words[at - 1].glued
        letters = word.glued and at > 0 and words[at - 1].low[-1].isalpha()
        return not letters and not (named and words[at - 2].text.isupper())
    return word.low in _BEGINNINGS


def _quantity(text: str, words: Sequence[Word], at: int) -> tuple[Quantity, int] | None:
    """Read the quantity that begins at a place, and the place behind it."""
    low = words[at].low
    if low in ORDINALS and not (low == "third" and _is(words, at + 1, "of")):
        return _made(text, words, at, Numeral(ORDINALS[low], ORDINALS[low], at + 1), ORDINAL)
    number = _number(words, at)
    if number is None or (low == "one" and _is_pronoun(words, at, number.after)):
        return None
    part = _fraction(words, at, number)
    if part is not None:
        return _made(text, words, at, part, PERCENT)
    if low in _ARTICLES and number.after == at + 1:
        return _of_article(text, words, at)
    number, unit = _with_unit(words, at, _range(words, at, number))
    return _made(text, words, at, number, unit)


def _number(words: Sequence[Word], at: int) -> Numeral | None:
    low = words[at].low
    number = numeral(words, at)
    if number is None and low in _ARTICLES:
        return Numeral(1, 1, at + 1)
    if number is None and low == "half" and _is(words, at + 1, "of", "the", "its", "their"):
        return Numeral(1, 1, at)
    return number


def _of_article(text: str, words: Sequence[Word], at: int) -> tuple[Quantity, int] | None:
    """Read "a metre", "even an inch", "a single step": 1, but only before a unit of length."""
    at_unit = at + 2 if _is(words, at + 1, "single") else at + 1
    unit = UNITS.get(words[at_unit].low) if at_unit < len(words) else None
    if unit is None or unit.dimension not in {"length", "mass"}:
        return None
    return _made(text, words, at, Numeral(1, 1, at_unit + 1), unit)


def _is_pronoun(words: Sequence[Word], at: int, after: int) -> bool:
    if after > at + 1:
        return False
    before = words[at - 1].low if at else ""
    follows = words[after] if after < len(words) else None
    hangs = follows is not None and follows.low in _DASHES | {"'"}
    nothing = follows is None or not follows.low[0].isalpha() or follows.low in _NOT_AFTER_ONE
    ratio = follows is not None and follows.low in {"in", "of"} and _ratio(words, at) is not None
    return (before in _NOT_BEFORE_ONE or nothing) and not hangs and not ratio


def _fraction(words: Sequence[Word], at: int, number: Numeral) -> Numeral | None:
    """Read "two thirds", "a quarter of", "half of", "one in five" as a percentage."""
    after = number.after
    hyphen = after + 1 if _is(words, after, "-") else after
    if hyphen < len(words) and words[hyphen].low in PARTS and number.low < PARTS[words[hyphen].low]:
        part = words[hyphen].low
        if part not in {"half", "third", "quarter", "fifth", "sixth", "eighth", "tenth"} or (
            number.low == 1 and (_is(words, hyphen + 1, "of", "the") or part == "half")
        ):
            share = 100 * number.low / PARTS[part]
            return Numeral(share, share, hyphen + 1)
    ratio = _ratio(words, at)
    return None if ratio is None else Numeral(ratio[0], ratio[0], ratio[1])


def _ratio(words: Sequence[Word], at: int) -> tuple[float, int] | None:
    """Read "one in five", "four out of five"."""
    some = numeral(words, at)
    if some is None:
        return None
    between = some.after + (1 if _is(words, some.after, "out") else 0)
    if not _is(words, between, "in" if between == some.after else "of"):
        return None
    every = numeral(words, between + 1) if between + 1 < len(words) else None
    small = every is not None and some.low < every.low <= 100 and every.after == between + 2  # noqa: PLR2004  # "one in 2022" is none
    return (100 * some.low / every.low, every.after) if every is not None and small else None


def _range(words: Sequence[Word], at: int, number: Numeral) -> Numeral:
    """Read on over "10–15", "10 to 15", "between 10 and 15"; "from 3 to 5" are two numbers."""
    joint = number.after
    if _is_change(words, at, joint):
        return number
    between = at > 0 and words[at - 1].low == "between"
    if not _is(words, joint, "to", "–", "-", *(["and"] if between else [])):
        return number
    other = joint + 1
    if other < len(words) and words[other].low in CURRENCY_MARKS:
        other += 1
    second = numeral(words, other) if other < len(words) else None
    if second is None or second.low <= number.low:
        return number
    return Numeral(number.low, second.high, second.after)


def _is_change(words: Sequence[Word], at: int, after: int) -> bool:
    return at > 0 and words[at - 1].low == "from" and _is(words, after, "to")


def _with_unit(words: Sequence[Word], at: int, number: Numeral) -> tuple[Numeral, Unit]:
    after = number.after
    mark = CURRENCY_MARKS.get(words[at - 1].low) if at else None
    follows = words[after] if after < len(words) else None
    if follows is not None and follows.glued and follows.low in _SUFFIXES:
        return number._replace(after=after + 1), ORDINAL
    if follows is not None and follows.glued and follows.low in _MILLION:
        counted = mark or _is_noun(words, after + 1) or follows.low not in GLUED
        if counted:
            times = _MILLION[follows.low]
            number = Numeral(number.low * times, number.high * times, after + 1)
            return number, mark or COUNT
    if mark is not None:
        return number, mark
    if _is_change(words, at, after):
        second = numeral(words, after + 1) if after + 1 < len(words) else None
        return number, COUNT if second is None else _measure(words, second)[1]
    return _measure(words, number)


def _measure(words: Sequence[Word], number: Numeral) -> tuple[Numeral, Unit]:
    """Read the unit behind a number, over a hyphen or "US"."""
    at = number.after
    if _is(words, at, "-", "us", "u.s."):
        at += 1
    if at >= len(words):
        return number, COUNT
    low = words[at].low
    if low in {"%", "percent"} or (low == "per" and _is(words, at + 1, "cent")):
        after = at + (2 if low == "per" else 1)
        return number._replace(after=after), PERCENT
    if low == "percentage" and _is(words, at + 1, "point", "points"):
        return number._replace(after=at + 2), POINTS
    if low in {"square", "sq"} and at + 1 < len(words) and words[at + 1].low in SQUARE:
        return number._replace(after=at + 2), SQUARE[words[at + 1].low]
    unit = UNITS.get(low) or (GLUED.get(low) if words[at].glued else None)
    return (number, COUNT) if unit is None else (number._replace(after=at + 1), unit)


def _made(
    text: str, words: Sequence[Word], at: int, number: Numeral, unit: Unit
) -> tuple[Quantity, int]:
    first = at - 1 if at and words[at - 1].low in CURRENCY_MARKS else at
    about, start = _blur(words, first)
    weak = unit is ORDINAL or words[at].low in {"a", "an", "one"}
    if unit.dimension == "time" and about == "over":
        about, start = "", words[first].start
    one = number.low == number.high == 1
    quantity = Quantity(
        text=text[words[first].start : words[number.after - 1].end],
        start=start,
        end=words[number.after - 1].end,
        low=number.low,
        high=number.high,
        unit=unit,
        about=about,
        context=_counted(words, first, number.after),
        weak=weak,
        idiom=weak and one and unit.name in IDIOMS and _denied(words, at),
    )
    return quantity, number.after


def _denied(words: Sequence[Word], at: int) -> bool:
    before = words[max(0, at - _REACH) : at]
    return any(word.low in _DENIED or word.low.endswith("n't") for word in before)


def _blur(words: Sequence[Word], first: int) -> tuple[Blur, int]:
    """Find the approximator before a number, the longest that fits."""
    for back in (3, 2, 1):
        if first >= back:
            said = " ".join(word.low for word in words[first - back : first])
            if said in APPROXIMATORS:
                return APPROXIMATORS[said], words[first - back].start
    return "", words[first].start


def _counted(words: Sequence[Word], first: int, after: int) -> frozenset[str]:
    """The stems of up to four words behind a number and of one before it."""
    if after < len(words) and words[after].low in {"-", "of"}:
        after += 1
    found = {word.stem for word in words[max(0, first - 1) : first]}
    clause = words[after].clause if after < len(words) else 0
    for word in words[after : after + _CONTEXT]:
        if word.clause != clause:
            break
        found.add(_CONCEPTS.get(word.stem, word.stem))
    return frozenset(found - {""})


_CONCEPTS = dict.fromkeys(
    listed("kil kill dead di death deaths fatalit fataliti casualti victim slain"), "death"
) | dict.fromkeys(listed("peopl person resident civilian citizen"), "person")
"""Words that count the same: 20 dead, 20 killed."""


def _is(words: Sequence[Word], at: int, *lows: str) -> bool:
    return at < len(words) and words[at].low in lows


def _is_noun(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and bool(words[at].stem)
