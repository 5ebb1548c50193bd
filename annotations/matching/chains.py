"""Source chains: through whom what a sentence says came into an article, and where it began.

An article is read once (`read`); then the chain of each of its sentences is cheap. The outlet
comes first, from what is known of the article. A sentence that names another outlet rests on it.
One that quotes a named voice, an institution or a poll rests on that. All others rest on the
outlet that the article cites most, a headline counted, if it cites any: `explicit` is False
there, since the sentence does not say so and a person may know better. Refuses to store anything
and to tell whether something is true. English only.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from annotations.claims import Chain, Form, Link, Source
from annotations.matching.aliases import Aliases, Cited, cited
from annotations.matching.naming import Voice, full_names, voice
from annotations.matching.quotations import Quotation, Speech, speech
from annotations.matching.saying.attributions import Attribution
from annotations.matching.saying.cues import stance_of
from annotations.matching.saying.pronouns import is_pronoun
from annotations.model import Span
from annotations.nouns import dataclass

_ADDRESSED = re.compile(r"(?:\s+(?:to|by|in|with|from|an|interview|the))*\s+", re.IGNORECASE)
"""What stands between `told`, `citing` and the outlet that follows."""
_PASSED_ON = frozenset({"cite", "quote"})
_PART_OF_NAME = re.compile(
    r"\b(?:the|this|a|an|newspaper|paper|article|report|website|correspondent)\b|\W", re.IGNORECASE
)
_MOST = 4
"""Outlets of one sentence that are looked at."""
_LED = 60
"""Characters that may stand between a verb and the quotation that it introduces."""
_AS_REPORT = re.compile(r":\s+(?:media\s+)?reports?\s*$", re.IGNORECASE)
"""The end of a headline that passes on a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """What is known of an article from outside its text."""

    source: str | None = None
    """The outlet, as it was imported."""
    url: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read for its chains."""

    text: str
    sentences: Sequence[Span]
    aliases: Aliases
    outlet: str
    """The article's own; "" where it is not known."""
    root: str
    """Whom the article cites most; its own outlet where it cites nobody."""
    speech: Speech
    cited: Sequence[Cited]
    """Where the text names other outlets or points at them, in order."""
    names: Mapping[str, str]
    """Each last name → the full one."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Who speaks in one sentence."""

    words: str
    lemma: str
    cue: str
    weak: bool
    """Thought or mentioned in passing, not said."""


def outlet_name(outlet: Outlet, aliases: Aliases) -> str:
    """Return the name of an article's outlet: its source, else the host of its address, else ""."""
    if outlet.source:
        return aliases.canonical(outlet.source)
    try:
        host = urlsplit(outlet.url or "").hostname or ""
    except ValueError:  # an address that is none
        host = ""
    return host.removeprefix("www.")


def read(
    text: str,
    *,
    sentences: Sequence[Span],
    paragraphs: Sequence[Span],
    outlet: Outlet,
    aliases: Aliases,
) -> Reading:
    """Read an article: its quotations, whom each sentence cites, whom it cites most.

    Sentences and paragraphs are in order, without overlap; no sentence leaves its paragraph.
    """
    own = outlet_name(outlet, aliases)
    spoken = speech(text, paragraphs, sentences)
    headline = [one.name for one in cited(outlet.title, aliases, own=own)]
    found = list(cited(spoken.outside, aliases, own=own, named=headline))
    by_sentence = (_within(found, sentence) for sentence in sentences)
    counted = Counter([*headline, *(name for some in by_sentence for name in _once(some))])
    root = max(counted, key=counted.__getitem__, default=own)
    names = full_names(spoken.outside)
    return Reading(text, sentences, aliases, own, root, spoken, found, names)


def _within(found: Sequence[Cited], span: Span) -> Sequence[Cited]:
    first = bisect_left(found, span.start, key=_start)
    return found[first : bisect_left(found, span.end, lo=first, key=_start)]


def _start(one: Cited) -> int:
    return one.span.start


def _once(some: Sequence[Cited]) -> list[str]:
    return list(dict.fromkeys(one.name for one in some))


def chains(reading: Reading) -> Iterator[Chain]:
    """Yield the chain of each sentence, in order."""
    return (chain(reading, at) for at in range(len(reading.sentences)))


def chain(reading: Reading, at: int) -> Chain:
    """Return the chain of the sentence at index `at`, as the rules see it."""
    sentence = reading.sentences[at]
    said = _speaker(reading, at)
    form = _form(reading, sentence, speaks=said is not None)
    outlets = _outlets(reading, at)
    spoken = voice(said.words, reading.aliases, reading.names) if said else None
    own = Link(source=Source(reading.outlet, "outlet", bool(reading.outlet)), form=form)
    if outlets:
        links, root = [_outlet_link(reading, at, one) for one in outlets], outlets[-1].name
    elif spoken is not None and _stands_alone(reading, sentence, said, spoken):
        links, root = [], spoken.source.name
    else:
        links, root = _inherited(reading, form), reading.root
    if said is not None and spoken is not None:
        stance = stance_of(said.lemma)
        links.append(Link(source=spoken.source, cue=said.cue, stance=stance, form=form))
    return Chain((own, *(replace(link, form=form) for link in links)), root)


def _inherited(reading: Reading, form: Form) -> list[Link]:
    if reading.root == reading.outlet:
        return []
    return [Link(source=Source(reading.root, "outlet"), form=form, explicit=False)]


