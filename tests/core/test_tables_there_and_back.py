"""Labels exported as CSV or Parquet and imported into another database are the same labels."""

import io
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st
from labelfiles import EARLIER, Import, statuses
from reviewing import review, rule, ruling

from annotations import workflow
from annotations.config import load
from annotations.model import LabelEvent, LabelState
from annotations.review import fold
from annotations.store import Store
from annotations.text.display import visible

CONFIG = load(None, environ={}).config
ARTICLES = {
    "=a.txt": ("-1 is the least.", '"It is, well|long;" she said.', "'=1 is no formula."),
    "b/ü 😀.txt": ("😀 Emoji first.", "𝔘𝔫𝔦 then;\tand \x1b[1m.", "עברית \u202eevil."),
}
SENTENCES = sum(map(len, ARTICLES.values()))
TABLES = pytest.mark.parametrize(
    "name",
    [
        "csv",
        pytest.param(
            "parquet", marks=pytest.mark.skipif(not find_spec("pyarrow"), reason="no pyarrow")
        ),
    ],
)


def filled(path: Path, *, first: int = 0) -> Store:
    """A database with the articles, numbered differently."""
    store = support.new_store(path)
    for number in range(first):
        support.add_article(store, [f"Something else {number}."], name=f"0{number}.txt")
    for name, sentences in ARTICLES.items():
        support.add_article(store, sentences, name=name)
    return store


def exported(store: Store, name: str, **choice: Any) -> bytes:
    stream = io.BytesIO()
    selection = workflow.Selection(**choice)
    for _ in workflow.export(store, stream, config=CONFIG, format_name=name, selection=selection):
        pass
    return stream.getvalue()


def said(store: Store) -> dict[tuple[str, str], LabelState]:
    """(id of the sentence, annotator) → the state, of those with a label."""
    return {
        (store.lookup.said(number, annotator="").sentence, who): state
        for (number, who), state in fold.current(support.events_in(store)).items()
        if state.label is not None
    }


PIECES = st.sampled_from(
    [
        *"=+-@\t\r\n'\",;|\0\ufeff\x1b\x85\u2028 😀",
        *("\r\n", '""', "=HYPERLINK(1)", "''", "'=", "None", "null", "[]"),
    ]
)
TEXTS = st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=6)
NOTES = TEXTS.map("".join)
PEOPLE = st.sampled_from(["ada", "=ben", "@eve", "-1", "'tis", "''=x", "a|b", "|", 'Ö, "x";'])


@st.composite
def labels(draw: st.DrawFn, notes: st.SearchStrategy[str]) -> list[LabelEvent]:
    events = []
    for at in range(draw(st.integers(1, 8))):
        label = draw(st.sampled_from(["claim", "attribution", "opinion", "boilerplate"]))
        second = label in ("attribution", "opinion") and draw(st.booleans())
        events.append(
            support.event(
                draw(st.integers(1, SENTENCES)),
                label,
                annotator=draw(PEOPLE),
                secondary="claim" if second else None,
                flags=tuple(sorted(draw(st.sets(st.sampled_from(["check", "merged", "own-1"]))))),
                note=draw(notes),
                at=EARLIER + at * 1_000,
            )
        )
    return events


def check_round(
    folder: Path, name: str, events: list[LabelEvent], **choice: Any
) -> tuple[Store, Store]:
    """Two databases, open: the second one with what the first one exported."""
    one, two = filled(folder / "one.db"), filled(folder / "two.db", first=3)
    support.append(one, *events)
    importing = Import(two)
    raw = exported(one, name, **choice)
    reports = importing.raw(raw)
    assert {report.status for report in reports} == {"imported"}, reports
    assert {report.status for report in importing.raw(raw)} == {"unchanged"}
    assert {report.status for report in Import(one).raw(raw)} == {"unchanged"}
    assert exported(two, name, **choice) == raw
    return one, two


@settings(max_examples=40, deadline=None)
@given(events=labels(NOTES))
def test_everyones_labels_come_back_from_csv(
    tmp_path_factory: pytest.TempPathFactory, events: list[LabelEvent]
) -> None:
    one, two = check_round(tmp_path_factory.mktemp("round"), "csv", events, everyone=True)
    with one, two:
        assert said(two) == said(one)


@pytest.mark.skipif(not find_spec("pyarrow"), reason="no pyarrow")
@settings(max_examples=40, deadline=None)
@given(events=labels(NOTES))
def test_everyones_labels_come_back_from_parquet(
    tmp_path_factory: pytest.TempPathFactory, events: list[LabelEvent]
) -> None:
    one, two = check_round(tmp_path_factory.mktemp("round"), "parquet", events, everyone=True)
    with one, two:
        assert said(two) == said(one)


@TABLES
@settings(max_examples=15, deadline=None)
@given(events=labels(NOTES))
def test_one_persons_labels_come_back(
    name: str, tmp_path_factory: pytest.TempPathFactory, events: list[LabelEvent]
) -> None:
    who = events[0].annotator
    one, two = check_round(tmp_path_factory.mktemp("round"), name, events, of=who)
    with one, two:
        theirs = {key: state for key, state in said(one).items() if key[1] == who}
        assert said(two) == theirs


@TABLES
def test_what_all_came_to_comes_back_as_from_jsonl(name: str, tmp_path: Path) -> None:
    with (
        filled(tmp_path / "one.db") as one,
        filled(tmp_path / "two.db") as two,
        filled(tmp_path / "three.db") as three,
    ):
        support.append(
            one,
            support.event(1, "attribution", annotator="=ben", secondary="claim", note="=hm"),
            support.event(1, "attribution", annotator="eve", secondary="claim"),
            support.event(1, "opinion", annotator="ada"),
            support.event(2, "opinion", annotator="a|b", note="- alone", flags=("check",)),
            support.event(3, "claim", annotator="ada"),
        )
        rule(one, review(3, ruling("opinion")), review(4, ruling("claim")))
        table, lines = Import(two), Import(three)
        reports = table.raw(exported(one, name))
        wanted = lines.raw(exported(one, "jsonl"))
        assert [status for _, status in statuses(reports)] == ["imported"] * 5
        assert [report.annotator for report in reports] == [one.annotator for one in wanted]
        assert said(two) == said(three)
        for field in ("secondary_left_out", "decisions_left_out", "without_label"):
            assert getattr(table.gathered, field) == getattr(lines.gathered, field)
        assert (table.gathered.secondary_left_out, table.gathered.decisions_left_out) == (1, 2)


@TABLES
def test_a_table_without_text_comes_back(name: str, tmp_path: Path) -> None:
    with filled(tmp_path / "one.db") as one, filled(tmp_path / "two.db", first=1) as two:
        support.append(one, support.event(3, "opinion", note="+1"))
        stream = io.BytesIO()
        everyone = workflow.Selection(everyone=True)
        for _ in workflow.export(
            one, stream, config=CONFIG, format_name=name, selection=everyone, texts=False
        ):
            pass
        assert statuses(Import(two).raw(stream.getvalue()))[0][1] == "imported"
        assert said(two) == said(one)


def test_the_names_that_are_drawn_can_be_annotators() -> None:
    for name in ("''=x", "|", 'Ö, "x";'):
        assert visible(name) == name
