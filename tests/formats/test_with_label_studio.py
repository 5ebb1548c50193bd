"""What Label Studio's own library makes of exports: https://github.com/HumanSignal/label-studio-sdk."""

import io
import json
import re
from pathlib import Path

import pytest
from exportedcorpus import LABELS, exported, stated
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from annotations.importers.labels import BySpan, Tag, read_labels
from annotations.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


@pytest.fixture(scope="module")
def path(corpus: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("label-studio") / "tasks.json"
    return exported(corpus, "label-studio", to, everyone=True)


def configuration() -> str:
    """The labelling configuration that the documents show."""
    (found,) = re.findall(r"^```xml\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_configuration_shown_has_the_shipped_labels() -> None:
    interface = LabelInterface(configuration())
    assert list(interface.get_control("label").labels) == LABELS


def test_tasks_and_regions_are_valid(path: Path, corpus: Store) -> None:
    interface = LabelInterface(configuration())
    tasks = json.loads(path.read_text(encoding="utf-8"))
    regions = 0
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        assert [one["annotator"] for one in task["annotations"]] == ["ada", "ben"]
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation)
            for region in annotation["result"]:
                assert interface.validate_region(region, return_errors=True) == []
                regions += 1
    assert regions > 2 * len(list(stated(corpus)))


def test_offsets_are_those_of_javascript(path: Path) -> None:
    for task in json.loads(path.read_text(encoding="utf-8")):
        units = task["data"]["text"].encode("utf-16-le")
        for region in task["annotations"][0]["result"]:
            value = region["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def tags(raw: bytes) -> set[tuple[BySpan, str]]:
    """Place and label of every tag on a sentence that our own reader finds."""
    known = frozenset(LABELS)
    _, found = read_labels(io.BytesIO(raw), name="tasks", known=known, merged=False)
    places = {(one.where[0], one.label) for one in found if isinstance(one, Tag)}
    return {(where, label) for where, label in places if isinstance(where, BySpan)}


def test_json_min_of_their_converter_reads_as_the_same_labels(path: Path, tmp_path: Path) -> None:
    """All but the secondary ones, of which it does not keep where they stand."""
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):  # what Label Studio adds when it takes them in
        task["id"] = number
        for person, annotation in enumerate(task["annotations"]):
            annotation |= {"id": 2 * number + person, "completed_by": person, "lead_time": 1.0}
    stored = tmp_path / "stored.json"
    stored.write_text(json.dumps(tasks), encoding="utf-8")
    converter = Converter(configuration(), str(tmp_path), download_resources=False)
    converter.convert_to_json_min(str(stored), str(tmp_path / "min"), is_dir=False)
    (result,) = (tmp_path / "min").glob("*.json")
    assert tags(result.read_bytes()) == tags(path.read_bytes()) != set()
