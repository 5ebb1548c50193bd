"""Suggestions in a session: when they show, and what becomes of them."""

import pytest
from at_ghosts import origins, report, shown, suggestion, suggestions
from at_work import CONFIG, AtWork, Clock, article
from msgspec.structs import replace
from support import add_article, events_in

from annotations.errors import NotSaved
from annotations.model import LabelState
from annotations.store import Store


@pytest.fixture
def ghosts(ada: AtWork) -> AtWork:
    """Ada, with something suggested for all but the fifth of her six sentences."""
    report(ada, suggestions("c ac o b - b"))
    return ada


def shown_to(who: AtWork) -> str:
    return shown(who.session.ghosts)


# When they show


def test_ghosts_are_no_labels(ghosts: AtWork, store: Store) -> None:
    assert shown_to(ghosts) == "c ac o b - b"
    assert ghosts.labels == "- - - - - -"
    assert events_in(store) == []


def test_a_labelled_sentence_has_no_ghost(ada: AtWork) -> None:
    ada.session.label("opinion")
    report(ada, suggestions("c c c c c c"))
    assert shown_to(ada.at(6)) == "- c c c c c"


def test_a_ghost_comes_under_the_cursor_as_long_as_no_key_was_pressed(ada: AtWork) -> None:
    assert 0 in report(ada, suggestions("c c c c c c"))
    assert ada.session.ghost == suggestion("c")


def test_a_late_ghost_waits_until_the_cursor_has_left(ada: AtWork) -> None:
    ada.session.pressed("cursor.down")
    ada.session.move(1)
    assert 1 not in report(ada, suggestions("c c c c c c"))
    assert shown_to(ada) == "c - c c c c"
    assert ada.session.ghost is None
    ada.session.move(1)
    assert shown_to(ada) == "c c c c c c"


def test_a_late_ghost_does_not_come_for_a_key_that_moved_nothing(ada: AtWork) -> None:
    ada.session.pressed("")
    report(ada, suggestions("c c c c c c"))
    assert ada.session.ghost is None
    ada.session.pressed("note")
    ada.session.note("read twice")
    assert ada.session.ghost is None


def test_what_is_shown_is_not_changed_by_a_second_report(ghosts: AtWork) -> None:
    assert report(ghosts, suggestions("o o o o o o")) == frozenset()
    assert shown_to(ghosts) == "c ac o b - b"


def test_a_report_for_an_article_that_was_left_is_dropped(ada: AtWork, store: Store) -> None:
    before = ada.session.haunted.visit
    assert before is not None
    other = article(store, 6, name="other.txt")
    ada.session.open(other)
    ada.session.take_ghosts(before, suggestions("c c c c c c"))
    assert shown_to(ada) == "- - - - - -"
    ada.session.open(1)
    ada.session.take_ghosts(before, suggestions("c c c c c c"))
    assert shown_to(ada) == "- - - - - -"


def test_a_report_that_does_not_fit_the_article_is_dropped(ada: AtWork) -> None:
    report(ada, suggestions("c c c"))
    assert shown_to(ada) == "- - - - - -"


def test_what_is_at_hand_shows_at_once_unless_something_was_decided_since(
    ada: AtWork, store: Store
) -> None:
    other = article(store, 2, name="other.txt")
    ada.session.haunted.keep(other, suggestions("a a"), made=ada.session.made)
    ada.session.open(other)
    assert shown_to(ada) == "a a"
    ada.session.label("claim")
    ada.session.open(1)
    ada.session.open(other)
    assert shown_to(ada) == "- -"


def test_a_refused_label_leaves_the_ghosts_where_they_are(ghosts: AtWork) -> None:
    ghosts.held_up = True
    ghosts.session.label("claim")
    (gesture,) = ghosts.waiting
    ghosts.session.refused(gesture)
    assert shown_to(ghosts) == "c ac o b - b"
    assert ghosts.session.ghost == suggestion("ac")


def test_the_newer_version_of_an_article_brings_no_ghost_under_the_cursor(
    ghosts: AtWork, store: Store
) -> None:
    newer = add_article(store, ["One edited.", "Two edited."], replaces=1)
    ghosts.session.haunted.keep(newer, suggestions("c c"), made=ghosts.session.made)
    ghosts.session.open_newest(1)
    report(ghosts, suggestions("b b"))
    assert shown_to(ghosts) == "- b"


# Accepting one


def test_accepting_labels_both_and_goes_on(ghosts: AtWork, store: Store) -> None:
    ghosts.clock.tick(2.5)
    ghosts.at(2)
    ghosts.clock.tick(1.5)
    effect = ghosts.session.accept()
    assert ghosts.labels == ghosts.stored(1) == "- ac - - - -"
    assert ghosts.here == 3
    assert effect.relabelled == {1}
    (only,) = events_in(store)
    assert (only.origin, only.ms, only.state) == (
        "suggestion", 1500, LabelState("attribution", "claim"),
    )  # fmt: skip


