"""Label files of any shape: told apart, and never more than tags and reasons.

What holds for every reader of `LABEL_READERS`, whatever stands in a file.
"""

import io
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from tagreading import FIRST, KEY, KNOWN, labels, read, read_raw, table, tags, why

from annotations.errors import ImportFailed
from annotations.importers.labels import LABEL_READERS, BadLine, ById, ByText, Found, Record, Tag


def test_the_format_can_be_said() -> None:
    line = {"text": FIRST, "label": "claim"}
    assert labels(tags(line, format="prodigy")) == [("claim", UNSET)]
    assert labels(tags(line, format="doccano")) == [("claim", None)]
    assert "does not say which sentence" in why(line, format="jsonl")
    assert read(line, format="label-studio")[0] == Tag(
        line=1, where=(ByText(FIRST),), label="claim", secondary=None
    )


KEYS = [
    "id",
    "text",
    "label",
    "labels",
    "secondary",
    "flags",
    "note",
    "annotator",
    "annotators",
    "votes",
    "labelled_at",
    "article",
    "article_id",
    "start",
    "end",
    "meta",
    "data",
    "annotations",
    "predictions",
    "result",
    "value",
    "choices",
    "type",
    "from_name",
    "completed_by",
    "was_cancelled",
    "entities",
    "start_offset",
    "end_offset",
    "answer",
    "accept",
    "options",
    "spans",
    "_annotator_id",
    "_session_id",
    "_timestamp",
    "annotation_id",
    "lead_time",
    "guideline",
    "decided_by",
    "updated_at",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["claim", KEY, FIRST, "accept", "a.txt", "2026-01-01", "\x1b[2J", "\0"])
    | st.text(max_size=5)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


def as_lines(records: Sequence[dict[str, Any]]) -> bytes:
    return b"\n".join(json.dumps(record).encode() for record in records)


def as_csv(records: Sequence[dict[str, Any]]) -> bytes:
    columns = ["id", "label", *sorted({key for record in records for key in record} - COMMON)]
    cells = ([str(record.get(key, "")) for key in columns] for record in records)
    return table(columns, *cells)


def as_parquet(records: Sequence[dict[str, Any]]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - not everywhere
    from pyarrow.parquet import write_table  # noqa: PLC0415 - not everywhere

    columns: dict[str, Any] = {"label": pa.array([str(one.get("label")) for one in records])}
    for key in {key for record in records for key in record} - {"label"}:
        values = [record.get(key) for record in records]
        with suppress(pa.ArrowException, OverflowError, ValueError):
            columns[key] = pa.array(values)
    file = io.BytesIO()
    with suppress(pa.ArrowNotImplementedError):  # objects without keys
        write_table(pa.table(columns), file)
    return file.getvalue()


COMMON = {"id", "label"}
WRITTEN: dict[str, Callable[[Sequence[dict[str, Any]]], bytes]] = {
    "csv": as_csv,
    "parquet": as_parquet,
}
"""How records are put into a file of a format; JSON lines otherwise."""

every_reader = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.skipif(missing, reason="no pyarrow"))
        for name in LABEL_READERS
        for missing in [name == "parquet" and find_spec("pyarrow") is None]
    ],
)


def check(found: Sequence[Found], most: int) -> None:
    for one in found:
        assert 1 <= one.line <= most
        if isinstance(one, BadLine):
            assert 0 < len(one.error) < 1000
        elif isinstance(one, Tag):
            assert one.where
            assert isinstance(one.label, str)


RECORDS = st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), max_size=3)


@every_reader
@settings(deadline=None, max_examples=60)
@given(records=RECORDS, merged=st.booleans())
def test_random_records_become_tags_or_reasons(
    name: str,
    records: list[dict[str, Any]],
    merged: bool,  # noqa: FBT001  # drawn
) -> None:
    raw = WRITTEN.get(name, as_lines)([{"x": 1}, *records])
    most = max(raw.count(b"\n"), len(records)) + 1
    for format_name in (name, "auto"):
        with suppress(ImportFailed):
            check(read_raw(raw, format=format_name, merged=merged), most)


@given(RECORDS, st.booleans())
def test_random_objects_become_tags_or_reasons(
    records: list[dict[str, Any]],
    merged: bool,  # noqa: FBT001  # drawn
) -> None:
    check(read({"x": 1}, *records, merged=merged), len(records) + 1)


@every_reader
@settings(deadline=None, max_examples=60)
@given(
    head=st.sampled_from(
        [b"", b"id,label\n", b"PAR1", b'{"id":', b"[", b"\xef\xbb\xbf", b'"id";"label']
    ),
    raw=st.binary(max_size=200) | st.text(',;"\r\n\tab|', max_size=40).map(str.encode),
    ending=st.sampled_from(["", ".csv", ".parquet", ".jsonl"]),
)
def test_random_bytes_are_tags_or_reasons(name: str, head: bytes, raw: bytes, ending: str) -> None:
    for format_name in (name, "auto"):
        with suppress(ImportFailed):
            check(read_raw(head + raw, name=f"x{ending}", format=format_name), 300)


@every_reader
def test_every_reader_finds_a_label_by_the_id_of_its_sentence(name: str) -> None:
    fields: dict[str, Any] = {"id": KEY, "text": FIRST, "label": "claim"}
    if name == "doccano":
        fields["label"] = ["claim"]
    if name == "label-studio":
        fields["annotator"] = "ben"
    (tag,) = LABEL_READERS[name](Record(7, fields, KNOWN, merged=False))
    assert isinstance(tag, Tag)
    assert (tag.line, tag.where, tag.label) == (7, (ById(KEY),), "claim")
