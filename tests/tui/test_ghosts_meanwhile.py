"""Suggestions where another program of the same annotator labels at the same moment."""

import pytest
from at_ghosts import origins, report, shown, suggestions
from at_work import AtWork, Clock

from annotations.store import Store


@pytest.fixture
def ghosts(ada: AtWork) -> AtWork:
    """Ada, with something suggested for each of her six sentences."""
    report(ada, suggestions("c ac o b c c"))
    return ada


@pytest.fixture
def elsewhere(ghosts: AtWork, store: Store, clock: Clock) -> AtWork:
    """Ada once more, in another window, in the same article."""
    other = AtWork(store, clock=clock)
    other.session.open(1)
    return other


def test_a_label_given_elsewhere_is_not_overwritten_by_a_suggestion(
    ghosts: AtWork, elsewhere: AtWork, store: Store
) -> None:
    elsewhere.session.label("opinion")
    effect = ghosts.session.accept()
    assert "labelled in another window" in effect.message
    assert ghosts.here == 1
    assert effect.relabelled == {0}
    assert ghosts.labels == "o - - - - -"
    assert ghosts.stored(1) == "o - - - - -"
    assert origins(ghosts, 1) == ["key"]


def test_the_suggestion_of_a_sentence_labelled_elsewhere_is_gone_then(
    ghosts: AtWork, elsewhere: AtWork
) -> None:
    elsewhere.session.label("opinion")
    ghosts.session.accept()
    assert shown(ghosts.session.ghosts) == "- ac o b c c"
    assert ghosts.session.corpus.labelled == 1


def test_labels_given_elsewhere_are_not_counted_among_what_all_would_be(
    ghosts: AtWork, elsewhere: AtWork
) -> None:
    elsewhere.at(2).session.label("opinion")
    told = ghosts.session.accept_all()
    assert told.message.startswith("once more accepts 3 claim, 1 opinion, 1 boilerplate")
    assert told.relabelled == {1}
    ghosts.session.accept_all()
    assert ghosts.stored(1) == "c o o b c c"


def test_a_label_given_elsewhere_between_the_two_presses_stays(
    ghosts: AtWork, elsewhere: AtWork
) -> None:
    ghosts.session.accept_all()
    elsewhere.at(6).session.label("boilerplate")
    effect = ghosts.session.accept_all()
    assert ghosts.stored(1) == "c ac o b c b"
    assert "1 was labelled in another window and stays" in effect.message


def test_a_region_and_a_range_leave_labels_given_elsewhere(
    ada: AtWork, store: Store, clock: Clock
) -> None:
    report(ada, suggestions("b b b c c c"))
    other = AtWork(store, clock=clock)
    other.session.open(1)
    other.at(2).session.label("claim")
    ada.session.accept_region()
    assert ada.stored(1) == "b c b - - -"
    other.at(5).session.label("opinion")
    ada.at(4).session.start_range()
    ada.at(6).session.accept()
    assert ada.stored(1) == "b c b c o c"


def test_what_is_still_on_its_way_to_the_disk_is_nobody_elses(ghosts: AtWork) -> None:
    ghosts.held_up = True
    ghosts.session.accept()
    ghosts.session.undo()
    effect = ghosts.session.accept()
    assert "another window" not in effect.message
    ghosts.save()
    assert ghosts.stored(1) == "c - - - - -"
