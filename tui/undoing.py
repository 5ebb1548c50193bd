"""Undo and redo, alike for an annotator's labels and a reviewer's rulings.

What was changed since, in another window or by a file, is passed over and stays. Refuses to know
what a gesture did: whoever is at work sets the states and says what that was.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Generic, Literal, TypeVar

from annotations.model import Step
from tui.page import Effect
from tui.trail import Trail

State = TypeVar("State")

ELSEWHERE = "changed in another window since, and stays"


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

    def overtaken(self, _: Sequence[Step[State]]) -> tuple[frozenset[int], frozenset[int]]:
        """Sentences of which something else was said since, elsewhere: they stay as they are.

        And the indices in the open article that look otherwise now.
        """
        return frozenset(), frozenset()

    def undo(self) -> Effect:
        """Take back the last gesture, wherever it was, by one more event."""
        done = self.trail.to_undo()
        if done is None:
            return Effect(message=f"nothing to undo{self.IN}")
        stays, news = self.overtaken(_backwards(done.changes))
        changes = [step for step in done.changes if step.sentence not in stays]
        if not changes:
            self.trail.pass_over_undo()
            return Effect(news, message=f"not undone: {ELSEWHERE}")
        effect, gesture = self.set_steps(_backwards(changes), "undo", done.gesture)
        self.trail.undone(gesture, changes)
        told = f"undone: {self.in_words(changes)}{_staying(stays)}"
        return replace(effect, relabelled=effect.relabelled | news, message=told)

    def redo(self) -> Effect:
        """Bring back the last gesture undone."""
        undone = self.trail.to_redo()
        if undone is None:
            return Effect(message=f"nothing to redo{self.IN}")
        stays, news = self.overtaken(undone.done.changes)
        changes = [step for step in undone.done.changes if step.sentence not in stays]
        if not changes:
            self.trail.pass_over_redo()
            return Effect(news, message=f"not redone: {ELSEWHERE}")
        effect, _ = self.set_steps(changes, "redo", undone.undo)
        self.trail.redone(changes)
        told = f"redone: {self.in_words(changes)}{_staying(stays)}"
        return replace(effect, relabelled=effect.relabelled | news, message=told)


def _backwards(steps: Sequence[Step[State]]) -> list[Step[State]]:
    return [Step(step.sentence, step.after, step.before) for step in steps]


def _staying(sentences: frozenset[int]) -> str:
    """What to say of sentences that were passed over."""
    n = len(sentences)
    if not n:
        return ""
    told = "1 was changed in another window and stays"
    return f"; {told if n == 1 else f'{n} were changed in another window and stay'}"
