"""Label Studio's JSON and JSON-MIN: choices on a sentence, labels on the spans of an article.

    {"data": {"text": …}, "annotations": [{"completed_by": 1, "result": [
        {"type": "choices", "from_name": "label", "value": {"choices": ["claim"]}},
        {"type": "labels", "value": {"start": 0, "end": 19, "labels": ["claim"]}}]}]}
    {"text": …, "label": "claim", "annotator": 1, "annotation_id": 4, "lead_time": 2.5}

See https://labelstud.io/guide/task_format. Predictions and cancelled annotations are no labels.
Offsets count UTF-16 units there. A control called `secondary` holds the secondary label; where
a project asks other questions as well, only answers that are labels of ours count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import sentence
from annotations.importers.labels.fields import (
    LARGEST,
    brief,
    moment,
    names,
    offset,
    pair,
    part,
    parts,
    person,
    text,
)
from annotations.importers.labels.spans import Document
from annotations.importers.labels.tag import Aside, BadLine, Fields, Found, Record, Tag
from annotations.model import Span

LISTS = ("annotations", "predictions")
"""One of these beside `data` makes a task."""

SECONDARY = "secondary"
_VALUES = ("choices", "labels", "hypertextlabels")
_OURS = ("id", "text", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
"""What JSON-MIN itself adds to the fields and answers of a task, and the text."""

Controls = dict[str, list[str]]
"""Name of a question → the answers to it."""


def read_label_studio(record: Record) -> Iterator[Found]:
    """The tags of all annotations of a task."""
    fields = record.fields
    scopes: Sequence[Fields]
    if isinstance(fields.get("data"), dict):
        data = part(fields, "data")
        scopes = (data, part(data, "meta"), part(fields, "meta"))
        annotations = [found for found in parts(fields, "annotations") if isinstance(found, dict)]
        tags = [
            tag
            for annotation in annotations
            if not annotation.get("was_cancelled")
            for tag in _tags(record, scopes, annotation, _results(annotation))
        ]
    else:
        scopes = (fields, part(fields, "meta"))
        tags = list(_tags(record, scopes, fields, _flattened(fields, record.known)))
    yield from tags or [Aside(record.line, "no label")]


def _flattened(fields: Fields, known: frozenset[str]) -> Iterator[tuple[str, Fields]]:
    """(name of the question, value) for each answer among the fields."""
    for key, value in fields.items():
        if key in _OURS:
            continue
        if isinstance(value, str):
            if value in known:
                yield key, {"choices": [value]}
        elif isinstance(value, dict):
            if "choices" in value:
                yield key, value
        elif isinstance(value, list):
            for entry in value:
                if isinstance(entry, dict) and any(kind in entry for kind in _VALUES):
                    yield key, entry


def _results(annotation: Fields) -> Iterator[tuple[str, Fields]]:
    """(name of the question, value) for each result of an annotation."""
    for result in parts(annotation, "result"):
        if isinstance(result, dict) and isinstance(result.get("value"), dict):
            yield str(text(result, "from_name") or ""), result["value"]


def _tags(
    record: Record,
    scopes: Sequence[Fields],
    annotation: Fields,
    results: Iterable[tuple[str, Fields]],
) -> Iterator[Found]:
    """A tag for the whole text, if it was labelled, and one for each labelled span of it."""
    who, at = _person(annotation), _at(annotation)
    words = text(scopes[0], "text")
    document = Document(scopes, words)
    answers: dict[Span | None, Controls] = {}
    for control, value in results:
        try:
            given = [name for kind in _VALUES for name in names(value, kind)]
            span = _span(value, document) if given else None
        except ImportFailed as error:
            yield BadLine(record.line, str(error))
        else:
            answers.setdefault(span, {}).setdefault(control, []).extend(given)
    for span, controls in answers.items():
        try:
            chosen = _chosen(controls, record.known)
            where = sentence(scopes, words) if span is None else document.where(span)
        except ImportFailed as error:
            yield BadLine(record.line, str(error))
        else:
            if chosen is not None:
                label, secondary = chosen
                yield Tag(
                    line=record.line,
                    where=where,
                    label=label,
                    secondary=secondary,
                    annotator=who,
                    labelled_at=at,
                )


def _span(value: Fields, document: Document) -> Span | None:
    if "start" not in value and "end" not in value:
        return None
    start, end = offset(value.get("start"), "start"), offset(value.get("end"), "end")
    return document.utf16(start, end, text(value, "text"))


def _chosen(
    controls: Mapping[str, list[str]], known: frozenset[str]
) -> tuple[str, str | None] | None:
    """Label and secondary label among the answers to all questions about one sentence."""
    answered = {name: given for name, given in controls.items() if given}
    ours = {name: given for name, given in answered.items() if known.issuperset(given)}
    if not answered:
        return None
    if not ours and len(answered) > 1:
        some = ", ".join(brief(given[0]) for given in answered.values())
        raise ImportFailed(f"has answers to several questions, none of them a label: {some}")
    ranked = sorted((ours or answered).items(), key=lambda control: control[0] == SECONDARY)
    return pair([name for _, given in ranked for name in given])


def _person(annotation: Fields) -> str | None:
    """Whose it is: an e-mail address where there is one, else the number of the user."""
    who: Any = annotation.get("completed_by", annotation.get("annotator"))
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    if isinstance(who, int) and not isinstance(who, bool) and 0 <= who < LARGEST:
        return str(who)
    if who is None or who == "":
        return None
    if not isinstance(who, str):
        raise ImportFailed("completed_by has to be the number or e-mail address of a person")
    return person(who)


def _at(annotation: Fields) -> int | None:
    for key in ("updated_at", "created_at"):
        if written := text(annotation, key):
            return moment(written, key)
    return None
