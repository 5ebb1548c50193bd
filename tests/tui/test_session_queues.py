"""The queue that the key for the next sentence follows, without a screen: what waits, where to."""

import pytest
from at_ghosts import origins, report, suggestion, suggestions
from at_work import AtWork, Clock, article
from hypothesis import given
from hypothesis import strategies as st
from support import append, event

from annotations.model import LabelState, Sentence
from annotations.store import Store
from annotations.workflow.queueing import Filled, Queued, fill
from tui.following import NAMES, QUEUES, Following
from tui.onward import follow, onward, standing, told
from tui.page import Page


@pytest.fixture
def ada(store: Store, clock: Clock) -> AtWork:
    """Two articles, sentences 1 to 6 and 7 to 10; the first is open."""
    first = article(store, 6)
    article(store, 4, name="other.txt")
    ada = AtWork(store, clock=clock)
    ada.session.open(first)
    return ada


def looked(ada: AtWork) -> None:
    """What the screen has a thread do."""
    session, following = ada.session, ada.session.following
    assert following.looking
    assert following.found
    filled = fill(
        ada.store,
        following.found,
        annotator=session.annotator,
        config=session.config,
        start=following.start,
        behind=following.behind,
    )
    following.take(filled, session.page)


def found(*numbers: int, last: int | None = None) -> Filled:
    """Flagged sentences as a thread reports them."""
    return Filled(
        queue="flagged", sentences=tuple(Queued(number, "check") for number in numbers), last=last
    )


def at(ada: AtWork) -> int:
    """Number of the current sentence."""
    assert ada.session.sentence is not None
    return ada.session.sentence.number


def test_without_a_choice_it_goes_to_what_has_no_label(ada: AtWork) -> None:
    ada.at(2).session.label("claim")
    ada.at(1)
    assert onward(ada.session).moved
    assert at(ada) == 3


def test_a_queue_that_is_being_looked_for_moves_nothing(ada: AtWork) -> None:
    follow(ada.session, "flagged")
    effect = onward(ada.session)
    assert (effect.moved, effect.message) == (False, "flagged: still looking …")
    assert at(ada) == 1


def test_the_order_is_that_of_the_queue_and_it_goes_on_where_it_was_left(ada: AtWork) -> None:
    append(
        ada.store,
        event(9, flags=("changed",)),
        event(2, flags=("check",)),
        event(4, flags=("check",)),
    )
    ada.session.open(1, position=1)
    follow(ada.session, "flagged")
    looked(ada)
    assert onward(ada.session).opened
    assert at(ada) == 9
    onward(ada.session)
    assert at(ada) == 2
    ada.at(6)
    effect = onward(ada.session)
    assert at(ada) == 4
    assert effect.message == "flagged, 3 left: check"
    onward(ada.session)
    assert at(ada) == 9


def test_a_flag_taken_off_is_done_and_undo_brings_it_back(ada: AtWork) -> None:
    append(ada.store, event(2, flags=("check",)), event(4, flags=("check",)))
    ada.session.open(1, position=1)
    follow(ada.session, "flagged")
    looked(ada)
    onward(ada.session)
    ada.session.flag("check")
    onward(ada.session)
    assert (at(ada), ada.session.following.left) == (4, 1)
    ada.session.open(2)
    ada.session.undo()
    ada.session.following.settle(ada.session.page)
    assert ada.session.following.left == 2


def test_a_fresh_label_ends_the_doubt_about_changed_wording(ada: AtWork) -> None:
    append(ada.store, event(2, flags=("changed",)), event(4, flags=("changed", "check")))
    ada.session.open(1, position=1)
    follow(ada.session, "flagged")
    looked(ada)
    onward(ada.session)
    ada.session.label("claim")
    onward(ada.session)
    ada.session.label("claim")
    ada.session.following.settle(ada.session.page)
    assert ada.session.following.left == 1
    assert ada.flags(4) == ["check"]


def test_where_none_is_left_it_is_said_and_looked_again_for_flags(ada: AtWork) -> None:
    follow(ada.session, "flagged")
    looked(ada)
    effect = onward(ada.session)
    assert effect.message == "nothing is flagged"
    append(ada.store, event(8, flags=("changed",)))
    looked(ada)
    onward(ada.session)
    assert at(ada) == 8


def test_behind_the_last_one_it_is_looked_further(ada: AtWork) -> None:
    follow(ada.session, "flagged")
    append(ada.store, event(2, flags=("check",)), event(8, flags=("check",)))
    ada.session.open(1, position=1)
    ada.session.following.take(found(2, last=1), ada.session.page)
    assert "it is looked further" in told(ada.session, found(2, last=1))
    onward(ada.session)
    effect = onward(ada.session)
    assert (at(ada), effect.message) == (2, "flagged: looking further …")
    assert ada.session.following.looking
    ada.session.following.take(found(8), ada.session.page)
    onward(ada.session)
    assert at(ada) == 8


def test_a_count_goes_to_the_last_one_at_most(ada: AtWork) -> None:
    append(ada.store, *(event(number, flags=("check",)) for number in (2, 4, 5)))
    ada.session.open(1, position=1)
    follow(ada.session, "flagged")
    looked(ada)
    ada.session.digit("2")
    onward(ada.session)
    assert at(ada) == 4
    ada.session.digit("9")
    onward(ada.session)
    assert at(ada) == 5


