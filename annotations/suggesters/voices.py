"""How much of a sentence somebody else vouches for: the half rule of the guideline (T2).

The words for the speaker and for saying count on neither side; of the others, those that are said
are counted: behind `said that`, in front of `, he said`, all of them beside `according to`, and
what stands between quotation marks, unless they hold a single term at a distance. Verbs for
wishes and signals are no cues (T1), a study or a poll that shows something is one (T10). English
only. Refuses to follow a speaker from one sentence into the next, but for open quotations, the
answers of an interview, and a statement that a colon opens; and to take the author, the reader or
nobody in particular (`when a person states`) for a source.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from annotations.matching.quotations import Speech, speech
from annotations.matching.saying.attributions import Attribution
from annotations.matching.saying.words import BEING, HIDDEN, LONGEST, MODALS, WORD, listed
from annotations.model import Sentence, Span
from annotations.nouns import dataclass
from annotations.suggesters.asked import Asked, paragraphs_of
from annotations.suggesters.forms import form_of
from annotations.suggesters.kinds import Kind, is_first_person, kind_of, turns_of

HALF = 0.5
"""Share of vouched words from which on a sentence is attribution."""

_MOST = 20
"""Quotations and verbs of one sentence that are looked at."""

_MINDS = listed("believe think doubt")
_EVIDENCE = listed("suggest indicate show find estimate")
_DOCUMENT = re.compile(
    r"\b(?:stud(?:y|ies)|polls?|surveys?|reports?|data|figures|documents?|statistics|research"
    r"|analys[ie]s|census|records|papers?|evidence|investigations?|findings|indictment|complaint"
    r"|affidavit|estimates?|footage|filings?)\b",
    re.IGNORECASE,
)
_OF_CONTENT = listed(
    "announce mention report write recall describe comment explain respond deny note speak call"
    " recount put quote accuse promise pledge vow tweet"
)
"""Verbs that may have a plain object: they count beside `that`, a verb or a quotation only."""
_OPENS_CONTENT = listed("that how why whether if to : , it he she they there")
_VERB = BEING | MODALS | listed("has have had do does did 's 're isn't wasn't aren't won't")
_INSERTED = 4
"""Words in front of `, he said` that are said, at least."""
_BEHIND = 7
"""Words that may follow `he said` where what is said stands in front: `to reporters on Monday`."""

_TOKEN = re.compile(r"[\w’']+|[:,.!?]")
_RELATIVE = re.compile(r",|\b(?:which|who|whose)\b", re.IGNORECASE)
_SCENE = re.compile(r"(?:In|On|At|During|Speaking|After|Before|Earlier|Later|Last|While)\b")
"""What opens a sentence with when and where it was said: part of the frame."""
_NOBODY = re.compile(r"(?:I|you|we)\b.*|(?:one|anyone|anybody|someone)", re.IGNORECASE | re.DOTALL)
"""Whose words are no source: the author, the reader, nobody in particular."""
_SUPPOSED = re.compile(r"\b(?:if|when|whenever|whether|unless) $", re.IGNORECASE)
_ABOUT_IT = re.compile(
    r"\W*(?:(?:of|about) [^,]*)?,? ?(?:who|whose|which|whom|where|as|after|while|when)\b"
)
"""What comes behind `he said` and goes on in the article's own voice."""
_PRONOUN = re.compile(r"(?:He|She|They|It|This|These|That|Those)\b")
_TERMS = listed("describe call")
"""Verbs that may hold a single term of somebody's."""
_CLOSING = ('"', "”", "’", "'", "»")
_NAME_OF = 3
"""Letters from which on a word of a speaker's name is one to know them by."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What of a sentence others vouch for."""

    share: float
    """Of the words that are neither speaker nor verb of saying, 0 to 1."""
    reason: str
    lemma: str = ""
    """Of the verb of saying."""
    bare: bool = False
    """It says who the sources are, and nothing else."""
    score: float = 0.92
    """How often it is right, 0 to 1: less by form or by neighbours than by verb or quotation."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose words the sentences of an article are."""

    voices: list[Voice]
    kind: Kind
    unclear: frozenset[int]
    """Sentences of which nobody can tell: the questions of an interview, I and we in news."""
    going_on: frozenset[int]
    """Sentences that follow somebody's words in the same paragraph, or begin with a pronoun."""


NOBODY = Voice(0.0, "")
_ANSWER = Voice(1.0, "an answer in an interview", score=0.8)
_OPENED = Voice(1.0, "goes on what the colon before it opens", score=0.7)


