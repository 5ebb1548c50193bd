"""A version of the open claim with all that was decided since it was read.

Keys are quicker than the threads that read where a claim stands: what a key changes begins from
what was decided last, not from what is still painted. Pure. Refuses to guess what a rule says.
"""

from dataclasses import replace

from annotations.claims import Chain, Divergence
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim, Pair, divergence_slot, pair_of
from annotations.workflow.standing import Differing, Version

READING = "where the claim stands is still being read: once more, please"


def as_decided(version: Version, claim: Claim) -> Version:
    """The version as the claim has it now. Raises ClaimRefused for what is no mention any more."""
    mention = claim.confirmed.get(version.mention.sentence)
    if mention is None:
        raise ClaimRefused("this is no mention of the claim any more")
    return replace(version, mention=mention)


def chain_now(version: Version, claim: Claim) -> Chain:
    """The chain that a person set last, else the rule's. Raises ClaimRefused while that is read."""
    chain = claim.chains.get(version.mention.sentence)
    if chain is None and version.chain.decided:
        raise ClaimRefused(READING)
    return chain or version.chain


def divergence_now(one: Differing, claim: Claim) -> Divergence:
    """A difference as it was weighed last, else as the rule has it; `a` is the base's value.

    Raises ClaimRefused while it is read what the rule says.
    """
    said = said_of(one.pair, claim)
    if said is not None:
        return said
    if one.divergence.found_by == "person" or one.divergence.dismissed:
        raise ClaimRefused(READING)
    return one.divergence


def said_of(pair: Pair, claim: Claim) -> Divergence | None:
    """What a person said of a difference, its values in the order of the pair; None: nothing."""
    slot = pair_of(divergence_slot(claim.id, pair))
    said = claim.divergences.get(slot)
    if said is None or slot == pair:
        return said
    return replace(said, a=said.b, b=said.a)
