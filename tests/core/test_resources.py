"""Where things are: in a checkout, in a wheel, and in the folders of the user."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations import resources


def test_in_a_checkout_the_shipped_files_stand_at_its_top() -> None:
    assert resources.shipped_config().is_file()
    assert len(list(resources.seeds_folder().glob("*.txt"))) == 5
    assert resources.guideline_file().read_text(encoding="utf-8").startswith("# ")


def test_in_a_wheel_they_stand_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "_bundled"
    bundled.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.shipped_config() == bundled / "config.yaml"
    assert resources.seeds_folder() == bundled / "seeds"
    assert resources.guideline_file() == bundled / "guideline.md"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG is for the others")
def test_the_folders_of_the_user_follow_xdg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert resources.user_config_file() == tmp_path / "config" / "claimdesk" / "config.yaml"
    assert resources.data_folder() == tmp_path / "data" / "claimdesk"
    assert resources.default_database() == tmp_path / "data" / "claimdesk" / "claimdesk.db"


def test_asking_where_a_folder_is_does_not_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    resources.user_config_file()
    resources.default_database()
    assert list(tmp_path.iterdir()) == []


def test_importing_the_module_does_not_load_platformdirs() -> None:
    code = "import sys, annotations.resources; print('platformdirs' in sys.modules)"
    root = str(resources.shipped_config().parent)
    environ = os.environ | {"PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ
    )
    assert done.stdout == "False\n"
