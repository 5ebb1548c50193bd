"""The database that faults happen to, random gestures for it, and what is left of it afterwards.

What is judged: every gesture that was acknowledged is there, each gesture is there whole or not
at all, the derived tables equal the events, and SQLite finds no fault in the file.
"""

import hashlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotations.model import (
    NO_RULING,
    Draft,
    LabelEvent,
    LabelGesture,
    LabelState,
    ReviewEvent,
    ReviewGesture,
    Ruling,
    Span,
)
from annotations.store import Gesture, NewArticle, Saved, Store, label_gesture, review_gesture
from annotations.store.identifiers import EventIds
from annotations.text.canonical import article_id, sentence_id

SENTENCES = 60
LABELS = ("claim", "attribution", "opinion", "boilerplate")
IDS = EventIds()
SQL = "SELECT coalesce(gesture, event_id), note, count(*) FROM {} GROUP BY 1, 2"


@dataclass(frozen=True, slots=True)
class Remains:
    """What was found in a database after a fault."""

    acknowledged: int
    """Gestures that were reported as saved."""
    stored: int
    lost: int
    """Gestures that were reported as saved and are not there."""
    halved: int
    """Gestures of which only a part is there."""
    drifted: tuple[str, ...]
    """Derived tables that do not equal the events."""
    check: str
    """What SQLite says of the file: "ok" or the first fault."""

    @property
    def sound(self) -> bool:
        """Whether nothing is amiss."""
        return not (self.lost or self.halved or self.drifted) and self.check == "ok"


def make(path: Path, *, articles: int = 3, sentences: int = SENTENCES) -> None:
    """A database of small articles, numbered from 1, as are their sentences in all."""
    with Store(path) as store, store.transaction():
        for number in range(1, articles + 1):
            store.articles.add(_article(number, sentences))


def _article(number: int, sentences: int) -> NewArticle:
    lines = [f"Sentence {one} of article {number} says something." for one in range(sentences)]
    text = "\n".join(lines)
    stops = [len("\n".join(lines[: one + 1])) for one in range(sentences)]
    spans = [Span(stop - len(line), stop) for line, stop in zip(lines, stops, strict=True)]
    identity = article_id(text)
    return NewArticle(
        draft=Draft(
            text=text,
            name=f"{number}.txt",
            origin=f"/news/{number}.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            encoding="utf-8",
            title=f"Article {number}",
        ),
        id=identity,
        spans=spans,
        sentence_ids=[sentence_id(identity, span) for span in spans],
        imported_at=1_700_000_000_000_000,
    )


def label(
    sentences: Sequence[int], name: str | None, *, annotator: str, at: int | None = None
) -> LabelGesture:
    """One key press over these sentences; its size is its note, so that a part of it shows."""
    at = time.time_ns() // 1000 if at is None else at
    identities = [IDS.new(at) for _ in sentences]
    return tuple(
        LabelEvent(
            event_id=identity,
            gesture=identities[0],
            annotator=annotator,
            sentence=sentence,
            state=LabelState(name, note=str(len(sentences))),
            at=at,
        )
        for identity, sentence in zip(identities, sentences, strict=True)
    )


def ruling(sentence: int, name: str | None, *, reviewer: str) -> ReviewGesture:
    """One decision of a reviewer, or one that is taken back."""
    at = time.time_ns() // 1000
    identity = IDS.new(at)
    said = NO_RULING if name is None else Ruling(decision="label", label=name, note="1")
    return (
        ReviewEvent(
            event_id=identity,
            gesture=identity,
            reviewer=reviewer,
            sentence=sentence,
            ruling=said,
            at=at,
        ),
    )


def anything(chance: random.Random, *, annotator: str, sentences: int) -> Gesture:
    """Something that one person at work may press: mostly labels, some of them many at once."""
    name = chance.choice((*LABELS, None))
    if chance.random() < 0.15:
        return ruling(chance.randint(1, sentences), name, reviewer=annotator)
    size = chance.choice((1, 1, 1, 2, 12))
    first = chance.randint(1, sentences - size + 1)
    return label(range(first, first + size), name, annotator=annotator)


def identity(gesture: Gesture) -> bytes:
    """What one key press is known by."""
    first = (label_gesture(gesture) or review_gesture(gesture))[0]
    return first.gesture


def saved(outcome: object) -> list[bytes]:
    """The gestures that a report of the writer acknowledges."""
    return [identity(one) for one in outcome.gestures] if isinstance(outcome, Saved) else []


def judge(path: Path, acknowledged: Iterable[bytes]) -> Remains:
    """Look at what a fault has left. Raises `StoreError` where it cannot even be opened."""
    promised = frozenset(acknowledged)
    with Store(path) as store:
        drifted, check = tuple(store.drifted()), store.quick_check()
    with closing(sqlite3.connect(path)) as reader:
        found = [
            row for table in ("label_event", "review_event") for row in _gestures(reader, table)
        ]
    there = {gesture for gesture, _, _ in found}
    return Remains(
        acknowledged=len(promised),
        stored=len(there),
        lost=len(promised - there),
        halved=sum(int(note or "1") != count for _, note, count in found),
        drifted=drifted,
        check=check,
    )


def _gestures(reader: sqlite3.Connection, table: str) -> list[tuple[bytes, str, int]]:
    return reader.execute(SQL.format(table)).fetchall()


def until(done: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until something is so; whether it came to be in time."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