def test_a_count_goes_over_articles_to_what_has_no_label(ada: AtWork) -> None:
    append(ada.store, event(3), event(7))
    ada.session.open(1, position=1)
    for count, number in (("2", 4), ("3", 8), ("3", 6), ("9999", 10)):
        for digit in count:
            ada.session.digit(digit)
        onward(ada.session)
        assert (at(ada), ada.session.count) == (number, "")
        if number == 8:
            ada.session.open(1, position=2)


def test_a_doubted_label_that_was_looked_at_is_passed(ada: AtWork) -> None:
    append(ada.store, event(2), event(4))
    ada.session.open(1, position=1)
    follow(ada.session, "disagreeing")
    doubted = tuple(Queued(number, "opinion 0.90, x", "claim") for number in (2, 4))
    filled = Filled(queue="disagreeing", sentences=doubted, looked=1, articles=3)
    ada.session.following.take(filled, ada.session.page)
    assert told(ada.session, filled) == "next: suggested otherwise, 2 left, in 1 of 3 articles"
    onward(ada.session)
    onward(ada.session)
    assert (at(ada), ada.session.following.left) == (4, 1)
    ada.session.label("opinion")
    effect = onward(ada.session)
    assert effect.message.startswith("no other label of yours is suggested otherwise")


def doubtful(ada: AtWork) -> None:
    """Ada has called the second and fourth sentence claims; opinion is suggested, and told."""
    append(ada.store, event(2), event(4))
    ada.session.open(1, position=1)
    report(ada, suggestions("c o c o c c"))
    follow(ada.session, "disagreeing")
    doubted = tuple(Queued(number, "opinion 0.90, x", "claim") for number in (2, 4))
    filled = Filled(queue="disagreeing", sentences=doubted, looked=1, articles=1)
    ada.session.following.take(filled, ada.session.page)


def test_what_is_suggested_otherwise_is_told_and_accepted_by_one_key(ada: AtWork) -> None:
    doubtful(ada)
    ada.at(2)
    assert ada.session.ghost == suggestion("o")
    ada.session.accept()
    assert ada.labels == "- o - c - -"
    assert origins(ada, 2) == ["suggestion", "key"]
    assert ada.session.following.left == 2
    ada.session.following.settle(ada.session.page)
    assert ada.session.following.left == 1


def test_a_doubt_is_hidden_by_its_key_and_never_accepted_with_others(ada: AtWork) -> None:
    doubtful(ada)
    ada.at(2).session.accept_all()
    ada.session.accept_all()
    assert ada.labels == "c c c c c c"
    ada.at(2).session.start_range()
    ada.at(4).session.accept()
    assert ada.labels == "c c c c c c"
    ada.session.leave_range()
    ada.session.dismiss()
    assert ada.session.ghost is None
    ada.session.accept()
    assert ada.labels == "c c c c c c"


def test_outside_of_its_queue_nothing_is_suggested_for_a_label(ada: AtWork) -> None:
    doubtful(ada)
    follow(ada.session, "unlabelled")
    assert ada.at(2).session.ghost is None
    ada.session.accept()
    assert ada.labels == "- c - c - -"


def test_the_queue_is_remembered_until_another_is_chosen(ada: AtWork) -> None:
    for name in QUEUES:
        follow(ada.session, name)
        ada.session.open(2)
        assert ada.session.following.name == name


def test_the_header_tells_the_queue_and_how_much_is_left() -> None:
    following = Following()
    assert standing(following, "n", sent_back=0) == ()
    following.choose("sent_back", start=1)
    assert standing(following, "n", sent_back=3)[:2] == (
        "n: sent back · 3 left",
        "n: sent back 3",
    )
    following.choose("flagged", start=1)
    assert standing(following, "n", sent_back=3)[0] == "n: flagged …"
    following.take(found(*range(1, 1201)), None)
    assert standing(following, "", sent_back=0)[0] == "flagged · 1,200 left"
    assert set(NAMES) == set(QUEUES)


SENTENCES = [Sentence(number, "0" * 32, number, number, number + 1, "x") for number in range(1, 9)]
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("flag"), st.integers(0, 7)),
        st.tuples(st.just("next"), st.integers(1, 3)),
        st.tuples(st.just("take"), st.sets(st.integers(1, 12), max_size=8)),
    ),
    max_size=25,
)


@given(ACTIONS)
def test_the_next_one_is_always_flagged_and_each_is_reached(
    actions: list[tuple[str, int | set[int]]],
) -> None:
    states = [LabelState() for _ in SENTENCES]
    page = Page.__new__(Page)
    page.sentences, page.states = SENTENCES, states
    page.__post_init__()
    following = Following()
    following.choose("flagged", start=1)
    here = None
    for action, value in actions:
        if action == "flag" and isinstance(value, int):
            states[value] = LabelState(flags=() if states[value].flags else ("check",))
            page.flagged = sum(bool(state.flags) for state in states)
        elif action == "take" and isinstance(value, set):
            following.take(found(*sorted(value)), page)
        following.settle(page)
        one = following.after(here, 1)
        if one is not None:
            index = page.index_of(one.number)
            assert index is None or states[index].flags
            here = one.number
            following.go(one)
    following.choose("flagged", start=1)
    following.take(found(), page)
    flagged = {index + 1 for index, state in enumerate(states) if state.flags}
    assert following.left == len(flagged)
    reached = set()
    here = None
    for _ in flagged:
        one = following.after(here, 1)
        assert one is not None
        here = one.number
        reached.add(here)
    assert reached == flagged
