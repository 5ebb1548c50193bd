"""What claimdesk costs at scale, as one table: `python -m benchmarks.scale`, or `make scale`.

100,000 articles, 2,000,000 sentences, 1,800,000 labels of three annotators, and an import of
1,000,000 other sentences; `--articles` makes all of them fewer. Beside a figure stands the limit
that was measured in the same run, and how many times the limit it is. Processor time, unless a row
says otherwise. Takes most of an hour and ten gigabytes; with `--keep FOLDER` the corpus stays
there for the next time. Linux only (it reads /proc). Refuses to judge a machine: a target that is
missed is marked, and nothing fails.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure, as_json, heading, row
from benchmarks.keypaint import screens
from benchmarks.peer import beside_a_peer
from benchmarks.scaling import giving, reading, taking
from benchmarks.scaling.ground import Ground, removed

ARTICLES = 100_000
FEWEST = 10
"""Articles of the smaller corpus at least."""
PRESSES = 1000
"""Labels that are committed one by one, for the percentiles."""

Part = Callable[[Ground, Ground], Iterator[Figure]]


def main(arguments: list[str] | None = None) -> None:
    """Print the table, row by row as it is measured, or all of it as JSON at the end."""
    asked = _asked(arguments)
    with contextlib.ExitStack() as stack:
        if asked.json:  # what is told meanwhile is no data
            stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        folder = asked.keep or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="claimdesk-bench-"))
        )
        figures = _printed(measured(folder.absolute(), asked.articles, asked.parts))
    if asked.json:
        print(as_json(figures))


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the corpus stays")
    parser.add_argument("--json", action="store_true", help="print a JSON array at the end")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    return parser.parse_args(arguments)


def measured(folder: Path, articles: int, parts: Sequence[str]) -> Iterator[Figure]:
    """The table, row by row as it is measured."""
    whole = Ground(folder / f"{articles}", articles)
    tenth = Ground(folder / f"{articles}" / "tenth", max(FEWEST, articles // 10))
    for name in parts:
        yield from PARTS[name](whole, tenth)


def _screens(whole: Ground, _: Ground) -> Iterator[Figure]:
    with whole.copy(whole.labelled_db) as database:
        yield from screens(database)


def _labelling(whole: Ground, _: Ground) -> Iterator[Figure]:
    plain = removed(whole.folder / "plain.db")
    with whole.copy(whole.labelled_db) as database:
        yield from reading.labelling(database, plain, presses=min(PRESSES, whole.articles))
        yield from reading.finished(database)
    removed(plain)


PARTS: dict[str, Part] = {
    "import": taking.importing,
    "merge": taking.merging,
    "export": giving.exporting,
    "bundle": giving.bundling,
    "agreement": giving.agreeing,
    "size": lambda whole, _: giving.size(whole),
    "reading": lambda whole, _: reading.figures(whole.labelled_db),
    "labelling": _labelling,
    "screens": _screens,
    "peer": lambda _, __: beside_a_peer(),
}
"""Every part of the table, in its order."""


def _printed(figures: Iterator[Figure]) -> list[Figure]:
    print(heading(), flush=True)
    seen = []
    for figure in figures:
        print(row(figure), flush=True)
        seen.append(figure)
    return seen


if __name__ == "__main__":
    main()
