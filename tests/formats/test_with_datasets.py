"""What the library `datasets` makes of exports: https://huggingface.co/docs/datasets."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from exportedcorpus import LABELS, exported, stated
from exportrows import TERMS, article, written

from annotations.exporters import PERSON_KEYS, RESOLVED_KEYS, card_header
from annotations.store import Store


@pytest.fixture(scope="module")
def folder(corpus: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(corpus, "hf", tmp_path_factory.mktemp("hf") / "folder")


def loaded(*where: str, **how: Any) -> Any:
    import datasets  # noqa: PLC0415 - reads the environment that the fixtures set

    return datasets.load_dataset(*where, **how)


def test_a_folder_loads_with_its_splits_and_labels_by_name(folder: Path, corpus: Store) -> None:
    found = loaded(str(folder))
    assert list(found) == ["train", "validation", "test"]
    features = found["train"].features
    assert list(features) == list(RESOLVED_KEYS)
    for key in ("label", "secondary"):
        assert features[key].names == LABELS
    rows = [row for part in found.values() for row in part]
    named = [
        (row["text"], name(features, row["label"]), name(features, row["secondary"]))
        for row in rows
    ]
    assert sorted(named, key=str) == sorted(stated(corpus), key=str)
    assert {row["split"] for row in found["test"]} == {"test"}


def name(features: Any, number: int | None) -> str | None:
    return None if number is None else features["label"].int2str(number)


def test_every_column_has_its_type_also_where_it_is_empty(folder: Path) -> None:
    features = loaded(str(folder))["validation"].features
    types = {key: getattr(one, "dtype", None) for key, one in features.items()}
    assert types["adjudicator"] == types["published"] == types["note"] == "string"
    assert types["n_votes"] == types["start"] == types["label"] == "int64"
    assert types["agreement"] == "float64"
    assert features["flags"].feature.dtype == "string"


def test_everybodys_labels_are_a_configuration_of_their_own(folder: Path) -> None:
    found = loaded(str(folder), "annotations")
    assert list(found) == ["everyone"]
    assert list(found["everyone"].features) == list(PERSON_KEYS)
    assert set(found["everyone"]["annotator"]) == {"ada", "ben"}
    assert found["everyone"].features["label"].names == LABELS


def test_an_unsplit_folder_is_all_train(corpus: Store, tmp_path: Path) -> None:
    found = loaded(str(exported(corpus, "hf", tmp_path / "folder", split=False)))
    assert list(found) == ["train"]
    assert set(found["train"]["split"]) == {None}


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_a_file_loads_by_its_kind(kind: str, corpus: Store, tmp_path: Path) -> None:
    format_name = {"json": "jsonl"}.get(kind, kind)
    path = exported(corpus, format_name, tmp_path / "labels")
    found = loaded(kind, data_files=str(path), split="train")
    assert list(found.features) == list(RESOLVED_KEYS)
    assert sorted(zip(found["text"], found["label"], found["secondary"], strict=True), key=str) == (
        sorted(stated(corpus), key=str)
    )


def test_the_parts_do_not_share_a_sentence(folder: Path) -> None:
    parts = [set(part["text"]) for part in loaded(str(folder)).values()]
    assert not parts[0] & parts[1] | parts[0] & parts[2] | parts[1] & parts[2]


def test_dates_alone_in_a_column_come_back_as_times(tmp_path: Path) -> None:
    files = written("hf", article(["It rained."], [("claim", None)]))
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    header = yaml.safe_dump(card_header(TERMS), sort_keys=False)
    (tmp_path / "README.md").write_text(f"---\n{header}---\n", encoding="utf-8")
    (row,) = loaded(str(tmp_path))["train"]
    assert row["published"] == "2024-05-05 00:00:00"  # as the documents say
    assert row["labelled_at"] == "2024-05-06T07:08:09.010Z"
