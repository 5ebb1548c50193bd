"""The review without a screen: what each action of a reviewer decides, stores and shows."""

from collections.abc import Callable

import pytest
from at_bench import START, Desk, at_the_bench
from reviewing import review, reviews_in, rule, ruling
from support import add_article, append, event, everyones_states

from annotations.config import Agreed
from annotations.errors import NotSaved
from annotations.model import NO_RULING, LabelState
from annotations.review.queues import Audit, Cell, Disputes, Lessons, Questions, Queue
from annotations.store import Store
from annotations.workflow.accepting import acceptable
from tui.bench import Tally
from tui.look import DISPUTED, UNFITTING
from tui.page import Effect
from tui.queuewords import described
from tui.reviewing import EMPTY, READING_ONLY


@pytest.fixture
def desk(store: Store) -> Desk:
    return at_the_bench(store)


def test_a_decision_is_stored_with_the_labels_in_dispute_and_goes_on(desk: Desk) -> None:
    desk.begin(Disputes())
    assert desk.at == 2
    desk.now += 3_000_000
    effect = desk.session.label("claim")
    assert desk.stored(2) == ruling("claim", among=("claim", "opinion"))
    assert (effect.moved, effect.opened, desk.at) == (True, False, 3)
    assert reviews_in(desk.store)[0].ms == 3000
    assert reviews_in(desk.store)[0].guideline == "1"
    assert desk.session.tally == Tally(1, 4)


def test_the_annotators_labels_stay_as_they_are(desk: Desk) -> None:
    before = everyones_states(desk.store, 1)
    desk.begin(Disputes())
    for act in (desk.session.none, lambda: desk.session.label("opinion")):
        act()
    assert everyones_states(desk.store, 1) == before


