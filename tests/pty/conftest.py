from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_configuration_of_the_person_who_runs_the_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("CLAIMDESK_CONFIG", "CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "NO_COLOR", "TMUX"):
        monkeypatch.delenv(name, raising=False)
