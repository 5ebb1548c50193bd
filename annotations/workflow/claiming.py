"""What a person does with claims, as events; and taking it back. Nothing is written here.

Refuses what no claim may be: one without words, a verdict without a justification, one that
cites evidence that is not there. What is asked for comes out as a gesture for the writer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from annotations.claims import (
    Chain,
    Divergence,
    Evidence,
    FactEvent,
    FactGesture,
    FactOrigin,
    FactValue,
    Mention,
    Slot,
    Verdict,
    Wording,
)
from annotations.errors import ClaimRefused
from annotations.facts import claim as slots
from annotations.facts.claim import Claim, Pair
from annotations.facts.dates import precision_of as precision_of  # noqa: PLC0414 - a verb here, too
from annotations.model import Sentence, Span
from annotations.review.undo import Undoable, stacks
from annotations.store import Store
from annotations.store.facts import FactStep
from annotations.store.identifiers import EventIds

LONGEST_TEXT = 2_000
"""Characters of a claim's wording, a question or an answer."""
LONGEST_JUSTIFICATION = 20_000
LEAST, MOST = 1, 3
"""Confidence."""

Change = tuple[Slot, FactValue | None]


class Reversal(NamedTuple):
    """What an undo or a redo does."""

    steps: Sequence[FactStep]
    """Each with what stands in the slot before and after."""
    reverts: bytes
    passed_over: Sequence[str]
    """Names of others who have changed a slot, or built on a claim that would go: these are left
    as they are."""


def gesture(
    changes: Iterable[Change],
    *,
    annotator: str,
    at: int,
    ids: EventIds,
    origin: FactOrigin = "key",
    reverts: bytes | None = None,
) -> FactGesture:
    """The events of one key press. `at`: microseconds since 1970, UTC."""
    events: list[FactEvent] = []
    for slot, value in changes:
        event_id = ids.new(at)
        events.append(
            FactEvent(
                event_id=event_id,
                gesture=events[0].event_id if events else event_id,
                annotator=annotator,
                slot=slot,
                value=value,
                at=at,
                origin=origin,
                reverts=reverts,
            )
        )
    return tuple(events)


def new_claim(mention: Mention, *, at: int, ids: EventIds, date: str | None = None) -> list[Change]:
    """A claim that this mention makes, worded as it stands there."""
    claim = ids.new(at).hex()
    wording = checked_wording(Wording(text=mention.text[:LONGEST_TEXT], type=kind_of(mention.text)))
    if date is not None and (precision := precision_of(date)) is not None:
        wording = replace(wording, date=date, precision=precision)
    return [
        (slots.wording_slot(claim), wording),
        (slots.mention_slot(claim, mention.sentence), mention),
    ]


def mention_of(article: str, sentence: Sentence) -> Mention:
    """A whole sentence as a mention. `article`: its id, 64 hex digits."""
    return Mention(
        article=article,
        sentence=sentence.id,
        span=Span(sentence.start, sentence.end),
        text=sentence.text,
    )


def narrowed(mention: Mention, start: int, end: int) -> Mention:
    """The mention as a part of its sentence: `start` and `end` count from the sentence's start.

    Raises ClaimRefused for a part that is empty or not in it.
    """
    part = mention.text[start:end]
    if not part.strip() or start < 0 or end > len(mention.text):
        raise ClaimRefused("a mention is a part of its sentence, and not empty")
    at = mention.span.start + start
    return replace(mention, span=Span(at, at + len(part)), text=part)


def kind_of(text: str) -> Literal["numerical", "quote", "event"]:
    """What sort of claim the words look like, for a person to correct."""
    if re.search(r"[“”\"«»]", text):
        return "quote"
    return "numerical" if re.search(r"\d", text) else "event"


def checked_wording(wording: Wording) -> Wording:
    """The wording, its blanks put right. Raises ClaimRefused for one that says nothing."""
    text = " ".join(wording.text.split())
    if not text:
        raise ClaimRefused("a claim needs words")
    if len(text) > LONGEST_TEXT:
        raise ClaimRefused(f"a claim has {LONGEST_TEXT:,} characters at most: say it shorter")
    if wording.date is None:
        return replace(wording, text=text, precision=None)
    precision = precision_of(wording.date)
    if precision is None:
        raise ClaimRefused("a date is a year, a month or a day: 2023, 2023-12 or 2023-12-23")
    return replace(wording, text=text, precision=precision)


