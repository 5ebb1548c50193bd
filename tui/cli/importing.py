"""`import`: files and folders to articles, one report a source."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import click

from annotations import workflow
from annotations.errors import ImportFailed
from annotations.importers import IMPORTERS, NONE_OF_OURS, find_files
from annotations.importers.records import FIELDS
from annotations.importers.source import storable
from annotations.store import IMPORT_SECONDS, Store, is_there
from annotations.text.display import visible
from annotations.workflow import Imported
from annotations.workflow.importing import Columns, preview_paths
from tui.cli.command import FAILED, INTERRUPTED, PATH, Command
from tui.cli.options import Options, now
from tui.cli.table import row
from tui.cli.talk import counted, give, give_json, progress, say, width

MOST_SAID = 20
"""Lines about what failed; the rest is counted. With --json there is an object for each."""

WITH_RECORDS = ("auto", "jsonl", "csv")
"""Formats that have columns."""


def _columns(ctx: click.Context, _: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Field → column. Raises what click shows as wrong usage."""
    columns: dict[str, str] = {}
    for pair in given:
        field, equals, column = pair.partition("=")
        if not equals or not column or storable(column) != column:
            raise click.BadParameter(f"{visible(pair)!r} is not FIELD=NAME, as text=body is")
        if field not in FIELDS:
            raise click.BadParameter(f"there is no field {visible(field)!r}: {', '.join(FIELDS)}")
        if field in columns:
            raise click.BadParameter(f"{field} is given twice")
        columns[field] = column
    if columns and ctx.params.get("format_name", "auto") not in WITH_RECORDS:
        raise click.BadParameter("only records (jsonl, csv) have columns")
    return columns


@click.command(
    "import",
    cls=Command,
    examples=(
        "claimdesk import story.txt notes.md",
        "claimdesk import articles/ --source 'The Daily'",
        "claimdesk import stories.csv --column text=body --column title=headline --dry-run",
        "claimdesk --db project.db import articles.zip --json",
        "cat stories.jsonl | claimdesk import - --format jsonl",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["auto", *IMPORTERS]),
    default="auto",
    show_default=True,
    is_eager=True,
    help="What the files are; auto goes by their endings.",
)
@click.option("--source", metavar="NAME", help="Who published them, where the files do not say.")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=NAME",
    multiple=True,
    callback=_columns,
    help=f"Which column of JSONL or CSV holds a field ({', '.join(FIELDS)}); repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a source.")
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    *,
    source: str | None,
    dry_run: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """Add the articles in files, folders and zip archives, or - for standard input.

    Text, Markdown and HTML files hold one article, JSONL and CSV one a record. The same text again
    changes nothing. An edited one becomes a new version of its article, and labels go over to the
    sentences that are found again; those that moved or whose wording changed are flagged
    `changed`. A file or record that cannot be read is reported, and the others go in (exit
    code 1).
    """
    options: Options = ctx.obj
    settings = options.loaded.config.importing
    _refuse_no_text(source)
    files = _files(paths)
    run = _Run(as_json=as_json, dry=dry_run)
    words: dict[str, Any] = {"settings": settings, "source": source, **reading}
    with _opened(options.database, dry=dry_run) as store:
        try:
            with progress("importing", len(files)) as moved:
                watched = _watched(files, moved)
                if dry_run:
                    run.tell_all(preview_paths(store, watched, **words))
                elif store:
                    run.tell_all(workflow.import_paths(store, watched, now=now(), **words))
        except KeyboardInterrupt:
            say(f"claimdesk: stopped; {run.summary()}")
            ctx.exit(INTERRUPTED)
    run.tell_rest()
    say(run.summary())
    if run.counts["failed"]:
        ctx.exit(FAILED)


def _files(paths: tuple[Path, ...]) -> list[Path | BinaryIO]:
    """What is to be read: files, and standard input for each `-`."""
    files: list[Path | BinaryIO] = []
    for path in paths:
        if str(path) == "-":
            files.append(sys.stdin.buffer)
        else:
            files.extend(find_files([path]))
    if not files:
        folders = ", ".join(map(str, paths))
        raise ImportFailed(f"nothing in {folders} can be imported: {NONE_OF_OURS}")
    return files


