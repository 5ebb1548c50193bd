"""The session against a plain model: random keys, restarts and a writer that is held up."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from at_work import AtWork, Clock, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import events_in, new_store

from annotations.model import NOTHING_SAID, LabelState
from annotations.review.fold import current
from annotations.store import Store

SIZES = (4, 3)
"""Sentences of the two articles; their numbers run from 1 to 7."""

States = dict[int, LabelState]


@dataclass
class Model:
    """What a person expects: the states of all sentences, and two stacks of them."""

    states: States = field(default_factory=dict)
    undone_from: list[States] = field(default_factory=list)
    past: list[States] = field(default_factory=list)

    def change(self, sentences: list[int], how: Callable[[LabelState], LabelState]) -> None:
        after = dict(self.states)
        for sentence in sentences:
            after[sentence] = how(after.get(sentence, NOTHING_SAID))
        if said(after) != said(self.states):
            self.past.append(self.states)
            self.undone_from.clear()
            self.states = after

    def undo(self) -> None:
        if self.past:
            self.undone_from.append(self.states)
            self.states = self.past.pop()

    def redo(self) -> None:
        if self.undone_from:
            self.past.append(self.states)
            self.states = self.undone_from.pop()


def said(states: States) -> States:
    """Those of whom anything is said."""
    return {sentence: state for sentence, state in states.items() if state != NOTHING_SAID}


labels = st.sampled_from(["claim", "attribution", "opinion", "boilerplate"])
position = st.integers(0, max(SIZES) - 1)
count = st.integers(1, 5)
nothing = st.just(0)
keys = st.one_of(
    st.tuples(st.just("label"), labels, count),
    st.tuples(st.just("range"), labels, position),
    st.tuples(st.just("clear"), st.just(""), count),
    st.tuples(st.sampled_from(["pair", "to_end"]), st.just(""), nothing),
    st.tuples(st.just("secondary"), st.sampled_from(["claim", "opinion"]), nothing),
    st.tuples(st.just("flag"), st.sampled_from(["check", "merged"]), nothing),
    st.tuples(st.just("note"), st.sampled_from(["", "one", "two"]), nothing),
    st.tuples(st.just("go"), st.just(""), position),
    st.tuples(st.just("open"), st.just(""), st.integers(1, len(SIZES))),
    st.tuples(st.sampled_from(["undo", "undo", "redo"]), st.just(""), nothing),
    st.tuples(st.sampled_from(["restart", "hold", "save"]), st.just(""), nothing),
)
Key = tuple[str, str, int]


class Typist:
    """Presses the same keys in a session and in the model."""

    def __init__(self, store: Store) -> None:
        self.ada = AtWork(store, clock=Clock())
        self.model = Model()
        self.ada.session.open(1)

    def press(self, key: Key) -> None:
        what, word, number = key
        self.ada.clock.tick(0.5)
        getattr(self, what)(word, number)

    def here(self, behind: int = 1) -> list[int]:
        """Numbers of the current sentence and those below, so many in all."""
        page, cursor = self.ada.session.page, self.ada.session.cursor
        assert page is not None
        return [sentence.number for sentence in page.sentences[cursor : cursor + behind]]

    def label(self, name: str, number: int) -> None:
        self.model.change(self.here(number), labelled(name))
        self.ada.session.digit(str(number))
        self.ada.session.label(name)

    def pair(self, _: str, __: int) -> None:
        self.model.change(
            self.here(), lambda state: replace(state, label="attribution", secondary="claim")
        )
        self.ada.session.label("attribution", "claim")

    def range(self, name: str, index: int) -> None:
        session = self.ada.session
        ends = [*self.here()]
        session.start_range()
        session.go(index)
        ends += self.here()
        session.label(name)
        self.model.change(list(range(min(ends), max(ends) + 1)), labelled(name))

    def clear(self, _: str, number: int) -> None:
        self.model.change(
            self.here(number), lambda state: replace(state, label=None, secondary=None)
        )
        self.ada.session.digit(str(number))
        self.ada.session.clear()

    def to_end(self, _: str, __: int) -> None:
        self.model.change(self.here(max(SIZES)), labelled("boilerplate"))
        self.ada.session.to_end("boilerplate")

    def secondary(self, name: str, _: int) -> None:
        if self.ada.session.state.label is not None:
            self.model.change(self.here(), with_secondary(name))
            self.ada.session.secondary(name)

    def flag(self, name: str, _: int) -> None:
        self.model.change(self.here(), flagged(name))
        self.ada.session.flag(name)

    def note(self, text: str, _: int) -> None:
        self.model.change(self.here(), lambda state: replace(state, note=text))
        self.ada.session.note(text)

    def go(self, _: str, index: int) -> None:
        self.ada.session.go(index)

    def open(self, _: str, number: int) -> None:
        self.ada.session.open(number)

    def undo(self, _: str, __: int) -> None:
        self.model.undo()
        self.ada.session.undo()

    def redo(self, _: str, __: int) -> None:
        self.model.redo()
        self.ada.session.redo()

    def hold(self, _: str, __: int) -> None:
        self.ada.held_up = True

    def save(self, _: str, __: int) -> None:
        self.ada.held_up = False
        self.ada.save()

    def restart(self, _: str, __: int) -> None:
        self.save("", 0)
        self.ada = self.ada.restarted()

    def agree(self) -> None:
        """The open article shows what the model says."""
        page = self.ada.session.page
        assert page is not None
        expected = [self.model.states.get(s.number, NOTHING_SAID) for s in page.sentences]
        assert page.states == expected
        assert page.labelled == sum(state.label is not None for state in expected)


def labelled(name: str) -> Callable[[LabelState], LabelState]:
    return lambda s: replace(s, label=name, secondary=s.secondary if s.label == name else None)


def with_secondary(name: str) -> Callable[[LabelState], LabelState]:
    def how(state: LabelState) -> LabelState:
        if state.label == name:
            return state
        return replace(state, secondary=None if state.secondary == name else name)

    return how


def flagged(name: str) -> Callable[[LabelState], LabelState]:
    return lambda s: replace(s, flags=tuple(sorted({name} ^ set(s.flags))))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(keys, max_size=40))
def test_whatever_is_pressed_session_database_and_expectation_agree(pressed: list[Key]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder) / "labels.db") as store:
        for number, size in enumerate(SIZES, 1):
            article(store, size, name=f"{number}.txt")
        typist = Typist(store)
        for key in pressed:
            typist.press(key)
            typist.agree()
        typist.save("", 0)
        folded = {sentence: s for (sentence, _), s in current(events_in(store)).items()}
        assert said(folded) == said(typist.model.states)
        for number in range(1, len(SIZES) + 1):
            typist.ada.session.open(number)
            typist.agree()
