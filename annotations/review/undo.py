"""Which gestures of an annotator can be undone and redone, read from the events alone.

Undo and redo are events themselves: an undo names the gesture that it takes back, a redo names
the undo. So the two stacks of an editor are a reading of the past, and outlive the program.
Refuses to know sentences and labels: a gesture is an id.
"""

from collections.abc import Iterable, Iterator

from annotations.model import Origin
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True)
class Gesture:
    """One key press of a person that left events behind."""

    id: bytes
    origin: Origin
    reverts: bytes | None = None


@dataclass(frozen=True, slots=True)
class Undoable:
    """The next gesture that an undo would take back."""

    gesture: bytes


@dataclass(frozen=True, slots=True)
class Redoable:
    """The next undo that a redo would take back, and the gesture which that brings back."""

    undo: bytes
    gesture: bytes


def stacks(newest_first: Iterable[Gesture]) -> Iterator[Undoable | Redoable]:
    """Walk an annotator's gestures from the newest back; yield what undo and redo would take.

    The undoables come in the order in which they would be undone, the redoables in the order
    in which they would be redone; a new gesture ends what could be redone before it. Lazy:
    reads no further back than it is asked to.
    """
    cancelled: set[bytes] = set()
    redo_open = True
    for gesture in newest_first:
        if gesture.id in cancelled:
            cancelled.discard(gesture.id)
            if gesture.origin not in ("undo", "redo"):
                redo_open = False
        elif gesture.origin == "undo" and gesture.reverts is not None:
            cancelled.add(gesture.reverts)
            if redo_open:
                yield Redoable(gesture.id, gesture.reverts)
        elif gesture.origin == "redo" and gesture.reverts is not None:
            cancelled.add(gesture.reverts)
        else:
            redo_open = False
            yield Undoable(gesture.id)
