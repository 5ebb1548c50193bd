import shlex
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from claiming import IDS, NOW, claim_from, do, evidence, mention, put_down, redo, the, undo, verdict
from exchanging import bundled, merged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import add_article, new_store

from annotations.claims import Divergence, FactEvent, FactValue, Mention, Slot, Wording
from annotations.errors import StoreError
from annotations.facts import claim as slots
from annotations.facts.claim import Held, Pair, fold
from annotations.model import Span
from annotations.store import Store
from annotations.store.facts import Linked
from annotations.store.records import decoded
from annotations.workflow import claiming

SENTENCES = ("a" * 32, "b" * 32)
CLAIMS = ("1" * 32, "2" * 32)
APART = Divergence(kind="date", a="May", b="June", severity="material", level="alarm")
MENTION = Mention(article="c" * 64, sentence=SENTENCES[0], span=Span(0, 3), text="He.")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path / "labels.db")


def test_a_claim_holds_the_sentence_it_was_made_of(store: Store) -> None:
    article = add_article(store, ["Prices rose by 5% in “May”.", "He left."])
    claim = the(store, claim_from(store, article, 2))
    (only,) = claim.confirmed.values()
    assert claim.wording == Wording(text="He left.", type="event")
    assert (only.text, only.span, only.article) == (
        "He left.",
        Span(28, 36),
        store.articles.one(article, annotator="").id,
    )
    assert claim.made_by == "ada"


