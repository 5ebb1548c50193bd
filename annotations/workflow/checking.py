"""What `doctor` asks of the database and the machine under it. Refuses to repair or to make."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import ClaimdeskError
from annotations.store import Store, is_there, sqlite_version
from annotations.workflow.reporting import waiting_for

SOUND_SQLITE = (3, 51, 3)
"""First release without the WAL-reset bug (https://sqlite.org/wal.html)."""

LEAST_FREE = 100 * 2**20
"""Bytes of free disk below which labels are in danger."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def check_database(path: Path) -> Iterator[Check]:
    """Everything about the database at `path`, one check at a time: some take seconds."""
    yield _sqlite(sqlite_version())
    yield _disk(path)
    try:
        if not is_there(path):
            yield Check("database", ok=True, detail=f"none yet at {path}")
            return
        with Store(path, make=False) as store:
            yield _contents(store)
            yield _integrity(store)
            yield _derived(store)
            yield from _waiting(store)
    except ClaimdeskError as error:
        yield Check("database", ok=False, detail=str(error))


def _sqlite(version: tuple[int, ...]) -> Check:
    detail = ".".join(map(str, version))
    if version < SOUND_SQLITE:
        fixed = ".".join(map(str, SOUND_SQLITE))
        detail += (
            f"; before {fixed} a rare bug can damage a database that several programs write at "
            "the same moment: keep backups"
        )
    return Check("sqlite", ok=True, detail=detail)


def _disk(path: Path) -> Check:
    parents = path.absolute().parents
    folder = next(p for p in parents if os.path.isdir(p))  # noqa: PTH112 - whatever its name, raises nothing
    free = shutil.disk_usage(folder).free
    detail = f"{free / 2**30:,.1f} GB free in {folder}"
    if free < LEAST_FREE:
        detail += "; a full disk takes no more labels: make room, those that are saved are safe"
    return Check("disk", ok=free >= LEAST_FREE, detail=detail)


def _contents(store: Store) -> Check:
    with store.told():
        articles, sentences = store.counts.corpus()
        people = len(store.labels.annotators())
    detail = f"{store.path}; articles {articles:,}, sentences {sentences:,}, annotators {people}"
    return Check("database", ok=True, detail=detail)


def _integrity(store: Store) -> Check:
    verdict = store.quick_check()
    if verdict == "ok":
        return Check("integrity", ok=True, detail=verdict)
    detail = (
        f"the file is damaged ({verdict}): do not write to it, copy it with its -wal file, and "
        "restore your last backup; `claimdesk bundle` may still save what was decided"
    )
    return Check("integrity", ok=False, detail=detail)


def _derived(store: Store) -> Check:
    drifted = store.drifted()
    if drifted:
        detail = (
            f"{', '.join(drifted)} do not equal the events that they are made from: what was "
            "decided is all there, but counts and lists may be wrong; keep a backup, and merge a "
            "bundle of this database into a new one with the same articles"
        )
        return Check("derived tables", ok=False, detail=detail)
    return Check("derived tables", ok=True, detail="equal the events")


def _waiting(store: Store) -> Iterator[Check]:
    """Merged decisions without their article, if any: perhaps the database is not the one meant."""
    with store.told():
        events, articles = store.exchange.waiting()
    if events:
        yield Check("waiting", ok=True, detail=waiting_for(events, articles))
