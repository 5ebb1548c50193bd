"""Whatever is pressed, and whenever threads report: no ghost changes under the cursor, and no
suggestion is stored that nobody accepted."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from at_ghosts import suggestion
from at_work import CONFIG, Clock, Gesture, article
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import LabelState, Suggestion
from annotations.store import Place, Store
from tui.ghosts import Suggested, Visit
from tui.page import NOTHING, Effect
from tui.session import Session

SENTENCES = 5

PRESSED: Mapping[str, Callable[[Session], Effect | None]] = {
    "suggestion.accept": Session.accept,
    "suggestion.all": Session.accept_all,
    "suggestion.region": Session.accept_region,
    "suggestion.dismiss": Session.dismiss,
    "label": lambda session: session.label("opinion"),
    "clear": Session.clear,
    "undo": Session.undo,
    "redo": Session.redo,
    "down": lambda session: session.move(1),
    "up": lambda session: session.move(-1),
    "range": Session.start_range,
    "count": lambda session: session.digit("3"),
    "secondary": lambda session: session.secondary("claim"),
    "flag": lambda session: session.flag("check"),
    "open 1": lambda session: session.open(1),
    "open 2": lambda session: session.open(2),
    "unknown": lambda _: None,
}
"""What is pressed, and what it does."""

KEYS = st.sampled_from([*PRESSED, *["suggestion.all", "suggestion.accept"] * 3])

ONE = st.none() | st.builds(
    suggestion, st.sampled_from(["c", "ac", "o", "b", "b"]), score=st.sampled_from([0.5, 0.8, 1.0])
)
REPORTS = st.lists(ONE, min_size=SENTENCES, max_size=SENTENCES)
STEPS = st.lists(
    st.one_of(KEYS, st.tuples(st.sampled_from(["open", "left", "refused", "near"]), REPORTS)),
    min_size=12,
    max_size=40,
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ghosts") / "corpus.db"
    with Store(path) as store:
        for name in ("1.txt", "2.txt"):
            article(store, SENTENCES, name=name)
    return path


class Watched:
    """A session whose labels go nowhere but here, with all that is worth knowing of it."""

    def __init__(self, store: Store) -> None:
        self.clock = Clock()
        self.gestures: list[Gesture] = []
        self.session = Session(
            store, CONFIG, annotator="ada", clock=self.clock, submit=self._submit
        )
        self.asked = False
        """The key before this one told what all would be."""
        self.visits: list[Visit] = []
        self.shown: dict[tuple[Visit, int], Suggestion] = {}
        self.session.open(1)
        self.look()

    def _submit(self, gesture: Gesture | Place) -> None:
        if not isinstance(gesture, Place):
            self.gestures.append(gesture)

    @property
    def visit(self) -> Visit:
        assert self.session.haunted.visit is not None
        return self.session.haunted.visit

    def look(self) -> None:
        """What is shown of a visit stays what it is, for as long as it is shown."""
        if self.visit not in self.visits:
            self.visits.append(self.visit)
        for index, ghost in enumerate(self.session.ghosts):
            if ghost is not None:
                assert self.shown.setdefault((self.visit, index), ghost) == ghost

    def press(self, key: str) -> None:
        session = self.session
        session.pressed(key)
        before = {
            session.page.sentences[index].number: one  # type: ignore[union-attr]
            for index, one in enumerate(session.ghosts)
            if one is not None
        }
        n = len(self.gestures)
        effect = PRESSED[key](session) or NOTHING
        accepted = [
            event
            for gesture in self.gestures[n:]
            for event in gesture
            if event.origin == "suggestion"
        ]
        if accepted:
            assert key in ("suggestion.accept", "suggestion.all", "suggestion.region")
            assert key != "suggestion.all" or self.asked
        for event in accepted:
            one = before[event.sentence]
            assert event.state == LabelState(
                one.label, one.secondary, event.state.flags, event.state.note
            )
        assert len(self.gestures) - n <= 1
        self.asked = "once more accepts" in effect.message
        assert not (self.asked and accepted)
        if key != "count":
            session.count = ""

    def report(self, what: str, suggested: Suggested) -> None:
        """Something that a thread tells, at any time: it stores nothing."""
        session, n = self.session, len(self.gestures)
        before = session.ghost
        if what == "open":
            session.take_ghosts(self.visit, suggested)
        elif what == "left":
            session.take_ghosts(self.visits[0], suggested)
        elif what == "near":
            session.haunted.keep(2, suggested, made=session.made)
        elif self.gestures:
            state = session.state
            session.refused(self.gestures[-1])
            self.gestures.pop()
            n -= 1
            if state != session.state:  # what was refused stood here
                before = session.ghost
        assert len(self.gestures) == n
        if self.visit.pressed:
            assert session.ghost == before


@settings(max_examples=150, deadline=None)
@given(steps=STEPS)
def test_no_keys_and_late_reports_surprise_anybody(
    two: Path, steps: list[str | tuple[str, Suggested]]
) -> None:
    with Store(two, checked=True) as store:
        watched = Watched(store)
        for step in steps:
            if isinstance(step, str):
                watched.press(step)
            else:
                watched.report(*step)
            watched.look()
