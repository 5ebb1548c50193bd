"""The main job on a real pseudo-terminal: what is typed is what is stored and exported."""

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.store import Store

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.terminal import Terminal, plain

FIRST = "000_209ac1c19cfa36d6.txt"
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "labels.db"


def command(database: Path, *arguments: str, annotator: str = "anna") -> list[str]:
    return [sys.executable, "-m", "tui", "--db", str(database), "--as", annotator, *arguments]


def exported(database: Path, *arguments: str) -> list[dict[str, object]]:
    done = subprocess.run(
        command(database, "export", "-", *arguments), capture_output=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def begin(terminal: Terminal) -> None:
    """Wait for the welcome page of a first start, and leave it."""
    terminal.wait_for("Welcome to claimdesk")
    terminal.settle()
    seen = len(terminal.written)
    terminal.press("x")
    terminal.wait_for("Sentence 1 of", since=seen)
    terminal.settle()


def last_said(terminal: Terminal) -> str:
    """What the header said last of saving."""
    found = re.findall(r"saved|pending|NOT SAVED", plain(terminal.written).decode(errors="replace"))
    return found[-1] if found else ""


def test_labels_typed_on_a_terminal_are_the_labels_exported(database: Path) -> None:
    with Terminal(command(database)) as terminal:
        begin(terminal)
        terminal.press("4", "4", "a", "C", "r", "2", "c", "o", "1")
        terminal.settle(quiet=0.3)
        assert last_said(terminal) == "saved"
        terminal.press("q")
        assert terminal.wait() == 0

    rows = exported(database)

    assert [(row["position"], row["label"], row["secondary"]) for row in rows] == [
        (1, "boilerplate", None),
        (2, "boilerplate", None),
        (3, "attribution", "claim"),
        (4, "attribution", "claim"),
        (5, "attribution", None),
        (6, "claim", None),
        (7, "opinion", None),
        (8, "claim", None),
    ]
    assert {row["article"] for row in rows} == {FIRST}
    assert {tuple(row["annotators"]) for row in rows if isinstance(row["annotators"], list)} == {
        ("anna",)
    }


def test_undo_ranges_and_the_rest_of_the_article_by_keys_alone(database: Path) -> None:
    with Terminal(command(database)) as terminal:
        begin(terminal)
        terminal.press("v", "j", "j", "c")
        terminal.settle()
        terminal.press("u", "U", "B")
        terminal.settle()
        terminal.press("u")
        terminal.settle()
        terminal.press("n", "5", "o")
        terminal.settle(quiet=0.3)
        terminal.press("q")
        assert terminal.wait() == 0

    labels = [(row["position"], row["label"]) for row in exported(database)]

    assert labels == [
        *((position, "claim") for position in range(1, 4)),
        *((position, "opinion") for position in range(4, 9)),
    ]


def test_the_next_start_is_where_the_last_one_stopped(database: Path) -> None:
    with Terminal(command(database)) as terminal:
        begin(terminal)
        terminal.press("]", "j", "j")
        terminal.settle()
        terminal.press("q")
        assert terminal.wait() == 0
    with Terminal(command(database)) as terminal:
        terminal.wait_for("Sentence 3 of 31")
        assert "Welcome" not in plain(terminal.written).decode(errors="replace")
        terminal.press("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("seed", range(10))
def test_nothing_that_the_screen_called_saved_is_lost_by_kill_9(database: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable test
    with Terminal(command(database)) as terminal:
        begin(terminal)
        for _ in range(chance.randint(1, 8)):
            terminal.press(chance.choice("caob"))
            terminal.settle(quiet=chance.uniform(0.0, 0.1))
        while last_said(terminal) != "saved":
            terminal.settle(quiet=0.02)
        promised = int(
            re.findall(r"(\d+)/179 sentences", plain(terminal.written).decode(errors="replace"))[-1]
        )
        terminal.press(*(chance.choice("caob") for _ in range(chance.randint(0, 5))))
        time.sleep(chance.uniform(0, 0.05))
        terminal.kill()

    with Store(database) as store:
        kept = store.counts.labelled(annotator="anna")
        assert kept >= promised
        assert store.drifted() == []
        assert store.quick_check() == "ok"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 60), (20, 5)])
