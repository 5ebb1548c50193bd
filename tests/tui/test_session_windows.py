"""Two windows of one annotator: keys and undo where the other has changed something since."""

import sqlite3

import pytest
from at_ghosts import report, suggestions
from at_work import AtWork, Clock, article
from support import append, event

from annotations.model import LabelState
from annotations.store import Store
from annotations.workflow.queueing import Filled, Queued


@pytest.fixture
def other(ada: AtWork, store: Store, clock: Clock) -> AtWork:
    """Ada once more, in another window, in the same article, opened before anything is said."""
    window = AtWork(store, clock=clock)
    window.session.open(1)
    return window


# Keys over what is out of date.


def test_a_label_keeps_note_and_flags_that_were_set_in_the_other_window(
    ada: AtWork, other: AtWork
) -> None:
    other.session.note("who says so?")
    other.session.flag("check")
    effect = ada.session.label("claim")
    assert 0 in effect.relabelled
    assert ada.states[0] == LabelState("claim", flags=("check",), note="who says so?")
    assert other.restarted().states[0] == ada.states[0]


def test_a_suggestion_keeps_note_and_flags_that_were_set_in_the_other_window(
    ada: AtWork, other: AtWork
) -> None:
    report(ada, suggestions("c ac o b c c"))
    other.session.note("who says so?")
    other.at(2).session.flag("check")
    ada.session.accept()
    ada.session.accept_all()
    ada.session.accept_all()
    assert ada.stored(1) == "c ac o b c c"
    again = other.restarted()
    assert again.states[0].note == "who says so?"
    assert again.states[1].flags == ("check",)


def test_a_note_keeps_the_label_that_was_given_in_the_other_window(
    ada: AtWork, other: AtWork
) -> None:
    other.session.label("attribution", "claim")
    effect = ada.session.note("why")
    assert effect.relabelled == {0}
    assert ada.states[0] == LabelState("attribution", "claim", note="why")
    assert ada.stored(1) == "ac - - - - -"
    assert ada.session.corpus.labelled == 1


def test_a_flag_is_set_beside_those_of_the_other_window(ada: AtWork, other: AtWork) -> None:
    other.session.flag("check")
    ada.session.flag("merged")
    assert ada.flags(1) == ["check", "merged"]


def test_a_flag_that_both_windows_set_is_set(ada: AtWork, other: AtWork) -> None:
    other.session.flag("check")
    effect = ada.session.flag("check")
    assert effect.message == "flag check set"
    assert effect.relabelled == {0}
    assert ada.flags(1) == other.restarted().flags(1) == ["check"]


def test_a_note_that_takes_the_place_of_one_of_the_other_window_says_so(
    ada: AtWork, other: AtWork
) -> None:
    other.session.note("theirs")
    effect = ada.session.note("mine")
    assert "note that was written in another window" in effect.message
    assert ada.states[0].note == "mine"
    ada.session.undo()
    assert ada.states[0].note == other.restarted().states[0].note == "theirs"


def test_a_note_left_as_it_was_seen_leaves_that_of_the_other_window(
    ada: AtWork, other: AtWork
) -> None:
    other.session.note("theirs")
    assert ada.session.note("").relabelled == {0}
    assert ada.states[0].note == other.restarted().states[0].note == "theirs"


def test_a_secondary_label_never_equals_a_primary_one_of_the_other_window(
    ada: AtWork, other: AtWork
) -> None:
    ada.session.label("attribution")
    other.at(1).session.label("claim")
    ada.at(1).session.secondary("claim")
    assert ada.stored(1) == ada.labels == "c - - - - -"


def test_taking_a_label_off_keeps_what_else_was_said(ada: AtWork, other: AtWork) -> None:
    ada.session.label("claim")
    other.at(1).session.note("why")
    ada.at(1).session.clear()
    assert ada.states[0] == LabelState(note="why")


def test_boilerplate_to_the_end_keeps_the_notes_of_the_other_window(
    store: Store, clock: Clock
) -> None:
    number = article(store, 30, name="long.txt")
    ada, other = (AtWork(store, clock=clock) for _ in "12")
    for window in (ada, other):
        window.session.open(number)
    other.at(20).session.note("why")
    effect = ada.session.to_end("boilerplate")
    assert effect.message.startswith("30 sentences to the end")
    assert ada.states[19] == LabelState("boilerplate", note="why")


def test_a_label_over_one_of_the_other_window_counts_and_says_so(
    ada: AtWork, other: AtWork
) -> None:
    other.session.label("opinion")
    effect = ada.session.label("claim")
    assert "labelled in another window" in effect.message
    assert ada.stored(1) == "c - - - - -"
    ada.session.undo()
    assert ada.stored(1) == ada.labels == "o - - - - -"
    assert ada.session.corpus.labelled == 1


def test_the_same_label_as_in_the_other_window_is_no_second_event(
    ada: AtWork, other: AtWork, store: Store
) -> None:
    other.session.label("claim")
    effect = ada.session.label("claim")
    assert ada.labels == "c - - - - -"
    assert 0 in effect.relabelled
    assert len(store.labels.history(1, annotator="ada")) == 1


