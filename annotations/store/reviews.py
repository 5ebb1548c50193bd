"""Review events: appending them, and what reviewers have said of a sentence.

Refuses to change or delete an event, as the triggers of `schema_review.py` do, and to decide
which of several rulings counts where that is no matter of time: the last one does.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from annotations.model import (
    CHANGED,
    NO_RULING,
    DecidedBy,
    Decision,
    LabelState,
    Origin,
    Overruling,
    ReviewEvent,
    Ruling,
)
from annotations.nouns import dataclass
from annotations.review.undo import Gesture
from annotations.store.gestures import Events, Gestures
from annotations.store.labels import enter, state_of

COLUMNS = (
    "decision",
    "label",
    "secondary",
    "note",
    "reason",
    "question",
    "sent_to",
    "among",
    "basis",
)
"""Those that hold a ruling."""

_APPEND = f"""
INSERT INTO review_event (event_id, gesture, reviewer, sentence, {", ".join(COLUMNS)},
                          at, ms, guideline, origin, reverts)
VALUES (:event_id, nullif(:gesture, :event_id),
        (SELECT number FROM annotator WHERE name = :reviewer), :sentence,
        {", ".join(f":{column}" for column in COLUMNS)},
        max(:at, coalesce((SELECT max(at) + 1 FROM review_event WHERE sentence = :sentence), 0),
                 coalesce((SELECT max(at) + 1 FROM label_event WHERE sentence = :sentence), 0)),
        :ms, :guideline, :origin, :reverts)
ON CONFLICT (event_id) DO NOTHING
"""

_BEFORE = """(SELECT event_id FROM label_event AS earlier
          WHERE earlier.sentence = answer.sentence AND earlier.annotator = answer.annotator
            AND (earlier.at, earlier.event_id) < (answer.at, answer.event_id)
          ORDER BY earlier.at DESC, earlier.event_id DESC LIMIT 1)"""

_MARKS = f"trim(replace(' ' || coalesce({{0}}.flags, '') || ' ', ' {CHANGED} ', ' '))"
"""The flags of an event but the one that a label takes off."""

_UNANSWERED = f"""
   FROM review_current AS ruling CROSS JOIN json_each(ruling.sent_to) AS sent
  CROSS JOIN annotator ON annotator.name = sent.value
  CROSS JOIN annotator AS reviewer ON reviewer.number = ruling.reviewer
  CROSS JOIN article ON article.number = ruling.article
  WHERE ruling.sent_to <> '[]' AND article.replaced = 0
    AND NOT EXISTS (SELECT 1 FROM label_event AS answer
         LEFT JOIN label_event AS before ON before.event_id = {_BEFORE}
         WHERE answer.sentence = ruling.sentence AND answer.annotator = annotator.number
           AND answer.at > ruling.at
           AND (before.label IS NOT answer.label OR before.secondary IS NOT answer.secondary
                OR (coalesce(before.note, '') = answer.note
                    AND {_MARKS.format("before")} = {_MARKS.format("answer")})))
    AND NOT EXISTS (SELECT 1 FROM review_current AS later
         WHERE later.sentence = ruling.sentence AND later.decision IS NOT NULL
           AND (later.at, later.event_id) > (ruling.at, ruling.event_id))
"""
"""What was sent and not answered. A `CROSS JOIN` keeps the order: SQLite would begin with each
article. An answer is a label, the same one again too, or taking it off; a flag or a note alone is
none: `answers` in `tui.session` says the same of one step."""


class Given(NamedTuple):
    """One reviewer's ruling on one sentence."""

    reviewer: str
    ruling: Ruling
    at: int
    """Microseconds since 1970, UTC."""
    guideline: str = ""


