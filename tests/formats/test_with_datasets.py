"""What the library `datasets` makes of exports: https://huggingface.co/docs/datasets."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from exportedcorpus import LABELS, exported, stated
from exportrows import TERMS, article, written

from annotations.exporters import PERSON_KEYS, RESOLVED_KEYS, card_header
from annotations.exporters.columns import KINDS
from annotations.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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
    told = json.loads((folder / "manifest.json").read_bytes())["everyone"]
    assert told == {"rows": len(found["everyone"]), "annotators": 2}


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


def test_dates_alone_in_a_column_are_texts_though_spelled_anew(tmp_path: Path) -> None:
    files = written("hf", article(["It rained."], [("claim", None)]))
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    header = yaml.safe_dump(card_header(TERMS), sort_keys=False)
    (tmp_path / "README.md").write_text(f"---\n{header}---\n", encoding="utf-8")
    for configuration in ("default", "annotations"):
        (part,) = loaded(str(tmp_path), configuration).values()
        assert part.features["published"].dtype == "string"
        assert set(part["published"]) == {"2024-05-05 00:00:00"}  # as the documents say
        assert set(part["labelled_at"]) == {"2024-05-06T07:08:09.010Z"}


def test_a_file_loads_with_the_types_that_the_documents_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lines,) = written("jsonl", article(["It rained."], [("claim", None)])).values()
    (tmp_path / "labels.jsonl").write_bytes(lines)
    monkeypatch.chdir(tmp_path)
    names = shown("from_generator")
    data, features = names["data"], names["features"]
    assert data[0] == json.loads(lines)
    assert {str(features[key]) for key in LISTS} == {str(names["texts"])}
    for key in RESOLVED_KEYS:
        assert data.features[key] == features[key]
        assert key in LISTS or features[key].dtype == DTYPES.get(KINDS[key])
    plain = loaded("json", data_files="labels.jsonl", split="train", features=features)
    assert plain.features == data.features
    assert plain["published"][0] == "2024-05-05 00:00:00"


LISTS = [key for key, kind in KINDS.items() if kind == "texts"]
DTYPES = {"text": "string", "whole": "int64", "share": "float64"}


def shown(word: str) -> dict[str, Any]:
    """The names that the Python with this word in it makes, as the documents show it."""
    blocks = re.findall(
        r"^```python\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (code,) = (one for one in blocks if word in one)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own lines
    return names
