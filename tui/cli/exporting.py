"""`export`: labelled sentences or claims to a file, and what was left out and why."""

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import click

from annotations import workflow
from annotations.config import Config
from annotations.errors import ExportFailed
from annotations.exporters import FORMATS
from annotations.exporters.claims import CLAIM_SAYS
from annotations.splits.assign import Fractions, fractions_of
from annotations.workflow.splitting import GroupBy, Splitting
from tui.cli.claimexporting import refuse_claim_options, refuse_label_options, write_claims
from tui.cli.command import PATH, Command
from tui.cli.options import Options
from tui.cli.talk import counted, output, progress, say
from tui.exportwords import COMMAND_LINE, by_label, left_out, remarks_on

SAYS = {name: one.says for name, one in FORMATS.items()} | CLAIM_SAYS
"""Format name → what it is; first those of labels, then those of claims."""


def _fractions(
    context: click.Context, option: click.Parameter, given: str | None
) -> Fractions | None:
    try:
        return None if given is None else fractions_of(given)
    except ExportFailed as error:
        raise click.BadParameter(str(error), context, option) from error


@click.command(
    cls=Command,
    examples=(
        "claimdesk export labels.jsonl",
        "claimdesk export --of ada - | head -n 1",
        "claimdesk export --all everyone.csv",
        "claimdesk export --no-text labels.jsonl",
        "claimdesk export --split 80/10/10 labels.jsonl",
        "claimdesk export --dry-run labels.jsonl",
        "claimdesk export --format averitec claims.jsonl",
        "claimdesk export --format report report.html",
    ),
)
@click.argument("destination", metavar="DEST", type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(SAYS)),
    metavar="NAME",
    help="; ".join(f"{name}: {says}" for name, says in SAYS.items())
    + ".  [default: by the ending of DEST, else jsonl]",
)
@click.option("--of", metavar="NAME", help="The labels of this annotator alone.")
@click.option("--all", "everyone", is_flag=True, help="A row for each annotator and sentence.")
@click.option(
    "--no-text",
    is_flag=True,
    help="Offsets and hashes in place of the articles' text and titles; notes stay.",
)
@click.option(
    "--split",
    "fractions",
    metavar="80/10/10",
    callback=_fractions,
    help="Divide into training, validation and test (90/10: training and test), in per cent. "
    "The first export decides where an article goes; later ones keep it there.",
)
@click.option(
    "--group-by",
    type=click.Choice(["story", "article", "source"]),
    help="What is never divided.  [default: story; without --split, article]",
)
@click.option("--force", is_flag=True, help="Divide a single story too, by article.")
@click.option(
    "--claim",
    "claims",
    metavar="ID",
    multiple=True,
    help="Of formats of claims: only the claim whose id begins so. May be given several times.",
)
@click.option(
    "--lossy",
    is_flag=True,
    help="Of fever: misleading claims as REFUTES, conflicting ones as NOT ENOUGH INFO.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
@click.pass_obj
def export(  # noqa: PLR0913 - as many as the command has options
    options: Options,
    destination: Path,
    *,
    format_name: str | None,
    of: str | None,
    everyone: bool,
    no_text: bool,
    fractions: Fractions | None,
    group_by: GroupBy | None,
    force: bool,
    claims: tuple[str, ...],
    lossy: bool,
    dry_run: bool,
) -> None:
    """Write the labelled sentences to DEST: a file, a folder, or - for standard output.

    The label of a sentence is what a reviewer decided, else what its annotators agree on: the
    only or unanimous one, or that of more than half of them. Where there is none, the sentence
    is left out and counted.
    The file is replaced only when the new one is complete; the same labels give the same bytes.

    The formats averitec, fever, claimreview and report hold claims and what came of checking them.
    A claim without a verdict, or on which checkers differ, goes into the report alone.
    """
    about_labels = {"--of": of, "--all": everyone, "--no-text": no_text, "--split": fractions}
    about_labels |= {"--group-by": group_by, "--force": force}
    if format_name in CLAIM_SAYS:
        refuse_label_options(format_name, about_labels)
        write_claims(
            options, destination, format_name=format_name, only=claims, lossy=lossy, dry_run=dry_run
        )
        return
    refuse_claim_options({"--claim": claims, "--lossy": lossy})
    if of is not None and everyone:
        raise click.UsageError("--of is one annotator, --all is everyone: give one of them.")
    if force and fractions is None:
        raise click.UsageError("--force is about --split: give both.")
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
            split=_splitting(fractions, group_by, force=force),
            texts=not no_text,
        )
        report = _watched(steps, store.articles.count())
    say("\n".join(_told(report, destination, config, dry_run=dry_run)))


def _splitting(
    fractions: Fractions | None, group_by: GroupBy | None, *, force: bool
) -> Splitting | None:
    """None where rows are neither divided nor grouped by more than the versions of an article."""
    if fractions is None and group_by in (None, "article"):
        return None
    return Splitting(fractions=fractions, group_by=group_by or "story", force=force)


def _target(destination: Path) -> Path | BinaryIO:
    return output() if str(destination) == "-" else destination


def _watched(steps: Generator[workflow.Exported, None, None], articles: int) -> workflow.Exported:
    """The last report of an export, with a progress bar on the way.

    The export is left at once where anything ends this: it tidies up what it has begun.
    """
    with progress("exporting", articles) as moved, closing(steps):
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
        yield f"  {by_label(report.labels)}"
    for name, labels in report.splits.items():
        yield f"  {name} {sum(labels.values()):,}: {by_label(labels) or 'no rows'}"
    reasons = [f"{n:,} {why}" for n, why in left_out(report)]
    if reasons:
        yield f"left out: {', '.join(reasons)}"
    yield from (remark.text for remark in remarks_on(report, config, COMMAND_LINE))
