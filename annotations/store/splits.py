"""Which article is in which split, and what is needed to decide it.

An article stands here for all its versions: it is known by the number and id of the first one.
What was frozen is added to and never moved. Refuses to decide; that is `annotations.splits`.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotations.splits.assign import Place


class Member(NamedTuple):
    """The newest version of an article, as one that goes into a split."""

    number: int
    """Of the first version."""
    id: str
    """Of the first version, 64 hex."""
    newest: int
    """Number of the newest version."""
    name: str
    source: str | None
    labels: Mapping[str, int]
    """What people called its sentences, all annotators together; what reviewers did where nobody
    else has."""


class Plan(NamedTuple):
    """One way of splitting, as it was frozen."""

    number: int
    seed: int


class Splits:
    """The splits of one database, over one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def members(self) -> Iterator[Member]:
        """Every newest version, by number of the first one."""
        labels = self._labels()
        for row in self._connection.execute(
            "WITH RECURSIVE version (newest, number, replaces) AS ("
            " SELECT number, number, replaces FROM article WHERE replaced = 0"
            " UNION ALL SELECT newest, article.number, article.replaces"
            "  FROM version JOIN article ON article.number = version.replaces)"
            " SELECT first.number, lower(hex(first.id)), article.number, article.name,"
            "        article.source"
            "  FROM version JOIN article ON article.number = version.newest"
            "  JOIN article AS first ON first.number = version.number"
            " WHERE version.replaces IS NULL ORDER BY first.number, article.number"
        ):
            first, identity, newest, name, source = row
            yield Member(first, identity, newest, name, source, labels.get(newest, {}))

    def _labels(self) -> dict[int, dict[str, int]]:
        """Article → label → how often it was given."""
        found: dict[int, dict[str, int]] = {}
        for article, label, n in self._connection.execute(
            "SELECT article, label, sum(n) FROM tally GROUP BY article, label"
            " UNION ALL SELECT article, label, count(*) FROM review_current"
            "  WHERE label IS NOT NULL AND article NOT IN (SELECT article FROM tally)"
            "  GROUP BY article, label"
        ):
            found.setdefault(article, {})[label] = n
        return found

    def numbers(self, article_id: str) -> list[int]:
        """The number of the first version of the article with this id (64 hex, any version)."""
        rows = self._connection.execute(
            "WITH RECURSIVE version (number, replaces) AS ("
            " SELECT number, replaces FROM article WHERE id = ?"
            " UNION ALL SELECT article.number, article.replaces"
            "  FROM article JOIN version ON article.number = version.replaces)"
            " SELECT number FROM version WHERE replaces IS NULL",
            (bytes.fromhex(article_id),),
        )
        return [number for (number,) in rows]

    def labelled_texts(self, number: int) -> list[str]:
        """The sentences of an article that somebody labelled, or on whose label one decided."""
        rows = self._connection.execute(
            "SELECT text FROM article JOIN sentence"
            "   ON sentence.number BETWEEN article.first_sentence"
            "  AND article.first_sentence + article.sentences - 1"
            " WHERE article.number = ? AND ("
            "  EXISTS (SELECT 1 FROM label_current AS said"
            "           WHERE said.sentence = sentence.number AND said.label IS NOT NULL)"
            "  OR EXISTS (SELECT 1 FROM review_current AS said"
            "           WHERE said.sentence = sentence.number AND said.label IS NOT NULL))",
            (number,),
        )
        return [text for (text,) in rows]

    def plans(self) -> list[tuple[str, str]]:
        """(fractions, grouping) of all plans, oldest first."""
        rows = self._connection.execute(
            "SELECT fractions, group_by FROM split_plan ORDER BY number"
        )
        return rows.fetchall()

    def plan(self, *, fractions: str, group_by: str) -> Plan | None:
        """The plan with these fractions and this grouping; None when nothing is frozen."""
        row = self._connection.execute(
            "SELECT number, seed FROM split_plan WHERE fractions = ? AND group_by = ?",
            (fractions, group_by),
        ).fetchone()
        return None if row is None else Plan(*row)

    def places(self, plan: Plan) -> dict[int, Place]:
        """Article → where it went."""
        rows = self._connection.execute(
            "SELECT article, leader, split FROM split_article WHERE plan = ?", (plan.number,)
        )
        return {article: Place(leader, split) for article, leader, split in rows}

    def freeze(
        self,
        places: Mapping[int, Place],
        *,
        fractions: str,
        group_by: str,
        seed: int,
        before: Mapping[int, Place],
    ) -> bool:
        """Keep where every article goes, for ever. Belongs inside a transaction.

        False, and nothing is kept, where what was frozen is not `before` any more: somebody else
        was quicker.
        """
        plan = self.plan(fractions=fractions, group_by=group_by)
        if (self.places(plan) if plan else {}) != before:
            return False
        if plan is None:
            number = self._connection.execute(
                "INSERT INTO split_plan (fractions, group_by, seed) VALUES (?, ?, ?)",
                (fractions, group_by, seed),
            ).lastrowid
            assert number is not None  # noqa: S101 - an INSERT that did not raise has a row
        else:
            number = plan.number
        self._connection.executemany(
            "INSERT INTO split_article (plan, article, leader, split) VALUES (?, ?, ?, ?)",
            ((number, one, *place) for one, place in places.items() if one not in before),
        )
        self._connection.executemany(
            "UPDATE split_article SET leader = ? WHERE plan = ? AND article = ?",
            (
                (place.leader, number, one)
                for one, place in places.items()
                if one in before and before[one].leader != place.leader
            ),
        )
        return True
