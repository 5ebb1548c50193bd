"""claimdesk beside a peer: the same text, the same kind of terminal, the same run.

The peer is slate (`benchmarks.slate`), a small and quick annotation tool for the terminal. Three
things: what a start and a key cost in an article of 2,000 sentences, a sentence a line; how many
keys a hundred right labels take, by pressing them and reading what was stored; and what is left of
the labels after the program was killed. Refuses to compare what only one of them has: slate links
and labels words and characters, claimdesk knows many articles and suggests labels
(`benchmarks.effort` counts the keys of that). Linux only (it reads /proc).

    python -m benchmarks.peer [--slate PROGRAM]
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from annotations import resources
from annotations.config import Config, load
from annotations.store import NewArticle, Store
from benchmarks import slate
from benchmarks.corpus import LABELS, article_of, fill, long_article
from benchmarks.figures import Figure, printed
from benchmarks.keytimes import FRAME, PATIENCE, Cost, Start, figures, presses, start
from benchmarks.presses import CACHED, Budget
from benchmarks.terminal import Terminal

NAME = "bench"
DOWN, UP = slate.DOWN, "k"
"""The same in both, as slate is configured here."""
SAVED = 0.25
"""Seconds until claimdesk tells that a label is saved."""
SENTENCES = 100
"""How many are labelled right, for the keys that it takes."""
FEWEST, MOST = 20, 120
"""Labels before a kill."""
GHOSTS = 2.0
"""Seconds without a byte after which everything is there that comes by itself."""
_GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "labels"
_SEEN = 0.02
"""Seconds without a byte after which a label is seen and the next key comes, or the kill."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the two on a text."""

    command: Sequence[str]
    folder: Path
    ready: str
    """What it writes when the text is there."""
    stored: Callable[[], Mapping[int, str]]
    """Place of a sentence, from 0 → its label on disk."""


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=20)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--slate", type=Path, help="the program, where it is installed already")
    asked = parser.parse_args(arguments)
    rows = beside_a_peer(presses=asked.presses, kills=asked.kills, program=asked.slate)
    printed("Beside a peer", rows)


def beside_a_peer(
    *, presses: int = 20, kills: int = 4, starts: int = 3, program: Path | None = None
) -> Iterator[Figure]:
    """Measure both, line by line; nothing, and a sentence why, where slate cannot be had.

    `program`: slate where it is installed already. Takes some three minutes.
    """
    with ExitStack() as stack:
        try:
            found = program or stack.enter_context(slate.installed())
        except slate.NoPeer as error:
            print(error)
            return
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="claimdesk-peer-")))
        yield from _costs(found, folder / "costs", presses, starts)
        yield from _effort(found, folder / "effort")
        yield from _kills(found, folder / "kills", kills)


def tools(program: Path, article: NewArticle, folder: Path) -> tuple[Tool, Tool]:
    """Give claimdesk and slate this article, each in a folder of its own."""
    ours, theirs = folder / "claimdesk", folder / "slate"
    ours.mkdir(parents=True)
    theirs.mkdir()
    database = ours / "labels.db"
    with Store(database) as store:
        fill(store, iter((article,)))
        with store.transaction():  # not the very first start: nothing is explained
            store.labels.keep_place(annotator=NAME, article=1, position=1)
    return (
        Tool(
            [sys.executable, "-m", "tui", "--db", str(database), "--as", NAME],
            Path.cwd(),
            "Sentence 1 of",
            lambda: _stored(database),
        ),
        Tool(
            slate.opened(program, article.draft.text, theirs),
            theirs,
            article.draft.text.split("\n")[0],
            lambda: slate.stored(theirs),
        ),
    )


def _stored(database: Path) -> Mapping[int, str]:
    with Store(database) as store:
        first = store.articles.sentences(1)[0].number
        states = store.labels.states(1, annotator=NAME)
        return {number - first: state.label for number, state in states.items() if state.label}


# What a start and a key cost.


