"""What our verdicts are called elsewhere: in AVeriTeC, FEVER and ClaimReview.

AVeriTeC: M. Schlichtkrull, Z. Guo, A. Vlachos, "AVeriTeC", NeurIPS 2023, and the files at
https://github.com/MichSchli/AVeriTeC. FEVER: J. Thorne et al., NAACL 2018, and
https://fever.ai/dataset/fever.html. ClaimReview has no set of words: a rating from 1 to 5, where 1
is false and 5 is true, and a name for it. Refuses to choose between checkers who differ.
"""

from collections.abc import Mapping

from annotations.claims import VerdictName
from annotations.facts.claim import Checked
from annotations.facts.verdicts import Outcome
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A verdict in the words of others."""

    averitec: str | None
    """`label`; None: it has none."""
    fever: str | None
    """`label`; the nearest one, where `lossy`."""
    lossy: bool = False
    """Whether FEVER says something else by it."""
    review: str
    """`alternateName` of the rating."""
    rating: int | None
    """1 to 5; None: it is none."""


BEST, WORST = 5, 1

ELSEWHERE: Mapping[VerdictName, Elsewhere] = {
    "supported": Elsewhere(averitec="Supported", fever="SUPPORTS", review="Supported", rating=5),
    "refuted": Elsewhere(averitec="Refuted", fever="REFUTES", review="False", rating=1),
    "misleading": Elsewhere(
        averitec="Conflicting Evidence/Cherrypicking",
        fever="REFUTES",
        lossy=True,
        review="Missing context",
        rating=2,
    ),
    "conflicting": Elsewhere(
        averitec="Conflicting Evidence/Cherrypicking",
        fever="NOT ENOUGH INFO",
        lossy=True,
        review="Conflicting evidence",
        rating=3,
    ),
    "not_enough_evidence": Elsewhere(
        averitec="Not Enough Evidence",
        fever="NOT ENOUGH INFO",
        review="Not enough evidence",
        rating=None,
    ),
    "not_checkable": Elsewhere(averitec=None, fever=None, review="Not checkable", rating=None),
}
"""Our verdict → what it is called elsewhere."""


def elsewhere(outcome: Outcome) -> Elsewhere:
    """What the verdict that all agree on is called. Raises ValueError where there is none."""
    if outcome.verdict is None:
        raise ValueError(outcome.level)
    return ELSEWHERE[outcome.verdict]


def agreeing(outcome: Outcome) -> tuple[Checked, ...]:
    """The verdicts that agree, the earliest first; none where checkers differ."""
    if outcome.verdict is None:
        return ()
    return tuple(sorted(outcome.shown, key=lambda one: (one.at, one.event_id)))


def justification(outcome: Outcome) -> str:
    """What is said for the verdict, by all who agree; parted by empty lines, each text once."""
    said = dict.fromkeys(one.verdict.justification for one in agreeing(outcome))
    return "\n\n".join(said)
