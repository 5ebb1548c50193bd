"""Dates of claims and evidence: as much of a day as is known. Refuses to read any other writing."""

import re
from datetime import date

from annotations.claims import Precision

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def precision_of(text: str) -> Precision | None:
    """How much of a date an ISO 8601 text gives; None when it is none, such as 2023-02-31."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "day" if day else "month" if month else "year"
