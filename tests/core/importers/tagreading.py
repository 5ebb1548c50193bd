"""Label files as tests write them, and what the readers make of them."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from annotations.importers.labels import BadLine, Found, Tag, read_labels

KNOWN = frozenset({"claim", "attribution", "opinion", "boilerplate"})
KEY = "0123456789abcdef0123456789abcdef"
"""Has the form of a sentence's id."""
FIRST = "The bridge opened."


def read(
    *found: object,
    format: str = "auto",  # noqa: A002  # the argument's name
    merged: bool = False,
) -> list[Found]:
    raw = b"\n".join(json.dumps(record).encode() for record in found)
    return read_raw(raw, format=format, merged=merged)


def read_raw(
    raw: bytes,
    *,
    name: str = "x",
    format: str = "auto",  # noqa: A002  # the argument's name
    merged: bool = False,
) -> list[Found]:
    """All that a file of these bytes holds."""
    return list(
        read_labels(io.BytesIO(raw), name=name, format=format, known=KNOWN, merged=merged)[1]
    )


def table(columns: Sequence[str], *rows: Sequence[str], delimiter: str = ",") -> bytes:
    """The bytes of a CSV."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([columns, *rows])
    return file.getvalue().encode()


def tags(*found: object, **how: Any) -> list[Tag]:
    tagged = read(*found, **how)
    assert all(isinstance(tag, Tag) for tag in tagged), tagged
    return [tag for tag in tagged if isinstance(tag, Tag)]


def why(record: object, **how: Any) -> str:
    (bad,) = read(record, **how)
    assert isinstance(bad, BadLine), bad
    assert bad.line == 1
    return bad.error


def labels(found: Sequence[Tag]) -> list[tuple[str, object]]:
    return [(tag.label, tag.secondary) for tag in found]
