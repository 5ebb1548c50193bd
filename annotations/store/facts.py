"""Events about claims: appending them, the claims that they make, and what undo needs of them.

Refuses to change or delete an event; the triggers of `schema_facts.py` refuse it too.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple, get_args

import msgspec

from annotations.claims import (
    Chain,
    Divergence,
    DivergenceKind,
    Evidence,
    FactEvent,
    FactKind,
    FactValue,
    Mention,
    Slot,
    Verdict,
    Wording,
)
from annotations.errors import StoreError
from annotations.facts.claim import Claim, Held, fold
from annotations.review.undo import Gesture
from annotations.store import files
from annotations.store.labels import enter

VALUES: Mapping[FactKind, type[FactValue]] = {
    "wording": Wording,
    "mention": Mention,
    "chain": Chain,
    "divergence": Divergence,
    "evidence": Evidence,
    "verdict": Verdict,
}
"""Kind of slot → what it holds."""

KINDS = frozenset(get_args(DivergenceKind))

_APPEND = """
INSERT INTO fact_event (event_id, gesture, annotator, claim, kind, subject, value, at, origin,
                        reverts)
VALUES (:event_id, nullif(:gesture, :event_id),
        (SELECT number FROM annotator WHERE name = :annotator), :claim, :kind, :subject, :value,
        max(:at, coalesce((SELECT max(at) + 1 FROM fact_event WHERE claim = :claim
                              AND kind = :kind AND subject = :subject), 0)),
        :origin, :reverts)
ON CONFLICT (event_id) DO NOTHING
"""
_HELD = """
SELECT current.claim, current.kind, current.subject, current.value, annotator.name, current.at,
       current.event_id
  FROM fact_current AS current JOIN annotator ON annotator.number = current.annotator
"""
_WORDED = """
wording.claim = {}.claim AND wording.kind = 'wording' AND wording.subject = ''
   AND wording.value IS NOT NULL
"""
"""That a claim was not taken back; looked up for each, since all of them would be too many."""
_REJECTED = """
 WHERE kind = 'mention' AND value IS NOT NULL AND json_extract(value, '$.state') = 'rejected'
"""
_APART = tuple(
    f"SELECT {other} FROM fact_current {_REJECTED} AND {one} = ? AND {other} IS NOT NULL"
    for one, other in (
        ("json_extract(value, '$.beside')", "subject"),
        ("subject", "json_extract(value, '$.beside')"),
    )
)
"""A sentence → those that it was found to be apart from: rejected beside it, and it beside them."""


class FactStep(NamedTuple):
    """What one gesture did to one slot."""

    slot: Slot
    before: FactValue | None
    after: FactValue | None


class Given(NamedTuple):
    """One event of a slot's history."""

    at: int
    annotator: str
    value: FactValue | None
    event_id: str


class Linked(NamedTuple):
    """Two articles that make the same claim, as a person confirmed."""

    a: str
    b: str
    """Ids of articles, 64 hex."""


