from dataclasses import replace
from datetime import UTC, timedelta, timezone, tzinfo
from typing import Any

import pytest
from at_work import CONFIG, NINE_O_CLOCK

from annotations import resources
from annotations.guideline import Guideline, parse
from annotations.model import NOTHING_SAID, LabelState, Origin, Past, Suggestion
from tui.look import Look
from tui.paneltext import About, Line, Offer, folded, guide, label_parts, own
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
GUIDELINE = parse(resources.guideline_file().read_text(encoding="utf-8"))
MINUTE = 60_000_000


def text(lines: list[Line] | tuple[Line, ...]) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lines)


def past(label: str | None, *, minute: int = 0, origin: Origin = "key", **said: object) -> Past:
    return Past(NINE_O_CLOCK + minute * MINUTE, LabelState(label, **said), origin)  # type: ignore[arg-type]


def about(state: LabelState = NOTHING_SAID, *history: Past) -> About:
    return About(position=12, of=53, state=state, history=history)


def full(
    shown: About, *, look: Look, guideline: Guideline, width: int, zone: tzinfo | None = None
) -> list[Line]:
    """The pane from top to bottom."""
    return [
        *own(shown, look=look, width=width, zone=zone),
        *guide(shown.state.label, look=look, guideline=guideline, width=width),
    ]


def pane(shown: About, *, width: int = 29, guideline: Guideline = GUIDELINE) -> str:
    return text(full(shown, look=LOOK, guideline=guideline, width=width, zone=UTC))


def test_an_unlabelled_sentence_brings_the_questions_to_ask() -> None:
    shown = pane(about(), width=60)
    assert "Sentence 12 of 53" in shown
    assert "no label" in shown
    assert "Ask in this order" in shown
    assert " 1 Outside the article's running text" in shown


def test_a_label_brings_what_the_guideline_says_of_it() -> None:
    shown = pane(about(LabelState("attribution", "claim")), width=60)
    assert "❝ attribution + claim" in shown
    assert "at least half of the sentence's words" in shown
    assert "T2" in shown


def test_without_a_guideline_the_label_set_speaks() -> None:
    shown = pane(about(LabelState("claim")), width=80, guideline=Guideline())
    assert "asserts something that could be true or false" in shown


def test_flags_and_note_are_shown() -> None:
    shown = pane(about(LabelState(None, None, ("check", "merged"), "who says [b]this[/b]?")))
    assert "Flags  check, merged" in shown
    assert "Note   who says" in shown
    assert "[b]this" in shown


def test_a_label_that_is_no_longer_configured_is_shown_and_said_to_be() -> None:
    shown = pane(about(LabelState("rumour", "hearsay")), width=60)
    assert "? rumour (removed) + hearsay" in shown


def test_the_history_is_told_in_the_time_zone_given() -> None:
    history = (past("claim", minute=14), past("opinion", minute=0))
    there = timezone(timedelta(hours=5, minutes=30))
    assert "22 Dec 09:14 ■ c" in pane(about(LabelState("claim"), *history))
    shown = text(full(about(LabelState(), *history), look=LOOK, guideline=GUIDELINE, width=40,
                      zone=there))  # fmt: skip
    assert "22 Dec 14:44  ■ c" in shown


def test_the_history_says_how_a_label_came_about() -> None:
    shown = pane(
        about(
            LabelState(),
            past("attribution", secondary="claim", origin="undo"),
            past(None),
            past("opinion", origin="carried", flags=("changed",)),
        ),
        width=50,
    )
    assert "❝ a+c  undo" in shown
    assert "cleared" in shown
    assert "◆ o  carried, changed" in shown


@pytest.mark.parametrize("width", [29, 40])
@pytest.mark.parametrize(
    ("origin", "word"),
    [("undo", "undo"), ("redo", "redo"), ("suggestion", "accepted"), ("carried", "carried")],
)
def test_how_a_label_came_about_is_told_in_every_pane(
    width: int, origin: Origin, word: str
) -> None:
    history = past("attribution", secondary="claim", origin=origin), past("claim", origin="key")
    shown = pane(about(LabelState(), *history), width=width).split("\n")
    assert [line.split()[2:] for line in shown if "22 Dec" in line] == [
        ["09:00", "❝", "a+c", word], ["09:00", "■", "c"],
    ]  # fmt: skip
    taken_back = past(None, origin="undo"), past("claim", origin="suggestion")
    assert "cleared undo" in " ".join(pane(about(LabelState(), *taken_back), width=width).split())


def test_only_a_label_that_was_there_is_called_cleared() -> None:
    never = pane(about(LabelState(flags=("check",)), past(None, flags=("check",))), width=50)
    assert "cleared" not in never
    assert "–  check" in never


