"""The app on a pseudo-terminal, and what happens to it: signals, sizes, its file, its clock.

Each fault is a function of a terminal at which five labels were set and told as saved. It does
its worst, says how many labels have to be there in the end, and leaves the program ended.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotations.model import LabelState
from annotations.store import Store
from benchmarks.faults import ground
from benchmarks.terminal import Terminal, plain

ANNOTATOR = "anna"
FIRST = "caobc"
"""Keys of the labels that are set before the fault."""

CLOCK = """
import sys, time
from pathlib import Path
now, back = time.time_ns, Path(sys.argv[2] + ".back")
time.time_ns = lambda: now() - (3_600_000_000_000 if back.exists() else 0)
from tui.cli import main
main()
"""
"""The app, whose clock goes back an hour as soon as there is a file of this name."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """How it ended."""

    labels: tuple[str, ...]
    """In the order of their sentences."""
    expected: int
    """How many labels there have to be."""
    status: int
    """Exit code, or minus the number of the signal."""
    traceback: bool
    drifted: tuple[str, ...]
    check: str

    @property
    def sound(self) -> bool:
        """Whether every label is there and nothing is amiss."""
        kept = len(self.labels) == self.expected and not self.drifted and self.check == "ok"
        return kept and not self.traceback


@contextmanager
def at_work(path: Path, *start: str) -> Iterator[Terminal]:
    """The app with five labels set and saved; Python starts it by `start`."""
    options = ["--db", str(path), "--as", ANNOTATOR]
    folder = {"HOME": str(path.parent), "XDG_CONFIG_HOME": str(path.parent)}
    with Terminal([sys.executable, *start, *options], environ=folder) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        seen = len(terminal.written)
        terminal.press("x")
        terminal.wait_for("Sentence 1 of", since=seen)
        terminal.settle()
        terminal.press(*FIRST)
        saved(terminal)
        yield terminal


def sit(path: Path, fault: str) -> Sitting:
    """Label on a terminal until the fault of this name; what came of it."""
    start = ("-c", CLOCK) if fault == "clock set back" else ("-m", "tui")
    with at_work(path, *start) as terminal:
        expected = FAULTS[fault](terminal, path)
    with Store(path) as store:
        return Sitting(
            labels=_labels(store),
            expected=expected,
            status=terminal.status or 0,
            traceback=b"Traceback" in plain(terminal.written),
            drifted=tuple(store.drifted()),
            check=store.quick_check(),
        )


def _labels(store: Store) -> tuple[str, ...]:
    states: dict[int, LabelState] = {}
    for article in store.articles.all(annotator=ANNOTATOR):
        states |= store.labels.states(article.number, annotator=ANNOTATOR)
    return tuple(state.label for _, state in sorted(states.items()) if state.label)


def saved(terminal: Terminal) -> None:
    """Wait until the header says that all is saved. Raises TimeoutError."""
    terminal.settle(quiet=0.1)
    end = time.monotonic() + 20
    while said(terminal) != "saved":
        if time.monotonic() > end:
            raise TimeoutError(f"the header says {said(terminal)!r}")
        terminal.settle(quiet=0.05)


def said(terminal: Terminal) -> str:
    """What the header said last of saving."""
    text = plain(terminal.written).decode(errors="replace")
    found = re.findall(r"✓ saved|pending|NOT SAVED", text)
    return str(found[-1]).removeprefix("✓ ") if found else ""


def leave(terminal: Terminal) -> None:
    """Leave as people do."""
    saved(terminal)
    terminal.press("q")
    terminal.wait()


def terminated(terminal: Terminal, path: Path) -> int:
    """SIGTERM, as from a system that shuts down."""
    del path
    terminal.kill(signal.SIGTERM)
    return len(FIRST)


def hung_up(terminal: Terminal, path: Path) -> int:
    """The window is closed: SIGHUP, and nobody reads what is written any more."""
    del path
    terminal.hang_up()
    terminal.wait()
    return len(FIRST)


def stopped(terminal: Terminal, path: Path) -> int:
    """SIGTSTP while typing, SIGCONT, and on."""
    del path
    terminal.press("c")
    os.kill(terminal.pid, signal.SIGTSTP)
    asleep = ground.until(lambda: _asleep(terminal), seconds=10)
    if not asleep:
        raise TimeoutError("the program did not stop")
    seen = len(terminal.written)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.wait_for("Sentence", since=seen)
    terminal.settle()
    terminal.press("o")
    leave(terminal)
    return len(FIRST) + 2


def _asleep(terminal: Terminal) -> bool:
    terminal.settle(quiet=0.02)
    child, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
    return child == terminal.pid and os.WIFSTOPPED(status)


def resized(terminal: Terminal, path: Path) -> int:
    """The window grows and shrinks between any two keys."""
    del path
    sizes = [(20, 5), (500, 200)] * 3
    for columns, rows in sizes:
        terminal.press("c")
        terminal.resize(columns, rows)
        terminal.press("o")
        terminal.settle(quiet=0.02)
    terminal.resize(120, 40)
    leave(terminal)
    return len(FIRST) + 2 * len(sizes)


def moved(terminal: Terminal, path: Path) -> int:
    """The database goes away while it is open, and is put back."""
    away = path.with_name("away.db")
    path.rename(away)
    unsaved(terminal, "co")
    away.rename(path)
    leave(terminal)
    return len(FIRST) + 2


def replaced(terminal: Terminal, path: Path) -> int:
    """Another database is put in its place, which stays as it is; then the old one comes back."""
    away, other = path.with_name("away.db"), path.with_name("other.db")
    ground.make(other)
    before = other.read_bytes()
    path.rename(away)
    other.rename(path)
    unsaved(terminal, "co")
    if path.read_bytes() != before:
        raise AssertionError("the other database was written to")
    away.replace(path)
    leave(terminal)
    return len(FIRST) + 2


def clock_back(terminal: Terminal, path: Path) -> int:
    """The clock goes back an hour: what is pressed last still counts, and undo takes it back."""
    path.with_name(f"{path.name}.back").touch()
    terminal.press("k", "o", "c")
    terminal.settle()
    terminal.press("u")
    leave(terminal)
    return len(FIRST)


def unsaved(terminal: Terminal, keys: str) -> None:
    """Set labels that cannot be saved, until the header says so."""
    seen = len(terminal.written)
    terminal.press(*keys)
    terminal.wait_for("NOT SAVED", since=seen)


Fault = Callable[[Terminal, Path], int]
FAULTS: dict[str, Fault] = {
    "SIGTERM": terminated,
    "terminal closed": hung_up,
    "stopped and continued": stopped,
    "resized while typing": resized,
    "database moved and back": moved,
    "database replaced and back": replaced,
    "clock set back": clock_back,
}