def test_the_last_event_of_a_slot_is_what_it_holds_whoever_made_it(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    for by, text in (("ben", "He went."), ("ada", "He went away.")):
        do(store, (slots.wording_slot(claim), Wording(text=text)), by=by)
    assert the(store, claim).wording.text == "He went away."
    assert [(one.annotator, one.value.text) for one in store.facts.history(  # type: ignore[union-attr]
        slots.wording_slot(claim)
    )] == [("ada", "He went away."), ("ben", "He went."), ("ada", "He left.")]  # fmt: skip


def test_a_claim_taken_back_is_gone_until_that_is_undone(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    do(store, *claiming.withdrawn(the(store, claim)))
    assert store.facts.claim(claim) is None
    assert list(store.facts.claims()) == []
    assert store.facts.totals() == (0, 0)
    assert store.facts.mentioning([sentence := next(iter(_mentions(store)))]) == {}
    undo(store)
    assert set(the(store, claim).mentions) == {sentence}


def _mentions(store: Store) -> list[str]:
    return [
        subject
        for (subject,) in store._connection.execute(
            "SELECT subject FROM fact_current WHERE kind = 'mention'"
        )
    ]


def test_undo_walks_back_to_the_first_gesture_and_redo_forward_again(store: Store) -> None:
    article = add_article(store, ["He left.", "He went."])
    claim = claim_from(store, article, 1)
    other = mention(store, article, 2)
    do(store, (slots.mention_slot(claim, other.sentence), other))
    do(store, claiming.new_verdict(the(store, claim), verdict(), checker="ada"))
    states = [store.facts.claim(claim)]
    while undo(store) is not None:
        states.append(store.facts.claim(claim))
    assert [None if one is None else (len(one.mentions), len(one.verdicts)) for one in states] == [
        (2, 1),
        (2, 0),
        (1, 0),
        None,
    ]
    while redo(store) is not None:
        pass
    again = the(store, claim)
    assert (len(again.mentions), len(again.verdicts)) == (2, 1)


def test_undo_leaves_alone_what_somebody_else_has_changed_since(store: Store) -> None:
    article = add_article(store, ["He left.", "He went."])
    claim = claim_from(store, article, 1)
    other = mention(store, article, 2)
    do(
        store,
        (slots.wording_slot(claim), Wording(text="He went.")),
        (slots.mention_slot(claim, other.sentence), other),
    )
    do(store, (slots.wording_slot(claim), Wording(text="He fled.")), by="ben")
    reversal = undo(store)
    assert reversal is not None
    assert reversal.passed_over == ["ben"]
    assert the(store, claim).wording.text == "He fled."
    assert len(the(store, claim).mentions) == 1


def _evidence(store: Store, claim: str) -> None:
    put_down(store, claim, by="ben")


def _verdict(store: Store, claim: str) -> None:
    do(store, claiming.new_verdict(the(store, claim), verdict(), checker="ben"), by="ben")


def _words(store: Store, claim: str) -> None:
    do(store, (slots.wording_slot(claim), Wording(text="He fled.")), by="ben")


@pytest.mark.parametrize("build", [_evidence, _verdict, _words])
def test_undo_takes_back_no_claim_on_which_another_has_built(
    store: Store, build: Callable[[Store, str], None]
) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    build(store, claim)
    before = the(store, claim)
    assert undo(store) is None
    assert the(store, claim) == before


def test_what_another_took_back_again_keeps_no_claim(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    _verdict(store, claim)
    undo(store, by="ben")
    assert undo(store) is not None
    assert store.facts.claim(claim) is None


def test_undo_takes_back_no_claim_on_which_another_has_built_elsewhere(
    store: Store, tmp_path: Path
) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    with Store(tmp_path / "other.db") as other:
        merged(other, bundled(store))
        change = claiming.new_verdict(the(other, claim), verdict(), checker="ben")
        do(other, change, by="ben", at=NOW - 10**9)  # a clock that is slow
        merged(store, bundled(other, "back.bundle"))
    assert undo(store) is None
    assert [one.checker for one in the(store, claim).verdicts] == ["ben"]


def test_redo_withdraws_no_claim_on_which_another_has_built(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    do(store, *claiming.withdrawn(the(store, claim)))
    undo(store)
    put_down(store, claim, by="ben")
    assert redo(store) is None
    assert the(store, claim).evidence


def test_a_claim_is_withdrawn_on_purpose_whoever_has_built_on_it(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    put_down(store, claim, by="ben")
    do(store, *claiming.withdrawn(the(store, claim)))
    assert store.facts.claim(claim) is None
    assert undo(store) is not None
    assert redo(store) is not None
    assert store.facts.claim(claim) is None


def test_undo_takes_back_nothing_of_others(store: Store) -> None:
    claim_from(store, add_article(store, ["He left."]), 1, by="ben")
    assert undo(store) is None


def test_a_new_gesture_ends_what_could_be_redone(store: Store) -> None:
    article = add_article(store, ["He left.", "He went."])
    claim_from(store, article, 1)
    undo(store)
    claim_from(store, article, 2)
    assert redo(store) is None


def test_rejected_pairs_are_known_from_both_sides(store: Store) -> None:
    article = add_article(store, ["He left.", "He went.", "It rained."])
    claim = claim_from(store, article, 1)
    first = mention(store, article, 1)
    no = replace(mention(store, article, 3), state="rejected", beside=first.sentence)
    do(store, (slots.mention_slot(claim, no.sentence), no))
    assert store.facts.rejected_beside([first.sentence]) == {no.sentence}
    assert store.facts.rejected_beside([no.sentence]) == {first.sentence}
    assert store.facts.rejected_beside([mention(store, article, 2).sentence]) == set()


def test_a_sentence_is_found_apart_from_all_that_it_was_rejected_beside(store: Store) -> None:
    article = add_article(store, ["He left.", "He went.", "It rained."])
    first, second, third = (mention(store, article, n) for n in (1, 2, 3))
    claims = [claim_from(store, article, n) for n in (1, 2)]
    for claim, beside in zip(claims, (first, second), strict=True):
        no = replace(third, state="rejected", beside=beside.sentence)
        do(store, (slots.mention_slot(claim, third.sentence), no))
    assert store.facts.rejected_beside([third.sentence]) == {first.sentence, second.sentence}
    do(store, *claiming.withdrawn(the(store, claims[0])))  # the words of a claim, not the finding
    assert store.facts.rejected_beside([first.sentence]) == {third.sentence}
    undo(store), undo(store)
    assert store.facts.rejected_beside([second.sentence]) == set()


def test_claims_are_listed_without_those_taken_back(store: Store) -> None:
    article = add_article(store, ["He left.", "He went."])
    kept, gone = (claim_from(store, article, n) for n in (1, 2))
    do(store, claiming.new_verdict(the(store, gone), verdict(), checker="ada"))
    do(store, *claiming.withdrawn(the(store, gone)))
    assert store.facts.ids() == [one.id for one in store.facts.claims()] == [kept]
    assert store.facts.totals() == (1, 0)


def _plan(store: Store, ask: Callable[[], object]) -> str:
    """How SQLite does what is asked, statement by statement."""
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    ask()
    store._connection.set_trace_callback(None)
    rows = [store._connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchall() for one in said]
    return "\n".join(str(row[3]) for plan in rows for row in plan)


def test_what_keys_ask_for_reads_neither_all_events_nor_all_claims(store: Store) -> None:
    article = add_article(store, ["He left.", "He went."])
    first = mention(store, article, 1)
    made = do(store, *claiming.new_claim(first, at=NOW, ids=IDS))
    for ask in (
        lambda: store.facts.mentioning([first.sentence]),
        lambda: store.facts.rejected_beside([first.sentence]),
        lambda: store.facts.steps(made[0].gesture),
        lambda: store.facts.held(made[0].slot.claim),
        lambda: store.facts.history(made[0].slot),
    ):
        plan = _plan(store, ask)
        assert "SEARCH" in plan
        assert "SCAN" not in plan
        assert "LIST SUBQUERY" not in plan


def test_an_event_from_elsewhere_is_no_part_of_a_gesture_made_here(
    store: Store, tmp_path: Path
) -> None:
    article = add_article(store, ["He left.", "He went."])
    made = do(store, *claiming.new_claim(mention(store, article, 1), at=NOW, ids=IDS))
    with Store(tmp_path / "other.db") as other:
        merged(other, bundled(store))
        value = mention(store, article, 2)
        forged = FactEvent(
            event_id=IDS.new(NOW),
            gesture=made[0].gesture,
            annotator="ada",
            slot=slots.mention_slot(made[0].slot.claim, value.sentence),
            value=value,
            at=NOW,
        )
        with other.transaction():
            other.facts.append([forged])
        merged(store, bundled(other, "back.bundle"))
    assert [step.slot.kind for step, _ in store.facts.steps(made[0].gesture)] == [
        "wording",
        "mention",
    ]


def test_only_confirmed_mentions_of_live_claims_link_articles(store: Store) -> None:
    numbers = [add_article(store, [f"He left {n}."], name=f"{n}.txt") for n in range(4)]
    claim = claim_from(store, numbers[0], 1)
    yes, no = mention(store, numbers[1], 1), mention(store, numbers[2], 1)
    do(store, (slots.mention_slot(claim, yes.sentence), yes))
    do(store, (slots.mention_slot(claim, no.sentence), replace(no, state="rejected")))
    ids = sorted(store.articles.one(number, annotator="").id for number in numbers[:2])
    assert store.facts.links() == [Linked(*ids)]
    do(store, *claiming.withdrawn(the(store, claim)))
    assert store.facts.links() == []


def test_checkers_keep_their_own_verdicts(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    for by in ("ada", "ben"):
        do(store, claiming.new_verdict(the(store, claim), verdict(), checker=by), by=by)
    do(store, claiming.new_verdict(the(store, claim), verdict("refuted"), checker="ada"))
    found = {one.checker: one.verdict for one in the(store, claim).of_level("content")}
    assert {name: one.verdict for name, one in found.items()} == {
        "ada": "refuted",
        "ben": "supported",
    }
    assert found["ada"].supersedes is not None
    assert store.facts.totals() == (1, 2)


def test_events_are_never_changed_or_deleted(store: Store) -> None:
    claim_from(store, add_article(store, ["He left."]), 1)
    for sql in ("UPDATE fact_event SET subject = ''", "DELETE FROM fact_event"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            store._connection.execute(sql)


def test_claims_travel_in_bundles_even_where_the_article_is_missing(
    store: Store, tmp_path: Path
) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    put_down(store, claim)
    with Store(tmp_path / "other.db") as other:
        first = merged(other, bundled(store))
        assert (first.new, first.waiting) == (3, 0)
        assert the(other, claim) == the(store, claim)
        again = merged(other, bundled(store))
        assert (again.new, again.known) == (0, 3)
        assert undo(other) is None


def test_a_bundle_with_the_verdict_of_another_checker_is_refused(
    store: Store, tmp_path: Path
) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    slot = slots.verdict_slot(claim, "content", "ben")
    forged = FactEvent(
        event_id=(own := IDS.new(NOW)),
        gesture=own,
        annotator="ada",
        slot=slot,
        value=verdict(),
        at=NOW,
    )
    with store.transaction():
        store.facts.append([forged])
    with pytest.raises(Exception, match="another checker"):
        bundled(store)


@pytest.mark.parametrize(
    ("slot", "value", "why"),
    [
        (lambda c: slots.verdict_slot(c, "content", "ada"), verdict(confidence=10**9), "1 to 3"),
        (lambda c: slots.verdict_slot(c, "content", "ada"), verdict(justification=" "), "none"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(url="javascript:x"), "https"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(sentence="../../etc"), "hex"),
        (lambda c: slots.mention_slot(c, "b" * 32), MENTION, "another sentence"),
        (lambda c: slots.mention_slot(c, "a" * 32), replace(MENTION, article="x"), "hex"),
        (lambda c: slots.mention_slot(c, "a" * 32), replace(MENTION, span=Span(3, 3)), "nothing"),
        (lambda c: slots.mention_slot(c, "a" * 32), replace(MENTION, state="suggested"), "stored"),
        (lambda c: slots.mention_slot(c, "a" * 32), replace(MENTION, score=2.0), "from 0 to 1"),
        (lambda c: slots.mention_slot(c, "a" * 32), replace(MENTION, text="They."), "as long as"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(question=" "), "question"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(published="soon"), "published"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(retrieved="2023-1"), "retrieved"),
        (lambda c: slots.evidence_slot(c, "e" * 32), evidence(sentence="a" * 32), "article"),
        (lambda c: Slot(c, "divergence", f"{SENTENCES[1]}/{SENTENCES[0]}/date"), APART, "order"),
        (lambda c: slots.divergence_slot(c, Pair(*SENTENCES, "number")), APART, "another kind"),
        (slots.wording_slot, Wording(text=" "), "says nothing"),
        (slots.wording_slot, Wording(text="He.", date="soon", precision="day"), "date"),
        (slots.wording_slot, Wording(text="He.", date="2023-12", precision="day"), "precision"),
        (slots.wording_slot, Wording(text="He.", precision="day"), "precision"),
        (slots.wording_slot, Wording(text="He.", date="٢٠٢٣", precision="year"), "date"),
    ],
)
def test_what_no_person_could_have_decided_is_no_record(
    slot: Callable[[str], Slot], value: FactValue, why: str
) -> None:
    where = slot("1" * 32)
    record = {
        "kind": "fact",
        "event_id": "0" * 32,
        "gesture": "0" * 32,
        "annotator": "ada",
        "claim": where.claim,
        "slot": where.kind,
        "subject": where.subject,
        "value": msgspec.to_builtins(value),
        "at": NOW,
        "origin": "key",
        "reverts": None,
    }
    with pytest.raises(ValueError, match=why):
        decoded(msgspec.json.encode(record))


def _changes() -> st.SearchStrategy[tuple[Slot, FactValue | None]]:
    words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
    return st.one_of(
        st.builds(
            lambda claim, text: (slots.wording_slot(claim), (text and Wording(text=text)) or None),
            st.sampled_from(CLAIMS),
            words,
        ),
        st.builds(
            lambda claim, sentence, state: (
                slots.mention_slot(claim, sentence),
                None if state is None else replace(MENTION, sentence=sentence, state=state),
            ),
            st.sampled_from(CLAIMS),
            st.sampled_from(SENTENCES),
            st.sampled_from((None, "confirmed", "rejected")),
        ),
        st.builds(
            lambda claim, kind: (
                slots.divergence_slot(claim, Pair(*SENTENCES, kind)),
                None,
            ),
            st.sampled_from(CLAIMS),
            st.sampled_from(("number", "reversal")),
        ),
        st.builds(
            lambda claim, who: (slots.verdict_slot(claim, "content", who), verdict()),
            st.sampled_from(CLAIMS),
            st.just("ada"),
        ),
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    histories=st.lists(
        st.lists(st.tuples(_changes(), st.integers(-3, 3)), max_size=8), min_size=3, max_size=3
    ),
    order=st.permutations(range(3)),
)
def test_desks_that_exchange_in_any_order_hold_the_same_claims(
    tmp_path_factory: pytest.TempPathFactory,
    histories: list[list[tuple[tuple[Slot, FactValue | None], int]]],
    order: list[int],
) -> None:
    folder = tmp_path_factory.mktemp("desks")
    desks = [new_store(folder / f"{n}.db") for n in range(3)]
    for desk, history in zip(desks, histories, strict=True):
        at = NOW
        for change, later in history:
            at += later
            do(desk, change, at=at)
    bundles = [bundled(desk, f"{n}.bundle") for n, desk in enumerate(desks)]
    for desk in desks:
        for n in order:
            merged(desk, bundles[n])
    held = [
        desk._connection.execute(
            "SELECT claim, kind, subject, value, at, event_id FROM fact_current"
        ).fetchall()
        for desk in desks
    ]
    assert held[0] == held[1] == held[2]
    assert all(desk.drifted() == [] for desk in desks)
    for desk in desks:
        desk.close()


def test_a_claim_is_the_same_whatever_order_its_slots_come_in() -> None:
    held = [
        Held(slots.wording_slot(CLAIMS[0]), Wording(text="He left."), "ada", 1, b"1"),
        Held(slots.mention_slot(CLAIMS[0], SENTENCES[0]), MENTION, "ada", 2, b"2"),
        Held(slots.verdict_slot(CLAIMS[0], "content", "ada"), verdict(), "ada", 3, b"3"),
    ]
    assert fold(held) == fold(reversed(held))
    assert fold(held[1:]) is None


@pytest.mark.parametrize("value", ["{}", "[1]"])
def test_a_value_that_cannot_be_read_says_which_database_to_look_at(
    store: Store, value: str
) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    store._connection.execute("PRAGMA ignore_check_constraints = ON")
    store._connection.execute("UPDATE fact_current SET value = ? WHERE kind = 'mention'", (value,))
    with pytest.raises(StoreError, match="holds a mention that cannot be read") as refused:
        store.facts.held(claim)
    assert f"`claimdesk --db {shlex.quote(str(store.path))} doctor`" in str(refused.value)
