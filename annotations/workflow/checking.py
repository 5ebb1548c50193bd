"""What `doctor` asks of the database and the machine under it.

Refuses to repair or to make anything, but for what `rebuild` makes of the events anew.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotations.errors import ClaimdeskError, Damaged
from annotations.nouns import dataclass
from annotations.store import IMPORT_SECONDS, Store, files, is_there, sqlite_version
from annotations.workflow.reporting import waiting_for

SOUND_SQLITE = (3, 51, 3)
"""First release without the WAL-reset bug (https://sqlite.org/wal.html)."""

LEAST_FREE = 100 * 2**20
"""Bytes of free disk below which labels are in danger."""

LARGE_WAL = 64 * 2**20
"""Bytes of a `-wal` from which on it is worth a word: SQLite folds it in at 4 MB."""

FEW = 5
"""Articles that are named where many are amiss."""


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
        files.refuse_strange_wal(path)
        if not is_there(path):
            yield Check("database", ok=True, detail=f"none yet at {path}")
            return
        yield from _wal(path)
        with Store(path, make=False) as store:
            yield _contents(store)
            for name, look in _LOOKS.items():
                yield _looked(name, look, store)
            yield from _waiting(store)
    except ClaimdeskError as error:
        yield Check("database", ok=False, detail=str(error))


def rebuild(path: Path) -> None:
    """Make counts, lists, triggers and the search index of the database anew from the events.

    Raises `StoreError`; `Damaged` before anything is written to a file that SQLite finds damaged.
    """
    with Store(path, make=False, timeout=IMPORT_SECONDS) as store:
        verdict = store.quick_check()
        if verdict != "ok":
            raise Damaged(_damage(verdict, path))
        store.rebuild()


def _looked(name: str, look: Callable[[Store], Check], store: Store) -> Check:
    """What came of it, also where it could not be looked at."""
    try:
        return look(store)
    except ClaimdeskError as error:
        return Check(name, ok=False, detail=str(error))


def _wal(path: Path) -> Iterator[Check]:
    """Whether much has not been folded into the database yet, if so."""
    try:
        size = Path(f"{path.resolve()}-wal").stat().st_size
    except OSError:
        return
    if size >= LARGE_WAL:
        detail = (
            f"{size / 2**20:,.0f} MB in {path.name}-wal: no damage, and part of the database, so "
            "never delete it; it goes when all programs that have the database open are closed"
        )
        yield Check("wal", ok=True, detail=detail)


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
    return Check("integrity", ok=False, detail=_damage(verdict, store.path))


def _damage(verdict: str, path: Path) -> str:
    return f"the file is damaged ({verdict}): {_rescue(path)}"


def _rescue(path: Path) -> str:
    return (
        "do not write to it, copy it with its -wal file, and restore your last backup; "
        f"`{files.command(path)} bundle SAVED` may still save what was decided"
    )


def _schema(store: Store) -> Check:
    told = (
        "missing, or not as claimdesk makes it, so another program has changed the database; keep "
        f"a backup, then {_rebuild(store)} puts back all but tables"
    )
    return _compared("schema", store.astray(), told, sound="as claimdesk makes it")


def _texts(store: Store) -> Check:
    amiss = store.altered()
    if not amiss:
        return Check("texts", ok=True, detail="read as they were imported")
    more = f" and {len(amiss) - FEW:,} more" if len(amiss) > FEW else ""
    named = ", ".join(identity[:8] for identity in amiss[:FEW])
    told = f"{named}{more}: not the text that was imported, so the disk or another program has"
    return Check("texts", ok=False, detail=f"{told} changed the file; {_rescue(store.path)}")


def _search(store: Store) -> Check:
    told = (
        "not whole, so a search may miss something or fail; articles and labels are safe, and "
        f"{_rebuild(store)} makes the index anew"
    )
    return _compared("search index", store.unsearchable(), told, sound="holds every article")


def _derived(store: Store) -> Check:
    told = (
        "not what the events come to, so counts and lists may be wrong; what was decided is all "
        f"there, and {_rebuild(store)} makes them anew from it"
    )
    return _compared("derived tables", store.drifted(), told, sound="equal the events")


def _compared(name: str, amiss: Sequence[str], told: str, *, sound: str) -> Check:
    """The check of what should be as claimdesk makes it: which of it is not."""
    if amiss:
        return Check(name, ok=False, detail=f"{', '.join(amiss)}: {told}")
    return Check(name, ok=True, detail=sound)


def _rebuild(store: Store) -> str:
    """The command that makes anew what is made of the events, in this database."""
    return f"`{files.command(store.path)} doctor --rebuild`"


def _waiting(store: Store) -> Iterator[Check]:
    """Merged decisions without their article, if any: perhaps the database is not the one meant."""
    with store.told():
        events, articles = store.exchange.waiting()
    if events:
        yield Check("waiting", ok=True, detail=waiting_for(events, articles))


_LOOKS: dict[str, Callable[[Store], Check]] = {
    "integrity": _integrity,
    "schema": _schema,
    "texts": _texts,
    "derived tables": _derived,
    "search index": _search,
}
"""What takes its time, in this order: name → how it is looked at."""
