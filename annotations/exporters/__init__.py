"""Labelled sentences as training sets: one writer a format, in a visible dict.

Which sentences become rows is decided before (`annotations.workflow`), where the bytes go after
(`place`).
"""

from annotations.exporters.needs import check_installed
from annotations.exporters.place import (
    Folder,
    OneFile,
    check,
    check_folder,
    placed,
    placed_folder,
    resolved,
    streamed,
)
from annotations.exporters.row import PERSON_KEYS, RESOLVED_KEYS, Row, bare, without_text
from annotations.exporters.shape import Files, Format, Labelled, Terms, rowwise
from annotations.exporters.table import as_csv
from annotations.exporters.training import as_jsonl

FORMATS: dict[str, Format] = {
    "jsonl": Format(
        write=rowwise(as_jsonl),
        says="one object a line, all that is known",
        loads="pandas.read_json(PATH, lines=True)",
        endings=("jsonl",),
        texts=False,
    ),
    "csv": Format(
        write=rowwise(as_csv),
        says="for spreadsheets",
        loads="pandas.read_csv(PATH)",
        endings=("csv",),
        texts=False,
    ),
}
"""Format name → how it is written."""

__all__ = [
    "FORMATS",
    "PERSON_KEYS",
    "RESOLVED_KEYS",
    "Files",
    "Folder",
    "Format",
    "Labelled",
    "OneFile",
    "Row",
    "Terms",
    "bare",
    "check",
    "check_folder",
    "check_installed",
    "placed",
    "placed_folder",
    "resolved",
    "streamed",
    "without_text",
]
