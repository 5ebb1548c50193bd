"""`claimdesk import` on files of all kinds: one sentence or correct work, and nothing lost."""

from pathlib import Path

import nastyfiles
import pytest
from nastyfiles import Nasty
from nastyruns import (
    Outcome,
    Run,
    articles_added,
    fresh,
    keeps_to_the_rules,
    run_all,
    template,
)

FILES = nastyfiles.files()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nasty")


@pytest.fixture(scope="module")
def outcomes(home: Path) -> dict[str, Outcome]:
    """Every file imported into a database of its own that held something before."""
    made, folder = template(home), home / "files"
    folder.mkdir()
    runs = []
    for nasty in FILES:
        path = folder / nasty.name
        path.write_bytes(nasty.content)
        words = ("--db", fresh(home, made, nasty.name), "--as", "ada", "import", path)
        runs.append(Run(name=nasty.name, words=words))
    return run_all(home, runs)


@pytest.mark.parametrize("nasty", FILES, ids=lambda nasty: nasty.name)
def test_a_nasty_file_is_read_or_refused_and_nothing_is_lost(
    nasty: Nasty, outcomes: dict[str, Outcome], home: Path
) -> None:
    outcome = outcomes[nasty.name]
    keeps_to_the_rules(outcome)
    added = articles_added(home / f"{nasty.name}.db")
    if nasty.articles >= 0:
        assert added == nasty.articles, outcome.err
    if added == 0:
        assert outcome.code == 1
    assert outcome.megabytes < 600
