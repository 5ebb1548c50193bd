from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import review, rule
from support import add_article, append, event, gesture, new_store, revert

from annotations.model import LabelState, Origin
from annotations.review.undo import Gesture, Redoable, Undoable, stacks
from annotations.store import Store


@dataclass
class Editor:
    """Two plain stacks in memory, as any editor has them, and the gestures that it leaves."""

    undoable: list[bytes] = field(default_factory=list)
    redoable: list[tuple[bytes, bytes]] = field(default_factory=list)
    left: list[Gesture] = field(default_factory=list)

    def _leave(self, origin: Origin, reverts: bytes | None = None) -> bytes:
        identity = len(self.left).to_bytes(16)
        self.left.append(Gesture(identity, origin, reverts))
        return identity

    def do(self, origin: Origin = "key") -> None:
        self.undoable.append(self._leave(origin))
        self.redoable.clear()

    def undo(self) -> None:
        if self.undoable:
            taken = self.undoable.pop()
            self.redoable.append((self._leave("undo", taken), taken))

    def redo(self) -> None:
        if self.redoable:
            undo, taken = self.redoable.pop()
            self._leave("redo", undo)
            self.undoable.append(taken)


def read(newest_first: "Iterator[Gesture]") -> tuple[list[bytes], list[tuple[bytes, bytes]]]:
    """The two stacks, top first, as the events tell them."""
    found = list(stacks(newest_first))
    return (
        [one.gesture for one in found if isinstance(one, Undoable)],
        [(one.undo, one.gesture) for one in found if isinstance(one, Redoable)],
    )


@given(keys=st.lists(st.sampled_from(("do", "suggestion", "undo", "undo", "redo")), max_size=60))
def test_the_stacks_are_those_of_an_editor(keys: list[str]) -> None:
    editor = Editor()
    for key in keys:
        if key == "suggestion":
            editor.do("suggestion")
        else:
            getattr(editor, key)()
        undoable, redoable = read(reversed(editor.left))
        assert undoable == editor.undoable[::-1]
        assert redoable == editor.redoable[::-1]


def test_reading_stops_where_the_asker_stops() -> None:
    def past() -> "Iterator[Gesture]":
        yield Gesture(b"2" * 16, "key")
        pytest.fail("read further than asked")

    assert next(stacks(past())) == Undoable(b"2" * 16)


def test_nothing_can_be_redone_behind_a_new_gesture() -> None:
    editor = Editor()
    editor.do()
    editor.undo()
    editor.do()
    assert read(reversed(editor.left)) == ([(2).to_bytes(16)], [])


def paged(store: Store, *, annotator: str, limit: int) -> "Iterator[Gesture]":
    before: int | None = None
    while page := store.labels.gestures(annotator=annotator, before=before, limit=limit):
        before = page[-1][0]
        for _, one in page:
            yield one


class Desk:
    """An annotator at a database, with the states that an editor would hold in memory."""

    def __init__(self, store: Store, annotator: str) -> None:
        self.store = store
        self.annotator = annotator
        self.past: list[dict[int, LabelState]] = [{}]
        self.future: list[dict[int, LabelState]] = []
        self.now = 1_700_000_000_000_000

    def label(self, sentences: list[int], label: str | None) -> None:
        append(self.store, *gesture(sentences, label, annotator=self.annotator, at=self.now))
        said = dict.fromkeys(sentences, LabelState(label))
        self.past.append({**self.past[-1], **said})
        self.future.clear()

    def back(self, *, limit: int) -> None:
        past = paged(self.store, annotator=self.annotator, limit=limit)
        top = next((one for one in stacks(past) if isinstance(one, Undoable)), None)
        assert (top is None) == (len(self.past) == 1)
        if top is not None:
            self._revert(top.gesture, "undo")
            self.future.append(self.past.pop())

    def forth(self, *, limit: int) -> None:
        past = paged(self.store, annotator=self.annotator, limit=limit)
        top = next((one for one in stacks(past) if isinstance(one, Redoable)), None)
        assert (top is None) == (not self.future)
        if top is not None:
            self._revert(top.undo, "redo")
            self.past.append(self.future.pop())

    def _revert(self, which: bytes, origin: Origin) -> None:
        self.now -= 1_000_000  # the clock goes back on top of it all
        events = revert(self.store, which, annotator=self.annotator, origin=origin, at=self.now)
        append(self.store, *events)

    def check(self, article: int) -> None:
        said = self.store.labels.states(article, annotator=self.annotator)
        expected = self.past[-1]
        assert {n: state for n, state in said.items() if state != LabelState()} == {
            n: state for n, state in expected.items() if state != LabelState()
        }


