"""The label JSONL and CSV: rows in, the bytes of a file out."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from annotations.exporters import (
    FORMATS,
    PERSON_KEYS,
    RESOLVED_KEYS,
    Labelled,
    OneFile,
    Row,
    Terms,
    bare,
    training,
    without_text,
)
from annotations.exporters.table import cell

ROW = Row(
    id="0f" * 16,
    text="“It’s true,” she said — naïvely.",
    label="attribution",
    secondary="claim",
    article_id="ab" * 32,
    article="story.txt",
    title="A story",
    source=None,
    published="2024-05-05",
    position=2,
    start=10,
    end=42,
    context_before="Before.",
    context_after="",
    annotators=("ada", "bob", "eve"),
    votes=("attribution", "claim", "attribution"),
    n_votes=3,
    agreement=2 / 3,
    decided_by="majority",
    adjudicator=None,
    flags=("merged", "unsure"),
    note="one\ntwo",
    labelled_at="2024-05-06T07:08:09.010Z",
    guideline="1",
    group="ab" * 32,
    split=None,
    tool="claimdesk",
)
KEYS = [
    *("id", "text", "label", "secondary", "article_id", "article", "title", "source", "published"),
    *("position", "start", "end", "context_before", "context_after"),
    *("annotators", "votes", "n_votes", "agreement", "decided_by", "adjudicator"),
    *("flags", "note", "labelled_at", "guideline", "group", "split", "tool"),
]


def labelled(*rows: Row) -> Labelled:
    """An article with these rows."""
    return Labelled(
        id="ab" * 32,
        name="story.txt",
        title="A story",
        source=None,
        published="2024-05-05",
        group="ab" * 32,
        text="“It’s true,” she said — naïvely.",
        rows=rows,
    )


def written(name: str, *rows: Row, keys: tuple[str, ...] = RESOLVED_KEYS) -> bytes:
    file = io.BytesIO()
    terms = Terms(keys=keys, labels=("claim", "attribution"))
    for _ in FORMATS[name].write([labelled(*rows)], OneFile(file), terms):
        pass
    return file.getvalue()


def records(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_the_keys_are_the_documented_ones_in_their_order() -> None:
    assert list(RESOLVED_KEYS) == KEYS
    of_all = KEYS.index("annotators")
    assert list(PERSON_KEYS) == [*KEYS[:of_all], "annotator", *KEYS[of_all + 4 :]]


def test_jsonl_is_one_object_a_line_with_all_keys_in_order() -> None:
    lines = written("jsonl", ROW, ROW).decode().split("\n")
    assert lines.pop() == ""
    assert lines[0] == lines[1]
    entry = json.loads(lines[0])
    assert list(entry) == KEYS
    assert entry["source"] is None
    assert entry["votes"] == ["attribution", "claim", "attribution"]
    assert entry["agreement"] == 2 / 3
    assert entry["note"] == "one\ntwo"


def test_jsonl_of_one_person_has_no_key_of_the_others() -> None:
    alone = replace(
        ROW, annotator="ada", annotators=UNSET, votes=UNSET, n_votes=UNSET, agreement=UNSET
    )
    assert list(json.loads(written("jsonl", alone))) == list(PERSON_KEYS)


@pytest.mark.parametrize("keys", [RESOLVED_KEYS, without_text(RESOLVED_KEYS)])
def test_an_article_of_many_sentences_loses_none_in_jsonl(keys: tuple[str, ...]) -> None:
    one = ROW if "text" in keys else bare(ROW)
    rows = [replace(one, position=n) for n in range(3 * training.ROWS_AT_ONCE - 1)]
    lines = written("jsonl", *rows, keys=keys).splitlines()
    assert [json.loads(line)["position"] for line in lines] == [row.position for row in rows]
    assert list(json.loads(lines[-1])) == list(keys)


def test_csv_begins_with_a_byte_order_mark_and_a_header() -> None:
    assert written("csv") == b"\xef\xbb\xbf" + ",".join(KEYS).encode() + b"\r\n"


def test_csv_joins_lists_and_leaves_unknowns_empty() -> None:
    (record,) = records(written("csv", ROW))
    assert record["annotators"] == "ada|bob|eve"
    assert record["flags"] == "merged|unsure"
    assert record["source"] == ""
    assert record["position"] == "2"


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_does_not_let_a_cell_run_as_a_formula(lead: str) -> None:
    hostile = lead + 'HYPERLINK("http://x")'
    (record,) = records(written("csv", replace(ROW, text=hostile, votes=(hostile,))))
    assert record["text"] == "'" + hostile
    assert record["votes"] == "'" + hostile


def test_csv_leaves_harmless_cells_alone() -> None:
    assert cell("2 + 2 = 4") == "2 + 2 = 4"
    assert cell(-3) == -3
    assert cell("") == ""


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(TEXTS, TEXTS)
def test_every_text_comes_back_from_jsonl(text: str, note: str) -> None:
    line = written("jsonl", replace(ROW, text=text, note=note))
    assert line.count(b"\n") == 1
    entry = json.loads(line)
    assert (entry["text"], entry["note"]) == (text, note)


@given(TEXTS, TEXTS)
def test_every_text_comes_back_from_csv_but_for_the_apostrophe(text: str, note: str) -> None:
    (record,) = records(written("csv", replace(ROW, text=text, note=note)))
    for value, read in ((text, record["text"]), (note, record["note"])):
        assert read == (
            "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") and value else value
        )
