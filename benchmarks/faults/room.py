"""A disk that becomes full while labels are set, and then has room again.

Two ways: a small tmpfs in a namespace of its own (Linux, where people may make namespaces), and
the limit that the system sets to the size of files (Unix). `python -m benchmarks.faults.room`
is a process of its own, since neither concerns anybody else. Prints what came of it as JSON.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from annotations.errors import StoreError
from annotations.store import NotYetSaved, Outcome, Writer, backup
from benchmarks.faults import ground

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
SPARE = 150_000
"""Bytes that are left when the room is made small."""
BEHIND = 20
"""Gestures that are handed over while nothing can be saved."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said and what was kept."""

    errors: list[str]
    """The sentences that the person saw, each once."""
    unsaved: int
    """Gestures that were never saved."""
    backup: str
    """What a backup said that was tried in between."""
    leftovers: list[str]
    """Files of the backup that were left lying about."""
    sound: bool


@dataclass(frozen=True, slots=True)
class Room:
    """How to make the disk full, and how to give room again."""

    fill: Callable[[], None]
    free: Callable[[], None]


def possible() -> bool:
    """Whether this system lets this person mount a tmpfs in a namespace."""
    if not shutil.which("unshare"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        mount = [*NAMESPACE, "mount", "-t", "tmpfs", "none", folder]
        return subprocess.run(mount, capture_output=True, check=False).returncode == 0


def run(folder: Path, *, how: str) -> Told:
    """Let it happen in a process of its own. `how`: `tmpfs` or `limit`."""
    command = [sys.executable, "-m", "benchmarks.faults.room", str(folder), how]
    prefix = NAMESPACE if how == "tmpfs" else ()
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, check=True)
    return Told(**json.loads(done.stdout))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("how", choices=("tmpfs", "limit"))
    asked = parser.parse_args(arguments)
    room = _tmpfs(asked.folder) if asked.how == "tmpfs" else _limit(asked.folder)
    path = asked.folder / "labels.db"
    ground.make(path)
    print(json.dumps(asdict(_happen(path, room))))


def _tmpfs(folder: Path) -> Room:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(folder)], check=True)
    ballast = folder / "ballast"

    def fill() -> None:
        ballast.write_bytes(bytes(shutil.disk_usage(folder).free - SPARE))

    return Room(fill, ballast.unlink)


def _limit(folder: Path) -> Room:
    import resource  # noqa: PLC0415 - a module of Unix alone

    def fill() -> None:
        largest = max(one.stat().st_size for one in folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + SPARE, resource.RLIM_INFINITY))

    def free() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return Room(fill, free)


def _happen(path: Path, room: Room) -> Told:
    outcomes: list[Outcome] = []
    writer = Writer(path, outcomes.append)
    pressed: list[bytes] = []

    def press() -> None:
        sentence = len(pressed) % ground.SENTENCES + 1
        gesture = ground.label([sentence], "claim", annotator="ada")
        pressed.append(ground.identity(gesture))
        writer.submit(gesture)

    def stuck() -> bool:
        return any(isinstance(outcome, NotYetSaved) for outcome in outcomes)

    press()
    writer.drain(10)
    room.fill()
    while not stuck() and len(pressed) < 10_000:
        press()
        writer.drain(0.2)
    for _ in range(BEHIND):
        press()
    tried = _backup(path)
    room.free()
    writer.drain(30)
    writer.close()
    kept = [one for outcome in outcomes for one in ground.saved(outcome)]
    errors = {str(one.error) for one in outcomes if isinstance(one, NotYetSaved)}
    return Told(
        errors=sorted(errors),
        unsaved=len(set(pressed) - set(kept)),
        backup=tried,
        leftovers=[one.name for one in path.parent.iterdir() if one.name.startswith(".claimdesk")],
        sound=ground.judge(path, kept).sound,
    )


def _backup(path: Path) -> str:
    try:
        backup.copy(path, path.with_name("backup.db"))
    except StoreError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    main()
