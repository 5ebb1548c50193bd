"""The manifest: counts for programs, and a hash of every file that is really that of the file."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from cardfacts import FACTS

from annotations.exporters.manifest import Entry, as_manifest, entries
from annotations.exporters.place import Folder

KEYS = [
    *("manifest", "tool", "format", "labels_of", "text", "articles", "articles_with_rows"),
    *("groups", "rows", "labels", "secondary", "label_set", "guidelines", "annotators"),
    *("votes", "accepted"),
    *("decided_by", "adjudicators", "left_out", "group_by", "plan", "splits", "everyone"),
    "files",
]


def manifest(*files: Entry, **changed: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(as_manifest(replace(FACTS, **changed), files))
    return loaded


def test_the_keys_are_the_documented_ones_in_their_order() -> None:
    assert list(manifest()) == KEYS


def test_counts_follow_the_label_set_and_hold_zeros() -> None:
    holds = manifest()
    assert list(holds["labels"].items()) == [("claim", 8), ("opinion", 2), ("rumour", 0)]
    assert holds["secondary"] == {"claim": 0, "opinion": 1, "rumour": 0}
    assert holds["left_out"] == {"unlabelled": 40, "tied": 2, "none": 0}
    assert holds["splits"]["test"] == {
        "articles": 1,
        "groups": 1,
        "rows": 2,
        "labels": {"claim": 2, "opinion": 0, "rumour": 0},
    }


def test_how_it_was_split_can_be_done_again() -> None:
    assert manifest()["plan"] == {
        "fractions": {"train": 80, "test": 20},
        "group_by": "story",
        "seed": 17,
    }
    assert manifest(plan=None, parts={})["plan"] is None


def test_everybodys_own_labels_are_counted_apart_where_there_is_a_file_of_them() -> None:
    assert manifest()["everyone"] == {"rows": 15, "annotators": 2}
    assert manifest(own=None)["everyone"] is None


def test_accepted_suggestions_stand_beside_all_labels_that_annotators_gave() -> None:
    holds = manifest()
    assert holds["votes"] == {"claim": 11, "opinion": 2, "rumour": 0}
    assert holds["accepted"] == {"claim": 4, "opinion": 0, "rumour": 0}


def test_files_are_told_by_name_size_and_hash(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.open("data/b.jsonl").write(b"12345")
    folder.open("a.txt").write("é".encode())
    found = list(entries(folder.contents()))
    folder.close(synced=False)
    assert found == [
        Entry("a.txt", 2, hashlib.sha256("é".encode()).hexdigest()),
        Entry("data/b.jsonl", 5, hashlib.sha256(b"12345").hexdigest()),
    ]
    assert manifest(*found)["files"][0] == {
        "name": "a.txt",
        "bytes": 2,
        "sha256": hashlib.sha256("é".encode()).hexdigest(),
    }


def test_the_keys_are_those_of_the_documents() -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    section = page.split("### The manifest\n")[1].split("\n### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == KEYS
