"""`bundle` and `merge`: decisions from machine to machine."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import click

from annotations import ownfiles
from annotations.errors import MergeRefused
from annotations.importers.source import storable
from annotations.store import IMPORT_SECONDS, Store
from annotations.workflow.exchanging import Bundled, Merged, bundle, merge
from tui.cli.command import FAILED, INTERRUPTED, PATH, Command
from tui.cli.options import Options, now
from tui.cli.talk import counted, give_json, progress, say


@click.command(
    "bundle",
    cls=Command,
    examples=(
        "claimdesk bundle monday.bundle",
        "claimdesk --db project.db bundle - | ssh desk claimdesk merge -",
    ),
)
@click.argument("destination", metavar="DEST", type=PATH)
@click.pass_obj
def bundle_(options: Options, destination: Path) -> None:
    """Write every decision to DEST, a file or - for standard output, for `merge` elsewhere.

    A bundle holds who decided what, and when, of which sentence: everybody's labels, flags, notes
    and reviews. It does not hold the articles, which are imported on each machine. The file is
    replaced only when the new one is complete; the same decisions give the same bytes.
    """
    if str(destination) == "-" and sys.stdout.isatty():
        raise click.UsageError("A bundle is not for a terminal: name a file, or pipe it on.")
    to = sys.stdout.buffer if str(destination) == "-" else destination
    with options.opened() as store, store.told():
        report = _watched_bundle(bundle(store, to))
    where = "" if str(destination) == "-" else f" to {destination}"
    say(f"wrote {counted(report.events, 'event')} on {counted(report.articles, 'article')}{where}")


@click.command(
    "merge",
    cls=Command,
    examples=(
        "claimdesk merge ben.bundle cleo.bundle",
        "claimdesk --db project.db merge copy-of-bens.db --json",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a file.")
@click.pass_context
def merge_(ctx: click.Context, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Take in the decisions of bundles and of other claimdesk databases; - is standard input.

    Merging twice changes nothing, and the order does not matter: of what one person said of one
    sentence, the latest counts. Decisions on articles that are not here wait until you import the
    same articles. A file that is damaged is refused whole, and the others go in (exit code 1).
    When merging was interrupted, merge again.
    """
    options: Options = ctx.obj
    refused = False
    with Store(options.database, timeout=IMPORT_SECONDS) as store:
        for path in files:
            try:
                with _readable(path) as file:
                    report = _watched_merge(path, merge(store, file, now=now()))
            except MergeRefused as error:
                refused = True
                _tell_refusal(path, error, as_json=as_json)
            except KeyboardInterrupt:
                say(f"claimdesk: stopped; merging {path} again completes it")
                ctx.exit(INTERRUPTED)
            else:
                _tell(path, report, as_json=as_json)
    if refused:
        ctx.exit(FAILED)


@contextmanager
def _readable(path: Path) -> Iterator[Path]:
    """The file itself; what comes by standard input is kept in one, since it is read twice."""
    if str(path) != "-":
        yield path
        return
    place = Path(gettempdir())
    with ownfiles.temporary_folder(place) as folder:
        kept = folder / "standard input"
        try:
            with kept.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            raise MergeRefused(
                f"standard input cannot be kept in {place} to read it twice: {error.strerror}; "
                "make room there, or name another folder in TMPDIR"
            ) from error
        try:
            yield kept
        except MergeRefused as error:
            raise MergeRefused(str(error).replace(str(kept), kept.name)) from error


def _watched_bundle(steps: Iterator[Bundled]) -> Bundled:
    """The last report, with a progress bar on the way."""
    report = next(steps)
    with progress("bundling", report.of_events) as moved:
        for report in steps:
            moved(report.events)
    return report


def _watched_merge(path: Path, steps: Iterator[Merged]) -> Merged:
    """The last report, with a progress bar on the way."""
    report = next(steps)
    with progress(f"merging {path.name}", report.of) as moved:
        for report in steps:
            moved(report.done)
    return report


def _tell(path: Path, report: Merged, *, as_json: bool) -> None:
    if as_json:
        give_json(_as_object(path, report))
    say("\n".join(_told(path, report)))


def _tell_refusal(path: Path, error: MergeRefused, *, as_json: bool) -> None:
    if as_json:
        give_json(_as_object(path, None, error=str(error)))
    say(f"claimdesk: {' '.join(str(error).splitlines())}")


def _told(path: Path, report: Merged) -> Iterator[str]:
    parts = [f"{counted(report.new, 'event')} new", f"{report.known:,} already here"]
    yield f"{path}: {', '.join(parts)}"
    if report.carried:
        yield (
            f"  {counted(report.carried, 'label')} on an earlier version of an article taken over "
            "to the newer one"
        )
    if report.waiting:
        wait, them = ("waits", "it") if report.waiting == 1 else ("wait", "them")
        yield (
            f"  {report.waiting:,} {wait} for {counted(report.waiting_articles, 'article')} that "
            f"you do not have: importing the same text brings {them} in"
        )
    if report.unmatched:
        yield (
            f"  {report.unmatched:,} on sentences that your copy of the article does not have (it "
            "was divided otherwise there): kept, but perhaps never shown"
        )


def _as_object(path: Path, report: Merged | None, *, error: str | None = None) -> dict[str, object]:
    return {
        "path": storable(str(path)),
        "status": "refused" if report is None else "merged",
        "new": report and report.new,
        "known": report and report.known,
        "waiting": report and report.waiting,
        "waiting_articles": report and report.waiting_articles,
        "unmatched": report and report.unmatched,
        "error": error,
    }
