import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_ghosted import Said
from at_work import AtWork, Clock, article

from annotations.model import Article, Suggestion
from annotations.store import Store


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the configuration, data or environment of the person who runs it."""
    for variable in ("CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "CLAIMDESK_CONFIG", "TMUX", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ada(store: Store, clock: Clock) -> AtWork:
    """Ada, with an article of six sentences open at the first."""
    number = article(store, 6)
    ada = AtWork(store, clock=clock)
    ada.session.open(number)
    return ada


@pytest.fixture(autouse=True)
def _the_same_terminal_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app takes for its size before the first layout, whoever runs the tests."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")


@pytest.fixture(autouse=True)
def _saving_is_told_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.frame.CALM_SECONDS", 0.02)


@pytest.fixture
def ghostly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions are worked out as in the app, and soon."""
    monkeypatch.setattr("tui.screens.ghosts.SOON_SECONDS", 0.01)
    monkeypatch.setattr("tui.screens.ghosts.CALM_SECONDS", 0.01)


@pytest.fixture(autouse=True)
def _ghosts_only_where_they_are_tested(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come when a thread has worked them out: anywhere else that would be by chance."""
    if "ghostly" not in request.fixturenames:
        monkeypatch.setattr("tui.screens.ghosts.suggests", lambda _: False)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """Article number → what is suggested for it; nothing for others."""
    told: Said = {}

    def suggest(store: Store, asked: Article, **_: object) -> list[Suggestion | None]:
        return told.get(asked.number, [None] * asked.sentences)

    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", suggest)
    return told


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, said: Said) -> Iterator[threading.Event]:
    """Threads wait here while it is not set."""
    gate = threading.Event()
    gate.set()
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 60)

    def suggest(store: Store, asked: Article, **_: object) -> list[Suggestion | None]:
        gate.wait(10)
        return said.get(asked.number, [None] * asked.sentences)

    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", suggest)
    yield gate
    gate.set()
