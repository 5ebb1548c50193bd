"""Label files to tags: one reader a format, in `LABEL_READERS`.

A reader gets one JSON object and yields the tags in it; it opens nothing and knows no database.
What cannot be used is told by its line, and the rest of the file is read all the same.
"""

from collections.abc import Iterator
from typing import BinaryIO

from annotations.errors import ImportFailed
from annotations.importers.labels import doccano, label_studio, prodigy
from annotations.importers.labels.doccano import read_doccano
from annotations.importers.labels.fields import person
from annotations.importers.labels.label_studio import read_label_studio
from annotations.importers.labels.own import read_jsonl
from annotations.importers.labels.prodigy import read_prodigy
from annotations.importers.labels.records import Noun, Raw, decoded, split
from annotations.importers.labels.tag import (
    Aside,
    BadLine,
    ById,
    BySpan,
    ByText,
    Fields,
    Found,
    LabelReader,
    Record,
    Tag,
    Where,
)

__all__ = [
    "LABEL_READERS",
    "Aside",
    "BadLine",
    "ById",
    "BySpan",
    "ByText",
    "Found",
    "LabelReader",
    "Noun",
    "Record",
    "Tag",
    "Where",
    "person",
    "read_labels",
]

LABEL_READERS: dict[str, LabelReader] = {
    "jsonl": read_jsonl,
    "doccano": read_doccano,
    "label-studio": read_label_studio,
    "prodigy": read_prodigy,
}
"""Format name -> reader of one record."""


def read_labels(
    file: BinaryIO,
    *,
    name: str,
    format: str = "auto",  # noqa: A002  # the word of the command line
    known: frozenset[str],
    merged: bool,
) -> tuple[Noun, Iterator[Found]]:
    """The tags of a file, in its order, and what its records are called.

    `format` is a key of `LABEL_READERS`; "auto" goes by the shape of each record. `known` is the
    label set; `merged`: all of it is one person's, whatever the file says. Raises ImportFailed,
    naming the file, when it cannot be read at all.
    """
    noun, records = split(file, name=name)
    return noun, _read(records, format, known, merged=merged)


def recognised(fields: Fields) -> str:
    """The format that a record has the shape of: a key of `LABEL_READERS`."""
    if isinstance(fields.get("data"), dict) and any(key in fields for key in label_studio.LISTS):
        return "label-studio"
    if "annotation_id" in fields and "lead_time" in fields:
        return "label-studio"
    if any(key in fields for key in prodigy.KEYS):
        return "prodigy"
    if any(isinstance(fields.get(key), list) for key in doccano.KEYS):
        return "doccano"
    return "jsonl"


def _read(
    records: Iterator[Raw | BadLine], format_name: str, known: frozenset[str], *, merged: bool
) -> Iterator[Found]:
    for raw in records:
        if isinstance(raw, BadLine):
            yield raw
            continue
        try:
            fields = decoded(raw.content)
            name = recognised(fields) if format_name == "auto" else format_name
            record = Record(raw.line, fields, known, merged)
            tags = list(LABEL_READERS[name](record))
        except ImportFailed as error:
            yield BadLine(raw.line, str(error))
        else:
            yield from tags