def _stands_alone(reading: Reading, sentence: Span, said: _Said | None, spoken: Voice) -> bool:
    """Tell whether a voice is a root of its own, not one that the cited report passes on."""
    is_headline = _AS_REPORT.search(reading.text[slice(*sentence)])
    return spoken.own_root and said is not None and not said.weak and not is_headline


# Whom a sentence cites


def _outlets(reading: Reading, at: int) -> list[Cited]:
    """Return the outlets that a sentence rests on, the nearest to the origin last.

    `Reuters reported, citing the BBC` is a chain of two; of outlets named side by side the first
    one counts.
    """
    distinct = _distinct(reading, at)
    if len(distinct) < 2:  # noqa: PLR2004 - one outlet is no chain
        return distinct
    origin = [one for one in distinct if _introduced(reading, at, one, _PASSED_ON)]
    others = [one for one in distinct if one not in origin]
    return [*others[:1], *origin[:1]]


def _distinct(reading: Reading, at: int) -> list[Cited]:
    """Return the first mention of each of the first outlets that a sentence names."""
    first: dict[str, Cited] = {}
    for one in _within(reading.cited, reading.sentences[at]):
        first.setdefault(one.name, one)
    return list(first.values())[:_MOST]


def _introduced(
    reading: Reading, at: int, one: Cited, lemmas: frozenset[str] | None = None
) -> Attribution | None:
    """Return the attribution whose verb leads over to an outlet: `told the Times`."""
    for said in reading.speech.said[at]:
        between = reading.text[said.cue.end : one.span.start] + " "
        fits = lemmas is None or said.lemma in lemmas
        if fits and said.cue.end <= one.span.start and _ADDRESSED.fullmatch(between):
            return said
    return None


def _outlet_link(reading: Reading, at: int, one: Cited) -> Link:
    own = [
        said
        for said in reading.speech.said[at]
        if said.speaker.start <= one.span.start and one.span.end <= said.speaker.end
    ]
    said = own[0] if own else _introduced(reading, at, one)
    cue = reading.text[slice(*said.cue)] if said else ""
    stance = stance_of(own[0].lemma) if own else "neutral"
    return Link(source=Source(one.name, "outlet"), cue=cue, stance=stance)


# Who speaks in a sentence


def _speaker(reading: Reading, at: int) -> _Said | None:
    """Return who speaks in a sentence, other than an outlet; None where nobody does."""
    for one in _touching(reading, reading.sentences[at]):
        if one.said is not None and not one.scare and not _is_outlet(reading, one.said):
            return _said(reading, one.said)
    own = [
        said
        for said in reading.speech.said[at]
        if said.manner != "signalling" and not _is_outlet(reading, said)
    ]
    told = [_introduced(reading, at, one) for one in _distinct(reading, at)]

    def rank(said: Attribution) -> tuple[bool, bool, bool]:
        return said not in told, said.agent, said.manner != "saying"

    best = min(own, key=rank, default=None)
    return _said(reading, best) if best else None


def _said(reading: Reading, said: Attribution) -> _Said:
    words = reading.text[slice(*said.speaker)]
    cue = reading.text[slice(*said.cue)]
    weak = said.agent or said.manner != "saying" or is_pronoun(words)
    return _Said(words, said.lemma, cue, weak)


def _touching(reading: Reading, sentence: Span) -> Sequence[Quotation]:
    """Return the quotations that a sentence touches, without those inside them."""
    outer = reading.speech.outer
    first = bisect_right(outer, sentence.start, key=lambda one: one.span.end)
    behind = bisect_left(outer, sentence.end, lo=first, key=lambda one: one.span.start)
    return outer[first:behind]


def _is_outlet(reading: Reading, said: Attribution) -> bool:
    """Tell whether a speaker is nothing but an outlet: `the Times`, `the BBC article`."""
    start, end = said.speaker
    named = [one for one in _within(reading.cited, said.speaker) if one.span.end <= end]
    if not named:
        own = reading.aliases.canonical(reading.text[start:end])
        return bool(own) and own == reading.outlet
    at, rest = start, ""
    for one in named:
        rest += reading.text[at : one.span.start]
        at = one.span.end
    return not _PART_OF_NAME.sub("", rest + reading.text[at:end])


def _form(reading: Reading, sentence: Span, *, speaks: bool) -> Form:
    """Tell whether a sentence quotes, paraphrases or does both."""
    quoted = _touching(reading, sentence)
    if not quoted or not (speaks or any(not one.scare for one in quoted)):
        return "indirect"
    whole = [one for one in quoted if _is_speech(reading.text, one)]
    starts = any(one.span.start <= sentence.start for one in whole)
    return "direct" if starts or any(_is_led(reading.text, one) for one in whole) else "mixed"


def _is_speech(text: str, one: Quotation) -> bool:
    """Tell whether a quotation is more than a term: four words, or punctuation of its own."""
    return not one.scare or text[one.inner.end - 1] in ".,!?…"


def _is_led(text: str, one: Quotation) -> bool:
    """Tell whether the verb leads straight over to a quotation: `told Reuters: "…"`."""
    if one.cue_span is None or one.cue_span.end > one.span.start:
        return False
    between = text[one.cue_span.end : one.span.start].strip()
    return not between or (len(between) < _LED and between[-1] in ":,")
