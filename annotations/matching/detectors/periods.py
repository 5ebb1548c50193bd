"""Spans of time in a text: since when, until when, for how long, "in recent months".

English only. Refuses "since" as a reason ("since he was ill"): only a date or a noun phrase
without a pronoun before it is a beginning.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from annotations.matching.detectors.calendar import SMALL, Date
from annotations.matching.detectors.words import Word, listed, stems

Sense = Literal["start", "end", "length"]

_SENSES: dict[str, Sense] = {"since": "start", "until": "end", "till": "end"}
_FILLERS = listed("at least about around nearly the a as early late mid - in on")
_PRONOUNS = listed("i he she it they we you there this that these those his her their my our its")
_PHRASE = 6
"""Words of a phrase that are kept: "since the early weeks of the invasion"."""

_LENGTH = re.compile(
    r"\b(?P<word>(?i:for|in|over|during|within)) (?:(?P<about>(?i:about|nearly|almost|at least|"
    r"more than|over|around|up to)) )?(?:the )?(?P<recent>recent|past|last|coming|next)? ?"
    r"(?:(?P<n>\d{1,4}|" + "|".join(SMALL) + r"|several|many|few|some|a few)[ -])?"
    r"(?P<unit>minute|hour|day|week|month|year|decade|centurie|century)(?P<plural>s)?\b"
    r"(?! (?:ago|later|earlier)\b)"
)


class Period(NamedTuple):
    """A span of time: its sense, and either a date, a length, or the words that say it."""

    text: str
    start: int
    end: int
    sense: Sense
    date: Date | None = None
    key: frozenset[str] = frozenset()
    """Of a phrase: its stems; of a length: number and unit."""
    is_length: bool = False
    about: str = ""
    """The words before it that blur it: "at least"."""


def periods(text: str, words: Sequence[Word], dates: Sequence[Date]) -> tuple[Period, ...]:
    """Read the spans of time of a text, in order. Their dates are dates of the text too."""
    starts = {date.start: date for date in dates}
    found = [
        period
        for index, word in enumerate(words)
        if word.low in _SENSES and (period := _bounded(text, words, index, starts)) is not None
    ]
    found += [_length(match) for match in _LENGTH.finditer(text) if _is_length(match)]
    return tuple(sorted(found, key=lambda period: period.start))


def _bounded(text: str, words: Sequence[Word], index: int, dates: dict[int, Date]) -> Period | None:
    """Read what follows "since" or "until"."""
    sense, start = _SENSES[words[index].low], words[index].start
    at = index + 1
    while at < len(words) and words[at].start not in dates and words[at].low in _FILLERS:
        at += 1
    about = text[words[index].end : words[at].start].strip() if at < len(words) else ""
    about = about if about in {"at least", "about", "around", "nearly"} else ""
    for word in words[at : at + 2]:
        if word.start in dates:
            date = dates[word.start]
            return Period(text[start : date.end], start, date.end, sense, date, about=about)
    phrase = _phrase(words, at)
    key = stems(phrase)
    if not key or phrase[0].low in _PRONOUNS:
        return None
    return Period(text[start : phrase[-1].end], start, phrase[-1].end, sense, key=key, about=about)


def _phrase(words: Sequence[Word], at: int) -> Sequence[Word]:
    end = at
    while end < len(words) and end - at < _PHRASE and words[end].clause == words[at].clause:
        end += 1
    return words[at:end]


def _is_length(match: re.Match[str]) -> bool:
    """Refuse "in a year that", "over the year": a length is counted, or plural, or recent."""
    if match["recent"]:
        return match["plural"] is not None or match["recent"] in {"past", "coming"}
    if match["word"].lower() == "in" and match["n"] in {"a", "an"}:
        return False
    return match["word"].lower() in {"for", "in", "within"} and bool(match["n"] or match["plural"])


def _length(match: re.Match[str]) -> Period:
    said = (match["n"] or "").lower()
    many = str(SMALL.get(said, said))
    unit = match["unit"].replace("centurie", "century")
    recent = {"past": "last", "coming": "next"}.get(match["recent"] or "", match["recent"] or "")
    sense: Sense = "start" if recent in {"recent", "last"} else "length"
    words = [many, unit, recent if recent != "last" or not many else ""]
    return Period(
        match.group(),
        match.start(),
        match.end(),
        sense,
        key=frozenset(filter(None, words)),
        is_length=True,
        about=match["about"] or "",
    )
