"""A program on a real pseudo-terminal, as a person meets it: keys go in, bytes come out.

For tests and benchmarks on systems with ptys. Knows nothing of claimdesk.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "ctrl+p": "\x10",
}

_SEQUENCE = re.compile(
    rb"\x1b\[[0-9;:<>=?]*[ -/]*[@-~]|\x1b[P_X^\]].*?(?:\x1b\\|\x07)|\x1b[ -/]*[0-~]", re.DOTALL
)
_MOVE = re.compile(rb"\x1b\[[0-9;]*[Hf]")


class Terminal:
    """A child on a pty. Use as a context manager: whatever happens, the child ends."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.written = b""
        """Everything that the child has written."""
        self.last = 0.0
        """When it wrote last, on the clock of `began`."""
        self.status: int | None = None
        environment = {**os.environ, **(environ or {})}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment |= {"COLUMNS": str(columns), "LINES": str(rows), **(environ or {})}
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(OSError):
                self._size(0, columns, rows)
                if folder:
                    os.chdir(folder)
                os.execvpe(command[0], list(command), environment)  # noqa: S606 - no shell wanted
            os._exit(127)
        self._size(self._file, columns, rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.status is None:
            self.kill()
        os.close(self._file)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._size(self._file, columns, rows)
        os.kill(self.pid, signal.SIGWINCH)

    def press(self, *keys: str) -> None:
        """Type keys: a name of `KEYS`, or characters as they are."""
        for key in keys:
            os.write(self._file, KEYS.get(key, key).encode())

    def wait_for(self, text: str, *, seconds: float = 20.0, since: int = 0) -> int:
        """Read until `text` was written behind byte `since`; the number of bytes written so far.

        Raises TimeoutError with the end of what was written instead.
        """
        wanted = text.encode()
        end = time.perf_counter() + seconds
        while wanted not in plain(self.written[since:]):
            left = end - time.perf_counter()
            if left <= 0 or not self._read(left):
                told = plain(self.written[since:])[-1500:].decode(errors="replace")
                raise TimeoutError(f"{text!r} was not written; instead: {told}")
        return len(self.written)

    def hear(self, seconds: float) -> bool:
        """Wait until something more is written, for so long; whether it was."""
        return self._read(seconds)

    def settle(self, *, quiet: float = 0.08, seconds: float = 20.0) -> int:
        """Read until nothing was written for `quiet` seconds; how many bytes were in all."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and self._read(quiet):
            pass
        return len(self.written)

    def wait(self, *, seconds: float = 20.0) -> int:
        """Wait for the child to end by itself; its exit code (minus a signal's number)."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.02)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
                while self._read(0.02):
                    pass
                return self.status
        raise TimeoutError("the program did not end")

    def hang_up(self) -> None:
        """Close the terminal, as its window is closed: the system tells the child by SIGHUP."""
        os.close(self._file)
        self._file = os.open(os.devnull, os.O_RDWR)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the child by a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)

    def processor_ms(self) -> float:
        """Processor time of all of the child's threads so far, in milliseconds (Linux)."""
        total = 0
        with contextlib.suppress(OSError, ValueError):
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def memory_mb(self) -> float:
        """Resident memory at its highest, in megabytes (Linux)."""
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{self.pid}/status").read_text()
            if found := re.search(r"^VmHWM:\s+(\d+)", text, re.MULTILINE):
                return int(found[1]) / 1024
        return 0.0

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._file], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._file, 1 << 16)
        except OSError:
            return False
        self.written += data
        self.last = time.perf_counter()
        return bool(data)

    @staticmethod
    def _size(file: int, columns: int, rows: int) -> None:
        fcntl.ioctl(file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def plain(written: bytes) -> bytes:
    """What was written without its escape sequences; cursor moves become line breaks."""
    return _SEQUENCE.sub(b"", _MOVE.sub(b"\n", written))
