"""The label JSONL: one object a line, UTF-8, LF. The format that everything else reads back.

Compact, with letters as they are instead of as escapes. Unlike in CSV nothing is changed for the
sake of a program that might open it.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter

import msgspec

from annotations.exporters.row import Row


def as_jsonl(rows: Iterable[Row], keys: tuple[str, ...]) -> Iterator[bytes]:
    """One line a row. What a row leaves `UNSET` has no key."""
    encode = msgspec.json.Encoder().encode
    if "text" in keys:  # then the keys are those that are set, in their order
        for row in rows:
            yield encode(row) + b"\n"
    else:
        fields = attrgetter(*keys)
        for row in rows:
            yield encode(dict(zip(keys, fields(row), strict=True))) + b"\n"
