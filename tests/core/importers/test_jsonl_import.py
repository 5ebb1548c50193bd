import io
import json
import tracemalloc
from itertools import chain, repeat

import articlereading
import pytest
from articlereading import drafts, failures, layout

from annotations.errors import ImportFailed
from annotations.importers import IMPORTERS, Found
from annotations.model import Draft


def read(*lines: object, **fields: object) -> list[Found]:
    raw = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return articlereading.read("jsonl", raw, **fields)


def one(record: object, **fields: object) -> Draft:
    (draft,) = drafts(read(record, **fields))
    return draft


def why(record: object, **fields: object) -> str:
    (reason,) = failures(read(record, **fields))
    return reason.removeprefix("/b/a.x, line 1")


def test_each_line_is_an_article() -> None:
    found = read({"text": "One story."}, {"text": "Another story."})
    assert [draft.text for draft in drafts(found)] == ["One story.", "Another story."]
    assert [piece.place for piece in found] == ["a.x:1", "a.x:2", "a.x"]


def test_known_keys_are_taken_and_others_passed_over() -> None:
    found = read(
        {
            "text": "One story.",
            "title": "A  title",
            "source": "The Daily",
            "url": "https://a.org/1",
            "published": "2024-01-05",
            "id": 7,
            "name": "one",
            "author": ["x"],
            "site": "not read",
        }
    )
    (draft,) = drafts(found)
    assert (draft.title, draft.source, draft.url) == ("A title", "The Daily", "https://a.org/1")
    assert (draft.published, draft.name) == ("2024-01-05", "one")
    assert layout(found).left == ("author", "site")


@pytest.mark.parametrize(
    ("record", "name", "origin"),
    [
        ({}, "a.x#1", "/b/a.x#1"),
        ({"id": "x7"}, "a.x#x7", "/b/a.x#x7"),
        ({"id": 7}, "a.x#7", "/b/a.x#7"),
        ({"name": "n"}, "n", "/b/a.x#1"),
        ({"url": "https://a.org/1", "id": 7}, "https://a.org/1", "https://a.org/1"),
        ({"url": "https://a.org/1", "name": "n"}, "n", "https://a.org/1"),
        ({"url": None, "id": "", "name": " "}, "a.x#1", "/b/a.x#1"),
    ],
)
def test_url_then_id_then_line_say_where_an_article_is_from(
    record: dict[str, object], name: str, origin: str
) -> None:
    draft = one({"text": "One story.", **record})
    assert (draft.name, draft.origin) == (name, origin)


def test_columns_can_be_called_otherwise() -> None:
    columns = {"text": "body", "title": "headline"}
    found = read({"body": "One story.", "headline": "H", "title": "no", "text": 1}, columns=columns)
    (draft,) = drafts(found)
    assert (draft.text, draft.title) == ("One story.", "H")
    assert layout(found).taken == columns
    assert why({"text": "One story."}, columns=columns) == " has no 'body'"


def test_marks_line_ends_and_blank_lines_are_no_matter() -> None:
    raw = '\ufeff{"text": "One."}\r\n\r\n  \r\n{"text": "Two."}\r\n'
    found = articlereading.read("jsonl", raw)
    assert [(draft.text, draft.name) for draft in drafts(found)] == [
        ("One.", "a.x#1"),
        ("Two.", "a.x#4"),
    ]
    assert not failures(found)


def test_the_text_becomes_canonical() -> None:
    assert one({"text": "Cafe\u0301.\r\nTwo.\rThree."}).text == "Café.\nTwo.\nThree."


def test_one_list_is_read_as_well() -> None:
    found = articlereading.read("jsonl", '[{"text": "One."},\n {"text": 2}]')
    assert [draft.text for draft in drafts(found)] == ["One."]
    assert failures(found) == ["/b/a.x, entry 2: 'text' is not text"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("{", "is not valid JSON"),
        ('{"text": "One."} x', "is not valid JSON"),
        ("3", "is not a JSON object"),
        ('"text"', "is not a JSON object"),
        ({}, "has no 'text'"),
        ({"text": None}, "has no 'text'"),
        ({"text": 3}, "'text' is not text"),
        ({"text": ["One."]}, "'text' is not text"),
        ({"text": ""}, "'text' is empty"),
        ({"text": " \n\u00a0"}, "'text' is empty"),
        ({"text": "a\0b"}, "NUL"),
        ('{"text": "\\ud800."}', ""),
        ('{"text": "One.", "title": "\\udc00"}', ""),
        ({"text": "One.", "title": ["a"]}, "title must be text"),
        ({"text": "One.", "published": 1.5}, "published must be text"),
        ({"text": "One.", "id": True}, "id must be text"),
        ({"text": "One.", "name": {}}, "name must be text"),
        ({"text": "One.", "url": "a\0"}, "url holds a NUL"),
        ({"text": "One.", "id": "x" * 2001}, "id is longer than 2,000"),
        ({"text": "é" * 51}, "larger than 100 bytes"),
        ('{"a":' * 5000, "is"),
    ],
)
def test_a_bad_record_is_told_by_its_line_and_the_rest_is_read(record: object, reason: str) -> None:
    found = read(record, {"text": "Two."}, max_bytes=100)
    assert [draft.text for draft in drafts(found)] == ["Two."]
    (told,) = failures(found)
    assert told.startswith("/b/a.x, line 1")
    assert reason in told
    assert found[0].place == "a.x:1"


def test_bytes_that_are_no_utf8_are_told_by_their_line() -> None:
    raw = b'{"text": "caf\xe9"}\n{"text": "Two."}'
    found = articlereading.read("jsonl", raw)
    assert failures(found) == ["/b/a.x, line 1 is not text in UTF-8"]
    assert len(drafts(found)) == 1


def test_exported_labels_are_no_articles() -> None:
    line = {"id": "x", "text": "A.", "label": "claim", "article_id": "y", "position": 1}
    with pytest.raises(ImportFailed, match="claimdesk import-labels"):
        read({**line, "context_before": ""})


def test_a_long_file_is_never_held_in_memory() -> None:
    line = json.dumps({"text": "A sentence of a story. " * 400}).encode() + b"\n"

    class Endless(io.RawIOBase):
        left = chain(repeat(line * 20, 40), repeat(b""))

        def read(self, _: int = -1) -> bytes:
            return next(self.left)

    tracemalloc.start()
    try:
        source = articlereading.source(b"", file=Endless())
        count = sum(isinstance(piece.what, Draft) for piece in IMPORTERS["jsonl"](source))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 800
    assert peak < 3_000_000 < count * len(line)
