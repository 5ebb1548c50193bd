"""What the key bar finds room for, at the widths that terminals have."""

import dataclasses

import pytest
from at_work import CONFIG
from msgspec.structs import replace

from annotations.config import Config
from tui.hints import hints
from tui.keys import resolve
from tui.look import Look
from tui.themes import PALETTES
from tui.widgets.keybar import KeyBar

LOOK = Look(PALETTES["dark"], CONFIG, no_color=False)

LABELS = "c claim  a attribution  o opinion  b boilerplate  r a+c"
BOTH = "1 c claim  2 a attribution  3 o opinion  4 b boilerplate  r a+c"
ALWAYS = "u undo  v range  n next  f flag  m note"


def bar(width: int, *, ghost: bool, config: Config = CONFIG) -> str:
    """What the bar of the annotation screen shows in so many cells."""
    keys = KeyBar(LOOK)
    keys.show(hints(resolve(config), LOOK, context="annotate", place="body", ghost=ghost), LOOK)
    (strip,) = keys.render_row(0, width)
    return strip.text


def test_at_120_a_suggestion_pushes_nothing_off_that_is_always_there() -> None:
    assert bar(120, ghost=True) == f" {LABELS} │ {ALWAYS}  enter accept  ? help"
    assert bar(120, ghost=False).startswith(f" {LABELS} │ {ALWAYS}  / search  ")


def test_at_80_the_labels_leave_room_for_undo() -> None:
    for ghost in (True, False):
        assert bar(80, ghost=ghost).split("  ? ")[0].rstrip() == f" {LABELS} │ u undo"


def test_at_200_all_is_there_and_nothing_jumps_when_a_suggestion_comes() -> None:
    without, wanted = bar(200, ghost=False), bar(200, ghost=True)
    assert wanted.startswith(f" {BOTH} │ {ALWAYS}  enter accept  d hide  Y accept all  / search")
    assert [at for at, sign in enumerate(without) if sign not in (" ", wanted[at])] == []
    assert "accept" not in without


@pytest.mark.parametrize("width", range(40, 220, 7))
def test_a_suggestion_never_moves_what_is_always_there(width: int) -> None:
    without, wanted = bar(width, ghost=False), bar(width, ghost=True)
    stable = without.index(" note") if " note" in without else len(without) - 8
    assert without[:stable] == wanted[:stable]
    assert without.rstrip().endswith("? help")
    assert wanted.rstrip().endswith("? help")


def test_a_long_name_is_shortened_before_anything_goes() -> None:
    found = hints(resolve(CONFIG), LOOK, context="annotate", place="body", ghost=True)
    keys = KeyBar(LOOK)
    keys.show(
        [
            dataclasses.replace(hint, text="suggested otherwise", brief="otherwise")
            if hint and hint.binding.id == "queue.next"
            else hint
            for hint in found
        ],
        LOOK,
    )
    assert "n suggested otherwise  f flag  m note" in keys.render_row(0, 200)[0].text
    assert "n otherwise  f flag  m note" in keys.render_row(0, 120)[0].text


def test_a_label_of_one_key_is_told_by_it() -> None:
    label = replace(CONFIG.labels[0], key="c", letter="c")
    config = replace(CONFIG, labels=(label, *CONFIG.labels[1:]))
    assert bar(200, ghost=False, config=config).startswith(" c claim  2 a attribution")


def test_what_is_not_there_cannot_be_clicked() -> None:
    keys = KeyBar(LOOK)
    keys.show(hints(resolve(CONFIG), LOOK, context="annotate", place="body", ghost=False), LOOK)
    keys.render_row(0, 200)
    assert "article.open" not in {binding.id for _, _, binding in keys._places}
