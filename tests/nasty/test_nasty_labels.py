"""`import-labels` and `merge` on files of all kinds: one sentence or correct work, nothing lost."""

from pathlib import Path

import nastylabels
import pytest
from nastyruns import (
    Outcome,
    Run,
    articles_added,
    fresh,
    keeps_to_the_rules,
    run_all,
    template,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nastylabels")


@pytest.fixture(scope="module")
def outcomes(home: Path) -> dict[str, Outcome]:
    """Every file taken into a database of its own that held something before."""
    made, folder = template(home), home / "files"
    folder.mkdir()
    runs = []
    for command, files in (
        ("import-labels", nastylabels.label_files()),
        ("merge", nastylabels.bundles(home)),
    ):
        for name, content in files:
            (folder / name).write_bytes(content)
            words = ("--db", fresh(home, made, name), "--as", "ada", command, folder / name)
            runs.append(Run(name=name, words=words))
    return run_all(home, runs)


def test_nasty_files_of_labels_are_taken_or_refused(outcomes: dict[str, Outcome]) -> None:
    assert len(outcomes) > 60
    for name, outcome in outcomes.items():
        try:
            keeps_to_the_rules(outcome)
            assert outcome.megabytes < 400
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


def test_nothing_that_was_there_is_lost(outcomes: dict[str, Outcome], home: Path) -> None:
    for name in outcomes:
        assert articles_added(home / f"{name}.db") == 0, name


@pytest.mark.parametrize("name", ["escapes", "bidi", "osc", "nul", "surrogate"])
def test_no_name_that_acts_on_a_terminal_becomes_an_annotator(
    name: str, outcomes: dict[str, Outcome]
) -> None:
    assert outcomes[f"words_{name}.jsonl"].code == 1
