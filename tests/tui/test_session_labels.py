from collections.abc import Callable

import pytest
from at_work import CONFIG, AtWork, Clock, article
from msgspec.structs import replace
from support import append, event, events_in

from annotations.config import Advance
from annotations.model import LabelState
from annotations.store import Store
from tui.page import Effect


def test_a_label_is_set_and_stored_and_the_next_sentence_is_current(ada: AtWork) -> None:
    effect = ada.session.label("claim")
    assert ada.labels == ada.stored(1) == "c - - - - -"
    assert ada.here == 2
    assert effect.moved
    assert 0 in effect.relabelled


@pytest.mark.parametrize(("advance", "expected"), [("unlabelled", 4), ("next", 2), ("stay", 1)])
def test_where_the_cursor_goes_after_a_label_is_configured(
    store: Store, clock: Clock, advance: Advance, expected: int
) -> None:
    number = article(store, 6)
    ada = AtWork(store, config=replace(CONFIG, advance=advance), clock=clock)
    ada.session.open(number)
    for position in (2, 3):
        ada.at(position).session.label("opinion")
    ada.at(1).session.label("claim")
    assert ada.labels == "c o o - - -"
    assert ada.here == expected


@pytest.mark.parametrize("advance", ["unlabelled", "next", "stay"])
def test_the_last_sentence_stays_current_when_it_gets_its_label(
    store: Store, clock: Clock, advance: Advance
) -> None:
    ada = AtWork(store, config=replace(CONFIG, advance=advance), clock=clock)
    ada.session.open(article(store, 3))
    ada.at(3).session.label("claim")
    assert ada.here == 3


def test_the_last_label_of_an_article_says_that_it_is_complete(store: Store, clock: Clock) -> None:
    ada = AtWork(store, clock=clock)
    ada.session.open(article(store, 2))
    assert ada.session.label("claim").message == ""
    assert "complete" in ada.session.label("claim").message


def test_at_the_end_with_gaps_above_nothing_is_called_complete(ada: AtWork) -> None:
    message = ada.at(6).session.label("claim").message
    assert "complete" not in message
    assert message == "no sentence without a label below"


def test_another_label_takes_the_place_of_the_first_and_of_its_secondary(ada: AtWork) -> None:
    ada.session.label("attribution", "claim")
    ada.at(1).session.label("opinion")
    assert ada.labels == ada.stored(1) == "o - - - - -"


def test_the_same_label_twice_is_one_event_and_keeps_the_secondary(
    ada: AtWork, store: Store
) -> None:
    ada.session.label("attribution", "claim")
    ada.at(1).session.label("attribution")
    assert ada.labels == "ac - - - - -"
    assert len(events_in(store)) == 1
    assert ada.here == 2


def test_a_secondary_goes_to_the_current_sentence_when_that_has_a_label(ada: AtWork) -> None:
    for _ in range(3):
        ada.session.label("attribution")
    ada.at(2).session.secondary("claim")
    assert ada.labels == ada.stored(1) == "a ac a - - -"
    assert ada.here == 2


