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

ACTING = [f"words_{name}.jsonl" for name in ("escapes", "bidi", "osc", "nul", "surrogate")]
"""Some of their names act on a terminal, and must not become annotators."""


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


def test_nasty_files_of_labels_are_taken_or_refused_and_nothing_is_lost(
    outcomes: dict[str, Outcome], home: Path
) -> None:
    """One test, so that workers that share the tests do not all read all files."""
    assert len(outcomes) > 60
    wrong = [told for name in outcomes if (told := what_is_wrong(name, outcomes[name], home))]
    assert not wrong, "\n".join(wrong)


def what_is_wrong(name: str, outcome: Outcome, home: Path) -> str:
    try:
        keeps_to_the_rules(outcome)
        assert articles_added(home / f"{name}.db") == 0
        assert outcome.megabytes < 400
        assert outcome.code == 1 or name not in ACTING
    except AssertionError as error:
        return f"{name}: {error}"
    return ""
