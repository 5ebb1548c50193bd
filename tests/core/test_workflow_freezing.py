"""Splits are frozen with the file that has them: both or neither, whoever does it meanwhile."""

import io
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import support
from dividing import CONFIG, EIGHTY, HALVES, add, export, sentences, sides, told

from annotations import workflow
from annotations.errors import ExportFailed, StoreError
from annotations.store import Store
from annotations.store.splits import Splits
from annotations.workflow.splitting import Splitting


def frozen_meanwhile(monkeypatch: pytest.MonkeyPatch, **other: Any) -> None:
    """Have somebody else freeze the same, but for `other`, right before the next export does."""
    own = Splits.freeze

    def beaten(self: Splits, *some: Any, **more: Any) -> bool:
        monkeypatch.undo()
        assert own(self, *some, **{**more, **other})
        return own(self, *some, **more)

    monkeypatch.setattr(Splits, "freeze", beaten)


def test_what_somebody_else_froze_otherwise_meanwhile_fails_the_export(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    place = tmp_path / "out.jsonl"
    place.write_text("old")
    frozen_meanwhile(monkeypatch, seed=63)
    with pytest.raises(ExportFailed, match="somebody else froze another split meanwhile: export"):
        list(workflow.export(store, place, config=CONFIG, split=Splitting(fractions=EIGHTY)))
    assert [(one.name, one.read_text()) for one in tmp_path.glob("*.jsonl")] == [
        (place.name, "old")
    ]
    assert not list(tmp_path.glob("*.part"))


def test_what_somebody_else_froze_alike_meanwhile_is_used(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    frozen_meanwhile(monkeypatch)
    _, rows = export(store, Splitting(fractions=EIGHTY))
    assert sides(export(store, Splitting(fractions=EIGHTY))[1]) == sides(rows)
    assert store.splits.plans() == [("80/10/10", "story")]


def test_an_export_that_is_left_before_its_end_freezes_nothing(store: Store) -> None:
    for number in range(120):
        add(store, sentences(number, 2))
    steps = workflow.export(store, io.BytesIO(), config=CONFIG, split=Splitting(fractions=HALVES))
    assert any(report.rows for report in steps)
    del steps
    assert store.splits.plans() == []


@pytest.mark.parametrize("format_name", ["jsonl", "csv", "hf"])
def test_a_split_is_frozen_when_every_byte_is_written(
    store: Store, tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    own = Splits.freeze
    sizes: list[int] = []

    def watched(self: Splits, *some: Any, **more: Any) -> bool:
        (part,) = tmp_path.glob("*.part")
        files = [part] if part.is_file() else [one for one in part.rglob("*") if one.is_file()]
        sizes.extend(one.stat().st_size for one in files)
        return own(self, *some, **more)

    monkeypatch.setattr(Splits, "freeze", watched)
    split = Splitting(fractions=HALVES)
    to = tmp_path / "out"
    list(workflow.export(store, to, config=CONFIG, format_name=format_name, split=split))
    there = [to] if to.is_file() else [one for one in to.rglob("*") if one.is_file()]
    assert sorted(sizes) == sorted(one.stat().st_size for one in there) != []


def test_a_split_is_not_frozen_where_the_file_cannot_be_put_into_place(
    store: Store, tmp_path: Path
) -> None:
    for number in range(120):
        add(store, sentences(number, 2))
    place, split = tmp_path / "out.jsonl", Splitting(fractions=HALVES)
    steps = workflow.export(store, place, config=CONFIG, split=split)
    assert next(report.articles for report in steps if report.rows) < 120
    place.mkdir()  # behind the back of the export
    with pytest.raises(ExportFailed, match="could not be written"):
        list(steps)
    assert store.splits.plans() == []
    assert not list(tmp_path.glob(".claimdesk-*"))
    place.rmdir()
    *_, report = workflow.export(store, place, config=CONFIG, split=split)
    assert "new, frozen from now on" in told(report)
    assert store.splits.plans() == [("50/50", "story")]


@pytest.mark.parametrize("format_name", ["jsonl", "hf"])
def test_what_cannot_be_frozen_is_not_put_into_place(
    store: Store, tmp_path: Path, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        add(store, sentences(number))
    to, split = tmp_path / "out", Splitting(fractions=HALVES)
    list(workflow.export(store, to, config=CONFIG, format_name=format_name))
    before = {path: path.read_bytes() for path in [to, *to.rglob("*")] if path.is_file()}
    inside = store._connection

    class Full:
        """The connection, with a disk that is full when all is to be kept."""

        def __getattr__(self, name: str) -> Any:
            return getattr(inside, name)

        def execute(self, sql: str, *values: Any) -> Any:
            if sql == "COMMIT":
                raise sqlite3.OperationalError("database or disk is full")
            return inside.execute(sql, *values)

    monkeypatch.setattr(store, "_connection", Full())
    with pytest.raises(StoreError, match="full"):
        list(workflow.export(store, to, config=CONFIG, format_name=format_name, split=split))
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in before} == before
    assert (store.splits.plans(), list(tmp_path.glob(".claimdesk-*"))) == ([], [])


def test_an_export_of_no_rows_freezes_nothing_and_says_so(store: Store) -> None:
    for number in range(10):
        add(store, sentences(number, 1))
    support.append(store, *(support.event(n, "opinion", annotator="ben") for n in range(1, 11)))
    support.append(store, *(support.event(n, "claim") for n in range(1, 11)))
    report, rows = export(store, Splitting(fractions=HALVES))
    assert (rows, store.splits.plans()) == ([], [])
    assert "new, not frozen while no row goes in" in told(report)
    assert "once" not in told(report)