class Opinion(NamedTuple):
    """What one annotator has said of a sentence, with how it came about."""

    annotator: str
    state: LabelState
    at: int
    """Microseconds since 1970, UTC."""
    ms: int | None
    """How long the sentence was looked at before the key; None: not known."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class SentBack:
    """A sentence that a reviewer asks an annotator to look at again."""

    sentence: int
    reviewer: str
    note: str
    reason: str


class Reviews:
    """The review events of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gestures = Gestures(
            connection,
            Events(
                table="review_event",
                person="reviewer",
                columns=COLUMNS,
                read=ruling_of,
                nothing=NO_RULING,
                origins=("key", "undo", "redo"),
            ),
        )

    def append(self, events: Iterable[ReviewEvent]) -> None:
        """Add events, in order; those already there are passed over. Belongs in a transaction.

        What was accepted in bulk never overrules what another reviewer decided meanwhile: there
        it decides nothing. The time of an event is moved behind all that it answers where the
        clock went back.
        """
        for event in events:
            enter(self._connection, event.reviewer)
            ruling = event.ruling
            if self._overrules_in_bulk(event):
                ruling = replace(ruling, decision=None, label=None, secondary=None)
            self._connection.execute(
                _APPEND,
                {
                    "event_id": event.event_id,
                    "gesture": event.gesture,
                    "reviewer": event.reviewer,
                    "sentence": event.sentence,
                    **dict(zip(COLUMNS, columns_of(ruling), strict=True)),
                    "at": event.at,
                    "ms": event.ms,
                    "guideline": event.guideline,
                    "origin": event.origin,
                    "reverts": event.reverts,
                },
            )

    def _overrules_in_bulk(self, event: ReviewEvent) -> bool:
        """Whether an event accepts in bulk what another reviewer has decided."""
        ruling = event.ruling
        if ruling.basis == "adjudicated" or ruling.decision is None:
            return False
        found = self._connection.execute(
            "SELECT 1 FROM review_current WHERE sentence = ? AND decision IS NOT NULL"
            "   AND reviewer <> (SELECT number FROM annotator WHERE name = ?)",
            (event.sentence, event.reviewer),
        ).fetchone()
        return found is not None

    def decided_by_others(self, *, than: str) -> set[int]:
        """Numbers of the sentences that another reviewer has decided, and decided last."""
        rows = self._connection.execute(
            "SELECT sentence, name, max(review_current.at) FROM review_current"
            "  JOIN annotator ON annotator.number = reviewer"
            " WHERE decision IS NOT NULL GROUP BY sentence"
        )
        return {sentence for sentence, name, _ in rows if name != than}

    def any(self) -> bool:
        """Whether a reviewer has said anything at all."""
        found = self._connection.execute("SELECT 1 FROM review_current LIMIT 1").fetchone()
        return found is not None

    def rulings(self, article: int) -> dict[int, list[Given]]:
        """Sentence number → what reviewers have said of it, the last first."""
        found: dict[int, list[Given]] = {}
        for sentence, reviewer, at, guideline, *ruling in self._connection.execute(
            f"SELECT ruling.sentence, annotator.name, ruling.at, ruling.guideline,"
            f"       {', '.join(f'ruling.{column}' for column in COLUMNS)}"
            "  FROM article JOIN review_current AS ruling"
            "    ON ruling.sentence BETWEEN article.first_sentence"
            "   AND article.first_sentence + article.sentences - 1"
            "  JOIN annotator ON annotator.number = ruling.reviewer"
            " WHERE article.number = ? ORDER BY ruling.sentence, ruling.at DESC, event_id DESC",
            (article,),
        ):
            found.setdefault(sentence, []).append(
                Given(reviewer, ruling_of(*ruling), at, guideline)
            )
        return found

    def rulings_on(self, sentence: int) -> list[Given]:
        """What reviewers have said of one sentence, the last first."""
        rows = self._connection.execute(
            "SELECT annotator.name, ruling.at, ruling.guideline,"
            f"      {', '.join(f'ruling.{column}' for column in COLUMNS)}"
            "  FROM review_current AS ruling"
            "  JOIN annotator ON annotator.number = ruling.reviewer"
            " WHERE ruling.sentence = ? ORDER BY ruling.at DESC, event_id DESC",
            (sentence,),
        )
        return [
            Given(reviewer, ruling_of(*ruling), at, guideline)
            for reviewer, at, guideline, *ruling in rows
        ]

    def between(self, first: int, last: int, *, reviewer: str) -> dict[int, Ruling]:
        """Sentence number → what the reviewer has said of it, from `first` to `last`."""
        rows = self._connection.execute(
            f"SELECT sentence, {', '.join(COLUMNS)} FROM review_current"
            " WHERE sentence BETWEEN ? AND ?"
            "   AND reviewer = (SELECT number FROM annotator WHERE name = ?)",
            (first, last, reviewer),
        )
        return {sentence: ruling_of(*ruling) for sentence, *ruling in rows}

    def opinions(self, sentence: int) -> list[Opinion]:
        """What each annotator has said of a sentence, by name."""
        rows = self._connection.execute(
            "SELECT annotator.name, current.label, current.secondary, current.flags,"
            "       current.note, current.at, event.ms, event.origin"
            "  FROM label_current AS current"
            "  JOIN annotator ON annotator.number = current.annotator"
            "  JOIN label_event AS event ON event.event_id = current.event_id"
            " WHERE current.sentence = ? ORDER BY annotator.name",
            (sentence,),
        )
        return [Opinion(row[0], state_of(*row[1:5]), *row[5:]) for row in rows]

    def gestures(
        self, *, reviewer: str, before: int | None = None, limit: int = 200
    ) -> list[tuple[int, Gesture]]:
        """(seq of its first event, gesture) of a reviewer, newest first, older than `before`."""
        return self._gestures.newest_first(of=reviewer, before=before, limit=limit)

    def overrulings(self, gesture: bytes, *, reviewer: str) -> list[Overruling]:
        """What a gesture of the reviewer did, sentence by sentence, in the order done."""
        return self._gestures.steps(gesture, of=reviewer)

    def precedents(self) -> Counter[tuple[tuple[str, ...], str]]:
        """(labels in dispute, label decided on) → how often a reviewer decided so.

        What was accepted in bulk sets no precedent.
        """
        rows = self._connection.execute(
            "SELECT among, label, count(*) FROM review_current"
            " WHERE decision = 'label' AND basis = 'adjudicated' GROUP BY among, label"
        )
        counted = ((_names(among), label, n) for among, label, n in rows)
        return Counter({(among, label): n for among, label, n in counted if len(among) > 1})

    def drafts(self, *, reviewer: str) -> dict[int, Ruling]:
        """Sentence number → what the reviewer has said of it without deciding: a note, a reason."""
        rows = self._connection.execute(
            f"SELECT sentence, {', '.join(COLUMNS)} FROM review_current"
            " WHERE reviewer = (SELECT number FROM annotator WHERE name = ?) AND decision IS NULL",
            (reviewer,),
        )
        return {sentence: ruling_of(*ruling) for sentence, *ruling in rows}

    def sent_back(self, *, annotator: str) -> list[SentBack]:
        """What this annotator is asked to look at again, in the order of the articles."""
        rows = self._connection.execute(
            f"SELECT ruling.sentence, reviewer.name, ruling.note, ruling.reason {_UNANSWERED}"
            "    AND annotator.name = :name AND instr(ruling.sent_to, :quoted)"
            "  ORDER BY ruling.article, ruling.sentence",  # as the index of what was sent has them
            {"name": annotator, "quoted": _array((annotator,))[1:-1]},
        )
        return [SentBack(*row) for row in rows]

    def waiting(self) -> set[int]:
        """Numbers of the sentences that an annotator is asked to look at and has not yet."""
        return {
            sentence
            for (sentence,) in self._connection.execute(
                f"SELECT DISTINCT ruling.sentence {_UNANSWERED}"
            )
        }


@lru_cache(maxsize=1024)
def ruling_of(  # noqa: PLR0913, PLR0917 - as many as a row has columns
    decision: Decision | None,
    label: str | None,
    secondary: str | None,
    note: str,
    reason: str,
    question: int,
    sent_to: str,
    among: str,
    basis: DecidedBy,
) -> Ruling:
    """The ruling that a row holds."""
    return Ruling(
        decision=decision,
        label=label,
        secondary=secondary,
        note=note,
        reason=reason,
        question=bool(question),
        sent_to=_names(sent_to),
        among=_names(among),
        basis=basis,
    )


def columns_of(ruling: Ruling) -> tuple[str | int | None, ...]:
    """The values of the columns that hold a ruling."""
    return (
        ruling.decision,
        ruling.label,
        ruling.secondary,
        ruling.note,
        ruling.reason,
        int(ruling.question),
        _array(ruling.sent_to),
        _array(ruling.among),
        ruling.basis,
    )


def _names(array: str) -> tuple[str, ...]:
    return () if array == "[]" else tuple(json.loads(array))


def _array(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False) if names else "[]"
