"""Any keys on the annotation screen, against a model of labels, undo and cursor."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from deskcorpora import made
from deskwatch import DeskWatch
from fuzzing import CONFIG, Event, Ground, Sitting, hunt
from msgspec.structs import replace
from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations.config import load
from annotations.store import Store

LABELS = {"c": 6, "a": 5, "o": 4, "b": 4, "1": 1, "4": 1, "r": 3, "C": 3, "A": 2, "O": 2, ".": 4}
CHANGES = {"x": 4, "B": 2, "u": 10, "U": 8, "v": 4, "f c": 2, "f q": 1, "f": 1, "m": 1}
MOVES = {
    "j": 4,
    "k": 4,
    "g": 2,
    "G": 1,
    "pagedown": 1,
    "pageup": 1,
    "]": 3,
    "[": 3,
    "n": 4,
    "N": 2,
    "0 3": 2,
    "5": 2,
    "9": 1,
    "0 0 2": 1,
    "home": 1,
    "end": 1,
    "up": 1,
    "down": 1,
}
SUGGESTED = {"enter": 4, "Y": 2, "Y Y": 1, "Z": 2, "d": 2, "<calm>": 3}
OVERLAYS = {
    "escape": 5,
    "q": 1,
    "tab": 3,
    "shift+tab": 1,
    "?": 1,
    "f1": 1,
    "f2": 2,
    "f5": 1,
    "t": 2,
    "m h i enter": 2,
    "m backspace X enter": 1,
    "m f1 enter": 1,
    "/ s a enter": 2,
    "/ t h": 1,
    "/ 1 down enter": 1,
    "ctrl+p": 1,
    "ctrl+p c l a i m enter": 1,
    "ctrl+p down enter": 1,
    "ctrl+g": 1,
    "ctrl+c": 1,
    "ctrl+q": 1,
    "y": 1,
    "z": 1,
    "space": 1,
    "backspace": 1,
    "ctrl+p q u e u e enter": 1,
    "ctrl+p f l a g g e d enter": 1,
    "left": 1,
    "right": 1,
}
SCREENS = {"f3": 2, "f3 f3": 1, "f4": 1, "f6": 1, "F": 1, "+": 1, "f3 f2": 1, "f4 f2": 1}
HAPPENS = {
    "<rest>": 3,
    "<restart>": 2,
    "<restart now>": 1,
    "<60x20>": 1,
    "<100x30>": 1,
    "<20x5>": 1,
    "<200x60>": 1,
    "<clock -3600>": 1,
    "<clock 60>": 1,
    "<ben>": 2,
    "<rosa>": 3,
    "<arrives>": 1,
    "<haste c a o>": 2,
    "<haste c u U u>": 2,
    "<haste v j j b u>": 1,
    "<haste x ] c [ u>": 1,
    "<haste c c x k . U>": 1,
    "<haste B u ] B n>": 1,
}

EVERYTHING = {**LABELS, **CHANGES, **MOVES, **SUGGESTED, **OVERLAYS, **SCREENS, **HAPPENS}


async def _ben(sitting: Sitting, _: str) -> None:
    """Another annotator labels a sentence, in another program."""
    with Store(sitting.path, checked=True) as store:
        number = sitting.chance.choice(_sentences(store))
        label = sitting.chance.choice(["claim", "opinion"])
        append(store, event(number, label, annotator="ben", at=sitting.clock.now))
    await asyncio.sleep(0)


async def _rosa(sitting: Sitting, _: str) -> None:
    """A reviewer sends a sentence back, in another program."""
    watch = sitting.watch
    assert isinstance(watch, DeskWatch)
    with Store(sitting.path, checked=True) as store:
        number = sitting.chance.choice(_sentences(store))
        rule(store, review(number, ruling(None, sent_to=("ada",)), at=sitting.clock.now))
    watch.desk.sent_back.add(watch.where(number))
    await asyncio.sleep(0)


async def _arrives(sitting: Sitting, _: str) -> None:
    """An article is imported, by another program."""
    watch = sitting.watch
    assert isinstance(watch, DeskWatch)
    with Store(sitting.path, checked=True) as store:
        n = len(store.articles.numbers())
        add_article(store, [f"New {n}, he said.", "It is new."], name=f"new{n}.txt")
    watch.learn(sitting)
    await asyncio.sleep(0)


def _sentences(store: Store) -> list[int]:
    numbers = store.articles.numbers()
    return [one.number for number in numbers for one in store.articles.sentences(number)]


OTHERS: Mapping[str, Event] = {"ben": _ben, "rosa": _rosa, "arrives": _arrives}


OWN_LABELS = """
labels:
  - {name: fact, key: "1", letter: ä, glyph: "■", hollow: "□", colour: "#E69F00", describe: is so}
  - {name: view, key: "2", letter: w, glyph: "◆", hollow: "◇", colour: "#009E73", describe: seems}
combinations: []
flags: [{name: unsure, key: u, describe: to be asked}]
reasons: []
advance: next
keys: {flag: ctrl+f, label.clear: [x, "-"]}
"""
"""Two labels, none of them boilerplate; keys that mean something else otherwise."""


@pytest.mark.parametrize(
    ("corpus", "runs"), [("small", 4), ("hostile", 4), ("one", 2), ("many", 2), ("long", 2)]
)
def test_any_keys_do_what_the_keys_are_said_to_do(tmp_path: Path, corpus: str, runs: int) -> None:
    ground = Ground(made(corpus, tmp_path), DeskWatch, events=OTHERS)
    hunt(ground, EVERYTHING, most=60, runs=runs)


def test_a_label_set_of_ones_own_has_its_keys(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN_LABELS, encoding="utf-8")
    config = load(file, environ={}).config
    ground = Ground(made("small", tmp_path), DeskWatch, config=config, events=OTHERS)
    own = {"1": 9, "2": 9, "ä": 9, "w": 9, "W": 5, "Ä": 3, "ctrl+f u": 4, "-": 3, "ctrl+f": 1}
    hunt(ground, {**EVERYTHING, **own}, most=60, runs=2)


def test_the_cursor_stays_where_labels_are_not_to_move_it(tmp_path: Path) -> None:
    config = replace(CONFIG, advance="stay")
    ground = Ground(made("small", tmp_path), DeskWatch, config=config, events=OTHERS)
    hunt(ground, EVERYTHING, most=60, runs=2)
