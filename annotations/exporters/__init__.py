"""Labelled sentences as training sets: one function a format, in a visible dict.

A format turns rows into the bytes of one file, piece by piece, so that memory does not grow with
the corpus, and equal rows into equal bytes. Which sentences become rows is decided before
(`annotations.workflow`), where the bytes go after (`place`).
"""

from annotations.exporters.place import check, placed, resolved, streamed
from annotations.exporters.row import PERSON_KEYS, RESOLVED_KEYS, Exporter, Row
from annotations.exporters.table import as_csv
from annotations.exporters.training import as_jsonl

EXPORTERS: dict[str, Exporter] = {
    "jsonl": as_jsonl,
    "csv": as_csv,
}
"""Format name → its function."""

__all__ = [
    "EXPORTERS",
    "PERSON_KEYS",
    "RESOLVED_KEYS",
    "Exporter",
    "Row",
    "check",
    "placed",
    "resolved",
    "streamed",
]
