"""What each format for another program puts where, and what a format needs to be written."""

import json
import tomllib
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import pytest
import yaml
from exportrows import LABELS, TERMS, article, in_split, of_person, written

from annotations.errors import ExportFailed
from annotations.exporters import (
    FORMATS,
    PERSON_KEYS,
    RESOLVED_KEYS,
    Format,
    Terms,
    card_header,
    check_installed,
    without_text,
)
from annotations.exporters.brat import type_names

ONE = article(["It rained.", "He said so."], [("claim", None), ("attribution", "claim")])
SPLIT = Terms(keys=RESOLVED_KEYS, labels=LABELS, splits=("train", "validation", "test"))


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_prodigy_lines_are_answers_of_the_choice_interface() -> None:
    first, second = lines(written("prodigy", ONE)[""])
    assert first["options"] == [{"id": label, "text": label} for label in LABELS]
    assert (first["accept"], second["accept"]) == (["claim"], ["attribution", "claim"])
    assert (first["answer"], first["_view_id"], first["_annotator_id"]) == (
        "accept",
        "choice",
        "ada",
    )
    assert first["_timestamp"] == 1714979289
    assert not {"_input_hash", "_task_hash"} & first.keys()
    assert second["meta"] == {"id": ONE.rows[1].id, "article": "story.txt", "position": 2}


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio"])
def test_a_label_that_is_nobodys_own_is_nobodys(name: str) -> None:
    several = article(
        ["It rained."], [("claim", None)], annotators=("ada", "ben"), votes=("claim", "claim")
    )
    ruled = article(["It rained."], [("claim", None)], decided_by="adjudicated")
    for one in (several, ruled):
        assert b'"ada"' not in written(name, one)[""]
    assert b'"ada"' in written(name, ONE)[""]


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio"])
def test_everyones_labels_say_whose_they_are(name: str) -> None:
    rows = [of_person(row, who) for row in ONE.rows for who in ("ben", "eve")]
    terms = Terms(keys=PERSON_KEYS, labels=LABELS)
    content = written(name, changed(ONE, rows=rows), terms=terms)[""]
    assert content.count(b'"ben"') == content.count(b'"eve"') > 0


def test_doccano_lines_say_where_a_sentence_stands() -> None:
    _, second = lines(written("doccano", in_split(ONE, "test"))[""])
    assert second["label"] == ["attribution", "claim"]
    assert (second["article_id"], second["start"], second["end"]) == (ONE.id, 11, 22)
    assert (second["split"], second["group"], second["annotator"]) == ("test", ONE.group, "ada")
    assert "id" not in second


def test_label_studio_has_an_annotation_a_person_and_a_region_a_sentence() -> None:
    rows = [of_person(row, who) for row in ONE.rows for who in ("ben", "ada")]
    (task,) = json.loads(written("label-studio", changed(ONE, rows=rows))[""])
    assert task["data"]["text"] == ONE.text
    assert [one["annotator"] for one in task["annotations"]] == ["ada", "ben"]
    assert [one["ground_truth"] for one in task["annotations"]] == [False, False]
    first, second, more = task["annotations"][0]["result"]
    assert first == {
        "id": ONE.rows[0].id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 0, "end": 10, "text": "It rained.", "labels": ["claim"]},
    }
    assert second["id"] == more["id"]
    assert (more["from_name"], more["type"]) == ("secondary", "choices")
    assert more["value"]["choices"] == ["claim"]


def test_label_studio_counts_utf_16_units() -> None:
    one = article(["😀 first.", "𝔘𝔫𝔦 second.", "Third."], [("claim", None)] * 3)
    (task,) = json.loads(written("label-studio", one)[""])
    places = [result["value"] for result in task["annotations"][0]["result"]]
    assert [(place["start"], place["end"]) for place in places] == [(0, 9), (10, 24), (25, 31)]


def test_brat_breaks_a_sentence_at_line_ends() -> None:
    one = article(
        ["Two\n\n lines.", "One."], [("claim", None), ("claim", "attribution")], note="a\nb"
    )
    files = written("brat", one)
    name = f"story-{one.id[:16]}"
    assert files[f"{name}.txt"].decode() == one.text
    assert files[f"{name}.ann"].decode().splitlines() == [
        "T1\tclaim 0 3;5 12\tTwo  lines.",
        "#1\tAnnotatorNotes T1\ta b",
        "T2\tclaim 13 17\tOne.",
        "A1\tSecondary T2 attribution",
        "#2\tAnnotatorNotes T2\ta b",
    ]
    assert b"\nclaim\nattribution\nhalf_quoted_label\nopinion_other\n" in files["annotation.conf"]


