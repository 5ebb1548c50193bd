"""What can be said of a database file before SQLite opens it: there, ours, writable, local.

Refuses to open anything. What differs between systems stands in `file_system` alone.
"""

import contextlib
import os
import re
import shlex
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

from annotations import ownfiles
from annotations.errors import Damaged, NotOurs, OnNetworkDrive, ReadOnly, StoreError

NETWORK = frozenset(
    (
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "drvfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
    )
)
"""File systems on which write-ahead logging has no shared memory (https://sqlite.org/wal.html)."""

_ESCAPE = re.compile(r"\\([0-7]{3})")

HEADER = b"SQLite format 3\x00"
APPLICATION = slice(68, 72)
"""Where the mark of its application stands in a file (https://sqlite.org/fileformat.html#the_database_header)."""


WRITTEN_BY = slice(18, 20)
"""Where it stands how the file is written; 1 for each is without a `-wal`, as a backup is."""
ROLLBACK = b"\x01\x01"

OTHERS = "--db names another one"


def command(path: Path) -> str:
    """The words that start claimdesk on a database, as a shell takes them."""
    return f"claimdesk --db {shlex.quote(str(path))}"


def doctor(connection: sqlite3.Connection) -> str:
    """The words that look whether the database of a connection is sound, as a shell takes them."""
    _, _, path = connection.execute("PRAGMA database_list").fetchone()
    return f"{command(Path(path))} doctor"


def is_there(path: Path) -> bool:
    """Whether anything stands at `path`. Raises `StoreError` where the system cannot say."""
    return _status(path) is not None


def require(path: Path) -> None:
    """Make sure that a file with something in it stands at `path`, for those who only read.

    Raises the `StoreError` that fits.
    """
    refuse_strange_wal(path)
    status = _status(path)
    if status is None:
        raise StoreError(
            f"there is no database at {path}: `{command(path)}` makes one with sample articles, "
            f"`{command(path)} import` one with yours"
        )
    if not status.st_size:
        raise NotOurs(
            f"{path} is empty, so there is nothing to read: `{command(path)}` fills it with sample "
            f"articles, `{command(path)} import` with yours"
        )


def prepare(path: Path) -> None:
    """Make sure that `path` can be opened for writing.

    Creates the folder and an empty file with mode 0600. Raises the `StoreError` that fits.
    """
    refuse_strange_wal(path)
    try:
        ownfiles.create_folders(path.parent)
    except FileExistsError:
        raise StoreError(
            f"{path.parent} is a file, so no database can be made in it: {OTHERS}"
        ) from None
    except OSError as error:
        raise StoreError(
            f"the folder {path.parent} cannot be made ({error.strerror}): {OTHERS}"
        ) from error
    refuse_network_drive(path)
    if not path.exists():
        try:
            os.close(ownfiles.create(path.resolve()))  # where a link leads
        except FileExistsError:
            pass  # another program was quicker
        except OSError as error:
            raise ReadOnly(
                f"no database can be made at {path} ({error.strerror}): {OTHERS}"
            ) from error
    refuse_unreadable(path)
    refuse_unwritable(path)


def refuse_strange_wal(path: Path) -> None:
    """Raise `StoreError` when the `-wal` at `path` goes with another file than stands there.

    SQLite would delete it where the database is gone or empty, and would write it into a backup
    that was put there (https://sqlite.org/howtocorrupt.html, section 1.4).
    """
    _refuse_what_is_no_file(path)
    wal = state(path)[1]  # looked at first: whoever makes a database marks it before it has one
    if wal is None or not wal[0]:
        return
    kept = f"{path.resolve()}-wal"
    head = _beginning(path)
    if head.startswith(HEADER) and head[WRITTEN_BY] == ROLLBACK:
        raise StoreError(
            f"{path} was put where another database stood, whose last labels are in {kept}, and "
            f"would be mixed with them: move {kept} away, keep it, and try again"
        )
    if not head:
        gone = f"{path} is empty" if is_there(path) else f"there is no database at {path}"
        raise StoreError(
            f"{gone}, but its last labels are in {kept}: put the database back beside it; if there "
            "is none, move that file away first; nothing was changed"
        )


def _beginning(path: Path) -> bytes:
    """The first bytes of a file; none where nothing stands. Raises `StoreError`."""
    try:
        with path.open("rb") as file:
            return file.read(APPLICATION.stop)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _unreadable(path, error) from error


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be reached ({error.strerror}): {OTHERS}") from error


