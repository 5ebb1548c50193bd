"""CSV: a header, then one article a row. Separated by comma, semicolon, tab or bar.

The header decides which of them it is: the one that makes known columns of it. Rows are RFC
4180: quotation marks around cells with separators or line ends in them, doubled inside. Names
in the header are compared without blanks around them and in small letters. One row is held at
a time; a row that cannot be used is told by the line it begins in, and the others are read.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.errors import ImportFailed
from annotations.importers.records import FIELDS, bad, column_of, found, layout, refuse_labels
from annotations.importers.rowlines import Lines, TooLong
from annotations.importers.source import Found, Source, reason
from annotations.text.decode import decode
from annotations.text.display import visible

DELIMITERS = ",;\t|"
_HEAD = 1 << 20
_CHUNK = 1 << 18
_MOST_NULS = 0.2
"""A larger share of NUL bytes is UTF-16 without its mark, or no text."""
_ROOM = 1_000_000
"""Characters that the cells beside the text may have."""

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def import_csv(source: Source) -> Iterator[Found]:
    """Yield which columns there are, then the article of each row."""
    columns = {field: _name(column) for field, column in source.columns.items()}
    source = replace(source, columns=columns)
    head = _read(source, _HEAD)
    encoding = _encoding(head, source)
    wide = encoding.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(encoding)("replace" if wide else "surrogateescape")
    beginning = _beginning(head, encoding)
    lines = Lines(_chunks(source, head), decoder, longest=source.max_bytes + _ROOM)
    csv.field_size_limit(max(csv.field_size_limit(), source.max_bytes + _ROOM))
    rows = csv.reader(lines, delimiter=_delimiter(beginning, source), strict=True)
    names = _header(rows, source)
    yield Found(layout(source, names), source.place)
    yield from _articles(rows, lines, names, source, encoding)


def _articles(
    rows: Iterator[list[str]], lines: Lines, names: Sequence[str], source: Source, encoding: str
) -> Iterator[Found]:
    while True:
        line = lines.begin()
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, TooLong) as error:
            yield bad(source, line, _why(error))
            continue
        if not row:
            continue
        if len(row) != len(names):
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            yield bad(source, line, f"has {cells}, the header {len(names)}")
            continue
        values = dict(zip(names, row, strict=True))
        if _is_broken(row):
            yield bad(source, line, f"holds bytes that are not {encoding}")
            continue
        raw = values[column_of(source, "text")].encode()
        yield found(source, values, line=line, raw=raw, encoding=encoding)


def _is_broken(row: Sequence[str]) -> bool:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return True
    return False


def _why(error: Exception) -> str:
    if "unexpected end of data" in str(error):
        return "has a quotation mark that is never closed: all behind it was read as one cell"
    if isinstance(error, TooLong):
        return "is longer than a row may be, or has a quotation mark that is never closed"
    return f"is not valid CSV: {error}"


def _header(rows: Iterator[list[str]], source: Source) -> list[str]:
    try:
        cells = next((row for row in rows if row), [])
    except (csv.Error, TooLong) as error:
        raise ImportFailed(f"{source.shown}: the header {_why(error)}") from error
    names = [_name(cell) for cell in cells]
    refuse_labels(source, names)
    wanted = ["text", *(field for field in FIELDS if field in source.columns and field != "text")]
    for column in dict.fromkeys(column_of(source, field) for field in wanted):
        if column not in names:
            has = ", ".join(visible(name) for name in names[:20] if name) or "none"
            raise ImportFailed(
                f"{source.shown} has no column {visible(column)!r} in its header ({has}):"
                " `--column text=NAME` says which one holds the text"
            )
    for column in (column_of(source, field) for field in FIELDS):
        if names.count(column) > 1:
            raise ImportFailed(f"{source.shown} has several columns called {visible(column)!r}")
    return names


def _name(cell: str) -> str:
    return cell.strip().casefold()


def _delimiter(beginning: str, source: Source) -> str:
    """Return the separator that makes most of the known columns, then most columns."""
    wanted = {column_of(source, field) for field in FIELDS}

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            rows = csv.reader(io.StringIO(beginning), delimiter=delimiter, strict=True)
            names = [_name(cell) for cell in next((row for row in rows if row), [])]
        except csv.Error:
            return (-1, 0)
        return (len(wanted.intersection(names)), len(names))

    return max(DELIMITERS, key=worth)


def _read(source: Source, count: int) -> bytes:
    try:
        return source.file.read(count)
    except OSError as error:
        raise ImportFailed(f"{source.shown} cannot be read: {reason(error)}") from error


def _chunks(source: Source, head: bytes) -> Iterator[bytes]:
    chunk = head
    while chunk:
        yield chunk
        chunk = _read(source, _CHUNK)


def _encoding(head: bytes, source: Source) -> str:
    """What the file is decoded with, as its beginning tells."""
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return encoding
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head
    if whole.count(b"\0") < len(whole) * _MOST_NULS:  # a few are for the rows to tell
        whole = whole.replace(b"\0", b" ")
    return decode(whole, name=source.origin).encoding.removesuffix(" (damaged)")


def _beginning(head: bytes, encoding: str) -> str:
    """As much of the text as holds the header."""
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")
