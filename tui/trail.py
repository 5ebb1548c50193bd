"""Undo and redo without limit: this session's gestures in memory, older ones from the store.

Refuses to set labels: it only says which gesture is to be taken back or brought back.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from annotations.model import Change, LabelState, Step
from annotations.nouns import dataclass
from annotations.review.undo import Redoable, Undoable

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Done(Generic[State]):
    """A gesture that can be undone."""

    gesture: bytes
    changes: Sequence[Step[State]]


@dataclass(frozen=True, slots=True)
class Undone(Generic[State]):
    """An undo that can be redone."""

    undo: bytes
    done: Done[State]


class Trail(Generic[State]):
    """The two stacks of an editor, continued into the past.

    `older` walks the gestures of earlier sessions from the newest back and is read only as far
    as needed; `recall` gives what an older gesture, or an older undo, did.
    """

    def __init__(
        self,
        older: Iterator[Undoable | Redoable],
        recall: Callable[[bytes], Sequence[Step[State]]],
    ) -> None:
        self._older = older
        self._recall = recall
        self._done: list[Done[State]] = []
        self._undone: list[Undone[State]] = []
        self._older_redo: list[Redoable] = []
        self._older_undo: Undoable | None = None
        self._recalled_undo: Done[State] | None = None
        self._recalled_redo: Undone[State] | None = None

    def prepare(self) -> None:
        """Read what `add` needs of the past, so that it cannot fail. Raises `StoreError`."""
        self._look_back()

    def add(self, done: Done[State]) -> None:
        """Put a new gesture on top; nothing can be redone any more."""
        self._look_back()
        self._older_redo.clear()
        self._recalled_redo = None
        self._undone.clear()
        self._done.append(done)

    def to_undo(self) -> Done[State] | None:
        """The gesture that an undo takes back now; None when there is none at all."""
        if self._done:
            return self._done[-1]
        self._look_back()
        if self._older_undo is not None and self._recalled_undo is None:
            gesture = self._older_undo.gesture
            self._recalled_undo = Done(gesture, self._recall(gesture))
        return self._recalled_undo

    def undone(self, undo: bytes, changes: Sequence[Step[State]] | None = None) -> None:
        """Note that what `to_undo` gave was taken back by the gesture `undo`.

        `changes`: what of it; None: all.
        """
        done = self.to_undo()
        if done is None:
            return
        self.pass_over_undo()
        self._undone.append(Undone(undo, _part(done, changes)))

    def pass_over_undo(self) -> None:
        """Note that what `to_undo` gave cannot be taken back any more."""
        if self._done:
            self._done.pop()
        else:
            self._older_undo = self._recalled_undo = None

    def to_redo(self) -> Undone[State] | None:
        """The undo that a redo takes back now; None when there is none."""
        if self._undone:
            return self._undone[-1]
        self._look_back()
        if self._older_redo and self._recalled_redo is None:
            redoable = self._older_redo[0]
            taken = self._recall(redoable.undo)  # perhaps not all that the gesture did
            steps = [Step(step.sentence, step.after, step.before) for step in taken]
            self._recalled_redo = Undone(redoable.undo, Done(redoable.gesture, steps))
        return self._recalled_redo

    def redone(self, changes: Sequence[Step[State]] | None = None) -> None:
        """Note that what `to_redo` gave was brought back; `changes`: what of it, None for all."""
        undone = self.to_redo()
        if undone is None:
            return
        self.pass_over_redo()
        self._done.append(_part(undone.done, changes))

    def pass_over_redo(self) -> None:
        """Note that what `to_redo` gave cannot be brought back any more."""
        if self._undone:
            self._undone.pop()
        else:
            self._older_redo.pop(0)
            self._recalled_redo = None

    def forget(self, gesture: bytes) -> None:
        """Note that this gesture of this session was never written.

        What was done to the same sentences since is taken back to what was there before it.
        """
        for undone in [undone for undone in self._undone if undone.undo == gesture]:
            self._undone.remove(undone)
            self._done.append(undone.done)
        for refused in [done for done in self._done if done.gesture == gesture]:
            for step in refused.changes:
                self._begin_from(step, behind=refused)
        self._done = [done for done in self._done if done.gesture != gesture]
        self._undone = [undone for undone in self._undone if undone.done.gesture != gesture]

    def _begin_from(self, refused: Step[State], *, behind: Done[State]) -> None:
        """Let the next step on the sentence begin from where one began that never was."""
        later = self._done[self._done.index(behind) + 1 :]
        for done in later:
            if any(step.sentence == refused.sentence for step in done.changes):
                changes = [
                    step._replace(before=refused.before)
                    if step.sentence == refused.sentence
                    else step
                    for step in done.changes
                ]
                self._done[self._done.index(done)] = Done(done.gesture, changes)
                return

    def _look_back(self) -> None:
        """Read the past up to the next gesture that could be undone."""
        while self._older_undo is None:
            step = next(self._older, None)
            if step is None:
                return
            if isinstance(step, Undoable):
                self._older_undo = step
            else:
                self._older_redo.append(step)


def _part(done: Done[State], changes: Sequence[Step[State]] | None) -> Done[State]:
    return done if changes is None else Done(done.gesture, changes)


def told(changes: Sequence[Change]) -> str:
    """What a gesture did, in a few words: `claim + opinion`, `boilerplate on 3 sentences`."""
    labels = {(change.after.label, change.after.secondary) for change in changes}
    what = " + ".join(filter(None, labels.pop())) if len(labels) == 1 else "labels"
    if all(_label_of(change.before) == _label_of(change.after) for change in changes):
        what = "note" if changes[0].before.note != changes[0].after.note else "flags"
    n = len(changes)
    return (what or "label taken off") + (f" on {n} sentences" if n > 1 else "")


def _label_of(state: LabelState) -> tuple[str | None, str | None]:
    return state.label, state.secondary
