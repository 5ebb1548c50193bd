"""doccano's JSONL: texts with labels, and texts with labelled spans.

    {"id": 7, "text": "The bridge is long.", "label": ["claim"]}
    {"id": 7, "text": "The bridge …", "label": [[0, 19, "claim"]]}
    {"id": 7, "text": "The bridge …", "entities": [{"start_offset": 0, "end_offset": 19, …}]}

As written by the exports of text classification and sequence labelling, also with relations
(https://doccano.github.io/doccano/). What was imported as metadata stands beside the text there,
or under `meta`. Offsets are code points. The files are one a person and do not say whose.
"""

from collections.abc import Iterator
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import sentence
from annotations.importers.labels.fields import offset, pair, part, parts, person, text
from annotations.importers.labels.spans import Document, tags_on
from annotations.importers.labels.tag import Aside, BadLine, Fields, Found, Record, Tag
from annotations.model import Span

KEYS = ("label", "labels", "entities", "annotations")
"""Where the labels are, by kind and age of the project."""

_TRIPLE = 3


def read_doccano(record: Record) -> Iterator[Found]:
    """The tags of a text: one if it is a sentence, one a labelled span if it is an article."""
    fields = record.fields
    words, scopes = text(fields, "text"), (fields, part(fields, "meta"))
    given = text(fields, "annotator")
    annotator = None if given is None else person(given)
    found = _labels(fields)
    plain = [label for label in found if isinstance(label, str)]
    if not found:
        yield Aside(record.line, "no label")
    elif plain:
        label, secondary = pair(plain)
        yield Tag(
            line=record.line,
            where=sentence(scopes, words),
            label=label,
            secondary=secondary,
            annotator=annotator,
        )
    else:
        document = Document(scopes, words)
        spans = _spans(found, document, record.line)
        yield from tags_on(document, spans, record, annotator=annotator)


def _labels(fields: Fields) -> list[Any]:
    """What stands under the first of the keys that holds anything."""
    for key in KEYS:
        value = fields.get(key)
        if isinstance(value, str):
            return [value]
        if found := parts(fields, key):
            return found
    return []


def _spans(found: list[Any], document: Document, line: int) -> Iterator[tuple[Span, str] | BadLine]:
    for entity in found:
        try:
            start, end, label = _entity(entity)
            span = document.span(offset(start, "the start"), offset(end, "the end"))
        except ImportFailed as error:
            yield BadLine(line, str(error))
        else:
            yield span, label


def _entity(entity: object) -> tuple[object, object, str]:
    """(start, end, label) of a labelled span."""
    if isinstance(entity, dict):
        start, end, label = (entity.get(key) for key in ("start_offset", "end_offset", "label"))
    elif isinstance(entity, list) and len(entity) == _TRIPLE:
        start, end, label = entity
    else:
        raise ImportFailed("has a labelled span that is not [start, end, label]")
    if not isinstance(label, str):
        raise ImportFailed("has labels without a name: export them from doccano as JSONL")
    return start, end, label
