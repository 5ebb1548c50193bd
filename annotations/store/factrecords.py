"""Events about claims as they travel between databases; the like of `records`, for `fact_event`.

What a slot holds comes from elsewhere, so it is read as what it has to be, and has to be written
as claimdesk writes it: then equal decisions are equal bytes. A verdict has to be its checker's own.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from annotations.claims import (
    Chain,
    Divergence,
    Evidence,
    FactKind,
    FactOrigin,
    FactValue,
    Mention,
    Verdict,
    Wording,
)
from annotations.facts.dates import precision_of
from annotations.store.facts import KINDS, VALUES
from annotations.store.recordparts import EventId, Moment, Person
from annotations.text.display import visible

CONFIDENCE = range(1, 4)
SENTENCE, ARTICLE = 32, 64
"""Hex digits of their ids."""

_HEX = re.compile("[0-9a-f]+")
_WEB = re.compile(r"https?://[^\s/]+")
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
            self._refuse(self._typed())

    def _typed(self) -> FactValue:
        try:
            value = msgspec.convert(self.value, VALUES[self.slot])
        except msgspec.ValidationError as error:
            raise ValueError(f"value: {error}") from error
        if msgspec.json.encode(value) != self.text():
            raise ValueError("value: not as claimdesk writes it")
        return value

    def _refuse(self, value: FactValue) -> None:
        """Raise ValueError for what types alone do not tell."""
        if isinstance(value, Mention | Evidence):
            _check_id("sentence", value.sentence, SENTENCE)
            _check_id("article", value.article, ARTICLE)
        match value:
            case Mention():
                self._refuse_mention(value)
            case Evidence():
                _refuse_evidence(value)
            case Verdict():
                level, _, _ = self.subject.partition("/")
                _check(value.level == level, "value: a verdict on another level")
                _check(value.confidence in CONFIDENCE, "confidence: not a number from 1 to 3")
                _check(bool(value.justification.strip()), "justification: there is none")
            case Divergence():
                a, b, kind = self.subject.split("/")
                _check(a < b, "subject: its sentences are not in order")
                _check(value.kind == kind, "value: a divergence of another kind")
            case Wording():
                _check(bool(value.text.strip()), "text: the claim says nothing")
                _check_date("date", value.date)
                known = None if value.date is None else precision_of(value.date)
                _check(value.precision == known, "precision: not that of the date")
            case Chain():
                pass

    def _refuse_mention(self, value: Mention) -> None:
        """Raise ValueError for a mention that no sentence could be."""
        _check_id("beside", value.beside, SENTENCE)
        _check(value.sentence == self.subject, "value: the mention of another sentence")
        _check(0 <= value.span.start < value.span.end, "span: holds nothing")
        _check(value.span.end - value.span.start == len(value.text), "span: not as long as text")
        _check(value.state != "suggested", "state: what is only suggested is never stored")
        _check(value.score is None or 0 <= value.score <= 1, "score: not a number from 0 to 1")

    def text(self) -> bytes:
        """What the slot holds, as it is stored."""
        return msgspec.json.encode(self.value)


def _refuse_evidence(value: Evidence) -> None:
    """Raise ValueError for evidence that nobody could look up."""
    web = value.url is None or _WEB.match(value.url)
    _check(bool(web), "url: does not begin with https:// or http://")
    _check(bool(value.question.strip()), "question: there is none")
    known = (value.article is None) == (value.sentence is None)
    _check(known, "article: a sentence stands in one, and evidence is a sentence of it")
    _check_date("published", value.published)
    _check_date("retrieved", value.retrieved)


def _check(holds: bool, why: str) -> None:  # noqa: FBT001 - reads like an assertion
    if not holds:
        raise ValueError(why)


def _check_id(key: str, given: str | None, length: int) -> None:
    if given is not None and (len(given) != length or not _HEX.fullmatch(given)):
        raise ValueError(f"{key}: not an id of {length} hex digits")


def _check_date(key: str, given: str | None) -> None:
    if given is not None and precision_of(given) is None:
        raise ValueError(f"{key}: not a year, a month or a day")


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
