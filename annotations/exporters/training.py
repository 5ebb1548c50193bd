"""The label JSONL: one object a line, UTF-8, LF. The format that everything else reads back.

Compact, with letters as they are instead of as escapes. Unlike in CSV nothing is changed for the
sake of a program that might open it.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter

import msgspec

from annotations.exporters.row import Row
from annotations.exporters.shape import Labelled, Terms

ROWS_AT_ONCE = 256
"""Of an article: enough to be fast, few beside what an article is."""

_encoded = msgspec.json.Encoder().encode_lines


def as_jsonl(article: Labelled, terms: Terms) -> Iterator[bytes]:
    """The lines of an article."""
    return lines(article.rows, terms.keys)


def lines(rows: Sequence[Row], keys: tuple[str, ...]) -> Iterator[bytes]:
    """One line a row, some hundreds at once. What a row leaves `UNSET` has no key."""
    fields, whole = attrgetter(*keys), "text" in keys
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        if whole:  # then the keys are those that are set, in their order
            yield _encoded(some)
        else:
            yield _encoded([dict(zip(keys, fields(row), strict=True)) for row in some])
