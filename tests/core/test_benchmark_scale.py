"""The table of scale at a size that takes seconds: every row is there, and is a number."""

import json
import math
import re
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.resources import seeds_folder
from benchmarks import corpus, scale
from benchmarks.scaling import child
from tui.cli import root

PARTS = ("import", "merge", "export", "bundle", "agreement", "size", "reading", "labelling")
"""All but those that need a terminal for minutes, or another program."""

ROWS = """
import, N sentences
import, N sentences, by the wall
import: memory
merge, N events
merge, N events, by the wall
merge, N events
merge, N events, by the wall
merge: memory
merge again, N events known
export jsonl, N rows resolved
export resolved: memory
export jsonl, N rows --all
export --all: memory
bundle, N events
bundle, size for a million events
bundle: memory
agreement, N sentences
agreement: memory
the file, a million labelled sentences
the file, a million labelled sentences
open, to the first page
a page of the list, at the slowest of ten places
an article of N sentences
next disputed, its article and all votes
all N disputes in order, on a thread
search 'the', N hits, ranked
search 'president said', N hits, ranked
label committed, pN, by the wall
label committed, pN, by the wall
label by the writing thread, pN, by the wall
label by the writing thread, pN, by the wall
next unfinished article, all are finished
next unfinished article, all are finished, asked again
"""


def in_this_process(database: Path, *words: str) -> child.Spent:
    """A command without the half second that a process of its own takes to start."""
    began = time.perf_counter()
    done = CliRunner().invoke(root, ["--db", str(database), "--as", "bench", *words])
    assert done.exit_code == 0, done.output
    seconds = time.perf_counter() - began
    return child.Spent(seconds, seconds, 30.0)


def test_every_row_of_the_table_of_scale_is_a_finite_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "run", in_this_process)
    monkeypatch.setattr(corpus, "_POOL", 10_000)
    monkeypatch.setattr(corpus, "_words_of_all", partial(corpus.vocabulary, 3000))
    scale.main(["--articles", "20", "--keep", str(tmp_path), "--json", "--parts", *PARTS])
    told = capsys.readouterr()
    figures = json.loads(told.out)
    names = [re.sub(r"[\d,]*\d", "N", figure["what"]) for figure in figures]
    assert names == ROWS.strip().splitlines()
    for figure in figures:
        for field in ("value", "floor", "ratio", "target"):
            assert figure[field] is None or math.isfinite(figure[field]), figure
        assert figure["value"] > 0, figure
    assert len(told.err.splitlines()) == len(figures) + 1
    kept = {path.name for path in (tmp_path / "20").iterdir()}
    assert kept == {
        "articles.db", "labelled.db", "two.db", "third.bundle", "more.bundle", "import.jsonl",
        "tenth",
    }  # fmt: skip


def test_a_command_in_a_process_of_its_own_says_what_it_has_cost(tmp_path: Path) -> None:
    spent = child.run(tmp_path / "labels.db", "import", str(seeds_folder()))
    assert spent.processor > 0
    assert spent.wall > 0
    if sys.platform == "linux":
        assert 10 < spent.megabytes < 500


def test_a_command_that_fails_is_told_and_not_measured(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 1: claimdesk: "):
        child.run(tmp_path / "labels.db", "import", str(tmp_path / "missing.txt"))


def test_the_table_of_scale_has_the_screens_and_a_peer_too() -> None:
    assert {*scale.PARTS} == {*PARTS, "screens", "peer"}
