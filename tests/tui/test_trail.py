from collections.abc import Iterator, Sequence

from annotations.model import Change, LabelState
from annotations.review.undo import Redoable, Undoable
from tui.trail import Done, Trail, told

NOTHING = LabelState()
CLAIM = LabelState("claim")


def change(sentence: int, before: LabelState = NOTHING, after: LabelState = CLAIM) -> Change:
    return Change(sentence, before, after)


def done(name: bytes) -> Done[LabelState]:
    return Done(name, (change(1),))


def recall(gesture: bytes) -> Sequence[Change]:
    number = int(gesture.removeprefix(b"u"))
    return (change(number, CLAIM, NOTHING) if gesture.startswith(b"u") else change(number),)


class Past:
    """Older gestures, with a note of how many were asked for."""

    def __init__(self, *steps: Undoable | Redoable) -> None:
        self.steps = steps
        self.read = 0

    def __iter__(self) -> Iterator[Undoable | Redoable]:
        for step in self.steps:
            self.read += 1
            yield step


def trail(*steps: Undoable | Redoable) -> Trail[LabelState]:
    return Trail(iter(Past(*steps)), recall)


def test_an_empty_trail_has_nothing_to_undo_or_redo() -> None:
    empty = trail()
    assert empty.to_undo() is None
    assert empty.to_redo() is None
    empty.undone(b"u")
    empty.redone()
    assert empty.to_redo() is None


def test_the_last_gesture_is_undone_first() -> None:
    two = trail()
    two.add(done(b"1"))
    two.add(done(b"2"))
    for gesture in (b"2", b"1"):
        found = two.to_undo()
        assert found is not None
        assert found.gesture == gesture
        two.undone(b"u" + gesture)
    assert two.to_undo() is None
    undone = two.to_redo()
    assert undone is not None
    assert (undone.undo, undone.done.gesture) == (b"u1", b"1")


def test_asking_what_would_be_undone_undoes_nothing() -> None:
    one = trail(Undoable(b"1"))
    assert one.to_undo() == one.to_undo() == Done(b"1", recall(b"1"))


def test_older_gestures_follow_those_of_this_session() -> None:
    older = trail(Undoable(b"2"), Undoable(b"1"))
    older.add(done(b"3"))
    seen = []
    while found := older.to_undo():
        seen.append(found.gesture)
        older.undone(b"u" + found.gesture)
    assert seen == [b"3", b"2", b"1"]


def test_the_past_is_read_no_further_than_needed() -> None:
    past = Past(*(Undoable(str(n).encode()) for n in range(9, 0, -1)))
    lazy = Trail(iter(past), recall)
    assert past.read == 0
    lazy.to_undo()
    assert past.read == 1
    lazy.undone(b"u")
    assert past.read == 1


def test_what_was_undone_earlier_is_redone_after_what_was_undone_now() -> None:
    mixed = trail(Redoable(b"u2", b"2"), Redoable(b"u3", b"3"), Undoable(b"1"))
    mixed.to_undo()
    mixed.undone(b"u1")
    seen = []
    while found := mixed.to_redo():
        seen.append((found.undo, found.done.gesture))
        mixed.redone()
    assert seen == [(b"u1", b"1"), (b"u2", b"2"), (b"u3", b"3")]
    again = mixed.to_undo()
    assert again is not None
    assert again.gesture == b"3"


def test_a_new_gesture_drops_what_could_be_redone_even_from_earlier() -> None:
    fresh = trail(Redoable(b"u2", b"2"), Undoable(b"1"))
    fresh.add(done(b"3"))
    assert fresh.to_redo() is None
    fresh.undone(b"u3")
    fresh.to_undo()
    fresh.undone(b"u1")
    undone = fresh.to_redo()
    assert undone is not None
    assert undone.undo == b"u1"


def test_what_was_undone_in_part_is_redone_in_part() -> None:
    two = trail()
    two.add(Done(b"1", (change(1), change(2))))
    two.undone(b"u1", (change(2),))
    undone = two.to_redo()
    assert undone is not None
    assert undone.done == Done(b"1", (change(2),))
    two.redone()
    assert two.to_undo() == Done(b"1", (change(2),))


def test_what_was_undone_before_the_start_is_redone_as_that_undo_did_it() -> None:
    undone = trail(Redoable(b"u2", b"1")).to_redo()
    assert undone is not None
    assert undone.done == Done(b"1", [change(2)])


def test_what_is_passed_over_is_off_the_trail() -> None:
    older = trail(Redoable(b"u3", b"3"), Undoable(b"1"))
    older.add(done(b"2"))
    older.pass_over_undo()
    older.pass_over_undo()
    assert older.to_undo() is None
    again = trail(Redoable(b"u3", b"3"), Undoable(b"1"))
    assert again.to_redo() is not None
    again.pass_over_redo()
    assert again.to_redo() is None


def test_a_gesture_that_was_never_written_is_forgotten() -> None:
    two = trail(Undoable(b"1"))
    two.add(done(b"2"))
    two.add(done(b"3"))
    two.undone(b"u3")
    two.forget(b"3")
    two.forget(b"2")
    assert two.to_redo() is None
    found = two.to_undo()
    assert found is not None
    assert found.gesture == b"1"


def test_what_followed_a_gesture_that_was_never_written_is_undone_to_before_that() -> None:
    opinion, both = LabelState("opinion"), LabelState("claim", "opinion")
    four = trail()
    four.add(Done(b"1", (change(1, NOTHING, CLAIM), change(2, NOTHING, CLAIM))))
    four.add(Done(b"2", (change(3),)))
    four.add(Done(b"3", (change(1, CLAIM, opinion),)))
    four.add(Done(b"4", (change(1, opinion, both),)))
    four.forget(b"1")
    four.undone(b"u4")
    assert four.to_undo() == Done(b"3", [change(1, NOTHING, opinion)])
    four.forget(b"3")
    four.redone()
    assert four.to_undo() == Done(b"4", (change(1, opinion, both),))


def test_an_undo_that_was_never_written_did_not_happen() -> None:
    one = trail()
    one.add(done(b"1"))
    one.undone(b"u1")
    one.forget(b"u1")
    assert one.to_redo() is None
    assert one.to_undo() == done(b"1")


def test_a_gesture_is_told_by_what_it_changed() -> None:
    both = LabelState("attribution", "claim")
    noted, flagged = LabelState("claim", note="why"), LabelState("claim", flags=("check",))
    assert told([change(1)]) == "claim"
    assert told([change(1, after=both)]) == "attribution + claim"
    assert told([change(n) for n in (1, 2, 3)]) == "claim on 3 sentences"
    assert told([change(1), change(2, after=both)]) == "labels on 2 sentences"
    assert told([change(1, CLAIM, NOTHING)]) == "label taken off"
    assert told([change(1, CLAIM, noted)]) == "note"
    assert told([change(1, CLAIM, flagged)]) == "flags"
