"""Whether a piece of evidence can count for or against a claim, and in words why not.

Several outlets that retell one report are one source: evidence that rests on whom the claim rests
on says the same thing again. Refuses to weigh what the evidence says; that is a checker's.
"""

from collections.abc import Sequence

from annotations.claims import Chain, Evidence
from annotations.facts.claim import Claim
from annotations.matching.aliases import Aliases
from annotations.matching.roots import independent
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.workflow.sourcing import Readings, chain_of


@dataclass(frozen=True, slots=True)
class Weight:
    """What a piece of evidence weighs beside its claim."""

    counts: bool
    """Whether it is independent of the claim and says something for or against it."""
    why: str
    """Why it counts or does not: half a sentence, fit to stand behind "counts: "."""


def weigh(evidence: Evidence, *, claim: Claim, roots: Sequence[str], aliases: Aliases) -> Weight:
    """Weigh a piece of evidence of a claim that rests on `roots`, "" where one is not known."""
    if evidence.answer_type == "unanswerable":
        return Weight(counts=False, why="nothing was found that answers")
    if evidence.sentence in claim.making:
        return Weight(counts=False, why="it is a version of the claim itself")
    found = independent(_as_in(roots, evidence.root), roots, aliases)
    if found and evidence.stance == "context":
        return Weight(counts=False, why="context, neither for nor against")
    return Weight(counts=bool(found), why=_half(found.reason))


def _as_in(roots: Sequence[str], root: str) -> str:
    """The root as the claim spells it, whatever its capitals and article: a person typed it."""
    return next((one for one in roots if _plain(one) == _plain(root)), root)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("the ")


def _half(sentence: str) -> str:
    """A sentence as it stands behind a colon."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def claim_roots(store: Store, readings: Readings, claim: Claim) -> tuple[str, ...]:
    """On whom those that make a claim rest, each name once; "" where one is not known.

    Who contradicts it did not make it. What a person said of a chain wins over the rule. Raises
    `StoreError`.
    """
    found = (
        claim.chains.get(sentence) or _chain(store, readings, sentence) for sentence in claim.making
    )
    return tuple(dict.fromkeys(readings.aliases.canonical(one.root) for one in found))


def _chain(store: Store, readings: Readings, sentence: str) -> Chain:
    """The chain of a sentence by the rule; without links where its article is not here."""
    with store.told():
        standing = store.lookup.with_id(sentence)
    return Chain((), root="") if standing is None else chain_of(readings, standing.number)
