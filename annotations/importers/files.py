"""The bytes of a file, or one sentence why not. Never blocks on a pipe or a device."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotations.errors import ImportFailed
from annotations.importers.source import reason, size
from annotations.text.display import visible


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file. Raises ImportFailed, naming the file."""
    name = visible(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            closed = not os.access(path, os.R_OK | os.X_OK)
            told = "cannot be read: permission denied" if closed else "is a folder, not a file"
            raise ImportFailed(f"{name} {told}")
        if not stat.S_ISREG(mode):
            raise ImportFailed(f"{name} is not a regular file")
        file = path.open("rb")
    except FileNotFoundError as error:
        raise ImportFailed(f"{name}: there is no such file") from error
    except (OSError, ValueError) as error:  # ValueError is a path with a NUL in it
        raise ImportFailed(f"{name} cannot be read: {reason(error)}") from error
    with file:
        yield file


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """Read a regular file of at most `max_bytes`. Raises ImportFailed, naming the file."""
    name = visible(str(path))
    with opened(path) as file:
        try:
            raw = file.read(max_bytes + 1)
        except OSError as error:
            raise ImportFailed(f"{name} cannot be read: {reason(error)}") from error
    if len(raw) > max_bytes:
        raise ImportFailed(f"{name} is larger than {size(max_bytes)}, the largest allowed")
    return raw