def _opened(database: Path, *, dry: bool) -> AbstractContextManager[Store | None]:
    """The database; None where a dry run would have to make it."""
    if not dry:
        return Store(database, timeout=IMPORT_SECONDS)
    return Store(database, make=False) if is_there(database) else nullcontext()


def _refuse_no_text(source: str | None) -> None:
    if source is not None and storable(source) != source:
        raise ImportFailed(
            f"what --source names cannot be read as text here: {visible(source)}; write it in UTF-8"
        )


def _watched(
    files: Iterable[Path | BinaryIO], moved: Callable[[int], None]
) -> Iterator[Path | BinaryIO]:
    """The files as they are asked for, with a progress bar over them."""
    done = -1
    for done, file in enumerate(files):
        moved(done)
        yield file
    moved(done + 1)


class _Run:
    """One import on its way: what was told, and what there is to sum up."""

    def __init__(self, *, as_json: bool, dry: bool) -> None:
        self.counts: Counter[str] = Counter()
        self._as_json = as_json
        self._dry = dry
        self._carried = self._changed = 0

    def tell_all(self, reports: Iterable[Imported | Columns]) -> None:
        """Tell reports as they come."""
        for report in reports:
            if isinstance(report, Columns):
                say(_columns_taken(report))
            else:
                self._count(report)
                self._tell(report)

    def _count(self, report: Imported) -> None:
        self.counts[report.status] += 1
        self._carried += report.carried
        self._changed += report.changed

    def _tell(self, report: Imported) -> None:
        """Data for programs, or a line about what a person should know of."""
        if self._as_json:
            give_json(_as_object(report))
        elif report.error is not None:
            if self.counts["failed"] <= MOST_SAID:
                say(f"claimdesk: {report.error}")
        elif self._dry:
            give(_foreseen(report))

    def tell_rest(self) -> None:
        """Say how many failures were not told one by one."""
        rest = self.counts["failed"] - MOST_SAID
        if rest > 0 and not self._as_json:
            say(f"… and {rest:,} more that failed")

    def summary(self) -> str:
        """One sentence: how many of what."""
        counts = self.counts
        parts = [counted(counts["imported"], "article") + " imported"]
        if counts["new_version"]:
            parts.append(counted(counts["new_version"], "new version"))
        if counts["unchanged"]:
            parts.append(f"{counts['unchanged']:,} unchanged")
        if counts["failed"]:
            parts.append(f"{counts['failed']:,} failed")
        if self._carried:
            labels = counted(self._carried, "label")
            parts.append(f"{labels} carried over, {self._changed:,} of them to look at")
        dry = "nothing was written; it would be: " if self._dry else ""
        return dry + ", ".join(parts)


def _foreseen(report: Imported) -> str:
    """A line about an article that would come in."""
    room = width() - len("new_version  1,000,000  ") - 2
    title, place = room * 3 // 5, room - room * 3 // 5
    values = (report.status, report.sentences or 0, report.title, report.path)
    return row(values, (len("new_version"), len("1,000,000"), title, place))


def _columns_taken(columns: Columns) -> str:
    taken = ", ".join(f"{field} is {column}" for field, column in columns.taken.items())
    said = f"{columns.path}: {taken or 'no column is known'}"
    if columns.left:
        said += f"; passed over: {', '.join(columns.left[:MOST_SAID])}"
        said += (
            f" and {len(columns.left) - MOST_SAID:,} more" if len(columns.left) > MOST_SAID else ""
        )
    return said


def _as_object(report: Imported) -> dict[str, object]:
    return {
        "path": report.path,
        "status": report.status,
        "article_id": report.article_id,
        "title": report.title,
        "sentences": report.sentences,
        "encoding": report.encoding,
        "error": report.error,
    }