def _costs(program: Path, folder: Path, count: int, starts: int) -> Iterator[Figure]:
    ours, theirs = tools(program, long_article(), folder)
    answers = "Sentence 2", theirs.ready
    yield from _starts(
        *(
            start(
                tool.command, tool.ready, key=DOWN, answer=answer, times=starts, folder=tool.folder
            )
            for tool, answer in zip((ours, theirs), answers, strict=True)
        )
    )
    with _running(ours) as mine, _running(theirs) as other:
        for where, step in (("", DOWN), (", at the end", UP)):
            for terminal in (mine, other) if where else ():
                terminal.press(slate.BOTTOM)
                terminal.settle(quiet=GHOSTS)
            move = Budget(f"move{where}", (step,) * count * 2, 8, 2)
            moved = presses(mine, move), presses(other, move)
            yield from figures(move, *moved, slate.NAME)
            label = Budget(f"label and go on{where}", ("a", "c") * (count // 2), 8, 2, quiet=SAVED)
            ours_labelled = presses(mine, label)
            theirs_labelled = presses(other, replace(label, between=DOWN, quiet=FRAME))
            yield from figures(label, ours_labelled, plus(theirs_labelled, moved[1]), slate.NAME)
        yield Figure("memory after that", mine.memory_mb(), "MB", other.memory_mb(), slate.NAME)


@contextmanager
def _running(tool: Tool) -> Iterator[Terminal]:
    with Terminal(tool.command, folder=tool.folder, environ=CACHED) as terminal:
        terminal.wait_for(tool.ready, seconds=60)
        terminal.settle(quiet=GHOSTS)
        yield terminal


def _starts(ours: Start, theirs: Start) -> Iterator[Figure]:
    name = slate.NAME
    yield Figure("start to first paint", ours.painted, "ms", theirs.painted, name)
    yield Figure("start to first key answered", ours.usable, "ms", theirs.usable, name)
    yield Figure("start: processor", ours.processor, "ms", theirs.processor, name)


def plus(one: Cost, other: Cost) -> Cost:
    """Two keys, one after the other."""
    return Cost(
        painted=one.painted + other.painted,
        done=one.done + other.done,
        processor=one.processor + other.processor,
        size=one.size + other.size,
    )


# How many keys right labels take.


def _effort(program: Path, folder: Path) -> Iterator[Figure]:
    """Press the keys for a hundred right labels in both; only what was stored right counts."""
    texts, labels = golden(SENTENCES - 1)
    right = ["boilerplate", *labels]  # of the story code that stands above them
    config = load(resources.shipped_config(), environ={}).config
    article = article_of(0, texts)
    for what, our_keys, their_keys in (
        ("one by one", [letter(config, label) for label in right], slate.one_by_one(right)),
        ("runs together", in_runs(config, right), slate.in_runs(right)),
    ):
        ours, theirs = tools(program, article, folder / what)
        counts = [
            keys_for(tool, keys, right) for tool, keys in ((ours, our_keys), (theirs, their_keys))
        ]
        yield Figure(
            f"keys for {SENTENCES} labels, {what}", counts[0], "keys", counts[1], slate.NAME
        )


def golden(count: int) -> tuple[list[str], list[str]]:
    """The first sentences of the samples that people labelled, and their labels."""
    found = [
        (" ".join(one["text"].split()), one["label"])
        for path in sorted(_GOLDEN.glob("*.json"))
        for one in json.loads(path.read_text(encoding="utf-8"))["sentences"]
    ][:count]
    return [text for text, _ in found], [label for _, label in found]


def keys_for(tool: Tool, keys: Sequence[str], right: Sequence[str]) -> int:
    """Press these keys, one after the other; how many, if all labels on disk are right then.

    Raises ValueError where they are not: then the keys say nothing.
    """
    with _running(tool) as terminal:
        for key in keys:
            terminal.press(key)
            terminal.settle(quiet=_SEEN)
        terminal.settle(quiet=GHOSTS)
        terminal.kill()
    stored = tool.stored()
    wrong = [place for place, label in enumerate(right) if stored.get(place) != label]
    if wrong:
        raise ValueError(f"{tool.command[0]}: {len(wrong)} labels are wrong, first at {wrong[0]}")
    return len(keys)


def letter(config: Config, label: str) -> str:
    """The letter that sets a label."""
    return next(one.letter for one in config.labels if one.name == label)


def counted(config: Config, n: int) -> str:
    """A count as it is typed: where its first digit is the key of a label, a zero leads."""
    first = str(n)[0]
    return f"0{n}" if any(one.key == first for one in config.labels) else str(n)


def in_runs(config: Config, labels: Sequence[str]) -> list[str]:
    """The keys for these labels from the first sentence on, a count where that is shorter."""
    keys: list[str] = []
    for label, run in groupby(labels):
        n = len(list(run))
        one_each = [letter(config, label)] * n
        together = [*counted(config, n), letter(config, label)]
        keys += one_each if n <= len(together) else together
    return keys


# What is left after a kill.


def _kills(program: Path, folder: Path, times: int) -> Iterator[Figure]:
    """Kill both; slate also where it was told to save after each label. Nothing is there before."""
    plans = [random.Random(seed).choices(LABELS, k=_size(seed)) for seed in range(times)]
    pressed = sum(map(len, plans))
    kept = 0
    for number, plan in enumerate(plans):
        ours, _ = tools(program, long_article(), folder / f"{number}")
        kept += survivors(ours, [(slate.KEYS[label],) for label in plan], plan)
    for name, habit in (("", ()), (", slate saved after each", (slate.SAVE,))):
        others = 0
        for number, plan in enumerate(plans):
            _, theirs = tools(program, long_article(), folder / f"{number} slate{name}")
            others += survivors(theirs, [(slate.KEYS[one], *habit, DOWN) for one in plan], plan)
        what = f"of {pressed} labels kept after kill -9{name}"
        yield Figure(what, kept, "labels", others, slate.NAME, pressed, at_least=True)


def _size(seed: int) -> int:
    return random.Random(f"size {seed}").randint(FEWEST, MOST)


def survivors(tool: Tool, keys: Sequence[Sequence[str]], labels: Sequence[str]) -> int:
    """Press keys for these labels, kill the program once the last label is seen; those on disk.

    Of the last label, what only goes on from it is not pressed.
    """
    with _running(tool) as terminal:
        for place, group in enumerate(keys, 1):
            for key in group[:-1] if place == len(keys) and len(group) > 1 else group:
                terminal.press(key)
                terminal.hear(PATIENCE)
                terminal.settle(quiet=_SEEN)
        terminal.kill()
    stored = tool.stored()
    return sum(stored.get(place) == label for place, label in enumerate(labels))


if __name__ == "__main__":
    main()
