"""The verdict: chosen, justified, given; nothing typed is lost."""

from dataclasses import replace

import pytest
from at_facts import FakeDesk, rows_of, seen
from at_verdict import (
    CONFIDENCE,
    FIRST_CITE,
    LEVEL,
    VERDICT,
    choose,
    claim_of_the_times,
    give,
    listed,
    mine,
    own,
    said_by,
    sat_down,
    to_content,
)
from at_work import CONFIG
from claiming import do, verdict

from annotations.claims import Verdict, VerdictName
from annotations.facts.claim import evidence_slot
from annotations.store import Store
from annotations.workflow import claiming
from tui.factdesk.verdict import VerdictView
from tui.factdesk.verdictform import MEANINGS, VERDICTS
from tui.look import Look
from tui.themes import PALETTES


@pytest.fixture
def claim(store: Store) -> str:
    return claim_of_the_times(store)


@pytest.fixture
def desk(store: Store, claim: str) -> FakeDesk:
    return sat_down(store, claim, "ada")


# The form.


def test_a_verdict_is_chosen_justified_and_given(desk: FakeDesk, claim: str) -> None:
    key = listed(desk.store, claim)
    desk.work.open(claim)
    choose(desk, "refuted").at(CONFIDENCE).press("verdict.next", "verdict.next", "verdict.next")
    desk.at(FIRST_CITE).press("verdict.next")
    desk.press("verdict.words").type(" It is wrong. ").press("verdict.give")
    assert own(desk) == Verdict(
        level="content",
        verdict="refuted",
        confidence=3,
        justification="It is wrong.",
        cites=(key,),
        blind=True,
    )
    assert desk.said == "given: refuted ●●● blind"
    assert not desk.warned


def test_without_a_justification_nothing_is_given_and_nothing_is_lost(desk: FakeDesk) -> None:
    choose(desk, "misleading").press("verdict.give")
    assert desk.said == "a verdict needs a justification"
    assert not desk.stored().verdicts
    assert "‹ misleading ›" in seen(desk.view)


def test_without_a_verdict_nothing_is_given(desk: FakeDesk) -> None:
    desk.press("verdict.words").type("It is wrong.").press("verdict.give")
    assert desk.said == "choose a verdict first"
    assert "It is wrong." in seen(desk.view)


def test_a_justification_that_is_too_long_stands_in_the_line(desk: FakeDesk) -> None:
    long = "x" * 20_001
    desk.press("verdict.words").type(long)
    assert "20,000 characters" in desk.said
    assert desk.asked == ("justification", long)


def test_what_was_begun_is_there_when_one_comes_back(desk: FakeDesk) -> None:
    choose(desk, "refuted").press("verdict.words").type("It is wrong.")
    desk.leave_view()
    desk.show_view(VerdictView(desk))
    assert "It is wrong." not in seen(desk.view)
    assert "It is wrong." in seen(to_content(desk).view)
    assert "not given yet" in seen(desk.view)


