"""What the review costs: keys on a real terminal, and the reads behind them.

A corpus of 100,000 articles behind one of 2,000 sentences; three annotators have labelled the first
102,000 sentences and differ on 36,000, of which a reviewer has decided 16,000. Beside each key, in
the same run, a bare Textual app. Linux only (it reads /proc).
"""

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotations import resources
from annotations.config import Config, load
from annotations.model import ReviewEvent, Ruling
from annotations.review.queues import HASTY, Audit, Cell, Disputes, Lessons, Questions, Queue
from annotations.store import Store
from annotations.store.identifiers import EventIds
from annotations.workflow.accepting import acceptable
from annotations.workflow.agreeing import agreement
from benchmarks.corpus import LABELS, START, articles, fill, label_all, long_article
from benchmarks.presses import Budget, rows, table
from benchmarks.terminal import Terminal

ANNOTATORS = ("ada", "ben", "cleo")
REVIEWER, EARLIER = "rosa", "otto"
LABELLED = 102_000
AGREEMENT = 0.8
OPEN = 20_000
"""Disputes that are left to decide."""
LONG_SIZE = 2_000
SENTENCES_AN_ARTICLE = 5
SAVED = 0.25
"""Seconds until it is told that a decision is saved: until then a key is not done."""
READ = 0.7
"""Seconds in which somebody reads before the next key."""

READY = "Not decided yet"
"""What the side pane says of the first sentence of a queue."""

T = TypeVar("T")

DISPUTES = (
    Budget("an article of 2,000", ("k",) * 10, 25, before=("j",), between="j", quiet=0.4),
    Budget("next disputed", ("j",) * 30, 25, pause=READ),
    Budget("next disputed, at once", ("j",) * 30, None),
    Budget("take a label and go on", ("y", "Y") * 15, 25, quiet=SAVED, pause=READ),
    Budget("take a label, at once", ("y", "Y") * 15, None),
    Budget("label and go on", ("c", "a", "o") * 10, 25, quiet=SAVED, pause=READ),
    Budget("skip", ("n",) * 20, 25, pause=READ),
    Budget("undo", ("u",) * 20, 25, quiet=SAVED, pause=READ),
    Budget("ask for the reason", ("e",) * 10, 8, after=("escape",)),
    Budget("reason", ("s",), 8, 2, before=("e",), quiet=SAVED),
    Budget("guideline question", ("g",) * 10, 8, 2, quiet=SAVED),
    Budget("names hidden, shown", ("h",) * 10, 8),
    Budget("choose a queue", ("l",), 30, quiet=0.3, after=("escape",)),
    Budget("choose a queue, a letter", tuple("audit"), 30, before=("l",), after=("escape",)),
    Budget("help", ("f1",), 30, after=("f1",)),
    Budget("agreement, all figures", ("i",), None, quiet=1.5),
    Budget("agreement, next cell", ("l", "h") * 5, 30),
    Budget("agreement, left", ("escape",), 30, quiet=0.3),
)
IN_A_LONG_ARTICLE = (
    Budget("next sentence", ("j",) * 40, 8, 2),
    Budget("take a label and go on", ("y",) * 30, 8, 2, quiet=SAVED),
    Budget("label and go on", ("c", "a") * 15, 8, 2, quiet=SAVED),
    Budget("labels, 80 ms apart", ("c", "a") * 15, 8, 2),
    Budget("undo", ("u",) * 30, 8, 2, quiet=SAVED),
    Budget("page", ("pagedown",) * 10, 20),
)


