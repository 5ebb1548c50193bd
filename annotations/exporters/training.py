"""The label JSONL: one object a line, UTF-8, LF. The format that everything else reads back.

Compact, with letters as they are instead of as escapes. Unlike in CSV nothing is changed for the
sake of a program that might open it.
"""

from collections.abc import Iterable, Iterator

import msgspec

from annotations.exporters.row import Row


def as_jsonl(rows: Iterable[Row], keys: tuple[str, ...]) -> Iterator[bytes]:
    """One line a row. What a row leaves `UNSET` has no key, so that `keys` follow from it."""
    del keys
    encode = msgspec.json.Encoder().encode
    for row in rows:
        yield encode(row) + b"\n"
