"""Bundling and merging: `python -m benchmarks.exchange [--events N]`.

Makes a database, lets two people label it event by event, bundles it, and merges the bundle: into
a database with the same articles, once more, into one whose articles are imported afterwards, and
the database itself. Beside it what the same appends cost alone. At last a third person labels
while somebody merges, which is where an open app would wait.
"""

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotations.model import LabelEvent, LabelState
from annotations.store import NewArticle, Store
from annotations.store.identifiers import EventIds
from annotations.workflow.exchanging import bundle, merge
from benchmarks import corpus

_IDS = EventIds()


def main(arguments: list[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args(arguments).events
    articles = list(corpus.articles(max(1, events // 40), max(2, events // 2)))
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as name:
        folder = Path(name)
        packed = folder / "ada.bundle"
        with _filled(folder / "ada.db", articles) as ada:
            alone = _timed(lambda: _label(ada, ("ada", "ben")))
            _line("appending alone", events, alone)
            _line("bundle", events, _timed(lambda: list(bundle(ada, packed))))
            with _filled(folder / "ben.db", articles) as ben:
                _line("merge a bundle", events, _timed(lambda: _merge(ben, packed)))
                _line("merge it again", events, _timed(lambda: _merge(ben, packed)))
            with Store(folder / "cleo.db") as cleo:
                _line("merge it without articles", events, _timed(lambda: _merge(cleo, packed)))
                _line("  importing those", events, _timed(lambda: _fill(cleo, articles)))
                drifted = cleo.drifted()
        with _filled(folder / "dora.db", articles) as dora:
            _line("merge the database", events, _timed(lambda: _merge(dora, ada.path)))
        with _filled(folder / "eve.db", articles) as eve:
            waits = _labelling_meanwhile(eve.path, lambda: _merge(eve, packed))
        print(f"bundle {packed.stat().st_size / 1e6:.1f} MB; derived tables drifted: {drifted}")
        print(
            f"a label while merging, of {len(waits)}: median {waits[len(waits) // 2]:.0f} ms,"
            f" 95 % {waits[len(waits) * 95 // 100]:.0f}, longest {waits[-1]:.0f}"
        )


def _filled(path: Path, articles: list[NewArticle]) -> Store:
    store = Store(path)
    _fill(store, articles)
    return store


def _fill(store: Store, articles: list[NewArticle]) -> None:
    corpus.fill(store, iter(articles))


def _label(store: Store, annotators: tuple[str, ...]) -> None:
    """Every sentence by every annotator, a thousand in a transaction."""
    events = _events(store, annotators)
    while batch := [event for event, _ in zip(events, range(1000), strict=False)]:
        with store.transaction():
            store.labels.append(batch)


def _events(store: Store, annotators: tuple[str, ...]) -> Iterator[LabelEvent]:
    rng = random.Random(0)
    _, sentences = store.counts.corpus()
    for who, annotator in enumerate(annotators):
        for number in range(1, sentences + 1):
            at = corpus.START + (who * sentences + number) * corpus.SECONDS_A_LABEL * 1_000_000
            yield _event(number, annotator, rng.choice(corpus.LABELS), at)


def _event(sentence: int, annotator: str, label: str, at: int) -> LabelEvent:
    identity = _IDS.new(at)
    return LabelEvent(
        event_id=identity,
        gesture=identity,
        annotator=annotator,
        sentence=sentence,
        state=LabelState(label),
        at=at,
        ms=2800,
        guideline="1",
    )


def _labelling_meanwhile(path: Path, work: Callable[[], object]) -> list[float]:
    """Milliseconds that each label took to be saved while the work went on, sorted."""
    over, waits = threading.Event(), []

    def label() -> None:
        with Store(path, checked=True) as store:
            while not over.wait(0.05):
                began = time.perf_counter()
                with store.transaction():
                    store.labels.append([_event(1, "fay", "claim", time.time_ns() // 1000)])
                waits.append((time.perf_counter() - began) * 1000)

    other = threading.Thread(target=label)
    other.start()
    work()
    over.set()
    other.join()
    return sorted(waits)


def _merge(store: Store, path: Path) -> None:
    for _ in merge(store, path, now=time.time_ns() // 1000):
        pass


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _line(what: str, count: int, seconds: float) -> None:
    print(f"{what:<34}{seconds:>8.2f} s{count / seconds:>12,.0f} events/s", flush=True)


if __name__ == "__main__":
    main()
