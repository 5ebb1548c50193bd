"""Files that claimdesk makes: for their owner alone, and no half of one stays for good.

What is written under a hidden name is locked while its writer lives. The system frees the lock
whatever ends the writer, so that the next one knows a half that nobody will finish. Refuses to
touch what is locked, somebody else's, or not surely ours. Windows has other rights and other
locks: there, rights are those of the folder, and a half that a kill leaves stays.
"""

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

FILE_MODE = 0o600
FOLDER_MODE = 0o700

QUIET = 600.0
"""Seconds for which a half has not changed before it can be a dead one. The lock alone would do,
but for the moment between making and locking, and for drives that lock for one machine alone."""

TO_DO = {
    errno.ENOENT: "make the folder first, or give another name",
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "choose a folder that you may write to",
    errno.ENOSPC: "make room, or choose another disk",
    errno.EDQUOT: "make room, or choose another disk",
    errno.EFBIG: "make room, or choose another disk",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.EIO: "look whether the disk is sound and connected",
}
"""What a person can do about what the system says of a file that is to be made."""

_NAME = re.compile(r"\.claimdesk-[0-9a-f]{16}\.(part|old)")


def why(error: OSError | RuntimeError) -> str:
    """Why the system does not make a file, and what to do about it where that is known."""
    if not isinstance(error, OSError):
        return str(error)
    said = error.strerror or str(error)
    return f"{said}: {TO_DO[error.errno]}" if error.errno in TO_DO else said


def create(path: Path) -> int:
    """Make a file that only its owner can read, whatever the umask; its descriptor, to write.

    Raises FileExistsError where anything stands, and other OSErrors.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, FILE_MODE)
    _grant(path, FILE_MODE)
    return descriptor


def create_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, whatever the umask. Raises OSError."""
    path.mkdir(mode=FOLDER_MODE)
    _grant(path, FOLDER_MODE)


def create_folders(path: Path) -> None:
    """Make a folder and those above it as far as they are missing. Raises OSError."""
    try:
        create_folder(path)
    except FileExistsError:
        if not path.is_dir():
            raise
    except FileNotFoundError:
        create_folders(path.parent)
        with suppress(FileExistsError):  # somebody was quicker
            create_folder(path)


def keep_mode(old: Path, new: Path) -> None:
    """Give what replaces a file or folder the rights of what stood there, if anything did."""
    with suppress(OSError):
        _grant(new, stat.S_IMODE(old.stat().st_mode))


def _grant(path: Path, mode: int) -> None:
    """Set rights, where the file system has any: a memory stick may know none."""
    with suppress(OSError):
        path.chmod(mode)


def half_of(place: Path) -> Path:
    """Where something new is written: beside its place, under a name that nothing else has."""
    return place.with_name(f".claimdesk-{os.urandom(8).hex()}.part")


@contextmanager
def held(half: Path) -> Iterator[None]:
    """Within, others see that a file or folder is being written, under whatever name."""
    descriptor = _locked(half)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """A folder of one's own in `parent`, gone at the end whatever that is. Raises OSError."""
    sweep(parent)
    folder = half_of(parent / "folder")
    try:
        create_folder(folder)
        with held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove the halves in a folder whose writers were killed. Raises nothing."""
    for half in dead(folder, "part"):
        if half.with_suffix(".old").exists():
            continue  # killed between two moves: the old one may have no other name
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            with suppress(OSError):
                half.unlink()


def dead(folder: Path, ending: str) -> Iterator[Path]:
    """What our writers, now dead, left in a folder under hidden names; locked while looked at."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            named = _NAME.fullmatch(entry.name)
            if named and named[1] == ending and _is_quiet(Path(entry.path)):
                descriptor = _locked(Path(entry.path))
                if descriptor is not None:
                    try:
                        yield Path(entry.path)
                    finally:
                        os.close(descriptor)


def _is_quiet(path: Path) -> bool:
    """Whether it is ours, a file or folder, and nothing of it has changed for a while."""
    status = path.lstat()
    if sys.platform == "win32" or status.st_uid != os.geteuid():
        return False
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return False
    within = path.rglob("*") if stat.S_ISDIR(status.st_mode) else ()
    newest = max([status.st_ctime, *(one.lstat().st_ctime for one in within)])
    return time.time() - newest > QUIET


def _locked(path: Path) -> int | None:
    """A descriptor that holds the lock; None where somebody else does, or none can be had."""
    if sys.platform == "win32":
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
