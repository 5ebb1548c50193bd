"""The database: the only place that speaks SQL. Rows go in, values come out.

Store(path)                  checks, opens and updates the file; one Store a thread
    .articles                adding, paging, finding, reading articles
    .labels                  appending events, reading states, history, gestures
    .search                  full text over sentences and titles
    .counts                  progress and status
    .lookup                  sentences found by what other programs call them
    .votes                   everything said of every sentence, streamed for exports
    .ratings                 what several called the same sentences, counted by pattern
    .reviews                 what reviewers have said; what they sent back
    .queues                  which sentences a reviewer goes through
    .facts                   claims, their mentions, evidence and verdicts
    .splits                  which article is in which split, for ever
    .kin                     sentences of other articles that share rare words with one
    .own                     what one annotator has labelled so far, for suggestions
    .origins                 which labels are suggestions that somebody accepted
    .exchange                all events as lines for another database, and those of another
Writer(path, report)         the thread that commits what a person decides
backup.copy(path, to)        a safe copy
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from annotations.store import drift
from annotations.store.agreed import Cast, undecided
from annotations.store.articles import Articles
from annotations.store.connection import (
    IMPORT_SECONDS,
    TYPING_SECONDS,
    connect,
    reopen,
    sqlite_version,
    told,
    transaction,
)
from annotations.store.counts import ArticleShare, Counts, Share
from annotations.store.files import is_there
from annotations.store.intake import NewArticle
from annotations.store.labels import Labels
from annotations.store.lookup import Lookup, Said, Standing
from annotations.store.migrations import statements
from annotations.store.queues import Queues
from annotations.store.ratings import RatedArticle, RatedWeek, Ratings
from annotations.store.reviews import Given, Opinion, Reviews, SentBack
from annotations.store.schema import REBUILD
from annotations.store.schema_facts import REBUILD_FACTS
from annotations.store.schema_review import REBUILD_REVIEWS
from annotations.store.search import Found, Hit, Search
from annotations.store.votes import Vote, Voted, Votes
from annotations.store.writer import (
    Gesture,
    NotYetSaved,
    Outcome,
    Place,
    Refused,
    Saved,
    Writer,
    fact_gesture,
    label_gesture,
    review_gesture,
)

if TYPE_CHECKING:
    from annotations.store.exchange import Exchange
    from annotations.store.facts import Facts
    from annotations.store.kin import Kinship
    from annotations.store.origins import Origins
    from annotations.store.own import Own
    from annotations.store.splits import Splits

__all__ = [
    "IMPORT_SECONDS",
    "ArticleShare",
    "Found",
    "Gesture",
    "Given",
    "Hit",
    "NewArticle",
    "NotYetSaved",
    "Opinion",
    "Outcome",
    "Place",
    "RatedArticle",
    "RatedWeek",
    "Refused",
    "Said",
    "Saved",
    "SentBack",
    "Share",
    "Standing",
    "Store",
    "Vote",
    "Voted",
    "Writer",
    "fact_gesture",
    "is_there",
    "label_gesture",
    "review_gesture",
    "sqlite_version",
]


class Store:
    """A claimdesk database, open in this thread. Use as a context manager, or `close` it."""

    def __init__(
        self,
        path: Path,
        *,
        timeout: float = TYPING_SECONDS,
        checked: bool = False,
        make: bool = True,
    ) -> None:
        """Open (and make, or update) the file at `path`. Raises `StoreError`.

        `timeout`: seconds to wait for other writers. `checked`: this process has opened the
        file before, so the checks can be left out. `make`: whether a file that is not there,
        empty or of an older release may become a database of this one.
        """
        self.path = path
        self._connection = (
            reopen(path, timeout=timeout) if checked else connect(path, timeout=timeout, make=make)
        )
        self.articles = Articles(self._connection)
        self.labels = Labels(self._connection)
        self.search = Search(self._connection)
        self.counts = Counts(self._connection)
        self.lookup = Lookup(self._connection)
        self.votes = Votes(self._connection)
        self.ratings = Ratings(self._connection)
        self.reviews = Reviews(self._connection)
        self.queues = Queues(self._connection)

    @property
    def exchange(self) -> "Exchange":
        """All events as records, and those of another database taken in."""
        from annotations.store.exchange import Exchange  # noqa: PLC0415 - the app starts without it

        return Exchange(self._connection)

    @property
    def facts(self) -> "Facts":
        """Claims, their mentions, evidence and verdicts."""
        from annotations.store.facts import Facts  # noqa: PLC0415 - as above

        return Facts(self._connection)

    @property
    def splits(self) -> "Splits":
        """Which article is in which split, for ever."""
        from annotations.store.splits import Splits  # noqa: PLC0415 - as above

        return Splits(self._connection)

    @property
    def kin(self) -> "Kinship":
        """Sentences of other articles that share rare words with one."""
        from annotations.store.kin import Kinship  # noqa: PLC0415 - as above

        return Kinship(self._connection)

    @property
    def own(self) -> "Own":
        """What one annotator has labelled so far, for suggestions."""
        from annotations.store.own import Own  # noqa: PLC0415 - as above

        return Own(self._connection)

    @property
    def origins(self) -> "Origins":
        """Which labels are suggestions that somebody accepted."""
        from annotations.store.origins import Origins  # noqa: PLC0415 - as above

        return Origins(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def interrupt(self) -> None:
        """Break off what is being read here, which then raises `StoreError`; from any thread."""
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile
            self._connection.interrupt()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, under the write lock from the start.

        Raises `StoreError`; what breaks a rule of the tables is a bug and stays IntegrityError.
        """
        with self.told(), transaction(self._connection):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads within see the database as it was at the first, whoever writes meanwhile."""
        with self.told():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with suppress(sqlite3.Error):  # closed meanwhile: nothing to end
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Reads that may meet a damaged or locked file: raises `StoreError`, never sqlite3's."""
        with told(self.path):
            yield

    def undecided(self, *, annotators: int) -> Iterator[tuple[int, list[Cast]]]:
        """Sentences with so many labels at least on which no reviewer has decided, with votes."""
        return undecided(self._connection, annotators=annotators)

    def rebuild(self) -> None:
        """Make derived tables and search index anew, and what is missing of triggers and indexes.

        Articles, sentences and events stay as they are. Nobody else can save meanwhile: minutes
        for millions of sentences. Raises `StoreError`.
        """
        from annotations.store import soundness  # noqa: PLC0415 - the app starts without it

        with self.transaction():
            soundness.mend(self._connection)
            for statement in statements(f"{REBUILD_FACTS};{REBUILD_REVIEWS};{REBUILD}"):
                self._connection.execute(statement)

    def quick_check(self) -> str:
        """Say "ok", or the first fault that SQLite finds in the file."""
        with self.told():
            (verdict,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return str(verdict)

    def astray(self) -> list[str]:
        """What is missing of tables, triggers, indexes and views, or is not as it was made.

        Raises `StoreError`.
        """
        from annotations.store import soundness  # noqa: PLC0415 - as above

        with self.told():
            return soundness.astray(self._connection)

    def altered(self) -> list[str]:
        """Ids of the articles that do not read as they were imported. Raises `StoreError`."""
        from annotations.store import soundness  # noqa: PLC0415 - as above

        with self.reading():
            return soundness.altered(self._connection)

    def unsearchable(self) -> list[str]:
        """Search indexes that are not whole; empty when all is well. Raises `StoreError`."""
        from annotations.store import soundness  # noqa: PLC0415 - as above

        with self.told():
            return soundness.unsearchable(self._connection)

    def drifted(self) -> list[str]:
        """Derived tables that do not equal the events they are made from; empty when all is well.

        Raises `StoreError`.
        """
        with self.told():
            return drift.drifted(self._connection)
