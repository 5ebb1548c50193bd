"""The app on a pseudo-terminal, when something happens to it that nobody pressed."""

import shlex
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.faults import app
from benchmarks.terminal import Terminal, plain

ENDED_FROM_OUTSIDE = ("SIGTERM", "terminal closed")


@pytest.fixture(autouse=True)
def _no_configuration_of_the_person_who_runs_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLAIMDESK_CONFIG", "CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "NO_COLOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("fault", app.FAULTS)
def test_every_label_that_was_called_saved_is_there(tmp_path: Path, fault: str) -> None:
    sitting = app.sit(tmp_path / "labels.db", fault)

    assert sitting.sound, sitting
    if fault in ENDED_FROM_OUTSIDE:
        assert sitting.status != 0
    else:
        assert sitting.status == 0
    if fault == "clock set back":
        assert sitting.labels == ("claim", "attribution", "opinion", "boilerplate", "opinion")


def test_a_database_that_is_deleted_is_told_and_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    with app.at_work(path, "-m", "tui") as terminal:
        path.unlink()
        app.unsaved(terminal, "co")
        terminal.press("q")
        terminal.wait_for("quitting again loses 2 unsaved changes")
        terminal.press("q")
        status = terminal.wait()

    assert not path.exists()
    written = plain(terminal.written)
    assert b"Traceback" not in written
    assert b"2 changes could not be saved" in written
    assert status == 1


def test_the_app_is_seen_where_errors_go_to_a_file(tmp_path: Path) -> None:
    """Textual writes its screen to stderr, and what is typed would go to an app unseen."""
    words = [sys.executable, "-m", "tui", "--db", str(tmp_path / "labels.db")]
    errors = tmp_path / "errors"
    redirected = f"exec {shlex.join(words)} 2> {shlex.quote(str(errors))}"
    with Terminal(["sh", "-c", redirected], environ={"HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("Welcome to claimdesk", seconds=10)
        terminal.settle()
        terminal.press("x")
        terminal.wait_for("Sentence 1 of")
        terminal.press("q")
        assert terminal.wait() == 0
    assert errors.read_bytes() == b""
