"""What checkers see of each other: nothing until their own verdict stands, or they ask."""

import pytest
from at_facts import FakeDesk, seen
from at_verdict import LEVEL, claim_of_the_times, give, own, said_by, sat_down, to_content

from annotations.store import Store
from tui.factdesk.verdict import VerdictView


@pytest.fixture
def claim(store: Store) -> str:
    return claim_of_the_times(store)


@pytest.fixture
def desk(store: Store, claim: str) -> FakeDesk:
    return sat_down(store, claim, "ada")


def test_what_others_say_is_hidden_until_ones_own_verdict_stands(store: Store, claim: str) -> None:
    said_by(store, claim, "ben", "supported", why="Ben believes it.")
    desk = sat_down(store, claim, "ada")
    before = seen(desk.view)
    assert "Ben" not in before
    assert "another has given a verdict here, hidden" in before
    assert "supported ●" not in before
    give(desk, "refuted", "It is wrong.")
    assert own(desk).blind
    after = seen(desk.view)
    assert "checkers differ" in after
    assert "Ben believes it." in after


def test_those_who_ask_to_see_are_not_blind(store: Store, claim: str) -> None:
    said_by(store, claim, "ben", "supported", why="Ben believes it.")
    desk = sat_down(store, claim, "ada").press("verdict.others")
    assert "Ben believes it." in seen(desk.view)
    assert "what another says" in seen(desk.view)
    give(desk, "supported", "So do I.")
    assert not own(desk).blind
    assert "checkers agree" in seen(desk.view)


def test_who_has_seen_is_not_blind_after_coming_back(store: Store, claim: str) -> None:
    said_by(store, claim, "ben", "supported")
    desk = sat_down(store, claim, "ada").press("verdict.others")
    desk.leave_view()
    desk.work.close()
    desk.work.open(claim)
    desk.show_view(VerdictView(desk))
    give(to_content(desk), "refuted", "It is wrong.")
    assert not own(desk).blind


def test_seeing_one_level_leaves_the_other_blind(store: Store, claim: str) -> None:
    said_by(store, claim, "ben", "supported")
    said_by(store, claim, "ben", "supported", level="attribution")
    desk = sat_down(store, claim, "ada").press("verdict.others")
    give(desk.at(LEVEL).press("verdict.next"), "refuted", "They never said it.")
    assert own(desk, "attribution").blind


def test_whoever_changes_a_verdict_after_seeing_others_is_not_blind(
    store: Store, claim: str
) -> None:
    said_by(store, claim, "ben", "supported")
    desk = give(sat_down(store, claim, "ada"), "refuted", "It is wrong.")
    give(desk, "supported", "Ben is right.")
    assert not own(desk).blind


def test_a_verdict_undone_and_given_again_after_seeing_others_is_not_blind(
    store: Store, claim: str
) -> None:
    said_by(store, claim, "ben", "supported")
    give(sat_down(store, claim, "ada"), "refuted", "It is wrong.").press("undo")
    desk = give(sat_down(store, claim, "ada"), "supported", "Ben is right.")
    assert not own(desk).blind


def test_the_first_may_mend_a_verdict_and_stays_blind(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is worng.")
    give(desk, "refuted", "It is wrong.")
    assert own(desk).blind


def test_where_nobody_else_has_said_anything_there_is_nothing_to_see(desk: FakeDesk) -> None:
    desk.press("verdict.others")
    assert desk.said == "nobody else has given one"
    give(desk, "refuted", "It is wrong.")
    assert own(desk).blind


def test_checkers_stand_side_by_side_where_there_is_room(store: Store, claim: str) -> None:
    for who in ("ben", "cleo"):
        said_by(store, claim, who, "supported", why=f"{who} believes it.")
    desk = give(sat_down(store, claim, "ada"), "refuted", "It is wrong.")
    lines = seen(desk.view, 110).split("\n")
    assert any("you" in line and "ben" in line and "cleo" in line for line in lines)
    narrow = seen(desk.view, 40).split("\n")
    assert not any("ben" in line and "cleo" in line for line in narrow)