def _refuse_what_is_no_file(path: Path) -> None:
    status = _status(path)
    if status is None:
        return
    if stat.S_ISDIR(status.st_mode):
        raise NotOurs(f"{path} is a folder, not a database: {OTHERS}")
    if not stat.S_ISREG(status.st_mode):
        raise NotOurs(f"{path} is a device or a pipe, not a database: {OTHERS}")


def refuse_unreadable(path: Path) -> None:
    """Raise `NotOurs` or `Damaged` when the first bytes are not those of an SQLite file."""
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise _unreadable(path, error) from error
    if size and head != HEADER:
        raise NotOurs(f"{path} is not a claimdesk database (not even an SQLite file): {OTHERS}")
    if 0 < size < 512:  # noqa: PLR2004 - the smallest page that SQLite knows
        raise Damaged(f"{path} is cut off after {size} bytes: restore your last backup")


def application(path: Path) -> int:
    """The mark of the application that the file belongs to; 0 for none."""
    return int.from_bytes(_beginning(path)[APPLICATION])


def state(path: Path) -> list[tuple[int, int] | None]:
    """Size and time of last change of the file and of its `-wal`."""
    found: list[tuple[int, int] | None] = []
    for ending in ("", "-wal"):
        try:
            status = Path(f"{path.resolve()}{ending}").stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_size, status.st_mtime_ns))
    return found


def refuse_unwritable(path: Path) -> None:
    """Raise `ReadOnly` when the file, or the folder for its `-wal`, cannot be written."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise read_only(path, place)


def read_only(path: Path, place: Path) -> ReadOnly:
    """The error for a database in a place that cannot be written, with the way out."""
    what = "" if place == path else "the folder of "
    return ReadOnly(
        f"{what}{path} is read-only, and claimdesk must write to keep labels: copy the database "
        f"with `{command(path)} backup NEW.db` and open the copy"
    )


def _unreadable(path: Path, error: OSError) -> StoreError:
    if isinstance(error, PermissionError):
        return StoreError(f"{path} cannot be read: its rights do not let you; {OTHERS}")
    return StoreError(
        f"{path} cannot be read ({error.strerror}): look whether its disk is connected"
    )


def refuse_network_drive(path: Path) -> None:
    """Raise `OnNetworkDrive` when the file would stand where WAL cannot work."""
    kind = file_system(path)
    if kind in NETWORK:
        raise OnNetworkDrive(
            f"{path} is on a network drive ({kind}), where SQLite can lose labels: keep the "
            "database on a local disk"
        )


def file_system(path: Path) -> str:
    """Type of the file system that holds `path`, as the system names it; "" when unknown."""
    place = path.resolve()
    if sys.platform == "win32":
        return _windows_drive(place)
    if sys.platform == "darwin":
        listing = ""
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            listing = subprocess.run(  # fixed command, no input
                ["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True
            ).stdout
        return mount_of(place, darwin_mounts(listing))
    mounts = ""
    with contextlib.suppress(OSError):
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    return mount_of(place, linux_mounts(mounts))


def linux_mounts(listing: str) -> dict[str, str]:
    """Mount point → type, from the text of /proc/self/mounts, where blanks are escaped in octal."""
    found = {}
    for line in listing.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:  # noqa: PLR2004 - device, mount point, type
            point = _ESCAPE.sub(lambda code: chr(int(code[1], 8)), parts[1])
            found[point] = parts[2]
    return found


def darwin_mounts(listing: str) -> dict[str, str]:
    """Mount point → type, from the output of `mount`: `dev on /point (type, …)`."""
    found = {}
    for line in listing.splitlines():
        _, on, rest = line.partition(" on ")
        point, paren, kind = rest.rpartition(" (")
        if on and paren:
            found[point] = kind.split(",")[0].rstrip(")")
    return found


def mount_of(place: Path, mounts: dict[str, str]) -> str:
    """Type of the innermost mount point above `place`; "" when none is listed."""
    for folder in (place, *place.parents):
        if str(folder) in mounts:
            return mounts[str(folder)]
    return ""


def _windows_drive(place: Path) -> str:
    import ctypes  # noqa: PLC0415 - only there

    remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    if str(place).startswith("\\\\"):
        return "smbfs"
    windll = getattr(ctypes, "windll", None)
    return "smbfs" if windll and windll.kernel32.GetDriveTypeW(place.anchor) == remote else ""
