"""Two reviewers on the same sentences: nobody overrules the other unseen."""

import pytest
from at_bench import START, Desk, at_the_bench
from reviewing import review, rule, ruling

from annotations.config import Agreed
from annotations.model import NO_RULING
from annotations.review.queues import Cell, Disputes
from annotations.store import Store
from annotations.workflow.accepting import acceptable


@pytest.fixture
def desk(store: Store) -> Desk:
    return at_the_bench(store)


def test_a_note_does_not_bring_back_what_another_reviewer_overruled(desk: Desk) -> None:
    rule(desk.store, review(2, ruling("claim", among=("claim", "opinion")), at=START))
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    desk.now = START + 9
    desk.begin(Cell("ada", "claim", "ben", "opinion"))
    desk.session.note("I still wonder")
    counts = desk.store.votes.article(1).ruling(2)
    assert counts is not None
    assert (counts.reviewer, counts.ruling.label) == ("sam", "opinion")
    desk.session.undo()
    counts = desk.store.votes.article(1).ruling(2)
    assert counts is not None
    assert counts.reviewer == "sam"


def test_undo_leaves_standing_what_another_reviewer_decided_since(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    desk.session.move(-1)
    desk.session.label("attribution")
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=desk.now + 5))
    desk.now += 10
    desk.session.undo()
    counts = desk.store.votes.article(1).ruling(2)
    assert counts is not None
    assert counts.reviewer == "sam"


def test_what_another_reviewer_decided_meanwhile_is_shown_before_it_is_overruled(
    desk: Desk,
) -> None:
    desk.begin(Disputes())
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    desk.now += 10
    effect = desk.session.label("claim")
    assert "sam has decided this meanwhile" in effect.message
    assert (desk.at, desk.stored(2)) == (2, NO_RULING)
    desk.session.label("claim")
    assert desk.stored(2).label == "claim"


def test_what_another_reviewer_decided_is_passed_over(desk: Desk) -> None:
    desk.begin(Disputes())
    rule(desk.store, review(3, ruling("claim"), reviewer="sam", at=START + 1))
    desk.session.label("claim")
    assert desk.at == 4
    desk.session.move(-1)
    given = desk.session.given
    assert desk.at == 3
    assert given is not None
    assert given.reviewer == "sam"


def test_what_was_accepted_in_bulk_overrules_no_other_reviewer(desk: Desk) -> None:
    desk.begin(Disputes())
    (found,) = acceptable(desk.store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    rule(desk.store, review(5, ruling("claim"), reviewer="sam", at=START + 1))
    desk.now += 10
    desk.session.accept(found.changes)
    counts = desk.store.votes.article(2).ruling(5)
    assert counts is not None
    assert (counts.reviewer, counts.ruling.label) == ("sam", "claim")


def test_undo_of_a_bulk_acceptance_stays_where_one_is(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.move(2)
    (found,) = acceptable(desk.store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    desk.session.accept(found.changes)
    desk.session.undo()
    assert (desk.at, desk.session.astray) == (4, False)
    assert desk.stored(1).decision is None


def test_a_secondary_label_elsewhere_overrules_nobody_unseen(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    effect = desk.session.secondary("attribution")
    assert "sam has decided sentence 2 meanwhile" in effect.message
    assert desk.store.votes.article(1).ruling(2).reviewer == "sam"  # type: ignore[union-attr]  # there is one


def test_a_secondary_label_here_shows_first_what_another_reviewer_decided(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    desk.session.move(-1)
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    assert "sam has decided this meanwhile" in desk.session.secondary("attribution").message
    assert desk.stored(2).secondary is None


def test_a_reason_brings_no_decision_back_that_another_reviewer_has_overruled(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.label("claim")
    desk.session.move(-1)
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    effect = desk.session.reason("gap")
    assert effect.relabelled == {1}
    assert desk.stored(2) == ruling(None, reason="gap", among=("claim", "opinion"))
    assert desk.session.given is not None
    assert desk.session.given.reviewer == "sam"


def test_the_same_note_once_more_takes_no_decision_back(desk: Desk) -> None:
    desk.begin(Disputes())
    desk.session.note("Why?")
    desk.session.label("claim")
    rule(desk.store, review(2, ruling("opinion"), reviewer="sam", at=START + 1))
    desk.session.move(-1)
    desk.session.note("Why?")
    assert desk.stored(2).label == "claim"


def test_what_was_accepted_in_bulk_again_leaves_what_others_decided_since(desk: Desk) -> None:
    desk.begin(Disputes())
    (found,) = acceptable(desk.store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    assert [one.sentence for one in found.changes] == [1, 5]
    desk.session.accept(found.changes)
    desk.session.undo()
    rule(desk.store, review(1, ruling("opinion"), reviewer="sam", at=START + 1))
    desk.now += 10
    desk.session.redo()
    assert (desk.stored(1).decision, desk.stored(5).label) == (None, "opinion")
    desk.open()  # and undo takes all of it back, also after a restart
    desk.begin(Disputes())
    assert "accepted 2 sentences" in desk.session.undo().message
    assert desk.stored(5).decision is None