def test_a_then_capital_c_reads_attribution_and_claim(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.session.secondary("claim")
    assert ada.labels == ada.stored(1) == "ac - - - - -"
    assert ada.here == 2


def test_the_same_secondary_again_takes_it_off(ada: AtWork) -> None:
    ada.session.label("attribution")
    for expected in ("ac - - - - -", "a - - - - -", "ac - - - - -"):
        ada.session.secondary("claim")
        assert ada.labels == ada.stored(1) == expected


def test_another_secondary_takes_the_place_of_the_first(ada: AtWork) -> None:
    ada.session.label("attribution", "claim")
    ada.session.secondary("opinion")
    assert ada.labels == "ao - - - - -"


def test_a_secondary_equal_to_the_primary_is_refused(ada: AtWork, store: Store) -> None:
    ada.session.label("claim")
    assert "already" in ada.session.secondary("claim").message
    assert ada.labels == "c - - - - -"
    assert len(events_in(store)) == 1


def test_a_secondary_before_any_label_says_what_is_missing(ada: AtWork, store: Store) -> None:
    assert "primary" in ada.session.secondary("claim").message
    assert events_in(store) == []


def test_a_secondary_for_a_label_that_was_taken_off_says_what_is_missing(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.session.undo()
    assert "primary" in ada.session.secondary("claim").message
    assert ada.labels == "- - - - - -"


def test_a_secondary_never_goes_to_another_article(ada: AtWork, store: Store) -> None:
    ada.session.label("attribution")
    ada.session.open(article(store, 2, name="other.txt"))
    assert "primary" in ada.session.secondary("claim").message
    assert ada.stored(1) == "a - - - - -"


def test_a_secondary_set_out_of_sight_says_where(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.at(6)
    effect = ada.session.secondary("claim")
    assert ada.labels == "ac - - - - -"
    assert "sentence 1" in effect.message


def test_a_combination_sets_both_by_one_event(ada: AtWork, store: Store) -> None:
    ada.session.label("attribution", "claim")
    (only,) = events_in(store)
    assert only.state == LabelState("attribution", "claim")


def test_a_count_labels_so_many_sentences_by_one_gesture(ada: AtWork, store: Store) -> None:
    ada.session.digit("3")
    ada.session.label("boilerplate")
    assert ada.labels == ada.stored(1) == "b b b - - -"
    assert ada.here == 4
    assert len({written.gesture for written in events_in(store)}) == 1
    assert ada.session.count == ""


def test_a_count_beyond_the_end_stops_at_the_end(ada: AtWork) -> None:
    for digit in "9999":
        ada.session.digit(digit)
    ada.at(5).session.label("opinion")
    assert ada.labels == "- - - - o o"


def test_a_count_of_nought_is_one(ada: AtWork) -> None:
    ada.session.digit("0")
    ada.session.label("claim")
    assert ada.labels == "c - - - - -"


def test_a_count_goes_before_clear_repeat_and_secondary(ada: AtWork) -> None:
    ada.session.digit("2")
    ada.session.label("attribution")
    ada.at(1).session.digit("2")
    ada.session.secondary("claim")
    assert ada.labels == "ac ac - - - -"
    ada.at(3).session.digit("2")
    ada.session.repeat()
    assert ada.labels == "ac ac ac ac - -"
    ada.at(2).session.digit("2")
    ada.session.clear()
    assert ada.labels == ada.stored(1) == "ac - - ac - -"


@pytest.mark.parametrize(("start", "end"), [(2, 4), (4, 2)])
def test_a_range_gets_its_label_forwards_and_backwards(ada: AtWork, start: int, end: int) -> None:
    ada.at(start).session.start_range()
    ada.at(end).session.label("opinion")
    assert ada.labels == ada.stored(1) == "- o o o - -"
    assert ada.session.range_start is None
    assert ada.here == 5


def test_a_range_gets_a_secondary_where_there_is_a_label(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.at(3).session.label("attribution")
    ada.at(1).session.start_range()
    ada.at(4).session.secondary("claim")
    assert ada.labels == ada.stored(1) == "ac - ac - - -"
    assert ada.session.range_start is None


def test_a_range_is_cleared_as_a_whole(ada: AtWork) -> None:
    ada.session.to_end("boilerplate")
    ada.at(5).session.start_range()
    ada.at(2).session.clear()
    assert ada.labels == ada.stored(1) == "b - - - - b"


def test_a_range_of_which_nothing_changes_is_painted_as_none(ada: AtWork) -> None:
    ada.at(2).session.start_range()
    ada.at(4)
    effect = ada.session.clear()
    assert ada.session.range_start is None
    assert effect.relabelled >= {1, 2, 3}


def test_a_count_typed_in_a_range_does_not_reach_beyond_it(ada: AtWork) -> None:
    ada.session.start_range()
    ada.at(2).session.digit("5")
    ada.session.label("claim")
    assert ada.labels == "c c - - - -"
    assert ada.session.count == ""


def test_the_range_key_again_leaves_the_range(ada: AtWork) -> None:
    ada.session.start_range()
    ada.at(3)
    assert ada.session.start_range().relabelled == {0, 1, 2}
    ada.session.label("claim")
    assert ada.labels == "- - c - - -"


def test_leaving_off_forgets_range_and_count(ada: AtWork) -> None:
    ada.session.start_range()
    ada.session.digit("7")
    ada.session.leave_range()
    assert (ada.session.range_start, ada.session.count) == (None, "")


def test_repeat_sets_the_last_label_with_its_secondary(ada: AtWork) -> None:
    ada.session.label("attribution")
    ada.session.secondary("claim")
    ada.session.repeat()
    assert ada.labels == ada.stored(1) == "ac ac - - - -"


def test_repeat_before_any_label_says_so(ada: AtWork, store: Store) -> None:
    assert "no label" in ada.session.repeat().message
    assert events_in(store) == []


def test_boilerplate_to_the_end_is_one_gesture_and_one_undo(ada: AtWork, store: Store) -> None:
    ada.at(2).session.label("claim")
    effect = ada.at(2).session.to_end("boilerplate")
    assert ada.labels == ada.stored(1) == "- b b b b b"
    assert "5 sentences" in effect.message
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "- c - - - -"


def test_boilerplate_to_the_end_keeps_flags_and_notes(ada: AtWork) -> None:
    ada.at(4).session.flag("check")
    ada.session.note("look it up")
    ada.at(1).session.to_end("boilerplate")
    assert ada.states[3] == LabelState("boilerplate", None, ("check",), "look it up")


def test_boilerplate_to_the_end_counts_only_what_it_changed(ada: AtWork) -> None:
    ada.session.to_end("boilerplate")
    message = ada.at(3).session.to_end("boilerplate").message
    assert "undoes" not in message
    assert "already" in message


def test_clear_keeps_flags_and_note(ada: AtWork, store: Store) -> None:
    ada.session.label("attribution", "claim")
    ada.at(1).session.flag("check")
    ada.session.note("who says?")
    ada.session.clear()
    assert ada.states[0] == LabelState(None, None, ("check",), "who says?")
    assert store.labels.states(1, annotator="ada")[1] == ada.states[0]
    assert ada.here == 1


def test_a_flag_goes_on_and_off_and_flags_are_sorted(ada: AtWork) -> None:
    for name in ("question", "check"):
        ada.session.flag(name)
    assert ada.flags(1) == ["check", "question"]
    assert "off" in ada.session.flag("check").message
    assert ada.flags(1) == ["question"]
    assert ada.session.state.label is None


def test_a_note_is_stored_trimmed_and_an_empty_one_takes_it_off(ada: AtWork, store: Store) -> None:
    ada.session.note("  what about [b]this[/b]?  ")
    assert store.labels.states(1, annotator="ada")[1].note == "what about [b]this[/b]?"
    ada.session.note("   ")
    assert store.labels.states(1, annotator="ada")[1] == LabelState()


def test_the_same_note_again_is_no_event(ada: AtWork, store: Store) -> None:
    ada.session.note("one")
    ada.session.note("one ")
    assert len(events_in(store)) == 1


def test_a_fresh_label_takes_the_flag_changed_off(store: Store, clock: Clock) -> None:
    number = article(store, 3)
    append(
        store,
        event(1, "claim", flags=("changed", "check"), origin="carried", at=clock() - 1),
        event(2, "claim", flags=("changed",), origin="carried", at=clock() - 1),
    )
    ada = AtWork(store, clock=clock)
    ada.session.open(number, position=1)
    ada.session.label("claim")
    assert ada.flags(1) == ["check"]
    ada.at(2).session.to_end("boilerplate")
    assert ada.flags(2) == []
    ada.session.undo()
    assert ada.flags(2) == ["changed"]


def test_the_time_a_sentence_was_looked_at_is_recorded(
    ada: AtWork, store: Store, clock: Clock
) -> None:
    clock.tick(4.1)
    ada.session.label("claim")
    clock.tick(2)
    ada.session.move(1)
    clock.tick(0.5)
    ada.session.label("claim")
    assert [written.ms for written in events_in(store)] == [4100, 500]


def test_a_flag_on_the_way_does_not_shorten_the_time_looked_at(
    ada: AtWork, store: Store, clock: Clock
) -> None:
    clock.tick(5)
    ada.session.flag("check")
    clock.tick(3)
    ada.session.label("claim")
    assert [written.ms for written in events_in(store)] == [5000, 8000]


def test_the_time_looked_at_is_capped_at_ten_minutes(
    ada: AtWork, store: Store, clock: Clock
) -> None:
    clock.tick(3600)
    ada.session.label("claim")
    clock.tick(-7200)
    ada.session.label("claim")
    assert [written.ms for written in events_in(store)] == [600_000, 0]


def test_only_the_sentence_that_was_current_has_a_time(ada: AtWork, store: Store) -> None:
    ada.at(2).session.start_range()
    ada.at(4).session.label("claim")
    assert [written.ms for written in events_in(store)] == [None, None, 0]
    ada.session.undo()
    assert {written.ms for written in events_in(store)[3:]} == {None}


def test_events_name_the_annotator_and_the_guideline(ada: AtWork, store: Store) -> None:
    ada.session.label("claim")
    (only,) = events_in(store)
    assert (only.annotator, only.guideline, only.origin) == ("ada", "1", "key")


def test_nothing_happens_without_an_article(store: Store, clock: Clock) -> None:
    session = AtWork(store, clock=clock).session
    acts: list[Callable[[], Effect]] = [
        lambda: session.label("claim"),
        lambda: session.secondary("claim"),
        lambda: session.to_end("boilerplate"),
        lambda: session.flag("check"),
        lambda: session.note("x"),
        lambda: session.move(1),
        *(session.repeat, session.clear, session.undo, session.redo, session.next_unlabelled),
        *(session.start_range, session.leave_range),
    ]
    for act in acts:
        assert not act().moved
    assert session.history() == ()
    assert session.sentence is None
    assert events_in(store) == []


def test_an_article_without_sentences_can_be_open(store: Store, clock: Clock) -> None:
    ada = AtWork(store, clock=clock)
    ada.session.open(article(store, 0))
    session = ada.session
    for effect in (
        session.label("claim"),
        session.clear(),
        session.move(1),
        session.secondary("claim"),
    ):
        assert not effect.moved
    assert ada.session.sentence is None
