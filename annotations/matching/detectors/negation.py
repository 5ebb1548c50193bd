"""Negation: what is denied in one passage and stated in the other.

A cue denies what follows it in its clause; two cues in one clause cancel out. Where the denied
words stand undenied in the other passage, the statement is reversed; where they do not stand there
at all, the other passage lacks a clause, no more. Refuses antonyms: that "progress" is the
opposite of "stalemate" is for a person to see.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.reading import MOST, Reading
from annotations.matching.detectors.words import Word, listed, shared, stem

_CUES = listed(
    "not no never none nobody nothing neither nor without cannot hardly barely scarcely "
    "unwilling unable unlikely impossible unready unprepared"
)
_VERBS = listed("refus deni reject declin fail lack")
"""Stems of verbs that deny what follows; the same one on both sides is no difference."""
_OPEN = listed("whether doubt doubts doubted doubtful unclear uncertain unsure unknown if")
"""What follows these is neither stated nor denied."""

_INSTEAD = {
    "unwilling": "willing", "unable": "able", "unlikely": "likely", "impossible": "possible",
    "unready": "ready", "unprepared": "prepared",
}  # fmt: skip
_NO_DENIAL = {
    "not": listed("only just merely least necessarily until"),
    "no": listed("doubt matter sooner less more fewer"),
    "without": listed("doubt"),
    "nothing": listed("but"),
    "cannot": listed("but"),
}
"""What follows where the cue denies nothing, or only a bound: "no more than"."""

_STOPS = listed(
    ", ; : . ! ? ( ) — – and but while whereas although though because unless until since as who "
    "which when where if whether nor"
)
_REACH = 12
"""Words that a cue denies at most."""
_HEAD = 2
"""Words of content behind the cue of which one has to be stated on the other side."""
_HALF = 0.5
_MOSTLY = 0.7
"""Share of the denied words that has to be stated: with one of the first, and without."""
_LIKE = 0.35
"""Share of the stems from which two passages speak of one thing at all."""

_ROOT = 4
"""Letters that a word must have without its prefix."""
_PREFIXES = ("in", "im", "il", "ir", "dis")
_PREFIXED = listed(
    "legal legitimat possibl responsibl regular accurat adequat appropriat capabl complet correct "
    "consistent credibl dependent direct effectiv formal secur stabl sufficient visibl agre "
    "approv satisfi similar honest trust proportionat loyal obei respect connect continu"
)
"""Stems that take one of these prefixes; others (improve, inform) are words of their own."""


class _Cue(NamedTuple):
    at: int
    word: Word
    scope: tuple[str, ...]
    """Stems of what it denies, in order."""


class _Polarity(NamedTuple):
    cues: tuple[_Cue, ...]
    denied: frozenset[str]
    stated: frozenset[str]
    """Neither denied nor left open anywhere."""


def negation(a: Reading, b: Reading) -> Iterator[Finding]:
    """Statements denied on one side alone, and denials that only one has."""
    one, other = _polarity(a), _polarity(b)
    reversals: list[Finding] = []
    if shared(a.stems, b.stems) >= _LIKE:
        reversals += (
            Finding("negation on one side", _said(a, cue), "")
            for cue in one.cues
            if _is_reversed(cue, other)
        )
        reversals += (
            Finding("negation on one side", "", _said(b, cue))
            for cue in other.cues
            if _is_reversed(cue, one)
        )
        reversals += _prefixed(a, b)
    yield from reversals or _missing(a, b)


def _missing(a: Reading, b: Reading) -> Iterator[Finding]:
    """Denials of one side to which none of the other answers."""
    one, other = _polarity(a).cues, _polarity(b).cues
    if len(one) > len(other):
        yield from (Finding("negation missing", _said(a, cue), "") for cue in _left(one, other))
    if len(other) > len(one):
        yield from (Finding("negation missing", "", _said(b, cue)) for cue in _left(other, one))


def _left(cues: Sequence[_Cue], answers: Sequence[_Cue]) -> list[_Cue]:
    """The cues that are too many, those first that share no word with any answer."""
    answered = {word for cue in answers for word in cue.scope}
    order = sorted(cues, key=lambda cue: bool(answered.intersection(cue.scope)))
    return order[: len(cues) - len(answers)]


def _is_reversed(cue: _Cue, other: _Polarity) -> bool:
    """Whether what a cue denies stands undenied on the other side."""
    if cue.word.stem in _VERBS and cue.word.stem in other.stated | other.denied:
        return False
    headed = any(word in other.stated for word in cue.scope[:_HEAD])
    stated = sum(word in other.stated for word in cue.scope)
    return stated >= (_HALF if headed else _MOSTLY) * len(cue.scope)


def _prefixed(a: Reading, b: Reading) -> Iterator[Finding]:
    """Words that stand with "un-" on one side and without on the other."""
    lows_a = {word.low for word in a.words if word.stem} - _CUES
    lows_b = {word.low for word in b.words if word.stem} - _CUES
    for low in sorted(lows_a - lows_b):
        if _root(low) in lows_b - lows_a:
            yield Finding("negation on one side", low, _root(low))
    for low in sorted(lows_b - lows_a):
        if _root(low) in lows_a - lows_b:
            yield Finding("negation on one side", _root(low), low)


def _root(low: str) -> str:
    for prefix in ("un", "non"):
        if low.startswith(prefix) and len(low) - len(prefix) >= _ROOT:
            return low.removeprefix(prefix)
    for prefix in _PREFIXES:
        if low.startswith(prefix) and stem(low.removeprefix(prefix)) in _PREFIXED:
            return low.removeprefix(prefix)
    return ""


@lru_cache(maxsize=512)
def _polarity(reading: Reading) -> _Polarity:
    """What a passage denies and what it states, by stems."""
    words = reading.words
    cues = [at for at in range(len(words)) if _denies(words, at)][:MOST]
    content = [word.stem for word in words]
    denials = [0] * len(words)
    for at in cues:
        if words[at].low in _INSTEAD:
            content[at] = stem(_INSTEAD[words[at].low])
            denials[at] += 1
        for place in _scope(words, at):
            denials[place] += 1
    denied = [bool(times % 2) for times in denials]
    opened = {content[place] for place in _opened(words)}
    pairs = list(zip(content, denied, strict=True))
    no = frozenset(word for word, is_denied in pairs if word and is_denied)
    yes = frozenset(word for word, is_denied in pairs if word and not is_denied)
    scopes = ((at, _denied(words, at, content, denied)) for at in cues)
    return _Polarity(
        tuple(_Cue(at, words[at], scope) for at, scope in scopes if scope), no, yes - no - opened
    )


def _denied(
    words: Sequence[Word], at: int, content: Sequence[str], denied: Sequence[bool]
) -> tuple[str, ...]:
    """The stems that a cue denies and no other cue takes back."""
    places = [at] if words[at].low in _INSTEAD else []
    places += _scope(words, at)
    return tuple(content[place] for place in places if content[place] and denied[place])


def _opened(words: Sequence[Word]) -> Iterator[int]:
    for at, word in enumerate(words):
        if word.low in _OPEN:
            yield from _scope(words, at)


def _denies(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    follows = words[at + 1].low if at + 1 < len(words) else ""
    if word.stem in _VERBS:
        return follows == "to" if word.stem in {"fail", "declin"} else follows != "by"
    if word.low in _CUES or word.low.endswith("n't"):
        return follows not in _NO_DENIAL.get(word.low, ())
    return False


def _scope(words: Sequence[Word], at: int) -> range:
    """The places of the words behind a cue, up to the end of its clause."""
    end = at + 1
    while end < len(words) and end - at <= _REACH and words[end].low not in _STOPS:
        end += 1
    return range(at + 1, end)


_SHOWN = 6


def _said(reading: Reading, cue: _Cue) -> str:
    """A cue with the first words that it denies."""
    scope = _scope(reading.words, cue.at)
    last = reading.words[min(scope.stop, cue.at + _SHOWN) - 1]
    return reading.text[cue.word.start : last.end]
