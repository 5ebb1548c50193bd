"""Bundling and merging in few words, and what a database says in names that mean the same
everywhere."""

from pathlib import Path

from annotations.model import END_OF_TIME
from annotations.store import Store
from annotations.workflow.exchanging import Merged, bundle, merge


def bundled(store: Store, name: str = "all.bundle") -> Path:
    path = store.path.with_name(name)
    list(bundle(store, path))
    return path


def merged(store: Store, path: Path, *, now: int = END_OF_TIME) -> Merged:
    *_, last = merge(store, path, now=now)
    return last


def said(store: Store) -> dict[str, object]:
    """The derived tables by names and ids, which mean the same in every database."""
    execute = store._connection.execute
    who = dict(execute("SELECT number, name FROM annotator"))
    where = dict(execute("SELECT number, lower(hex(id)) FROM sentence"))
    what = dict(execute("SELECT number, lower(hex(id)) FROM article"))
    return {
        "label_current": {
            (where[s], who[a], what[k]): rest
            for s, a, k, *rest in execute(
                "SELECT sentence, annotator, article, label, secondary, flags, note, at, event_id,"
                "       guideline FROM label_current"
            )
        },
        "progress": {(who[a], what[k]): rest for a, k, *rest in execute("SELECT * FROM progress")},
        "tally": {(who[a], what[k], *rest) for a, k, *rest in execute("SELECT * FROM tally")},
        "disputed": {
            (where[s], what[k]): rest for s, k, *rest in execute("SELECT * FROM disputed")
        },
        "review_current": {
            (where[s], who[a], what[k]): rest
            for s, a, k, *rest in execute("SELECT * FROM review_current")
        },
    }