def test_brat_types_are_never_the_same() -> None:
    assert type_names(("a b", "a_b", "a,b", "漢字", "a_b_2")) == {
        "a b": "a_b",
        "a_b": "a_b_2",
        "a,b": "a_b_3",
        "漢字": "label",
        "a_b_2": "a_b_2_2",
    }


@pytest.mark.parametrize("name", ["hf", "brat"])
def test_a_folder_has_a_part_for_each_split(name: str) -> None:
    others = (article([f"Of {split}."], [("claim", None)]) for split in SPLIT.splits)
    articles = [in_split(one, split) for one, split in zip(others, SPLIT.splits, strict=True)]
    files = written(name, *articles, terms=SPLIT)
    for split in SPLIT.splits:
        inside = b"".join(content for path, content in files.items() if f"{split}" in path)
        held = [other for other in SPLIT.splits if f"Of {other}.".encode() in inside]
        assert held == [split]


def test_the_card_declares_every_column_and_names_the_labels() -> None:
    header = yaml.safe_load(yaml.safe_dump(card_header(SPLIT)))
    default, everyone = header["dataset_info"]
    assert [feature["name"] for feature in default["features"]] == list(RESOLVED_KEYS)
    assert [feature["name"] for feature in everyone["features"]] == list(PERSON_KEYS)
    names = {str(number): label for number, label in enumerate(LABELS)}
    for feature in default["features"]:
        if feature["name"] in ("label", "secondary"):
            assert feature["dtype"] == {"class_label": {"names": names}}
        elif feature["name"] in ("annotators", "votes", "flags"):
            assert feature["sequence"] == "string"
        else:
            assert feature["dtype"] in ("string", "int64", "float64")
    assert [one["split"] for one in header["configs"][0]["data_files"]] == list(SPLIT.splits)
    assert header["configs"][1]["data_files"] == [
        {"split": "everyone", "path": "annotations/all.jsonl"}
    ]


def test_the_card_of_rows_without_text_declares_those() -> None:
    keys = without_text(RESOLVED_KEYS)
    header: Any = card_header(changed(TERMS, keys=keys))
    default, everyone = header["dataset_info"]
    assert [feature["name"] for feature in default["features"]] == list(keys)
    assert "text_sha256" in [feature["name"] for feature in everyone["features"]]


def test_parquet_has_typed_columns_in_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa  # noqa: PLC0415 - not everywhere
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - not everywhere

    monkeypatch.setattr("annotations.exporters.parquet.ROWS_A_GROUP", 4)
    file = ParquetFile(pa.BufferReader(written("parquet", ONE, ONE, ONE, ONE, ONE)[""]))
    assert file.num_row_groups == 3
    types = {field.name: str(field.type) for field in file.schema_arrow}
    assert list(types) == list(RESOLVED_KEYS)
    assert types["secondary"] == types["split"] == "string"
    assert types["position"] == "int64"
    assert types["agreement"] == "double"
    assert types["flags"].startswith("list<")
    assert types["labelled_at"] == "timestamp[ms, tz=UTC]"
    (row, *_) = file.read().to_pylist()
    assert (row["flags"], row["split"], row["annotators"]) == ([], None, ["ada"])
    assert row["labelled_at"].isoformat() == "2024-05-06T07:08:09.010000+00:00"


def test_a_format_without_its_module_is_refused_with_what_to_install() -> None:
    wanted = Format(write=FORMATS["jsonl"].write, says="", loads="", needs=("no_such_module",))
    with pytest.raises(ExportFailed) as caught:
        check_installed("some", wanted)
    assert str(caught.value) == (
        "the format some needs no_such_module: pip install 'claimdesk[some]'"
    )


def test_every_format_that_needs_a_module_has_an_extra_of_its_name() -> None:
    root = Path(__file__).parents[3]
    extras = tomllib.loads((root / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    for name, one in FORMATS.items():
        for module in one.needs:
            assert any(wanted.startswith(module) for wanted in extras[name])


def test_parquet_holds_everyones_labels_too() -> None:
    rows = [of_person(row, "eve") for row in ONE.rows]
    terms = Terms(keys=PERSON_KEYS, labels=LABELS)
    content = written("parquet", changed(ONE, rows=rows), terms=terms)[""]
    assert content.startswith(b"PAR1")
