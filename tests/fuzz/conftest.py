from pathlib import Path

import pytest
from fuzzing import WAITS


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or changes what belongs to the person who runs it."""
    for variable in ("CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "CLAIMDESK_CONFIG", "TMUX", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.chdir(home)


@pytest.fixture(autouse=True)
def _nothing_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app does after a while, it does when a test says so: the same keys, the same run."""
    for name, seconds in WAITS.items():
        monkeypatch.setattr(name, seconds)
