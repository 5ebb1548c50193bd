"""CSV for spreadsheets: UTF-8 with a byte order mark, RFC 4180 quoting and line ends.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection), and one more where it begins with
apostrophes already, so that the first can be taken off again; text is not kept byte for byte here,
which is what the JSONL is for. Lists are joined by `|`, what is not known is an empty cell.
"""

import csv
from collections.abc import Iterable, Iterator
from operator import attrgetter
from types import SimpleNamespace

from annotations.exporters.row import Row

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it, Excel takes UTF-8 for the system's old encoding."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet calculate a cell instead of showing it."""


def as_csv(rows: Iterable[Row], keys: tuple[str, ...]) -> Iterator[bytes]:
    """A header of the keys, then one record a row."""
    line = csv.writer(SimpleNamespace(write=lambda text: text)).writerow
    fields = attrgetter(*keys)
    yield BYTE_ORDER_MARK + _encoded(line(keys))
    for row in rows:
        yield _encoded(line([cell(value) for value in fields(row)]))


def cell(value: object) -> object:
    """What stands in the table for a field of a row."""
    if isinstance(value, tuple):
        value = "|".join(value)
    if isinstance(value, str) and value.lstrip("'").startswith(FORMULA):
        return "'" + value
    return value


def _encoded(line: object) -> bytes:
    """`csv.writer.writerow` gives back what the file's `write` did: here, the line itself."""
    return str(line).encode()
