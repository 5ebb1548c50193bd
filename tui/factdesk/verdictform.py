"""A verdict as a form: what is chosen so far, what may be said against it, and the verdict itself.

Pure. Warns, and refuses only what no verdict may be: one without a justification, or that cites
what is not listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from annotations.claims import Verdict, VerdictLevel, VerdictName
from annotations.errors import ClaimRefused
from annotations.facts.claim import Checked, Claim, verdict_slot
from annotations.facts.verdicts import too_young
from annotations.nouns import dataclass
from annotations.store.facts import Given
from annotations.workflow.claiming import LEAST, MOST
from tui.factdesk.bearings import Bearings

LEVELS: tuple[VerdictLevel, ...] = get_args(VerdictLevel)
VERDICTS: tuple[VerdictName, ...] = get_args(VerdictName)

MEANINGS: Mapping[VerdictLevel, Mapping[VerdictName, str]] = {
    "attribution": {
        "supported": "the source said it, and the versions keep it",
        "refuted": "the source did not say it, or said the opposite",
        "misleading": "said, but a qualifier, the speaker or the context is lost",
        "conflicting": "credible reports of it contradict each other",
        "not_enough_evidence": "the source cannot be reached",
        "not_checkable": "seldom here: whether something was said can be checked",
    },
    "content": {
        "supported": "independent evidence states it",
        "refuted": "evidence contradicts it",
        "misleading": "true in parts, but a qualifier or the context is lost",
        "conflicting": "credible sources contradict each other",
        "not_enough_evidence": "it cannot be settled with what is obtainable",
        "not_checkable": "an opinion, a prediction, a private state of mind",
    },
}
"""Level → verdict → when it is given. The first five verdicts on the content as in AVeriTeC
(Schlichtkrull et al. 2023); those on the attribution are ours."""

ASKS: Mapping[VerdictLevel, str] = {
    "attribution": "Was it said, and passed on faithfully?",
    "content": "Is it true, whoever said it?",
}
"""What each level asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is chosen on one level."""

    level: VerdictLevel
    verdict: VerdictName | None = None
    confidence: int = LEAST
    cites: frozenset[str] = frozenset()
    justification: str = ""

    def with_verdict(self, steps: int) -> "Form":
        """The form with another verdict; the first or last where there is none yet."""
        if self.verdict is None:
            return replace(self, verdict=VERDICTS[0 if steps > 0 else -1])
        at = VERDICTS.index(self.verdict)
        return replace(self, verdict=VERDICTS[(at + steps) % len(VERDICTS)])

    def with_confidence(self, steps: int) -> "Form":
        """The form with more or less confidence, as far as that goes."""
        return replace(self, confidence=max(LEAST, min(MOST, self.confidence + steps)))

    def with_cite(self, key: str) -> "Form":
        """The form with a piece of evidence cited, or no longer."""
        return replace(self, cites=self.cites ^ {key})


def own_of(claim: Claim, level: VerdictLevel, checker: str) -> Checked | None:
    """The checker's verdict that stands on a level."""
    return next((one for one in claim.of_level(level) if one.checker == checker), None)


def form_of(claim: Claim, level: VerdictLevel, checker: str) -> Form:
    """The form as the checker's verdict that stands leaves it; evidence taken off is not cited."""
    own = own_of(claim, level, checker)
    if own is None:
        return Form(level=level)
    given = own.verdict
    return Form(
        level=level,
        verdict=given.verdict,
        confidence=max(LEAST, min(MOST, given.confidence)),
        cites=frozenset(given.cites) & claim.evidence.keys(),
        justification=given.justification,
    )


def verdict_of(form: Form, claim: Claim, *, blind: bool) -> Verdict:
    """The verdict that a form gives. Raises ClaimRefused for what is missing."""
    if form.verdict is None:
        raise ClaimRefused("choose a verdict first")
    if not form.justification.strip():
        raise ClaimRefused("a verdict needs a justification")
    return Verdict(
        level=form.level,
        verdict=form.verdict,
        confidence=form.confidence,
        justification=form.justification,
        cites=tuple(key for key in claim.evidence if key in form.cites),
        blind=blind,
    )


def is_blind(
    claim: Claim, level: VerdictLevel, checker: str, *, given: Sequence[Given], seen: bool
) -> bool:
    """Whether a verdict given now is given before others' on its level were seen.

    `given`: all that the checker ever gave there, taken back or not; `seen`: they were looked at
    in this session. Whoever has given one saw the others from then on.
    """
    own = own_of(claim, level, checker)
    before = [one.value for one in given if isinstance(one.value, Verdict)]
    before += [own.verdict] if own else []
    if seen or any(not one.blind for one in before):
        return False
    others = any(one.checker != checker for one in claim.of_level(level))
    return not (before and others)


def remarks(form: Form, claim: Claim, bearings: Bearings | None) -> Iterator[str]:
    """What has to be known before the verdict is given; it can be given all the same."""
    if form.level == "content" and form.verdict == "supported":
        if not form.cites:
            yield "“supported” cites no evidence"
        elif bearings is not None and not any(
            claim.evidence[key].stance == "supports"
            and bearings.weight(claim.evidence[key], claim).counts
            for key in form.cites & claim.evidence.keys()
        ):
            yield "“supported” rests on no independent evidence"
    if young := form.cites & set(too_young(claim)):
        what = "it may be a retelling of it" if len(young) == 1 else "they may be retellings of it"
        yield f"{len(young)} of the evidence cited is younger than the claim: {what}"


def given_by(bearings: Bearings | None, claim: Claim, form: Form, checker: str) -> Sequence[Given]:
    """All that a checker ever gave on the level of the form, newest first, as far as it is read."""
    slot = verdict_slot(claim.id, form.level, checker)
    return bearings.given.get(slot, ()) if bearings else ()
