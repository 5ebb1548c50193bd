"""The command line as tests call it: in this process, or as a process of its own.

Neither sees the configuration, the data or the environment of the person who runs the tests.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tui.cli import root

_OURS = ("CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "CLAIMDESK_CONFIG", "TMUX", "NO_COLOR", "COLORTERM")


def run(database: Path, *words: object, **environment: str) -> Result:
    """Run a command on a database as ada."""
    everything = ["--db", str(database), "--as", "ada", *map(str, words)]
    return run_plain(database.parent, *everything, **environment)


def run_plain(home: Path, *words: object, **environment: str) -> Result:
    """Run a command without global options."""
    unset = dict.fromkeys(_OURS)
    variables = {**unset, **_folders(home), **environment}
    return CliRunner(env=variables).invoke(root, [*map(str, words)], catch_exceptions=False)


def process(home: Path, *words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a shell would, without a terminal."""
    return subprocess.run(
        command(*words),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=clean_environment(home, **environment),
        timeout=60,
        check=False,
    )


def command(*words: object) -> list[str]:
    """The words that start claimdesk with the Python of the tests."""
    return [sys.executable, "-m", "tui", *map(str, words)]


def clean_environment(home: Path, **environment: str) -> dict[str, str]:
    """The environment of a person who has set nothing."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**kept, **_folders(home), **environment}


def objects(result: Result) -> list[dict[str, Any]]:
    """The JSON objects that a command printed, one a line."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def _folders(home: Path) -> dict[str, str]:
    return {
        "XDG_CONFIG_HOME": str(home / "home" / "config"),
        "XDG_DATA_HOME": str(home / "home" / "data"),
    }


def one_sentence(result: Result) -> str:
    """What an expected failure says; nothing else may have been printed."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("claimdesk: ")
    assert result.stderr.count("\n") == 1
    return result.stderr
