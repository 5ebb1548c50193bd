"""What goes out: `export`, `bundle` and `agreement`, and the size of the file itself.

Beside them a loop of `json.dumps` over the same rows, one SELECT of all current labels, and plain
tables with the same rows.
"""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.bare import inserted, reading
from benchmarks.figures import Figure
from benchmarks.scaling import child
from benchmarks.scaling.child import Spent, grown
from benchmarks.scaling.ground import ANNOTATORS, Ground, removed

ROWS_A_SECOND = 50_000
SECONDS_A_100K = 2
"""For all figures of agreement of 100,000 sentences."""
MEGABYTES_A_MILLION = 550
"""For a million sentences that are searchable and labelled by one annotator."""

_SAMPLE = 100_000
"""Rows of an export that the loop writes again."""
_MILLION = 1_000_000
_TEXT = """
SELECT count(*), sum(length(CAST(text AS BLOB)) + length(CAST(behind AS BLOB))) FROM sentence
"""
_SENTENCES = "SELECT id, article, position, start, stop, text, behind FROM sentence"
_EVENTS = "SELECT event_id, annotator, sentence, label, flags, at, ms, origin FROM label_event"
_CURRENT = "SELECT sentence, annotator, label, secondary, at, article FROM label_current"


def exporting(ground: Ground, tenth: Ground) -> Iterator[Figure]:
    """The label JSONL: a row a sentence, and a row for each annotator and sentence."""
    for what, words in (("resolved", ()), ("--all", ("--all",))):
        small, _, _ = _exported(tenth, words)
        spent, rows, least = _exported(ground, words)
        yield Figure(
            f"export jsonl, {rows:,} rows {what}",
            rows / spent.processor,
            "rows/s",
            least,
            "json.dumps in a loop",
            target=ROWS_A_SECOND,
            at_least=True,
        )
        yield grown(f"export {what}", spent, small)


def _exported(ground: Ground, words: tuple[str, ...]) -> tuple[Spent, int, float]:
    """What the export has cost, its rows, and how many of them a loop writes in a second."""
    to = ground.folder / "exported.jsonl"
    try:
        spent = child.run(ground.labelled_db, "export", *words, str(to))
        with to.open("rb") as file:
            return spent, sum(1 for _ in file), _dumped(to)
    finally:
        to.unlink(missing_ok=True)


def _dumped(exported: Path) -> float:
    """Rows a second of a loop that writes rows that are at hand already."""
    with exported.open("rb") as file:
        rows = [json.loads(line) for line in islice(file, _SAMPLE)]
    again = exported.with_suffix(".again")
    began = time.process_time()
    with again.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    seconds = time.process_time() - began
    again.unlink()
    return len(rows) / seconds


def bundling(ground: Ground, tenth: Ground) -> Iterator[Figure]:
    """All events of three annotators into one file."""
    small, _ = _bundled(tenth)
    spent, size = _bundled(ground)
    events = ground.labelled * len(ANNOTATORS)
    yield Figure(f"bundle, {events:,} events", events / spent.processor, "events/s", at_least=True)
    yield Figure("bundle, size for a million events", size / events, "MB")
    yield grown("bundle", spent, small)


def _bundled(ground: Ground) -> tuple[Spent, int]:
    to = ground.folder / "all.bundle"
    try:
        return child.run(ground.labelled_db, "bundle", str(to)), to.stat().st_size
    finally:
        to.unlink(missing_ok=True)


def agreeing(ground: Ground, tenth: Ground) -> Iterator[Figure]:
    """All figures of three annotators."""
    small = child.run(tenth.labelled_db, "agreement")
    spent = child.run(ground.labelled_db, "agreement")
    yield Figure(
        f"agreement, {ground.labelled:,} sentences",
        spent.processor,
        "s",
        _selected(ground.labelled_db),
        "one SELECT of all current labels",
        target=SECONDS_A_100K * max(1, ground.labelled / 100_000),
    )
    yield grown("agreement", spent, small)


def _selected(database: Path) -> float:
    """Seconds that reading all current labels takes, and nothing else."""
    with closing(reading(database)) as connection:
        began = time.process_time()
        for _ in connection.execute(_CURRENT):
            pass
        return time.process_time() - began


def size(ground: Ground) -> Iterator[Figure]:
    """What a million sentences take in the file, searchable and labelled by one annotator."""
    events = ground.labelled * len(ANNOTATORS)
    with closing(reading(ground.articles_db)) as connection:
        sentences, text = connection.execute(_TEXT).fetchone()
    ours = _size(ground.articles_db, ground.labelled_db, sentences, events)
    plain = _plain(ground, ground.articles_db, _SENTENCES) / sentences
    plain += _plain(ground, ground.labelled_db, _EVENTS) / events
    what = "the file, a million labelled sentences"
    yield Figure(what, ours, "MB", plain, "plain tables", target=MEGABYTES_A_MILLION)
    yield Figure(what, ours, "MB", text / sentences, "their text alone")


def _size(unlabelled: Path, labelled: Path, sentences: int, events: int) -> float:
    """Bytes of a sentence and one label of it, which are megabytes of a million."""
    empty = unlabelled.stat().st_size
    return empty / sentences + (labelled.stat().st_size - empty) / events


def _plain(ground: Ground, database: Path, query: str) -> int:
    """Bytes of a file with the rows of a query and nothing else."""
    path = removed(ground.folder / "plain.db")
    try:
        inserted(path, database, query)
        return path.stat().st_size
    finally:
        removed(path)
