from at_work import AtWork, Clock, article
from support import append, event, events_in

from annotations.model import LabelState
from annotations.store import Store


def test_every_gesture_is_undone_one_by_one_down_to_nothing(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.session.secondary("claim")
    ada.session.digit("2")
    ada.session.label("opinion")
    ada.at(1).session.flag("check")
    ada.session.note("a note")
    ada.session.clear()
    expected = ["ac o o - - -"] * 3 + ["ac - - - - -", "a - - - - -", "- - - - - -"]
    for labels in expected:
        ada.session.undo()
        assert ada.labels == ada.stored(1) == labels
    assert ada.session.undo().message == "nothing to undo"
    assert ada.states == [LabelState()] * 6


def test_redo_brings_everything_back_in_order(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.session.secondary("claim")
    ada.session.to_end("boilerplate")
    for _ in range(3):
        ada.session.undo()
    for labels in ("a - - - - -", "ac - - - - -", "ac b b b b b"):
        ada.session.redo()
        assert ada.labels == ada.stored(1) == labels
    assert ada.session.redo().message == "nothing to redo"


def test_undo_goes_to_where_the_change_was(ada: AtWork) -> None:
    ada.at(2).session.label("claim")
    ada.at(6)
    effect = ada.session.undo()
    assert effect.moved
    assert ada.here == 2
    assert effect.relabelled >= {1}
    ada.at(6).session.redo()
    assert ada.here == 2


def test_undo_and_redo_open_the_article_where_the_change_was(ada: AtWork, store: Store) -> None:
    ada.at(3).session.label("claim")
    ada.session.open(article(store, 2, name="other.txt"))
    ada.session.label("opinion")
    ada.session.undo()
    effect = ada.session.undo()
    assert effect.opened
    assert ada.session.page is not None
    assert (ada.session.page.article.number, ada.here) == (1, 3)
    assert ada.labels == ada.stored(1) == "- - - - - -"
    ada.session.redo()
    assert ada.session.redo().opened
    assert ada.labels == ada.stored(2) == "o -"


def test_undo_and_redo_are_events_that_name_what_they_revert(ada: AtWork, store: Store) -> None:
    ada.session.label("claim")
    ada.session.undo()
    ada.session.redo()
    set_, undone, redone = events_in(store)
    assert (undone.origin, undone.reverts) == ("undo", set_.gesture)
    assert (redone.origin, redone.reverts) == ("redo", undone.gesture)


def test_a_range_is_undone_and_redone_as_one(ada: AtWork) -> None:
    ada.at(3).session.label("claim")
    ada.at(2).session.start_range()
    ada.at(4).session.label("opinion")
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "- - c - - -"
    ada.session.redo()
    assert ada.labels == ada.stored(1) == "- o o o - -"


def test_a_range_of_another_session_is_undone_and_redone_as_one(ada: AtWork) -> None:
    ada.at(3).session.label("claim")
    ada.at(1).session.digit("4")
    ada.session.label("opinion")
    again = ada.restarted()
    again.session.undo()
    assert again.labels == again.stored(1) == "- - c - - -"
    once_more = again.restarted()
    once_more.session.redo()
    assert once_more.labels == once_more.stored(1) == "o o o o - -"


def test_undo_has_no_limit_across_restarts(ada: AtWork) -> None:
    for name in ("claim", "opinion", "attribution", "boilerplate") * 60:
        ada.at(1).session.label(name)
    again = ada.restarted()
    for _ in range(239):
        again.session.undo()
    assert again.labels == "c - - - - -"
    last = again.restarted()
    last.session.undo()
    assert last.labels == last.stored(1) == "- - - - - -"
    assert last.session.undo().message == "nothing to undo"
    for _ in range(240):
        last.session.redo()
    assert last.labels == last.stored(1) == "b - - - - -"
    assert last.session.redo().message == "nothing to redo"


def test_a_new_gesture_ends_what_could_be_redone(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.session.undo()
    ada.session.label("opinion")
    assert ada.session.redo().message == "nothing to redo"
    assert ada.restarted().session.redo().message == "nothing to redo"


def test_a_new_gesture_after_a_restart_ends_what_could_be_redone(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.session.label("opinion")
    ada.session.undo()
    again = ada.restarted()
    again.at(3).session.flag("check")
    assert again.session.redo().message == "nothing to redo"
    again.session.undo()
    again.session.undo()
    assert again.labels == "- - - - - -"
    assert again.states[2] == LabelState()


def test_a_gesture_that_changes_nothing_leaves_redo_alone(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.session.label("opinion")
    ada.session.undo()
    ada.at(1).session.label("claim")
    ada.session.redo()
    assert ada.labels == "c o - - - -"


def test_redo_then_undo_again_across_restarts(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.session.label("opinion")
    for labels in ("c - - - - -", "- - - - - -"):
        ada = ada.restarted()
        ada.session.undo()
        assert ada.labels == ada.stored(1) == labels
    for labels in ("c - - - - -", "c o - - - -"):
        ada = ada.restarted()
        ada.session.redo()
        assert ada.labels == ada.stored(1) == labels
    ada = ada.restarted()
    assert ada.session.redo().message == "nothing to redo"
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "c - - - - -"


def test_undo_works_while_nothing_can_be_written(ada: AtWork) -> None:
    ada.held_up = True
    ada.session.label("claim")
    ada.session.label("opinion")
    ada.session.undo()
    assert ada.labels == "c - - - - -"
    assert ada.session.unsaved == 3
    ada.save()
    assert ada.stored(1) == "c - - - - -"


def test_what_came_from_elsewhere_is_not_undone(store: Store, clock: Clock) -> None:
    number = article(store, 2)
    append(store, event(1, "claim", origin="import", at=clock() - 1))
    ada = AtWork(store, clock=clock)
    ada.session.open(number, position=1)
    ada.session.label("opinion")
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "c -"
    assert ada.session.undo().message == "nothing to undo"


def test_undo_says_what_it_took_back(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.at(1).session.secondary("opinion")
    ada.at(1).session.flag("check")
    ada.session.note("why")
    ada.session.clear()
    ada.at(2).session.digit("3")
    ada.session.label("boilerplate")
    told = [ada.session.undo().message for _ in range(6)]
    assert told == [
        "undone: boilerplate on 3 sentences",
        "undone: label taken off",
        "undone: note",
        "undone: flags",
        "undone: claim + opinion",
        "undone: claim",
    ]
    assert ada.session.redo().message == "redone: claim"
