"""`export`: labelled sentences to a file, and what was left out and why."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from annotations import workflow
from annotations.config import Config
from annotations.exporters import FORMATS
from tui.cli.command import PATH, Command
from tui.cli.options import Options
from tui.cli.talk import counted, progress, say


@click.command(
    cls=Command,
    examples=(
        "claimdesk export labels.jsonl",
        "claimdesk export --of ada - | head -n 1",
        "claimdesk export --all everyone.csv",
        "claimdesk export --no-text labels.jsonl",
        "claimdesk export --dry-run labels.jsonl",
    ),
)
@click.argument("destination", metavar="DEST", type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="; ".join(f"{name}: {one.says}" for name, one in FORMATS.items())
    + ".  [default: by the ending of DEST, else jsonl]",
)
@click.option("--of", metavar="NAME", help="The labels of this annotator alone.")
@click.option("--all", "everyone", is_flag=True, help="A row for each annotator and sentence.")
@click.option(
    "--no-text",
    is_flag=True,
    help="Offsets and hashes in place of the articles' text and titles; notes stay.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@click.pass_obj
def export(
    options: Options,
    destination: Path,
    *,
    format_name: str | None,
    of: str | None,
    everyone: bool,
    no_text: bool,
    dry_run: bool,
) -> None:
    """Write the labelled sentences to DEST, a file or - for standard output.

    The label of a sentence is what a reviewer decided, else what its annotators agree on: the
    only or unanimous one, or that of more than half of them. Where there is none, the sentence
    is left out and counted.
    The file is replaced only when the new one is complete; the same labels give the same bytes.
    """
    if of is not None and everyone:
        raise click.UsageError("--of is one annotator, --all is everyone: give one of them.")
    config = options.loaded.config
    format_name = format_name or workflow.format_for(destination)
    to = None if dry_run else _target(destination)
    with options.opened() as store, store.told():
        if dry_run and str(destination) != "-":
            workflow.check_destination(destination, store.path, format_name=format_name)
        steps = workflow.export(
            store,
            to,
            config=config,
            format_name=format_name,
            selection=workflow.Selection(of=of, everyone=everyone),
            texts=not no_text,
        )
        report = _watched(steps, store.articles.count())
    say("\n".join(_told(report, destination, config, dry_run=dry_run)))


def _target(destination: Path) -> Path | BinaryIO:
    return sys.stdout.buffer if str(destination) == "-" else destination


def _watched(steps: Iterator[workflow.Exported], articles: int) -> workflow.Exported:
    """The last report of an export, with a progress bar on the way."""
    with progress("exporting", articles) as moved:
        for report in steps:
            moved(report.articles)
    return report


def _told(
    report: workflow.Exported, destination: Path, config: Config, *, dry_run: bool
) -> Iterator[str]:
    verb = "would write" if dry_run else "wrote"
    where = "" if str(destination) == "-" else f" to {destination}"
    yield f"{verb} {counted(report.rows, 'row')}{where}"
    if report.labels:
        yield "  " + ", ".join(f"{label} {n:,}" for label, n in report.labels.items())
    reasons = [
        f"{n:,} {why}"
        for n, why in (
            (report.unlabelled, "unlabelled"),
            (report.tied, "without a majority"),
            (report.unfitting, "that no label fits, as a reviewer decided"),
        )
        if n
    ]
    if reasons:
        yield f"left out: {', '.join(reasons)}"
    strange = [label for label in report.labels if config.label(label) is None]
    if strange:
        yield f"not in the configured label set, exported as they are: {', '.join(strange)}"
