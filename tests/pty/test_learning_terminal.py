"""Learning beside the app on a real terminal: what is loaded where, and that nothing stays."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import add_article, append, event

from annotations.store import Store

if sys.platform != "linux":
    pytest.skip("reads /proc", allow_module_level=True)

from benchmarks.learned import children, memory
from benchmarks.terminal import Terminal

LARGE_MB = 80
"""Far below what scikit-learn takes, and above what the app does."""


@pytest.fixture
def command(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The app with labels to learn from, most of which no rule would give."""
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    for name in "abcd":
        add_article(store, [f"The {name} road past {n} is closed." for n in range(30)], name=name)
    append(store, *(event(n, "opinion" if n % 3 else "claim") for n in range(1, 91)))
    config = tmp_path / "own.yaml"
    config.write_text("suggest:\n  learn_from: 50\n", encoding="utf-8")
    return [
        *(sys.executable, "-m", "tui", "--db", str(store.path), "--as", "ada"),
        *("--config", str(config)),
    ]


def until(what: Callable[[], bool], terminal: Terminal) -> None:
    end = time.monotonic() + 30
    while not what():
        terminal.settle(quiet=0.05, seconds=0.05)
        assert time.monotonic() < end, "it never came about"


def loads(pid: int, library: str) -> bool:
    return f"/{library}/" in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")


def test_the_library_is_loaded_beside_the_app_which_takes_it_along_when_killed(
    command: list[str],
) -> None:
    with Terminal(command) as terminal:
        terminal.wait_for("Sentence 1 of")
        until(lambda: bool(children(terminal.pid)), terminal)
        (pid,) = children(terminal.pid)
        until(lambda: loads(pid, "sklearn"), terminal)
        assert not [name for name in ("sklearn", "scipy", "numpy") if loads(terminal.pid, name)]
        assert memory(terminal.pid, "VmHWM") < LARGE_MB
        terminal.kill()
        until(lambda: not Path(f"/proc/{pid}/exe").exists(), terminal)


@pytest.mark.parametrize("name", ["q", "closed"])
def test_it_is_gone_when_the_app_was_left(name: str, command: list[str]) -> None:
    with Terminal(command) as terminal:
        terminal.wait_for("Sentence 1 of")
        until(lambda: bool(children(terminal.pid)), terminal)
        (pid,) = children(terminal.pid)
        if name == "q":
            terminal.press("q")
        else:
            terminal.hang_up()
        began = time.monotonic()
        terminal.wait()
        assert time.monotonic() - began < 10
        until(lambda: not Path(f"/proc/{pid}/exe").exists(), terminal)
