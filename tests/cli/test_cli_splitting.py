"""`claimdesk export --split`: what is written, and what is said of it."""

import json
import random
from pathlib import Path

import pytest
import support
from commandline import objects, run

from annotations.store import Store


@pytest.fixture
def corpus(store: Store) -> Path:
    """Forty articles of four sentences, labelled; the last sentence is the same in all."""
    rng = random.Random(5)  # noqa: S311 - made-up words
    for number in range(40):
        words = [f"w{rng.randrange(10_000)}" for _ in range(60)]
        parts = [" ".join(words[at : at + 20]) for at in (0, 20, 40)]
        support.add_article(store, [*parts, "Read more."], name=f"{number:02}.txt", source="Paper")
    support.append(store, *(support.event(n, ("claim", "opinion")[n % 2]) for n in range(1, 161)))
    return store.path


def test_rows_say_their_split_and_stderr_says_how_many(corpus: Path) -> None:
    result = run(corpus, "export", "--split", "80/10/10", "-")
    rows = objects(result)
    assert {row["split"] for row in rows} == {"train", "validation", "test"}
    told = result.stderr.splitlines()
    assert told[0] == f"wrote {len(rows)} rows"
    for split in ("train", "validation", "test"):
        n = sum(row["split"] == split for row in rows)
        assert any(line.startswith(f"  {split} {n}: ") for line in told)
    assert f"left out: {160 - len(rows)} whose words stand in a set before (claim " in told[5]
    assert told[6].startswith("split 80/10/10 by story, seed ")
    assert told[7].startswith("40 groups are few")
    assert len(told) == 8


def test_a_dry_run_says_the_same_and_decides_nothing(corpus: Path, tmp_path: Path) -> None:
    words = ("export", "--split", "70/30", tmp_path / "out.jsonl")
    dry = run(corpus, *words, "--dry-run")
    assert not (tmp_path / "out.jsonl").exists()
    real = run(corpus, *words)
    as_if = real.stderr.replace("wrote", "would write").replace("from now on", "once it is written")
    assert dry.stderr == as_if != real.stderr.replace("wrote", "would write")
    again = run(corpus, *words)
    assert "as frozen by an earlier export" in again.stderr


def test_the_same_split_twice_is_the_same_file(corpus: Path, tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        run(corpus, "export", "--split", "80/20", tmp_path / name)
    one, two = (tmp_path / name for name in ("one.jsonl", "two.jsonl"))
    assert one.read_bytes() == two.read_bytes() != b""


def test_a_folder_gets_a_file_for_each_split(corpus: Path, tmp_path: Path) -> None:
    result = run(corpus, "export", "--format", "hf", "--split", "80/10/10", tmp_path / "set")
    assert result.exit_code == 0
    data = tmp_path / "set" / "data"
    for name in ("train", "validation", "test"):
        lines = (data / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert lines
        assert f"  {name} {len(lines)}: " in result.stderr
    manifest = json.loads((tmp_path / "set" / "manifest.json").read_text("utf-8"))
    assert manifest["plan"]["fractions"] == {"train": 80, "validation": 10, "test": 10}
    assert manifest["left_out"]["duplicate"] > 0


def test_a_single_source_is_not_divided_unless_somebody_insists(corpus: Path) -> None:
    words = ("export", "--split", "50/50", "--group-by", "source", "-")
    result = run(corpus, *words)
    assert {row["split"] for row in objects(result)} == {"train"}
    assert "no honest split exists" in result.stderr
    forced = run(corpus, *words, "--force")
    assert {row["split"] for row in objects(forced)} == {"train", "test"}
    assert "as you insisted" in forced.stderr


def test_groups_can_be_named_without_a_split(corpus: Path) -> None:
    rows = objects(run(corpus, "export", "--group-by", "source", "-"))
    assert len({row["group"] for row in rows}) == 1
    assert {row["split"] for row in rows} == {None}


@pytest.mark.parametrize("given", ["80/10", "1/2/3/94", "half", "100"])
def test_other_fractions_are_wrong_usage(corpus: Path, given: str) -> None:
    result = run(corpus, "export", "--split", given, "-")
    assert result.exit_code == 2
    assert "whole numbers above 0 that come to 100" in result.stderr
    assert result.stdout == ""


def test_force_is_about_splits(corpus: Path) -> None:
    assert run(corpus, "export", "--force", "-").exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have such a device")
def test_an_export_that_fails_decides_nothing(corpus: Path) -> None:
    words = ("export", "--split", "50/25/25")
    failed = run(corpus, *words, "/dev/full")
    assert failed.exit_code != 0
    assert "could not be written" in failed.stderr
    assert "frozen once it is written" in run(corpus, *words, "--dry-run", "-").stderr
