"""Bytes to JSON objects: lines and lists, whatever stands in them, however they arrive."""

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import ImportFailed
from annotations.importers.labels import records
from annotations.importers.labels.records import Raw, decoded, split
from annotations.importers.labels.tag import BadLine

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(raw: bytes) -> list[Raw | BadLine]:
    return list(split(io.BytesIO(raw), name="labels.jsonl")[1])


def values(raw: bytes) -> list[Any]:
    found = read(raw)
    assert all(isinstance(record, Raw) for record in found), found
    return [json.loads(record.content) for record in found if isinstance(record, Raw)]


def test_lines_keep_their_numbers_and_blank_ones_are_passed_over() -> None:
    raw = b'\n\n{"a": 1}\r\n  \n{"a": 2}'
    assert [record.line for record in read(raw)] == [3, 5]
    assert values(raw) == [{"a": 1}, {"a": 2}]
    assert split(io.BytesIO(raw), name="x")[0] == "line"


def test_entries_of_a_list_are_numbered() -> None:
    raw = b' [ {"a": "],["} ,\n{"b": [1, {"c": "\\"]"}]}, 3 ] \n'
    assert [record.line for record in read(raw)] == [1, 2, 3]
    assert values(raw) == [{"a": "],["}, {"b": [1, {"c": '"]'}]}, 3]
    assert split(io.BytesIO(raw), name="x")[0] == "entry"


def test_an_empty_list_holds_nothing() -> None:
    assert read(b"[ ]") == []


def test_a_byte_order_mark_is_no_part_of_a_line() -> None:
    mark = records.BYTE_ORDER_MARK
    assert values(mark + b'{"a": 1}\n' + mark + b'{"a": 2}') == [{"a": 1}, {"a": 2}]
    assert values(mark + b'[{"a": 1}]') == [{"a": 1}]


@pytest.mark.parametrize("chunk", [1, 2, 3, 7])
def test_where_the_file_is_cut_into_chunks_changes_nothing(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [{"a": 'x\\"],{'}, ["\\"], {"b": {"c": [1, 2]}}]
    for raw in (
        json.dumps(wanted).encode(),
        b"\n".join(json.dumps(value).encode() for value in wanted),
    ):
        monkeypatch.setattr(records, "_CHUNK", chunk)
        if raw.startswith(b"[{"):
            assert values(raw) == wanted
        else:
            assert [record.line for record in read(raw)] == [1, 2, 3]


@given(st.lists(JSON, min_size=1, max_size=6), st.integers(1, 9), st.sampled_from([None, 1]))
def test_every_list_comes_out_as_its_entries(
    entries: list[Any], chunk: int, indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_CHUNK", chunk)
        assert values(json.dumps(entries, indent=indent).encode()) == entries


@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b"{", b'[{"']))
def test_random_bytes_are_told_by_their_line(raw: bytes, head: bytes) -> None:
    try:
        found = read(head + raw)
    except ImportFailed:
        return
    for record in found:
        if isinstance(record, Raw):
            with suppress(ImportFailed):
                decoded(record.content)


def test_a_line_that_is_too_long_is_told_and_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST", 20)
    monkeypatch.setattr(records, "_CHUNK", 8)
    long = b'{"a": "' + b"x" * 50 + b'"}'
    for raw in (b'{"a": 1}\n' + long + b'\n{"a": 2}', b'[{"a": 1},' + long + b',{"a": 2}]'):
        first, second, third = read(raw)
        assert isinstance(second, BadLine)
        assert "is longer than" in second.error
        assert second.line == 2
        assert isinstance(first, Raw)
        assert isinstance(third, Raw)


@pytest.mark.parametrize(
    ("raw", "line", "why"),
    [
        (b'[{"a": 1}', 2, "has no end"),
        (b'[{"a": 1},', 2, "has no end"),
        (b'[{"a": 1},,{"a": 2}]', 2, "two commas"),
        (b'[{"a": 1}] {"a": 2}', 2, "behind the end"),
    ],
)
def test_a_broken_list_is_told(raw: bytes, line: int, why: str) -> None:
    first, *others = read(raw)
    assert isinstance(first, Raw)
    (bad,) = (record for record in others if isinstance(record, BadLine))
    assert bad.line == line
    assert why in bad.error


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04zip", "zip archive"),
        ("{}".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_no_such_file_is_refused_by_name(raw: bytes, why: str) -> None:
    with pytest.raises(ImportFailed, match=f"labels.jsonl.*{why}"):
        read(raw)


def test_a_file_that_cannot_be_read_is_told() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002  # asked for nothing
            raise OSError(5, "Input/output error")

    with pytest.raises(ImportFailed, match=r"x cannot be read: input/output error"):
        split(Broken(), name="x")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "not valid JSON"),
        (b'{"a": NaN}', "not valid JSON"),
        (b'{"a": 1e999}', "not valid JSON"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": "\\ud800"}', "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"1" * 5000 + b"}", "not valid JSON"),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
    ],
)
def test_what_is_no_object_is_told(content: bytes, why: str) -> None:
    with pytest.raises(ImportFailed, match=why):
        decoded(content)
