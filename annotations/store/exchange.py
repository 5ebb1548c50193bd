"""All events of a database as lines for another one, and the lines of another one taken in.

The events of a database are a set, known by their ids; merging is the union of two sets, so it
can be done in any order, twice, and by halves. Refuses lines that contradict what is here. Takes
no part in files: `bundles` knows how lines are packed, `records` what may stand in one.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from heapq import merge
from typing import Any

from annotations.errors import MergeRefused, StoreError
from annotations.model import LabelEvent, ReviewEvent
from annotations.nouns import dataclass
from annotations.store import files, migrations, pending
from annotations.store.articleids import ArticleIds, sorted_ids
from annotations.store.factrecords import FactRecord, fact_record
from annotations.store.records import (
    Record,
    SentenceRecord,
    decoded,
    encoded,
    label_record,
    review_record,
)
from annotations.store.reviews import COLUMNS

MOST_AT_ONCE = 500
"""Records that are compared, or appended in one transaction: a tenth of a second at most."""

_LONGEST_REASON = 160

_PLACES = """
  CROSS JOIN annotator ON annotator.number = event.{person}
  CROSS JOIN sentence ON sentence.number = event.sentence
  CROSS JOIN article ON article.number = sentence.article
"""
_LABELS = f"""
SELECT event.event_id, coalesce(event.gesture, event.event_id), annotator.name, article.id,
       sentence.id, event.label, event.secondary, event.flags, event.note,
       event.at, event.ms, event.guideline, event.origin, event.reverts
  FROM label_event AS event {_PLACES.format(person="annotator")}
"""
_REVIEWS = f"""
SELECT event.event_id, coalesce(event.gesture, event.event_id), annotator.name, article.id,
       sentence.id, {", ".join(f"event.{column}" for column in COLUMNS)},
       event.at, event.ms, event.guideline, event.origin, event.reverts
  FROM review_event AS event {_PLACES.format(person="reviewer")}
"""
_FACTS = """
SELECT event.event_id, coalesce(event.gesture, event.event_id), annotator.name, event.claim,
       event.kind, event.subject, event.value, event.at, event.origin, event.reverts
  FROM fact_event AS event CROSS JOIN annotator ON annotator.number = event.annotator
"""
_PENDING = "SELECT event.event_id, event.event FROM pending_event AS event"

_Row = Sequence[Any]
_READERS: Mapping[str, Callable[[_Row], bytes]] = {
    _LABELS: lambda row: encoded(label_record(row)),
    _REVIEWS: lambda row: encoded(review_record(row)),
    _FACTS: lambda row: encoded(fact_record(row)),
    _PENDING: lambda row: str(row[1]).encode(),
}
"""Query → the line of one of its rows."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the events of a database come to, known before the first is written."""

    events: int
    articles: ArticleIds
    """Of the articles that labels and rulings among them refer to, sorted."""
    sha256: str
    """Of all lines, each with its line end; 64 hex digits."""
    steps: Sequence[str]
    """Names of the schema steps of the database."""


@dataclass(slots=True)
class Taken:
    """What became of the lines of a file."""

    new: int = 0
    known: int = 0
    """Events that were here already."""
    waiting: int = 0
    """Events of articles that are not here."""
    unmatched: int = 0
    """Events of articles that are here, but were divided into other sentences: they may wait
    for ever."""
    articles: set[str] = field(default_factory=set)
    """Ids of the articles waited for."""


