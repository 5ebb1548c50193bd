"""Which labels are suggestions that somebody accepted, whatever was undone and carried since."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchanging import bundled, merged
from hypothesis import given, settings
from hypothesis import strategies as st
from support import add_article, append, event, events_in, new_store

from annotations import workflow
from annotations.config import Importing
from annotations.model import LabelEvent, Origin
from annotations.store import Store
from annotations.store.origins import Accepted

AT = 1_700_000_000_000_000
STORY = (
    "The mayor opened a new bridge on Monday",
    "The bridge is three kilometres long and carries both trains and cars.",
    "The works took six years and cost forty million euros in all.",
)


@pytest.fixture
def times() -> Iterator[int]:
    return count(AT)


def said(sentence: int, label: str | None, origin: Origin, times: Iterator[int]) -> LabelEvent:
    return event(sentence, label, origin=origin, at=next(times))


def own(store: Store, annotator: str = "ada") -> Accepted:
    return store.origins.own(annotator=annotator)


def test_nothing_is_accepted_where_nothing_was_suggested(store: Store) -> None:
    add_article(store, STORY)
    append(store, event(1, "claim"), event(2, "claim", origin="import"))
    assert not store.origins.any()
    assert own(store) == Accepted({}, 0)
    assert own(store, "nobody") == Accepted({}, 0)
    assert store.origins.accepted("00" * 32) == frozenset()


def test_what_was_accepted_is_counted_by_label_and_annotator(store: Store) -> None:
    add_article(store, STORY)
    append(
        store,
        event(1, "claim", origin="suggestion"),
        event(2, "claim", origin="suggestion"),
        event(3, "opinion"),
        event(3, "claim", annotator="ben", origin="suggestion"),
    )
    assert store.origins.any()
    assert own(store) == Accepted({"claim": 2}, 0)
    assert own(store, "ben") == Accepted({"claim": 1}, 0)
    article = store.articles.one(1, annotator="ada")
    ids = {sentence.position: sentence.id for sentence in store.articles.sentences(1)}
    assert store.origins.accepted(article.id) == {
        (ids[1], "ada"), (ids[2], "ada"), (ids[3], "ben"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "accepted", "changed"),
    [
        ((("suggestion", "claim"), ("key", "opinion")), 0, 1),
        ((("suggestion", "claim"), ("key", None)), 0, 1),
        ((("suggestion", "claim"), ("undo", None)), 0, 1),
        ((("suggestion", "claim"), ("undo", None), ("redo", "claim")), 1, 0),
        ((("suggestion", "claim"), ("key", "opinion"), ("undo", "claim")), 1, 0),
        ((("suggestion", "claim"), ("key", "claim")), 1, 0),
        ((("key", "claim"), ("suggestion", "claim")), 0, 0),
        ((("key", "claim"), ("undo", None), ("suggestion", "claim")), 1, 0),
        ((("suggestion", "claim"), ("key", "opinion"), ("key", "claim")), 0, 1),
        ((("key", "opinion"), ("suggestion", "claim"), ("undo", "opinion")), 0, 1),
    ],
)
def test_a_label_is_accepted_as_long_as_it_stands(
    store: Store,
    times: Iterator[int],
    steps: tuple[tuple[Origin, str | None], ...],
    accepted: int,
    changed: int,
) -> None:
    add_article(store, STORY)
    append(store, *(said(1, label, origin, times) for origin, label in steps))
    found = own(store)
    assert (sum(found.labels.values()), found.changed) == (accepted, changed)


def test_another_secondary_label_or_flag_changes_nothing(store: Store) -> None:
    add_article(store, STORY)
    append(
        store,
        event(1, "claim", origin="suggestion", at=AT),
        event(1, "claim", secondary="opinion", at=AT + 1),
        event(1, "claim", secondary="opinion", flags=("check",), at=AT + 2),
    )
    assert own(store) == Accepted({"claim": 1}, 0)


def imported(store: Store, folder: Path, *lines: str) -> None:
    path = folder / "story.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    list(workflow.import_paths(store, [path], settings=Importing(), now=1))


def test_carried_labels_bring_along_how_they_came_about(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    append(
        store,
        event(1, "claim", origin="suggestion", at=AT),
        event(2, "claim", at=AT + 2),
        event(3, "opinion", origin="suggestion", at=AT + 1),
    )
    changed = STORY[2].replace("six", "seven")
    imported(store, tmp_path, *STORY[:2], changed)
    imported(store, tmp_path, *STORY[:2], changed, "It opens in May.")
    assert [one.origin for one in events_in(store)].count("carried") == 6
    assert own(store) == Accepted({"claim": 1, "opinion": 1}, 0)
    ids = [sentence.id for sentence in store.articles.sentences(3)]
    newest = store.articles.one(3, annotator="ada")
    assert store.origins.accepted(newest.id) == {(ids[0], "ada"), (ids[2], "ada")}
    append(store, event(9, "claim", at=AT + 9))
    assert own(store) == Accepted({"claim": 1}, 1)


STEPS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([None, "claim", "opinion"]),
        st.sampled_from(["key", "suggestion", "import"]),
    ),
    max_size=12,
)


def test_a_carried_label_is_accepted_where_the_earlier_version_is_not_here(
    store: Store, tmp_path: Path, times: Iterator[int]
) -> None:
    path = tmp_path / "story.txt"

    def put(into: Store, *lines: str) -> None:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        list(workflow.import_paths(into, [path], settings=Importing(), now=AT))

    put(store, *STORY)
    append(store, said(1, "claim", "suggestion", times), said(2, "claim", "key", times))
    append(store, said(1, None, "undo", times), said(1, "claim", "redo", times))
    edited = (*STORY, "It opens in May.")
    put(store, *edited)
    with Store(tmp_path / "other.db") as other:
        put(other, *edited)
        assert not other.origins.any()
        merged(other, bundled(store))
        assert own(other) == own(store) == Accepted({"claim": 1}, 0)
        (article,) = other.articles.all(annotator="ada")
        assert len(other.origins.accepted(article.id)) == 1
        put(other, *STORY)
        assert own(other) == Accepted({"claim": 1}, 0)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_without_undo_the_event_that_brought_the_label_decides(
    steps: list[tuple[int, str | None, Origin]],
) -> None:
    with TemporaryDirectory() as folder, new_store(Path(folder) / "x.db") as store:
        add_article(store, STORY)
        times = count(AT)
        append(store, *(said(sentence, label, origin, times) for sentence, label, origin in steps))
        standing: dict[int, tuple[str | None, Origin]] = {}
        ever = set()
        for sentence, label, origin in steps:
            if label != standing.get(sentence, (None, "key"))[0]:
                standing[sentence] = (label, origin)
                if origin == "suggestion" and label:
                    ever.add(sentence)
        accepted = {
            n for n, (label, origin) in standing.items() if origin == "suggestion" and label
        }
        found = own(store)
        assert sum(found.labels.values()) == len(accepted)
        assert found.changed == len(ever - accepted)
