"""Two windows of one annotator against a plain model: one truth, and two stacks for each window."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from at_work import AtWork, Clock, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import new_store

from annotations.model import NOTHING_SAID, LabelState

SENTENCES = 4


class Step(NamedTuple):
    place: int
    before: LabelState
    after: LabelState


class Truth:
    """What is said of the sentences, whoever looks; and what each window can undo and redo."""

    def __init__(self, windows: int) -> None:
        self.states = [NOTHING_SAID] * SENTENCES
        self.done: list[list[list[Step]]] = [[] for _ in range(windows)]
        self.undone: list[list[list[Step]]] = [[] for _ in range(windows)]

    def change(
        self, window: int, indices: Sequence[int], how: Callable[[LabelState], LabelState]
    ) -> None:
        steps = [Step(at, self.states[at], how(self.states[at])) for at in indices]
        steps = [step for step in steps if step.before != step.after]
        if steps:
            self._set(steps)
            self.done[window].append(steps)
            self.undone[window].clear()

    def undo(self, window: int) -> None:
        if self.done[window]:
            steps = self.done[window].pop()
            kept = [step for step in steps if self.states[step.place] == step.after]
            self._set([Step(step.place, step.after, step.before) for step in kept])
            if kept:
                self.undone[window].append(kept)

    def redo(self, window: int) -> None:
        if self.undone[window]:
            steps = self.undone[window].pop()
            kept = [step for step in steps if self.states[step.place] == step.before]
            self._set(kept)
            if kept:
                self.done[window].append(kept)

    def _set(self, steps: Sequence[Step]) -> None:
        for step in steps:
            self.states[step.place] = step.after


labels = st.sampled_from(["claim", "opinion"])
at = st.integers(0, SENTENCES - 1)
keys = st.one_of(
    st.tuples(st.just("label"), labels, at, st.integers(1, SENTENCES)),
    st.tuples(st.just("note"), st.sampled_from(["one", "two", "three"]), at, st.just(1)),
    st.tuples(st.just("clear"), st.just(""), at, st.integers(1, SENTENCES)),
    st.tuples(st.sampled_from(["undo", "undo", "redo"]), st.just(""), at, st.just(1)),
)
pressed = st.lists(st.tuples(st.integers(0, 1), keys), max_size=30)


def press(window: AtWork, truth: Truth, number: int, key: tuple[str, str, int, int]) -> None:
    what, word, index, times = key
    session = window.session
    session.go(index)
    session.digit(str(times))
    targets = range(index, min(index + times, SENTENCES))
    match what:
        case "label":
            truth.change(number, targets, lambda state: replace(state, label=word))
            session.label(word)
        case "clear":
            truth.change(number, targets, lambda state: replace(state, label=None))
            session.clear()
        case "note":
            if word != session.state.note:  # left as it was seen, it is no other note
                truth.change(number, [index], lambda state: replace(state, note=word))
            session.note(word)
        case _:
            getattr(truth, what)(number)
            getattr(session, what)()
    session.count = ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pressed)
def test_whatever_is_pressed_in_two_windows_nothing_that_was_said_is_lost(
    pressed: list[tuple[int, tuple[str, str, int, int]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder) / "labels.db") as store:
        number = article(store, SENTENCES)
        clock = Clock()
        windows = [AtWork(store, clock=clock) for _ in range(2)]
        truth = Truth(len(windows))
        for window in windows:
            window.session.open(number)
        for which, key in pressed:
            clock.tick(0.5)
            press(windows[which], truth, which, key)
            states = store.labels.states(number, annotator="ada")
            sentences = store.articles.sentences(number)
            assert [states.get(one.number, NOTHING_SAID) for one in sentences] == truth.states
