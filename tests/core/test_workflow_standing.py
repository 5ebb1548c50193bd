from dataclasses import replace
from pathlib import Path

import pytest
from claiming import claim_from, do, mention, the, undo
from support import add_article, new_store

from annotations import resources
from annotations.claims import Chain, Divergence, Link, MentionState, Source
from annotations.config import load
from annotations.facts.claim import Pair, mention_slot
from annotations.matching.aligned import base_of, text_of
from annotations.matching.resemble import SCORER
from annotations.store import Store
from annotations.workflow.claiming import chained, marked
from annotations.workflow.offering import offered
from annotations.workflow.standing import Standing, Standings

CONFIG = load(resources.shipped_config(), environ={}).config

TOLD = (
    "The harbour of Ostrava was closed for three days, a spokesman told Reuters.",
    "Ostrava’s harbour was closed for four days, a spokesman told Reuters.",
    "According to Reuters, the harbour of Ostrava was closed for three days.",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path / "labels.db")


@pytest.fixture
def claim(store: Store) -> str:
    """A claim that stands in three articles, of three outlets that all cite Reuters."""
    numbers = [
        add_article(store, [told, "Nothing else is known."], name=f"{n}.txt", source=f"Paper {n}")
        for n, told in enumerate(TOLD)
    ]
    claim = claim_from(store, numbers[0], 1)
    for number in numbers[1:]:
        one = mention(store, number, 1)
        do(store, (mention_slot(claim, one.sentence), one))
    return claim


def standing(store: Store, claim: str, *, base: str | None = None) -> Standing:
    return Standings(store, CONFIG, annotator="ada").of(the(store, claim), base=base)


def test_three_outlets_that_cite_one_have_one_root(store: Store, claim: str) -> None:
    found = standing(store, claim)
    assert found.articles == 3
    assert found.roots == ("Reuters",)


def test_what_differs_is_told_against_the_base(store: Store, claim: str) -> None:
    base, *others = standing(store, claim).versions
    assert base.differing == ()
    by_words = {one.mention.text: one for one in others}
    kinds = {one.divergence.kind for one in by_words[TOLD[1]].alarms}
    assert kinds & {"number", "span"}
    assert by_words[TOLD[2]].alarms == ()


def test_the_pieces_give_back_both_texts(store: Store, claim: str) -> None:
    base, *others = standing(store, claim).versions
    assert text_of(base.pieces) == base.mention.text
    for version in others:
        assert text_of(version.pieces) == version.mention.text
        assert base_of(version.pieces) == base.mention.text


def test_any_version_can_be_the_base(store: Store, claim: str) -> None:
    key = next(k for k, one in the(store, claim).mentions.items() if one.text == TOLD[1])
    found = standing(store, claim, base=key)
    assert found.versions[0].mention.text == TOLD[1]
    assert len(found.versions) == 3


def test_what_a_person_says_of_a_divergence_wins_over_the_rule(store: Store, claim: str) -> None:
    version = next(one for one in standing(store, claim).versions if one.alarms)
    alarm = version.alarms[0]
    a, b = sorted(alarm.pair[:2])
    said = alarm.divergence if a == alarm.pair.a else _turned(alarm.divergence)
    do(store, marked(claim, Pair(a, b, alarm.pair.kind), replace(said, dismissed=True)))
    again = next(
        one
        for one in standing(store, claim).versions
        if one.mention.sentence == version.mention.sentence
    )
    assert alarm.pair.kind not in {one.divergence.kind for one in again.alarms}
    shown = next(one for one in again.differing if one.pair.kind == alarm.pair.kind)
    assert (shown.divergence.a, shown.divergence.b) == (alarm.divergence.a, alarm.divergence.b)


def _turned(divergence: Divergence) -> Divergence:
    return replace(divergence, a=divergence.b, b=divergence.a)


def test_a_reversal_that_a_person_marked_counts_as_an_alarm(store: Store, claim: str) -> None:
    base, other, _ = standing(store, claim).versions
    a, b = sorted((base.mention.sentence, other.mention.sentence))
    reversal = Divergence(
        kind="reversal", a="x", b="y", severity="reversal", level="alarm", found_by="person"
    )
    before = standing(store, claim)
    do(store, marked(claim, Pair(a, b, "reversal"), reversal))
    after = standing(store, claim)
    assert after.alarms == before.alarms + 1
    assert "!" in after.marks


def test_a_chain_that_a_person_set_wins_over_the_rule(store: Store, claim: str) -> None:
    key = standing(store, claim).versions[1].mention.sentence
    own = Chain((Link(source=Source("A witness", "person")),), root="A witness")
    do(store, chained(claim, key, own))
    found = standing(store, claim)
    assert set(found.roots) == {"Reuters", "A witness"}
    do(store, chained(claim, key, None))
    assert standing(store, claim).roots == ("Reuters",)


def test_a_mention_whose_article_is_not_here_is_still_told(store: Store, claim: str) -> None:
    elsewhere = replace(
        next(iter(the(store, claim).mentions.values())), sentence="e" * 32, article="f" * 64
    )
    do(store, (mention_slot(claim, elsewhere.sentence), elsewhere))
    found = standing(store, claim)
    assert found.articles == 4
    missing = next(one for one in found.versions if one.article is None)
    assert missing.outlet == "ffffffff"


def test_an_edited_article_is_the_same_article(store: Store) -> None:
    old = add_article(store, [TOLD[0]], name="a.txt", source="Paper")
    claim = claim_from(store, old, 1)
    new = add_article(store, ["A line more.", TOLD[0]], name="a.txt", source="Paper", replaces=old)
    one = mention(store, new, 2)
    do(store, (mention_slot(claim, one.sentence), one))
    found = standing(store, claim)
    assert len(found.versions) == 2
    assert found.articles == 1
    assert {version.position for version in found.versions} == {2}


