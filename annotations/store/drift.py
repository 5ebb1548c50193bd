"""Whether the derived tables equal the events that they are made from. Refuses to mend anything.

Reads only and holds nothing in memory, so that it can look at a large database in use.
"""

import sqlite3

from annotations.store.schema import CURRENT
from annotations.store.schema_facts import CURRENT_FACTS
from annotations.store.schema_review import CURRENT_REVIEWS, DISPUTES

_STATES = f"""
SELECT EXISTS (
    SELECT 1 FROM ({CURRENT}) AS said
      LEFT JOIN label_current AS held
             ON held.sentence = said.sentence AND held.annotator = said.annotator
     WHERE (held.article, held.label, held.secondary, held.flags, held.note, held.at,
            held.event_id, held.guideline)
    IS NOT (said.article, said.label, said.secondary, said.flags, said.note, said.at,
            said.event_id, said.guideline)
) OR EXISTS (
    SELECT 1 FROM label_current AS held
     WHERE NOT EXISTS (
        SELECT 1 FROM label_event
         WHERE label_event.sentence = held.sentence AND label_event.annotator = held.annotator))
"""
_SUMS = {
    "progress": "SELECT annotator, article, count(label), sum(flags <> '') FROM {said}"
    " GROUP BY annotator, article",
    "tally": "SELECT annotator, article, label, count(*) FROM {said}"
    " WHERE label IS NOT NULL GROUP BY annotator, article, label",
    "disputed": DISPUTES,
    "review_current": CURRENT_REVIEWS,
    "fact_current": CURRENT_FACTS,
}


def drifted(connection: sqlite3.Connection) -> list[str]:
    """Names of the derived tables that differ from what the events come to."""
    connection.execute("BEGIN")
    try:
        states_drifted = _is_true(connection, _STATES)
        said = f"({CURRENT})" if states_drifted else "label_current"  # the same, but quicker
        sums = [
            table
            for table, query in _SUMS.items()
            if _is_true(connection, _differ(table, query.format(said=said)))
        ]
    finally:
        connection.execute("ROLLBACK")
    return ["label_current", *sums] if states_drifted else sums


def _differ(table: str, query: str) -> str:
    return (
        f"SELECT EXISTS (SELECT * FROM {table} EXCEPT {query})"
        f" OR EXISTS (SELECT * FROM ({query}) EXCEPT SELECT * FROM {table})"
    )


def _is_true(connection: sqlite3.Connection, query: str) -> bool:
    (answer,) = connection.execute(query).fetchone()
    return bool(answer)
