"""Evidence counts where it rests on another source than the claim, and says something."""

from dataclasses import replace

import pytest
from claiming import claim_from, do, evidence, mention, put_down, the
from support import add_article

from annotations import resources
from annotations.claims import Chain
from annotations.config import load
from annotations.facts.claim import mention_slot
from annotations.matching.aliases import aliases
from annotations.store import Store
from annotations.workflow import claiming
from annotations.workflow.dossiers import Dossiers
from annotations.workflow.sourcing import Readings
from annotations.workflow.weighing import claim_roots, weigh

CONFIG = load(resources.shipped_config(), environ={}).config
KNOWN = aliases(CONFIG.sources)
TIMES = "The New York Times"


@pytest.fixture
def claim(store: Store) -> str:
    """A claim of one sentence that cites The New York Times."""
    article = add_article(store, [f"He left, {TIMES} reported."], source="Mind")
    return claim_from(store, article, 1)


def roots(store: Store, claim: str) -> tuple[str, ...]:
    return claim_roots(store, Readings(store, CONFIG.sources), the(store, claim))


def test_a_claim_rests_on_whom_its_sentences_cite(store: Store, claim: str) -> None:
    assert roots(store, claim) == (TIMES,)


def test_a_chain_that_a_person_set_wins(store: Store, claim: str) -> None:
    (sentence,) = the(store, claim).confirmed
    do(store, claiming.chained(claim, sentence, Chain((), root="NYT")))
    assert roots(store, claim) == (TIMES,)
    do(store, claiming.chained(claim, sentence, Chain((), root="Mind")))
    assert roots(store, claim) == ("Mind",)


def test_the_root_of_a_sentence_that_is_not_here_is_not_known(store: Store, claim: str) -> None:
    (mention,) = the(store, claim).confirmed.values()
    elsewhere = mention_slot(claim, "e" * 32)
    do(store, (elsewhere, mention))
    assert roots(store, claim) == (TIMES, "")


@pytest.mark.parametrize("root", [TIMES, "NYT", "new york times", "THE NEW YORK TIMES", " NYT "])
@pytest.mark.parametrize("stance", ["supports", "refutes", "context"])
def test_the_claims_own_root_never_counts(store: Store, claim: str, root: str, stance: str) -> None:
    weight = weigh(
        evidence(root=root, stance=stance),
        claim=the(store, claim),
        roots=(TIMES, "Reuters"),
        aliases=KNOWN,
    )
    assert not weight.counts
    assert TIMES in weight.why


def test_a_root_that_nobody_knows_is_compared_whatever_its_capitals_and_article(
    store: Store, claim: str
) -> None:
    for typed in ("the Harbour  master", "Harbour master", "THE HARBOUR MASTER"):
        one = evidence(root=typed, stance="supports")
        for root in ("The harbour master", "harbour master"):
            weight = weigh(one, claim=the(store, claim), roots=(root,), aliases=KNOWN)
            assert not weight.counts


@pytest.mark.parametrize(
    ("fields", "known", "why"),
    [
        ({"root": ""}, (TIMES,), "on whom the evidence rests"),
        ({"root": "Reuters"}, ("",), "on whom the claim rests"),
        ({"root": "Reuters"}, (TIMES, ""), "on whom the claim rests"),
        ({"root": "Reuters"}, (), "on whom the claim rests"),
        ({"root": "Reuters", "stance": "context"}, (TIMES,), "neither for nor against"),
        ({"root": "Reuters", "answer_type": "unanswerable"}, (TIMES,), "nothing was found"),
    ],
)
def test_what_does_not_count_says_why(
    store: Store, claim: str, fields: dict[str, object], known: tuple[str, ...], why: str
) -> None:
    one = evidence(**({"stance": "supports"} | fields))
    weight = weigh(one, claim=the(store, claim), roots=known, aliases=KNOWN)
    assert not weight.counts
    assert why in weight.why


def test_a_version_of_the_claim_is_no_evidence_for_it(store: Store, claim: str) -> None:
    (sentence,) = the(store, claim).confirmed
    one = evidence(root="Reuters", stance="supports", sentence=sentence)
    weight = weigh(one, claim=the(store, claim), roots=(TIMES,), aliases=KNOWN)
    assert weight.why == "it is a version of the claim itself"


@pytest.mark.parametrize("stance", ["supports", "refutes"])
def test_another_root_counts_for_and_against(store: Store, claim: str, stance: str) -> None:
    one = evidence(root="Reuters", stance=stance)
    weight = weigh(one, claim=the(store, claim), roots=(TIMES,), aliases=KNOWN)
    assert weight.counts
    assert weight.why == f"the evidence rests on Reuters, the claim on {TIMES}"


def test_who_contradicts_a_claim_did_not_make_it_and_may_refute_it(
    store: Store, claim: str
) -> None:
    article = add_article(store, ["He stayed, Reuters reported."], name="b.txt", source="Paper")
    against = replace(mention(store, article, 1), relation="contradicts")
    do(store, (mention_slot(claim, against.sentence), against))
    assert roots(store, claim) == (TIMES,)
    one = evidence(root="Reuters", stance="refutes", sentence=against.sentence)
    weight = weigh(one, claim=the(store, claim), roots=roots(store, claim), aliases=KNOWN)
    assert weight.counts
    put_down(store, claim, root="Reuters", stance="refutes", url="https://reuters.com/a")
    (backing,) = Dossiers(store, CONFIG).of(the(store, claim)).backing
    assert backing.counts
