"""A claim as the events leave it: one value that screens, reports and exports read.

Refuses to decide anything: what stands in it was decided by people, event by event. A claim whose
wording was taken back is none any more; what else was said of it stays in the events.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from annotations.claims import (
    Chain,
    Divergence,
    DivergenceKind,
    Evidence,
    FactValue,
    Mention,
    Slot,
    Verdict,
    VerdictLevel,
    Wording,
)
from annotations.nouns import dataclass


class Held(NamedTuple):
    """What a slot holds, and who put it there."""

    slot: Slot
    value: FactValue | None
    annotator: str
    at: int
    """Microseconds since 1970, UTC."""
    event_id: bytes


class Pair(NamedTuple):
    """Two mentions that differ in something. The order is that of `divergence_slot`."""

    a: str
    b: str
    """Sentence ids."""
    kind: DivergenceKind


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict with the checker who gave it."""

    checker: str
    verdict: Verdict
    at: int
    event_id: str
    """32 hex digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim with all that people have decided about it."""

    id: str
    """32 hex digits."""
    wording: Wording
    made_by: str
    """Who worded it last."""
    at: int
    """When that was, in microseconds since 1970, UTC."""
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    """Sentence id → mention, rejected ones too, in the order in which they were decided."""
    chains: Mapping[str, Chain] = field(default_factory=dict)
    """Sentence id → the chain that a person set."""
    divergences: Mapping[Pair, Divergence] = field(default_factory=dict)
    """What a person said of divergences: marked, weighed otherwise, dismissed."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """Its id → evidence, in the order of the ids: that in which it was put down."""
    verdicts: tuple[Checked, ...] = ()
    """The last of each checker and level, the earliest first."""

    @property
    def confirmed(self) -> dict[str, Mention]:
        """The mentions that a person confirmed, by sentence id."""
        return {key: one for key, one in self.mentions.items() if one.state == "confirmed"}

    @property
    def making(self) -> dict[str, Mention]:
        """The confirmed mentions that make the claim: all but those that contradict it."""
        return {key: one for key, one in self.confirmed.items() if one.relation != "contradicts"}

    def of_level(self, level: VerdictLevel) -> tuple[Checked, ...]:
        """The verdicts on one level."""
        return tuple(one for one in self.verdicts if one.verdict.level == level)


def fold(held: Iterable[Held]) -> Claim | None:
    """The claim that the slots of one claim make; None where it was taken back."""
    live = sorted(
        (one for one in held if one.value is not None), key=lambda one: (one.at, one.event_id)
    )
    worded = next((one for one in live if isinstance(one.value, Wording)), None)
    if worded is None or not isinstance(worded.value, Wording):
        return None
    return Claim(
        id=worded.slot.claim,
        wording=worded.value,
        made_by=worded.annotator,
        at=worded.at,
        mentions={one.slot.subject: one.value for one in live if isinstance(one.value, Mention)},
        chains={one.slot.subject: one.value for one in live if isinstance(one.value, Chain)},
        divergences={
            pair_of(one.slot): one.value for one in live if isinstance(one.value, Divergence)
        },
        evidence={
            one.slot.subject: one.value
            for one in sorted(live, key=lambda one: one.slot.subject)
            if isinstance(one.value, Evidence)
        },
        verdicts=tuple(
            Checked(one.annotator, one.value, one.at, one.event_id.hex())
            for one in live
            if isinstance(one.value, Verdict)
        ),
    )


def wording_slot(claim: str) -> Slot:
    """The slot of what the claim says."""
    return Slot(claim, "wording")


def mention_slot(claim: str, sentence: str) -> Slot:
    """The slot of a sentence as a mention."""
    return Slot(claim, "mention", sentence)


def chain_slot(claim: str, sentence: str) -> Slot:
    """The slot of a mention's chain."""
    return Slot(claim, "chain", sentence)


def divergence_slot(claim: str, pair: Pair) -> Slot:
    """The slot of what two mentions differ in; the same, whichever of them comes first."""
    a, b = sorted((pair.a, pair.b))
    return Slot(claim, "divergence", f"{a}/{b}/{pair.kind}")


def evidence_slot(claim: str, evidence: str) -> Slot:
    """The slot of one piece of evidence."""
    return Slot(claim, "evidence", evidence)


def verdict_slot(claim: str, level: VerdictLevel, checker: str) -> Slot:
    """The slot of one checker's verdict on one level."""
    return Slot(claim, "verdict", f"{level}/{checker}")


def pair_of(slot: Slot) -> Pair:
    """The pair of mentions that the slot of a divergence is about."""
    a, b, kind = slot.subject.split("/")
    return Pair(a, b, kind)  # type: ignore[arg-type]  # kinds are checked where events come in
