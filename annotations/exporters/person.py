"""Whose label a row holds, for formats that know one person a label.

Refuses to name one where several people, or a reviewer, came to the label.
"""

from msgspec import UNSET

from annotations.exporters.row import Row


def person(row: Row) -> str | None:
    """The annotator whose label this is; None where it is nobody's own."""
    if row.annotator is not UNSET:
        return row.annotator
    if row.annotators is UNSET or row.decided_by == "adjudicated" or len(row.annotators) != 1:
        return None
    return row.annotators[0]


def labels_of(row: Row) -> list[str]:
    """The label and, where there is one, the secondary label behind it."""
    return [row.label] if row.secondary is None else [row.label, row.secondary]