def checked_evidence(evidence: Evidence) -> Evidence:
    """The evidence, checked. Raises ClaimRefused for what no one could look up."""
    question, answer = " ".join(evidence.question.split()), evidence.answer.strip()
    if not question:
        raise ClaimRefused("evidence answers a question: write the question first")
    if not answer and evidence.answer_type != "unanswerable":
        raise ClaimRefused("evidence needs an answer, or the type unanswerable")
    if max(len(question), len(answer)) > LONGEST_TEXT:
        raise ClaimRefused(f"a question and its answer have {LONGEST_TEXT:,} characters at most")
    somewhere = evidence.sentence is not None or evidence.url
    if evidence.answer_type != "unanswerable" and not somewhere:
        raise ClaimRefused("evidence comes from a sentence or from a url")
    if evidence.url and not re.match(r"https?://[^\s/]+", evidence.url):
        raise ClaimRefused("a url begins with https:// or http://")
    for date in (evidence.published, evidence.retrieved):
        if date is not None and precision_of(date) is None:
            raise ClaimRefused("a date is a year, a month or a day: 2023, 2023-12 or 2023-12-23")
    return replace(evidence, question=question, answer=answer)


def new_evidence(claim: str, evidence: Evidence, *, at: int, ids: EventIds) -> Change:
    """A piece of evidence on a claim; its id tells when it was put down."""
    return slots.evidence_slot(claim, ids.new(at).hex()), checked_evidence(evidence)


def new_verdict(claim: Claim, verdict: Verdict, *, checker: str) -> Change:
    """The verdict of a checker. Raises ClaimRefused for one that nothing is said for."""
    justification = verdict.justification.strip()
    if not justification:
        raise ClaimRefused("a verdict needs a justification")
    if len(justification) > LONGEST_JUSTIFICATION:
        raise ClaimRefused(f"a justification has {LONGEST_JUSTIFICATION:,} characters at most")
    if not LEAST <= verdict.confidence <= MOST:
        raise ClaimRefused(f"confidence is a number from {LEAST} to {MOST}")
    if missing := [one for one in verdict.cites if one not in claim.evidence]:
        raise ClaimRefused(f"{len(missing)} of the evidence cited does not stand with this claim")
    before = next(
        (one.event_id for one in claim.of_level(verdict.level) if one.checker == checker), None
    )
    slot = slots.verdict_slot(claim.id, verdict.level, checker)
    return slot, replace(verdict, justification=justification, supersedes=before)


def marked(claim: str, pair: Pair, divergence: Divergence | None) -> Change:
    """What a person says of a divergence; None: nothing any more, and the rule stands again."""
    return slots.divergence_slot(claim, pair), divergence


def chained(claim: str, sentence: str, chain: Chain | None) -> Change:
    """The chain that a person sets; None: that of the rule again."""
    decided = None if chain is None else replace(chain, decided=True)
    return slots.chain_slot(claim, sentence), decided


def withdrawn(claim: Claim) -> list[Change]:
    """The claim taken back, by its wording: an undo brings back all that was said of it."""
    return [(slots.wording_slot(claim.id), None)]


def to_undo(store: Store, *, annotator: str) -> Reversal | None:
    """What an undo would do now; None when there is nothing to undo. Raises `StoreError`.

    A gesture of which others have changed everything since is passed over, and so is the making
    of a claim about which others have decided something since: to take that back is no undo.
    """
    with store.told():
        for step in stacks(store.facts.gestures(annotator=annotator)):
            if isinstance(step, Undoable):
                reversal = _reversal(store, step.gesture, reverts=step.gesture, back=True)
                if reversal.steps:
                    return reversal
    return None


def to_redo(store: Store, *, annotator: str) -> Reversal | None:
    """What a redo would do now; None when there is nothing to redo. Raises `StoreError`."""
    with store.told():
        for step in stacks(store.facts.gestures(annotator=annotator)):
            if isinstance(step, Undoable):
                return None
            reversal = _reversal(store, step.gesture, reverts=step.undo, back=False)
            if reversal.steps:
                return reversal
    return None


def _reversal(store: Store, of: bytes, *, reverts: bytes, back: bool) -> Reversal:
    found = store.facts.steps(of)
    if back:
        found = [(FactStep(slot, after, before), since) for (slot, before, after), since in found]
    kept = dict(_kept(store, of, [step for step, _ in found]))
    whose = [(step, since or kept.get(step.slot.claim)) for step, since in found]
    steps = [step for step, since in whose if since is None]
    others = sorted({since for _, since in whose if since is not None})
    return Reversal(steps, reverts, others)


def _kept(store: Store, gesture: bytes, steps: Iterable[FactStep]) -> Iterator[tuple[str, str]]:
    """(claim, by whom): the claims that would go, and on which others have built since."""
    for step in steps:
        if step.slot.kind == "wording" and step.after is None:
            name = store.facts.built_upon(gesture, step.slot.claim)
            if name is not None:
                yield step.slot.claim, name


def reversing(
    reversal: Reversal, origin: Literal["undo", "redo"], *, annotator: str, at: int, ids: EventIds
) -> FactGesture:
    """The events of an undo or redo."""
    changes: list[Change] = [(step.slot, step.after) for step in reversal.steps]
    return gesture(
        changes, annotator=annotator, at=at, ids=ids, origin=origin, reverts=reversal.reverts
    )
