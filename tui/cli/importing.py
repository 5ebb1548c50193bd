"""`import`: files and folders to articles, one report a source."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from annotations import workflow
from annotations.errors import ImportFailed
from annotations.importers import ENDINGS, IMPORTERS, find_files
from annotations.importers.source import storable
from annotations.store import IMPORT_SECONDS, Store
from annotations.text.display import visible
from annotations.workflow import Imported
from tui.cli.command import FAILED, INTERRUPTED, PATH, Command
from tui.cli.options import Options, now
from tui.cli.talk import counted, give_json, progress, say


@click.command(
    "import",
    cls=Command,
    examples=(
        "claimdesk import story.txt notes.md",
        "claimdesk import articles/ --source 'The Daily'",
        "claimdesk --db project.db import articles/ --json",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["auto", *IMPORTERS]),
    default="auto",
    show_default=True,
    help="What the files are; auto goes by their endings.",
)
@click.option("--source", metavar="NAME", help="Who published them, where the files do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a source.")
@click.pass_context
def import_(
    ctx: click.Context,
    paths: tuple[Path, ...],
    *,
    format_name: str,
    source: str | None,
    as_json: bool,
) -> None:
    """Add the articles in files and folders; folders are walked.

    The same text again changes nothing. An edited file becomes a new version of its article, and
    labels go over to the sentences that are found again; those whose wording changed are flagged
    `changed`. A file that cannot be read is reported, and the others go in (exit code 1).
    """
    options: Options = ctx.obj
    settings = options.loaded.config.importing
    _refuse_no_text(source)
    files = list(find_files(paths))
    if not files:
        folders = ", ".join(map(str, paths))
        raise ImportFailed(f"there is no {' or '.join(ENDINGS)} file in {folders}")
    reports: list[Imported] = []
    with Store(options.database, timeout=IMPORT_SECONDS) as store:
        steps = workflow.import_paths(
            store, files, settings=settings, now=now(), format_name=format_name, source=source
        )
        try:
            for report in _watched(steps, len(files)):
                reports.append(report)
                _tell(report, as_json=as_json)
        except KeyboardInterrupt:
            say(f"claimdesk: stopped; {_summary(reports)}")
            ctx.exit(INTERRUPTED)
    say(_summary(reports))
    if any(report.status == "failed" for report in reports):
        ctx.exit(FAILED)


def _refuse_no_text(source: str | None) -> None:
    if source is not None and storable(source) != source:
        raise ImportFailed(
            f"what --source names cannot be read as text here: {visible(source)}; write it in UTF-8"
        )


def _watched(steps: Iterator[Imported], files: int) -> Iterator[Imported]:
    """The reports as they come, with a progress bar over them."""
    with progress("importing", files) as moved:
        for done, report in enumerate(steps, start=1):
            moved(done)
            yield report


def _tell(report: Imported, *, as_json: bool) -> None:
    """Data for programs, or a line about what a person should know of."""
    if as_json:
        give_json(_as_object(report))
    elif report.error is not None:
        say(f"claimdesk: {report.error}")


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


def _summary(reports: list[Imported]) -> str:
    """One sentence: how many of what."""
    counts = Counter(report.status for report in reports)
    parts = [counted(counts["imported"], "article") + " imported"]
    if counts["new_version"]:
        parts.append(counted(counts["new_version"], "new version"))
    if counts["unchanged"]:
        parts.append(f"{counts['unchanged']:,} unchanged")
    if counts["failed"]:
        parts.append(f"{counts['failed']:,} failed")
    carried = sum(report.carried for report in reports)
    if carried:
        changed = sum(report.changed for report in reports)
        parts.append(f"{counted(carried, 'label')} carried over, {changed:,} of them to look at")
    return ", ".join(parts)
