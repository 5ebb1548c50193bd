"""Any keys in the review, while annotators and another reviewer go on, against a plain model."""

import random
from collections.abc import Mapping

import pytest
from fuzzing import CONFIG, Event, Ground, Sitting, hunt
from msgspec.structs import replace
from pasting import PASTES, paste
from reviewwatch import REVIEWER, ReviewWatch
from support import add_article, append, event

from annotations.store import Store

NAMES = ("ada", "ben [bold]", "cleo\u202e")
LABELS = ("claim", "attribution", "opinion", "boilerplate")
ARTICLES = (
    ["It closed.", "He said so.", "What a pity.", "Share this.", "It is 5 km away.", "Why?"],
    ["One sentence."],
    ["A [@click=app.bell]mark[/].", "\u202eturned\u202c", "bell \x07 \x1b[31m", "e\u0301 👩‍👧"],
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Three people have labelled most of three articles, and differ."""
    path = tmp_path_factory.mktemp("review") / "labels.db"
    chance = random.Random(7)  # noqa: S311 - made-up labels
    with Store(path) as store:
        for number, sentences in enumerate(ARTICLES):
            add_article(store, sentences, name=f"{number}.txt")
        for sentence in range(1, 1 + sum(map(len, ARTICLES))):
            for name in NAMES:
                if chance.random() < 0.8:
                    label = chance.choice(LABELS[:3] if sentence % 3 else LABELS[:1])
                    second = "claim" if label == "attribution" and sentence % 2 else None
                    append(store, event(sentence, label, annotator=name, secondary=second))
    return Ground(
        path,
        ReviewWatch,
        config=replace(CONFIG, suggest=replace(CONFIG.suggest, agents=())),
        annotator=REVIEWER,
        events=EVENTS,
        first=("escape", "f3"),
        size=(110, 30),
    )


async def _vote(sitting: Sitting, rest: str) -> None:
    """`<vote 0 here claim>`: the first annotator labels a sentence, in another program."""
    watch, (who, where, label) = sitting.watch, rest.split()
    assert isinstance(watch, ReviewWatch)
    watch.vote(sitting, NAMES[int(who)], where, label)


async def _rule(sitting: Sitting, rest: str) -> None:
    """`<rule here opinion>`: another reviewer decides, in another program."""
    watch, (where, label) = sitting.watch, rest.split()
    assert isinstance(watch, ReviewWatch)
    watch.rule(sitting, where, label)


EVENTS: Mapping[str, Event] = {"vote": _vote, "rule": _rule, "paste": paste}

DECIDING = {
    **dict.fromkeys(["y", "Y", "enter", "c", "a", "o", "b", "r", "2", "0"], 5),
    **dict.fromkeys(["C", "A", "O"], 3),
    **dict.fromkeys(["x", "g", "e s", "e a", "e s e s", "s", "s y", "s enter", "s j"], 2),
    "u": 8,
    "U": 5,
}
MOVING = {
    **dict.fromkeys(["n", "j", "k", "home", "G", "J", "K", "h", "t", "pagedown"], 2),
    **dict.fromkeys(["i escape", "i l enter", "? escape", "f1 q", "f4 q f3", "f5 f3", "q f3"], 1),
    **dict.fromkeys(["f2 c f3", "f6 f3", "i", "ctrl+g", "tab", "ctrl+p u n d o enter"], 1),
    "escape f3": 6,
    "escape": 4,
    "ctrl+p escape": 1,
    "f2": 1,
}
QUEUES = {
    **dict.fromkeys(["l enter", "l down enter", "l a u d i t enter", "l q u e s t enter"], 2),
    **dict.fromkeys(["l a u d i t space b o i l enter", "= enter", "= down enter", "= escape"], 2),
    **dict.fromkeys(["= down down enter", "= down enter u", "l b e t w e e n enter"], 2),
    "l": 1,
}
NOTES = {
    **dict.fromkeys(
        ["m h i enter", "m escape", "m space enter", "m x f2 f3", "m backspace enter"], 1
    ),
    **dict.fromkeys(PASTES, 1),
    **dict.fromkeys(["m [ b ] enter", "m z f3", "m"], 1),
}
OTHERS = {
    **dict.fromkeys(["<rule here opinion>", "<rule last claim>", "<rule 3 none>"], 3),
    **dict.fromkeys(["<rule here ->", "<rule 1 claim>", "<rule 5 attribution>"], 2),
    **dict.fromkeys(["<vote 0 here opinion>", "<vote 1 here claim>", "<vote 2 here ->"], 2),
    **dict.fromkeys(["<vote 0 2 claim>", "<vote 1 2 claim>", "<vote 1 9 opinion+claim>"], 2),
}
WORLD = {
    **dict.fromkeys(["<restart>", "<rest>", "<restart now>"], 2),
    **dict.fromkeys(["<60x14>", "<110x30>", "<200x50>", "<clock -3600>", "<clock 3600>"], 1),
}


def test_no_keys_decide_otherwise_than_they_say(ground: Ground) -> None:
    weights = {**DECIDING, **MOVING, **QUEUES, **NOTES, **OTHERS, **WORLD}
    hunt(ground, weights, most=40, runs=5)
