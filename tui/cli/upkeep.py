"""`config`, `backup`, `completion`: looking after the program and its file."""

from pathlib import Path

import click
import msgspec
from click.shell_completion import ShellComplete, get_completion_class

from annotations import workflow
from annotations.config import Loaded, as_yaml, json_schema
from annotations.resources import user_config_file
from annotations.text.display import visible
from tui.cli.command import PATH, Command
from tui.cli.options import Options
from tui.cli.talk import give, say

VARIABLE = "_CLAIMDESK_COMPLETE"
"""Through this the script asks the program what fits (click's convention)."""


@click.command(
    cls=Command,
    examples=(
        "claimdesk config",
        "claimdesk config > my.yaml && claimdesk --config my.yaml",
        "claimdesk config --schema > claimdesk.schema.json",
    ),
)
@click.option("--schema", is_flag=True, help="The JSON Schema that editors complete from.")
@click.pass_obj
def config(options: Options, *, schema: bool) -> None:
    """Print the effective configuration, and which file each section came from.

    What is printed can be saved and edited: a section in your file replaces the shipped one.
    The first line says where your file belongs.
    """
    if schema:
        give(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())
    else:
        own = options.loaded.file or user_config_file()
        there = "" if own.exists() else " (there is none yet)"
        give(f"# your own settings: {visible(str(own))}{there}")
        give(as_yaml(_printable(options.loaded)).rstrip("\n"))


def _printable(loaded: Loaded) -> Loaded:
    """The same settings; where they are from can be printed in one line of comment."""
    origins = {visible(id_): Path(visible(str(path))) for id_, path in loaded.origins.items()}
    file = loaded.file and Path(visible(str(loaded.file)))
    return msgspec.structs.replace(loaded, origins=origins, file=file)


@click.command(
    cls=Command,
    examples=(
        "claimdesk backup monday.db",
        "claimdesk --db project.db backup /mnt/safe/project.db",
    ),
)
@click.argument("destination", metavar="DEST", type=PATH)
@click.pass_obj
def backup(options: Options, destination: Path) -> None:
    """Copy the database to the new file DEST, also while the app is open.

    A copy made by other means can miss what is still in the -wal file beside the database. An
    existing file is never overwritten.
    """
    size = workflow.backup(options.database, destination)
    say(f"copied {options.database} to {destination} ({size:,} bytes)")


@click.command(
    cls=Command,
    examples=(
        "claimdesk completion bash > ~/.local/share/bash-completion/completions/claimdesk",
        "claimdesk completion zsh > ~/.zfunc/_claimdesk",
        "claimdesk completion fish > ~/.config/fish/completions/claimdesk.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that makes a shell complete claimdesk's commands and options."""
    from tui.cli import root  # noqa: PLC0415 - which imports this room when it is asked for

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click brings all three
    # the script alone: bash's own `source` would first start a bash to ask for its version
    give(ShellComplete.source(kind(root, {}, "claimdesk", VARIABLE)))