def test_a_mention_that_the_newer_version_has_no_more_is_still_of_the_same_article(
    store: Store,
) -> None:
    old = add_article(store, TOLD[:2], name="a.txt", source="Paper")
    claim = claim_from(store, old, 1)
    new = add_article(store, ["A line more.", TOLD[1]], name="a.txt", source="Paper", replaces=old)
    one = mention(store, new, 2)
    do(store, (mention_slot(claim, one.sentence), one))
    found = standing(store, claim)
    assert [version.mention.text for version in found.versions] == [*TOLD[:2]]
    assert found.articles == 1


def test_roots_are_one_by_whatever_name_they_go(store: Store) -> None:
    told = "The harbour was closed, The New York Times reported."
    claim = claim_from(store, add_article(store, [told], name="a.txt", source="Paper"), 1)
    other = mention(store, add_article(store, [told, "More."], name="b.txt", source="Mind"), 1)
    do(store, (mention_slot(claim, other.sentence), other))
    do(store, chained(claim, other.sentence, Chain((), root="NYT")))
    assert standing(store, claim).roots == ("The New York Times",)


def test_candidates_carry_score_scorer_and_what_they_stand_beside(store: Store) -> None:
    numbers = [
        add_article(store, [told, "Nothing else is known."], name=f"{n}.txt")
        for n, told in enumerate(TOLD)
    ]
    claim = claim_from(store, numbers[0], 1)
    found = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    assert [one.kin.text for one in found][:2] != []
    best = found[0]
    decided = best.decided("same", "confirmed")
    text = store.articles.text(best.kin.article)
    assert text[decided.span.start : decided.span.end] == decided.text == best.kin.text
    assert decided.scorer == SCORER
    assert decided.beside == best.beside.sentence
    words = {best.kin.text[start:end].lower() for start, end in best.shared}
    assert words & {"ostrava", "harbour", "closed"}
    assert not words & {"a", "the", "was", "for"}


def test_what_was_decided_or_rejected_beside_a_mention_is_not_offered(store: Store) -> None:
    numbers = [
        add_article(store, [told, "Nothing else is known."], name=f"{n}.txt")
        for n, told in enumerate(TOLD)
    ]
    first, second = (claim_from(store, numbers[0], 1) for _ in range(2))
    best = offered(store, the(store, first), annotator="ada", config=CONFIG)[0]
    do(store, (mention_slot(first, best.kin.id), best.decided("same", "rejected")))
    for claim in (first, second):
        again = offered(store, the(store, claim), annotator="ada", config=CONFIG)
        assert best.kin.id not in {one.kin.id for one in again}


def _offered(store: Store, claim: str) -> list[str]:
    found = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    return [one.kin.text for one in found]


@pytest.mark.parametrize("state", ["rejected", "confirmed"])
def test_what_was_decided_is_not_offered_again_where_it_stands_in_a_newer_version(
    store: Store, state: MentionState
) -> None:
    first = add_article(store, [TOLD[0]], name="a.txt")
    old = add_article(store, [TOLD[1], "Nothing else is known."], name="b.txt")
    claim = claim_from(store, first, 1)
    (best,) = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    do(store, (mention_slot(claim, best.kin.id), best.decided("same", state)))
    add_article(store, ["A line more.", TOLD[1]], name="b.txt", replaces=old)
    assert TOLD[1] not in _offered(store, claim)
    if state == "rejected":
        assert TOLD[1] not in _offered(store, claim_from(store, first, 1))


def test_what_was_rejected_beside_a_newer_version_of_a_mention_is_not_offered(
    store: Store,
) -> None:
    old = add_article(store, [TOLD[0]], name="a.txt")
    add_article(store, [TOLD[1], "Nothing else is known."], name="b.txt")
    early = claim_from(store, old, 1)
    new = add_article(store, ["A line more.", TOLD[0]], name="a.txt", replaces=old)
    late = claim_from(store, new, 2)
    (best,) = offered(store, the(store, late), annotator="ada", config=CONFIG)
    do(store, (mention_slot(late, best.kin.id), best.decided("same", "rejected")))
    assert _offered(store, early) == _offered(store, late) == []


def test_what_was_rejected_is_not_offered_as_the_same_words_further_down(store: Store) -> None:
    claim = claim_from(store, add_article(store, [TOLD[0]], name="a.txt"), 1)
    add_article(store, [TOLD[1], "Nothing else is known.", TOLD[1]], name="b.txt")
    (best,) = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    do(store, (mention_slot(claim, best.kin.id), best.decided("same", "rejected")))
    assert _offered(store, claim) == []


def test_a_rejection_that_was_taken_back_is_offered_again(store: Store) -> None:
    claim = claim_from(store, add_article(store, [TOLD[0]], name="a.txt"), 1)
    add_article(store, [TOLD[1], "Nothing else is known."], name="b.txt")
    (best,) = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    do(store, (mention_slot(claim, best.kin.id), best.decided("same", "rejected")))
    undo(store)
    assert _offered(store, claim) == [TOLD[1]]


def test_articles_that_have_no_mention_yet_come_first(store: Store) -> None:
    numbers = [
        add_article(store, [told, f"{told[:-1]} again."], name=f"{n}.txt")
        for n, told in enumerate(TOLD)
    ]
    claim = claim_from(store, numbers[0], 1)
    one = mention(store, numbers[1], 1)
    do(store, (mention_slot(claim, one.sentence), one))
    found = offered(store, the(store, claim), annotator="ada", config=CONFIG)
    assert found[0].kin.article == numbers[2]
