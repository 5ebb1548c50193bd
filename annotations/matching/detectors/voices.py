"""Who says it and how: verbs of saying, speakers, and statements that lost theirs.

Speaker and cue are compared where both passages give them. Whether a passage names anybody at all
is read off its words where no speaker is given. Refuses to resolve pronouns.
"""

from collections.abc import Iterator
from functools import lru_cache

from annotations.matching.detectors.finding import Finding
from annotations.matching.detectors.reading import Reading
from annotations.matching.detectors.spelling import derived, one_name
from annotations.matching.detectors.words import FUNCTION, Word, cut, listed

_NEUTRAL = (
    "say tell add note state report write remark explain announce mention describe observe reply "
    "respond comment cite quote believe think speak express indicate signal suggest promise vow "
    "reiterate recall estimate warn"
)
_CHARGES = {
    "doubting": "claim allege assert insist maintain contend purport boast brag argue",
    "conceding": "admit concede acknowledge confess",
    "denying": "deny reject dismiss refute rebut dispute",
    "endorsing": "confirm prove show reveal demonstrate verify establish",
}
"""What a verb of saying says beside that it was said."""
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think",
    "spoke": "speak", "spoken": "speak", "shown": "show",
}  # fmt: skip
_PAST_ONLY = listed(
    "note state report remark mention comment cite quote claim show signal express estimate "
    "dispute maintain establish speak promise show suggest indicate write reveal describe"
)
"""Verbs whose present looks like a noun, or says something else."""
_DEEDS = listed(
    "indicate signal suggest express show think speak estimate establish demonstrate prove promise "
    "vow"
)
"""Verbs of what the speaker does or means rather than of what the article has from them."""
_SAYING = listed("say add note tell cite quote")
"""Verbs whose participle names a source too: "citing two officials"."""
_NAMED = listed(
    "official source expert analyst spokesman spokeswoman interlocutor minister they he"
)
_SAID_BY = ("according to", "citing", "sources", "quoted as", "cited by")
_PRONOUNS = listed("he she they it we i you who")
_NO_PART = listed(
    "a an the some several many two three four five one top senior high-ranking of to and in for "
    "unnamed undisclosed anonymous certain other"
)
_SAME = {"us": "u.s.", "american": "u.s.", "british": "uk", "spokeswoman": "spokesman"}


def cues(a: Reading, b: Reading) -> Iterator[Finding]:
    """Verbs of saying, where both passages give one."""
    one, other = a.passage.cue, b.passage.cue
    if not one or not other:
        return
    lemma_a, lemma_b = _verb(one), _verb(other)
    if lemma_a == lemma_b:
        return
    loaded = _CHARGE.get(lemma_a, "") != _CHARGE.get(lemma_b, "")
    yield Finding("cue loaded" if loaded else "cue differs", one, other)


def speakers(a: Reading, b: Reading) -> Iterator[Finding]:
    """Speakers who cannot be the same, where both passages name one."""
    one, other = a.passage.speaker, b.passage.speaker
    if not one or not other or {one.lower(), other.lower()} & _PRONOUNS:
        return
    if not _may_be_one(_parts(one), _parts(other)):
        yield Finding("speaker differs", one, other)


def attribution(a: Reading, b: Reading) -> Iterator[Finding]:
    """Said by somebody on one side, in the article's own voice on the other."""
    one, other = _attributed(a), _attributed(b)
    if bool(one) != bool(other):
        yield Finding("attribution missing", one, other)


def _parts(name: str) -> tuple[str, ...]:
    lows = (word.low for word in cut(name[:_LONGEST]) if word.low[0].isalnum())
    return tuple(_SAME.get(low, low).removesuffix("s") for low in lows if low not in _NO_PART)


_LONGEST = 200
"""Code points of a speaker's name that are compared."""


def _may_be_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name says no more than the other: "Putin", "Vladimir Putin"."""
    short, long = sorted((one, other), key=len)
    return all(any(_same(part, whole) for whole in long) for part in short)


def _same(one: str, other: str) -> bool:
    return one == other or one_name(one, other) or derived(one, other)


def _attributed(reading: Reading) -> str:
    """Who or what says that it was said; "" for the article's own voice."""
    speaker, cue = reading.passage.speaker, reading.passage.cue
    if speaker is not None or cue is not None:
        return speaker or cue or ""
    return _cue(reading)


@lru_cache(maxsize=512)
def _cue(reading: Reading) -> str:
    low = reading.text.lower()
    for said in _SAID_BY:
        if (at := low.find(said)) >= 0:
            return reading.text[at : at + len(said)]
    for at, word in enumerate(reading.words):
        if _says(reading.words, at):
            return word.text
    return ""


def _says(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word is a verb of saying, and not the noun it looks like."""
    lemma = _VERBS.get(words[at].low)
    named = words[at].capital and not words[at].opens
    if lemma is None or lemma in _DEEDS or named:
        return False
    if words[at].low.endswith("ing") and lemma not in _SAYING:
        return False
    if lemma not in _PAST_ONLY or words[at].low.endswith("ed") or words[at].low in _IRREGULAR:
        return True
    before = words[at - 1] if at else None
    if before is not None and before.capital and before.low not in FUNCTION:
        return True
    subject = before is not None and before.low.removesuffix("s") in _NAMED
    return subject or (at + 1 < len(words) and words[at + 1].low == "that")


def _verb(cue: str) -> str:
    """The verb of a cue, in its plain form; else the cue itself, folded."""
    for word in cut(cue[:_LONGEST]):
        if word.low in _VERBS:
            return _VERBS[word.low]
    return cue.lower().strip()


def _forms(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    yield from (verb, verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"))
    double = verb[-1] if verb in {"admit", "rebut", "brag"} else ""
    yield from (stem + double + "ed", stem + double + "ing")


_CHARGE = {verb: charge for charge, verbs in _CHARGES.items() for verb in verbs.split(" ")}
_VERBS = {
    form: verb for verb in (*_NEUTRAL.split(" "), *_CHARGE) for form in _forms(verb)
} | _IRREGULAR
