"""The bytes of a file, or one sentence why not. Never blocks on a pipe or a device."""

import stat
from pathlib import Path

from annotations.errors import ImportFailed
from annotations.text.display import visible


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """Read a regular file of at most `max_bytes`. Raises ImportFailed, naming the file."""
    name = visible(str(path))
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ImportFailed(f"{name} is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise ImportFailed(f"{name} is not a regular file")
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise ImportFailed(f"{name}: there is no such file") from error
    except (OSError, ValueError) as error:
        raise ImportFailed(f"{name} cannot be read: {_reason(error)}") from error
    if len(raw) > max_bytes:
        raise ImportFailed(f"{name} is larger than {_size(max_bytes)}, the largest allowed")
    return raw


def _reason(error: Exception) -> str:
    """Return why, in lower case; ValueError is a path with a NUL in it."""
    why = error.strerror if isinstance(error, OSError) else None
    return (why or str(error)).lower()


def _size(count: int) -> str:
    for unit, size in (("MB", 1_000_000), ("KB", 1_000)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} bytes"
