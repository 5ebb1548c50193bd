"""What agreement costs: all figures of 100,000 sentences, in processor time.

Reading the labels and computing from them stand apart, the latter for ever more annotators: the
figures come from counts of patterns, and of those there are the more, the more people label.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from annotations import resources
from annotations.config import Config, load
from annotations.review.agreement import measured
from annotations.review.patterns import Pattern
from annotations.store import Store
from annotations.workflow.agreeing import agreement, agreement_by_article, agreement_by_week
from benchmarks.corpus import LABELS, articles, fill, label_all

SENTENCES = 100_000
SENTENCES_AN_ARTICLE = 25
ANNOTATORS = ("ada", "ben", "cleo")
TARGET = "< 2 s"

T = TypeVar("T")


def main(arguments: list[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    sentences = parser.parse_args(arguments).sentences
    config = load(resources.shipped_config(), environ={}).config
    print(f"{'':<54}{'target':>8}{'processor':>11}")
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        path = Path(folder) / "labels.db"
        _fill(path, sentences)
        with Store(path) as store:
            for annotators in (ANNOTATORS[:2], ANNOTATORS):
                _whole(store, config, annotators)
            several = len(ANNOTATORS)
            seconds, found = _timed(lambda: list(agreement_by_article(store, config=config)))
            _line(f"{len(found):,} articles of {several} annotators, one by one", seconds)
            seconds, weeks = _timed(lambda: agreement_by_week(store, config=config))
            _line(f"{len(weeks)} weeks of {several} annotators", seconds)
    for count in (2, 3, 6, 10):
        patterns = _patterns(sentences, count)
        names = [str(number) for number in range(count)]
        seconds, _ = _timed(lambda: measured(patterns, names))  # noqa: B023 - called at once
        _line(f"figures alone: {count} annotators, {len(patterns):,} patterns", seconds)


def _whole(store: Store, config: Config, annotators: tuple[str, ...]) -> None:
    """Everything that the command and the screen show, and what of it is reading."""
    seconds, found = _timed(lambda: agreement(store, annotators, config=config))
    who = f"{found.primary.figures.items:,} sentences of {len(annotators)} annotators"
    _line(f"{who}, all figures", seconds, TARGET)
    seconds, _ = _timed(lambda: store.ratings.patterns(annotators))
    _line("  reading their labels", seconds)


def _fill(path: Path, sentences: int) -> None:
    """Everything labelled by everyone, with a secondary label on most attributions."""
    with Store(path) as store:
        fill(store, articles(sentences // SENTENCES_AN_ARTICLE, sentences))
    label_all(path, ANNOTATORS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE label_current SET secondary = 'claim'"
            " WHERE label = 'attribution' AND (7 * sentence + annotator) % 10 < 8"
        )


def _patterns(sentences: int, annotators: int) -> Counter[Pattern]:
    """Mostly agreeing, one label in ten missing."""
    rng = random.Random(1)
    found: Counter[Pattern] = Counter()
    for _ in range(sentences):
        meant = rng.choice(LABELS)
        found[
            tuple(
                None if rng.random() < 0.1 else meant if rng.random() < 0.85 else rng.choice(LABELS)
                for _ in range(annotators)
            )
        ] += 1
    return found


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    result = act()
    return time.process_time() - began, result


def _line(what: str, seconds: float, target: str = "") -> None:
    print(f"{what:<54}{target:>8}{seconds:>9.2f} s", flush=True)


if __name__ == "__main__":
    main()
