"""`export` of claims: what went in, what was left out and why. Refuses what is about labels."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.exporters.claims import CLAIM_SAYS
from tui.cli.options import Options
from tui.cli.talk import counted, output, progress, say

if TYPE_CHECKING:
    from annotations.claims import VerdictName
    from annotations.workflow.claimexports import ClaimsExported

SAID: Mapping["VerdictName", str] = {
    "supported": "supported",
    "refuted": "refuted",
    "misleading": "misleading",
    "conflicting": "conflicting",
    "not_enough_evidence": "not enough evidence",
    "not_checkable": "not checkable",
}
"""Name of a verdict → how it is said."""


def write_claims(
    options: Options,
    destination: Path,
    *,
    format_name: str,
    only: Sequence[str],
    lossy: bool,
    dry_run: bool,
) -> None:
    """Write claims to DEST and say what was written."""
    from annotations.workflow.claimexports import (  # noqa: PLC0415 - labels need none of it
        check_claim_destination,
        export_claims,
    )

    if lossy and format_name != "fever":
        raise click.UsageError(
            f"--lossy is about fever: {format_name} has a word for every verdict."
        )
    piped = str(destination) == "-"
    to = None if dry_run else output() if piped else destination
    with options.opened() as store, store.told():
        if dry_run and not piped:
            check_claim_destination(destination, store.path, format_name=format_name)
        report = _watched(
            export_claims(
                store,
                to,
                config=options.loaded.config,
                format_name=format_name,
                only=only,
                lossy=lossy,
            ),
            store.facts.totals()[0],
        )
    where = "" if piped else f" to {destination}"
    say("\n".join(_told(report, where, dry_run=dry_run)))


def refuse_label_options(format_name: str, given: Mapping[str, object]) -> None:
    """Raise UsageError where an option that is about labels is given: its name → its value."""
    named = [name for name, value in given.items() if value]
    if named:
        raise click.UsageError(f"{named[0]} is about labels, and {format_name} holds claims.")


def refuse_claim_options(given: Mapping[str, object]) -> None:
    """Raise UsageError where an option that is about claims is given with a format of labels."""
    named = [name for name, value in given.items() if value]
    if named:
        *others, last = CLAIM_SAYS
        formats = f"{', '.join(others)} or {last}"
        raise click.UsageError(f"{named[0]} is about claims: give --format {formats}.")


def _watched(steps: Generator["ClaimsExported", None, None], claims: int) -> "ClaimsExported":
    """The last report of an export, with a progress bar on the way."""
    with progress("exporting", claims) as moved, closing(steps):
        for report in steps:
            moved(report.passed)
    return report


def _told(report: "ClaimsExported", where: str, *, dry_run: bool) -> Iterator[str]:
    from annotations.exporters.claims import REASONS  # noqa: PLC0415 - as above

    yield f"{'would write' if dry_run else 'wrote'} {counted(report.claims, 'claim')}{where}"
    if report.verdicts:
        verdicts = (f"{SAID[name]} {n:,}" for name, n in report.verdicts.items())
        yield f"  {', '.join(verdicts)}"
    reasons = [f"{n:,} {REASONS[reason]}" for reason, n in report.left_out.items()]
    if reasons:
        yield f"left out: {', '.join(reasons)}"
    if report.unbacked:
        yield (
            f"{counted(report.unbacked, 'claim')} written without evidence: what there is does not "
            "count or is no sentence of an article here, and this format takes nothing else"
        )
