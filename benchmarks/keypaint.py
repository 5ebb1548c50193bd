"""What the screens cost beside a bare Textual app: start, every kind of key, memory.

On a pseudo-terminal of 120 × 40 cells, on a copy of a large database: what is pressed stays in the
copy. Ten articles of 2,000 sentences are put behind the others; of these, one is open. A decision
counts both of its frames as processor time, its own and `✓ saved`; *key to paint* is the first.
Linux only (it reads /proc). Refuses to judge milliseconds on the wall: they have no targets.

    python -m benchmarks.keypaint [--articles N] [--presses N]
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.store import Store
from benchmarks.app import LONG_ARTICLES, long_articles
from benchmarks.corpus import LONG, articles, fill, label_all
from benchmarks.figures import Figure, printed
from benchmarks.keytimes import Cost, Start, figures, median, presses, start
from benchmarks.presses import BARE, BARE_READY, MEMORY_MB, START_MS, Budget
from benchmarks.terminal import Terminal

NAME, REVIEWER = "bench", "rosa"
"""Who labels and checks here, and who reviews; the corpus has nothing of theirs."""
ANNOTATORS = ("ada", "ben", "cleo")
SENTENCES_AN_ARTICLE = 20
LABELLED = 0.3
"""What share of a corpus made here its three annotators have labelled."""

FLOOR = "a bare Textual app"
READY, MOVED = "Sentence 1 of", "Sentence 2"
BARE_MOVED = "ready 1"
IN_REVIEW = "Not decided yet"

SAVED = 0.25
"""Seconds until it is told that a decision is saved."""
GHOSTS = 2.0
"""Seconds without a byte after which everything is there that comes by itself."""
READ = 0.7
"""Seconds in which somebody reads before the next key: an article is read ahead in them."""
FOUND = 0.6
"""Seconds without a byte after which a search or a thread has brought what it brings."""
CLAIMS = 4
ONCE = 3
"""Times that what is pressed seldom is measured."""
HOME = ("[",) * (LONG_ARTICLES + 3)
"""From the last long article to the short ones."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The bare app in the same run."""

    start: Start
    key: Cost


