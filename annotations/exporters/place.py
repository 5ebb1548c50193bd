"""Writing a file so that under its name stands either the old content or all of the new.

The bytes go to a hidden file beside it, reach the disk, and are moved into place. Refuses to
touch the old file before that, and to leave a hidden one behind, whatever ends the export: one
that a kill leaves is removed by the next export to the same folder. What is new is its owner's
alone; what is replaced keeps its rights. A device or pipe has no old content and is written
directly.
"""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from errno import EACCES
from pathlib import Path
from typing import BinaryIO

from annotations import ownfiles
from annotations.errors import ExportFailed

BUFFER = 1 << 18
"""Bytes handed to the system at once."""

Decision = Callable[[], AbstractContextManager[object]]
"""What is decided with the move: entered before it, left after it. If it cannot be entered or
left, nothing is moved, and if the move fails, it is left with what went wrong."""


def resolved(destination: Path) -> Path:
    """Where a destination is, behind all links. Raises ExportFailed for links in a circle."""
    try:
        return destination.resolve()
    except (OSError, RuntimeError) as error:  # which of them depends on the Python
        raise _failed(destination, error) from error


def check(destination: Path) -> None:
    """Raise ExportFailed where no file could be put, before anything is made for it."""
    if _is_device(destination):
        return
    place = resolved(destination)
    try:
        if place.is_dir():
            raise ExportFailed(f"{destination} is a folder: give the name of a file in it")
        os.stat(place.parent)  # noqa: PTH116 - raises what is wrong with it
        if not os.access(place.parent, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except OSError as error:
        raise _failed(destination, error) from error


def _is_device(destination: Path) -> bool:
    """Whether this is a pipe, terminal or device: there is no old content to keep whole."""
    try:
        mode = os.stat(destination).st_mode  # noqa: PTH116 - of what links lead to, unresolved
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextmanager
def placed(destination: Path, *, decide: Decision = nullcontext) -> Iterator[BinaryIO]:
    """A file to write to; it becomes `destination` when the block ends well.

    Raises ExportFailed when the folder or disk does not take it, and what `decide` raises; the old
    file is whole then. A symbolic link stays one.
    """
    check(destination)
    try:
        if _is_device(destination):
            with destination.open("wb") as file:
                yield file
                with decide():
                    file.flush()
        else:
            yield from _beside(resolved(destination), decide)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _failed(destination, error) from error


class OneFile:
    """A file or stream that holds the whole export."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def open(self, name: str = "") -> BinaryIO:
        """The file itself. Raises ValueError for any name: a format of one file gives none."""
        if name:
            raise ValueError(name)
        return self._file

    def put(self, name: str, content: bytes) -> None:
        """Raise ValueError: there is one file."""
        raise ValueError(name, len(content))


class Folder:
    """A folder that files are written to, made as they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: dict[str, BinaryIO] = {}
        self._many = False

    def open(self, name: str = "") -> BinaryIO:
        """The file of this name; the folders on the way to it are made."""
        if name not in self._open:
            self._open[name] = _opened(ownfiles.create(self._place(name)))
        return self._open[name]

    def put(self, name: str, content: bytes) -> None:
        """Write a small file and close it; the folders on the way to it are made."""
        self._many = True
        with _opened(ownfiles.create(self._place(name))) as file:
            file.write(content)

    def _place(self, name: str) -> Path:
        place = self.path.joinpath(*name.split("/"))
        if place.parent != self.path:
            ownfiles.create_folders(place.parent)
        return place

    def contents(self) -> list[tuple[str, Path]]:
        """Name and place of every file so far, by name; what was written to them is there."""
        for file in self._open.values():
            file.flush()
        files = [path for path in self.path.rglob("*") if path.is_file()]
        return sorted((path.relative_to(self.path).as_posix(), path) for path in files)

    def close(self, *, synced: bool) -> None:
        """Close all files; `synced`: after they have reached the disk; else nothing is raised."""
        for file in self._open.values():
            with nullcontext() if synced else suppress(OSError):  # what is left may have no room
                if synced:
                    file.flush()
                    os.fsync(file.fileno())
                file.close()
        if synced and self._many and hasattr(os, "sync"):
            os.sync()  # once for all of them: thousands of syncs would take minutes


MARK = "manifest.json"
"""Stands in every folder that an export made, and lists what that put there: only such a folder
without anything else in it, or an empty one, is replaced."""

CARD = "README.md"


@contextmanager
def placed_folder(destination: Path, *, decide: Decision = nullcontext) -> Iterator[Folder]:
    """A folder to write to; it becomes `destination` when the block ends well.

    Raises ExportFailed where something else stands there, or the disk does not take it, and what
    `decide` raises; the old folder is whole then.
    """
    check_folder(destination)
    place = resolved(destination)
    _sweep(place.parent)
    half = ownfiles.half_of(place)
    folder = Folder(half)
    try:
        try:
            ownfiles.create_folder(half)
            with ownfiles.held(half):
                yield folder
                folder.close(synced=True)
                check_folder(destination)  # somebody may have put something there meanwhile
                _keep_modes(half, place)
                _move_folder(half, place, decide)
        except BaseException:
            folder.close(synced=False)
            shutil.rmtree(half, ignore_errors=True)
            raise
        _sync_folder(place.parent)
    except OSError as error:
        raise _failed(destination, error) from error


def check_folder(destination: Path) -> None:
    """Raise ExportFailed where no folder of an export could be put."""
    place = resolved(destination)
    try:
        if place.is_dir():
            ours = _listed(place)
            other = next((name for name in _names(place) if name not in ours), None)
            if other is not None:
                raise ExportFailed(
                    f"{destination} holds {other}, which no export put there: give the name of a "
                    "new folder"
                )
        elif place.exists():
            raise ExportFailed(
                f"{destination} is a file, and this format is a folder: give the name of a new one"
            )
        os.stat(place.parent)  # noqa: PTH116 - raises what is wrong with it
        if not os.access(place.parent, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except OSError as error:
        raise _failed(destination, error) from error


def _listed(place: Path) -> frozenset[str]:
    """What the export that made this folder put into it; nothing where none made it."""
    try:
        manifest = json.loads((place / MARK).read_bytes())
        ours = isinstance(manifest["manifest"], int) and manifest["tool"].startswith("claimdesk ")
        names = [str(entry["name"]) for entry in manifest["files"]]
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return frozenset()
    return frozenset([*names, MARK, CARD]) if ours else frozenset()


def _names(place: Path) -> Iterator[str]:
    """Everything in a folder that is no folder itself, by its name within, with `/`."""
    for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from (f"{entry.name}/{name}" for name in _names(Path(entry.path)))
        else:
            yield entry.name


def _remove(old: Path) -> None:
    """Delete what an export put into a folder; what else is found there stays.

    The list of it goes last, so that whatever interrupts this, it can be gone on with.
    """
    listed = _listed(old)
    for name in sorted(_names(old), key=lambda name: name == MARK):
        if name in listed:
            old.joinpath(*name.split("/")).unlink(missing_ok=True)
    for folder, _, _ in os.walk(old, topdown=False):
        with suppress(OSError):  # not empty: somebody has put something there meanwhile
            os.rmdir(folder)  # noqa: PTH106 - os.walk gives names


def _sweep(folder: Path) -> None:
    """Remove what exports that were killed left in a folder, where it is surely theirs."""
    ownfiles.sweep(folder)
    for old in ownfiles.dead(folder, "old"):
        if old.with_suffix(".part").exists():
            continue  # killed between two moves: this may be the only old one
        with suppress(OSError):
            _remove(old) if old.is_dir() else old.unlink()


def _keep_modes(half: Path, place: Path) -> None:
    """Give the files and folders of a new export the rights of those that they replace."""
    if place.exists():
        for new in (half, *half.rglob("*")):
            ownfiles.keep_mode(place / new.relative_to(half), new)


def _move_folder(half: Path, place: Path, decide: Decision) -> None:
    """Put a finished folder into its place; the old one comes back where `decide` fails."""
    old = half.with_suffix(".old")
    try:
        with decide():
            if place.exists():
                place.replace(old)
            half.replace(place)
    except BaseException:
        if not half.exists():
            place.replace(half)
        if old.exists():
            old.replace(place)
        raise
    try:
        _remove(old)
    except OSError:
        return  # the new one is whole, whatever is left of the old
    except BaseException:
        _remove(old)
        raise


def _move_file(half: Path, place: Path, decide: Decision) -> None:
    """Put a finished file into its place; the old one comes back where `decide` fails.

    Under its name there is a file at every moment. On a file system without hard links the new
    one stays.
    """
    old, replaced = half.with_suffix(".old"), place.exists()
    try:
        with decide():
            if replaced:
                with suppress(OSError):
                    old.hardlink_to(place)
            half.replace(place)
    except BaseException:
        if old.exists() and not half.exists():
            old.replace(place)
        elif not replaced and not half.exists():
            place.unlink(missing_ok=True)
        raise
    finally:
        with suppress(OSError):
            old.unlink(missing_ok=True)


@contextmanager
def streamed(file: BinaryIO, *, decide: Decision = nullcontext) -> Iterator[BinaryIO]:
    """A stream that somebody else opened. Raises ExportFailed, and BrokenPipeError as it is."""
    try:
        yield file
        with decide():
            file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportFailed(f"the output could not be written: {ownfiles.why(error)}") from error


def _failed(destination: Path, error: OSError | RuntimeError) -> ExportFailed:
    stands = os.path.isfile(destination) or os.path.isdir(destination)  # noqa: PTH112, PTH113 - raise nothing
    safe = "; what stands there is unchanged" if stands else ""
    return ExportFailed(f"{destination} could not be written: {ownfiles.why(error)}{safe}")


def _opened(descriptor: int) -> BinaryIO:
    return open(descriptor, "wb", buffering=BUFFER)


def _beside(place: Path, decide: Decision) -> Iterator[BinaryIO]:
    _sweep(place.parent)
    half = ownfiles.half_of(place)
    try:
        descriptor = ownfiles.create(half)
        with ownfiles.held(half):
            with _opened(descriptor) as file:
                ownfiles.keep_mode(place, half)
                yield file
                file.flush()
                os.fsync(descriptor)
            _move_file(half, place, decide)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