def test_each_level_has_a_form_of_its_own(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is wrong.")
    desk.at(LEVEL).press("verdict.next")
    give(desk, "supported", "They said it.")
    assert own(desk).verdict == "refuted"
    assert own(desk, "attribution").verdict == "supported"


def test_it_begins_with_the_level_that_lacks_ones_verdict(store: Store, claim: str) -> None:
    levels = []
    for _ in range(2):
        desk = FakeDesk(store)
        desk.work.open(claim)
        view = VerdictView(desk)
        levels.append(view.level)
        said_by(store, claim, "ada", "supported", level="attribution")
    assert levels == ["attribution", "content"]


@pytest.mark.parametrize("name", VERDICTS)
def test_the_meaning_of_the_value_under_the_cursor_is_said_first(
    desk: FakeDesk, name: VerdictName
) -> None:
    choose(desk, name)
    first = " ".join(seen(desk.view).split("\n")[-40:])
    told = " ".join(first.split())
    said = {other: told.index(MEANINGS["content"][other]) for other in VERDICTS}
    assert min(said, key=lambda other: said[other]) == name


def test_confidence_goes_as_far_as_it_goes(desk: FakeDesk) -> None:
    desk.at(CONFIDENCE).press("verdict.previous")
    assert "●○○ 1 of 3" in seen(desk.view)
    desk.press(*["verdict.next"] * 5)
    assert "●●● 3 of 3" in seen(desk.view)


def test_evidence_is_ticked_and_unticked(desk: FakeDesk, claim: str) -> None:
    listed(desk.store, claim)
    desk.work.open(claim)
    desk.at(FIRST_CITE).press("verdict.next")
    assert "[x]" in seen(desk.view)
    desk.press("verdict.previous")
    assert "[x]" not in seen(desk.view)


def test_the_independence_of_evidence_is_said_beside_it(desk: FakeDesk, claim: str) -> None:
    listed(desk.store, claim, stance="supports", root="NYT")
    listed(desk.store, claim, stance="supports", root="Reuters")
    desk.work.open(claim)
    desk.view.begin()
    told = rows_of(desk.view, 110)
    assert "✗ does not count: evidence and claim both rest on The New York Times" in told[3]
    assert "✓ independent: the evidence rests on Reuters" in told[4]


def test_evidence_that_was_taken_off_is_no_longer_cited(desk: FakeDesk, claim: str) -> None:
    key = listed(desk.store, claim)
    desk.work.open(claim)
    desk.at(FIRST_CITE).press("verdict.next")
    do(desk.store, (evidence_slot(claim, key), None))
    desk.work.open(claim)
    give(desk, "refuted", "It is wrong.")
    assert own(desk).cites == ()


# Warnings, which forbid nothing.


def test_supported_by_evidence_that_does_not_count_is_warned_of_and_given(
    desk: FakeDesk, claim: str
) -> None:
    listed(desk.store, claim, stance="supports", root="The New York Times")
    desk.work.open(claim)
    desk.view.begin()
    desk.at(FIRST_CITE).press("verdict.next")
    give(desk, "supported", "It says so.")
    assert "“supported” rests on no independent evidence" in desk.said
    assert desk.warned
    assert own(desk).verdict == "supported"


@pytest.mark.parametrize("stance", ["refutes", "context"])
def test_evidence_that_does_not_support_is_no_support(
    desk: FakeDesk, claim: str, stance: str
) -> None:
    listed(desk.store, claim, stance=stance, root="Reuters")
    desk.work.open(claim)
    desk.view.begin()
    desk.at(FIRST_CITE).press("verdict.next")
    assert "rests on no independent evidence" in seen(choose(desk, "supported").view)


def test_supported_by_independent_evidence_is_not_warned_of(desk: FakeDesk, claim: str) -> None:
    listed(desk.store, claim, stance="supports", root="Reuters")
    desk.work.open(claim)
    desk.view.begin()
    desk.at(FIRST_CITE).press("verdict.next")
    give(desk, "supported", "Reuters saw it.")
    assert not desk.warned


def test_supported_without_evidence_is_warned_of_where_it_is_about_the_truth(
    desk: FakeDesk,
) -> None:
    assert "cites no evidence" in seen(choose(desk, "supported").view)
    desk.at(LEVEL).press("verdict.next")
    assert "cites no evidence" not in seen(choose(desk, "supported").view)


def test_evidence_younger_than_the_claim_is_warned_of_once_it_is_cited(
    desk: FakeDesk, claim: str
) -> None:
    listed(desk.store, claim, stance="refutes", root="Reuters", published="2024")
    desk.work.open(claim)
    head = "1 of the evidence cited is younger than the claim"
    assert head not in seen(desk.view)
    desk.at(FIRST_CITE).press("verdict.next")
    assert head in seen(desk.view, 110)


# What was before.


def test_ones_own_verdict_fills_the_form_and_is_superseded(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is wrong.")
    first = mine(desk)[0].event_id
    desk.leave_view()
    desk.show_view(VerdictView(desk))
    to_content(desk)
    assert "‹ refuted ›" in seen(desk.view)
    give(desk, "misleading", "It lacks half.")
    assert own(desk).supersedes == first
    told = seen(desk.view)
    assert "stands" in told
    assert "superseded" in told
    assert told.index("stands") < told.index("superseded")


def test_giving_it_as_it_is_makes_no_event(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is wrong.")
    made = desk.work.made
    desk.press("verdict.give")
    assert desk.said == "this verdict stands already"
    assert desk.work.made == made


def test_a_verdict_that_was_undone_is_history(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is wrong.").press("undo")
    assert not desk.stored().verdicts
    assert "taken back" in seen(desk.view)
    assert "‹ – ›" in seen(desk.view)


def test_a_verdict_that_was_undone_and_redone_stands_once(desk: FakeDesk) -> None:
    give(desk, "refuted", "It is wrong.").press("undo", "redo")
    told = seen(desk.view)
    assert told.count("stands") == 1
    assert told.count("taken back") == 1
    assert "superseded" not in told


def test_a_level_has_meanings_of_its_own(desk: FakeDesk) -> None:
    desk.at(LEVEL).press("verdict.next").at(VERDICT)
    assert "the versions keep it" in " ".join(seen(desk.view).split())
    assert MEANINGS["content"]["supported"] not in seen(desk.view)


def test_the_history_under_the_cursor_says_why_in_full(desk: FakeDesk) -> None:
    why = "It is wrong. " + "No army was ever there, as all agree. " * 5
    give(desk, "refuted", why)
    rows = rows_of(desk.view)
    row = next(n for n, told in enumerate(rows) if "stands" in told)
    desk.at(row)
    assert why.split() == [
        word for line in desk.view.about(40) for word in "".join(t for t, _ in line).split()
    ]


# What is painted.


def test_it_can_be_read_without_colour_and_in_little_room(desk: FakeDesk, claim: str) -> None:
    listed(desk.store, claim, stance="refutes", root="Reuters", answer="word " * 40)
    desk.work.open(claim)
    give(desk, "refuted", "It is wrong. " * 20)
    desk.look = Look(PALETTES["dark"], CONFIG, no_color=True)
    for width in (10, 36, 76, 150):
        told = seen(desk.view, width, 20)
        assert "●○○" in told
        assert "[ ] −" in told


def test_what_acts_on_a_terminal_never_gets_there(store: Store, claim: str) -> None:
    hostile = "\x1b]0;x\x07 \u202e [@click=quit]"
    listed(store, claim, question=hostile, answer=hostile, root=hostile)
    said_by(store, claim, "ben", "supported", why=hostile)
    desk = give(sat_down(store, claim, "ada"), "refuted", hostile)
    told = "".join(seen(desk.at(row).view) for row in range(8))
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
    assert "[@click" in told


def test_a_justification_that_is_left_as_it_is_keeps_every_character(
    store: Store, claim: str
) -> None:
    said_by(store, claim, "ada", "supported", why="One.\n\nTwo.")
    desk = sat_down(store, claim, "ada")
    desk.press("verdict.words").type("One.  Two.").press("verdict.give")
    assert desk.said == "this verdict stands already"


def test_confidence_that_no_form_gives_is_shown_as_far_as_it_goes(store: Store, claim: str) -> None:
    found = store.facts.claim(claim)
    assert found is not None
    slot, value = claiming.new_verdict(found, verdict(), checker="ada")
    do(store, (slot, replace(value, confidence=99)))  # type: ignore[type-var]  # a verdict
    assert "●●● 3 of 3" in seen(sat_down(store, claim, "ada").view)