def test_first_and_second_are_taken_with_their_secondary_labels(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.take(1)
    desk.session.take(0)
    assert (desk.stored(2).label, desk.stored(3).label, desk.stored(3).secondary) == (
        "opinion",
        "attribution",
        "claim",
    )
    assert "only 2 have" in desk.session.take(2).message
    assert desk.at == 4


def test_the_majority_is_more_than_half_of_the_annotators(desk: Desk) -> None:
    desk.begin(Disputes())
    assert "more than half" in desk.session.majority().message
    assert desk.at == 2
    desk.session.move(3)
    assert desk.at == 5
    desk.session.majority()
    assert desk.stored(5).label == "opinion"
    assert desk.stored(5).basis == "adjudicated"


def test_none_of_the_labels_is_a_decision(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.none()
    assert (desk.stored(2).decision, desk.stored(2).label) == ("none", None)
    assert desk.store.queues.decided() == (1, 4)
    page = desk.session.page
    assert page is not None
    assert page.states[1].flags == (UNFITTING,)


def test_a_decision_taken_back_is_open_again_and_keeps_the_reason(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.reason("slip")
    desk.session.label("claim")
    desk.session.move(-1)
    desk.session.clear()
    assert desk.stored(2) == ruling(None, reason="slip", among=("claim", "opinion"))
    assert desk.session.tally.done == 0
    assert desk.session.clear().message == "nothing to take back"


def test_the_secondary_label_goes_to_the_sentence_decided_last(desk: Desk) -> None:
    desk.begin(Disputes())
    assert "primary" in desk.session.secondary("claim").message
    desk.session.label("attribution")
    assert desk.session.secondary("claim").message == "claim added: sentence 2"
    assert desk.stored(2).secondary == "claim"
    assert desk.stored(2).among == ("claim", "opinion")
    desk.session.secondary("claim")
    assert desk.stored(2).secondary is None
    assert "primary label already" in desk.session.secondary("attribution").message


def test_a_secondary_label_reaches_the_last_decision_in_an_article_that_was_left(
    desk: Desk,
) -> None:
    desk.begin(Disputes())
    desk.session.find(3)
    desk.session.label("attribution")
    desk.session.find(4)
    assert desk.session.secondary("claim").message == "claim added: the sentence before"
    assert desk.stored(3).secondary == "claim"
    desk.session.secondary("claim")
    assert desk.stored(3).secondary is None


def test_note_reason_and_question_decide_nothing(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.note("  is it a quote?  ")
    desk.session.reason("gap")
    desk.session.question()
    assert desk.stored(2) == ruling(None, note="is it a quote?", reason="gap", question=True)
    assert desk.at == 2
    assert desk.store.queues.decided() == (0, 4)
    desk.session.reason("gap")
    desk.session.question()
    assert desk.stored(2) == ruling(None, note="is it a quote?")
    assert list(desk.store.queues.find(Questions())) == []


def test_what_is_sent_back_waits_for_the_annotator(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.note("look at T6")
    desk.session.send_back(["ben", "ada"])
    assert desk.stored(2).sent_to == ("ada", "ben")
    assert desk.at == 3
    assert [one.note for one in desk.store.reviews.sent_back(annotator="ada")] == ["look at T6"]
    desk.session.move(-1)
    desk.session.send_back([])
    assert desk.store.reviews.waiting() == set()
    assert desk.session.tally.done == 0


def test_a_decision_ends_the_waiting(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.send_back(["ben"])
    desk.session.move(-1)
    desk.session.label("claim")
    assert desk.stored(2).sent_to == ()


def test_skipping_comes_back_to_what_was_skipped(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.skip()
    for expected in (3, 4, 5):
        assert desk.at == expected
        desk.session.label("claim")
    assert desk.at == 2
    assert desk.session.skip().message == "this is the only one left"
    assert "done" in desk.session.label("claim").message
    assert "done" in desk.session.skip().message


def test_undo_goes_back_to_where_it_was_and_redo_too(desk: Desk) -> None:
    desk.begin(Disputes())
    for _ in range(3):
        desk.session.label("claim")
    assert desk.at == 5
    effect = desk.session.undo()
    assert (desk.at, effect.opened, effect.message) == (4, False, "undone: claim")
    desk.session.undo()
    assert (desk.at, desk.stored(3).decision) == (3, None)
    assert desk.session.page is not None
    assert desk.session.page.states[2].flags == (DISPUTED,)
    assert desk.session.redo().message == "redone: claim"
    assert desk.stored(3).label == "claim"
    assert desk.session.tally.done == 2


def test_undo_reaches_back_over_a_restart(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    desk.session.note("why")
    desk.open()
    desk.begin(Disputes())
    assert desk.session.undo().message == "undone: note"
    effect = desk.session.undo()
    assert (desk.at, desk.stored(2), desk.session.astray) == (2, NO_RULING, True)
    assert effect.moved
    desk.session.move(1)
    assert (desk.at, desk.session.astray) == (3, False)
    assert desk.session.redo().message == "redone: claim"
    assert desk.stored(2).label == "claim"
    assert desk.session.undo().message == "undone: claim"
    assert desk.session.undo().message == "nothing to undo in the review"


def test_an_annotators_own_undo_is_another_one(desk: Desk) -> None:
    desk.reviewer = "ada"
    desk.open()
    desk.begin(Disputes())
    assert desk.session.undo().message == "nothing to undo in the review"


def test_a_later_ruling_of_another_reviewer_counts_until_one_says_it_again(desk: Desk) -> None:
    rule(desk.store, review(2, ruling("claim", among=("claim", "opinion")), at=START))
    rule(desk.store, review(2, ruling("opinion"), reviewer="max", at=START + 1))
    desk.begin(Cell("ada", "claim", "ben", "opinion"))
    given = desk.session.given
    assert given is not None
    assert (given.reviewer, given.ruling.label) == ("max", "opinion")
    desk.session.label("claim")
    counts = desk.store.votes.article(1).ruling(2)
    assert counts is not None
    assert counts.reviewer == "rosa"


def test_hidden_names_are_letters_in_an_order_that_tells_nothing(store: Store) -> None:
    add_article(store, [f"Sentence {n}." for n in range(40)])
    for n in range(1, 41):
        append(store, event(n, "claim"), event(n, "opinion", annotator="ben"))
    desk = Desk(store)
    desk.begin(Disputes())
    desk.session.hidden = True
    orders = set()
    for place in range(40):
        desk.session.go(place)
        orders.add(tuple(one.annotator for one in desk.session.opinions))
        assert [desk.session.name(one) for one in desk.session.opinions] == ["A", "B"]
    assert orders == {("ada", "ben"), ("ben", "ada")}
    first = desk.session.opinions[0].state.label
    desk.session.take(0)
    assert desk.stored(40).label == first


def test_in_an_audit_the_first_is_the_one_audited(desk: Desk) -> None:
    desk.begin(Audit("ben"))
    assert [one.annotator for one in desk.session.opinions] == ["ben", "ada"]
    desk.session.take(0)
    desk.session.take(0)
    assert [desk.stored(n).label for n in (1, 2)] == ["claim", "opinion"]
    assert desk.session.tally == Tally(2, 5)


def test_what_was_decided_on_ones_own_labels_can_only_be_read(desk: Desk) -> None:
    rule(desk.store, review(2, ruling("claim", reason="slip", note="T6")))
    desk.reviewer = "ben"
    desk.open()
    desk.begin(Lessons("ben"))
    assert desk.at == 2
    assert [one.annotator for one in desk.session.opinions] == ["ben"]
    given = desk.session.given
    assert given is not None
    assert (given.reviewer, given.ruling.reason) == ("rosa", "slip")
    session = desk.session
    acts: list[Callable[[], Effect]] = [
        session.none,
        session.clear,
        session.question,
        session.majority,
        lambda: session.take(0),
        lambda: session.take(1),
        lambda: session.secondary("opinion"),
        lambda: session.label("claim"),
        lambda: session.send_back(["ada"]),
        lambda: session.note("no"),
        lambda: session.accept([]),
    ]
    for act in acts:
        assert act().message == READING_ONLY
    assert desk.handed == []
    assert session.page is not None
    assert session.page.states[2] == LabelState("claim")  # ben's own, not that ada differs


def test_in_an_empty_queue_there_is_no_sentence_to_decide_on(desk: Desk) -> None:
    desk.begin(Questions())
    assert desk.at is None
    for act in (desk.session.majority, lambda: desk.session.take(0), desk.session.none):
        assert act().message == EMPTY
    assert desk.handed == []


def test_the_gutter_shows_what_is_decided_and_what_all_agree_on(desk: Desk) -> None:
    desk.begin(Disputes())
    assert desk.session.page is not None
    assert desk.session.page.states == [
        LabelState("claim"),
        LabelState(flags=(DISPUTED,)),
        LabelState(flags=(DISPUTED,)),
    ]
    desk.session.label("opinion")
    assert desk.session.page.states[1] == LabelState("opinion")


def test_precedents_grow_with_each_decision_and_shrink_with_undo(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    pair = ("claim", "opinion")
    assert desk.session.precedents[pair, "claim"] == 1
    desk.session.undo()
    assert desk.session.precedents[pair, "claim"] == 0
    desk.session.label("opinion")
    assert desk.session.precedents == {(pair, "claim"): 0, (pair, "opinion"): 1}
    assert desk.store.reviews.precedents() == {(pair, "opinion"): 1}


def test_all_that_was_accepted_in_bulk_is_undone_at_once(desk: Desk) -> None:
    desk.begin(Disputes())
    (found,) = acceptable(desk.store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    effect = desk.session.accept(found.changes)
    assert effect.message == "accepted 2 sentences; undo takes all of it back"
    assert (desk.stored(1).basis, desk.stored(5).basis) == ("unanimous", "majority")
    assert desk.session.tally == Tally(1, 4)
    assert desk.session.undo().message == "undone: accepted 2 sentences"
    assert (desk.stored(1).decision, desk.stored(5).decision) == (None, None)
    assert desk.session.redo().message == "redone: accepted 2 sentences"
    assert desk.stored(5).label == "opinion"
    assert "nothing" in desk.session.accept([]).message


def test_an_empty_queue_shows_nothing_and_decides_nothing(desk: Desk) -> None:
    assert desk.begin(Questions()).opened
    session = desk.session
    assert (session.sentence, list(session.opinions), session.tally) == (None, [], Tally(0, 0))
    for act in (session.none, session.clear, session.skip, session.question):
        act()
    session.move(1)
    assert desk.handed == []


def test_what_cannot_be_handed_over_is_not_counted(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.broken = True
    with pytest.raises(NotSaved):
        desk.session.label("claim")
    assert desk.session.unsaved == 0


def test_a_refused_ruling_is_forgotten(desk: Desk) -> None:
    desk.begin(Disputes())
    session = desk.session
    session._submit = desk.handed.append
    session.label("claim")
    assert session.unsaved == 1
    session.refused(desk.handed[0])
    assert (session.unsaved, session.tally.done) == (0, 0)
    assert session.undo().message == "nothing to undo in the review"


def test_undo_brings_no_refused_ruling_back(desk: Desk) -> None:
    desk.begin(Disputes())
    session, written = desk.session, desk.session._submit
    session._submit = desk.handed.append
    session.label("claim")
    (refused,) = desk.handed
    session._submit = written
    session.move(-1)
    session.label("opinion")
    session.refused(refused)
    assert desk.stored(2).label == "opinion"
    session.undo()
    assert desk.stored(2) == NO_RULING
    assert session.undo().message == "nothing to undo in the review"


@pytest.mark.parametrize(
    ("queue", "words"),
    [
        (Disputes(), "disagreements"),
        (Disputes(("ada", "ben")), "ada × ben"),
        (Audit("ada"), "audit of ada"),
        (Audit("ada", sample=50), "audit of ada: 50 at random"),
        (Audit("ada", label="claim", flagged=True), "audit of ada: claim flagged"),
        (Audit("ada", hasty=True), "audit of ada: in under 2 s"),
        (Cell("ada", "claim", "ben", "opinion"), "ada claim × ben opinion"),
        (Lessons("ben"), "decisions on ben's labels"),
        (Questions(), "guideline questions"),
    ],
)
def test_a_queue_is_told_in_a_few_words(queue: Queue, words: str) -> None:
    assert described(queue) == words
