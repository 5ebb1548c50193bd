"""What is exported for another program and imported elsewhere are the same labels again.

Of each format that `import-labels` reads: all label and secondary label, with whose they are;
the label JSONL and the folder for `datasets` flags and notes as well.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import support
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from labelfiles import Import, statuses
from reviewing import review, rule, ruling

from annotations import workflow
from annotations.config import load
from annotations.model import LabelState
from annotations.review import fold
from annotations.store import Store

CONFIG = load(None, environ={}).config
ARTICLES = {
    "a.txt": ("The bridge opened.", "It is long.", "It is long."),
    "b/ü 😀.txt": (
        "😀 Emoji first.",
        "𝔘𝔫𝔦 then; “quotes”,\tand \x1b[1m.",
        "עברית \u202eevil.",
        "Last.",
    ),
    "c.txt": ("Over\nlines \u2028 of \x85 all\vkinds.", "It is long."),
}
SENTENCES = sum(map(len, ARTICLES.values()))
WHOLE = ("jsonl", "hf")
"""Formats that carry flags and notes."""


def filled(path: Path, *, first: int = 0) -> Store:
    """A database with the articles, numbered differently."""
    store = support.new_store(path)
    for number in range(first):
        support.add_article(store, [f"Something else {number}."], name=f"0{number}.txt")
    for name, sentences in ARTICLES.items():
        support.add_article(store, sentences, name=name)
    return store


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "one.db") as store:
        yield store


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Import]:
    with filled(tmp_path / "two.db", first=3) as store:
        yield Import(store)


EVERYONE = workflow.Selection(everyone=True)


def exported(store: Store, format_name: str, selection: workflow.Selection = EVERYONE) -> bytes:
    """The file, or the part of the folder with everybody's labels."""
    to: Path | io.BytesIO = io.BytesIO()
    if format_name == "hf":
        to, selection = store.path.parent / "exported", workflow.Selection()
    for _ in workflow.export(
        store, to, config=CONFIG, format_name=format_name, selection=selection
    ):
        pass
    return (to / "annotations/all.jsonl").read_bytes() if isinstance(to, Path) else to.getvalue()


def said(store: Store, *, whole: bool) -> dict[tuple[str, str], LabelState]:
    """(id of the sentence, annotator) → the state, of those with a label."""
    states = fold.current(support.events_in(store))
    return {
        (store.lookup.said(number, annotator="").sentence, who): state
        if whole
        else LabelState(state.label, state.secondary)
        for (number, who), state in states.items()
        if state.label is not None
    }


LABELS = st.sampled_from(["claim", "attribution", "opinion", "boilerplate"])
STATES = st.builds(
    lambda label, second, flags, note: LabelState(
        label,
        "claim" if second and label in ("attribution", "opinion") else None,
        tuple(sorted(flags)),
        note,
    ),
    LABELS,
    st.booleans(),
    st.sets(st.sampled_from(["check", "merged"])),
    st.sampled_from(["", "hm\nhm"]),
)
SAID = st.dictionaries(
    st.tuples(st.integers(1, SENTENCES), st.sampled_from(["ada", "ben", "Eve Ö."])),
    STATES,
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("name", ["jsonl", "hf", "prodigy", "doccano", "label-studio"])
@settings(max_examples=8, deadline=None)
@given(states=SAID)
def test_everyones_labels_come_back(
    name: str, states: dict[tuple[int, str], LabelState], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("there")
    with filled(home / "one.db") as store, filled(home / "two.db", first=3) as other:
        for (number, who), state in states.items():
            support.append(
                store,
                support.event(
                    number,
                    state.label,
                    annotator=who,
                    secondary=state.secondary,
                    flags=state.flags,
                    note=state.note,
                ),
            )
        raw = exported(store, name)
        importing = Import(other)
        reports = importing.raw(raw)
        assert {report.status for report in reports} == {"imported"}, reports
        whole = name in WHOLE
        assert said(other, whole=whole) == said(store, whole=whole)
        assert {report.status for report in importing.raw(raw)} == {"unchanged"}
        assert {report.status for report in Import(store).raw(raw)} == {"unchanged"}


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio"])
def test_what_several_people_came_to_comes_back_for_whom_one_says(
    name: str, one: Store, two: Import
) -> None:
    support.append(
        one,
        support.event(1, "attribution", annotator="ben", secondary="claim"),
        support.event(1, "attribution", annotator="eve", secondary="claim"),
    )
    raw = exported(one, name, workflow.Selection())
    assert statuses(two.raw(raw, annotator="both"))[0][1] == "imported"
    assert list(said(two.store, whole=True).values()) == [LabelState("attribution", "claim")]


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio"])
def test_one_persons_labels_come_back_as_theirs(name: str, one: Store, two: Import) -> None:
    support.append(
        one,
        support.event(4, "opinion", annotator="ben"),
        support.event(4, "claim", annotator="eve"),
    )
    two.raw(exported(one, name, workflow.Selection(of="ben")))
    assert [(who, state.label) for (_, who), state in said(two.store, whole=True).items()] == [
        ("ben", "opinion")
    ]


def test_every_label_that_a_row_can_hold_is_declared(one: Store) -> None:
    support.append(one, support.event(1, "claim", secondary="rumour"))
    rule(one, review(2, ruling("hearsay", secondary="gossip")))
    folder = one.path.parent / "declared"
    for _ in workflow.export(one, folder, config=CONFIG, format_name="hf"):
        pass
    header = yaml.safe_load((folder / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    (label,) = (one for one in header["dataset_info"][0]["features"] if one["name"] == "label")
    names = list(label["dtype"]["class_label"]["names"].values())
    assert names[-3:] == ["gossip", "hearsay", "rumour"]
