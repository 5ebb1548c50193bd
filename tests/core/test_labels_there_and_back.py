"""Labels exported from one database and imported into another are the same labels."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st
from labelfiles import EARLIER, THREE, Import, statuses

from annotations import resources, workflow
from annotations.config import load
from annotations.model import LabelState
from annotations.review import fold
from annotations.store import Store

CONFIG = load(resources.shipped_config(), environ={}).config


@pytest.fixture
def importing(store: Store) -> Import:
    support.add_article(store, THREE, name="a.txt")
    return Import(store)


def exported(store: Store, **choice: Any) -> bytes:
    stream = io.BytesIO()
    selection = workflow.Selection(**choice)
    for _ in workflow.export(store, stream, config=CONFIG, selection=selection):
        pass
    return stream.getvalue()


def labelled_states(store: Store) -> dict[tuple[int, str], LabelState]:
    """What stands in an export: the states that have a label."""
    states = fold.current(support.events_in(store))
    return {pair: state for pair, state in states.items() if state.label is not None}


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Import]:
    with support.new_store(tmp_path / "second.db") as store:
        support.add_article(store, ["Another article.", "It came first."], name="0.txt")
        support.add_article(store, THREE, name="a.txt")
        yield Import(store)


STATES = st.builds(
    LabelState,
    st.sampled_from([None, "claim", "attribution", "opinion", "boilerplate"]),
    st.none(),
    st.sets(st.sampled_from(["check", "merged", "question", "own-flag"]), max_size=2).map(
        lambda flags: tuple(sorted(flags))
    ),
    st.sampled_from(["", "hm", " two\nlines ", "“é”\x1b"]),
)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[int, str, LabelState, int]]:
    """(sentence, annotator, state, time) in the order said."""
    made = []
    for at in range(draw(st.integers(0, 8))):
        state = draw(STATES)
        if state.label in ("attribution", "opinion") and draw(st.booleans()):
            state = replace(state, secondary="claim")
        who = draw(st.sampled_from(["ada", "ben", "eve"]))
        made.append((draw(st.integers(1, 3)), who, state, EARLIER + at * 1_000))
    return made


@settings(max_examples=25, deadline=None)
@given(history=histories())
def test_an_export_of_everyone_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    history: list[tuple[int, str, LabelState, int]],
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with support.new_store(folder / "one.db") as one, support.new_store(folder / "two.db") as two:
        for store in (one, two):
            support.add_article(store, THREE, name="a.txt")
        for sentence, who, state, at in history:
            said = support.event(sentence, annotator=who, at=at)
            support.append(one, replace(said, state=state))
        importing = Import(two)
        raw = exported(one, everyone=True)
        if not raw:
            return
        assert {report.status for report in importing.raw(raw)} == {"imported"}
        assert labelled_states(two) == labelled_states(one)
        assert exported(two, everyone=True) == raw
        assert {report.status for report in importing.raw(raw)} == {"unchanged"}
        back = Import(one)
        before = support.events_in(one)
        assert {report.status for report in back.raw(raw)} == {"unchanged"}
        resolved = exported(one)
        if resolved:
            assert {report.status for report in back.raw(resolved)} <= {"unchanged", "older"}
        assert support.events_in(one) == before


def test_one_persons_export_comes_back(importing: Import, second: Import) -> None:
    support.append(
        importing.store,
        support.event(1, "attribution", annotator="ben", secondary="claim", note="hm"),
        support.event(1, "opinion", annotator="eve"),
    )
    second.raw(exported(importing.store, of="ben"))
    assert second.states("ben", 2) == {3: LabelState("attribution", "claim", (), "hm")}
    assert second.states("eve", 2) == {}


def test_a_resolved_export_comes_back_as_votes(importing: Import, second: Import) -> None:
    support.append(
        importing.store,
        support.event(1, "attribution", annotator="ben", secondary="claim", note="hm"),
        support.event(1, "attribution", annotator="eve", secondary="claim"),
        support.event(1, "opinion", annotator="ada"),
        support.event(2, "opinion", annotator="ada", secondary="claim", flags=("check",)),
    )
    raw = exported(importing.store)
    reports = second.raw(raw)
    assert statuses(reports) == [(1, "imported")] * 3 + [(2, "imported")]
    assert second.states("ben", 2) == {3: LabelState("attribution")}
    assert second.states("eve", 2) == {3: LabelState("attribution")}
    assert second.states("ada", 2) == {
        3: LabelState("opinion"),
        4: LabelState("opinion", "claim", ("check",)),
    }
    assert second.gathered.secondary_left_out == 1
    second.raw(raw, annotator="all")
    assert second.states("all", 2)[3] == LabelState("attribution", "claim", (), "hm")
