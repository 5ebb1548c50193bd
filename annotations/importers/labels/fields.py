"""Values of a JSON object, as what they have to be, or one sentence on what is wrong.

All raise ImportFailed with the reason alone; whoever reads the file knows the line. A key that
is missing and one that is null are the same.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers.labels.tag import Fields
from annotations.text.display import visible

LONGEST_PERSON = 80
LONGEST_NOTE = 10_000
LONGEST_NAME = 1_000
"""Of an article, a flag, a label … in characters."""
MOST_LABELS = 2
LARGEST = 2**53
"""Whole numbers above it do not survive a JavaScript program."""

_SHOWN = 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FLAG = re.compile("[a-z0-9][a-z0-9_-]{0,39}")


def brief(value: str) -> str:
    """A value as it is quoted in a message: between quotation marks, and not too much of it."""
    return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…")


def text(fields: Fields, key: str, *, at_most: int | None = None) -> str | None:
    """A text; None where there is none."""
    value = fields.get(key)
    if value is None or isinstance(value, str):
        if value and at_most is not None and len(value) > at_most:
            raise ImportFailed(f"{key} is longer than {at_most:,} characters")
        return value
    raise ImportFailed(f"{key} has to be text, not {_kind(value)}")


def part(fields: Fields, key: str) -> Fields:
    """An object within the object; empty where there is none, or something else."""
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def parts(fields: Fields, key: str) -> list[Any]:
    """A list; empty where there is none."""
    value = fields.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ImportFailed(f"{key} has to be a list, not {_kind(value)}")
    return value


def names(fields: Fields, key: str) -> list[str]:
    """A list of short texts."""
    found = parts(fields, key)
    for value in found:
        if not isinstance(value, str):
            raise ImportFailed(f"{key} has to hold texts, not {_kind(value)}")
    return found


def offset(value: object, key: str) -> int:
    """An offset into a text."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST:
        return value
    what = "another" if isinstance(value, int) and not isinstance(value, bool) else _kind(value)
    raise ImportFailed(f"{key} has to be a whole number from 0, not {what}")


def flags(fields: Fields, key: str = "flags") -> tuple[str, ...]:
    """Flags, sorted and without repeats."""
    found = names(fields, key)
    for flag in found:
        if not _FLAG.fullmatch(flag):
            raise ImportFailed(
                f"{brief(flag)} cannot be a flag: those are made of a-z, 0-9, - and _, at most 40"
            )
    return tuple(sorted(set(found)))


def moment(written: str, key: str) -> int:
    """A time in ISO 8601 as microseconds since 1970; without a zone it is UTC."""
    try:
        when = datetime.fromisoformat(written)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        at = (when - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError) as error:
        raise ImportFailed(f"{key} is no time in ISO 8601: {brief(written)}") from error
    if at < 0:
        raise ImportFailed(f"{key} is before 1970: {brief(written)}")
    return at


def person(given: str) -> str:
    """The name of an annotator without blanks around it: 1 to 80 characters that can be seen."""
    name = given.strip()
    if not name:
        raise ImportFailed("the name of the annotator is empty")
    if len(name) > LONGEST_PERSON:
        raise ImportFailed(
            f"the name of the annotator has {len(name)} characters, {LONGEST_PERSON} is the most"
        )
    if visible(name) != name:
        raise ImportFailed(
            f"the name of the annotator holds characters that cannot be seen: {visible(name)}"
        )
    return name


def pair(labels: Iterable[str]) -> tuple[str, str | None]:
    """The labels of one sentence as (label, secondary label); there has to be one."""
    label, *others = dict.fromkeys(labels)
    if len(others) >= MOST_LABELS:
        some = ", ".join(map(brief, [label, *others][:5]))
        raise ImportFailed(
            f"has {len(others) + 1} labels on one sentence ({some}); a label and a secondary one "
            "are the most"
        )
    return label, others[0] if others else None


def _kind(value: object) -> str:
    """What JSON calls a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"
