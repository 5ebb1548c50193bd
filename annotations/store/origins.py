"""How the labels that stand came about: by a person's own key, or as a suggestion they accepted.

Read from the events, which know nothing of who suggested. A label counts as accepted as long as
the primary label is the one that was accepted: undo and redo bring back with a label how it came
about, and a label carried over to a new version brings it along, also where the earlier version is
not here and what was said of it waits. What came in from a file counts as given by hand. Refuses
to judge whether a label is any good.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from annotations.store.articles import Articles
from annotations.store.records import LabelRecord, decoded

_ACCEPTED_WAITS = (
    'SELECT EXISTS (SELECT 1 FROM pending_event WHERE instr(event, \'"origin":"suggestion"\') > 0)'
)


class Accepted(NamedTuple):
    """What one annotator has accepted of suggestions, newest versions of articles only."""

    labels: Mapping[str, int]
    """Label → sentences where it stands and was accepted."""
    changed: int
    """Sentences where a suggestion was accepted, and its label stands no longer."""


class _Step(NamedTuple):
    """How a label stood after one event."""

    sentence: int
    annotator: int
    label: str | None
    at: int
    accepted: bool
    """The label is a suggestion that was accepted."""
    ever: bool
    """A suggestion was accepted here, then or before."""


_Row = tuple[int, int, str | None, int, str]
"""Sentence, annotator, label, time and origin of an event."""
_Key = tuple[int, int, str | None]
"""Annotator, time and label, which carrying keeps."""


class Origins:
    """How the labels of one database came about, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._articles = Articles(connection)
        self._waited: tuple[object, dict[_Key, _Step]] = (None, {})
        """What waits, as it was when this many events waited, up to this one."""

    def any(self) -> bool:
        """Whether anybody has accepted a suggestion. Looks through all events to say no."""
        (found,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM label_event WHERE origin = 'suggestion')"
        ).fetchone()
        return bool(found) or self._accepted_waits()

    def accepted(self, article_id: str) -> frozenset[tuple[str, str]]:
        """(id of the sentence, annotator) of all labels of an article that were accepted.

        `article_id`: 64 hex; an article that is not here has none.
        """
        found = self._connection.execute(
            "SELECT number FROM article WHERE id = ?", (bytes.fromhex(article_id),)
        ).fetchone()
        standing = self._standing(found[0]) if found else {}
        pairs = [pair for pair, step in standing.items() if step.accepted]
        if not pairs:
            return frozenset()
        names = dict(self._connection.execute("SELECT number, name FROM annotator").fetchall())
        ids = dict(
            self._connection.execute(
                "SELECT sentence.number, lower(hex(sentence.id)) FROM article JOIN sentence"
                "    ON sentence.number BETWEEN first_sentence AND first_sentence + sentences - 1"
                " WHERE article.number = ?",
                (found[0],),
            ).fetchall()
        )
        return frozenset((ids[sentence], names[who]) for sentence, who in pairs)

    def own(self, *, annotator: str) -> Accepted:
        """What an annotator has accepted, and what they have changed of it since."""
        labels: Counter[str] = Counter()
        changed = 0
        for article in sorted(self._where(annotator)):
            for step in self._standing(article, annotator=annotator).values():
                if step.accepted and step.label is not None:
                    labels[step.label] += 1
                changed += step.ever and not step.accepted
        return Accepted(dict(labels.most_common()), changed)

    def _where(self, annotator: str) -> set[int]:
        """Numbers of the newest versions of the articles where something was accepted."""
        rows = self._connection.execute(
            "SELECT DISTINCT sentence.article FROM label_event"
            "  JOIN sentence ON sentence.number = label_event.sentence"
            " WHERE label_event.annotator = (SELECT number FROM annotator WHERE name = ?)"
            "   AND label_event.origin IN ('suggestion', ?)",
            (annotator, "carried" if self._accepted_waits() else "suggestion"),
        ).fetchall()
        newest = (self._articles.newest(number) for (number,) in rows)
        return {number for number in newest if number is not None}

    def _standing(
        self, article: int, *, annotator: str | None = None
    ) -> dict[tuple[int, int], _Step]:
        """(sentence, annotator) → the last step of the pair."""
        return {(step.sentence, step.annotator): step for step in self._steps(article, annotator)}

    def _steps(self, article: int, annotator: str | None) -> Iterator[_Step]:
        """Every event of an article, in order of sentence, annotator and time."""
        rows = self._connection.execute(
            "SELECT event.sentence, event.annotator, event.label, event.at, event.origin"
            "  FROM article CROSS JOIN label_event AS event"
            "    ON event.sentence BETWEEN article.first_sentence"
            "                          AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = :article AND event.origin <> 'adjudicate'"
            "   AND (:annotator IS NULL"
            "        OR event.annotator = (SELECT number FROM annotator WHERE name = :annotator))"
            " ORDER BY event.sentence, event.annotator, event.at, event.event_id",
            {"article": article, "annotator": annotator},
        )
        return _told(rows, lambda: self._before(article, annotator))

    def _before(self, article: int, annotator: str | None) -> dict[_Key, _Step]:
        """The steps in the version before, and in those that are not here."""
        found = self._waiting()
        row = self._connection.execute(
            "SELECT replaces FROM article WHERE number = ?", (article,)
        ).fetchone()
        if row is not None and row[0] is not None:
            found.update(_keyed(self._steps(int(row[0]), annotator)))
        return found

    def _accepted_waits(self) -> bool:
        """Whether a suggestion was accepted for an article that is not here."""
        (found,) = self._connection.execute(_ACCEPTED_WAITS).fetchone()
        return bool(found)

    def _waiting(self) -> dict[_Key, _Step]:
        """The steps of what was said of articles that are not here."""
        state = self._connection.execute(
            "SELECT count(*), max(event_id) FROM pending_event"
        ).fetchone()
        if state != self._waited[0]:
            self._waited = state, self._read_waiting()
        return dict(self._waited[1])

    def _read_waiting(self) -> dict[_Key, _Step]:
        if not self._accepted_waits():
            return {}
        people = dict(self._connection.execute("SELECT name, number FROM annotator").fetchall())
        records = (
            decoded(line.encode())
            for (line,) in self._connection.execute("SELECT event FROM pending_event")
        )
        said = [one for one in records if isinstance(one, LabelRecord) and one.annotator in people]
        said.sort(key=lambda one: (one.sentence, one.annotator, one.at, one.event_id))
        places = {one.sentence: at for at, one in enumerate(said)}
        rows = (
            (places[one.sentence], people[one.annotator], one.label, one.at, one.origin)
            for one in said
        )
        return _keyed(_told(rows, dict))


