"""Tables of labels, CSV and Parquet: what each cell means, and what cannot be used."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tagreading import FIRST, KEY, KNOWN, read_raw, table

from annotations.errors import ImportFailed
from annotations.importers.labels import (
    Aside,
    BadLine,
    ById,
    BySpan,
    ByText,
    Found,
    Tag,
    cells,
    parquet,
    read_labels,
)

PLAIN = ("id", "label")


def one(raw: bytes, **how: Any) -> Tag:
    (tag,) = read_raw(raw, **how)
    assert isinstance(tag, Tag), tag
    return tag


def errors(found: list[Found]) -> dict[int, str]:
    return {bad.line: bad.error for bad in found if isinstance(bad, BadLine)}


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_is_known_by_its_header(delimiter: str, mark: bytes) -> None:
    raw = mark + table((" ID", "Other, things", "Label "), (KEY, "x", "claim"), delimiter=delimiter)
    assert one(raw) == Tag(line=2, where=(ById(KEY),), label="claim")


def test_a_cell_means_what_the_key_means_in_jsonl() -> None:
    columns = ("article", "start", "end", "text", "label", "secondary", "flags", "note")
    who = ("annotator", "labelled_at", "guideline")
    row = ("a.txt", "3", "9", " Yes. ", "attribution", "claim", "check|ask", "so\r\nthere")
    raw = table((*columns, *who), (*row, "ben", "1970-01-01T00:00:01Z", "2"))
    assert one(raw) == Tag(
        line=2,
        where=(BySpan("a.txt", 3, 9, "Yes."),),
        label="attribution",
        secondary="claim",
        flags=("ask", "check"),
        note="so\r\nthere",
        annotator="ben",
        labelled_at=1_000_000,
        guideline="2",
    )


def test_an_empty_cell_says_that_there_is_none() -> None:
    columns = ("id", "label", "secondary", "flags", "note", "annotator", "labelled_at", "votes")
    raw = table(columns[:-1], (KEY, "claim", "", "", "", "", ""))
    tag = one(raw)
    assert (tag.secondary, tag.flags, tag.note) == (None, (), "")
    assert (tag.annotator, tag.labelled_at) == (None, None)
    raw = table(("article", "start", "end", "text", "label"), ("a.txt", "", "", "Yes.", "claim"))
    assert one(raw).where == (ByText("Yes.", "a.txt"),)


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_the_apostrophe_before_a_formula_is_taken_off_what_was_exported(lead: str) -> None:
    row = (KEY, "claim", f"'{lead}1", f"'{lead}ben")
    ours = one(table((*PLAIN, "note", "annotator", "tool"), (*row, "claimdesk 0.1.0")))
    assert (ours.note, ours.annotator) == (f"{lead}1", f"{lead}ben".strip())
    for tool in ("", "a spreadsheet"):
        (theirs,) = read_raw(table((*PLAIN, "note", "tool"), (KEY, "claim", f"'{lead}1", tool)))
        assert isinstance(theirs, Tag)
        assert theirs.note == f"'{lead}1"


def test_of_several_apostrophes_before_a_formula_one_is_taken_off() -> None:
    raw = table((*PLAIN, "note", "tool"), (KEY, "claim", "''=1", "claimdesk"))
    assert one(raw).note == "'=1"


@pytest.mark.parametrize("note", ["'tis", "'", "''", " '=1", "'a=1", "a'=1"])
def test_other_apostrophes_stay(note: str) -> None:
    raw = table((*PLAIN, "note", "tool"), (KEY, "claim", note, "claimdesk"))
    assert one(raw).note == note


VOTES = ("annotators", "votes", "n_votes", "decided_by")


def test_a_resolved_row_is_a_vote_of_each() -> None:
    raw = table(
        (*PLAIN, "secondary", *VOTES),
        (KEY, "claim", "opinion", "ada|ben", "claim|claim", "2", "unanimous"),
        (KEY, "claim", "", "", "", "0", "adjudicated"),
        (KEY, "claim", "", "a|b", "claim", "1", "single"),
    )
    aside, ada, ben, decided, alone = read_raw(raw)
    assert (aside, decided) == (Aside(2, "secondary left out"), Aside(3, "decision left out"))
    tags = [tag for tag in (ada, ben, alone) if isinstance(tag, Tag)]
    assert [tag.annotator for tag in tags] == ["ada", "ben", "a|b"]
    assert alone == Tag(line=4, where=(ById(KEY),), label="claim", secondary=None, annotator="a|b")


def test_a_name_with_a_bar_among_several_is_told() -> None:
    votes = ("a|b|c", "claim|claim|claim", "2", "unanimous")
    (bad,) = read_raw(table((*PLAIN, *VOTES), (KEY, "claim", *votes)))
    assert isinstance(bad, BadLine)
    assert "3 annotators and 3 votes where n_votes is 2" in bad.error


def test_a_row_that_cannot_be_used_is_told_by_the_line_it_begins_in() -> None:
    raw = b"\r\n".join(
        [
            b"id,label,note",
            f'{KEY},claim,"two\r\nlines"'.encode(),
            b"",
            b",,",
            b"too,few",
            KEY.encode() + b",claim,\xe4",
            KEY.encode() + b',"claim"s,x',
            KEY.encode() + b",claim,a\0b",
            KEY.encode() + b',claim,"never closed',
            b"x,y,z",
        ]
    )
    found = read_raw(raw)
    assert [tag.line for tag in found if isinstance(tag, Tag)] == [2, 9]
    told = errors(found)
    assert list(told) == [6, 7, 8, 10]
    for reason, error in zip(
        ("has 2 cells, the header 3", "not UTF-8", "is not valid CSV", "never closed"),
        told.values(),
        strict=True,
    ):
        assert reason in error


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "x.csv is empty"),
        (b"a;b\n1;2\n", r"x.csv has no column 'label' in its header \('a;b'\)"),
        (b"label,annotator\nclaim,ben\n", "x.csv does not say which sentences"),
        (b"id,label,Label\n", "x.csv has several columns called 'label'"),
        (b'id,"label\n', "x.csv: the header has a quotation mark"),
        (b"id,label\rx,claim\r", "x.csv: the header has a carriage return alone"),
        ("id,label\n".encode("utf-16"), "x.csv is in UTF-16: save it in UTF-8"),
        (b"PK\x03\x04", "x.csv is a zip archive"),
        (b"\0" * 3000, "x.csv has no column 'label'"),
    ],
)
def test_a_csv_that_is_no_table_of_labels_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(ImportFailed, match=why) as caught:
        read_raw(raw, name="x.csv")
    assert len(str(caught.value)) < 1_500
    assert str(caught.value).isprintable()


def test_a_row_that_is_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "LONGEST", 1_000)
    note = "x" * 3_000
    raw = table((*PLAIN, "note"), (KEY, "claim", note), (KEY, "opinion", "y"))
    bad, tag = read_raw(raw)
    assert isinstance(bad, BadLine)
    assert (bad.line, tag.line) == (2, 3)
    assert "is longer than" in bad.error


def endless(row: bytes, count: int) -> Iterator[bytes]:
    yield b"id,label,note\n"
    for _ in range(count):
        yield row


def peak(chunks: Iterator[bytes]) -> int:
    """Bytes that Python held at most while a CSV was read."""
    tracemalloc.start()
    for _ in cells.rows(chunks, name="x"):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_a_csv(monkeypatch: pytest.MonkeyPatch) -> None:
    row = f"{KEY},claim,{'x' * 200}\n".encode() * 20
    assert peak(endless(row, 500)) < peak(endless(row, 20)) + 50_000
    monkeypatch.setattr(cells, "LONGEST", 100_000)
    quoted = f'{KEY},claim,"'.encode() + b"x" * 10_000
    assert peak(endless(quoted, 500)) < 2_000_000


# Parquet


def stored(columns: dict[str, Any], **how: Any) -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table  # noqa: PLC0415 - not everywhere

    file = io.BytesIO()
    write_table(pa.table(columns), file, **how)
    return file.getvalue()


def test_a_parquet_is_known_by_its_beginning() -> None:
    raw = stored({"other": [1, 2], "label": ["claim", "opinion"], "id": [KEY, None]})
    noun, found = read_labels(io.BytesIO(raw), name="x", known=KNOWN, merged=False)
    tag, bad = found
    assert noun == "row"
    assert tag == Tag(line=1, where=(ById(KEY),), label="claim")
    assert isinstance(bad, BadLine)
    assert (bad.line, bad.error[:34]) == (2, "does not say which sentence it is ")


def test_columns_of_a_parquet_have_their_types() -> None:
    raw = stored(
        {
            "article": ["a.txt"],
            "start": [3],
            "end": [9],
            "label": ["attribution"],
            "secondary": ["claim"],
            "flags": [["check", "ask"]],
            "note": ["'=1\r\n"],
            "annotator": ["a|b"],
            "guideline": ["2"],
        }
    )
    assert one(raw) == Tag(
        line=1,
        where=(BySpan("a.txt", 3, 9),),
        label="attribution",
        secondary="claim",
        flags=("ask", "check"),
        note="'=1\r\n",
        annotator="a|b",
        guideline="2",
    )


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", None])
def test_a_time_is_read_whatever_its_unit(unit: str, zone: str | None) -> None:
    pa = pytest.importorskip("pyarrow")
    when = datetime(2026, 1, 31, 12, tzinfo=UTC)
    at = pa.array([int(when.timestamp())]).cast(pa.timestamp("s")).cast(pa.timestamp(unit, zone))
    raw = stored({"id": [KEY], "label": ["claim"], "labelled_at": at})
    assert one(raw).labelled_at == int(when.timestamp()) * 1_000_000


def test_a_time_that_no_calendar_holds_is_told() -> None:
    pa = pytest.importorskip("pyarrow")
    at = pa.array([2**62, -1, None]).cast(pa.timestamp("ms"))
    raw = stored({"id": [KEY] * 3, "label": ["claim"] * 3, "labelled_at": at})
    found = read_raw(raw)
    first, second = errors(found).values()
    assert "no time in ISO 8601" in first
    assert "before 1970" in second
    assert isinstance(found[2], Tag)


def test_cells_of_the_wrong_type_are_told_by_their_row() -> None:
    assert errors(read_raw(stored({"id": [KEY], "label": [3]}))) == {
        1: "label has to be text, not a number"
    }
    assert errors(read_raw(stored({"id": [KEY], "label": ["claim"], "flags": ["check"]}))) == {
        1: "flags has to be a list, not text"
    }


@pytest.mark.parametrize("left", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_parquet_that_is_not_complete_is_refused_in_one_sentence(left: float) -> None:
    raw = stored({"id": [KEY] * 2_000, "label": ["claim"] * 2_000})
    with pytest.raises(ImportFailed, match=r"x\.parquet is (no Parquet file|empty)"):
        read_raw(raw[: int(len(raw) * left)], name="x.parquet")


def test_a_parquet_that_is_damaged_in_the_middle_is_refused() -> None:
    notes = [f"{number * 7919 % 10_007} of them" for number in range(3_000)]
    raw = bytearray(stored({"id": [KEY] * 3_000, "label": ["claim"] * 3_000, "note": notes}))
    middle = len(raw) // 2
    raw[middle : middle + 400] = b"\xff" * 400
    with pytest.raises(ImportFailed, match="damaged"):
        read_raw(bytes(raw))


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"id": [KEY], "a\x1b": ["x"]}, r"x has no column 'label' \('id', 'a␛'\)"),
        ({}, r"x has no column 'label' \(none at all\)"),
    ],
)
def test_a_parquet_without_labels_is_refused(columns: dict[str, Any], why: str) -> None:
    with pytest.raises(ImportFailed, match=why):
        read_raw(stored(columns))


def test_without_pyarrow_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    with pytest.raises(ImportFailed, match=r"needs pyarrow: pip install 'claimdesk\[parquet\]'"):
        read_raw(b"PAR1")


def test_another_format_than_the_one_said_is_told() -> None:
    for raw, name in ((b"PAR1", "parquet"), (table(PLAIN, (KEY, "claim")), "csv")):
        with pytest.raises(ImportFailed, match=f"x is {name}, not prodigy"):
            read_raw(raw, format="prodigy")
    with pytest.raises(ImportFailed, match="x is parquet, not csv"):
        read_raw(b"PAR1", format="csv")
    with pytest.raises(ImportFailed, match="x has no column 'label'"):
        read_raw(b'{"id": 1}', format="csv")
    with pytest.raises(ImportFailed, match="x is no Parquet file"):
        read_raw(FIRST.encode(), format="parquet")


def test_lines_of_json_are_lines_of_json_whatever_the_file_is_called() -> None:
    raw = f'{{"id": "{KEY}", "label": "claim"}}'.encode()
    assert one(raw, name="labels.csv") == Tag(line=1, where=(ById(KEY),), label="claim")


def test_memory_does_not_grow_with_a_parquet() -> None:
    pa = pytest.importorskip("pyarrow")

    def most(count: int) -> int:
        text = [f"{number:050}" * 20 for number in range(count)]
        raw = stored({"id": [KEY] * count, "label": ["claim"] * count, "note": text})
        held = 0
        before = pa.total_allocated_bytes()
        tracemalloc.start()
        for _ in parquet.rows([raw], name="x"):
            held = max(held, pa.total_allocated_bytes() - before)
        _, python = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return held + python

    assert most(20_000) < 2 * most(4_000) + 1_000_000
