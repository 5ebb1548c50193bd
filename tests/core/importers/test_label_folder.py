"""A folder in place of a file of labels: which file of it is meant."""

from pathlib import Path

import pytest

from annotations.errors import ImportFailed
from annotations.importers.labels import label_file


def made(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    return folder


def test_a_file_is_itself(tmp_path: Path) -> None:
    for name in ("a.csv", "none"):
        assert label_file(tmp_path / name) == tmp_path / name


def test_everybodys_own_labels_go_first(tmp_path: Path) -> None:
    folder = made(tmp_path, "annotations/all.jsonl", "data/train.jsonl", "data/test.jsonl")
    assert label_file(folder) == folder / "annotations/all.jsonl"


def test_else_it_is_the_only_file_of_data(tmp_path: Path) -> None:
    folder = made(tmp_path, "data/train.jsonl", "data/notes.txt", "README.md")
    assert label_file(folder) == folder / "data/train.jsonl"


def test_of_several_files_one_has_to_be_given(tmp_path: Path) -> None:
    folder = made(tmp_path, "data/train.jsonl", "data/te\x1bst.jsonl")
    with pytest.raises(ImportFailed, match=r"give one \(data/te␛st\.jsonl, data/train\.jsonl\)"):
        label_file(folder)


def test_a_folder_without_such_files_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"is a folder without .*: give a file of labels$"):
        label_file(made(tmp_path, "config.cfg", "train.spacy"))
