"""What the agent `learned` costs: memory of the app, and keys pressed while a model is fitted.

An article of 2,000 sentences is open, another 2,000 sentences are labelled, in a way that the rules
do not know. Memory of the app alone and of the process that it started beside it; processor time of
the app's main thread, which hears keys and paints, and time on the wall until the first byte. Linux
only (it reads /proc). With `--inside` no process beside the app is waited for: for comparing with a
version that had none.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotations.model import LabelEvent, LabelState
from annotations.store import Store
from annotations.store.identifiers import EventIds
from benchmarks.corpus import LONG, START, articles, fill, long_article
from benchmarks.terminal import Terminal, plain

LABELS = 2_000
ARTICLES = 100
AFTER_SECONDS = 60.0
CALM_SECONDS = 2.5
"""Without a key, until the app has begun to learn."""
KEYS = 60
VISITS = 2
BUDGET_MB = 60

_WITHOUT = "suggest:\n  agents: [same-text, rules]\n"


def main(arguments: list[str] | None = None) -> None:
    """Print a table: memory without and with the agent, then keys at rest and while it learns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inside", action="store_true")
    parser.add_argument("--after", type=float, default=AFTER_SECONDS, help="seconds until VmRSS")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        database, config = Path(folder) / "corpus.db", Path(folder) / "without.yaml"
        make(database)
        config.write_text(_WITHOUT, encoding="utf-8")
        command = [sys.executable, "-m", "tui", "--db", str(database), "--as", "bench"]
        print(f"{'':<34}{'highest':>9}{'later':>9}{'beside':>9}{'budget':>9}")
        without = [*command, "--config", str(config)]
        remembers(without, "rules, same-text: MB", after=options.after)
        remembers(command, "… and learned: MB", after=options.after, learns=True)
        print(f"{'':<34}{'ms':>9}{'wall':>9}")
        keys(without, command, inside=options.inside)


def make(database: Path) -> None:
    """Fill a database, and label all but the long article, where the annotator stopped."""
    with Store(database) as store:
        fill(store, articles(ARTICLES, LABELS))
        fill(store, iter([long_article()]))
        with store.transaction():
            number = store.articles.find(LONG, annotator="bench").number
            store.labels.append(_labels(store, number))
            store.labels.keep_place(annotator="bench", article=number, position=1)


def _labels(store: Store, left_out: int) -> Iterator[LabelEvent]:
    ids = EventIds()
    for article in store.articles.numbers():
        if article != left_out:
            for sentence in store.articles.sentences(article):
                identity = ids.new(START)
                yield LabelEvent(
                    event_id=identity,
                    gesture=identity,
                    annotator="bench",
                    sentence=sentence.number,
                    state=LabelState(_label(sentence.text)),
                    at=START,
                    origin="key",
                )


def _label(text: str) -> str:
    """What this annotator calls a sentence."""
    if "”" in text:
        return "opinion"
    return "attribution" if " of " in text else "claim"


def remembers(command: list[str], what: str, *, after: float, learns: bool = False) -> None:
    """Print a line: the highest memory of the app, that after a while, and what is beside it.

    With the agent and without, the annotator goes to another article and comes back.
    """
    with Terminal(command) as terminal:
        opened(terminal)
        comes_back(terminal, to="learned" if learns else "Suggested")
        terminal.settle(quiet=after, seconds=after)
        beside = max((memory(pid, "VmRSS") for pid in children(terminal.pid)), default=0.0)
        now = memory(terminal.pid, "VmRSS")
        print(
            f"{what:<34}{terminal.memory_mb():>9.1f}{now:>9.1f}{beside:>9.1f}{BUDGET_MB:>9}",
            flush=True,
        )


def keys(without: list[str], command: list[str], *, inside: bool) -> None:
    """Print lines: keys of an app that has nothing to learn, and of one that learns meanwhile."""
    for what, key in (("move", "j"), ("label and go on", "a")):
        with Terminal(without) as terminal:
            opened(terminal)
            terminal.settle(quiet=CALM_SECONDS)
            _row(what, [pressed(terminal, key) for _ in range(KEYS)])
        with Terminal(command) as terminal:
            opened(terminal)
            if inside:
                terminal.settle(quiet=CALM_SECONDS, seconds=CALM_SECONDS)
            else:
                until(terminal, lambda: bool(children(terminal.pid)))
            found: list[tuple[float, float]] = []
            while len(found) < KEYS and (inside or busy(terminal.pid)):
                found.append(pressed(terminal, key))
            _row(f"… while it learns ({len(found)} keys)", found)


def _row(what: str, found: list[tuple[float, float]]) -> None:
    if found:
        costs, waits = zip(*found, strict=True)
        print(
            f"{what:<34}{statistics.median(costs):>9.1f}{statistics.median(waits):>9.1f}",
            f"  worst {max(costs):.1f} and {max(waits):.1f}",
            flush=True,
        )


def opened(terminal: Terminal) -> None:
    """Wait until the article stands there."""
    terminal.wait_for("Sentence 1", seconds=60)
    terminal.settle(quiet=0.5)


def comes_back(terminal: Terminal, *, to: str) -> None:
    """Leave the article and come back, until something is told of the sentence; twice at least."""
    found: list[bool] = []

    def is_told() -> bool:
        terminal.press("[")
        terminal.settle(quiet=1.5)
        since = len(terminal.written)
        terminal.press("]")
        terminal.settle(quiet=5)
        found.append(to in shown(terminal, since=since))
        return found[-1] and len(found) >= VISITS

    until(terminal, is_told, seconds=180)


def shown(terminal: Terminal, *, since: int = 0) -> str:
    """What was written behind a byte, without colours and moves."""
    return plain(terminal.written[since:]).decode(errors="replace")


def until(terminal: Terminal, what: Callable[[], bool], *, seconds: float = 30.0) -> None:
    """Wait for something. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not what():
        terminal.settle(quiet=0.1, seconds=0.1)
        if time.monotonic() > end:
            raise TimeoutError(shown(terminal)[-1500:])


def pressed(terminal: Terminal, key: str) -> tuple[float, float]:
    """Processor ms of the main thread for a key, and ms on the wall until the first byte."""
    before, written = processor(terminal.pid), len(terminal.written)
    began = time.perf_counter()
    terminal.press(key)
    end = began + 5
    while len(terminal.written) == written and time.perf_counter() < end:
        terminal.settle(quiet=0.0005, seconds=0.0005)
    wait = (time.perf_counter() - began) * 1000
    terminal.settle(quiet=0.08)
    return processor(terminal.pid) - before, wait


def processor(pid: int) -> float:
    """Processor time of the main thread so far, in milliseconds."""
    told = Path(f"/proc/{pid}/task/{pid}/schedstat").read_text(encoding="ascii")
    return int(told.split()[0]) / 1e6


def memory(pid: int, field: str) -> float:
    """A line of /proc/…/status in megabytes."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"^{field}:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def busy(pid: int) -> bool:
    """Whether a process that was started works; the one that learns waits when it is done."""
    before = [processor(one) for one in children(pid)]
    time.sleep(0.1)
    return bool(before) and [processor(one) for one in children(pid)] != before


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for task in tasks for one in task.read_text(encoding="ascii").split()]


if __name__ == "__main__":
    main()
