"""What commands say: data to stdout, talk to stderr, nothing that acts on the terminal.

Data for programs is UTF-8 whatever the locale; text for people follows the terminal. Refuses
to colour anything, and to draw a progress bar where nobody watches.
"""

import shutil
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import IncrementalNewlineDecoder
from typing import Any, BinaryIO, cast

import click
import msgspec

from annotations.text.display import visible

NARROWEST, WIDEST = 60, 160
WIDTH = 80
"""Cells of a line where there is no terminal to ask."""


def say(text: str) -> None:
    """Tell the person something, on stderr."""
    for line in text.split("\n"):
        click.echo(visible(line), err=True)


def give(line: str) -> None:
    """A line of the answer, or several, on stdout; whatever is in it, no terminal obeys it."""
    click.echo("\n".join(map(visible, line.split("\n"))) if sys.stdout.isatty() else line)


def give_json(value: Any) -> None:
    """One JSON object on a line of its own, on stdout."""
    output().write(msgspec.json.encode(value) + b"\n")


def output() -> BinaryIO:
    """Where data goes: stdout, byte for byte, unless that is a terminal, which obeys some bytes."""
    binary = sys.stdout.buffer
    return cast("BinaryIO", _Shown(binary)) if sys.stdout.isatty() else binary


class _Shown:
    """A terminal that data is written to: what would act on it is shown by a stand-in instead."""

    def __init__(self, terminal: BinaryIO) -> None:
        self._terminal = terminal
        decoder = getincrementaldecoder("utf-8")("replace")
        self._decoder = IncrementalNewlineDecoder(decoder, translate=True)

    def write(self, data: bytes) -> int:
        """Show data; what is no UTF-8 becomes U+FFFD."""
        lines = self._decoder.decode(data).split("\n")
        self._terminal.write("\n".join(map(visible, lines)).encode())
        return len(data)

    def flush(self) -> None:
        """Let it be seen."""
        self._terminal.flush()


def width() -> int:
    """Cells of a line of output."""
    if not sys.stdout.isatty():
        return WIDTH
    return min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr while it is a terminal; the function given moves it to a place."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=visible(label), file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)


def counted(n: int, noun: str) -> str:
    """`1 row`, `2,000 rows`, `3 entries`."""
    if n == 1:
        return f"{n:,} {noun}"
    return f"{n:,} {noun[:-1]}ies" if noun.endswith("y") else f"{n:,} {noun}s"