class Exchange:
    """The events of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def contents(self) -> Contents:
        """Read all events once. Belongs, with `lines`, inside one `reading`.

        Raises `StoreError` for an event that no other database would take.
        """
        digest, articles, events, last = hashlib.sha256(), set[bytes](), 0, ""
        for line in self.lines():
            try:
                record = decoded(line)
            except ValueError as error:
                event = line[:_LONGEST_REASON].decode(errors="replace")
                raise self._breach(event, error) from error
            if not isinstance(record, FactRecord) and record.article != last:
                last = record.article
                articles.add(bytes.fromhex(last))
            digest.update(line + b"\n")
            events += 1
        steps = migrations.applied(self._connection)
        return Contents(events, sorted_ids(articles), digest.hexdigest(), steps)

    def lines(self) -> Iterator[bytes]:
        """All events, those that wait for their article too, by id; without line ends.

        Raises `StoreError` for an event that cannot be written as a record.
        """
        streams = (self._read(query, "ORDER BY event.event_id") for query in _READERS)
        for _, line in merge(*streams):
            yield line

    def compare(self, records: Sequence[Record]) -> None:
        """Raise MergeRefused where an event with the id of one of these says something else."""
        self._placed_or_waiting(records)

    def take(self, records: Sequence[Record], taken: Taken) -> None:
        """Add those events that are not here, and count them all. Belongs in a transaction.

        Raises MergeRefused as `compare` does.
        """
        placed, held = self._placed_or_waiting(records)
        unknown = [record for record in records if record.event_id not in placed]
        facts = [record for record in unknown if isinstance(record, FactRecord)]
        pending.insert_facts(self._connection, facts)
        fresh = [record for record in unknown if not isinstance(record, FactRecord)]
        numbers = self._sentences(fresh)
        here = [(record, number) for record, number in zip(fresh, numbers, strict=True) if number]
        rest = [record for record, number in zip(fresh, numbers, strict=True) if not number]
        pending.insert(self._connection, here)
        pending.wait(self._connection, (one for one in rest if one.event_id not in held))
        taken.new += len(here) + len(facts)
        taken.known += len(placed)
        self._count_waiting(rest, taken)

    def carry(self, labels: Sequence[LabelEvent], rulings: Sequence[ReviewEvent]) -> None:
        """Add what follows from events that are here, unless it is. Belongs in a transaction."""
        pending.carry(self._connection, labels, rulings)

    def versions(self, articles: Collection[str]) -> list[tuple[int, int]]:
        """(old, new): the steps from version to version that events of these articles can take.

        `articles` by their ids. A step comes behind those that lead to it; the step to an article
        is among them, since the event that is there may be older than one on the version before.
        """
        rows = self._connection.execute(
            "SELECT old.number, old.id, new.number, new.id FROM article AS new"
            "  JOIN article AS old ON old.number = new.replaces"
            " WHERE new.replaces IS NOT NULL ORDER BY old.number, new.number"
        )
        touched: set[int] = set()
        steps = []
        for old, old_id, new, new_id in rows:
            if old in touched or old_id.hex() in articles or new_id.hex() in articles:
                touched.add(new)
                steps.append((old, new))
        return steps

    def waiting(self) -> tuple[int, int]:
        """(events, articles) that wait: events until their article comes."""
        events, articles = self._connection.execute(
            "SELECT count(*), count(DISTINCT article) FROM pending_event"
        ).fetchone()
        return int(events), int(articles)

    def _count_waiting(self, records: Sequence[SentenceRecord], taken: Taken) -> None:
        known = self._articles(records)
        for record in records:
            if record.article in known:
                taken.unmatched += 1
            else:
                taken.waiting += 1
                taken.articles.add(record.article)

    def _placed_or_waiting(self, records: Sequence[Record]) -> tuple[set[str], set[str]]:
        """Ids of those that stand in the tables of events, and of those that wait."""
        said = {bytes.fromhex(record.event_id): record for record in records}
        found: dict[str, set[str]] = {query: set() for query in _READERS}
        which = f"WHERE event.event_id IN {_marks(said)}"
        for query, those in found.items():
            for event_id, line in self._read(query, which, list(said)):
                if line != encoded(said[event_id]):
                    raise MergeRefused(
                        f"event {event_id.hex()} is known here, and says something else here"
                    )
                those.add(event_id.hex())
        return found[_LABELS] | found[_REVIEWS] | found[_FACTS], found[_PENDING]

    def _read(
        self, query: str, which: str, values: Sequence[bytes] = ()
    ) -> Iterator[tuple[bytes, bytes]]:
        """(event id, line) of the rows that a query gives."""
        read = _READERS[query]
        for row in self._connection.execute(f"{query} {which}", values):
            try:
                yield row[0], read(row)
            except ValueError as error:
                raise self._breach(row[0].hex(), error) from error

    def _breach(self, event: str, error: ValueError) -> StoreError:
        doctor = files.doctor(self._connection)
        return StoreError(
            f"an event in the database breaks the rules of exchange ({brief(error)}): {event}; "
            f"nothing was written, and `{doctor}` looks whether the database is sound"
        )

    def _sentences(self, records: Sequence[SentenceRecord]) -> list[int | None]:
        """The number of each record's sentence; None where its article does not have it here."""
        ids = {bytes.fromhex(record.sentence) for record in records}
        rows = self._connection.execute(
            "SELECT sentence.id, article.id, sentence.number FROM sentence"
            "  CROSS JOIN article ON article.number = sentence.article"
            f" WHERE sentence.id IN {_marks(ids)}",
            list(ids),
        )
        numbers = {(sentence.hex(), article.hex()): number for sentence, article, number in rows}
        return [numbers.get((record.sentence, record.article)) for record in records]

    def _articles(self, records: Sequence[SentenceRecord]) -> set[str]:
        """Ids of the articles, among those referred to, that are here."""
        ids = {bytes.fromhex(record.article) for record in records}
        rows = self._connection.execute(
            f"SELECT id FROM article WHERE id IN {_marks(ids)}", list(ids)
        )
        return {identity.hex() for (identity,) in rows}


def brief(error: ValueError) -> str:
    """What is wrong with a record, in a few words."""
    if isinstance(error, UnicodeDecodeError):
        return "not text in UTF-8"
    reason = str(error)
    return reason if len(reason) <= _LONGEST_REASON else reason[:_LONGEST_REASON] + "…"


def _marks(values: Collection[object]) -> str:
    return f"({', '.join('?' * len(values))})"
