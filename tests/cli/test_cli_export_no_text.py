"""`export --no-text`, and folders with card and manifest, as a person asks for them."""

import json
from pathlib import Path

import pytest
import support
from commandline import run

from annotations.exporters import FORMATS
from annotations.store import Store

WORDS = ("The bridge opened on Monday.", "It is long.")


@pytest.fixture
def labelled(store: Store) -> Store:
    support.add_article(store, WORDS, name="a.txt", title=WORDS[0])
    support.append(store, support.event(1), support.event(2, "opinion"))
    return store


def test_a_stream_without_text_holds_hashes(labelled: Store) -> None:
    result = run(labelled.path, "export", "--no-text", "-")
    assert result.exit_code == 0
    first, _ = map(json.loads, result.stdout.splitlines())
    assert list(first)[:3] == ["id", "text_sha256", "label"]
    assert not any(words in result.stdout for words in WORDS)


def test_a_csv_without_text_has_no_column_for_it(labelled: Store, tmp_path: Path) -> None:
    run(labelled.path, "export", "--no-text", tmp_path / "labels.csv")
    head, *_ = (tmp_path / "labels.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {"text", "title", "context_before", "context_after"}.isdisjoint(head.split(","))


@pytest.mark.parametrize("dry", [["--dry-run"], []])
def test_a_format_of_text_refuses_in_one_sentence(
    labelled: Store, tmp_path: Path, dry: list[str]
) -> None:
    name = next(name for name, one in FORMATS.items() if one.texts)
    result = run(labelled.path, "export", "--no-text", "--format", name, *dry, tmp_path / "out")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert f"{name} is made of the articles' text" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_comes_with_card_and_manifest(labelled: Store, tmp_path: Path) -> None:
    name = next(name for name, one in FORMATS.items() if one.folder and not one.needs)
    result = run(labelled.path, "export", "--format", name, tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["rows"]) == (name, 2)
    assert "2 rows from 1 article" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