def _told(rows: Iterable[_Row], before: Callable[[], Mapping[_Key, _Step]]) -> Iterator[_Step]:
    """Tell how each label stood after each event; `before` is asked where one was carried."""
    earlier: Mapping[_Key, _Step] | None = None
    last: _Step | None = None
    came: dict[str | None, bool] = {}
    for sentence, who, label, at, origin in rows:
        if last is None or (last.sentence, last.annotator) != (sentence, who):
            last, came = _Step(sentence, who, None, 0, accepted=False, ever=False), {}
        accepted, ever = last.accepted, last.ever
        if label != last.label:
            accepted = origin == "suggestion" and label is not None
            if origin in ("undo", "redo"):
                accepted = came.get(label, False)
            elif origin == "carried":
                earlier = before() if earlier is None else earlier
                if (step := earlier.get((who, at, label))) is not None:
                    accepted, ever = step.accepted, ever or step.ever
            came[label] = accepted
        last = _Step(sentence, who, label, at, accepted, ever or accepted)
        yield last


def _keyed(steps: Iterable[_Step]) -> dict[_Key, _Step]:
    """Steps by what carrying keeps.

    Those that are the same in all three are one gesture, or else the one by hand counts.
    """
    found: dict[_Key, _Step] = {}
    for step in steps:
        key = (step.annotator, step.at, step.label)
        if key not in found or not step.accepted:
            found[key] = step
    return found