def test_a_doubt_about_a_label_that_was_changed_elsewhere_is_none(
    ada: AtWork, other: AtWork
) -> None:
    report(ada, suggestions("o - - - - -"))
    ada.session.label("claim")
    ada.at(1)
    ada.session.following.choose("disagreeing", start=1)
    queued = Queued(1, "opinion .90", label="claim")
    filled = Filled(queue="disagreeing", sentences=(queued,), looked=1, articles=1)
    ada.session.following.take(filled, ada.session.page)
    assert ada.session.doubt is not None
    other.at(1).session.label("boilerplate")
    effect = ada.session.accept()
    assert "labelled in another window" in effect.message
    assert ada.stored(1) == ada.labels == "b - - - - -"


def test_a_label_is_set_also_while_the_database_does_not_answer(
    ada: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    ada.held_up = True
    ada.session.trail.prepare()
    monkeypatch.setattr(ada.store.labels, "between", fails)
    ada.session.label("claim")
    assert ada.labels == "c - - - - -"
    monkeypatch.undo()
    ada.save()
    assert ada.stored(1) == "c - - - - -"


# Undo and redo.


def test_undo_passes_over_what_was_changed_in_the_other_window(ada: AtWork, other: AtWork) -> None:
    ada.session.label("claim")
    other.at(1).session.label("opinion")
    effect = ada.session.undo()
    assert effect.message == "not undone: changed in another window since, and stays"
    assert ada.stored(1) == ada.labels == "o - - - - -"
    assert 0 in effect.relabelled
    assert ada.session.undo().message == "nothing to undo"
    assert ada.session.redo().message == "nothing to redo"


def test_undo_takes_back_the_rest_and_says_what_stays(ada: AtWork, other: AtWork) -> None:
    ada.session.digit("4")
    ada.session.label("claim")
    other.at(2).session.label("opinion")
    effect = ada.session.undo()
    assert effect.message == (
        "undone: claim on 3 sentences; 1 was changed in another window and stays"
    )
    assert ada.stored(1) == ada.labels == "- o - - - -"
    ada.session.redo()
    assert ada.stored(1) == ada.labels == "c o c c - -"


def test_redo_brings_back_only_what_the_undo_took(ada: AtWork, other: AtWork) -> None:
    ada.session.digit("3")
    ada.session.label("claim")
    other.at(2).session.clear()
    ada.session.undo()
    assert ada.stored(1) == "- - - - - -"
    again = ada.restarted()
    again.session.redo()
    assert again.stored(1) == again.labels == "c - c - - -"
    ada = ada.restarted()
    ada.session.undo()  # of what the other window took off, which was later
    ada.session.undo()
    assert ada.stored(1) == "- - - - - -"


def test_redo_passes_over_what_was_changed_in_the_other_window(ada: AtWork, other: AtWork) -> None:
    ada.session.label("claim")
    ada.session.undo()
    other.at(1).session.label("opinion")
    effect = ada.session.redo()
    assert effect.message == "not redone: changed in another window since, and stays"
    assert ada.stored(1) == ada.labels == "o - - - - -"
    assert ada.session.redo().message == "nothing to redo"
    assert ada.session.undo().message == "nothing to undo"


def test_what_the_other_window_has_undone_already_is_not_undone_again(
    ada: AtWork, other: AtWork
) -> None:
    ada.session.label("claim")
    third = other.restarted()
    third.session.undo()
    assert ada.stored(1) == "- - - - - -"
    assert ada.session.undo().message.startswith("not undone")
    assert ada.stored(1) == ada.labels == "- - - - - -"


def test_the_gesture_before_is_undone_after_one_that_was_passed_over(
    ada: AtWork, other: AtWork
) -> None:
    ada.session.label("claim")
    ada.session.label("opinion")
    other.at(2).session.note("why")
    assert ada.session.undo().message.startswith("not undone")
    assert ada.session.undo().message == "undone: claim"
    assert ada.stored(1) == ada.labels == "- o - - - -"


def test_undo_in_another_article_looks_at_what_is_on_disk(
    ada: AtWork, other: AtWork, store: Store
) -> None:
    ada.session.label("claim")
    ada.session.open(article(store, 2, name="other.txt"))
    other.at(1).session.label("opinion")
    effect = ada.session.undo()
    assert effect.message.startswith("not undone")
    assert ada.stored(1) == "o - - - - -"


def test_a_long_gesture_of_another_session_is_looked_at_as_a_whole(
    store: Store, clock: Clock
) -> None:
    number = article(store, 30, name="long.txt")
    ada = AtWork(store, clock=clock)
    ada.session.open(number)
    ada.session.to_end("boilerplate")
    other = ada.restarted()
    other.at(7).session.label("claim")
    again = AtWork(store, clock=clock)
    again.session.undo()  # the label of the other window, which is the last gesture by now
    again.session.undo()
    assert set(again.stored(number).split()) == {"-"}
    other.session.undo()
    assert set(other.stored(number).split()) == {"-"}


def test_what_came_from_a_file_since_is_not_undone(store: Store, clock: Clock) -> None:
    number = article(store, 2)
    ada = AtWork(store, clock=clock)
    ada.session.open(number, position=1)
    ada.session.label("opinion")
    append(store, event(1, "claim", origin="import", at=clock() + 1))
    assert ada.session.undo().message.startswith("not undone")
    assert ada.stored(1) == ada.labels == "c -"


def test_what_is_still_on_its_way_to_the_disk_is_undone(ada: AtWork) -> None:
    ada.held_up = True
    ada.session.label("claim")
    ada.session.label("opinion")
    assert ada.session.undo().message == "undone: opinion"
    assert ada.session.undo().message == "undone: claim"
    assert ada.session.redo().message == "redone: claim"
    ada.save()
    assert ada.stored(1) == ada.labels == "c - - - - -"
