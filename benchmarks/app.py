"""What the app costs on a real terminal: start, and processor time and bytes of every key.

Beside it, in the same run, a bare Textual app (one line of text, one key), which is the floor.
Medians over many presses; processor time of all threads, since wall time on a shared machine
says little. Linux only (it reads /proc). The corpus: 100,000 articles, then ten long ones.
What reading an article ahead cost is not in the figure for opening it: that is in the pause before.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.store import NewArticle, Store
from benchmarks.corpus import LONG, articles, fill, long_article
from benchmarks.terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    BINDINGS = [("j", "go", "go")]
    n = 0
    def compose(self):
        yield Static("ready 0")
    def action_go(self):
        self.n += 1
        self.query_one(Static).update(f"ready {self.n}")
Bare().run()
"""

SENTENCES_AN_ARTICLE = 5
LONG_ARTICLES = 9
"""Behind the one where the annotator stopped."""
CACHED = {"PYTHONDONTWRITEBYTECODE": ""}
"""What an installed program has anyway: its modules compiled once."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one kind of key may cost."""

    what: str
    keys: tuple[str, ...]
    """Pressed one after the other; each is measured."""
    milliseconds: float
    kilobytes: float | None = None
    before: tuple[str, ...] = ()
    """Pressed first, not measured."""
    after: tuple[str, ...] = ()
    quiet: float = 0.08
    """Seconds without a byte after which a key has had its effect."""
    pause: float = 0.0
    """Seconds between the effect of a key and the next key, not measured."""


BUDGETS = (
    Budget("move", ("j",) * 60, 8, 2),
    Budget("label and go on", ("a",) * 60, 8, 2, quiet=0.25),
    Budget("labels, 80 ms apart", ("a",) * 60, 8, 2),
    Budget("secondary label", ("C",) * 20, 8, 2, quiet=0.25),
    Budget("undo", ("u",) * 30, 8, 2, quiet=0.25),
    Budget("page", ("pagedown",) * 20, 20),
    Budget("range of 500", ("c",), 30, before=("v", *("pagedown",) * 25)),
    Budget("next article, long", ("]",) * LONG_ARTICLES, 25, pause=0.7),
    Budget("next article", ("]", "[") * 10, 25, before=("[",) * (LONG_ARTICLES + 3), pause=0.7),
    Budget("search overlay", ("/",), 30, after=("escape",)),
    Budget("search, a letter", tuple("gazette"), 30, before=("/",), after=("escape",)),
    Budget("help", ("f1",), 30, after=("q",)),
)


def main(arguments: list[str] | None = None) -> None:
    """Print a table: what, processor ms, bytes, budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        database = Path(folder) / "corpus.db"
        make(database, options.articles)
        run(database, options.starts)


def make(database: Path, count: int) -> None:
    """Fill a database with `count` articles and the long one, where the annotator stopped."""
    with Store(database) as store:
        sentences = fill(store, articles(count, count * SENTENCES_AN_ARTICLE))
        sentences += fill(store, long_articles())
        with store.transaction():
            number = store.articles.find(LONG, annotator="bench").number
            store.labels.keep_place(annotator="bench", article=number, position=1)
    size = database.stat().st_size / 1e6
    print(f"{count + 1 + LONG_ARTICLES} articles, {sentences} sentences, {size:.0f} MB")


def long_articles() -> Iterator[NewArticle]:
    """Yield the long article, then others as long."""
    yield long_article()
    for number in range(1, LONG_ARTICLES + 1):
        other = long_article(seed=number)
        yield replace(other, draft=replace(other.draft, name=f"long-{number}.txt"))


def run(database: Path, starts: int) -> None:
    """Measure the app and the bare app on this database."""
    command = [sys.executable, "-m", "tui", "--db", str(database), "--as", "bench"]
    bare = [sys.executable, "-c", BARE]
    start, memory = _start(command, "Sentence 1", starts)
    bare_start, bare_memory = _start(bare, "ready 0", starts)
    print(f"{'':<20}{'ms':>8}{'bare':>8}{'budget':>8}{'bytes':>9}{'budget':>8}")
    print(f"{'start':<20}{start:>8.0f}{bare_start:>8.0f}{550:>8}")
    print(f"{'memory, MB':<20}{memory:>8.0f}{bare_memory:>8.0f}{60:>8}")
    with Terminal(bare) as terminal:
        terminal.wait_for("ready 0")
        terminal.settle(quiet=0.5)
        floor, floor_bytes = _press(terminal, ("j",) * 40)
    print(f"{'a key, bare app':<20}{floor:>8.1f}{floor:>8.1f}{'':>8}{floor_bytes:>9.0f}")
    with Terminal(command) as terminal:
        terminal.wait_for("Sentence 1")
        terminal.settle(quiet=1.0)
        for budget in BUDGETS:
            for key in budget.before:
                terminal.press(key)
                terminal.settle()
            cost, size = _press(terminal, budget.keys, quiet=budget.quiet, pause=budget.pause)
            for key in budget.after:
                terminal.press(key)
                terminal.settle(quiet=0.3)
            limit = f"{budget.kilobytes * 1000:.0f}" if budget.kilobytes else ""
            print(
                f"{budget.what:<20}{cost:>8.1f}{floor:>8.1f}{budget.milliseconds:>8.0f}"
                f"{size:>9.0f}{limit:>8}"
            )


def _start(command: list[str], until: str, times: int) -> tuple[float, float]:
    """Median processor ms until all is quiet, and the highest memory; compiled code is cached."""
    costs, memory = [], 0.0
    for number in range(times + 1):
        with Terminal(command, environ=CACHED) as terminal:
            terminal.wait_for(until, seconds=60)
            terminal.settle(quiet=0.5)
            if number:
                costs.append(terminal.processor_ms())
            memory = max(memory, terminal.memory_mb())
    return statistics.median(costs), memory


def _press(
    terminal: Terminal, keys: tuple[str, ...], *, quiet: float = 0.08, pause: float = 0.0
) -> tuple[float, float]:
    """Median processor ms and bytes of these keys."""
    costs, sizes = [], []
    for key in keys:
        before, written = terminal.processor_ms(), len(terminal.written)
        terminal.press(key)
        end = terminal.settle(quiet=quiet)
        costs.append(terminal.processor_ms() - before)
        sizes.append(end - written)
        if pause:
            terminal.settle(quiet=pause)
    return statistics.median(costs), statistics.median(sizes)


if __name__ == "__main__":
    main()