class Facts:
    """The claims of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def append(self, events: Iterable[FactEvent]) -> None:
        """Add events, in order; those already there are passed over. Belongs in a transaction.

        Where the clock went back, the time of an event is moved behind the last one of its slot.
        """
        for event in events:
            enter(self._connection, event.annotator)
            self._connection.execute(
                _APPEND,
                {
                    "event_id": event.event_id,
                    "gesture": event.gesture,
                    "annotator": event.annotator,
                    "claim": bytes.fromhex(event.slot.claim),
                    "kind": event.slot.kind,
                    "subject": event.slot.subject,
                    "value": None if event.value is None else encoded(event.value),
                    "at": event.at,
                    "origin": event.origin,
                    "reverts": event.reverts,
                },
            )

    def claims(self) -> Iterator[Claim]:
        """Every claim, by its id, which is the order in which they were made."""
        rows = self._connection.execute(f"{_HELD} ORDER BY current.claim")
        for _, slots in groupby(rows, key=lambda row: row[0]):
            claim = fold(map(self._held, slots))
            if claim is not None:
                yield claim

    def held(self, identity: str) -> list[Held]:
        """What the slots of a claim hold, those taken back too."""
        rows = self._connection.execute(
            f"{_HELD} WHERE current.claim = ?", (bytes.fromhex(identity),)
        )
        return [self._held(row) for row in rows]

    def claim(self, identity: str) -> Claim | None:
        """One claim; None where there is none, or none any more."""
        return fold(self.held(identity))

    def ids(self) -> list[str]:
        """The ids of the claims, in the order in which they were made."""
        rows = self._connection.execute(
            "SELECT claim FROM fact_current WHERE kind = 'wording' AND subject = ''"
            "   AND value IS NOT NULL ORDER BY claim"
        )
        return [claim.hex() for (claim,) in rows]

    def mentioning(self, sentences: Collection[str]) -> dict[str, list[str]]:
        """Sentence id → ids of the claims that a person says it makes."""
        found: dict[str, list[str]] = {}
        for sentence in sentences:
            rows = self._connection.execute(
                "SELECT mention.claim FROM fact_current AS mention"
                f"  CROSS JOIN fact_current AS wording ON {_WORDED.format('mention')}"
                " WHERE mention.kind = 'mention' AND mention.subject = ?"
                "   AND mention.value IS NOT NULL"
                "   AND json_extract(mention.value, '$.state') = 'confirmed'"
                " ORDER BY mention.claim",
                (sentence,),
            )
            if claims := [claim.hex() for (claim,) in rows]:
                found[sentence] = claims
        return found

    def rejected_beside(self, sentences: Collection[str]) -> set[str]:
        """Ids of the sentences that a person found not to be the same as one of these."""
        found: set[str] = set()
        for sentence in sentences:
            for query in _APART:
                found.update(other for (other,) in self._connection.execute(query, (sentence,)))
        return found

    def links(self) -> list[Linked]:
        """The pairs of articles that confirmed mentions of one claim join, each pair once."""
        rows = self._connection.execute(
            "SELECT wording.claim, json_extract(mention.value, '$.article')"
            "  FROM fact_current AS wording CROSS JOIN fact_current AS mention"
            "    ON mention.claim = wording.claim AND mention.kind = 'mention'"
            " WHERE wording.kind = 'wording' AND wording.subject = '' AND wording.value IS NOT NULL"
            "   AND mention.value IS NOT NULL"
            "   AND json_extract(mention.value, '$.state') = 'confirmed' ORDER BY wording.claim"
        )
        pairs: set[Linked] = set()
        for _, group in groupby(rows, key=lambda row: row[0]):
            articles = sorted({article for _, article in group})
            pairs.update(Linked(articles[0], other) for other in articles[1:])
        return sorted(pairs)

    def totals(self) -> tuple[int, int]:
        """(claims, verdicts) that stand."""
        claims, verdicts = self._connection.execute(
            "SELECT (SELECT count(*) FROM fact_current"
            "         WHERE kind = 'wording' AND value IS NOT NULL),"
            "       (SELECT count(*) FROM fact_current AS verdict"
            f"        CROSS JOIN fact_current AS wording ON {_WORDED.format('verdict')}"
            "         WHERE verdict.kind = 'verdict' AND verdict.value IS NOT NULL)"
        ).fetchone()
        return int(claims), int(verdicts)

    def history(self, slot: Slot, *, limit: int = 100) -> list[Given]:
        """The last events of a slot, newest first."""
        rows = self._connection.execute(
            "SELECT event.at, annotator.name, event.value, event.event_id FROM fact_event AS event"
            "  JOIN annotator ON annotator.number = event.annotator"
            " WHERE event.claim = ? AND event.kind = ? AND event.subject = ?"
            " ORDER BY event.at DESC, event.event_id DESC LIMIT ?",
            (bytes.fromhex(slot.claim), slot.kind, slot.subject, limit),
        )
        return [
            Given(at, who, self._value(slot.kind, value), event_id.hex())
            for at, who, value, event_id in rows
        ]

    def gestures(self, *, annotator: str, limit: int = 200) -> Iterator[Gesture]:
        """What an annotator did here about claims, newest first, read as far as it is asked for."""
        before = 2**62
        while True:
            rows = self._connection.execute(
                "SELECT seq, event_id, origin, reverts FROM fact_event"
                " WHERE annotator = (SELECT number FROM annotator WHERE name = ?)"
                "   AND origin IN ('key', 'undo', 'redo') AND gesture IS NULL AND merged = 0"
                "   AND seq < ? ORDER BY seq DESC LIMIT ?",
                (annotator, before, limit),
            ).fetchall()
            for before, event_id, origin, reverts in rows:  # noqa: B007 - where to go on
                yield Gesture(event_id, origin, reverts)
            if len(rows) < limit:
                return

    def steps(self, gesture: bytes) -> list[tuple[FactStep, str | None]]:
        """What a gesture did here, slot by slot, each with who else has changed the slot since.

        `gesture` is the id of its first event. None: nobody; what was merged counts as somebody
        else's, and is part of no gesture, whatever it says itself.
        """
        row = self._connection.execute(
            "SELECT seq, annotator FROM fact_event WHERE event_id = ? AND merged = 0", (gesture,)
        ).fetchone()
        if row is None:
            return []
        first, person = row
        rows = self._connection.execute(
            "SELECT done.claim, done.kind, done.subject, done.value,"
            "       (SELECT past.value FROM fact_event AS past WHERE past.claim = done.claim"
            "           AND past.kind = done.kind AND past.subject = done.subject"
            "           AND (past.at, past.event_id) < (done.at, done.event_id)"
            "         ORDER BY past.at DESC, past.event_id DESC LIMIT 1),"
            "       (SELECT annotator.name FROM fact_event AS later"
            "          JOIN annotator ON annotator.number = later.annotator"
            "         WHERE later.claim = done.claim AND later.kind = done.kind"
            "           AND later.subject = done.subject"
            "           AND (later.at, later.event_id) > (done.at, done.event_id)"
            "           AND (later.annotator <> done.annotator OR later.merged = 1)"
            "         ORDER BY later.at DESC, later.event_id DESC LIMIT 1)"
            "  FROM fact_event AS done"
            " WHERE done.annotator = :person AND done.seq >= :first AND done.seq < :behind"
            "   AND done.merged = 0 ORDER BY done.seq",
            {
                "person": person,
                "first": first,
                "behind": self._behind(gesture, person=person, first=first),
            },
        )
        return [
            (
                FactStep(
                    Slot(claim.hex(), kind, subject),
                    self._value(kind, before),
                    self._value(kind, after),
                ),
                since,
            )
            for claim, kind, subject, after, before, since in rows
        ]

    def built_upon(self, gesture: bytes, claim: str) -> str | None:
        """Who else has decided something about a claim since a gesture made here; None: nobody.

        What stands no more does not count; what was merged since counts as somebody else's.
        """
        row = self._connection.execute(
            "SELECT annotator.name FROM fact_event AS done"
            "  CROSS JOIN fact_current AS held ON held.claim = ?"
            "  CROSS JOIN fact_event AS later ON later.event_id = held.event_id"
            "  CROSS JOIN annotator ON annotator.number = later.annotator"
            " WHERE done.event_id = ? AND held.value IS NOT NULL AND later.seq > done.seq"
            "   AND (later.annotator <> done.annotator OR later.merged = 1)"
            " ORDER BY later.seq DESC LIMIT 1",
            (bytes.fromhex(claim), gesture),
        ).fetchone()
        return None if row is None else str(row[0])

    def _behind(self, gesture: bytes, *, person: int, first: int) -> int:
        """The seq of the person's first event behind a gesture, which stands together."""
        row = self._connection.execute(
            "SELECT seq FROM fact_event WHERE annotator = ? AND seq > ? AND gesture IS NOT ?"
            " ORDER BY seq LIMIT 1",
            (person, first, gesture),
        ).fetchone()
        return 2**62 if row is None else int(row[0])

    def _value(self, kind: FactKind, value: str | None) -> FactValue | None:
        try:
            return None if value is None else decoded(kind, value)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise StoreError(
                f"the database holds a {kind} that cannot be read ({error}): was it written by a "
                f"newer claimdesk? `{files.doctor(self._connection)}` looks whether it is sound"
            ) from error

    def _held(self, row: tuple[Any, ...]) -> Held:
        claim, kind, subject, value, annotator, at, event_id = row
        held = self._value(kind, value)
        return Held(Slot(claim.hex(), kind, subject), held, annotator, at, event_id)


def encoded(value: FactValue) -> str:
    """A value as it is stored: the same value, the same text."""
    return msgspec.json.encode(value).decode()


@lru_cache(maxsize=4096)
def decoded(kind: FactKind, value: str) -> FactValue:
    """The value that a text holds. Raises MsgspecError or RecursionError where it holds none."""
    return msgspec.json.decode(value, type=VALUES[kind])
