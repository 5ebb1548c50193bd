"""From a key to the last byte of what it paints: wall time, processor time and bytes.

What `benchmarks.presses` measures and, with it, how long somebody waits. Medians over many
presses. Linux only (it reads /proc). Knows nothing of claimdesk.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.presses import CACHED, Budget
from benchmarks.terminal import Terminal

FRAME = 0.08
"""Seconds without a byte after which a frame is complete."""
PATIENCE = 3.0
"""Seconds in which the first byte after a key has to come."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one key costs, or a median over several."""

    painted: float
    """Milliseconds from the key to the last byte of its first frame."""
    done: float
    """Milliseconds from the key to the last byte of all that it brings."""
    processor: float
    """Milliseconds, of all threads."""
    size: float
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a start costs."""

    painted: float
    """Milliseconds from the start of the process until the text that is waited for is there."""
    usable: float
    """Milliseconds until a key that was pressed then is answered."""
    processor: float
    """Milliseconds until all is quiet, of all threads, that key included."""
    memory: float
    """Resident megabytes at their highest by then."""


def start(
    command: Sequence[str],
    until: str,
    *,
    key: str,
    answer: str,
    times: int,
    folder: Path | None = None,
) -> Start:
    """Start a program some times, once more than is counted.

    When it has written `until`, its first `key` is pressed, and `answer` is waited for.
    """
    starts = [_started(command, until, key, answer, folder) for _ in range(times + 1)]
    return median_start(starts[1:])


def press(terminal: Terminal, key: str, *, quiet: float = FRAME) -> Cost | None:
    """Press a key and wait until nothing was written for `quiet` seconds; None: nothing was."""
    before, written = terminal.processor_ms(), len(terminal.written)
    pressed = time.perf_counter()
    terminal.press(key)
    if not terminal.hear(PATIENCE):
        return None
    terminal.settle(quiet=min(FRAME, quiet))
    painted = terminal.last
    end = terminal.settle(quiet=quiet)
    return Cost(
        painted=(painted - pressed) * 1000,
        done=(terminal.last - pressed) * 1000,
        processor=terminal.processor_ms() - before,
        size=end - written,
    )


def presses(terminal: Terminal, budget: Budget) -> Cost:
    """Press the keys of a budget; medians. Raises LookupError when none had any effect."""
    _prepare(terminal, budget)
    costs = list(_pressed(terminal, budget))
    for key in budget.after:
        terminal.press(key)
        terminal.settle(quiet=0.3)
    if not costs:
        raise LookupError(f"{budget.what}: no key had any effect")
    return median(costs)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        painted=statistics.median(cost.painted for cost in costs),
        done=statistics.median(cost.done for cost in costs),
        processor=statistics.median(cost.processor for cost in costs),
        size=statistics.median(cost.size for cost in costs),
    )


def median_start(starts: Sequence[Start]) -> Start:
    """The median of each figure; of memory the highest."""
    return Start(
        painted=statistics.median(one.painted for one in starts),
        usable=statistics.median(one.usable for one in starts),
        processor=statistics.median(one.processor for one in starts),
        memory=max(one.memory for one in starts),
    )


def figures(budget: Budget, cost: Cost, floor: Cost, floor_name: str) -> Iterator[Figure]:
    """Processor time, wall time and bytes of one kind of key beside the floor's."""

    def figure(what: str, unit: str, of: Callable[[Cost], float], most: float | None) -> Figure:
        what = f"{budget.what}: {what}"
        return Figure(what, of(cost), unit, of(floor), floor_name, target=most)

    size = None if budget.kilobytes is None else budget.kilobytes * 1000
    yield figure("processor", "ms", lambda one: one.processor, budget.milliseconds)
    yield figure("key to paint", "ms", lambda one: one.painted, None)
    yield figure("written", "bytes", lambda one: one.size, size)


def _started(
    command: Sequence[str], until: str, key: str, answer: str, folder: Path | None
) -> Start:
    with Terminal(command, environ=CACHED, folder=folder) as terminal:
        so_far = terminal.wait_for(until, seconds=60)
        painted = terminal.last
        terminal.press(key)
        terminal.wait_for(answer, since=so_far)
        usable = terminal.last
        terminal.settle(quiet=0.5)
        return Start(
            painted=(painted - terminal.began) * 1000,
            usable=(usable - terminal.began) * 1000,
            processor=terminal.processor_ms(),
            memory=terminal.memory_mb(),
        )


def _prepare(terminal: Terminal, budget: Budget) -> None:
    for key in budget.before:
        terminal.press(key)
        terminal.settle(quiet=max(FRAME, budget.pause))


def _pressed(terminal: Terminal, budget: Budget) -> Iterator[Cost]:
    for key in budget.keys:
        cost = press(terminal, key, quiet=budget.quiet)
        if cost is not None:
            yield cost
        if budget.between:
            terminal.press(budget.between)
            terminal.settle(quiet=budget.quiet)
        if budget.pause:
            terminal.settle(quiet=budget.pause)