MOVES = st.lists(
    st.tuples(
        st.sampled_from(("label", "back", "back", "forth")),
        st.sampled_from(("ada", "ben")),
        st.lists(st.integers(0, 4), min_size=1, max_size=5),  # a range may meet a sentence twice
        st.sampled_from((None, "claim", "opinion")),
        st.integers(1, 5),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Store]":
    with new_store(tmp_path_factory.mktemp("undo") / "labels.db") as opened:
        opened._connection.execute("PRAGMA synchronous = OFF")
        yield opened


@given(moves=MOVES)
def test_undo_and_redo_read_from_the_database_bring_the_states_back(
    shared: Store, moves: list[tuple[str, str, list[int], str | None, int]]
) -> None:
    count = shared.articles.count()
    article = add_article(shared, [f"{count} {n}." for n in range(5)], name=f"{count}")
    first = shared.articles.sentences(article)[0].number
    desks = {name: Desk(shared, f"{name}{count}") for name in ("ada", "ben")}
    for move, who, sentences, label, limit in moves:
        desk = desks[who]
        if move == "label":
            desk.label([first + offset for offset in sentences], label)
        elif move == "back":
            desk.back(limit=limit)
        else:
            desk.forth(limit=limit)
        desk.check(article)


def test_pages_of_any_size_hold_the_same_gestures(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three."])
    for at in range(7):
        append(store, *gesture([1, 2, 3], "claim", at=at))
        append(store, *gesture([2], "opinion", at=at, annotator="ben"))
        append(store, event(1, "claim", origin="import", at=at))
    whole = list(paged(store, annotator="ada", limit=200))
    assert len(whole) == 7
    for limit in (1, 2, 3, 7):
        assert list(paged(store, annotator="ada", limit=limit)) == whole


def test_what_a_range_changed_has_before_and_after_for_each_sentence(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three."])
    append(store, event(2, "opinion", flags=("check",), note="hm"))
    made = gesture([1, 2, 3], "claim")
    append(store, *made)
    append(store, event(1, "boilerplate"))
    changes = store.labels.changes(made[0].gesture, annotator="ada")
    assert [(one.sentence, one.before, one.after) for one in changes] == [
        (1, LabelState(), LabelState("claim")),
        (2, LabelState("opinion", None, ("check",), "hm"), LabelState("claim")),
        (3, LabelState(), LabelState("claim")),
    ]


def test_a_gesture_of_someone_else_is_not_there_to_be_undone(store: Store) -> None:
    add_article(store, ["One."])
    made = gesture([1], annotator="ben")
    append(store, *made)
    assert store.labels.changes(made[0].gesture, annotator="ada") == []
    assert store.labels.changes(b"\0" * 16, annotator="ben") == []
    assert list(paged(store, annotator="ada", limit=5)) == []


def test_the_history_of_a_sentence_is_ones_own_and_newest_first(store: Store) -> None:
    add_article(store, ["One."])
    append(store, event(1, "claim"), event(1, "opinion"), event(1, None))
    append(store, event(1, "claim", annotator="ben"))
    rule(store, review(1, reviewer="ada"))
    past = store.labels.history(1, annotator="ada")
    assert [(one.state.label, one.origin) for one in past] == [
        (None, "key"),
        ("opinion", "key"),
        ("claim", "key"),
    ]
    assert [one.at for one in past] == sorted((one.at for one in past), reverse=True)
    assert len(store.labels.history(1, annotator="ada", limit=2)) == 2
