"""What the database costs: `python -m benchmarks.store [--full] [--articles N --sentences N]`.

Makes a corpus in a temporary folder, labels all of it, and measures what people wait for, with
bare SQLite doing the least that the same work needs beside it. Refuses to judge: a shared
machine is slower than a quiet one, which is why the bare figures come from the same run.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from annotations.model import LabelEvent, LabelState
from annotations.store import NewArticle, Saved, Store, Writer
from annotations.store.identifiers import EventIds
from benchmarks import corpus
from benchmarks.bare import bare

ANNOTATORS = ("ada", "ben", "cleo")
FULL = (100_000, 2_000_000)
PLAIN = (20_000, 400_000)
PRESSES = 1000
_IDS = EventIds()

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    target: str
    measured: str
    bare: str = ""


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=PLAIN[0])
    parser.add_argument("--sentences", type=int, default=PLAIN[1])
    parser.add_argument("--full", action="store_true", help="100,000 articles, 2,000,000 sentences")
    parser.add_argument("--annotators", type=int, choices=range(1, len(ANNOTATORS) + 1), default=3)
    parser.add_argument("--folder", type=Path, help="where to put the databases")
    asked = parser.parse_args(arguments)
    articles, sentences = FULL if asked.full else (asked.articles, asked.sentences)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for line in measured(Path(folder), articles, sentences, ANNOTATORS[: asked.annotators]):
            print(f"{line.what:52}{line.target:>12}{line.measured:>24}   {line.bare}", flush=True)


def measured(
    folder: Path, articles: int, sentences: int, annotators: tuple[str, ...]
) -> Iterator[Line]:
    """The table, line by line as it is measured."""
    path = folder / "corpus.db"
    yield Line("", "target", "measured", "bare SQLite in the same run")
    yield _import(path, folder / "bare.db", corpus.articles(articles, sentences))
    unlabelled = path.stat().st_size
    seconds, events = _timed(lambda: corpus.label_all(path, annotators))
    yield Line("(labels made in bulk)", "", f"{events / seconds:,.0f} events/s")
    size = unlabelled + (path.stat().st_size - unlabelled) / len(annotators)
    yield Line("size per 1M labelled sentences", "< 550 MB", f"{size / sentences:,.0f} MB")
    yield _opening(path)
    with Store(path) as store:
        yield from _reading(store, annotators[0], articles)
        yield from _searching(store)
        yield from _labelling(store, folder / "bare.db", annotators[0])


def _import(path: Path, bare: Path, new: Iterator[NewArticle]) -> Line:
    """Import all of it; the first few thousand articles also with nothing but executemany."""
    first = list(islice(new, 2000))
    bare_taken, bare_count = _timed(lambda: _bare_import(bare, first))
    taken = 0.0
    count = 0
    with Store(path) as store:
        batch = [*first, corpus.long_article()]
        while batch:
            seconds, stored = _timed(lambda: corpus.fill(store, iter(batch)))  # noqa: B023 - at once
            taken += seconds
            count += stored
            batch = list(islice(new, 2000))
    return Line(
        "import, searchable",
        "> 20,000/s",
        f"{count / taken:,.0f} sentences/s",
        f"{bare_count / bare_taken:,.0f} (executemany into sentence and index)",
    )


def _bare_import(path: Path, new: list[NewArticle]) -> int:
    rows = [
        (bytes.fromhex(identity), start, end, article.draft.text[start:end])
        for article in new
        for identity, (start, end) in zip(article.sentence_ids, article.spans, strict=True)
    ]
    with closing(bare(path)) as connection:
        connection.execute("CREATE TABLE sentence (id BLOB UNIQUE, start, stop, text)")
        connection.execute("CREATE VIRTUAL TABLE found USING fts5 (text, content='sentence')")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?)", rows)
        connection.execute("INSERT INTO found (rowid, text) SELECT rowid, text FROM sentence")
        connection.execute("COMMIT")
    return len(rows)


def _opening(path: Path) -> Line:
    def first_page() -> None:
        with Store(path) as store:
            store.articles.page(annotator=ANNOTATORS[0])

    return Line("open to the first page", "< 50 ms", _best(first_page))


def _reading(store: Store, annotator: str, articles: int) -> Iterator[Line]:
    def page_at_the_end() -> None:
        store.articles.page(annotator=annotator, after=articles - 50)

    def long_article() -> None:
        number = store.articles.find(corpus.LONG, annotator=annotator).number
        assert len(store.articles.sentences(number)) == 2000  # noqa: S101 - measure the right thing
        store.labels.states(number, annotator=annotator)

    yield Line("list page at the end", "< 10 ms", _best(page_at_the_end))
    yield Line("open an article of 2,000 sentences with labels", "< 20 ms", _best(long_article))
    for who, what in ((annotator, "everything is labelled"), ("nobody", "nothing is labelled")):
        yield Line(
            f"next unfinished article, {what}",
            "< 10 ms",
            _best(lambda: store.articles.next_unfinished(annotator=who, after=0)),  # noqa: B023 - at once
        )
    counts = store.counts
    yield Line(
        "count of labelled sentences",
        "< 10 ms",
        _best(lambda: counts.labelled(annotator=annotator)),
    )
    yield Line("count of all sentences", "< 10 ms", _best(counts.corpus))
    yield Line("status of everyone", "", _best(counts.annotators, times=1))


def _searching(store: Store) -> Iterator[Line]:
    for typed, target in (
        ("the", "< 10 ms"),
        ("sta", ""),
        ("court minister", "< 100 ms"),
        ("president said", "< 100 ms"),
        ('"high court"', "< 100 ms"),
    ):
        found = store.search.sentences(typed)
        how = "ranked" if found.ranked else "unranked"
        yield Line(
            f"search {typed!r}: {found.total:,} hits, {how}",
            target,
            _best(lambda: store.search.sentences(typed)),  # noqa: B023 - called at once
        )


def _labelling(store: Store, path: Path, annotator: str) -> Iterator[Line]:
    least = _percentiles(bare_inserts(path, annotator))
    target = "5 / 20 ms"
    yield Line("label committed, p50 / p99", target, _percentiles(commits(store, annotator)), least)
    yield Line(
        "label saved by the writing thread, p50 / p99",
        target,
        _percentiles(handed_over(store, annotator)),
        least,
    )


def bare_inserts(path: Path, annotator: str, *, presses: int = PRESSES) -> list[float]:
    """Milliseconds on the wall of each single insert into bare SQLite, sorted."""
    with closing(bare(path)) as connection:
        connection.execute(
            "CREATE TABLE event (id BLOB UNIQUE, annotator TEXT, sentence INTEGER, label TEXT, at)"
        )

        def insert(event: LabelEvent) -> None:
            said = event.annotator, event.sentence, event.state.label, event.at
            connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?)", (event.event_id, *said))

        return _pressed(insert, range(1, presses + 1), annotator)


def commits(store: Store, annotator: str, *, presses: int = PRESSES) -> list[float]:
    """The same of labels that are committed one by one."""

    def commit(event: LabelEvent) -> None:
        with store.transaction():
            store.labels.append([event])

    return _pressed(commit, _some_sentences(store, presses), annotator)


def handed_over(store: Store, annotator: str, *, presses: int = PRESSES) -> list[float]:
    """The same of labels that are handed to the writing thread, until it has saved them."""
    writer = Writer(store.path, _refuse_failure)

    def through_thread(event: LabelEvent) -> None:
        writer.submit((event,))
        writer.drain(10)

    try:
        return _pressed(through_thread, _some_sentences(store, presses), annotator)
    finally:
        writer.close()


def _some_sentences(store: Store, presses: int) -> list[int]:
    numbers = [one.number for one in store.articles.sentences(1)]
    return [numbers[press % len(numbers)] for press in range(presses)]


def _refuse_failure(outcome: object) -> None:
    if not isinstance(outcome, Saved):
        raise TypeError(outcome)


def _pressed(
    act: Callable[[LabelEvent], None], numbers: Sequence[int], annotator: str
) -> list[float]:
    taken = []
    for press, number in enumerate(numbers):
        identity = _IDS.new(corpus.START)
        event = LabelEvent(
            event_id=identity,
            gesture=identity,
            annotator=annotator,
            sentence=number,
            state=LabelState(corpus.LABELS[press % 4]),
            at=corpus.START,
        )
        seconds, _ = _timed(lambda: act(event))  # noqa: B023 - called at once
        taken.append(seconds * 1000)
    return sorted(taken)


def percentile(taken: Sequence[float], share: int) -> float:
    """The value that so many of a hundred stay at or below, of a sorted sequence."""
    return taken[len(taken) * share // 100]


def _percentiles(taken: Sequence[float]) -> str:
    return f"{percentile(taken, 50):.2f} / {percentile(taken, 99):.2f} ms"


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = act()
    return time.perf_counter() - began, result


def _best(act: Callable[[], object], *, times: int = 5) -> str:
    """The best of some runs and, behind it, the first, when nothing was in memory yet."""
    taken = [_timed(act)[0] * 1000 for _ in range(times)]
    return f"{min(taken):.2f} ms (first {taken[0]:.1f})"


if __name__ == "__main__":
    main()
