"""Undo and redo, alike for an annotator's labels and a reviewer's rulings.

Refuses to know what a gesture did: whoever is at work sets the states and says what that was.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, Literal, TypeVar

from annotations.model import Step
from tui.page import Effect
from tui.trail import Trail

State = TypeVar("State")


class Undoing(Generic[State]):
    """Somebody at work, who can take back what they did."""

    IN = ""
    """Where there is nothing to undo, as the message says it: " in the review"."""

    trail: Trail[State]

    def set_steps(
        self, steps: Sequence[Step[State]], origin: Literal["undo", "redo"], reverts: bytes
    ) -> tuple[Effect, bytes]:
        """Set the `after` of these steps by one gesture, going to where they are; and its id."""
        raise NotImplementedError

    def in_words(self, steps: Sequence[Step[State]]) -> str:
        """What a gesture did, in a few words."""
        raise NotImplementedError

    def undo(self) -> Effect:
        """Take back the last gesture, wherever it was, by one more event."""
        done = self.trail.to_undo()
        if done is None:
            return Effect(message=f"nothing to undo{self.IN}")
        backwards = [Step(step.sentence, step.after, step.before) for step in done.changes]
        effect, gesture = self.set_steps(backwards, "undo", done.gesture)
        self.trail.undone(gesture)
        return replace(effect, message=f"undone: {self.in_words(done.changes)}")

    def redo(self) -> Effect:
        """Bring back the last gesture undone."""
        undone = self.trail.to_redo()
        if undone is None:
            return Effect(message=f"nothing to redo{self.IN}")
        effect, _ = self.set_steps(undone.done.changes, "redo", undone.undo)
        self.trail.redone()
        return replace(effect, message=f"redone: {self.in_words(undone.done.changes)}")
