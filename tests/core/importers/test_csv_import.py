import csv
import io
import tracemalloc

import articlereading
import pytest
from articlereading import drafts, failures, layout
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import ImportFailed
from annotations.importers import IMPORTERS, Found
from annotations.model import Draft
from annotations.text.blanks import BLANKS
from annotations.text.canonical import canonical


def read(raw: str | bytes, **fields: object) -> list[Found]:
    return articlereading.read("csv", raw, **fields)


def texts(found: list[Found]) -> list[str]:
    return [draft.text for draft in drafts(found)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_the_header(delimiter: str) -> None:
    rows = [["title", "text", "x"], ["T; 1, or | 2", "One story, it is;\tlong | wide.", "x"]]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    found = read(file.getvalue())
    assert texts(found) == [rows[1][1]]
    assert drafts(found)[0].title == rows[1][0]
    assert layout(found).left == ("x",)


def test_one_column_is_enough() -> None:
    assert texts(read("text\nOne story.\n")) == ["One story."]


def test_fields_and_where_an_article_is_from() -> None:
    found = read(
        "id,text,title,source,url,published,name\n"
        "7,One.,T,The Daily,,2024-01-05,\n"
        ",Two.,,,https://a.org/2,,\n"
        ",Three.,,,,,third\n"
    )
    first, second, third = drafts(found)
    assert (first.title, first.source, first.published) == ("T", "The Daily", "2024-01-05")
    assert [draft.origin for draft in (first, second, third)] == [
        "/b/a.x#7",
        "https://a.org/2",
        "/b/a.x#4",
    ]
    assert [draft.name for draft in (first, second, third)] == [
        "a.x#7",
        "https://a.org/2",
        "third",
    ]
    assert [piece.place for piece in found] == ["a.x", "a.x:2", "a.x:3", "a.x:4"]


def test_columns_can_be_called_otherwise_whatever_their_letters() -> None:
    found = read("Headline, BODY \nH,One story.\n", columns={"text": "Body", "title": "headline"})
    (draft,) = drafts(found)
    assert (draft.text, draft.title) == ("One story.", "H")


def test_line_ends_in_quotation_marks_belong_to_the_cell_and_rows_keep_their_line() -> None:
    found = read('text,id\r\n"One.\r\nStill ""one"".",1\r\n\r\nTwo.,2,3\r\nThree.,3\r\n')
    assert texts(found) == ['One.\nStill "one".', "Three."]
    assert failures(found) == ["/b/a.x, line 5 has 3 cells, the header 2"]
    assert found[-1].place == "a.x:6"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("One.,2,3", "has 3 cells, the header 2"),
        ("One.", "has 1 cell, the header 2"),
        (",2", "'text' is empty"),
        ('" ",2', "'text' is empty"),
        ('"One."x,2', "is not valid CSV"),
        ("a\0b,2", "NUL"),
        ("One.,a\0", "NUL"),
        ("x" * 101 + ",2", "larger than 100 bytes"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_rest_is_read(row: str, reason: str) -> None:
    found = read(f"text,id\nGood.,1\n{row}\nGood too.,3\n", max_bytes=100)
    assert texts(found) == ["Good.", "Good too."]
    (told,) = failures(found)
    assert told.startswith("/b/a.x, line 3")
    assert reason in told


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("a,b\n1,2\n", r"no column 'text' in its header \(a, b\).*--column text=NAME"),
        ("text,text\n1,2\n", "several columns called 'text'"),
        ("\n\n", "nothing but blanks"),
        ("", "is empty"),
        ('"text', "the header"),
        ("id,text,label,article_id,position,context_before\n", "claimdesk import-labels"),
    ],
)
def test_a_header_of_no_use_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        read(raw)


def test_a_column_named_by_the_person_has_to_be_there() -> None:
    with pytest.raises(ImportFailed, match="no column 'headline'"):
        read("text,title\n1,2\n", columns={"title": "headline"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings_are_told_apart(encoding: str) -> None:
    story = "Мер міста відкрив новий міст у понеділок, після шести років робіт."
    raw = f'text;title\n"{story}";"Новий міст"\n'.encode(encoding)
    (draft,) = drafts(read(raw))
    assert (draft.text, draft.encoding) == (story, encoding)


def test_a_row_with_broken_bytes_is_told_and_the_rest_is_read() -> None:
    raw = "text\nЗелений міст відкрито.\nA\udcff\nДругий міст.\n"
    found = read(raw.encode(errors="surrogateescape"))
    assert len(drafts(found)) == 2
    assert failures(found) == ["/b/a.x, line 3 holds bytes that are not utf-8"]


def test_a_cell_can_be_as_long_as_an_article() -> None:
    story = "A sentence of a story. " * 20_000
    assert texts(read(f'text\n"{story}"\n')) == [story]


def test_a_mark_that_is_never_closed_does_not_swallow_the_file() -> None:
    class Long(io.RawIOBase):
        left = iter([b'text\nGood.\n"open\n', *[b"A line of a story. " * 5000 + b"\n"] * 200, b""])

        def read(self, _: int = -1) -> bytes:
            return next(self.left)

    tracemalloc.start()
    try:
        source = articlereading.source(b"", file=Long(), max_bytes=1000)
        found = [piece for piece in IMPORTERS["csv"](source) if piece.place == "a.x:3"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert ["longer than a row may be" in str(piece.what) for piece in found] == [True]
    assert peak < 12_000_000


def test_a_mark_that_is_never_closed_is_told() -> None:
    found = read('text\nGood.\n"One\nTwo\n')
    assert texts(found) == ["Good."]
    assert "line 3 has a quotation mark that is never closed" in failures(found)[0]


def test_a_line_without_end_is_given_up() -> None:
    found = read("text\n" + "x" * 3_000_000 + "\nGood.\n", max_bytes=1000)
    assert texts(found) == ["Good."]
    assert "line 2 is longer than a row may be" in failures(found)[0]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\r\t"))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_wrote_is_read_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("text", "title"), *rows])
    found = read(file.getvalue())
    assert texts(found) == [canonical(text) for text, _ in rows if text.strip(BLANKS)]
    assert len(failures(found)) == len(rows) - len(texts(found))
    assert all(isinstance(draft, Draft) for draft in drafts(found))
