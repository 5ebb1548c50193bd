"""Power cuts, simulated: of what was written and not yet synced, only chance decides what is left.

The writer works over a file layer that notes every write, truncation and sync of the database and
its `-wal` (apsw, https://rogerbinns.github.io/apsw/vfs.html). Afterwards the files are made as a
cut at any moment would have left them: what was synced is there; of what was not, every sector of
512 bytes may be there or not, in any combination, and the `-shm` never is. Refuses to pretend
that the disk lies: a sync that returned has happened, and a sector is written whole or not at all.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

from annotations.store import Outcome, Writer
from annotations.store.connection import _set_up as set_up
from benchmarks.faults import ground

SECTOR = 512
CHECKPOINT = 8
"""Pages in the -wal that make SQLite bring it into the file: often, so that cuts fall in there."""
_NAMES = count(1)


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place in a file, not yet synced."""

    file: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file cut to a size, not yet synced."""

    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All of a file up to here is on the disk."""

    file: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The program has said that these gestures are saved."""

    gestures: tuple[bytes, ...]


Step = Write | Truncate | Sync | Acknowledged


@dataclass(slots=True)
class Disk:
    """What would be found after a cut: what is certain, and the steps since that are not."""

    certain: dict[str, bytearray]
    waiting: list[Write | Truncate] = field(default_factory=list)
    acknowledged: list[bytes] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """One step further."""
        match step:
            case Acknowledged(gestures):
                self.acknowledged.extend(gestures)
            case Sync(file):
                for one in self.waiting:
                    if one.file == file:
                        _apply(self.certain, one)
                self.waiting = [one for one in self.waiting if one.file != file]
            case _:
                self.waiting.append(step)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Make the files as they are when the power goes now."""
        files = {name: bytearray(content) for name, content in self.certain.items()}
        share = chance.choice((0.0, 0.5, chance.random(), 1.0))
        for one in self.waiting:
            for part in _parts(one):
                if chance.random() < share:
                    _apply(files, part)
        for name, content in files.items():
            (folder / name).write_bytes(content)


def _parts(step: Write | Truncate) -> Iterator[Write | Truncate]:
    """The sectors of a write; each of them may be on the disk without the others."""
    if isinstance(step, Truncate):
        yield step
        return
    at, left = step.at, step.content
    while left:
        size = SECTOR - at % SECTOR
        yield Write(step.file, at, left[:size])
        at, left = at + size, left[size:]


def _apply(files: dict[str, bytearray], step: Write | Truncate) -> None:
    content = files.setdefault(step.file, bytearray())
    if isinstance(step, Truncate):
        del content[step.size :]
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.content)] = step.content


class _Files(apsw.VFS):
    """The file layer of the system, with a log of what matters."""

    def __init__(self, name: str, steps: list[Step]) -> None:
        super().__init__(name, "")
        self._steps = steps

    def xOpen(  # noqa: N802 - the name that apsw calls
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> apsw.VFSFile:
        kept = flags[0] & (apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_WAL)
        return _File(name, flags, self._steps if kept else [])


class _File(apsw.VFSFile):
    """One file, noting what is done to it before it is done (a sync: after)."""

    def __init__(
        self, name: str | apsw.URIFilename | None, flags: list[int], steps: list[Step]
    ) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path or "").name
        self._steps = steps

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - as above
        self._steps.append(Write(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - as above
        self._steps.append(Truncate(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - as above
        super().xSync(flags)
        self._steps.append(Sync(self._name))


def record(
    path: Path, *, writers: int, gestures: int, seed: int, synchronous: str = "FULL"
) -> tuple[Disk, list[Step]]:
    """The disk at the beginning, and all that several writers at once then did to it."""
    steps: list[Step] = []
    disk = Disk({path.name: bytearray(path.read_bytes())})
    layer = f"cut{next(_NAMES)}"
    files = _Files(layer, steps)

    def reopen(path: Path) -> apsw.Connection:
        connection = apsw.Connection(str(path), vfs=layer)
        connection.set_busy_timeout(30_000)
        set_up(connection, path)  # type: ignore[arg-type] # the same verbs: execute and close
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        if synchronous != "FULL":
            connection.execute(f"PRAGMA synchronous = {synchronous}")
        return connection

    def hear(outcome: Outcome) -> None:
        steps.append(Acknowledged(tuple(ground.saved(outcome))))

    with patch("annotations.store.writer.reopen", reopen), ExitStack() as closing:
        desks = [closing.enter_context(_writing(path, hear)) for _ in range(writers)]
        chance = random.Random(seed)
        for number in range(gestures):
            who = number % writers
            desks[who].submit(
                ground.anything(chance, annotator=f"ann{who}", sentences=ground.SENTENCES)
            )
            if chance.random() < 0.7:
                desks[who].drain(30)
        drained = [desk.drain(30) for desk in desks]
        if not all(drained):
            raise RuntimeError("what was recorded is not whole: not everything was saved")
        done = list(steps)  # what closing does is no part of it
    files.unregister()
    return disk, done


@contextmanager
def _writing(path: Path, hear: Any) -> Iterator[Writer]:
    writer = Writer(path, hear)
    try:
        yield writer
    finally:
        writer.close()


def cut(path: Path, disk: Disk, steps: list[Step], *, cuts: int, seed: int) -> list[ground.Remains]:
    """What is left after a cut at each of so many moments of the record."""
    chance = random.Random(seed)
    moments = sorted(chance.randrange(len(steps) + 1) for _ in range(cuts))
    remains = []
    done = 0
    for moment in moments:
        for step in steps[done:moment]:
            disk.take(step)
        done = moment
        folder = path.parent / "cut"
        folder.mkdir()
        disk.cut(folder, chance)
        remains.append(ground.judge(folder / path.name, disk.acknowledged))
        shutil.rmtree(folder)
    return remains
