"""A command that the system tells to end tidies up what it has begun."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
import support
from commandline import clean_environment, run

from annotations import ownfiles
from annotations.store import Store
from tui.cli.stopping import stoppable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process can be asked to end")

SLOW = """
import time
from dataclasses import replace
from annotations.exporters import FORMATS
from tui.cli import main

def slowly(whole):
    def write(articles, files, terms):
        for step in whole(articles, files, terms):
            time.sleep(60)  # the first article is written
            yield
    return write

for name, one in FORMATS.items():
    FORMATS[name] = replace(one, write=slowly(one.write))
main()
"""
"""The program with formats that take their time, so that a test can meet it half-way."""


@pytest.fixture
def corpus(store: Store) -> Store:
    for number in range(3):
        support.add_article(store, [f"Sentence {number}.", "Another."], name=f"{number}.txt")
    support.append(store, *(support.event(number) for number in range(1, 7)))
    return store


def begun(store: Store, *words: object) -> subprocess.Popen[bytes]:
    """An export that has made its hidden file."""
    return started(SLOW, store, "export", *words)


def started(
    script: str, store: Store, *words: object, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """A program that has made its hidden file."""
    options = ("--db", store.path, "--as", "ada", *words)
    home = {"TMPDIR": str(store.path.parent)}
    program = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, options)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**support.ENVIRONMENT, **clean_environment(store.path.parent), **home},
    )
    until = time.monotonic() + 30
    while not hidden(store.path.parent):
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)
    return program


def hidden(folder: Path) -> list[Path]:
    return list(folder.glob(".claimdesk-*"))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("format_name", ["hf", "jsonl"])
def test_an_export_that_is_told_to_end_leaves_the_old_one_and_nothing_else(
    corpus: Store, format_name: str, name: str
) -> None:
    home = corpus.path.parent
    destination = home / "out"
    assert run(corpus.path, "export", "--format", format_name, destination).exit_code == 0
    before = {path: path.read_bytes() for path in files_in(destination)}
    number = signal.Signals[name]
    program = begun(corpus, "--format", format_name, "--split", "50/50", destination)
    program.send_signal(number)
    out, said = program.communicate(timeout=30)
    assert (program.returncode, out) == (128 + number, b"")
    assert said.decode().strip() == f"claimdesk: stopped by {name}"
    assert hidden(home) == []
    assert {path: path.read_bytes() for path in files_in(destination)} == before
    assert corpus.splits.plans() == []


SLOW_COMMANDS = """
import sys, time
from pathlib import Path
from annotations.store import backup, bundles
from tui.cli import main

def slowly(*_):
    time.sleep(60)

bundles.write = backup._vacuum = slowly
main()
"""


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("words", [("bundle", "all.bundle"), ("backup", "copy.db"), ("merge", "-")])
def test_whatever_a_command_is_told_to_end_by_it_leaves_no_half(
    corpus: Store, words: tuple[str, ...], how: str
) -> None:
    home = corpus.path.parent
    before = set(home.iterdir())
    placed = [str(home / word) if "." in word else word for word in words]
    program = started(SLOW_COMMANDS, corpus, *placed, stdin=subprocess.PIPE)
    program.send_signal(signal.Signals[how])
    with program:
        said = program.stderr.read() if program.stderr else b""
    code = 130 if how == "SIGINT" else 128 + signal.Signals[how]
    assert (program.wait(), b"Traceback" in said) == (code, False), said
    assert said.startswith(b"claimdesk: stopped")
    assert set(home.iterdir()) - before <= {home / "labels.db-wal", home / "labels.db-shm"}


def test_what_a_killed_export_leaves_is_removed_by_a_later_one(
    corpus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = corpus.path.parent
    program = begun(corpus, home / "out.jsonl")
    monkeypatch.setattr(ownfiles, "QUIET", -1.0)
    assert run(corpus.path, "export", home / "other.jsonl").exit_code == 0
    assert len(hidden(home)) == 1, "its writer lives"
    program.kill()
    program.communicate(timeout=30)
    assert len(hidden(home)) == 1
    assert run(corpus.path, "export", home / "other.jsonl").exit_code == 0
    assert hidden(home) == []


def files_in(destination: Path) -> list[Path]:
    return [path for path in (destination, *destination.rglob("*")) if path.is_file()]


def test_an_export_under_nohup_hears_nothing_of_a_lost_terminal(corpus: Store) -> None:
    previous = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        program = begun(corpus, corpus.path.parent / "out.jsonl")
    finally:
        signal.signal(signal.SIGHUP, previous)
    program.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    assert program.poll() is None
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=30)
    assert program.returncode == 128 + signal.SIGTERM
    assert hidden(corpus.path.parent) == []


def test_only_the_first_signal_counts_until_all_is_tidied_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tidied = False
    with pytest.raises(click.exceptions.Exit) as left, stoppable():  # noqa: PT012 - tidying up too
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGHUP)
            tidied = True
    assert tidied
    assert left.value.exit_code == 143
    assert capsys.readouterr().err == "claimdesk: stopped by SIGTERM\n"
    assert signal.getsignal(signal.SIGTERM) == signal.getsignal(signal.SIGHUP) == signal.SIG_DFL


def test_signals_that_somebody_else_hears_are_left_to_them() -> None:
    heard: list[int] = []
    previous = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, previous)
    assert heard == [signal.SIGTERM]
