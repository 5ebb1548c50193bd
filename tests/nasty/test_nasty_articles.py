"""`claimdesk import` on files of all kinds: one sentence or correct work, and nothing lost."""

import os
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
HUGE = 200_000_000
"""Bytes of one line."""


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
        if nasty.name.startswith("huge."):
            os.truncate(path, HUGE)  # the rest is nothing, and takes no room on the disk
        words = ("--db", fresh(home, made, nasty.name), "--as", "ada", "import", path)
        runs.append(Run(name=nasty.name, words=words))
    return run_all(home, runs)


def test_nasty_files_are_read_or_refused_and_nothing_is_lost(
    outcomes: dict[str, Outcome], home: Path
) -> None:
    """One test, so that workers that share the tests do not all import all files."""
    wrong = [told for nasty in FILES if (told := what_is_wrong(nasty, outcomes[nasty.name], home))]
    assert not wrong, "\n".join(wrong)


def what_is_wrong(nasty: Nasty, outcome: Outcome, home: Path) -> str:
    try:
        keeps_to_the_rules(outcome)
        added = articles_added(home / f"{nasty.name}.db")
        assert nasty.articles in {-1, added}, (added, outcome.err)
        assert added or outcome.code == 1
        assert outcome.megabytes < (180 if nasty.name.startswith("huge.") else 600)
    except AssertionError as error:
        return f"{nasty.name}: {error}"
    return ""
