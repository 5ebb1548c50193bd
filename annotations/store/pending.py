"""Records into the tables of events, and those whose sentence is not here into a waiting room.

A record waits in `pending_event` until its article is stored, which brings it in. Refuses to
judge a record: what comes here was checked. What came in from elsewhere is marked `merged`, and
keeps its own time, so that the order of merging does not matter.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from annotations.model import LabelEvent, ReviewEvent, Ruling
from annotations.store.factrecords import FactRecord
from annotations.store.labels import enter
from annotations.store.records import (
    LabelRecord,
    Record,
    ReviewRecord,
    SentenceRecord,
    decoded,
    encoded,
)
from annotations.store.reviews import COLUMNS, columns_of

_LABEL = """
INSERT INTO label_event (event_id, gesture, annotator, sentence, label, secondary, flags, note,
                         at, ms, guideline, origin, reverts, merged)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
ON CONFLICT (event_id) DO NOTHING
"""
_REVIEW = f"""
INSERT INTO review_event (event_id, gesture, reviewer, sentence, {", ".join(COLUMNS)},
                          at, ms, guideline, origin, reverts, merged)
VALUES (?, ?, ?, ?, {", ".join("?" * len(COLUMNS))}, ?, ?, ?, ?, ?, 1)
ON CONFLICT (event_id) DO NOTHING
"""
_FACT = """
INSERT INTO fact_event (event_id, gesture, annotator, claim, kind, subject, value, at, origin,
                        reverts, merged)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
