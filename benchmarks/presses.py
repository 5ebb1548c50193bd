"""What keys cost a program on a pseudo-terminal, and what a bare Textual app costs: how to measure.

Medians over many presses; processor time of all threads, since wall time on a shared machine
says little. Linux only (it reads /proc). Knows nothing of claimdesk.
"""

import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.terminal import Terminal

_BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    BINDINGS = [("j", "go", "go")]
    n = 0
    def compose(self):
        yield Static("ready 0")
    def action_go(self):
        self.n += 1
        self.query_one(Static).update(f"ready {self.n}")
Bare().run()
"""

BARE = (sys.executable, "-c", _BARE)
"""A Textual app of one line of text and one key: the floor."""
BARE_READY = "ready 0"

CACHED = {"PYTHONDONTWRITEBYTECODE": ""}
"""What an installed program has anyway: its modules compiled once."""

START_MS, MEMORY_MB = 550, 60
"""Budgets of a start until all is quiet, and of memory."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one kind of key may cost."""

    what: str
    keys: tuple[str, ...]
    """Pressed one after the other; each is measured."""
    milliseconds: float | None
    """None: there is no budget for it."""
    kilobytes: float | None = None
    before: tuple[str, ...] = ()
    """Pressed first, not measured."""
    between: str = ""
    """Pressed after each of them, not measured."""
    after: tuple[str, ...] = ()
    quiet: float = 0.08
    """Seconds without a byte after which a key has had its effect."""
    pause: float = 0.0
    """Seconds between the effect of a key and the next key, not measured."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What the bare app costs."""

    start: float
    memory: float
    key: float


def table(command: list[str], until: str, *, starts: int) -> Floor:
    """Print the head of a table: start and memory of a program beside the bare app's.

    A program has started when it has written `until` and falls silent.
    """
    cost, memory = start(command, until, starts)
    bare_start, bare_memory = start(list(BARE), BARE_READY, starts)
    with Terminal(BARE) as terminal:
        terminal.wait_for(BARE_READY)
        terminal.settle(quiet=0.5)
        key, size = press(terminal, ("j",) * 40)
    print(f"{'':<26}{'ms':>8}{'bare':>8}{'budget':>8}{'bytes':>9}{'budget':>8}")
    print(f"{'start':<26}{cost:>8.0f}{bare_start:>8.0f}{START_MS:>8}")
    print(f"{'memory, MB':<26}{memory:>8.0f}{bare_memory:>8.0f}{MEMORY_MB:>8}")
    print(f"{'a key, bare app':<26}{key:>8.1f}{key:>8.1f}{'':>8}{size:>9.0f}", flush=True)
    return Floor(bare_start, bare_memory, key)


def rows(terminal: Terminal, budgets: Iterable[Budget], floor: Floor) -> None:
    """Press the keys of each budget in a program that is ready for them; a line for each."""
    for budget in budgets:
        for key in budget.before:
            terminal.press(key)
            terminal.settle()
        if budget.before and budget.pause:
            terminal.settle(quiet=budget.pause)
        cost, size = press(
            terminal, budget.keys, quiet=budget.quiet, pause=budget.pause, between=budget.between
        )
        for key in budget.after:
            terminal.press(key)
            terminal.settle(quiet=0.3)
        most = "" if budget.milliseconds is None else f"{budget.milliseconds:.0f}"
        limit = f"{budget.kilobytes * 1000:.0f}" if budget.kilobytes else ""
        print(
            f"{budget.what:<26}{cost:>8.1f}{floor.key:>8.1f}{most:>8}{size:>9.0f}{limit:>8}",
            flush=True,
        )


def start(command: list[str], until: str, times: int) -> tuple[float, float]:
    """Median processor ms until all is quiet, and the highest memory; compiled code is cached."""
    costs, memory = [], 0.0
    for number in range(times + 1):
        with Terminal(command, environ=CACHED) as terminal:
            terminal.wait_for(until, seconds=60)
            terminal.settle(quiet=0.5)
            if number:
                costs.append(terminal.processor_ms())
            memory = max(memory, terminal.memory_mb())
    return statistics.median(costs), memory


def press(
    terminal: Terminal,
    keys: tuple[str, ...],
    *,
    quiet: float = 0.08,
    pause: float = 0.0,
    between: str = "",
) -> tuple[float, float]:
    """Median processor ms and bytes of these keys."""
    costs, sizes = [], []
    for key in keys:
        before, written = terminal.processor_ms(), len(terminal.written)
        terminal.press(key)
        end = terminal.settle(quiet=quiet)
        costs.append(terminal.processor_ms() - before)
        sizes.append(end - written)
        if between:
            terminal.press(between)
            terminal.settle(quiet=quiet)
        if pause:
            terminal.settle(quiet=pause)
    return statistics.median(costs), statistics.median(sizes)
