"""What many tests need: articles made from a list of sentences, events made from few words."""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.model import Draft, LabelEvent, LabelState, Origin, Span
from annotations.store import NewArticle, Store
from annotations.store.identifiers import EventIds

EVENT_IDS = EventIds()

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
}
"""For programs that tests start: they import what the tests import."""


def new_store(path: Path) -> Store:
    """An empty database: the copy of one that was made once."""
    path.write_bytes(_empty())
    return Store(path)


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Store(path).close()
        return path.read_bytes()


def article_of(
    sentences: Sequence[str],
    *,
    name: str = "article.txt",
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    origin: str | None = None,
    replaces: int | None = None,
) -> NewArticle:
    """An article whose text is these sentences, one a line."""
    text = "\n".join(sentences)
    identity = hashlib.sha256(text.encode()).hexdigest()
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return NewArticle(
        draft=Draft(
            text=text,
            name=name,
            origin=f"/news/{name}" if origin is None else origin,
            sha256=identity,
            encoding="utf-8",
            title=name if title is None else title,
            source=source,
            url=url,
        ),
        id=identity,
        spans=spans,
        sentence_ids=[
            hashlib.sha256(f"{identity}|{start}|{end}".encode()).hexdigest()[:32]
            for start, end in spans
        ],
        imported_at=1_700_000_000_000_000,
        replaces=replaces,
    )


def add_article(
    store: Store,
    sentences: Sequence[str],
    *,
    name: str = "article.txt",
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    origin: str | None = None,
    replaces: int | None = None,
) -> int:
    """Store such an article; its number."""
    new = article_of(
        sentences,
        name=name,
        title=title,
        source=source,
        url=url,
        origin=origin,
        replaces=replaces,
    )
    with store.transaction():
        return store.articles.add(new)


def event(
    sentence: int,
    label: str | None = "claim",
    *,
    annotator: str = "ada",
    secondary: str | None = None,
    flags: tuple[str, ...] = (),
    note: str = "",
    at: int = 1_700_000_000_000_000,
    origin: Origin = "key",
    gesture: bytes | None = None,
    reverts: bytes | None = None,
) -> LabelEvent:
    """One event; its id grows from call to call. Without `gesture` it is one of its own."""
    identity = EVENT_IDS.new(at)
    return LabelEvent(
        event_id=identity,
        gesture=identity if gesture is None else gesture,
        annotator=annotator,
        sentence=sentence,
        state=LabelState(label, secondary, flags, note),
        at=at,
        origin=origin,
        reverts=reverts,
    )


def gesture(
    sentences: Sequence[int],
    label: str | None = "claim",
    *,
    annotator: str = "ada",
    at: int = 1_700_000_000_000_000,
) -> tuple[LabelEvent, ...]:
    """One key press over several sentences: its id is that of its first event."""
    first, *others = sentences
    head = event(first, label, annotator=annotator, at=at)
    return (
        head,
        *(
            event(sentence, label, annotator=annotator, at=at, gesture=head.gesture)
            for sentence in others
        ),
    )


def events_in(store: Store) -> list[LabelEvent]:
    """Every event of the database, in the order written."""
    rows = store._connection.execute(
        "SELECT event_id, coalesce(gesture, event_id), annotator.name, sentence, label, secondary,"
        "       flags, note, at, ms, guideline, origin, reverts"
        "  FROM label_event JOIN annotator ON annotator.number = annotator ORDER BY seq"
    )
    return [
        LabelEvent(
            event_id=row[0],
            gesture=row[1],
            annotator=row[2],
            sentence=row[3],
            state=LabelState(row[4], row[5], tuple(row[6].split()), row[7]),
            at=row[8],
            ms=row[9],
            guideline=row[10],
            origin=row[11],
            reverts=row[12],
        )
        for row in rows
    ]


def everyones_states(store: Store, article: int) -> dict[str, dict[int, LabelState]]:
    """Annotator → sentence number → state, of those who have said anything of the article."""
    names = sorted(store.labels.annotators())
    said = {name: store.labels.states(article, annotator=name) for name in names}
    return {name: states for name, states in said.items() if states}


def append(store: Store, *events: LabelEvent) -> None:
    """Add events in a transaction of their own."""
    with store.transaction():
        store.labels.append(events)


def revert(
    store: Store, which: bytes, *, annotator: str, origin: Origin, at: int
) -> tuple[LabelEvent, ...]:
    """The gesture that takes another one back, as undo and redo do it; not yet written."""
    made: list[LabelEvent] = []
    for change in reversed(store.labels.changes(which, annotator=annotator)):
        before = change.before
        made.append(
            event(
                change.sentence,
                before.label,
                annotator=annotator,
                secondary=before.secondary,
                flags=before.flags,
                note=before.note,
                at=at,
                origin=origin,
                gesture=made[0].event_id if made else None,
                reverts=which,
            )
        )
    return tuple(made)


def layout(path: Path) -> list[tuple[str, str, str]]:
    """Every table, index, trigger and view of a file, as SQL text."""
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        ).fetchall()
