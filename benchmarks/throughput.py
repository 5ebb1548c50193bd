"""Import and export: sentences and rows a second, of processor time and of the clock on the wall.

Beside the import, in the same run, what segmenting the same texts costs alone; beside the
export, a loop that writes the same rows as `json` lines and decides nothing.
"""

import argparse
import io
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from annotations import resources, workflow
from annotations.config import Importing, load
from annotations.exporters import FORMATS
from annotations.store import Store
from annotations.text.canonical import canonical
from annotations.text.segment import segment
from benchmarks.corpus import label_all, sentences, story

NOW = 1_700_000_000_000_000

CONFIG = load(resources.shipped_config(), environ={}).config


def main(arguments: list[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--a-file", type=int, default=25, help="sentences")
    parser.add_argument("--annotators", type=int, default=2, help="who label every sentence")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        files = list(_files(folder, options.sentences, a_file=options.a_file))
        alone = _timed(lambda: [segment(canonical(path.read_text("utf-8"))) for path in files])
        database = Path(name) / "corpus.db"
        with Store(database) as store:
            settings = Importing()
            first = _timed(
                lambda: list(workflow.import_paths(store, [folder], settings=settings, now=NOW))
            )
            again = _timed(
                lambda: list(workflow.import_paths(store, [folder], settings=settings, now=NOW))
            )
            _, total = store.counts.corpus()
        label_all(database, [f"annotator {n}" for n in range(1, options.annotators + 1)])
        print(f"{len(files)} files, {total} sentences, {database.stat().st_size / 1e6:.0f} MB")
        print(f"{'':<34}{'a second':>10}{'s':>8}{'by the wall':>12}")
        _line("import, sentences", total, first)
        _line("  segmenting alone", total, alone)
        _line("import again (unchanged)", total, again)
        with Store(database) as store:
            for format_name in FORMATS:
                _export(store, format_name, Path(name) / "exported")


def _export(store: Store, format_name: str, folder: Path) -> None:
    """A line for one format; for the label JSONL another one, to compare it with."""
    missing = [module for module in FORMATS[format_name].needs if find_spec(module) is None]
    if missing:
        print(f"export {format_name}: not without {', '.join(missing)}")
        return
    sink = io.BytesIO()
    to = folder if FORMATS[format_name].folder else sink
    reports: list[workflow.Exported] = []
    spent = _timed(
        lambda: reports.extend(workflow.export(store, to, config=CONFIG, format_name=format_name))
    )
    _line(f"export {format_name}, rows", reports[-1].rows, spent)
    if format_name == "jsonl":
        _line("  json.dumps in a loop", reports[-1].rows, _plain(sink.getvalue()))
    if folder.exists():
        shutil.rmtree(folder)


def _files(folder: Path, count: int, *, a_file: int) -> Iterator[Path]:
    source = sentences()
    for number in range(count // a_file):
        path = folder / f"{number:06d}.txt"
        path.write_text(story(number, list(islice(source, a_file))), encoding="utf-8")
        yield path


def _plain(exported: bytes) -> tuple[float, float]:
    """What it takes to write rows that are at hand already."""
    rows = [json.loads(line) for line in exported.splitlines()]
    sink = io.StringIO()

    def write() -> None:
        for row in rows:
            sink.write(json.dumps(row, ensure_ascii=False) + "\n")

    return _timed(write)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time, and of wall time."""
    began, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - began, time.perf_counter() - wall


def _line(what: str, count: int, spent: tuple[float, float]) -> None:
    seconds, wall = spent
    print(f"{what:<34}{count / seconds:>10.0f}{seconds:>8.2f}{count / wall:>12.0f}")


if __name__ == "__main__":
    main()