def main(arguments: list[str] | None = None) -> None:
    """Print three tables: keys in the disputes, keys in an audit, the reads behind them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        database = Path(folder) / "corpus.db"
        make(database, options.articles)
        keys(database, options.starts)
        reads(database)


def make(database: Path, count: int) -> None:
    """Fill a database, with disputes of which a reviewer has decided all but `OPEN`."""
    with Store(database) as store:
        new = itertools.chain(
            [long_article(LONG_SIZE)], articles(count, count * SENTENCES_AN_ARTICLE)
        )
        sentences = fill(store, new)
    label_all(database, ANNOTATORS, first=LABELLED, agreement=AGREEMENT)
    with Store(database) as store:
        _decide(store)
        done, disputes = store.queues.decided()
    size = database.stat().st_size / 1e6
    print(f"{count + 1} articles, {sentences} sentences, {size:.0f} MB,", end=" ")
    print(f"{disputes} disputes, {done} of them decided")


def _decide(store: Store) -> None:
    """Let a reviewer decide disputes all over the corpus, until so many are left."""
    disputes = store.queues.find(Disputes())
    decided = sorted(disputes)[::-1][: max(0, len(disputes) - OPEN)]
    ids = EventIds()
    at = START + 10_000_000_000_000
    with store.transaction():
        for place, sentence in enumerate(decided):
            label, other = LABELS[place % 4], LABELS[(place + 1 + place % 3) % 4]
            identity = ids.new(at + place)
            among = (*sorted({label, other}),)
            ruling = Ruling(decision="label", label=label, among=among)
            event = ReviewEvent(
                event_id=identity,
                gesture=identity,
                reviewer=EARLIER,
                sentence=sentence,
                ruling=ruling,
                at=at + place,
                ms=HASTY,
            )
            store.reviews.append([event])


def keys(database: Path, starts: int) -> None:
    """Measure the app and the bare app on this database."""
    command = [sys.executable, "-m", "tui", "--db", str(database), "--as", REVIEWER, "review"]
    print("\nThe disputes, worst first: almost every one in another article")
    floor = table(command, READY, starts=starts)
    within = _before_the_short_ones(database)
    with Terminal(command) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.settle(quiet=1.0)
        in_one = Budget("next disputed, same article", ("j",) * (within - 1), None)
        rows(terminal, (in_one, *DISPUTES), floor)
    print("\nAn audit: all labels of one annotator, 2,000 of them in one article")
    with Terminal([*command, ANNOTATORS[0]]) as terminal:
        terminal.wait_for(READY, seconds=60)
        terminal.settle(quiet=1.0)
        rows(terminal, IN_A_LONG_ARTICLE, floor)


def _before_the_short_ones(database: Path) -> int:
    """How many of the first disputes are in the long article, which is the first one."""
    with Store(database) as store:
        queue = store.queues.find(Disputes())
        return sum(1 for _ in itertools.takewhile(lambda number: number <= LONG_SIZE, queue))


def reads(database: Path) -> None:
    """Measure what is read for the screen and for the command line."""
    config = load(resources.shipped_config(), environ={}).config
    print(f"\n{'Read from the database':<58}{'processor ms':>14}")
    with Store(database) as store:
        for queue in _queues():
            cost, found = _timed(lambda: store.queues.find(queue))  # noqa: B023 - called at once
            _line(f"{queue}", cost, f"{len(found):,} sentences")
        _one_by_one(store)
        _whole(store, config)


def _queues() -> tuple[Queue, ...]:
    one, other, _ = ANNOTATORS
    return (
        Disputes(),
        Disputes((one, other)),
        Audit(one),
        Audit(one, sample=50),
        Audit(one, label="claim"),
        Audit(one, flagged=True),
        Audit(one, hasty=True),
        Cell(one, "claim", other, "opinion"),
        Lessons(one),
        Questions(),
    )


def _one_by_one(store: Store) -> None:
    """What is read at each step."""
    disputes = store.queues.find(Disputes())[-200:]
    costs = [_timed(lambda: store.reviews.opinions(n))[0] for n in disputes]  # noqa: B023 - as above
    _line("opinions of a sentence", statistics.median(costs))
    short = [store.articles.of_sentence(number)[0] for number in disputes]
    costs = [_timed(lambda: store.votes.article(n))[0] for n in short]  # noqa: B023 - as above
    _line("an article with its votes", statistics.median(costs))
    costs = [_timed(lambda: store.votes.article(1))[0] for _ in range(10)]
    _line(f"an article of {LONG_SIZE:,} sentences with its votes", statistics.median(costs))


def _whole(store: Store, config: Config) -> None:
    """What is read once, over all labels."""
    _line("disputes decided", _timed(store.queues.decided)[0])
    _line("sent back", _timed(store.reviews.waiting)[0])
    cost, found = _timed(store.reviews.precedents)
    _line("how disputes were decided before", cost, f"{found.total():,} decisions")
    choices = config.review.accept
    cost, ready = _timed(lambda: acceptable(store, choices, reviewer=REVIEWER))
    most = max(len(each.changes) for each in ready)
    _line("what could be accepted in bulk", cost, f"{most:,} sentences")
    cost, measured = _timed(lambda: agreement(store, config=config))
    _line("agreement, all figures", cost, f"{measured.primary.figures.items:,} sentences")


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    result = act()
    return (time.process_time() - began) * 1000, result


def _line(what: str, cost: float, about: str = "") -> None:
    print(f"{what:<58}{cost:>14.1f}  {about}", flush=True)


if __name__ == "__main__":
    main()