def voices(asked: Asked) -> Heard:
    """For each sentence what of it others vouch for."""
    spans = [Span(sentence.start, sentence.end) for sentence in asked.sentences]
    heard = speech(asked.text, paragraphs_of(asked), spans)
    quoted = _quoted(heard, spans)
    names = _names(asked.text, heard)
    found = [
        _voice(asked.text, heard.outside, span, said[:_MOST], marks, names)
        for span, said, marks in zip(spans, heard.said, quoted, strict=True)
    ]
    turns = turns_of(asked.sentences)
    vouched = [voice.share >= HALF for voice in found]
    kind = kind_of(asked.sentences, heard.outside, vouched, turns)
    own = frozenset(
        at
        for at, sentence in enumerate(asked.sentences)
        if is_first_person(heard.outside, sentence)
    )
    found = [
        replace(_ANSWER, lemma=voice.lemma) if turn == "answer" and voice.share < HALF else voice
        for voice, turn in zip(found, turns, strict=True)
    ]
    found = _gone_on(asked.sentences, found, own)
    asking = frozenset(at for at, turn in enumerate(turns) if turn == "question")
    unclear = asking if kind == "own" else asking | own
    return Heard(found, kind, unclear, _going_on(asked, found))


def _names(text: str, heard: Speech) -> frozenset[str]:
    """The words of the names of those who speak in an article, in small letters."""
    speakers = {text[slice(*one.speaker)] for said in heard.said for one in said}
    return frozenset(
        word.lower()
        for speaker in speakers
        for word in WORD.findall(speaker[:LONGEST])
        if word[0].isupper() and len(word) >= _NAME_OF
    )


def _going_on(asked: Asked, found: Sequence[Voice]) -> frozenset[int]:
    """The sentences behind somebody's words that may go on telling them."""
    at_hand = enumerate(zip(asked.sentences, asked.sentences[1:], found, strict=False), 1)
    return frozenset(
        at
        for at, (before, sentence, voice) in at_hand
        if voice.share >= HALF
        and ("\n" not in asked.text[before.end : sentence.start] or _PRONOUN.match(sentence.text))
    )


def _gone_on(
    sentences: Sequence[Sentence], found: Sequence[Voice], own: frozenset[int]
) -> list[Voice]:
    """Add what goes on a statement that a colon opened."""
    gone: list[Voice] = []
    opened = False
    for at, voice in enumerate(found):
        before = gone[-1] if gone else NOBODY
        told = before.share >= HALF and sentences[at - 1].text.rstrip().endswith(":")
        opened = told or (opened and at in own)
        if voice.share < HALF and opened:
            gone.append(replace(_OPENED, lemma=before.lemma))
        else:
            gone.append(voice)
    return gone


