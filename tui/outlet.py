"""The way to the terminal, which may be gone: its window is closed, the line to it is cut.

Textual writes from a thread that ends at the first error; thirty writes later the app would wait
for it without end, and never exit. Refuses to tell that nobody reads: the system does (SIGHUP).
"""

import sys
from contextlib import suppress
from functools import cache
from typing import IO, TYPE_CHECKING

from tui.pasting import careful

if TYPE_CHECKING:
    from textual.driver import Driver


class Outlet:
    """A file that takes whatever is written to it, also when what is behind it is gone."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write as far as that goes; the characters taken, which are all."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written, if there is still somebody to send it to."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The number of the file behind."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether the file behind is a terminal."""
        return self._file.isatty()


@cache
def outlasting(kind: "type[Driver]") -> "type[Driver]":
    """A driver of Textual like this one, which goes on when its terminal is gone.

    And which hears no keys in what is pasted.
    """

    class Outlasting(kind):  # type: ignore[misc, valid-type]  # a class that is not known before
        """Writes through an `Outlet`, listens with care."""

        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)
            file = getattr(self, "_file", None)
            if file is not None:
                self._file = Outlet(_seen(file))

        def run_input_thread(self) -> None:
            """Hear what is typed, until the end."""
            with careful(kind.__module__):
                super().run_input_thread()

    return Outlasting


def _seen(file: IO[str]) -> IO[str]:
    """The file, or stdout where it leads away from the terminal: errors may go to a file."""
    stdout = sys.__stdout__
    return file if file.isatty() or stdout is None or not stdout.isatty() else stdout
