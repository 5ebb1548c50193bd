"""Events about claims as they travel between databases; the like of `records`, for `fact_event`.

What a slot holds comes from elsewhere, so it is read as what it has to be, and has to be written
as claimdesk writes it: then equal decisions are equal bytes. A verdict has to be its checker's own.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from annotations.claims import FactKind, FactOrigin, FactValue, Verdict
from annotations.store.facts import KINDS, VALUES
from annotations.store.recordparts import EventId, Moment, Person
from annotations.text.display import visible

_ID = "[0-9a-f]{32}"
_SUBJECTS = {
    "wording": re.compile(""),
    "mention": re.compile(_ID),
    "chain": re.compile(_ID),
    "divergence": re.compile(f"({_ID})/({_ID})/({'|'.join(sorted(KINDS))})"),
    "evidence": re.compile(_ID),
    "verdict": re.compile("(?:attribution|content)/.+"),
}


class FactRecord(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="fact"
):
    """A `FactEvent` on its way; the keys in the order in which they are written."""

    event_id: EventId
    gesture: EventId
    annotator: Person
    claim: EventId
    slot: FactKind
    subject: Annotated[str, Meta(max_length=200)]
    value: dict[str, Any] | None
    at: Moment
    origin: FactOrigin
    reverts: EventId | None

    def __post_init__(self) -> None:
        """Raise ValueError for what the fields, each by itself, do not tell."""
        name = self.annotator
        if name != name.strip() or visible(name) != name:
            raise ValueError("annotator: a name holds characters that cannot be seen, or blanks")
        if not _SUBJECTS[self.slot].fullmatch(self.subject):
            raise ValueError(f"subject: not one of a {self.slot}")
        if self.slot == "verdict" and self.subject.partition("/")[2] != self.annotator:
            raise ValueError("subject: the verdict of another checker")
        if self.value is not None:
            value = self._typed()
            if isinstance(value, Verdict) and value.level != self.subject.partition("/")[0]:
                raise ValueError("value: a verdict on another level")

    def _typed(self) -> FactValue:
        try:
            value = msgspec.convert(self.value, VALUES[self.slot])
        except msgspec.ValidationError as error:
            raise ValueError(f"value: {error}") from error
        if msgspec.json.encode(value) != self.text():
            raise ValueError("value: not as claimdesk writes it")
        return value

    def text(self) -> bytes:
        """What the slot holds, as it is stored."""
        return msgspec.json.encode(self.value)


def fact_record(row: Sequence[Any]) -> FactRecord:
    """The record of a row of `fact_event`, its columns as `exchange` selects them."""
    return FactRecord(
        event_id=row[0].hex(),
        gesture=row[1].hex(),
        annotator=row[2],
        claim=row[3].hex(),
        slot=row[4],
        subject=row[5],
        value=None if row[6] is None else msgspec.json.decode(row[6]),
        at=row[7],
        origin=row[8],
        reverts=None if row[9] is None else row[9].hex(),
    )
