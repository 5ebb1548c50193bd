"""What the app costs on a real terminal: start, and processor time and bytes of every key.

Beside it, in the same run, a bare Textual app (one line of text, one key), which is the floor.
Medians over many presses; processor time of all threads, since wall time on a shared machine
says little. Linux only (it reads /proc). The corpus: 100,000 articles, then ten long ones.
What reading an article ahead cost is not in the figure for opening it: that is in the pause before.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotations.store import NewArticle, Store
from benchmarks.corpus import LONG, articles, fill, long_article
from benchmarks.presses import Budget, rows, table
from benchmarks.terminal import Terminal

SENTENCES_AN_ARTICLE = 5
LONG_ARTICLES = 9
"""Behind the one where the annotator stopped."""

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
    Budget("search, a letter", tuple("gazette"), 30, before=("/",), after=("escape",), quiet=0.3),
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
    floor = table(command, "Sentence 1", starts=starts)
    with Terminal(command) as terminal:
        terminal.wait_for("Sentence 1")
        terminal.settle(quiet=1.0)
        rows(terminal, BUDGETS, floor)


if __name__ == "__main__":
    main()
