"""Fact-checking on a real pseudo-terminal: one sentence becomes a claim with four versions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.store import Store

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal, plain

SAID = "“He’s not willing to retreat one meter,” the former official added."
RETOLD = ("back down a meter", "retreat a meter", "even an inch")
WHY = "Four outlets quote or paraphrase it, and all of them name the same report."


def command(database: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--db", str(database), "--as", "nina", *arguments]


def keys(terminal: Terminal, *pressed: str, quiet: float = 0.4) -> None:
    """Press keys one by one, each when the one before has had its effect."""
    for key in pressed:
        terminal.press(key)
        terminal.settle(quiet=quiet)


def say(terminal: Terminal, text: str) -> None:
    """Type a text and enter it."""
    terminal.press(*text)
    keys(terminal, "enter")


def test_a_claim_is_made_confirmed_judged_and_exported_by_keys_alone(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    with Terminal(command(database)) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        keys(terminal, "x", "/")
        terminal.press(*"retreat one meter")
        terminal.wait_for("1 sentence")  # that was found
        keys(terminal, "enter", "F", "f4")
        terminal.wait_for("1 claim")
        keys(terminal, "enter")
        terminal.wait_for("The Kyiv Independent › The New York Times")
        keys(terminal, "a")
        terminal.wait_for("back down")
        keys(terminal, "y", "y", "y", "q")
        terminal.wait_for("4 articles · 1 root")
        keys(terminal, "v", "j", "l", "e")
        say(terminal, WHY)
        keys(terminal, "enter", "q", "q", "q", "q", quiet=0.3)
        assert terminal.wait() == 0
        screen = plain(terminal.written).decode(errors="replace")
        assert "Traceback" not in screen

    with Store(database) as store:
        (claim,) = store.facts.claims()
        texts = [one.text for one in claim.confirmed.values()]
        assert texts[0] == SAID
        for words in RETOLD:
            assert any(words in text for text in texts[1:])
        assert len(texts) == 4
        assert len({one.article for one in claim.confirmed.values()}) == 4
        (checked,) = claim.verdicts
        assert (checked.checker, checked.verdict.level) == ("nina", "attribution")
        assert (checked.verdict.verdict, checked.verdict.justification) == ("supported", WHY)

    report = tmp_path / "report.html"
    run = subprocess.run(
        command(database, "export", str(report), "--format", "report"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    page = report.read_text(encoding="utf-8")
    assert WHY in page
    for words in ("back down", "retreat", "The New York Times"):
        assert words in page
    told = subprocess.run(
        command(database, "claims", "--json"), capture_output=True, text=True, check=True
    )
    (row,) = [json.loads(line) for line in told.stdout.splitlines()]
    assert (len(row["articles"]), row["roots"]) == (4, ["The New York Times"])
