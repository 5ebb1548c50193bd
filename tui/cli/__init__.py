"""The command line: `claimdesk`. Its commands in a visible table, each in a room of its own.

A command's room is imported when the command runs, and Textual only to open the app, so that
`--help` and scripts never wait for either. Expected failures end here: one sentence on stderr and
exit code 1; wrong usage is 2; bugs keep their traceback.
"""

import errno
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from annotations import __version__
from annotations.errors import ClaimdeskError, ConfigError
from tui.cli.command import FAILED, INTERRUPTED, PATH, PIPE_CLOSED, Command
from tui.cli.stopping import stoppable

COMMANDS = {
    "import": ("tui.cli.importing:import_", "Add articles from files and folders."),
    "articles": ("tui.cli.listing:articles", "List the articles."),
    "sentences": ("tui.cli.listing:sentences", "List the sentences of an article."),
    "import-labels": ("tui.cli.labelling:import_labels", "Add other people's labels from a file."),
    "export": ("tui.cli.exporting:export", "Write labelled sentences as a training set."),
    "status": ("tui.cli.listing:status", "Say how much is labelled, by whom and as what."),
    "agreement": ("tui.cli.agreement:agreement", "Say how far annotators agree."),
    "suggest": ("tui.cli.suggesting:suggest", "Say what label each sentence would be suggested."),
    "match": ("tui.cli.matching:match", "Rank sentences of other articles by likeness."),
    "review": ("tui.cli.reviewing:review", "Open the app on the review of labels."),
    "claims": ("tui.cli.claiming:claims", "Open the app on the claims, or print them."),
    "config": ("tui.cli.upkeep:config", "Print the effective configuration."),
    "bundle": ("tui.cli.exchanging:bundle_", "Write all decisions to a file for `merge`."),
    "merge": ("tui.cli.exchanging:merge_", "Take in the decisions of a bundle or database."),
    "backup": ("tui.cli.upkeep:backup", "Make a safe copy of the database."),
    "doctor": ("tui.cli.doctor:doctor", "Check database, configuration and terminal."),
    "completion": ("tui.cli.upkeep:completion", "Print the completion script of a shell."),
}
"""Name → (module:function, what `claimdesk --help` says of it)."""

OUTPUT_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What writing to stdout can fail with. Files and the database tell such errors themselves."""

COLLECTING = (10_000, 20, 20)
"""When the garbage collector looks for what refers to itself (gc.set_threshold).

Python's own 700 made it look a hundred times through modules just imported, which stay: a tenth
of a start. With 50,000, a megabyte more waits for it.
"""


class Commands(Command, click.Group):
    """The group of all commands, loaded one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the room of a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101 - the table is ours
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list for `--help` from the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what can be expected to go wrong ends in one sentence."""
        try:
            try:
                with stoppable():
                    return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except ConfigError as error:  # one line for each problem
            _say_failure(str(error))
            ctx.exit(FAILED)
        except ClaimdeskError as error:  # one sentence, whatever the files in it are called
            _say_failure(" ".join(str(error).splitlines()))
            ctx.exit(FAILED)
        except KeyboardInterrupt:
            _say_failure("stopped")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _drop_output()
            ctx.exit(PIPE_CLOSED)
        except OSError as error:
            if error.errno not in OUTPUT_FULL:
                raise
            _say_output_full(error)
            ctx.exit(FAILED)


def _say_failure(what: str) -> None:
    from tui.cli.talk import say  # noqa: PLC0415 - `--help` does not pay for it

    say(f"claimdesk: {what}")


def _say_output_full(error: OSError) -> None:
    from annotations.ownfiles import why  # noqa: PLC0415 - `--help` does not pay for it

    _drop_output()
    _say_failure(f"the output could not be written: {why(error)}")


def _drop_output() -> None:
    """Nobody takes our output any more: let the flush at exit go nowhere instead of failing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


@click.group(
    "claimdesk",
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`claimdesk COMMAND --help` says more, with examples.",
    examples=(
        "claimdesk",
        "claimdesk import articles/",
        "claimdesk --as ada --db project.db",
        "claimdesk export labels.jsonl",
    ),
)
@click.option(
    "--db",
    type=PATH,
    envvar="CLAIMDESK_DB",
    metavar="PATH",
    help="The database.  [env: CLAIMDESK_DB; else config, else the data folder]",
)
@click.option(
    "--as",
    "annotator",
    envvar="CLAIMDESK_ANNOTATOR",
    metavar="NAME",
    help="Whose labels.  [env: CLAIMDESK_ANNOTATOR; else config, else the login name]",
)
@click.option(
    "--config",
    type=PATH,
    metavar="PATH",
    help="The configuration.  [env: CLAIMDESK_CONFIG; else the user's, else the shipped one]",
)
@click.version_option(__version__, message="claimdesk %(version)s")
@click.pass_context
def root(ctx: click.Context, db: Path | None, annotator: str | None, config: Path | None) -> None:
    """Tag the sentences of news articles, check the labels, export a training set.

    Without a command, claimdesk opens the app; a new database is filled with sample articles.
    """
    from tui.cli.options import Options  # noqa: PLC0415 - `--help` reads no configuration

    ctx.obj = Options(db=db, annotator_given=annotator, config=config)
    if ctx.invoked_subcommand is None:
        from tui.cli.opening import open_app  # noqa: PLC0415 - scripts never open the app

        open_app(ctx.obj)


def main() -> NoReturn:
    """Run the command line and leave."""
    gc.set_threshold(*COLLECTING)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may not be able to show everything
            stream.reconfigure(errors="backslashreplace")
    try:
        root.main(prog_name="claimdesk")
    except OSError as error:  # `--help` is written before any command is invoked
        if error.errno not in OUTPUT_FULL:
            raise
        _say_output_full(error)
    sys.exit(FAILED)


def _open_closed_streams() -> None:
    """Let a stream that was closed by whoever started us lead nowhere, instead of being None."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - kept
