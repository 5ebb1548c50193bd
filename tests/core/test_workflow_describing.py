"""A folder export tells what is in it: card and manifest, gathered as the articles go by."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import support
import yaml
from msgspec import structs
from reviewing import review, rule, ruling

from annotations import resources, workflow
from annotations.config import Config, Exporting, GuidelineSource, load
from annotations.errors import ConfigError, ExportFailed
from annotations.exporters import FORMATS, Files, Format, Labelled, Row, Terms
from annotations.exporters.training import lines
from annotations.store import Store
from annotations.workflow.agreeing import agreement
from annotations.workflow.describing import Describing
from annotations.workflow.rows import resolved_rows

CONFIG = load(resources.shipped_config(), environ={}).config
THREE = ("The first one.", "The second one.", "The third one.")


def configured(**changed: Any) -> Config:
    settings = {name: getattr(CONFIG, name) for name in CONFIG.__struct_fields__}
    return Config(**{**settings, **changed})


def write(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """A file of rows in a folder, and one that stays empty."""
    files.open("data/empty.jsonl")
    for article in articles:
        files.open("data/rows.jsonl").writelines(lines(article.rows, terms.keys))
        yield


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is a folder."""
    made = Format(
        write=write,
        says="for tests",
        loads="",
        folder=True,
        texts=False,
        header=lambda terms: {"labels": list(terms.labels)},
    )
    monkeypatch.setitem(FORMATS, "shelf", made)


@pytest.fixture
def labelled(store: Store) -> Store:
    """Two articles: three people, a majority, a tie, a ruling, one that nobody labelled."""
    support.add_article(store, THREE, name="a.txt", source="Paper")
    support.add_article(store, ("Fourth.", "Fifth.", "Sixth."), name="b.txt")
    support.append(
        store,
        support.event(1, "claim", annotator="ada-lovelace"),
        support.event(1, "claim", annotator="ben-johnson", secondary="opinion"),
        support.event(1, "opinion", annotator="eve-online"),
        support.event(2, "claim", annotator="ada-lovelace"),
        support.event(2, "opinion", annotator="ben-johnson"),
        support.event(4, "claim", annotator="ada-lovelace", secondary="opinion"),
        support.event(5, "claim", annotator="ada-lovelace"),
    )
    rule(store, review(5, ruling("opinion"), reviewer="rosa-parks"))
    rule(store, review(6, ruling(None, decision="none"), reviewer="rosa-parks"))
    return store


def written(store: Store, folder: Path, *, config: Config = CONFIG, **choice: Any) -> Path:
    texts, format_name = choice.pop("texts", True), choice.pop("format_name", "shelf")
    for _ in workflow.export(
        store,
        folder,
        config=config,
        format_name=format_name,
        selection=workflow.Selection(**choice),
        texts=texts,
    ):
        pass
    return folder


