"""Commands whose help ends in examples that can be copied, one a line and never re-wrapped."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

FAILED, INTERRUPTED, PIPE_CLOSED = 1, 130, 141
"""Exit codes; the last two are what a shell reports for SIGINT and SIGPIPE."""

PATH = click.Path(path_type=Path, readable=False, allow_dash=True)
"""A path that nobody has looked at yet: what is wrong with it is said where it is used."""


class Command(click.Command):
    """A click command with examples."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples where click has its closing words."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
