"""How much of a sentence somebody else vouches for: the half rule of the guideline (T2).

The words for the speaker and for saying count on neither side; of the others, those that are said
are counted: behind `said that`, in front of `, he said`, all of them beside `according to`, and
what stands between quotation marks, unless they hold a single term at a distance. Verbs for
wishes and signals are no cues (T1), a study or a poll that shows something is one (T10). English
only. Refuses to follow a speaker from one sentence into the next, but for open quotations and a
sentence that ends with a colon.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.matching.quotations import Speech, speech
from annotations.matching.saying.attributions import Attribution
from annotations.matching.saying.words import BEING, HIDDEN, LONGEST, MODALS, WORD, listed
from annotations.model import Span
from annotations.suggesters.asked import Asked, paragraphs_of

HALF = 0.5
"""Share of vouched words from which on a sentence is attribution."""

_MOST = 20
"""Quotations and verbs of one sentence that are looked at."""

_MINDS = listed("believe think doubt")
_EVIDENCE = listed("suggest indicate show find estimate")
_DOCUMENT = re.compile(
    r"\b(?:stud(?:y|ies)|polls?|surveys?|reports?|data|figures|documents?|statistics|research"
    r"|analys[ie]s|census|records|papers?)\b",
    re.IGNORECASE,
)
_OF_CONTENT = listed(
    "announce mention report write recall describe comment explain respond deny note speak call"
    " recount put quote accuse promise pledge vow"
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
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|I['’]ve|my|me)\b")

_OUTLET = re.compile(
    r"(?P<name>[A-Z][\w.&’'-]*(?: (?:of|the|and|for|[A-Z(][\w.&’'()-]*)){0,5}): \S", re.UNICODE
)
_BY_OUTLET = re.compile(
    r".+(?:: (?:Report|Reports|Study|Poll|Survey|Source|Sources|Officials?)"
    r"|, (?:(?:[A-Z]\w+|report|officials|police|sources|study) (?:says?|said|finds?|shows?)))$"
)
_PERCEIVED = re.compile(
    r"\b(?:there (?:is|was|are) (?:(?:a|an|the|some) )?(?:widespread |general |growing )?"
    r"(?:perception|belief|view|feeling|fears?|concerns?|speculation)s? that"
    r"|(?:is|are|was|were) (?:widely |generally )?(?:believed|thought|considered|said) to)\b",
    re.IGNORECASE,
)
_NAMES_SOURCES = re.compile(
    r"\b(?:cit(?:ing|es|ed)|based on (?:its|their|his|her) sources)", re.IGNORECASE
)


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
    sure: bool = True
    """Found by a verb or quotation in the sentence, not by its form or its neighbour."""


NOBODY = Voice(0.0, "")


def voices(asked: Asked) -> list[Voice]:
    """For each sentence what of it others vouch for."""
    spans = [Span(sentence.start, sentence.end) for sentence in asked.sentences]
    heard = speech(asked.text, paragraphs_of(asked), spans)
    quoted = _quoted(heard, spans)
    found: list[Voice] = []
    for span, said, marks in zip(spans, heard.said, quoted, strict=True):
        own = _voice(asked.text, heard.outside, span, said[:_MOST], marks)
        before = found[-1] if found else NOBODY
        if own.share < HALF and _goes_on(asked.text, found, spans, before):
            own = Voice(1.0, "goes on what the colon before it opens", before.lemma, sure=False)
        found.append(own)
    return found


def _goes_on(text: str, found: Sequence[Voice], spans: Sequence[Span], before: Voice) -> bool:
    """Whether the sentence before ends with a colon and is somebody's."""
    if not found or before.share < HALF:
        return False
    return text[spans[len(found) - 1].end - 1] == ":"


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
    text: str, outside: str, span: Span, said: Sequence[Attribution], quoted: Sequence[Span]
) -> Voice:
    """Weigh the words of one sentence."""
    end = min(span.end, span.start + LONGEST)
    words = [found.start() for found in WORD.finditer(text, span.start, end)]
    best = _by_quotation(words, said, quoted)
    for one in said:
        if _is_cue(text, outside, span, one):
            weighed = _by_verb(text, span, one, words)
            best = max(best, weighed, key=lambda voice: voice.share)
    if best.share >= HALF:
        return best
    own = _by_form(text[span.start : end], said, best)
    if own is best and _FIRST_PERSON.search(outside, span.start, end):
        return Voice(1.0, "in the first person", sure=False)
    return own


def _by_quotation(
    words: Sequence[int], said: Sequence[Attribution], quoted: Sequence[Span]
) -> Voice:
    frame = [part for one in said for part in (one.speaker, one.cue)]
    others = [at for at in words if not _stands_in(at, frame) or _stands_in(at, quoted)]
    share = sum(_stands_in(at, quoted) for at in others) / max(len(others), 1)
    return Voice(share, "quoted" if share else "", said[0].lemma if said else "")


def _by_verb(text: str, span: Span, one: Attribution, words: Sequence[int]) -> Voice:
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
    if _RELATIVE.match(speaker):
        said = behind
    elif before >= _INSERTED and _is_inserted(text, span, first, last, behind):
        said = before if behind <= _BEHIND else before + behind
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


def _is_inserted(text: str, span: Span, first: int, last: int, behind: int) -> bool:
    """Whether speaker and verb stand behind what is said, or between its halves."""
    lead = text[span.start : first].rstrip()
    closed = lead.endswith((",", '"', "”", "’", "'", "»", "—", "–"))
    return closed and (text[last : last + 1] == "," or behind <= _BEHIND)


def _is_cue(text: str, outside: str, span: Span, one: Attribution) -> bool:
    """Whether the guideline takes this for somebody's words."""
    if one.agent or one.lemma.startswith("be ") or one.lemma == "cite":
        return False
    if one.lemma in _EVIDENCE:
        return bool(_DOCUMENT.search(text, *one.speaker)) or one.lemma == "estimate"
    if one.manner in {"thinking", "signalling"}:
        return one.lemma in _MINDS
    return one.lemma not in _OF_CONTENT or _has_content(outside, span, one)


def _has_content(outside: str, span: Span, one: Attribution) -> bool:
    """Whether more than a plain object stands beside the verb."""
    first, last = _frame(outside, span, one)
    behind = outside[last : min(span.end, last + LONGEST)]
    words = [word.lower() for word in _TOKEN.findall(_RELATIVE.split(behind, maxsplit=1)[0])]
    if not words or words[0] in {".", "!", "?", *_OPENS_CONTENT} or behind.endswith(":"):
        return True
    lead = len(WORD.findall(outside, span.start, first))
    if lead >= _INSERTED and _is_inserted(outside, span, first, last, len(words)):
        return True
    return HIDDEN in outside[slice(*span)] or any(word in _VERB for word in words)


def _by_form(line: str, said: Sequence[Attribution], best: Voice) -> Voice:
    """What the form of a line gives away where its verbs do not."""
    if _NAMES_SOURCES.search(line) and any(one.lemma in {"cite", "write"} for one in said):
        return Voice(1.0, "says who the sources are", "cite", bare=True, sure=False)
    perceived = _PERCEIVED.search(line)
    if perceived:
        return Voice(1.0, f"“{perceived[0]}”", "perceive", sure=False)
    outlet = _OUTLET.match(line)
    if outlet:
        return Voice(1.0, f"a source and a colon: {outlet['name']}", "colon", sure=False)
    if _BY_OUTLET.match(line):
        return Voice(1.0, "the source stands at the end", "colon", sure=False)
    return best


def _stands_in(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)
