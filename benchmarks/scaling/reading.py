"""What people wait for while they work: pages, articles, queues, searches, and a label saved.

Processor time, the median of several times, in this process; a saved label by the wall, since
it waits for the disk. Beside each the plainest query that finds the same rows, in bare SQLite.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from annotations.review.queues import Disputes, following
from annotations.store import Store
from benchmarks import corpus
from benchmarks.bare import bare, reading
from benchmarks.figures import Figure
from benchmarks.scaling.ground import ANNOTATORS, FOURTH
from benchmarks.store import bare_inserts, commits, handed_over, percentile

TIMES = 9
ADA = ANNOTATORS[0]
SELECT = "the plainest SELECT"
INSERT = "an INSERT, synchronous=FULL"

_PAGE = "SELECT number, name, title FROM article WHERE number > ? ORDER BY number LIMIT 50"
_SENTENCES = "SELECT number, id, start, stop, text FROM sentence WHERE number BETWEEN ? AND ?"
_DISPUTES = """
SELECT sentence FROM disputed WHERE decided = 0 ORDER BY severity DESC, article, sentence
"""
_LABELLED = "SELECT sum(labelled) FROM progress WHERE annotator = ?"
_FINISH = """
INSERT OR REPLACE INTO progress (annotator, article, labelled, flagged)
SELECT 1, number, sentences, 0 FROM article
"""
"""As though the first annotator had labelled all."""
_FOUND = """
SELECT rowid, text FROM sentence_fts WHERE sentence_fts MATCH ? ORDER BY {} LIMIT 200
"""

FREQUENT = "the"
PHRASES = ("president said", "court minister", '"high court"')
"""The one that most sentences hold, of those that few enough hold to be ranked, is searched for."""


@dataclass(frozen=True, slots=True)
class Read:
    """A database that is read, by us and by bare SQLite."""

    store: Store
    plain: sqlite3.Connection

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What a query finds."""
        return self.plain.execute(query, values).fetchall()


@contextmanager
def both(database: Path) -> Iterator[Read]:
    """Open a database twice."""
    with Store(database) as store, closing(reading(database)) as plain:
        yield Read(store, plain)


def figures(database: Path) -> Iterator[Figure]:
    """What is read from a database that is labelled."""
    yield _first_page(database)
    with both(database) as read:
        yield from _lists(read)
        yield from _queues(read)
        yield from _searches(read)


def _first_page(database: Path) -> Figure:
    def ours() -> None:
        with Store(database) as store:
            store.articles.page(annotator=ADA)

    def least() -> None:
        with closing(reading(database)) as plain:
            plain.execute(_PAGE, (0,)).fetchall()

    return _figure("open, to the first page", ours, least, target=50)


def _lists(read: Read) -> Iterator[Figure]:
    articles = read.store.articles
    page = partial(articles.page, annotator=ADA)
    count = articles.count()
    places = [count * tenth // 10 for tenth in range(10)]
    slowest = max(places, key=lambda at: _milliseconds(partial(page, after=at)))
    yield _figure(
        "a page of the list, at the slowest of ten places",
        partial(page, after=slowest),
        partial(read.rows, _PAGE, slowest),
        target=10,
    )
    number = articles.find(corpus.LONG, annotator=ADA).number

    def article() -> None:
        articles.one(number, annotator=ADA)
        articles.read(number)
        read.store.labels.states(number, annotator=ADA)

    yield _figure("an article of 2,000 sentences", article, _its_sentences(read, number), target=20)


def _its_sentences(read: Read, article: int) -> Callable[[], object]:
    numbers = [one.number for one in read.store.articles.sentences(article)]
    return partial(read.rows, _SENTENCES, numbers[0], numbers[-1])


def _queues(read: Read) -> Iterator[Figure]:
    """What a reviewer waits for at each step, and what a thread finds before the first."""
    store = read.store
    disputes = store.queues.find(Disputes())

    def dispute() -> None:
        place = following(disputes, len(disputes) // 2, done=set())
        number = disputes[place or 0]
        article, _ = store.articles.of_sentence(number)
        store.reviews.opinions(number)
        store.articles.read(article)
        store.labels.cast(article)
        store.reviews.rulings(article)

    least = _its_sentences(read, store.articles.of_sentence(disputes[0])[0])
    yield _figure("next disputed, its article and all votes", dispute, least, target=10)
    yield _figure(
        f"all {len(disputes):,} disputes in order, on a thread",
        partial(store.queues.find, Disputes()),
        partial(read.rows, _DISPUTES),
    )


def _searches(read: Read) -> Iterator[Figure]:
    find = read.store.search.sentences
    ranked = [typed for typed in PHRASES if find(typed).ranked]
    most = max(ranked, key=lambda typed: find(typed).total)
    for typed, order, target in ((FREQUENT, "rowid", 10), (most, "rank", 100)):
        found = find(typed)
        how = f"{found.total:,} hits, ranked" if found.ranked else "not ranked"
        yield _figure(
            f"search {typed!r}, {how}",
            partial(find, typed),
            partial(read.rows, _FOUND.format(order), typed),
            target=target,
        )


def finished(database: Path) -> Iterator[Figure]:
    """The next unfinished article where there is none; the progress in the database is changed.

    What was found is remembered as long as the database is open: it is opened for each time.
    """
    with closing(bare(database)) as connection:
        connection.execute(_FINISH)
    with ExitStack() as stack:
        read = stack.enter_context(both(database))
        fresh = iter([stack.enter_context(Store(database)) for _ in range(TIMES)])

        def ask(store: Store) -> None:
            if store.articles.next_unfinished(annotator=ADA, after=0) is not None:
                raise RuntimeError("there is an unfinished article where there should be none")

        least = partial(read.rows, _LABELLED, 1)
        what = "next unfinished article, all are finished"
        yield _figure(what, lambda: ask(next(fresh)), least, target=10)
        ask(read.store)
        yield _figure(f"{what}, asked again", partial(ask, read.store), least, target=10)


def labelling(database: Path, plain: Path, *, presses: int) -> Iterator[Figure]:
    """A label committed, and one handed to the writing thread; the database is changed."""
    least = bare_inserts(plain, FOURTH, presses=presses)
    with Store(database) as store:
        committed = commits(store, FOURTH, presses=presses)
        handed = handed_over(store, FOURTH, presses=presses)
    for what, taken in (("label committed", committed), ("label by the writing thread", handed)):
        for share, target in ((50, 5), (99, 20)):
            yield Figure(
                f"{what}, p{share}, by the wall",
                percentile(taken, share),
                "ms",
                percentile(least, share),
                INSERT,
                target=target,
            )


def _figure(
    what: str, ours: Callable[[], object], least: Callable[[], object], target: float | None = None
) -> Figure:
    taken = statistics.median(_milliseconds(ours) for _ in range(TIMES))
    limit = statistics.median(_milliseconds(least) for _ in range(TIMES))
    return Figure(what, taken, "ms", limit, SELECT, target=target)


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000
