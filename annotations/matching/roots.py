"""On how many sources a claim rests, and whether evidence rests on another one.

Five articles that retell one report have one root, however little of their wording they share.
Refuses to take two roots for two where one of them is not known.
"""

from collections.abc import Iterable

from annotations.claims import Chain
from annotations.matching.aliases import Aliases
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Independence:
    """Whether evidence is independent of a claim. True or false in an `if`, too."""

    holds: bool
    reason: str
    """One sentence for the person who wants to cite the evidence."""

    def __bool__(self) -> bool:
        """Whether it is independent."""
        return self.holds


def roots(chains: Iterable[Chain], aliases: Aliases) -> frozenset[str]:
    """Return the roots of the mentions of a claim, each by one name; "" for one not known."""
    return frozenset(aliases.canonical(chain.root) for chain in chains)


def independent(evidence_root: str, claim_roots: Iterable[str], aliases: Aliases) -> Independence:
    """Judge whether evidence counts for the content of a claim: only if it has another root."""
    root = aliases.canonical(evidence_root)
    others = frozenset(aliases.canonical(name) for name in claim_roots)
    if not root:
        return Independence(holds=False, reason="It is not known on whom the evidence rests.")
    if root in others:
        return Independence(holds=False, reason=f"Evidence and claim both rest on {root}.")
    if not others or "" in others:
        return Independence(holds=False, reason="It is not known on whom the claim rests.")
    named = " and ".join(sorted(others))
    return Independence(holds=True, reason=f"The evidence rests on {root}, the claim on {named}.")
