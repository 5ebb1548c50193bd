"""The app ended from outside: what was typed is there, and the terminal is as it was."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from annotations.store import Store

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal

OTHER_SCREEN, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_to_end_writes_what_was_typed_and_restores_the_terminal(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    database, number = tmp_path / "labels.db", getattr(signal, name)
    command = [sys.executable, "-m", "tui", "--db", str(database), "--as", "ada"]
    with Terminal(command) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        terminal.press("x")
        terminal.wait_for("Sentence 1 of")
        terminal.settle()
        since = len(terminal.written)
        terminal.press("c", "a")
        terminal.wait_for("Sentence 3", since=since)  # both keys have been read
        os.kill(terminal.pid, number)
        assert terminal.wait() == 128 + number
        assert OTHER_SCREEN in terminal.written
        assert LEFT in terminal.written.rpartition(OTHER_SCREEN)[2]
    with Store(database) as store:
        shares = store.counts.annotators()
    assert shares["ada"].labelled == 2


def test_the_app_ends_when_its_terminal_is_gone_and_it_is_told_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed window tells by SIGHUP and SIGCONT; upon that the library paints all anew."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    command = [sys.executable, "-m", "tui", "--db", str(tmp_path / "labels.db"), "--as", "ada"]
    with Terminal(command) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        os.kill(terminal.pid, signal.SIGSTOP)
        terminal.hang_up()
        for _ in range(3):
            os.kill(terminal.pid, signal.SIGCONT)
            time.sleep(0.02)
        assert terminal.wait() == 128 + signal.SIGHUP
