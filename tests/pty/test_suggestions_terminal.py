"""Suggestions on a real pseudo-terminal: accepted, taken back, brought back; two programs."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from support import add_article

from annotations.store import Store

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal

NEWS = (
    "A quiet day in the port",
    "Ms Alvarez told reporters that the bridge would reopen in two days.",
    "Police said that three people were hurt.",
    "The road was closed at noon.",
    "The union announced that nobody would be paid.",
)


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """The app on a database with one article, which anna has opened before."""
    database = tmp_path / "labels.db"
    with Store(database) as store:
        article = add_article(store, NEWS)
        with store.transaction():
            store.labels.keep_place(annotator="anna", article=article, position=2)
    return [sys.executable, "-m", "tui", "--db", str(database), "--as", "anna"]


def ready(terminal: Terminal) -> None:
    """Wait until suggestions are shown."""
    terminal.wait_for("enter accepts")
    terminal.settle()


def leave(terminal: Terminal) -> None:
    terminal.settle(quiet=0.3)
    terminal.press("q")
    assert terminal.wait() == 0


def labels(command: list[str]) -> list[str]:
    """What anna says of each sentence: initials of labels, `-` for none."""
    with Store(Path(command[4])) as store:
        states = store.labels.states(1, annotator="anna")
        numbers = [sentence.number for sentence in store.articles.sentences(1)]
    found = (states.get(number) for number in numbers)
    return [(state.label or "-")[0] if state else "-" for state in found]


def origins(command: list[str]) -> Counter[str]:
    with Store(Path(command[4])) as store:
        numbers = [sentence.number for sentence in store.articles.sentences(1)]
        return Counter(
            past.origin for number in numbers for past in store.labels.history(
                number, annotator="anna"
            )
        )  # fmt: skip


def test_all_are_accepted_by_one_step_which_is_undone_and_after_a_restart_redone(
    command: list[str],
) -> None:
    with Terminal(command) as terminal:
        ready(terminal)
        terminal.press("Y")
        terminal.wait_for("once more accepts")
        terminal.press("Y")
        terminal.wait_for("undo takes it back")
        terminal.press("u")
        terminal.wait_for("undone: labels on ")
        leave(terminal)
    assert labels(command) == ["-"] * 5
    with Terminal(command) as terminal:
        ready(terminal)
        terminal.press("U")
        terminal.wait_for("redone: labels on ")
        leave(terminal)
    accepted = labels(command)
    assert {"a", "c"} <= set(accepted)
    n = 5 - accepted.count("-")
    assert origins(command) == {"suggestion": n, "undo": n, "redo": n}


def test_a_program_that_does_not_know_of_a_label_leaves_it(command: list[str]) -> None:
    with Terminal(command) as one, Terminal(command) as other:
        ready(one)
        ready(other)
        other.press("o")
        leave(other)
        one.press("enter")
        one.wait_for("labelled in another window")
        leave(one)
    assert labels(command) == ["-", "o", "-", "-", "-"]
    assert origins(command) == {"key": 1}


def test_keys_typed_ahead_of_suggestions_accept_nothing(command: list[str]) -> None:
    with Terminal(command) as terminal:
        terminal.press("enter", "enter", "j", "enter")
        terminal.wait_for("Sentence 3 of")
        leave(terminal)
    assert labels(command) == ["-"] * 5
