"""Sentences on which enough annotators agree and no reviewer has decided: for accepting in bulk.

Streams over all current labels, a sentence at a time; a million of them take a few seconds, so it
belongs on a thread. Refuses to decide what is enough: that is an argument.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from annotations.model import LabelState
from annotations.store.labels import state_of


class Cast(NamedTuple):
    """One vote of those on a sentence."""

    annotator: str
    state: LabelState


def undecided(
    connection: sqlite3.Connection, *, annotators: int
) -> Iterator[tuple[int, list[Cast]]]:
    """(sentence number, its votes) where at least so many labelled and no reviewer has decided.

    Newest versions of articles only, in the order of the sentences.
    """
    rows = connection.execute(
        "SELECT current.sentence, annotator.name, current.label, current.secondary"
        "  FROM label_current AS current"
        "  JOIN annotator ON annotator.number = current.annotator"
        " WHERE current.label IS NOT NULL AND current.article NOT IN"
        "       (SELECT number FROM article WHERE replaced = 1)"
        "   AND NOT EXISTS (SELECT 1 FROM review_current"
        "        WHERE review_current.sentence = current.sentence AND decision IS NOT NULL)"
        " ORDER BY current.sentence"
    )
    for sentence, votes in groupby(rows, key=itemgetter(0)):
        cast = [
            Cast(name, state_of(label, secondary, "", "")) for _, name, label, secondary in votes
        ]
        if len(cast) >= annotators:
            yield sentence, cast
