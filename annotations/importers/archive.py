"""Zip archives, read in place: a walk over the members that are articles. Nothing is extracted.

Walked as a folder is: known endings, sorted, hidden files and `README` passed over. Refuses
members whose names lead out of the archive, links, encrypted members, archives in archives, and
what unpacks to more than is sensible.
"""

import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from annotations.errors import ImportFailed
from annotations.importers.source import size
from annotations.importers.walk import is_archive, looks_like_an_article
from annotations.text.display import visible

MOST_MEMBERS = 100_000
MOST_BYTES = 4_000_000_000
"""Unpacked, of all articles together."""
MOST_RATIO = 200
"""Text packs 3 to 10 times smaller, tables of one repeated row perhaps 100 times."""
_SMALL = 1_000_000
"""Bytes up to which the ratio says nothing."""

_ENCRYPTED = 0x1
_METHODS = (ZIP_STORED, ZIP_DEFLATED)


class Member(NamedTuple):
    """A file in an archive that looks like an article."""

    info: ZipInfo
    name: str
    """Path inside the archive, as it stands there."""
    refused: str | None
    """Why it is not read."""


class Unpacked:
    """The bytes of a member, as they are asked for."""

    def __init__(self, archive: ZipFile, info: ZipInfo, *, name: str) -> None:
        """Open a member. Raises ImportFailed, naming it as `name`, as `read` does."""
        self._name = name
        with _told(name):
            self._content = archive.open(info)

    def read(self, count: int = -1) -> bytes:
        """Read on; at most as many bytes as the archive says that there are."""
        with _told(self._name):
            return self._content.read(count)

    def close(self) -> None:
        """Let go of the member."""
        self._content.close()


def unzipped(file: BinaryIO, *, name: str) -> ZipFile:
    """Open an archive. Raises ImportFailed, naming it, also for one made to do harm."""
    with _told(name):
        archive = ZipFile(file)
        length = file.seek(0, os.SEEK_END)
    _refuse_bombs(archive, length, name)
    return archive


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what zipfile and zlib raise over a broken file into one sentence."""
    try:
        yield
    except _BREAKS as error:
        reason = " ".join(visible(str(error)).lower().split()) or "it is cut off"
        raise ImportFailed(f"{name} cannot be unpacked: {reason}") from error


_BREAKS = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)


def members(archive: ZipFile) -> Iterator[Member]:
    """Yield what looks like an article, files before subfolders."""
    for info in sorted(archive.infolist(), key=_place):
        name = PurePosixPath(info.orig_filename.replace("\\", "/"))
        if info.is_dir() or not looks_like_an_article(name) or _is_hidden(name):
            continue
        yield Member(info, info.orig_filename, _refusal(info))


def _place(info: ZipInfo) -> list[tuple[bool, str]]:
    *folders, name = info.orig_filename.split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith(".") and part != ".." for part in name.parts) or (
        "__MACOSX" in name.parts
    )


def _refusal(info: ZipInfo) -> str | None:
    """Why a member is not read; None when it is."""
    name = info.orig_filename
    if _leads_out(name):
        return "has a name that leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, and links in archives are not followed"
    if is_archive(PurePosixPath(name)):
        return "is an archive in an archive, and those are not opened: unpack it and import it"
    return _not_readable(info)


def _leads_out(name: str) -> bool:
    absolute = name.startswith("/") or name[1:2] == ":"
    return absolute or "\0" in name or "\\" in name or ".." in name.split("/")


def _not_readable(info: ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: unpack it and import it"
    if info.compress_type not in _METHODS:
        return "is packed by a method that is not read here: unpack it and import it"
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * info.compress_size:
        return f"unpacks to more than {MOST_RATIO} times its size, which no article does"
    return None


def _refuse_bombs(archive: ZipFile, length: int, name: str) -> None:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise ImportFailed(f"{name} has more than {MOST_MEMBERS:,} members, the most that is read")
    if sum(member.info.file_size for member in members(archive)) > MOST_BYTES:
        raise ImportFailed(f"{name} unpacks to more than {size(MOST_BYTES)}, the most that is read")
    if sum(info.compress_size for info in infos) > length:
        raise ImportFailed(f"{name} holds members that lie over each other: it is not unpacked")


def read_listing(archive: ZipFile, inside: str, *, where: str, max_bytes: int) -> bytes:
    """Read a small member that need not be there. Raises ImportFailed, naming it as `where`."""
    try:
        info = archive.getinfo(inside)
    except KeyError:
        return b""
    if refused := _refusal(info):
        raise ImportFailed(f"{where} {refused}")
    if info.file_size > max_bytes:
        raise ImportFailed(f"{where} is larger than {size(max_bytes)}, the largest allowed")
    with closing(Unpacked(archive, info, name=where)) as content:
        return content.read()
