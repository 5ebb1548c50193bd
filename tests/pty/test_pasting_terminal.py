"""A paste on a real pseudo-terminal that passes on what it is given: no key is in it."""

import sys
from pathlib import Path

import pytest
from support import add_article

from annotations.store import Store

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal

HOSTILE = "word \x1b]52;c;eA==\x07 bbbb \x1b[A\x1bOP bbbb"


def test_what_is_pasted_into_a_note_labels_nothing(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    with Store(database) as store:
        number = add_article(store, ["One.", "Two.", "Three."])
    with Terminal([sys.executable, "-m", "tui", "--db", str(database), "--as", "anna"]) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        terminal.press("x")
        terminal.wait_for("Sentence 1 of")
        terminal.settle()
        terminal.press("m")
        terminal.wait_for("note on this sentence")
        terminal.press(f"\x1b[200~{HOSTILE}\x1b[201~")
        terminal.wait_for("word ")
        terminal.settle()
        terminal.press("enter")
        terminal.settle(quiet=0.3)
        terminal.press("q")
        assert terminal.wait() == 0
    with Store(database) as store:
        states = store.labels.states(number, annotator="anna")
    assert [(state.label, state.note[:5]) for state in states.values()] == [(None, "word ")]
