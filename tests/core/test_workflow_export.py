"""From the votes in a database to the file: which sentences, whose labels, what is left out."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import support
from reviewing import review, rule, ruling

from annotations import resources, workflow
from annotations.config import load
from annotations.errors import ExportFailed, UnknownName
from annotations.store import Store

CONFIG = load(resources.shipped_config(), environ={}).config
MOMENT = 1_700_000_000_123_456
THREE = ("The first one.", "The second one.", "The third one.")


def export(
    store: Store,
    to: Path | BinaryIO | None,
    *,
    format_name: str = "jsonl",
    **choice: Any,
) -> Iterator[workflow.Exported]:
    return workflow.export(
        store,
        to,
        config=CONFIG,
        format_name=format_name,
        selection=workflow.Selection(**choice),
    )


def exported(store: Store, **choice: Any) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    for _ in export(store, stream, **choice):
        pass
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def last(store: Store, to: Path | None = None, **choice: Any) -> workflow.Exported:
    *_, report = export(store, to, **choice)
    return report


def test_one_persons_labels_are_rows_with_their_context(store: Store) -> None:
    support.add_article(store, THREE, name="b.txt", title="B", source="Paper")
    support.append(
        store,
        support.event(1, "attribution", secondary="claim", at=MOMENT),
        support.event(2, "opinion", flags=("unsure",), note="why?", at=MOMENT + 1000),
    )
    first, second = exported(store)
    assert (first["text"], first["context_before"], first["context_after"]) == (
        "The first one.",
        "",
        "The second one.",
    )
    assert (second["context_before"], second["context_after"]) == (THREE[0], THREE[2])
    assert (first["label"], first["secondary"]) == ("attribution", "claim")
    assert (first["position"], first["start"], first["end"]) == (1, 0, len(THREE[0]))
    assert (first["annotators"], first["votes"], first["n_votes"]) == (["ada"], ["attribution"], 1)
    assert (first["agreement"], first["decided_by"], first["adjudicator"]) == (1.0, "single", None)
    assert first["labelled_at"] == "2023-11-14T22:13:20.123Z"
    assert (second["flags"], second["note"]) == (["unsure"], "why?")
    assert (first["article"], first["title"], first["source"]) == ("b.txt", "B", "Paper")
    assert (first["published"], first["split"]) == (None, None)
    assert first["group"] == first["article_id"]
    assert first["tool"].startswith("claimdesk ")


def test_rows_are_sorted_by_article_and_position(store: Store) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        support.add_article(store, [f"{name} one.", f"{name} two."], name=name)
    support.append(store, *(support.event(number) for number in (6, 5, 4, 3, 2, 1)))
    assert [(row["article"], row["position"]) for row in exported(store)] == [
        (name, position) for name in ("a.txt", "b.txt", "c.txt") for position in (1, 2)
    ]


def test_what_several_people_said_is_resolved_and_ties_are_left_out(store: Store) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "claim", annotator="bob", at=MOMENT, note="from bob"),
        support.event(1, "claim", annotator="ada", at=MOMENT + 5_000, flags=("merged",)),
        support.event(1, "opinion", annotator="eve", flags=("unsure",), note="from eve"),
        support.event(2, "claim", annotator="bob"),
        support.event(2, "opinion", annotator="ada"),
    )
    (row,) = exported(store)
    assert (row["annotators"], row["votes"]) == (
        ["ada", "bob", "eve"],
        ["claim", "claim", "opinion"],
    )
    assert (row["label"], row["decided_by"], row["agreement"]) == ("claim", "majority", 2 / 3)
    assert (row["flags"], row["note"]) == (["merged", "unsure"], "from bob\nfrom eve")
    assert row["labelled_at"] == "2023-11-14T22:13:20.128Z"
    report = last(store)
    assert (report.rows, report.tied, report.unlabelled) == (1, 1, 1)
    assert report.labels == {"claim": 1}


def test_a_ruling_wins_over_votes_and_is_named(store: Store) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "claim", note="own voice"),
        support.event(1, "opinion", annotator="ben"),
        support.event(2, "claim"),
        support.event(3, "claim"),
    )
    said = ruling("opinion", secondary="claim", note="see T8", among=("claim", "opinion"))
    rule(store, review(1, said, at=MOMENT), review(2, ruling(None, decision="none")))
    rule(store, review(3, replace(ruling("claim"), basis="single")))
    first, third = exported(store)
    assert (first["label"], first["secondary"]) == ("opinion", "claim")
    assert (first["decided_by"], first["adjudicator"]) == ("adjudicated", "rosa")
    assert (first["votes"], first["agreement"]) == (["claim", "opinion"], 0.5)
    assert (first["note"], first["labelled_at"]) == (
        "own voice\nsee T8",
        "2023-11-14T22:13:20.123Z",
    )
    assert (third["decided_by"], third["adjudicator"]) == ("single", "rosa")
    assert last(store).unfitting == 1
    assert [row["label"] for row in exported(store, of="ada")] == ["claim", "claim", "claim"]
    assert {row["adjudicator"] for row in exported(store, everyone=True)} == {None}


def test_a_ruling_on_a_sentence_without_votes_is_exported(store: Store) -> None:
    support.add_article(store, THREE)
    rule(store, review(2, ruling("claim"), at=MOMENT))
    (row,) = exported(store)
    assert (row["n_votes"], row["votes"], row["agreement"]) == (0, [], None)


def test_a_flag_without_a_label_is_exported_but_its_note_and_its_author_are_not(
    store: Store,
) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "claim"),
        support.event(1, None, annotator="bob", flags=("truncated",), note="cut off"),
    )
    (row,) = exported(store)
    assert (row["flags"], row["note"], row["annotators"]) == (["truncated"], "", ["ada"])


def test_the_labels_of_one_annotator_know_nothing_of_the_others(store: Store) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "claim", annotator="bob", flags=("merged",), note="from bob"),
        support.event(1, "opinion", annotator="ada"),
        support.event(2, "claim", annotator="bob"),
    )
    (row,) = exported(store, of="ada")
    assert (row["label"], row["annotators"], row["votes"]) == ("opinion", ["ada"], ["opinion"])
    assert (row["flags"], row["note"], row["decided_by"]) == ([], "", "single")
    assert last(store, of="ada").unlabelled == 2


def test_everyones_labels_are_a_row_each_by_name(store: Store) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "claim", annotator="bob", note="from bob"),
        support.event(1, "opinion", annotator="ada"),
        support.event(2, None, annotator="ada"),
    )
    rows = exported(store, everyone=True)
    assert [(row["annotator"], row["label"], row["note"]) for row in rows] == [
        ("ada", "opinion", ""),
        ("bob", "claim", "from bob"),
    ]
    assert not {"annotators", "votes", "n_votes", "agreement"} & rows[0].keys()
    assert rows[0]["decided_by"] == "single"
    report = last(store, everyone=True)
    assert (report.rows, report.unlabelled, report.tied) == (2, 2, 0)


def test_a_label_that_is_no_longer_configured_is_exported_as_it_is(store: Store) -> None:
    support.add_article(store, THREE)
    support.append(store, support.event(1, "rumour"))
    assert [row["label"] for row in exported(store)] == ["rumour"]


def test_an_earlier_version_is_not_exported_and_names_the_group(store: Store) -> None:
    old = support.add_article(store, THREE)
    support.append(store, support.event(1, "claim"))
    new = support.add_article(store, (*THREE, "A fourth."), replaces=old)
    first = store.articles.sentences(new)[0]
    support.append(store, support.event(first.number, "opinion"))
    (row,) = exported(store)
    assert row["label"] == "opinion"
    assert row["group"] == store.articles.one(old, annotator="").id != row["article_id"]


def test_the_same_labels_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    support.add_article(store, THREE)
    support.append(store, *(support.event(number) for number in (1, 2, 3)))
    for format_name in ("jsonl", "csv"):
        first, again = tmp_path / "first", tmp_path / "again"
        last(store, first, format_name=format_name)
        last(store, again, format_name=format_name)
        assert first.read_bytes() == again.read_bytes() != b""


def test_a_dry_run_reports_the_same_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    support.add_article(store, THREE)
    support.append(store, support.event(1))
    before = sorted(tmp_path.iterdir())
    assert last(store, None) == last(store, tmp_path / "out")
    (tmp_path / "out").unlink()
    assert last(store, None).rows == 1
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_that_is_left_half_way_keeps_the_old_file(store: Store, tmp_path: Path) -> None:
    for number in range(120):
        support.add_article(store, [f"Sentence {number}."], name=f"{number}.txt")
        support.append(store, support.event(number + 1))
    destination = tmp_path / "out"
    destination.write_bytes(b"old")
    steps = export(store, destination)
    assert next(steps).articles < 120
    del steps
    assert destination.read_bytes() == b"old"
    assert not list(tmp_path.glob(".claimdesk-*"))


def test_reports_grow_until_the_last_one(store: Store) -> None:
    for number in range(120):
        support.add_article(store, [f"Sentence {number}."], name=f"{number}.txt")
        support.append(store, support.event(number + 1))
    reports = list(export(store, io.BytesIO()))
    assert [report.articles for report in reports] == sorted(r.articles for r in reports)
    assert len(reports) > 2
    assert reports[-1].articles == reports[-1].of_articles == 120


@pytest.mark.parametrize("choice", [{}, {"everyone": True}, {"of": "ada"}, {"of": "ben"}])
def test_articles_of_which_nothing_was_said_are_counted_without_being_read(
    store: Store, monkeypatch: pytest.MonkeyPatch, choice: dict[str, Any]
) -> None:
    for name in ("e", "a", "d", "b", "c"):
        support.add_article(store, [f"{name}: {one}" for one in THREE], name=name)
    support.append(store, support.event(2), support.event(5, None, flags=("check",)))
    support.append(store, support.event(7, annotator="ben"))
    rule(store, review(10))
    quick, report = exported(store, **choice), last(store, **choice)
    read = store.votes.articles
    monkeypatch.setattr(store.votes, "silent", lambda **_: (0, 0))
    monkeypatch.setattr(
        store.votes, "articles", lambda *, annotator, **_: read(annotator=annotator)
    )
    assert exported(store, **choice) == quick
    assert last(store, **choice) == report
    assert report.articles == report.of_articles == 5


def test_an_unknown_annotator_is_told_who_there_is(store: Store) -> None:
    with pytest.raises(UnknownName, match="nobody has labelled anything"):
        last(store, of="ada")
    support.add_article(store, THREE)
    support.append(store, support.event(1, annotator="adalbert"))
    with pytest.raises(UnknownName, match="did you mean adalbert"):
        last(store, of="adalbrt")


def test_an_unknown_format_is_told_which_there_are(store: Store) -> None:
    with pytest.raises(UnknownName, match="jsonl, csv"):
        last(store, format_name="xls")


@pytest.mark.parametrize(
    ("format_name", "instead"),
    [
        ("hf", "export without --all, annotations/all.jsonl in the folder holds everybody's"),
        ("brat", "export without --all, or everybody's labels as jsonl"),
    ],
)
def test_a_format_of_one_label_a_sentence_says_where_everybodys_are(
    store: Store, tmp_path: Path, format_name: str, instead: str
) -> None:
    with pytest.raises(ExportFailed, match=instead):
        last(store, tmp_path / "out", format_name=format_name, everyone=True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_the_database_is_never_overwritten(store: Store, ending: str) -> None:
    with pytest.raises(ExportFailed, match="is the database itself"):
        last(store, store.path.with_name(store.path.name + ending))
    assert store.quick_check() == "ok"


def test_the_folder_that_holds_the_database_is_never_replaced(store: Store) -> None:
    with pytest.raises(ExportFailed, match=r"holds the database|no export put there"):
        workflow.check_destination(store.path.parent, store.path, format_name="hf")
