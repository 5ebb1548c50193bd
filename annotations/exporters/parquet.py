"""Parquet: one file, one row a sentence, every column typed; splits are told by a column.

The keys are those of the label JSONL. Rows are written in groups, so that memory does not grow
with the corpus. pyarrow is loaded only here. Refuses to turn labels into numbers: a table of
names is needed to read those, and Parquet stores repeated texts once anyway.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, BinaryIO

from annotations.exporters.columns import KINDS
from annotations.exporters.row import Row
from annotations.exporters.shape import Files, Labelled, Terms

ROWS_A_GROUP = 8192
"""Held at once: some 30 MB where sentences are long."""


class _Sink:
    """A stream that is only written to, as pyarrow wants it: pipes cannot say where they are."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0

    def write(self, content: bytes) -> int:
        self._file.write(content)
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """Nothing: whoever opened the file closes it."""

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def write_parquet(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """One file; a row group whenever enough rows have come together."""
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - only this format needs it

    schema = _schema(terms.keys)
    waiting: list[Row] = []
    with ParquetWriter(_Sink(files.open()), schema, compression="zstd") as writer:
        for article in articles:
            waiting += article.rows
            if len(waiting) >= ROWS_A_GROUP:
                writer.write_table(_table(waiting, schema))
                waiting.clear()
            yield
        if waiting:
            writer.write_table(_table(waiting, schema))


def _schema(keys: tuple[str, ...]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - only this format needs it

    types = {
        "text": pa.string(),
        "whole": pa.int64(),
        "share": pa.float64(),
        "texts": pa.list_(pa.string()),
    }
    own = {"labelled_at": pa.timestamp("ms", tz="UTC")}
    return pa.schema([(key, own.get(key, types[KINDS[key]])) for key in keys])


def _table(rows: list[Row], schema: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - only this format needs it

    columns = zip(*map(attrgetter(*schema.names), rows), strict=True)
    arrays = [
        pa.array(column).cast(field.type)
        if field.name == "labelled_at"
        else pa.array(column, type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
