"""`import-labels`: other people's labels from a file, one report a tag."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import BinaryIO, cast

import click

from annotations.config import Config
from annotations.errors import ClaimdeskError, ImportFailed
from annotations.importers.labels import LABEL_READERS, brat, label_file, person
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.text.display import visible
from annotations.workflow.gathering import Gathered, LabelFile, Tagged, gather_labels
from annotations.workflow.tagging import write_labels
from tui.cli.command import FAILED, INTERRUPTED, PATH, Command
from tui.cli.options import Options, now
from tui.cli.talk import counted, give_json, progress, say

MOST_SAID = 20
"""Lines about what failed; the rest is counted. With --json there is an object for each."""


@click.command(
    "import-labels",
    cls=Command,
    examples=(
        "claimdesk import-labels ben.jsonl --annotator ben",
        "claimdesk export --all - | claimdesk --db project.db import-labels -",
        "claimdesk import-labels everyone.csv",
        "claimdesk import-labels project-4.json --format label-studio",
        "claimdesk import-labels answers.jsonl --json | jq -r .error",
    ),
)
@click.argument("path", metavar="FILE", type=PATH)
@click.option(
    "--annotator",
    metavar="NAME",
    help="Whose labels all of these are.  [default: whom the file names]",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["auto", *LABEL_READERS]),
    default="auto",
    show_default=True,
    help="What the file is; auto goes by its contents.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a label.")
@click.pass_context
def import_labels(
    ctx: click.Context, path: Path, *, annotator: str | None, format_name: str, as_json: bool
) -> None:
    """Add the labels in FILE, or - for standard input, to the articles that are here.

    Reads claimdesk's own exports (JSONL, CSV, Parquet, the folders for datasets and brat), plain
    lines of JSON and tables with the same names, and what doccano, Label Studio and Prodigy
    export. Parquet needs pyarrow: pip install 'claimdesk[parquet]'. A sentence is found by its id,
    by article and offsets, or by its text. Importing again changes nothing, and labels that are
    newer here stay. Articles are not imported: a line on a sentence that is not here, or that
    cannot be used otherwise, is reported, and the others go in (exit code 1).
    """
    options: Options = ctx.obj
    who = None if annotator is None else person(annotator)
    with options.opened() as store:
        file = path if str(path) == "-" else label_file(path)
        run = _Run(name=_shown(file), as_json=as_json)
        try:
            for report in _steps(run, store, options.loaded.config, file, who, format_name):
                run.tell(report)
        except KeyboardInterrupt:
            say(f"claimdesk: stopped; {run.summary()}")
            ctx.exit(INTERRUPTED)
        except ClaimdeskError:
            run.tell_rest()
            raise
    run.tell_rest()
    say("\n".join([run.summary(), *run.remarks()]))
    if run.failed:
        ctx.exit(FAILED)


@dataclass(slots=True)
class _Run:
    """One import on its way, and what there is to say of it."""

    name: str
    """Of the file, as it is shown."""
    as_json: bool
    gathered: Gathered = field(default_factory=Gathered)
    imported: Counter[str] = field(default_factory=Counter)
    """By annotator."""
    left: Counter[str] = field(default_factory=Counter)
    failed: int = 0

    def tell(self, report: Tagged) -> None:
        """Data for programs, or a line about what a person should know of."""
        if self.as_json:
            give_json(
                {
                    "line": report.line,
                    "status": report.status,
                    "sentence": report.sentence,
                    "error": report.error,
                }
            )
        if report.status == "failed":
            self.failed += 1
            if not self.as_json and self.failed <= MOST_SAID:
                where = f"{self.name}, {self.gathered.noun} {report.line}"
                say(f"claimdesk: {sentence(where, str(report.error))}")
        elif report.status == "imported":
            self.imported[report.annotator or ""] += 1
        else:
            self.left[report.status] += 1

    def tell_rest(self) -> None:
        """Say how many failures were not told one by one."""
        if not self.as_json and self.failed > MOST_SAID:
            say(f"… and {self.failed - MOST_SAID:,} more")

    def summary(self) -> str:
        """One sentence: how many of what, for whom."""
        people = sorted(self.imported.items())
        parts = [f"{counted(n, 'label')} imported for {name}" for name, n in people[:1]]
        parts += [f"{n:,} for {name}" for name, n in people[1:]]
        parts = parts or ["0 labels imported"]
        if self.left["unchanged"]:
            parts.append(f"{self.left['unchanged']:,} unchanged")
        if self.left["older"]:
            parts.append(f"{self.left['older']:,} older than what is here")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return ", ".join(parts)

    def remarks(self) -> Iterator[str]:
        """What else a person should know, a line each."""
        gathered = self.gathered
        if gathered.repeated:
            yield (
                f"{counted(gathered.repeated, 'label')} of a sentence that the same annotator "
                "labels otherwise later: the later one counts"
            )
        if gathered.secondary_left_out:
            yield (
                f"{counted(gathered.secondary_left_out, 'secondary label')} left out: a line of "
                "several people does not say whose it is; `claimdesk export --all` does"
            )
        if n := gathered.decisions_left_out:
            whose, them = (
                ("1 reviewer's decision", "it")
                if n == 1
                else (f"{n:,} reviewers' decisions", "them")
            )
            yield f"{whose} left out: `claimdesk bundle` brings {them}"
        if gathered.without_label:
            yield f"without a label: {counted(gathered.without_label, gathered.noun)}"


def _steps(
    run: _Run, store: Store, config: Config, path: Path, who: str | None, format_name: str
) -> Iterator[Tagged]:
    """The reports of reading and then of writing, each with a progress bar of its own."""
    began = now()
    with _opened(path) as (file, size), progress("reading", size) as moved:
        watched = cast("BinaryIO", _Watched(file, moved)) if size else file
        named = "brat" if path.is_dir() else format_name
        source = LabelFile(file=watched, name=run.name, format_name=named, annotator=who)
        yield from gather_labels(store, source, run.gathered, config=config, now=began)
    with progress("importing", len(run.gathered.tags)) as moved:
        steps = write_labels(store, run.gathered, guideline=config.guideline.version, now=began)
        for done, report in enumerate(steps, start=1):
            moved(done)
            yield report


def _shown(path: Path) -> str:
    return "standard input" if str(path) == "-" else visible(str(path))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file and its size; 0 for what has none, such as a pipe. Raises ImportFailed."""
    if str(path) == "-":
        yield sys.stdin.buffer, 0
        return
    if path.is_dir():
        with brat.opened(path) as lines:
            yield lines, 0
        return
    try:
        file = path.open("rb")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImportFailed(f"{_shown(path)} cannot be read: {reason.lower()}") from error
    with file:
        status = os.fstat(file.fileno())
        if stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode):
            raise ImportFailed(f"{_shown(path)} is a device, which need not have an end")
        yield file, status.st_size


@dataclass(frozen=True, slots=True)
class _Watched:
    """A file that moves a progress bar while it is read."""

    file: BinaryIO
    moved: Callable[[int], None]

    def read(self, size: int) -> bytes:
        """Read on."""
        chunk = self.file.read(size)
        self.moved(self.file.tell())
        return chunk


def sentence(where: str, why: str) -> str:
    """What is wrong where: `line 3 has no label`, but `line 3: at is before 1970`."""
    return f"{where} {why}" if why.partition(" ")[0] in _VERBS else f"{where}: {why}"


_VERBS = frozenset(("does", "has", "holds", "is", "stands", "was"))
"""What a reason begins with whose subject is the record itself."""
