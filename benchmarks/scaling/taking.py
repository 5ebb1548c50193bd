"""What comes in: `import` of half a corpus, and `merge` of other people's labels.

Beside each, bare SQLite inserting as many of the same rows into one plain table.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.bare import Inserted, inserted
from benchmarks.figures import Figure
from benchmarks.scaling import child
from benchmarks.scaling.child import Spent, grown
from benchmarks.scaling.ground import ANNOTATORS, FOURTH, Ground, removed

SENTENCES_A_SECOND = 20_000
SECONDS_A_100K = 15
"""For 100,000 events that are merged."""
EXECUTEMANY = "executemany, one plain table"

_SENTENCES = "SELECT id, article, position, start, stop, text, behind FROM sentence"
_EVENTS = """
SELECT event_id, gesture, sentence, label, secondary, flags, note, at, ms, guideline, origin
  FROM label_event JOIN annotator ON annotator.number = annotator WHERE name = '{}'
"""


def importing(ground: Ground, tenth: Ground) -> Iterator[Figure]:
    """The import of a file of records into a new database."""
    small, _ = _imported(tenth)
    spent, least = _imported(ground)
    what = f"import, {least.rows:,} sentences"
    for how, ours, bare in (
        ("", spent.processor, least.processor),
        (", by the wall", spent.wall, least.wall),
    ):
        yield Figure(
            what + how,
            least.rows / ours,
            "sentences/s",
            least.rows / bare,
            EXECUTEMANY,
            target=None if how else SENTENCES_A_SECOND,
            at_least=True,
        )
    yield grown("import", spent, small)


def _imported(ground: Ground) -> tuple[Spent, Inserted]:
    """What the import has cost, and what bare SQLite takes for the sentences that came of it."""
    database = removed(ground.folder / "imported.db")
    try:
        return child.run(database, "import", str(ground.records)), _least(
            ground, database, _SENTENCES
        )
    finally:
        removed(database)


def merging(ground: Ground, tenth: Ground) -> Iterator[Figure]:
    """A bundle of a fourth annotator and one of the third, into a database of the first two."""
    with tenth.copy(tenth.two_db) as database:
        small = child.run(database, "merge", str(tenth.third_bundle))
    with ground.copy(ground.two_db) as database:
        for who, bundle in ((FOURTH, ground.more_bundle), (ANNOTATORS[2], ground.third_bundle)):
            spent = child.run(database, "merge", str(bundle))
            least = _least(ground, database, _EVENTS.format(who))
            yield from _merged(spent, least)
        yield grown("merge", spent, small)
        again = child.run(database, "merge", str(ground.third_bundle))
        yield Figure(f"merge again, {least.rows:,} events known", again.processor, "s")


def _merged(spent: Spent, least: Inserted) -> Iterator[Figure]:
    what = f"merge, {least.rows:,} events"
    most = SECONDS_A_100K * max(1, least.rows / 100_000)
    yield Figure(what, spent.processor, "s", least.processor, EXECUTEMANY, target=most)
    yield Figure(f"{what}, by the wall", spent.wall, "s", least.wall, EXECUTEMANY)


def _least(ground: Ground, database: Path, query: str) -> Inserted:
    """What bare SQLite takes for the rows of a query."""
    plain = removed(ground.folder / "plain.db")
    try:
        return inserted(plain, database, query)
    finally:
        removed(plain)
