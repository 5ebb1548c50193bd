"""`doctor`: everything that can be wrong with database, configuration and terminal, in one list."""

from collections.abc import Iterator

import click

from annotations import workflow
from annotations.errors import ClaimdeskError
from annotations.workflow import Check
from tui.cli.command import FAILED, Command
from tui.cli.options import Options
from tui.cli.table import folded
from tui.cli.talk import give, give_json, say, width
from tui.cli.terminal import check_terminal


@click.command(
    cls=Command,
    examples=(
        "claimdesk doctor",
        "claimdesk --db project.db doctor --json",
        "claimdesk doctor --rebuild",
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")
@click.option(
    "--rebuild",
    is_flag=True,
    help="First make counts, lists and search index anew from the events.",
)
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool, rebuild: bool) -> None:
    """Check the database, the SQLite library, the configuration and the terminal.

    Reads the whole database, which takes seconds when it is large. The exit code is 1 when a
    check fails; each says then what is safe and what to do. Nothing is changed without --rebuild,
    and no article, label or other decision with it.
    """
    options: Options = ctx.obj
    if rebuild:
        workflow.rebuild(options.database)
        say(f"made counts, lists and search index of {options.database} anew from the events")
    checks = []
    for check in _checks(options):
        checks.append(check)
        if not as_json:
            for line in _lines(check):
                give(line)
    if as_json:
        give_json({"checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks]})
    if not all(check.ok for check in checks):
        ctx.exit(FAILED)


def _checks(options: Options) -> Iterator[Check]:
    yield _check_config(options)
    try:
        database = options.db or options.database
    except ClaimdeskError:
        yield Check("database", ok=False, detail="not known while the configuration is broken")
    else:
        yield from workflow.check_database(database)
    yield from check_terminal()


def _check_config(options: Options) -> Check:
    try:
        loaded = options.loaded
        who = options.annotator
    except ClaimdeskError as error:
        return Check("config", ok=False, detail=str(error))
    return Check("config", ok=True, detail=f"{loaded.file or 'as shipped'}; annotator {who}")


def _lines(check: Check) -> Iterator[str]:
    head = f"{'ok' if check.ok else 'FAIL':<4}  {check.name:<14}  "
    for line in check.detail.splitlines() or [""]:
        for part in folded(line, width() - len(head)):
            yield head + part
            head = " " * len(head)
