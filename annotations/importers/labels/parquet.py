"""Parquet with one label a row: the values of each row under the keys of the label JSONL.

Other columns are not even read. The file is copied to a temporary one first, since what comes
through a pipe cannot be read from its end, where Parquet says what is in it; after that a few
hundred rows are held at a time. pyarrow is loaded only here. Refuses a file that is damaged as a
whole: where it breaks off is not known before its end.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from annotations.errors import ImportFailed
from annotations.importers.labels.fields import brief
from annotations.importers.labels.own import COLUMNS
from annotations.importers.labels.records import Row
from annotations.text.display import visible

MAGIC = (b"PAR1", b"PARE")
"""What a file begins with; the second one where it is encrypted."""

ROWS_A_BATCH = 512
_BUFFER = 1 << 18
"""Bytes of a column that are read at once, however large a row group is."""

_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS_SHOWN = 12


def rows(chunks: Iterable[bytes], *, name: str) -> Iterator[Row]:
    """The rows of a file, numbered from 1.

    Raises ImportFailed where pyarrow is missing, and for what is no Parquet file, or not all of
    one, or has no column of labels.
    """
    if find_spec("pyarrow") is None:
        raise ImportFailed("the format parquet needs pyarrow: pip install 'claimdesk[parquet]'")
    with TemporaryFile(prefix="claimdesk-") as spool:
        _copy(chunks, spool, name)
        number = 0
        for batch in _batches(spool, name):
            for values in zip(*batch.values(), strict=True):
                number += 1
                yield Row(number, dict(zip(batch, values, strict=True)))


def _copy(chunks: Iterable[bytes], spool: BinaryIO, name: str) -> None:
    try:
        spool.writelines(chunks)
        spool.seek(0)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ImportFailed(f"{name} cannot be copied to read it: {reason}") from error


def _batches(spool: BinaryIO, name: str) -> Iterator[dict[str, list[Any]]]:
    """Column → its values, for some rows at a time."""
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - only this format needs it

    with _told(name):
        file = ParquetFile(spool, buffer_size=_BUFFER)
        names = file.schema_arrow.names
    columns = _columns(names, name)
    batches = file.iter_batches(ROWS_A_BATCH, columns=columns, use_threads=False)
    while True:
        with _told(name):
            batch = next(batches, None)
            values = batch and {key: _values(batch.column(key)) for key in columns}
        if values is None:
            return
        yield values


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Raise ImportFailed for everything that pyarrow has against a file."""
    from pyarrow import ArrowException  # noqa: PLC0415 - only this format needs it

    try:
        yield
    except (ArrowException, OSError, ValueError) as error:
        raise ImportFailed(
            f"{name} is no Parquet file, or it is damaged or not complete"
        ) from error


def _columns(names: list[str], name: str) -> list[str]:
    """Those that are known, in the order of the file."""
    if "label" not in names:
        has = ", ".join(brief(visible(column)) for column in names[:_COLUMNS_SHOWN])
        raise ImportFailed(f"{name} has no column 'label' ({has or 'none at all'})")
    for column in COLUMNS:
        if names.count(column) > 1:
            raise ImportFailed(f"{name} has several columns called {column!r}")
    return [column for column in names if column in COLUMNS]


def _values(column: Any) -> list[Any]:
    """What a column holds; a time as text in ISO 8601, in UTC."""
    import pyarrow as pa  # noqa: PLC0415 - only this format needs it

    if not pa.types.is_timestamp(column.type):
        values: list[Any] = column.to_pylist()
        return values
    unit = column.type.unit
    return [None if at is None else _time(at, unit) for at in column.cast(pa.int64()).to_pylist()]


def _time(at: int, unit: str) -> str:
    """A time since 1970; what no calendar holds, as the number it is."""
    microseconds = at // 1_000 if unit == "ns" else at * _MICROSECONDS[unit]
    try:
        return (_EPOCH + timedelta(microseconds=microseconds)).isoformat()
    except OverflowError:
        return str(at)