ON CONFLICT (event_id) DO NOTHING
"""


def insert(connection: sqlite3.Connection, placed: Iterable[tuple[SentenceRecord, int]]) -> None:
    """Append records, each with the number of its sentence. Belongs in a transaction."""
    placed = list(placed)
    people = _numbers(connection, {_person(record) for record, _ in placed})
    connection.executemany(
        _LABEL,
        (
            _label_row(record, people[record.annotator], sentence)
            for record, sentence in placed
            if isinstance(record, LabelRecord)
        ),
    )
    connection.executemany(
        _REVIEW,
        (
            _review_row(record, people[record.reviewer], sentence)
            for record, sentence in placed
            if isinstance(record, ReviewRecord)
        ),
    )


def insert_facts(connection: sqlite3.Connection, records: Iterable[FactRecord]) -> None:
    """Append what is about claims, which waits for no article. Belongs in a transaction."""
    records = list(records)
    people = _numbers(connection, {record.annotator for record in records})
    connection.executemany(_FACT, (_fact_row(one, people[one.annotator]) for one in records))


def carry(
    connection: sqlite3.Connection, labels: Iterable[LabelEvent], rulings: Iterable[ReviewEvent]
) -> None:
    """Append what follows from other events, at its own time. Belongs in a transaction.

    Marked `merged` too: nobody did it here, and undo leaves it alone.
    """
    labels, rulings = list(labels), list(rulings)
    names = {*(one.annotator for one in labels), *(one.reviewer for one in rulings)}
    people = _numbers(connection, names)
    connection.executemany(_LABEL, (_carried_label(one, people[one.annotator]) for one in labels))
    connection.executemany(_REVIEW, (_carried_ruling(one, people[one.reviewer]) for one in rulings))


def wait(connection: sqlite3.Connection, records: Iterable[SentenceRecord]) -> None:
    """Keep records until their article comes. Belongs in a transaction."""
    connection.executemany(
        "INSERT INTO pending_event (event_id, article, event) VALUES (?, ?, ?)"
        " ON CONFLICT (event_id) DO NOTHING",
        (
            (
                bytes.fromhex(record.event_id),
                bytes.fromhex(record.article),
                encoded(record).decode(),
            )
            for record in records
        ),
    )


def bring_in(connection: sqlite3.Connection, article: int) -> int:
    """Append what waited for an article just stored; how many. Belongs in its transaction.

    What waits for a sentence that this article does not have goes on waiting.
    """
    waiting = connection.execute(
        "SELECT event FROM pending_event"
        " WHERE article = (SELECT id FROM article WHERE number = ?) ORDER BY event_id",
        (article,),
    ).fetchall()
    numbers: Mapping[bytes, int] = dict(
        connection.execute(
            "SELECT sentence.id, sentence.number FROM article JOIN sentence"
            "    ON sentence.number BETWEEN article.first_sentence"
            "   AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = ?",
            (article,),
        )
    )
    records = (decoded(line.encode()) for (line,) in waiting)
    placed = [
        (record, numbers[sentence])
        for record in records
        if not isinstance(record, FactRecord)
        and (sentence := bytes.fromhex(record.sentence)) in numbers
    ]
    insert(connection, placed)
    connection.executemany(
        "DELETE FROM pending_event WHERE event_id = ?",
        ((bytes.fromhex(record.event_id),) for record, _ in placed),
    )
    return len(placed)


def _person(record: SentenceRecord) -> str:
    return record.annotator if isinstance(record, LabelRecord) else record.reviewer


def _numbers(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    """The numbers of people, who are given one where they have none."""
    numbers = {}
    for name in sorted(names):
        enter(connection, name)
        (numbers[name],) = connection.execute(
            "SELECT number FROM annotator WHERE name = ?", (name,)
        ).fetchone()
    return numbers


def _label_row(record: LabelRecord, annotator: int, sentence: int) -> tuple[object, ...]:
    return (
        bytes.fromhex(record.event_id),
        _gesture(record),
        annotator,
        sentence,
        record.label,
        record.secondary,
        " ".join(record.flags),
        record.note,
        record.at,
        record.ms,
        record.guideline,
        record.origin,
        _reverts(record),
    )


def _review_row(record: ReviewRecord, reviewer: int, sentence: int) -> tuple[object, ...]:
    return (
        bytes.fromhex(record.event_id),
        _gesture(record),
        reviewer,
        sentence,
        *columns_of(_ruling(record)),
        record.at,
        record.ms,
        record.guideline,
        record.origin,
        _reverts(record),
    )


def _fact_row(record: FactRecord, annotator: int) -> tuple[object, ...]:
    return (
        bytes.fromhex(record.event_id),
        _gesture(record),
        annotator,
        bytes.fromhex(record.claim),
        record.slot,
        record.subject,
        None if record.value is None else record.text().decode(),
        record.at,
        record.origin,
        _reverts(record),
    )


def _carried_label(event: LabelEvent, annotator: int) -> tuple[object, ...]:
    """Its gesture is the event itself: nobody takes several back at once."""
    return (
        event.event_id,
        None,
        annotator,
        event.sentence,
        event.state.label,
        event.state.secondary,
        " ".join(event.state.flags),
        event.state.note,
        event.at,
        event.ms,
        event.guideline,
        event.origin,
        event.reverts,
    )


def _carried_ruling(event: ReviewEvent, reviewer: int) -> tuple[object, ...]:
    return (
        event.event_id,
        None,
        reviewer,
        event.sentence,
        *columns_of(event.ruling),
        event.at,
        event.ms,
        event.guideline,
        event.origin,
        event.reverts,
    )


def _ruling(record: ReviewRecord) -> Ruling:
    return Ruling(
        decision=record.decision,
        label=record.label,
        secondary=record.secondary,
        note=record.note,
        reason=record.reason,
        question=record.question,
        sent_to=record.sent_to,
        among=record.among,
        basis=record.basis,
    )


def _gesture(record: Record) -> bytes | None:
    """As the tables have it: nothing where it would be the event's own id."""
    return None if record.gesture == record.event_id else bytes.fromhex(record.gesture)


def _reverts(record: Record) -> bytes | None:
    return None if record.reverts is None else bytes.fromhex(record.reverts)
