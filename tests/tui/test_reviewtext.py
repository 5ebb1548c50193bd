"""What the review tells beside the article: opinions, the decision, precedents, the guideline."""

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from reviewing import ruling

from annotations import resources
from annotations.config import load
from annotations.guideline import Guideline, parse
from annotations.model import NO_RULING, LabelState
from annotations.store import Given, Opinion
from tui import reviewtext
from tui.bench import Tally
from tui.look import Look
from tui.paneltext import Line
from tui.reviewtext import Case
from tui.themes import PALETTES
from tui.wrapping import cells

CONFIG = load(resources.shipped_config(), environ={}).config
LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
GUIDELINE: Guideline = parse(
    (resources.shipped_config().parent / "docs" / "guideline.md").read_text(encoding="utf-8")
)
ADA = Opinion("ada", LabelState("claim"), 1, 4100, "key")
BEN = Opinion("ben", LabelState("opinion", "claim", ("question",), "speculation"), 2, 1200, "key")
CASE = Case(
    text="It is unclear whether Ukraine's leaders would accept such a deal.",
    opinions=(ADA, BEN),
    names=("ada", "ben"),
    keys=("y", "Y"),
    own=NO_RULING,
    given=None,
    waiting=False,
    precedents={},
)


def told(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def case(**changes: Any) -> Case:
    return replace(CASE, **changes)


def test_opinions_stand_side_by_side_with_key_label_time_flags_and_note() -> None:
    assert told(reviewtext.opinions(CASE, look=LOOK, width=40)) == [
        " ada y ■ claim                    4.1 s",
        " ben Y ◆ opinion + claim          1.2 s",
        "   ⚑ question",
        "   “speculation”",
    ]


def test_one_who_only_left_a_note_has_no_key() -> None:
    noted = Opinion("zoe", LabelState(note="see below"), 3, None, "key")
    lines = told(
        reviewtext.opinions(case(opinions=(noted, ADA), names=("zoe", "ada")), look=LOOK, width=40)
    )
    assert lines[0] == " zoe   no label"
    assert lines[2].startswith(" ada y ■ claim")


def test_a_sentence_nobody_labelled_says_so() -> None:
    lines = reviewtext.opinions(case(opinions=(), names=()), look=LOOK, width=40)
    assert told(lines) == [" nobody has labelled this sentence"]


def test_the_decision_names_who_made_it_and_why() -> None:
    given = Given("rosa", ruling("claim", reason="slip", note="see T6", question=True), 1_000_000)
    assert told(reviewtext.decision(case(given=given), look=LOOK, width=50, zone=UTC)) == [
        " Decided  ■ claim",
        " by rosa, 01 Jan 00:00",
        " reason: slip · guideline question",
        " “see T6”",
    ]


def test_what_was_accepted_in_bulk_says_so() -> None:
    given = Given("rosa", replace(ruling("claim"), basis="majority"), 1_000_000)
    lines = told(reviewtext.decision(case(given=given), look=LOOK, width=50, zone=UTC))
    assert lines[1] == " by rosa, 01 Jan 00:00, accepted: majority"


def test_without_a_decision_the_reviewers_own_remarks_are_shown() -> None:
    own = ruling(None, reason="gap", note="ask", sent_to=("ada", "ben"))
    assert told(reviewtext.decision(case(own=own, waiting=True), look=LOOK, width=50)) == [
        " Not decided yet",
        " reason: gap",
        " “ask”",
        " Sent back to ada, ben: waiting",
    ]
    lines = told(reviewtext.decision(case(own=own), look=LOOK, width=50))
    assert lines[-1] == " Sent back to ada, ben: looked at again"


def test_none_of_the_labels_is_said_in_words() -> None:
    given = Given("rosa", ruling(None, decision="none"), 1_000_000)
    lines = told(reviewtext.decision(case(given=given), look=LOOK, width=50, zone=UTC))
    assert lines[0] == " Decided  none of these labels"


def test_precedents_say_how_this_pair_was_decided_before() -> None:
    precedents = {
        (("claim", "opinion"), "claim"): 5,
        (("claim", "opinion"), "opinion"): 1,
        (("attribution", "claim"), "claim"): 7,
        (("claim", "opinion"), "boilerplate"): 0,
    }
    lines = told(reviewtext.before(case(precedents=precedents), look=LOOK, width=60))
    assert lines == [" claim × opinion so far: 5 of 6 claim, 1 of 6 opinion"]


def test_where_all_agree_there_is_no_precedent() -> None:
    same = case(opinions=(ADA, ADA), names=("ada", "eve"), precedents={(("claim",), "claim"): 3})
    assert reviewtext.before(same, look=LOOK, width=60) == []


def definitions(about: Case, *, width: int = 44, everything: bool = False) -> list[Line]:
    """The definitions of all labels that are defined for a sentence."""
    labels = reviewtext.defined(about, guideline=GUIDELINE, everything=everything)
    return [
        line
        for label in labels
        for line in reviewtext.definition(label, look=LOOK, guideline=GUIDELINE, width=width)
    ]


def test_the_tie_break_that_quotes_the_sentence_comes_first_then_the_definitions() -> None:
    ties = reviewtext.ties(CASE, look=LOOK, guideline=GUIDELINE, width=44)
    lines = told([*ties, *definitions(CASE)])
    starts = [line.strip() for line in lines]
    assert starts[1].startswith("T6 Unclear or unlikely.")
    assert "claim" in starts
    assert "opinion" in starts
    assert starts.index("opinion") < starts.index("claim")  # as the guideline has them
    assert any("checkable in the article's own" in line for line in starts)


@pytest.mark.parametrize("width", [20, 37, 80])
def test_no_line_is_wider_than_the_pane(width: int) -> None:
    given = Given("r" * 60, ruling("claim", reason="slip", note="n" * 90, sent_to=("b" * 70,)), 1)
    full = case(
        own=given.ruling,
        given=given,
        names=("ada" * 20, "ben\x1b[31m"),
        precedents={(("claim", "opinion"), "claim"): 5},
    )
    for lines in (
        reviewtext.decision(full, look=LOOK, width=width),
        reviewtext.before(full, look=LOOK, width=width),
        reviewtext.ties(full, look=LOOK, guideline=GUIDELINE, width=width),
        definitions(full, width=width),
    ):
        assert all(cells(line) <= width for line in told(lines))
    everything = told(reviewtext.opinions(full, look=LOOK, width=width))
    assert not any("\x1b" in line for line in everything)


def test_the_header_says_what_is_reviewed_and_how_far() -> None:
    left, done = reviewtext.header("rosa", "ada × ben", Tally(7, 1900), hidden=True, look=LOOK)
    assert told([left, done]) == [" review  rosa  ada × ben  names hidden", "7/1,900 decided"]
    full = reviewtext.centred(done, "α .81", look=LOOK, width=30)
    assert told([full]) == ["   7/1,900 decided · α .81"]
    assert told([reviewtext.centred(done, "α .81", look=LOOK, width=20)]) == ["  7/1,900 decided"]


def test_in_an_audit_the_definitions_are_the_same_for_every_sentence() -> None:
    one = case(opinions=(ADA,), names=("ada",))
    found = {
        tuple(told(definitions(each, everything=True)))
        for each in (one, CASE, case(text="Another sentence."))
    }
    assert len(found) == 1
    (lines,) = found
    assert {"boilerplate", "attribution"} <= {line.strip() for line in lines}