def test_flags_and_note_stay_when_a_suggestion_is_accepted(ghosts: AtWork) -> None:
    ghosts.session.flag("question")
    ghosts.session.note("why")
    ghosts.session.accept()
    assert ghosts.states[0] == LabelState("claim", None, ("question",), "why")


def test_where_nothing_is_suggested_nothing_is_accepted(ghosts: AtWork, store: Store) -> None:
    ghosts.at(5)
    assert "nothing is suggested" in ghosts.session.accept().message
    ghosts.session.label("claim")
    ghosts.at(5)
    ghosts.session.accept()
    assert [event.origin for event in events_in(store)] == ["key"]


def test_who_asks_too_soon_is_told_so(ada: AtWork) -> None:
    for press in (ada.session.accept, ada.session.accept_all, ada.session.dismiss):
        assert press().message == "what is suggested is still being worked out"
    report(ada, [None] * 6)
    assert ada.session.accept().message == "nothing is suggested here"


@pytest.mark.parametrize("off", [{"blind_second_pass": True}, {"agents": ()}])
def test_where_nothing_ever_is_suggested_it_is_said_why(
    store: Store, clock: Clock, off: dict[str, object]
) -> None:
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, **off))
    ada = AtWork(store, clock=clock, config=config)
    ada.session.open(article(store, 2))
    why = "second opinion" if "agents" not in off else "no agent is configured"
    for press in (
        ada.session.accept, ada.session.accept_all, ada.session.accept_region, ada.session.dismiss,
    ):  # fmt: skip
        assert why in press().message


def test_another_label_overrides_a_ghost_as_ever(ghosts: AtWork, store: Store) -> None:
    ghosts.session.label("opinion")
    assert ghosts.labels == "o - - - - -"
    assert [event.origin for event in events_in(store)] == ["key"]
    assert shown_to(ghosts) == "- ac o b - b"


def test_undo_takes_an_accepted_label_off_and_the_ghost_is_back(ghosts: AtWork) -> None:
    ghosts.session.accept()
    ghosts.session.undo()
    assert ghosts.stored(1) == "- - - - - -"
    assert ghosts.session.ghost == suggestion("c")
    ghosts.session.redo()
    assert ghosts.stored(1) == "c - - - - -"
    assert origins(ghosts, 1) == ["redo", "undo", "suggestion"]


def test_an_accepted_label_can_be_undone_after_a_restart(ghosts: AtWork) -> None:
    ghosts.session.accept()
    again = ghosts.restarted()
    again.session.undo()
    assert again.stored(1) == "- - - - - -"


def test_what_was_accepted_can_be_repeated_and_be_given_a_secondary(ghosts: AtWork) -> None:
    ghosts.session.accept()
    ghosts.session.secondary("opinion")
    ghosts.at(5).session.repeat()
    assert ghosts.labels == "co - - - co -"


def test_a_range_and_a_count_accept_what_is_suggested_in_them_by_one_gesture(
    ghosts: AtWork, store: Store
) -> None:
    ghosts.session.start_range()
    ghosts.session.move(1)
    ghosts.session.accept()
    assert ghosts.labels == "c ac - - - -"
    assert ghosts.session.range_start is None
    ghosts.session.digit("4")
    ghosts.session.accept()
    assert ghosts.labels == "c ac o b - b"
    assert len({event.gesture for event in events_in(store)}) == 2


# All of an article


def test_all_are_accepted_when_asked_twice(ghosts: AtWork, store: Store) -> None:
    asked = ghosts.session.accept_all()
    assert "1 claim, 1 attribution, 1 opinion, 2 boilerplate from .80 up" in asked.message
    assert events_in(store) == []
    ghosts.session.accept_all()
    assert ghosts.labels == ghosts.stored(1) == "c ac o b - b"
    assert {event.origin for event in events_in(store)} == {"suggestion"}
    ghosts.session.undo()
    assert ghosts.stored(1) == "- - - - - -"


def test_undo_of_all_goes_back_to_where_they_were_accepted(ghosts: AtWork) -> None:
    ghosts.at(5).session.accept_all()
    ghosts.session.accept_all()
    ghosts.at(6).session.undo()
    assert ghosts.labels == "- - - - - -"
    assert ghosts.here == 5
    ghosts.session.redo()
    assert ghosts.labels == "c ac o b - b"


def test_what_is_not_sure_enough_stays(ada: AtWork) -> None:
    report(ada, [*suggestions("c c", score=0.8), *suggestions("o o o o", score=0.79)])
    assert "4 below stay" in ada.session.accept_all().message
    ada.session.accept_all()
    assert ada.labels == "c c - - - -"
    assert shown_to(ada) == "- - o o o o"
    assert "nothing is suggested from .80 up" in ada.session.accept_all().message


def test_the_threshold_is_configured(store: Store, clock: Clock) -> None:
    article(store, 2)
    ada = AtWork(
        store, clock=clock, config=replace(CONFIG, suggest=replace(CONFIG.suggest, accept=50))
    )
    ada.session.open(1)
    report(ada, suggestions("c o", score=0.5))
    ada.session.accept_all()
    ada.session.accept_all()
    assert ada.labels == "c o"


