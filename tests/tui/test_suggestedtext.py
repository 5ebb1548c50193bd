from dataclasses import replace

import pytest
from at_work import CONFIG
from hypothesis import given
from hypothesis import strategies as st

from annotations.store import Share
from annotations.store.origins import Accepted
from annotations.suggesters.learned import Figures
from tui.look import Look
from tui.suggestedtext import Suggesting, suggesting_lines
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
OWN = Share(200, 0, {"claim": 120, "attribution": 80})
BETTER = Figures(
    labels=200, articles=8, measured=190, accuracy=0.8449, macro_f1=0.75,
    rules_accuracy=0.8, rules_macro_f1=0.7, better=True, why="better than the rules",
)  # fmt: skip


def told(
    accepted: Accepted = Accepted({"claim": 40, "attribution": 6}, 3),  # noqa: B008 - never changed
    learned: Figures | None = BETTER,
    *,
    off: str = "",
    width: int = 120,
) -> str:
    lines = suggesting_lines(Suggesting(accepted, learned, off), OWN, LOOK, width)
    return "\n".join("".join(part for part, _ in line) for line in lines)


def test_while_a_model_is_fitted_what_was_accepted_is_told() -> None:
    shown = told(learned=None)
    assert "accepted    46 of your 200 labels" in shown
    assert "learned     fitting …" in shown


def test_until_it_is_known_there_are_dots() -> None:
    assert [line[0][0] for line in suggesting_lines(None, OWN, LOOK, 80)] == [" …"]


def test_accepted_suggestions_are_told_by_label_with_what_was_changed_since() -> None:
    assert (
        "accepted    46 of your 200 labels (23 %): claim 40/120, attribution 6/80; "
        "3 more accepted, and changed since" in told()
    )
    assert "none of your 200 labels" in told(Accepted({}, 0))
    assert "0 of your 200 labels (0 %); 2 more accepted" in told(Accepted({}, 2))


@pytest.mark.parametrize(
    ("n", "share"), [(1, "under 1 %"), (0, "0 %"), (200, "100 %"), (199, "over 99 %"), (3, "2 %")]
)
def test_a_share_is_never_told_as_more_or_less_than_it_is(n: int, share: str) -> None:
    assert f"({share})" in told(Accepted({"claim": n}, 1))


def test_the_learned_agent_stands_beside_the_rules() -> None:
    shown = told()
    assert "learned     right .84, macro-F1 .75, measured on 190 of 200 labels of yours" in shown
    assert "that it had not seen" in shown
    assert "rules       right .80, macro-F1 .70, on the same ones" in shown
    assert "learned is shown: better than the rules" in shown


def test_what_the_rules_say_nothing_of_is_told_apart() -> None:
    some = replace(BETTER, silent=40, alone=0.456)
    assert "measured on 150 of 200 labels of yours that it had not seen" in told(learned=some)
    assert "the rules say nothing of 40 more: there, learned is right in .45" in told(learned=some)
    assert "right in .45, and not shown" in told(learned=some)
    assert "not shown" not in told(learned=replace(some, alone=0.5))
    few = replace(BETTER, silent=7, alone=1.0)
    assert "right in 1.00, too few to show it there" in told(learned=few)


def test_where_the_rules_say_nothing_at_all_that_is_told() -> None:
    alone = Figures(
        labels=200, articles=8, measured=190, silent=190, alone=0.9, better=True, why="right enough"
    )
    shown = told(learned=alone, width=160)
    assert (
        "rules       say nothing of the 190 measured of 200 labels of yours that learned "
        "had not seen: there, it is right in .90" in shown
    )
    assert "learned is shown: right enough" in shown


@pytest.mark.parametrize("score", [0.995, 0.9999])
def test_nearly_all_is_not_all(score: float) -> None:
    assert "right .99," in told(learned=Figures(labels=9, articles=2, accuracy=score, macro_f1=1.0))
    assert "macro-F1 1.00" in told(learned=Figures(labels=9, articles=2, accuracy=0.29, macro_f1=1))


def test_why_nothing_is_learned_or_shown_is_told() -> None:
    assert "learned     not shown: 40 labels, and 100 are needed" in told(
        learned=Figures(labels=40, articles=2, why="40 labels, and 100 are needed")
    )
    worse = Figures(
        labels=200, articles=8, accuracy=0.7, macro_f1=0.6, rules_accuracy=0.8, rules_macro_f1=0.7,
        why="no better than the rules",
    )  # fmt: skip
    assert "learned is not shown: no better than the rules" in told(learned=worse)


def test_where_nothing_is_suggested_it_is_said_why() -> None:
    shown = told(learned=None, off="these labels are a second opinion, so nothing is suggested")
    assert "off         these labels are a second opinion" in shown
    assert "rules" not in shown


@given(st.integers(30, 200), st.text(max_size=30))
def test_every_line_fits_and_hostile_labels_are_harmless(width: int, label: str) -> None:
    shown = told(Accepted({label: 3, "\x1b[31m": 1}, 0), width=width)
    assert "\x1b" not in shown
    assert all(cells(line) <= width for line in shown.split("\n"))
