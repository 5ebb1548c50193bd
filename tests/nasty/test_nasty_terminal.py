"""The bytes that a real terminal gets from commands and from the app, on hostile articles."""

import re
import sys
from pathlib import Path

import pytest
from nastyfiles import BIDI, ESCAPES, MARKUP, OSC_52, TITLE
from nastyruns import environment, harmless_on_a_terminal

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal, plain

HOSTILE = f"{OSC_52}{TITLE}{ESCAPES}{BIDI}{MARKUP}"
OWN = re.compile(rb"\x1b\[[<>=?]?[0-9;?]*[$]?[a-zA-Z]|\x1b[=>78]|\x1b\]22;[a-z]*\x07")
"""What an app sends: to move, to colour, to set modes and to ask what the terminal can do."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one article, imported on a terminal."""
    story = "The bridge opened on Monday. The mayor said that it will last a hundred years.\n" * 9
    article = tmp_path / "article\n\x1b]0;owned\x07.txt"
    article.write_text(f"{story}It said {HOSTILE} twice.\n{HOSTILE}\n", encoding="utf-8")
    written = on_a_terminal(tmp_path, "import", str(article))
    assert "1 article imported" in written
    return tmp_path / "labels.db"


def command(folder: Path, *words: str) -> list[str]:
    database = str(folder / "labels.db")
    return [sys.executable, "-m", "tui", "--db", database, "--as", "ada", *words]


def on_a_terminal(folder: Path, *words: str) -> str:
    """Run a command on a terminal; all that it wrote there, but for the progress bar's cursor."""
    with Terminal(command(folder, *words), environ=environment(folder)) as terminal:
        assert terminal.wait() == 0
    written = re.sub(rb"\x1b\[\?25[lh]", b"", terminal.written).decode()
    harmless_on_a_terminal(written)
    return written


def test_commands_send_no_control_byte(database: Path) -> None:
    assert "bridge" in on_a_terminal(database.parent, "sentences", "--json", article_id(database))
    on_a_terminal(database.parent, "articles")


def article_id(database: Path) -> str:
    return on_a_terminal(database.parent, "articles").splitlines()[1].split()[0]


def test_the_app_sends_no_byte_of_an_article_that_acts(database: Path) -> None:
    with Terminal(command(database.parent), environ=environment(database.parent)) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle(quiet=0.5)
        terminal.press("x")
        terminal.settle(quiet=0.5)
        terminal.press("G", "c", "k", "a", "/", "o", "w", "n", "e", "d")
        terminal.settle(quiet=0.3)
        terminal.press("escape")
        terminal.settle(quiet=0.3)
        terminal.press("q")
        assert terminal.wait() == 0
    written = terminal.written
    assert b"bridge opened" in plain(written)
    for told in (OSC_52, "\x1b]0;owned", "\x1b]52", "\x1b_G", "\x1b[2J\x1b[31mred"):
        assert told.encode() not in written
    harmless_on_a_terminal(OWN.sub(b"", written).decode(errors="replace"))