@pytest.mark.parametrize("between", ["key", "move", "label", "opened"])
def test_anything_in_between_asks_anew(ghosts: AtWork, store: Store, between: str) -> None:
    ghosts.session.accept_all()
    if between == "key":
        ghosts.session.pressed("help")
    elif between == "move":
        ghosts.session.move(1)
    elif between == "label":
        ghosts.session.label("claim")
    else:
        ghosts.session.open(1)
        report(ghosts, suggestions("c ac o b - b"))
    before = len(events_in(store))
    assert "once more accepts" in ghosts.session.accept_all().message
    assert len(events_in(store)) == before


def test_what_waits_for_the_cursor_to_leave_is_not_accepted_with_the_others(ada: AtWork) -> None:
    ada.session.pressed("help")
    report(ada, suggestions("c c c c c c"))
    for _ in range(2):
        ada.session.pressed("suggestion.all")
        ada.session.accept_all()
    assert ada.labels == "- c c c c c"


# Regions


def test_a_region_is_tagged_by_one_gesture(ada: AtWork, store: Store) -> None:
    report(ada, suggestions("b c b b b -"))
    ada.at(4)
    assert ada.session.in_region() == 3
    ada.session.accept_region()
    assert ada.stored(1) == "- - b b b -"
    assert len({event.gesture for event in events_in(store)}) == 1
    assert {event.origin for event in events_in(store)} == {"suggestion"}
    assert ada.here == 6
    ada.session.undo()
    assert ada.stored(1) == "- - - - - -"


def test_a_region_goes_on_behind_what_is_boilerplate_already(ada: AtWork) -> None:
    report(ada, suggestions("b b b c b b"))
    ada.at(2).session.label("boilerplate")
    ada.at(1).session.accept_region()
    assert ada.labels == "b b b - - -"
    assert origins(ada, 2) == ["key"]


def test_outside_of_a_region_nothing_is_tagged(ghosts: AtWork, store: Store) -> None:
    assert "no boilerplate is suggested here" in ghosts.session.accept_region().message
    ghosts.session.accept()
    ghosts.at(1)
    assert ghosts.session.in_region() == 0
    assert len(events_in(store)) == 1


# Dismissing


def test_a_dismissed_ghost_is_gone_for_the_session(ghosts: AtWork, store: Store) -> None:
    effect = ghosts.session.dismiss()
    assert effect.relabelled == {0}
    assert shown_to(ghosts) == "- ac o b - b"
    ghosts.session.open(1)
    report(ghosts, suggestions("c ac o b - b"))
    assert shown_to(ghosts) == "- ac o b - b"
    assert events_in(store) == []
    again = ghosts.restarted()
    report(again, suggestions("c ac o b - b"))
    assert shown_to(again) == "c ac o b - b"


def test_nothing_to_dismiss_is_said(ghosts: AtWork) -> None:
    assert "nothing is suggested" in ghosts.at(5).session.dismiss().message


# Haste


def accepted(who: AtWork, seconds: float, n: int) -> list[str]:
    """Accept so many in a long article, each looked at for so long; what was said."""
    told = []
    for _ in range(n):
        who.clock.tick(seconds)
        told.append(who.session.accept().message)
    return told


@pytest.fixture
def long(store: Store, clock: Clock) -> AtWork:
    ada = AtWork(store, clock=clock)
    ada.session.open(article(store, 200))
    report(ada, suggestions(" ".join("c" * 200)))
    return ada


def test_who_accepts_twenty_without_reading_is_told_once_in_ten_minutes(long: AtWork) -> None:
    told = accepted(long, 0.4, 60)
    assert [n for n, said in enumerate(told, 1) if said] == [20]
    assert "20 of the last 20 suggestions accepted" in told[19]
    long.clock.tick(601)
    assert any(accepted(long, 0.4, 20))


def test_who_takes_a_second_is_told_nothing(long: AtWork) -> None:
    assert not any(accepted(long, 1.0, 40))


def test_who_overrides_two_of_twenty_is_told_nothing(long: AtWork) -> None:
    for _ in range(4):
        assert not any(accepted(long, 0.4, 9))
        long.clock.tick(0.4)
        long.session.label("opinion")


def test_a_range_accepted_says_nothing_about_haste(long: AtWork) -> None:
    long.session.digit("9")
    long.session.digit("0")
    assert not long.session.accept().message
    assert not any(accepted(long, 0.4, 19))


def test_when_there_is_no_writer_nothing_is_accepted(ghosts: AtWork) -> None:
    def fails(*_: object) -> None:
        raise NotSaved("the program is being left")

    ghosts.session._submit = fails
    with pytest.raises(NotSaved):
        ghosts.session.accept()
    assert ghosts.labels == "- - - - - -"
    assert shown_to(ghosts) == "c ac o b - b"
