"""One reviewer in two windows: neither takes off, unseen, what was said in the other."""

from dataclasses import dataclass, field

import pytest
from reviewing import reviews_in, rule
from support import add_article, append, event

from annotations import resources
from annotations.config import Agreed, load
from annotations.model import ReviewGesture, Ruling
from annotations.review.queues import Disputes
from annotations.store import Store
from annotations.workflow.accepting import acceptable
from tui.bench import Tally
from tui.reviewing import ReviewSession

START = 1_800_000_000_000_000


@dataclass
class Window:
    """A review whose rulings are written at once, or only when a test says so."""

    store: Store
    writing: bool = True
    waiting: list[ReviewGesture] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = ReviewSession(
            self.store,
            load(resources.shipped_config(), environ={}).config,
            reviewer="rosa",
            clock=lambda: START + len(reviews_in(self.store)),
            submit=self.submit,
        )
        self.session.begin(Disputes(), self.store.queues.find(Disputes()), before=Tally(0, 0))

    def submit(self, gesture: ReviewGesture) -> None:
        self.waiting.append(gesture)
        if self.writing:
            self.write()

    def write(self) -> None:
        for gesture in self.waiting:
            rule(self.store, *gesture)
            self.session.saved([gesture])
        self.waiting.clear()

    def to(self, sentence: int) -> ReviewSession:
        """Come to a sentence, and see what was said of it so far."""
        self.session.find(sentence)
        self.session.reread()
        return self.session


@pytest.fixture
def store(store: Store) -> Store:
    """Two articles of three sentences on which ada and ben differ; on 7 two of three agree."""
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    add_article(store, ["Four.", "Five.", "Six.", "Seven."], name="b.txt")
    for sentence in range(1, 8):
        append(store, event(sentence, "claim", annotator="ada"))
        append(store, event(sentence, "opinion", annotator="ben"))
    append(store, event(7, "opinion", annotator="cleo"))
    return store


@pytest.fixture
def one(store: Store) -> Window:
    return Window(store)


@pytest.fixture
def other(store: Store) -> Window:
    return Window(store)


def stored(store: Store, sentence: int) -> Ruling:
    (given,) = store.reviews.rulings_on(sentence)
    return given.ruling


def test_undo_passes_over_what_was_decided_in_the_other_window(
    store: Store, one: Window, other: Window
) -> None:
    one.to(1).label("claim")
    other.to(1).label("opinion")

    told = one.session.undo().message

    assert "changed in another window" in told
    assert stored(store, 1).label == "opinion"
    other.session.undo()
    assert stored(store, 1).label == "claim"


def test_undo_brings_nothing_back_that_the_other_window_took_back(
    store: Store, one: Window, other: Window
) -> None:
    one.to(1).label("claim")
    one.to(1).label("opinion")
    other.to(1).clear()

    assert "changed in another window" in one.session.undo().message

    assert stored(store, 1).label is None


def test_redo_passes_over_what_was_decided_in_the_other_window(
    store: Store, one: Window, other: Window
) -> None:
    one.to(1).label("claim")
    one.session.undo()
    other.to(1).label("opinion")

    told = one.session.redo().message

    assert "changed in another window" in told
    assert stored(store, 1).label == "opinion"


def test_what_is_still_on_its_way_to_the_disk_is_undone(store: Store, one: Window) -> None:
    one.writing = False
    one.to(1).label("claim")
    one.session.undo()
    one.session.redo()
    one.session.undo()
    one.write()

    assert stored(store, 1).label is None
    assert len(reviews_in(store)) == 4


@pytest.mark.parametrize("again", [False, True], ids=["once", "said something before"])
def test_note_and_reason_of_the_other_window_are_kept(
    store: Store, one: Window, other: Window, *, again: bool
) -> None:
    if again:
        one.to(1).question()
    other.to(1).note("the whole story")
    other.session.reason("hedge")
    assert one.session.sentence is not None

    one.to(1).question() if not again else one.session.label("claim")

    assert stored(store, 1).note == "the whole story"
    assert stored(store, 1).reason == "hedge"
    assert stored(store, 1).question


def test_what_the_other_window_decided_is_shown_before_it_is_decided_otherwise(
    store: Store, one: Window, other: Window
) -> None:
    one.to(1).label("claim")
    one.to(1)
    other.to(1).label("opinion")

    told = one.session.none()

    assert "rosa has decided this meanwhile" in told.message
    assert stored(store, 1).label == "opinion"
    one.session.none()
    assert stored(store, 1).decision == "none"


def test_a_secondary_label_goes_to_nothing_that_was_decided_otherwise_meanwhile(
    store: Store, one: Window, other: Window
) -> None:
    one.to(1).label("claim")  # and on to the next one
    other.to(1).label("opinion")

    told = one.session.secondary("attribution").message

    assert "sentence 1 meanwhile" in told
    assert stored(store, 1).secondary is None


def test_what_was_sent_back_in_the_other_window_is_not_taken_back_by_a_note(
    store: Store, one: Window, other: Window
) -> None:
    other.to(1).send_back(["ada"])

    one.session.note("look at T6")

    assert stored(store, 1).sent_to == ("ada",)
    assert stored(store, 1).note == "look at T6"


def test_what_was_sent_back_in_the_other_window_is_waited_for(one: Window, other: Window) -> None:
    other.to(1).send_back(["ada"])
    one.session.move(1)
    one.session.move(-1)

    assert one.session.sent == {1}


def test_a_note_in_place_of_another_windows_says_so(
    store: Store, one: Window, other: Window
) -> None:
    other.to(1).note("theirs")

    told = one.session.note("mine").message

    assert "in place of the note" in told
    one.session.undo()
    assert stored(store, 1).note == "theirs"


def test_bulk_acceptance_leaves_what_was_decided_in_the_other_window(
    store: Store, one: Window, other: Window
) -> None:
    (found,) = acceptable(store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    other.to(7).label("claim")

    one.session.accept(found.changes)

    assert stored(store, 7).label == "claim"


def test_undo_of_what_was_accepted_takes_back_the_rest_and_says_what_stays(
    store: Store, one: Window, other: Window
) -> None:
    append(store, event(6, "opinion", annotator="cleo"))
    (found,) = acceptable(store, [Agreed(annotators=2, percent=51)], reviewer="rosa")
    one.session.accept(found.changes)
    other.to(7).label("claim")
    other.to(7).label("claim")

    told = one.session.undo().message

    assert "1 was changed in another window and stays" in told
    assert stored(store, 7).label == "claim"
    assert stored(store, 6).label is None
