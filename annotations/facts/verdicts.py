"""What several checkers conclude of one claim, and what each of them may see of the others.

A second checker works blind: another's verdict on a level is hidden from who has given none there,
unless they ask for it. Refuses to settle a disagreement: where checkers differ, it says so.
"""

from collections.abc import Sequence

from annotations.claims import Evidence, VerdictLevel, VerdictName
from annotations.facts.claim import Checked, Claim
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the verdicts on one level come to, for one reader."""

    level: VerdictLevel
    shown: tuple[Checked, ...]
    """Those that the reader may see; their own first."""
    hidden: int
    """How many others there are that they may not see yet."""
    verdict: VerdictName | None
    """What all that are shown agree on; None: there are none, or they differ."""
    confidence: int | None
    """The least of those shown; None where there is no verdict."""

    @property
    def differ(self) -> bool:
        """Whether checkers disagree."""
        return bool(self.shown) and self.verdict is None


def outcome(
    claim: Claim, level: VerdictLevel, *, reader: str | None, revealed: bool = False
) -> Outcome:
    """The verdicts on a level as `reader` may see them; None: a reader of everything.

    `revealed`: the reader has asked to see what others say.
    """
    given = claim.of_level(level)
    own = tuple(one for one in given if one.checker == reader)
    others = tuple(one for one in given if one.checker != reader)
    open_to_all = reader is None or bool(own) or revealed
    shown = (*own, *others) if open_to_all else own
    names = {one.verdict.verdict for one in shown}
    agreed = names.pop() if len(names) == 1 else None
    return Outcome(
        level=level,
        shown=shown,
        hidden=0 if open_to_all else len(others),
        verdict=agreed,
        confidence=min(one.verdict.confidence for one in shown) if agreed else None,
    )


def too_young(claim: Claim) -> list[str]:
    """Ids of the evidence that is younger than the claim: it may be a retelling of it."""
    date = claim.wording.date
    if date is None:
        return []
    return [key for key, one in claim.evidence.items() if _is_later(one, date)]


def _is_later(evidence: Evidence, date: str) -> bool:
    """Compared as far as both dates go: 2023-12 is not later than 2023-12-23."""
    if evidence.published is None:
        return False
    common = min(len(evidence.published), len(date))
    return evidence.published[:common] > date[:common]


def uncited(claim: Claim, cites: Sequence[str]) -> list[str]:
    """Ids of evidence that a verdict cites and that has been taken back since."""
    return [key for key in cites if key not in claim.evidence]
