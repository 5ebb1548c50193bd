"""Prodigy's JSONL, as `db-out` writes it: accepted labels, choices and spans.

    {"text": "The bridge is long.", "label": "claim", "answer": "accept"}
    {"text": "The bridge is long.", "options": […], "accept": ["claim"], "answer": "accept"}
    {"text": "The bridge …", "spans": [{"start": 0, "end": 19, "label": "claim"}], …}

See https://prodi.gy/docs/api-interfaces. What was rejected or ignored is no label. Offsets are
code points. Whose it is stands under `_annotator_id` or `_session_id`, unless that is only the
time at which a session without a name began.
"""

import re
from collections.abc import Iterator

from msgspec import UNSET

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import sentence
from annotations.importers.labels.fields import LARGEST, offset, pair, part, parts, person, text
from annotations.importers.labels.spans import Document, tags_on
from annotations.importers.labels.tag import Aside, BadLine, Fields, Found, Record, Tag
from annotations.model import Span

KEYS = ("answer", "accept", "spans", "_annotator_id", "_session_id", "_task_hash", "_view_id")
"""What only Prodigy's lines have."""

_NAMELESS = re.compile(r"\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}")


def read_prodigy(record: Record) -> Iterator[Found]:
    """The tags of an answer: one if its text is a sentence, one a span if it is an article."""
    fields = record.fields
    words, scopes = text(fields, "text"), (fields, part(fields, "meta"))
    choices, spans = _choices(fields, record.known), parts(fields, "spans")
    label = text(fields, "label")
    who, at = _annotator(fields), _at(fields)
    if fields.get("answer", "accept") != "accept" or not (choices or spans or label):
        yield Aside(record.line, "no label")
    elif choices or not spans:
        first, second = pair(choices or [label or ""])
        yield Tag(
            line=record.line,
            where=sentence(scopes, words),
            label=first,
            secondary=second if choices else UNSET,
            annotator=who,
            labelled_at=at,
        )
    else:
        document = Document(scopes, words)
        on = _spans(spans, document, record.line)
        yield from tags_on(document, on, record, annotator=who, labelled_at=at)


def _choices(fields: Fields, known: frozenset[str]) -> list[str]:
    """The options chosen: by id, or by their text where the id is no label of ours."""
    shown = {
        option.get("id"): option.get("text")
        for option in parts(fields, "options")
        if isinstance(option, dict) and isinstance(option.get("id"), str | int)
    }
    chosen = []
    for choice in parts(fields, "accept"):
        if not isinstance(choice, str | int):
            raise ImportFailed("accept has to hold the ids of options")
        meant = choice if choice in known else shown.get(choice)
        meant = meant if isinstance(meant, str) and meant in known else choice
        chosen.append(meant if isinstance(meant, str) else str(_whole(meant)))
    return chosen


def _whole(number: int) -> int:
    if abs(number) >= LARGEST:
        raise ImportFailed("accept has to hold the ids of options")
    return number


def _spans(
    found: list[object], document: Document, line: int
) -> Iterator[tuple[Span, str] | BadLine]:
    for entry in found:
        try:
            yield _span(entry, document)
        except ImportFailed as error:
            yield BadLine(line, str(error))


def _span(entry: object, document: Document) -> tuple[Span, str]:
    if not isinstance(entry, dict):
        raise ImportFailed("has a span that is not an object")
    label = text(entry, "label")
    if not label:
        raise ImportFailed("has a span without a label")
    start, end = offset(entry.get("start"), "start"), offset(entry.get("end"), "end")
    return document.span(start, end), label


def _annotator(fields: Fields) -> str | None:
    for key in ("_annotator_id", "_session_id"):
        name = text(fields, key)
        if name and not _NAMELESS.fullmatch(name):
            return person(name)
    return None


def _at(fields: Fields) -> int | None:
    """When it was answered, in microseconds since 1970; Prodigy counts seconds."""
    seconds = fields.get("_timestamp")
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise ImportFailed("_timestamp has to be a number")
    if not 0 <= seconds < LARGEST // 1_000_000:
        raise ImportFailed("_timestamp is no time in seconds since 1970")
    return int(seconds * 1_000_000)
