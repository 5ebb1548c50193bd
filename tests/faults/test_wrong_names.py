"""A command that is given the name of something that it must not replace."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from support import add_article, append, event

from annotations.store import Store, backup
from tui.cli import root


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, ["He left.", "She stayed."])
        append(store, event(1))
    return path


@pytest.mark.parametrize(
    "words", [["bundle"], ["export"], ["export", "--format", "csv"]], ids=" ".join
)
@pytest.mark.parametrize("linked", [False, True], ids=["by name", "by link"])
def test_a_backup_is_not_replaced_by_what_has_its_name(
    path: Path, words: list[str], *, linked: bool
) -> None:
    monday = path.with_name("monday.db")
    backup.copy(path, monday)
    whole = monday.read_bytes()
    named = path.with_name("link") if linked else monday
    if linked:
        named.symlink_to(monday)

    nothing_set = {"CLAIMDESK_CONFIG": None, "XDG_CONFIG_HOME": str(path.parent)}
    done = CliRunner(env=nothing_set).invoke(root, ["--db", str(path), *words, str(named)])

    assert done.exit_code == 1
    assert f"{named} is a database" in done.stderr
    assert monday.read_bytes() == whole