def test_only_the_newest_events_are_listed() -> None:
    history = [past("claim", minute=minute) for minute in range(20, 0, -1)]
    shown = pane(about(LabelState("claim"), *history))
    assert shown.count("■ c\n") == 8
    assert "09:20" in shown
    assert "09:12" not in shown


@pytest.mark.parametrize("width", [29, 50, 100])
def test_nothing_is_wider_than_the_pane(width: int) -> None:
    state = LabelState("attribution", "claim", ("check", "question", "truncated"), "乌克兰 " * 40)
    history = [past("attribution", secondary="claim", origin="suggestion", note="n")] * 9
    lines = full(about(state, *history), look=LOOK, guideline=GUIDELINE, width=width)
    assert max(sum(cells(part) for part, _ in line) for line in lines) <= width


def test_hostile_notes_and_names_are_harmless() -> None:
    state = LabelState("x\x1b[2J", "y\x9b", (), "a\x1b]52;c;Zm9v\x07b\u202e")
    for lines in (full(about(state), look=LOOK, guideline=GUIDELINE, width=60),
                  folded(about(state), look=LOOK)):  # fmt: skip
        for character in ("\x1b", "\x9b", "\x07", "\u202e"):
            assert character not in text(lines)


def test_folded_it_is_two_lines_with_label_flags_note_and_definition() -> None:
    state = LabelState("claim", "opinion", ("check",), "look it up")
    first, second = text(folded(about(state), look=LOOK)).split("\n")
    assert "12/53" in first
    assert "■ claim + opinion" in first
    assert "flags: check" in first
    assert "note: look it up" in first
    assert "asserts something" in second


def test_folded_an_unlabelled_sentence_says_what_can_be_done() -> None:
    first, second = text(folded(about(), look=LOOK)).split("\n")
    assert "no label" in first
    assert second.strip() == ""


def test_a_secondary_no_longer_configured_is_shown() -> None:
    assert "rumour" in "".join(part for part, _ in label_parts(LabelState("claim", "rumour"), LOOK))


def offered(reason: str = "no cue", **said: Any) -> About:
    suggestion = Suggestion("attribution", "opinion", 0.9, reason, "rules/1")
    offer = Offer(suggestion, "enter", "d", "Z", said.pop("lines", 0))
    return About(position=12, of=53, state=NOTHING_SAID, history=(), offer=offer, **said)


def test_a_suggestion_is_told_with_score_reason_and_keys() -> None:
    lines = [line.strip() for line in pane(offered("“said”: a spokesman")).split("\n")]
    at = lines.index("Suggested  .90")
    assert lines[at + 1 : at + 5] == [
        "❞ attribution + opinion", "“said”: a spokesman", "", "enter accepts · d hides",
    ]  # fmt: skip


def test_nothing_below_a_suggestion_jumps_where_there_is_none() -> None:
    without = replace(offered(), offer=None, suggests=True)
    lines = own(without, look=LOOK, width=29)
    assert "Suggested  –" in text(lines)
    assert len(lines) == len(own(offered(), look=LOOK, width=29))


def test_where_nothing_is_suggested_in_an_article_no_room_is_kept_for_it() -> None:
    assert "Suggested" not in pane(about())


def test_in_a_region_its_key_is_told() -> None:
    assert "enter accepts · Z all 14" in pane(offered(lines=14))


def test_a_key_that_was_taken_off_is_not_told() -> None:
    suggestion = Suggestion("claim", None, 1.0, "", "rules/1")
    assert Offer(suggestion).keys == ""
    assert Offer(suggestion, accept="w").keys == "w accepts"


@pytest.mark.parametrize("reason", ["", "own voice", "on and on " * 40, "x" * 500, "\x1b[2J\n\n"])
@pytest.mark.parametrize("width", [27, 29, 40])
def test_no_reason_takes_more_room_than_another(reason: str, width: int) -> None:
    lines = own(offered(reason), look=LOOK, width=width)
    assert len(lines) == len(own(offered(), look=LOOK, width=width))
    assert max(cells(text((line,))) for line in lines) <= width
    assert "\x1b" not in text(lines)


def test_in_two_lines_flags_never_crop_the_keys() -> None:
    about = replace(offered(), state=LabelState(flags=("question",), note="who says?"))
    first, _ = text(folded(about, look=LOOK)).split("\n")
    assert first.index("d hides") < min(80, first.index("flags: question"))


def test_two_lines_tell_a_suggestion_too() -> None:
    first, second = text(folded(offered("“said”"), look=LOOK)).split("\n")
    assert first == " 12/53  suggested ❞ attribution + opinion .90  enter accepts · d hides"
    assert second == " “said”"