def test_the_job_goes_at_any_size_of_terminal(database: Path, columns: int, rows: int) -> None:
    with Terminal(command(database), columns=columns, rows=rows) as terminal:
        terminal.wait_for("Welcome")
        terminal.settle(quiet=0.5)
        terminal.press("x")
        terminal.settle(quiet=0.3)
        terminal.press("4", "a", "C")
        terminal.settle(quiet=0.3)
        terminal.resize(90, 30)
        terminal.settle(quiet=0.3)
        terminal.press("c", "q")
        assert terminal.wait() == 0

    assert [(row["label"], row["secondary"]) for row in exported(database)] == [
        ("boilerplate", None),
        ("attribution", "claim"),
        ("claim", None),
    ]


def test_no_color_means_no_colour_at_all(database: Path) -> None:
    with Terminal(command(database), environ={"NO_COLOR": "1"}) as terminal:
        begin(terminal)
        terminal.press("a", "c", "j", "f1")
        terminal.settle(quiet=0.3)
        terminal.press("q", "q")
        assert terminal.wait() == 0

    assert not COLOUR.search(terminal.written)


def test_a_crash_is_no_success(database: Path) -> None:
    code = (
        "import sys; from tui.session import Session\n"
        "def label(*_): raise RuntimeError('a bug')\n"
        "Session.label = label\n"
        f"sys.argv = ['claimdesk', '--db', {str(database)!r}]\n"
        "from tui.cli import main; main()"
    )
    with Terminal([sys.executable, "-c", code]) as terminal:
        begin(terminal)
        terminal.press("c")
        assert terminal.wait() == 1

    assert b"a bug" in terminal.written


HOSTILE = (
    "Bells \x07 and \x1b[2J\x1b]0;pwned\x07 titles \x1b]52;c;cHduZWQ=\x07 in one sentence.\n"
    "\x9b31mEight bits\x9d0;pwned\x9c and a \u202etfel ot thgir\u202c override stand here.\n"
    "[bold]Markup[/bold] with [@click=app.quit]a trap[/] is only text.\n"
)


def test_no_byte_of_an_article_commands_the_terminal(database: Path, tmp_path: Path) -> None:
    article = tmp_path / "[red]evil\x1b[31m.txt"
    article.write_text(HOSTILE, encoding="utf-8")
    subprocess.run(command(database, "import", str(article)), check=True, capture_output=True)
    with Terminal(command(database)) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.settle()
        terminal.press("x")
        terminal.settle(quiet=0.3)
        terminal.press("c", "m", "a\x02note", "enter")
        terminal.settle(quiet=0.3)
        terminal.press("/", "bells")
        terminal.settle(quiet=0.5)
        terminal.press("enter")
        terminal.settle(quiet=0.3)
        terminal.press("q")
        assert terminal.wait() == 0

    pointer_shape = re.compile(rb"\x1b\]22;[a-z]+\x07")  # Textual's own
    written = pointer_shape.sub(b"", terminal.written)
    for command_byte in (b"pwned\x07", b"\x1b]0;pwned", b"\x1b]52;c;cHduZWQ", b"\x07", b"\x1b[31m"):
        assert command_byte not in written
    text = plain(written).decode(errors="replace")
    assert "\x9b" not in text
    assert "\x9d" not in text
    assert "\u202e" not in text
    assert "[bold]Markup[/bold]" in text
    assert "[@click=app.quit]" in text


@pytest.fixture
def tmux() -> Iterator[list[str]]:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    server = ["tmux", "-L", f"claimdesk-test-{time.monotonic_ns()}", "-f", "/dev/null"]
    yield server
    subprocess.run([*server, "kill-server"], check=False, capture_output=True)


def test_the_job_goes_inside_tmux(database: Path, tmux: list[str]) -> None:
    def run(*words: str) -> str:
        return subprocess.run([*tmux, *words], check=True, capture_output=True, text=True).stdout

    def wait_for(text: str) -> str:
        end = time.monotonic() + 20
        while text not in (screen := run("capture-pane", "-p")):
            assert time.monotonic() < end, screen
            time.sleep(0.1)
        return screen

    unset = ["env", "-u", "COLUMNS", "-u", "LINES"]
    run("new-session", "-d", "-x", "120", "-y", "40", *unset, *command(database))
    wait_for("Welcome to claimdesk")
    run("send-keys", "x")
    wait_for("Sentence 1 of")
    run("send-keys", "a", "C", "4")
    screen = wait_for("Sentence 3 of")
    assert "❝ a+c" in screen
    assert "2/179 sentences" in screen
    wait_for("✓ saved")

    assert [row["label"] for row in exported(database)] == ["attribution", "boilerplate"]
