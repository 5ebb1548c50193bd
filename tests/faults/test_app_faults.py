"""The app on a pseudo-terminal, when something happens to it that nobody pressed."""

from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from benchmarks.faults import app

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
