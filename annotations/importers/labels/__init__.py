"""Label files to tags: one reader a format, in `LABEL_READERS`.

A reader gets one record, a JSON object or the row of a table, and yields the tags in it; it opens
nothing and knows no database. What cannot be used is told by its line, and the rest of the file
is read all the same.
"""

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from annotations.errors import ImportFailed
from annotations.importers.labels import brat, cells, doccano, label_studio, parquet, prodigy
from annotations.importers.labels.brat import read_brat
from annotations.importers.labels.cells import read_csv
from annotations.importers.labels.doccano import read_doccano
from annotations.importers.labels.fields import person
from annotations.importers.labels.folder import label_file
from annotations.importers.labels.label_studio import read_label_studio
from annotations.importers.labels.own import read_jsonl
from annotations.importers.labels.prodigy import read_prodigy
from annotations.importers.labels.records import (
    BYTE_ORDER_MARK,
    Noun,
    Raw,
    Row,
    chunks_of,
    decoded,
    parted,
    refuse_other_files,
)
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
    "brat",
    "label_file",
    "person",
    "read_labels",
]

LABEL_READERS: dict[str, LabelReader] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_jsonl,
    "doccano": read_doccano,
    "label-studio": read_label_studio,
    "prodigy": read_prodigy,
    "brat": read_brat,
}
"""Format name -> reader of one record. Those of the tables `csv` and `parquet` get rows,
that of `brat` what `brat.opened` makes of a folder."""


def read_labels(
    file: BinaryIO,
    *,
    name: str,
    format: str = "auto",  # noqa: A002  # the word of the command line
    known: frozenset[str],
    merged: bool,
) -> tuple[Noun, Iterator[Found]]:
    """The tags of a file, in its order, and what its records are called.

    `format` is a key of `LABEL_READERS`; "auto" goes by the beginning of the file, and in JSON by
    the shape of each record. `known` is the label set; `merged`: all of it is one person's,
    whatever the file says. Raises ImportFailed, naming the file, also from the iterator, when it
    cannot be read at all.
    """
    noun, format_name, records = _records(file, name, format)
    return noun, _read(records, format_name, known, merged=merged)


def _records(
    file: BinaryIO, name: str, format_name: str
) -> tuple[Noun, str, Iterator[Raw | Row | BadLine]]:
    """What the records of a file are called, its format as far as it is known, and the records."""
    chunks = chunks_of(file, name=name)
    head = next(chunks, b"")
    chunks = chain([head], chunks)
    table = _table(head, name, format_name)
    if table is None:
        noun, records = parted(chunks, name=name)
        return noun, format_name, records
    if format_name not in ("auto", table):
        raise ImportFailed(f"{name} is {table}, not {format_name}: leave out --format")
    if table == "parquet":
        return "row", table, parquet.rows(chunks, name=name)
    refuse_other_files(head, name=name)
    return "line", table, cells.rows(chunks, name=name)


def _table(head: bytes, name: str, format_name: str) -> str | None:
    """`csv` or `parquet` where a file is one of them, by its beginning or by what is said of it."""
    if head.startswith(parquet.MAGIC):
        return "parquet"
    if format_name in ("csv", "parquet"):
        return format_name
    begin = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if begin.startswith((b"{", b"[")):
        return None
    if cells.is_table(head):
        return "csv"
    endings = {".csv": "csv", ".tsv": "csv", ".parquet": "parquet"} if begin else {}
    ending = name[name.rfind(".") :].lower()
    return endings.get(ending) if format_name == "auto" else None


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
    records: Iterator[Raw | Row | BadLine], format_name: str, known: frozenset[str], *, merged: bool
) -> Iterator[Found]:
    for raw in records:
        if isinstance(raw, BadLine):
            yield raw
            continue
        try:
            fields = raw.fields if isinstance(raw, Row) else decoded(raw.content)
            name = recognised(fields) if format_name == "auto" else format_name
            record = Record(raw.line, fields, known, merged)
            tags = list(LABEL_READERS[name](record))
        except ImportFailed as error:
            yield BadLine(raw.line, str(error))
        else:
            yield from tags
