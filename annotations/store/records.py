"""Events as they travel between databases: JSON objects with names that mean the same everywhere.

A record names sentence and article by their ids and people by their names, since numbers differ
from file to file. Records come from elsewhere, so what would break a database is no record:
`decoded` refuses it. Refuses to know where a record came from and where it goes.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from annotations.model import DecidedBy, Decision, Origin, ReviewOrigin
from annotations.store.factrecords import FactRecord
from annotations.store.recordparts import EventId, Moment, Person
from annotations.text.display import visible

LONGEST_LINE = 1_000_000
"""Bytes of a record, the line end not counted."""

LONGEST_NAME = 200
"""Of a label or a reason, in characters."""

LONGEST_LOOK = 600_000
MOST_NAMES = 1000

SentenceId = EventId
ArticleId = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
Guideline = Annotated[str, Meta(max_length=1000)]
Look = Annotated[int, Meta(ge=0, le=LONGEST_LOOK)]

_FLAG = re.compile("[a-z0-9][a-z0-9_-]{0,39}")


class LabelRecord(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="label"
):
    """A `LabelEvent` on its way; the keys in the order in which they are written."""

    event_id: EventId
    gesture: EventId
    annotator: Person
    article: ArticleId
    sentence: SentenceId
    label: Name | None
    secondary: Name | None
    flags: Annotated[tuple[str, ...], Meta(max_length=MOST_NAMES)]
    note: str
    at: Moment
    ms: Look | None
    guideline: Guideline
    origin: Origin
    reverts: EventId | None

    def __post_init__(self) -> None:
        """Raise ValueError for what the fields, each by itself, do not tell."""
        _refuse_unseen(self.annotator, "annotator")
        _refuse_labels(self.label, self.secondary)
        _refuse_unsorted(self.flags, "flags")
        for flag in self.flags:
            if not _FLAG.fullmatch(flag):
                raise ValueError("flags: one of them is not made of a-z, 0-9, - and _")


class ReviewRecord(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="review"
):
    """A `ReviewEvent` on its way; the keys in the order in which they are written."""

    event_id: EventId
    gesture: EventId
    reviewer: Person
    article: ArticleId
    sentence: SentenceId
    decision: Decision | None
    label: Name | None
    secondary: Name | None
    note: str
    reason: Annotated[str, Meta(max_length=LONGEST_NAME)]
    question: bool
    sent_to: Annotated[tuple[Person, ...], Meta(max_length=MOST_NAMES)]
    among: Annotated[tuple[Name, ...], Meta(max_length=MOST_NAMES)]
    basis: DecidedBy
    at: Moment
    ms: Look | None
    guideline: Guideline
    origin: ReviewOrigin
    reverts: EventId | None

    def __post_init__(self) -> None:
        """Raise ValueError for what the fields, each by itself, do not tell."""
        _refuse_unseen(self.reviewer, "reviewer")
        _refuse_labels(self.label, self.secondary)
        if (self.label is not None) != (self.decision == "label"):
            raise ValueError("decision: has to be on a label where one is given, and only there")
        if visible(self.reason) != self.reason:
            raise ValueError("reason: holds characters that cannot be seen")
        _refuse_unsorted(self.sent_to, "sent_to")
        _refuse_unsorted(self.among, "among")
        for person in self.sent_to:
            _refuse_unseen(person, "sent_to")
        for label in self.among:
            _refuse_labels(label, None)


SentenceRecord = LabelRecord | ReviewRecord
"""What is about a sentence, and waits until that is here."""

Record = SentenceRecord | FactRecord

_decode: Callable[[bytes], Record] = msgspec.json.Decoder(Record).decode
_encode = msgspec.json.Encoder().encode


def decoded(line: bytes) -> Record:
    """The record in a line. Raises ValueError with the reason, and nothing else."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        return _decode(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def encoded(record: Record) -> bytes:
    """The line of a record: the same record, the same bytes."""
    return _encode(record)


def label_record(row: Sequence[Any]) -> LabelRecord:
    """The record of a row of `label_event`, its columns as `exchange` selects them."""
    return LabelRecord(
        event_id=row[0].hex(),
        gesture=row[1].hex(),
        annotator=row[2],
        article=row[3].hex(),
        sentence=row[4].hex(),
        label=row[5],
        secondary=row[6],
        flags=tuple(sorted(set(row[7].split()))),
        note=row[8],
        at=row[9],
        ms=row[10],
        guideline=row[11],
        origin=row[12],
        reverts=None if row[13] is None else row[13].hex(),
    )


def review_record(row: Sequence[Any]) -> ReviewRecord:
    """The record of a row of `review_event`, its columns as `exchange` selects them."""
    return ReviewRecord(
        event_id=row[0].hex(),
        gesture=row[1].hex(),
        reviewer=row[2],
        article=row[3].hex(),
        sentence=row[4].hex(),
        decision=row[5],
        label=row[6],
        secondary=row[7],
        note=row[8],
        reason=row[9],
        question=bool(row[10]),
        sent_to=_sorted_names(row[11]),
        among=_sorted_names(row[12]),
        basis=row[13],
        at=row[14],
        ms=row[15],
        guideline=row[16],
        origin=row[17],
        reverts=None if row[18] is None else row[18].hex(),
    )


@lru_cache(maxsize=1024)
def _sorted_names(array: str) -> tuple[str, ...]:
    return tuple(sorted(set(msgspec.json.decode(array, type=list[str]))))


@lru_cache(maxsize=1024)
def _refuse_unseen(person: str, key: str) -> None:
    if person != person.strip() or visible(person) != person:
        raise ValueError(f"{key}: a name holds characters that cannot be seen, or blanks around it")


@lru_cache(maxsize=1024)
def _refuse_labels(label: str | None, secondary: str | None) -> None:
    if secondary is not None and label is None:
        raise ValueError("secondary: there is no label that it could be second to")
    for name in (label, secondary):
        if name is not None and visible(name) != name:
            raise ValueError("label: holds characters that cannot be seen")


def _refuse_unsorted(names: tuple[str, ...], key: str) -> None:
    if len(names) > 1 and names != tuple(sorted(set(names))):
        raise ValueError(f"{key}: not sorted, or something in them twice")
