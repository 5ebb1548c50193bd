"""Any keys on the export and progress screens: what is written is whole, and the command's."""

import os
import random

import pytest
from exportwatch import ExportWatch
from fuzzing import CONFIG, Ground, Sitting, hunt
from msgspec import structs
from pasting import PASTES, paste
from support import add_article, append, event

from annotations.store import Store

LABELS = ("claim", "attribution", "opinion", "boilerplate")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Four articles that two people have labelled."""
    path = tmp_path_factory.mktemp("export") / "labels.db"
    chance = random.Random(3)  # noqa: S311 - made-up labels
    with Store(path) as store:
        for number in range(4):
            words = [f"{number} says {n}\u202e [b] \x07." for n in range(5)]
            add_article(store, words, name=f"{number}.txt", source=f"s{number}")
        for sentence in range(1, 21):
            for name in ("ada", "ben [/]"):
                if chance.random() < 0.8:
                    append(store, event(sentence, chance.choice(LABELS), annotator=name))
    return Ground(
        path,
        ExportWatch,
        config=structs.replace(CONFIG, suggest=structs.replace(CONFIG.suggest, agents=())),
        annotator="cleo",
        events={"paste": paste, "in": _in, "label": _label},
        first=("escape", "f6"),
        size=(110, 34),
    )


async def _in(sitting: Sitting, name: str) -> None:
    """`<in there>`: a folder of this name stands where one begins."""
    os.makedirs(name, exist_ok=True)  # noqa: PTH103 - nobody waits meanwhile


async def _label(sitting: Sitting, which: str) -> None:
    """`<label 3>`: somebody labels a sentence, in another program."""
    sentence, label = int(which), LABELS[int(which) % 4]
    append(sitting.store, event(sentence, label, annotator="ben [/]", at=sitting.clock()))


WRITING = {
    **dict.fromkeys(["enter", "enter enter"], 8),
    **dict.fromkeys(["j", "k", "l", "h"], 12),
    **dict.fromkeys(["G l", "g", "y", "Y", "pagedown", "escape", "q", "q f6"], 2),
    **dict.fromkeys(["<haste enter escape>", "<haste enter l>", "<haste enter f2>"], 2),
    **dict.fromkeys(["<haste enter enter>", "<haste l enter>", "<haste l l enter q>"], 2),
}
PATHS = {
    **dict.fromkeys(["e ctrl+u o u t . j s o n l enter", "e ctrl+u d i r enter"], 2),
    **dict.fromkeys(["e enter", "e escape", "e ctrl+u enter", "e ctrl+u / enter"], 1),
    **dict.fromkeys(["e ctrl+u t h e r e / x enter", "<in there>", "e ctrl+u . . enter"], 1),
    "e ctrl+u": 3,
    **dict.fromkeys(PASTES, 1),
}
AROUND = {
    **dict.fromkeys(["f5", "f6", "f2 f6", "f5 j j enter f6", "f5 pagedown", "? q", "f3 f6"], 2),
    **dict.fromkeys(["ctrl+p w r i t e enter", "ctrl+p escape", "tab", "f4 f6"], 1),
    **dict.fromkeys(["<label 3>", "<label 7>", "<label 12>", "<rest>", "<60x14>", "<110x34>"], 1),
    "<restart>": 1,
}


def test_no_keys_leave_half_a_file_or_another_one_than_the_command(ground: Ground) -> None:
    hunt(ground, {**WRITING, **PATHS, **AROUND}, most=30, runs=5)
