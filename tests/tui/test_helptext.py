from typing import get_args

import pytest
from at_work import CONFIG
from msgspec.structs import replace

from annotations.config import Config
from tui.helptext import Line, help_lines, welcome_lines
from tui.keynames import shown
from tui.keys import Context, resolve
from tui.look import Look
from tui.screens import annotate, claims, export, review
from tui.themes import PALETTES
from tui.wrapping import cells

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)
KEYMAP = resolve(CONFIG)
REMAPPED = replace(CONFIG, keys={**CONFIG.keys, "undo": ("z",), "quit": ("ctrl+q",)})


def text(lines: list[Line]) -> str:
    return "\n".join("".join(part for part, _ in line) for line in lines)


def help_at(width: int, config: Config = CONFIG) -> str:
    return text(help_lines(resolve(config), frozenset(get_args(Context)), look=LOOK, width=width))


def welcome_at(width: int, config: Config = CONFIG) -> str:
    look = Look(PALETTES["dark"], config, no_color=False)
    return text(welcome_lines(config, resolve(config), look=look, width=width))


@pytest.mark.parametrize("width", [80, 120, 200])
def test_help_has_every_action_that_has_a_key(width: int) -> None:
    told = help_at(width)
    for binding in KEYMAP.bindings:
        for key in binding.keys:
            assert shown(key) in told
        if binding.keys and binding.verb != "secondary":
            assert binding.help[:20] in told


def test_the_secondary_labels_share_a_line() -> None:
    assert "C A O       secondary label; again takes it off" in help_at(120)


def test_the_key_of_a_flag_comes_after_the_flag_key() -> None:
    told = help_at(120)
    assert "f c         check: worth a fact-check" in told
    assert "f m         merged" in told


def test_help_tells_how_to_count() -> None:
    told = help_at(120)
    assert "Digits that are label keys set the label" in told
    assert "03j" in told


@pytest.mark.parametrize("width", [60, 80, 119, 120, 176, 200])
def test_no_line_of_help_or_welcome_is_too_wide(width: int) -> None:
    for told in (help_at(width), welcome_at(width)):
        assert max(map(cells, told.split("\n"))) <= width


@pytest.mark.parametrize(("width", "height"), [(120, 36), (200, 56)])
@pytest.mark.parametrize(
    "contexts", [annotate.CONTEXTS, review.CONTEXTS, export.CONTEXTS, *claims.CONTEXTS.values()]
)
def test_the_help_of_each_screen_fits_it(
    contexts: frozenset[Context], width: int, height: int
) -> None:
    told = help_lines(KEYMAP, contexts, look=LOOK, width=width)
    assert len(told) <= height


def test_the_screens_together_explain_every_key() -> None:
    told = (annotate.CONTEXTS, review.CONTEXTS, export.CONTEXTS, *claims.CONTEXTS.values())
    assert frozenset(get_args(Context)) == frozenset().union(*told)


def test_help_shows_the_keys_that_were_configured() -> None:
    told = help_at(120, REMAPPED)
    assert "z           undo, without limit" in told
    assert "ctrl+q      back, or quit" in told


def test_the_welcome_page_says_how_to_leave_it_in_its_first_line() -> None:
    assert "any key begins" in welcome_at(80).split("\n")[0]


def test_help_leaves_out_actions_without_a_key() -> None:
    assert "next theme" not in help_at(120)


def test_the_welcome_page_shows_the_labels_and_the_first_keys() -> None:
    told = welcome_at(120)
    for label in CONFIG.labels:
        assert f"{label.glyph} {label.key} {label.letter}  {label.name}" in told
    assert "undo, redo" in told
    assert "C A O" in told


def test_the_welcome_page_fits_the_smallest_usual_terminal() -> None:
    assert len(welcome_at(80).split("\n")) <= 20


def test_the_welcome_page_shows_the_label_set_that_is_configured() -> None:
    two = tuple(replace(label, secondary=False) for label in CONFIG.labels[:2])
    told = welcome_at(120, replace(CONFIG, labels=two, combinations=()))
    assert "opinion" not in told
    assert "second" not in told