def main(arguments: list[str] | None = None) -> None:
    """Print the table for a corpus made here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--presses", type=int, default=12)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        database = Path(folder) / "corpus.db"
        sentences = asked.articles * SENTENCES_AN_ARTICLE
        with Store(database) as store:
            fill(store, articles(asked.articles, sentences))
        label_all(database, ANNOTATORS, first=round(sentences * LABELLED))
        printed("The screens", screens(database, presses=asked.presses))


def screens(database: Path, *, presses: int = 12, starts: int = 3) -> Iterator[Figure]:
    """Measure the screens on a copy of a database that nobody has open, line by line.

    `presses` of each key that can be pressed often. The database needs labels of three annotators
    who disagree somewhere. Takes less than four minutes, and the room of the copy.
    """
    floor = _floor(presses, starts)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-", dir=database.parent) as folder:
        copy = Path(folder) / "copy.db"
        with Store(database):
            pass  # whoever leaves last tidies up what stands in the -wal
        shutil.copyfile(database, copy)
        _prepare(copy)
        command = [sys.executable, "-m", "tui", "--db", str(copy), "--as"]
        yield from _start([*command, NAME], floor, starts)
        yield from _annotating([*command, NAME], floor, presses)
        yield from _checking([*command, NAME], floor)
        yield from _reviewing([*command, REVIEWER, "review"], floor, presses)


def _floor(count: int, starts: int) -> Floor:
    begun = start(BARE, BARE_READY, key="j", answer=BARE_MOVED, times=starts)
    with Terminal(BARE) as terminal:
        terminal.wait_for(BARE_READY)
        terminal.settle(quiet=0.5)
        return Floor(begun, presses(terminal, Budget("a key", ("j",) * (count + 20), None)))


def _prepare(database: Path) -> None:
    """Put the long articles behind the others, and begin at the first of them."""
    with Store(database) as store:
        fill(store, long_articles())
        number = store.articles.find(LONG, annotator=NAME).number
        with store.transaction():
            store.labels.keep_place(annotator=NAME, article=number, position=1)


def _start(command: list[str], floor: Floor, times: int) -> Iterator[Figure]:
    begun = start(command, READY, key="j", answer=MOVED, times=times)
    bare = floor.start
    yield Figure("start to first paint", begun.painted, "ms", bare.painted, FLOOR)
    yield Figure("start to first key answered", begun.usable, "ms", bare.usable, FLOOR)
    yield Figure("start: processor", begun.processor, "ms", bare.processor, FLOOR, target=START_MS)


def _annotating(command: list[str], floor: Floor, count: int) -> Iterator[Figure]:
    often = (
        Budget("move", ("j",) * count * 2, 8, 2),
        Budget("label and go on", ("a", "c") * count, 8, 2, quiet=SAVED),
        Budget("labels, 80 ms apart", ("c", "a") * count, 8, 2),
        Budget("undo", ("u",) * count * 2, 8, 2, quiet=SAVED),
        Budget("page", ("pagedown",) * 8, 20),
    )
    seldom = (
        Budget(
            "label a range of 500", ("o",), 30, before=("v", *"0499j"), after=("u",), quiet=SAVED
        ),
        Budget("search overlay", ("/",), 30, after=("escape",)),
        Budget(
            "search, a letter",
            tuple("president"),
            30,
            before=("/",),
            after=("escape",),
            quiet=FOUND,
        ),
    )
    hits = Budget("search to the hits", tuple("court"), None, before=("/",), after=("escape",))
    with Terminal(command) as terminal:
        terminal.wait_for(READY)
        terminal.settle(quiet=GHOSTS)
        yield from _rows(terminal, often, floor)
        yield from _rows(terminal, seldom, floor, times=ONCE)
        yield from _until_done(terminal, replace(hits, quiet=FOUND), floor)
        forward = Budget("next article of 2,000", ("]",) * LONG_ARTICLES, 25, pause=READ)
        back = Budget("next article", ("]", "[") * 5, 25, before=HOME, pause=READ)
        yield from _rows(terminal, (forward, back), floor)
        yield _memory("memory, annotating", terminal, floor)


def _reviewing(command: list[str], floor: Floor, count: int) -> Iterator[Figure]:
    often = (
        Budget(
            "review: take a label and go on", ("y", "Y") * (count // 2), 25, quiet=SAVED, pause=READ
        ),
        Budget("review: undo", ("u",) * (count // 2), 25, quiet=SAVED, pause=READ),
        Budget("review: next disputed", ("j",) * (count // 2), 25, pause=READ),
    )
    seldom = Budget("review: choose a queue", ("l",), 30, after=("escape",), quiet=0.3)
    with Terminal(command) as terminal:
        terminal.wait_for(IN_REVIEW, seconds=60)
        terminal.settle(quiet=GHOSTS)
        yield from _rows(terminal, often, floor)
        yield from _rows(terminal, (seldom,), floor, times=ONCE)
        yield _memory("memory, reviewing", terminal, floor)


def _checking(command: list[str], floor: Floor) -> Iterator[Figure]:
    """Make claims of sentences, open the board and a claim, look for its candidates."""
    make = Budget("make a claim", ("F",) * CLAIMS, 25, between="j", quiet=SAVED)
    board = Budget("claims: the board", ("f4",), 30, after=("f2",), quiet=FOUND)
    claim = Budget("claims: open a claim", ("enter",), 25, after=("q", "j"), quiet=FOUND)
    found = Budget("claims: candidates", ("a",), None, before=("enter",), after=("q", "q", "k"))
    with Terminal(command) as terminal:
        terminal.wait_for("Sentence ")
        terminal.settle(quiet=GHOSTS)
        yield from _rows(terminal, (make,), floor)
        yield from _rows(terminal, (board,), floor, times=ONCE)
        terminal.press("f4")
        terminal.settle(quiet=FOUND)
        yield from _rows(terminal, (claim,), floor, times=ONCE)
        yield from _until_done(terminal, replace(found, quiet=FOUND), floor, times=ONCE)
        yield _memory("memory, claims", terminal, floor)


def _rows(
    terminal: Terminal, budgets: Iterable[Budget], floor: Floor, *, times: int = 1
) -> Iterator[Figure]:
    for budget in budgets:
        cost = median([presses(terminal, budget) for _ in range(times)])
        yield from figures(budget, cost, floor.key, FLOOR)


def _until_done(
    terminal: Terminal, budget: Budget, floor: Floor, *, times: int = 1
) -> Iterator[Figure]:
    """How long until a thread has brought what a key asks for, and what all of it costs."""
    cost = median([presses(terminal, budget) for _ in range(times)])
    bare = floor.key
    yield Figure(f"{budget.what}: processor", cost.processor, "ms", bare.processor, FLOOR)
    yield Figure(f"{budget.what}: key to all of it", cost.done, "ms", bare.painted, FLOOR)


def _memory(what: str, terminal: Terminal, floor: Floor) -> Figure:
    bare = floor.start.memory
    return Figure(what, terminal.memory_mb(), "MB", bare, FLOOR, target=MEMORY_MB)


if __name__ == "__main__":
    main()