def _quoted(heard: Speech, spans: Sequence[Span]) -> list[list[Span]]:
    """For each sentence what of it stands in quotations of more than a term."""
    found: list[list[Span]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for one in heard.outer:
        if one.scare:
            continue
        at = max(bisect_left(starts, one.span.start + 1) - 1, 0)
        while at < len(spans) and spans[at].start < one.span.end:
            if spans[at].end > one.span.start and len(found[at]) < _MOST:
                found[at].append(one.span)
            at += 1
    return found


def _voice(
    text: str,
    outside: str,
    span: Span,
    said: Sequence[Attribution],
    quoted: Sequence[Span],
    names: frozenset[str],
) -> Voice:
    """Weigh the words of one sentence."""
    end = min(span.end, span.start + LONGEST)
    words = [found.start() for found in WORD.finditer(text, span.start, end)]
    best = _by_quotation(words, said, quoted)
    for one in said:
        if _is_cue(text, outside, span, one):
            weighed = _by_verb(text, outside, span, one, words)
            best = max(best, weighed, key=lambda voice: voice.share)
    if best.share >= HALF:
        return best
    cites = any(one.lemma in {"cite", "write"} for one in said)
    form = form_of(text[span.start : end], names=names, cites=cites)
    return best if form is None else Voice(1.0, form.reason, form.lemma, form.bare, form.score)


def _by_quotation(
    words: Sequence[int], said: Sequence[Attribution], quoted: Sequence[Span]
) -> Voice:
    frame = [part for one in said for part in (one.speaker, one.cue)]
    others = [at for at in words if not _stands_in(at, frame) or _stands_in(at, quoted)]
    share = sum(_stands_in(at, quoted) for at in others) / max(len(others), 1)
    lemma = said[0].lemma if said else ""
    return Voice(share, "quoted", lemma, score=0.95) if share else Voice(0.0, "", lemma)


def _by_verb(text: str, outside: str, span: Span, one: Attribution, words: Sequence[int]) -> Voice:
    frame = (one.speaker, one.cue)
    others = [at for at in words if not _stands_in(at, frame)]
    cue, speaker = text[slice(*one.cue)], text[slice(*one.speaker)]
    reason = f"“{' '.join(cue.split())}”: {' '.join(speaker.split())}"
    if one.lemma in {"according to", "sign"}:
        return Voice(1.0 if others else 0.0, reason, one.lemma)
    first, last = _frame(text, span, one)
    before = sum(at < first for at in others)
    behind = sum(at >= last for at in others)
    said = behind
    if one.lemma in _TERMS and HIDDEN in outside[last : span.end]:
        term = outside.rindex(HIDDEN, last, span.end)
        rest = sum(at > term for at in others)
        said = behind - rest if rest >= _INSERTED else behind
        before = 0 if text[span.start : first].rstrip().endswith(",") else before
    elif _RELATIVE.match(speaker):
        said = behind
    elif _is_inserted(text, span, first, last, before=before, behind=behind):
        goes_on = behind > _BEHIND and not _ABOUT_IT.match(text, last, span.end)
        said = before + behind if goes_on else before
    elif _SCENE.match(text, *span):
        before = 0
    elif one.cue.end <= one.speaker.start:
        said = max(before, behind)
    bare = not others or (one.lemma == "cite" and behind == len(others))
    return Voice(1.0 if not others else said / (before + behind or 1), reason, one.lemma, bare)


def _frame(text: str, span: Span, one: Attribution) -> tuple[int, int]:
    """Where speaker and verb begin and end; of a pronoun's the word in front of the verb."""
    if span.start <= one.speaker.start < span.end:
        return min(one.speaker.start, one.cue.start), max(one.speaker.end, one.cue.end)
    lead = text[span.start : one.cue.start].rstrip()
    return span.start + max(lead.rfind(" ") + 1, 0), one.cue.end


def _is_inserted(text: str, span: Span, first: int, last: int, *, before: int, behind: int) -> bool:
    """Whether speaker and verb stand behind what is said, or between its halves."""
    lead = text[span.start : first].rstrip()
    if lead.endswith(_CLOSING) and _ABOUT_IT.match(text, last, span.end):
        return True
    closed = before >= _INSERTED and lead.endswith((",", "—", "–", *_CLOSING))
    return closed and (text[last : last + 1] == "," or behind <= _BEHIND)


def _is_cue(text: str, outside: str, span: Span, one: Attribution) -> bool:
    """Whether the guideline takes this for somebody's words."""
    if one.agent or one.lemma.startswith("be ") or one.lemma == "cite":
        return False
    if _is_nobody(text, span, one):
        return False
    if one.lemma in _EVIDENCE:
        return bool(_DOCUMENT.search(text, *one.speaker)) or one.lemma == "estimate"
    if one.manner in {"thinking", "signalling"}:
        return one.lemma in _MINDS
    return one.lemma not in _OF_CONTENT or _has_content(outside, span, one)


def _is_nobody(text: str, span: Span, one: Attribution) -> bool:
    """Whether the verb has no speaker that could vouch for anything, or is a noun."""
    speaker, cue = text[slice(*one.speaker)], text[slice(*one.cue)]
    if _NOBODY.fullmatch(speaker):
        return True
    lead = text[max(span.start, one.speaker.start - 12) : one.speaker.start]
    is_place = cue == "state" and one.cue.end + 1 >= span.end
    return bool(_SUPPOSED.search(lead)) or is_place


def _has_content(outside: str, span: Span, one: Attribution) -> bool:
    """Whether more than a plain object stands beside the verb."""
    first, last = _frame(outside, span, one)
    behind = outside[last : min(span.end, last + LONGEST)]
    words = [word.lower() for word in _TOKEN.findall(_RELATIVE.split(behind, maxsplit=1)[0])]
    if not words or words[0] in {".", "!", "?", *_OPENS_CONTENT} or behind.endswith(":"):
        return True
    lead = len(WORD.findall(outside, span.start, first))
    if _is_inserted(outside, span, first, last, before=lead, behind=len(words)):
        return True
    return HIDDEN in outside[slice(*span)] or any(word in _VERB for word in words)


def _stands_in(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
