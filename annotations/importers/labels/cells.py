"""CSV with a header and one label a row: the cells of each row, and what they mean.

    id,label,secondary,annotator,note
    0f0e…,attribution,claim,ben,"who says so?"

The columns are the keys of the label JSONL, in any order; others are passed over. Separated by
comma, semicolon, tab or bar, whichever makes known columns of the header. UTF-8, with or without
a byte order mark. Lists are joined by `|`. In a row that `claimdesk export` wrote, the apostrophe
that guards a spreadsheet against formulas is taken off again. One row is held at a time; refuses
to repair one: a row that cannot be used is told by the line it begins in.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import NEEDED
from annotations.importers.labels.fields import brief
from annotations.importers.labels.own import COLUMNS, read_jsonl
from annotations.importers.labels.records import TOO_LONG, Row
from annotations.importers.labels.tag import BadLine, Fields, Found, Record
from annotations.importers.rowlines import Lines, TooLong
from annotations.text.display import visible

DELIMITERS = ",;\t|"
LONGEST = 32_000_000
"""Characters of a row."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that the export puts an apostrophe before."""

_OURS = "claimdesk"
"""What the column `tool` begins with in rows that were exported."""

_LISTS = ("annotators", "votes", "flags")
_NUMBERS = ("start", "end", "n_votes")
_NAMES = ("id", "article", "article_id")
"""Without one of these nothing says which sentence is meant."""

_LONGEST_NUMBER = 16
_COLUMNS_SHOWN = 12
_HEAD = 1 << 16
"""Bytes in which the header is looked for."""


def is_table(head: bytes) -> bool:
    """Whether a file that begins like this is a table of labels."""
    names = set(_names(head, _delimiter(head)))
    return "label" in names and not names.isdisjoint(_NAMES)


def rows(chunks: Iterable[bytes], *, name: str) -> Iterator[Row | BadLine]:
    """The rows of a file as cells, by column; of the columns that are known.

    Raises ImportFailed where the header is not that of a table of labels.
    """
    pieces = iter(chunks)
    head = next(pieces, b"")
    lines = _Unchanged(_joined(head, pieces))
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    reader = csv.reader(lines, delimiter=_delimiter(head), strict=True)
    yield from _rows(reader, lines, _header(reader, name))


def read_csv(record: Record) -> Iterator[Found]:
    """The tags of a row, whose fields are all text."""
    yield from read_jsonl(replace(record, fields=_meant(record.fields)))


class _Unchanged(Lines):
    """Lines with the ends that they have: a carriage return within a note is part of it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        super().__init__(chunks, decoder, longest=LONGEST)
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=False)


def _joined(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        cells = next((row for row in reader if any(row)), [])
    except (csv.Error, TooLong) as error:
        raise ImportFailed(f"{name}: the header {_why(error)}") from error
    names = [_column(cell) for cell in cells]
    has = ", ".join(brief(visible(column)) for column in names[:_COLUMNS_SHOWN] if column)
    if "label" not in names:
        raise ImportFailed(f"{name} has no column 'label' in its header ({has or 'none'})")
    if set(names).isdisjoint(_NAMES):
        raise ImportFailed(f"{name} does not say which sentences it is about: it needs {NEEDED}")
    for column in COLUMNS:
        if names.count(column) > 1:
            raise ImportFailed(f"{name} has several columns called {column!r}")
    return names


def _rows(
    reader: Iterator[list[str]], lines: Lines, names: Sequence[str]
) -> Iterator[Row | BadLine]:
    while True:
        line = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, TooLong) as error:
            yield BadLine(line, _why(error))
            continue
        if any(cells):
            yield _row(line, cells, names)


def _row(line: int, cells: list[str], names: Sequence[str]) -> Row | BadLine:
    if len(cells) != len(names):
        many = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        return BadLine(line, f"has {many}, the header {len(names)}")
    known = {name: cell for name, cell in zip(names, cells, strict=True) if name in COLUMNS}
    try:
        "".join(known.values()).encode()
    except UnicodeEncodeError:
        return BadLine(line, "holds bytes that are not UTF-8: save it as CSV in UTF-8")
    return Row(line, known)


def _why(error: Exception) -> str:
    if isinstance(error, TooLong):
        return f"{TOO_LONG}, or has a quotation mark that is never closed"
    if "unexpected end of data" in str(error):
        return "has a quotation mark that is never closed: all behind it was read as one cell"
    if "new-line character" in str(error):
        return "has a carriage return alone as its line end: save it with CRLF or LF"
    return f"is not valid CSV: {error}"


def _delimiter(head: bytes) -> str:
    """The separator that makes most known columns of the header."""

    def known(delimiter: str) -> int:
        return len(COLUMNS.intersection(_names(head, delimiter)))

    return max(DELIMITERS, key=known)


def _names(head: bytes, delimiter: str) -> list[str]:
    """The columns that a header names, separated like this; none where it is no header."""
    beginning = head[:_HEAD].decode("utf-8-sig", "replace")
    table = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter, strict=True)
    try:
        return [_column(cell) for cell in next((row for row in table if any(row)), [])]
    except csv.Error:
        return []


def _column(cell: str) -> str:
    return cell.strip().casefold()


def _meant(cells: Fields) -> dict[str, Any]:
    """The cells of a row as the label JSONL has them. An empty cell is null, or an empty list."""
    ours = str(cells.get("tool", "")).startswith(_OURS)
    meant: dict[str, Any] = {
        name: _unguarded(cell) if ours else cell for name, cell in cells.items()
    }
    for name in _NUMBERS:
        meant[name] = _number(meant.get(name) or None)
    alone = meant["n_votes"] == 1
    for name in _LISTS:
        if name in meant:
            meant[name] = _list(meant[name], alone=alone and name != "flags")
    _check_votes(meant)
    empty = ("note", "guideline") if ours else ("note",)
    return {
        name: None if cell == "" and name not in empty else cell for name, cell in meant.items()
    }


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from calculating it."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if guarded else cell


def _number(cell: str | None) -> int | str | None:
    """A whole number; what is none stays what it is."""
    if cell is not None and cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST_NUMBER:
        return int(cell)
    return cell


def _list(cell: str, *, alone: bool) -> list[str]:
    """What a cell lists; `alone`: it is known to be one thing, whatever it holds."""
    if not cell:
        return []
    return [cell] if alone else cell.split("|")


def _check_votes(meant: Fields) -> None:
    """Raise ImportFailed where a name with a bar in it was taken for two."""
    said, votes, people = (meant.get(name) for name in ("n_votes", "votes", "annotators"))
    if not isinstance(said, int) or votes is None or people is None:
        return
    if {len(votes), len(people)} != {said}:
        raise ImportFailed(
            f"lists {len(people)} annotators and {len(votes)} votes where n_votes is {said}: in a "
            "CSV, a name with | in it cannot be told from two"
        )