def manifest(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return loaded


def own_labels(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "annotations" / "all.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines]


def card(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")


def test_every_file_is_in_the_manifest_with_its_hash(labelled: Store, tmp_path: Path) -> None:
    folder = written(labelled, tmp_path / "out")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    told = {entry["name"]: entry for entry in manifest(folder)["files"]}
    assert (
        told.keys()
        == names - {"manifest.json"}
        == {
            "README.md",
            "data/empty.jsonl",
            "data/rows.jsonl",
        }
    )
    for name, entry in told.items():
        content = (folder / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )


def test_counts_are_those_of_the_rows(labelled: Store, tmp_path: Path) -> None:
    folder = written(labelled, tmp_path / "out")
    rows = [json.loads(line) for line in (folder / "data/rows.jsonl").read_bytes().splitlines()]
    told = manifest(folder)
    assert (
        (told["rows"], told["articles"], told["articles_with_rows"])
        == (len(rows), 2, 2)
        == (
            3,
            2,
            2,
        )
    )
    assert told["labels"] == {"claim": 2, "attribution": 0, "opinion": 1, "boilerplate": 0}
    assert told["secondary"]["opinion"] == 1
    assert told["decided_by"] == {"adjudicated": 1, "majority": 1, "single": 1}
    assert told["left_out"] == {"unlabelled": 1, "tied": 1, "none": 1}
    assert (told["annotators"], told["adjudicators"], told["groups"]) == (3, 1, 2)
    assert (told["format"], told["labels_of"], told["text"]) == ("shelf", "resolved", True)


@pytest.mark.parametrize(
    ("choice", "votes", "accepted"),
    [
        ({}, {"claim": 4, "opinion": 1}, {"claim": 2}),
        ({"everyone": True}, {"claim": 5, "opinion": 2}, {"claim": 2, "opinion": 1}),
        ({"of": "ada-lovelace"}, {"claim": 4}, {"claim": 1}),
    ],
)
@pytest.mark.parametrize("texts", [True, False])
def test_accepted_suggestions_are_counted_among_the_labels_of_the_rows(
    labelled: Store,
    tmp_path: Path,
    choice: dict[str, Any],
    votes: dict[str, int],
    accepted: dict[str, int],
    *,
    texts: bool,
) -> None:
    at = 1_800_000_000_000_000
    support.append(
        labelled,
        support.event(4, "opinion", annotator="ada-lovelace", origin="suggestion", at=at),
        support.event(4, "claim", annotator="ada-lovelace", at=at + 1),
        support.event(5, None, annotator="ada-lovelace", at=at),
        support.event(5, "claim", annotator="ada-lovelace", origin="suggestion", at=at + 1),
        support.event(1, None, annotator="ben-johnson", at=at),
        support.event(1, "claim", annotator="ben-johnson", origin="suggestion", at=at + 1),
        support.event(2, None, annotator="ben-johnson", at=at),
        support.event(2, "opinion", annotator="ben-johnson", origin="suggestion", at=at + 1),
    )
    told = manifest(written(labelled, tmp_path / "out", texts=texts, **choice))
    assert {label: n for label, n in told["votes"].items() if n} == votes
    assert {label: n for label, n in told["accepted"].items() if n} == accepted


@pytest.mark.parametrize("choice", [{}, {"everyone": True}, {"of": "ada-lovelace"}])
def test_neither_card_nor_manifest_names_anybody(
    labelled: Store, tmp_path: Path, choice: dict[str, Any]
) -> None:
    folder = written(labelled, tmp_path / "out", **choice)
    for name in ("README.md", "manifest.json"):
        said = (folder / name).read_text()
        for person in ("ada-lovelace", "ben-johnson", "eve-online", "rosa-parks"):
            assert person not in said


def test_the_same_labels_are_the_same_bytes_whenever_they_are_written(
    labelled: Store, tmp_path: Path
) -> None:
    one, two = written(labelled, tmp_path / "one"), written(labelled, tmp_path / "two")
    written(labelled, two)
    for path in one.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()


def test_agreement_is_measured_over_all_that_two_labelled(labelled: Store, tmp_path: Path) -> None:
    said = card(written(labelled, tmp_path / "out"))
    assert "Primary labels (2 sentences with two labels or more):" in said
    assert "| raw agreement | 0.250 | 2 |" in said
    assert "undefined: a measure for two annotators" in said


def test_the_interval_is_the_one_that_the_command_agreement_gives(
    store: Store, tmp_path: Path
) -> None:
    support.add_article(store, tuple(f"Sentence {n}." for n in range(1, 31)))
    for n in range(1, 31):
        support.append(
            store,
            support.event(n, ("claim", "opinion")[n % 2], annotator="ada"),
            support.event(n, ("claim", "opinion")[n % 2 or n % 5 == 0], annotator="ben"),
        )
    config = configured(review=structs.replace(CONFIG.review, seed=11))
    bounds = agreement(store, config=config, seed=11).primary.figures.alpha_interval.bounds
    assert bounds is not None
    said = card(written(store, tmp_path / "out", config=config))
    assert f"| its interval | {bounds[0]:.3f} to {bounds[1]:.3f} | 30 |" in said


def test_one_annotator_alone_is_no_agreement(store: Store, tmp_path: Path) -> None:
    support.add_article(store, THREE)
    support.append(store, support.event(1))
    said = card(written(store, tmp_path / "out"))
    assert "Undefined: fewer than two annotators" in said
    assert "1 annotator gave the labels" in said


def test_an_empty_database_has_a_card(store: Store, tmp_path: Path) -> None:
    assert "0 rows from 0 articles" in card(written(store, tmp_path / "out"))


def test_what_only_the_owner_knows_comes_from_the_configuration(
    labelled: Store, tmp_path: Path
) -> None:
    exporting = Exporting(title="Wire", licence="CC0-1.0", sources={"Paper": "CC-BY-2.5"})
    folder = written(
        labelled, tmp_path / "out", config=configured(exporting=exporting), texts=False
    )
    header = yaml.safe_load(card(folder).split("---\n")[1])
    assert (header["pretty_name"], header["license"]) == ("Wire", "cc0-1.0")
    assert "| Paper | CC-BY-2.5 | 1 | 1 |" in card(folder)
    assert "| not known | not given | 1 | 2 |" in card(folder)


def test_a_format_adds_to_the_header_of_the_card(labelled: Store, tmp_path: Path) -> None:
    header = yaml.safe_load(card(written(labelled, tmp_path / "out")).split("---\n")[1])
    assert header["labels"] == ["claim", "attribution", "opinion", "boilerplate"]


def test_labels_mean_what_the_guideline_in_force_says(labelled: Store, tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text("## Definitions\n\n**claim**: whatever [is](http://x) *said*.\n")
    support.append(labelled, replace(support.event(3, "rumour"), guideline="8"))
    config = configured(guideline=GuidelineSource(version="9", file=str(own)))
    said = card(written(labelled, tmp_path / "out", config=config))
    assert "- **claim**: whatever is said." in said
    assert f"- **boilerplate**: {CONFIG.labels[3].describe}" in said
    assert "- **rumour**: no longer in the label set" in said
    assert "1 row followed another version" in said


def test_a_guideline_that_cannot_be_read_is_told_before_anything_is_written(
    labelled: Store, tmp_path: Path
) -> None:
    config = configured(guideline=GuidelineSource(file=str(tmp_path / "gone.md")))
    with pytest.raises(ConfigError, match="guideline"):
        written(labelled, tmp_path / "out", config=config)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("texts", [True, False])
def test_everybodys_own_labels_are_described_beside_what_they_come_to(
    labelled: Store, tmp_path: Path, *, texts: bool
) -> None:
    folder = written(labelled, tmp_path / "out", format_name="hf", texts=texts)
    own = own_labels(folder)
    told = manifest(folder)
    assert told["everyone"] == {"rows": len(own), "annotators": 3} == {"rows": 7, "annotators": 3}
    assert told["rows"] == 3
    assert "7 rows, one for each person and sentence, of 3 annotators" in card(folder)
    assert f"Its columns: {', '.join(f'`{key}`' for key in own[0])}." in card(folder)


def test_the_own_labels_of_one_annotator_are_those_of_nobody_else(
    labelled: Store, tmp_path: Path
) -> None:
    folder = written(labelled, tmp_path / "out", format_name="hf", of="ada-lovelace")
    own = own_labels(folder)
    assert {row["annotator"] for row in own} == {"ada-lovelace"}
    assert manifest(folder)["everyone"] == {"rows": len(own), "annotators": 1}
    assert "holds nobody else's labels" in card(folder)


def test_a_format_without_such_a_file_says_nothing_of_it(labelled: Store, tmp_path: Path) -> None:
    folder = written(labelled, tmp_path / "out")
    assert manifest(folder)["everyone"] is None
    assert "own labels" not in card(folder)


def test_a_single_file_has_neither(labelled: Store, tmp_path: Path) -> None:
    for _ in workflow.export(labelled, tmp_path / "one.jsonl", config=CONFIG):
        pass
    assert not (tmp_path / "README.md").exists()
    assert not (tmp_path / "manifest.json").exists()


def test_an_old_folder_is_replaced_by_the_new_one(labelled: Store, tmp_path: Path) -> None:
    folder = written(labelled, tmp_path / "out")
    before = (folder / "data").stat().st_ino
    assert (written(labelled, folder) / "data").stat().st_ino != before
    assert sorted(os.listdir(folder)) == ["README.md", "data", "manifest.json"]  # noqa: PTH208 - names


def test_what_somebody_left_in_an_old_folder_stops_the_new_one(
    labelled: Store, tmp_path: Path
) -> None:
    folder = written(labelled, tmp_path / "out")
    (folder / "data" / "left over").touch()
    with pytest.raises(ExportFailed, match="left over"):
        written(labelled, folder)
    assert (folder / "data" / "left over").exists()


def test_rows_of_a_split_are_counted_by_split(labelled: Store, tmp_path: Path) -> None:
    terms = Terms(keys=("id", "text"), labels=("claim",), splits=("train", "test"))
    (voted, *_) = labelled.votes.articles()
    row = next(row for row in resolved_rows(voted) if isinstance(row, Row))
    about = Describing(labelled, terms, config=CONFIG, format_name="shelf", whose="resolved")
    for number, split in enumerate(("train", "train", "test")):
        rows = [structs.replace(row, split=split)] * (number + 1)
        article = Labelled(
            id="a",
            name="a",
            title="",
            source=None,
            published=None,
            group="same" if number < 2 else "other",
            text="",
            rows=rows,
        )
        with labelled.reading():
            assert list(about.watched([article])) == [article]
    facts = about.facts(of_articles=3, left_out={})
    train, test = facts.parts["train"], facts.parts["test"]
    assert (train.rows, train.articles, train.groups) == (3, 2, 1)
    assert (test.rows, test.articles, test.groups) == (3, 1, 1)
    assert (facts.whole.rows, facts.whole.groups) == (6, 2)
