"""Claims in plain Python: what each slot holds, who put it there, undo and redo.

Written from docs/factcheck.md and the nouns of `annotations.claims`, not from the code: the last
decision counts, but undo takes back nothing that others have changed since, and no claim that
others have built on. Slow and plain on purpose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.claims import FactValue, Slot

Change = tuple[Slot, FactValue | None]


@dataclass(frozen=True)
class Said:
    """One decision about a slot."""

    who: str
    value: FactValue | None
    number: int
    """Grows from decision to decision."""


@dataclass(frozen=True)
class Did:
    """What one gesture did to a slot."""

    slot: Slot
    before: FactValue | None
    after: FactValue | None


@dataclass(frozen=True)
class Gesture:
    """One key press that changed something."""

    steps: tuple[Did, ...]
    number: int
    """Of its last decision, when it was made first."""


@dataclass
class Stacks:
    """What somebody can undo and redo."""

    done: list[Gesture] = field(default_factory=list)
    undone: list[tuple[Gesture, Gesture]] = field(default_factory=list)
    """Each gesture that was undone, with what was taken back of it."""


class FactModel:
    """All that people have decided about claims in one database."""

    def __init__(self) -> None:
        self.slots: dict[Slot, list[Said]] = {}
        self.stacks: dict[str, Stacks] = {}
        self._number = 0

    def holds(self, slot: Slot) -> FactValue | None:
        """What a slot holds now."""
        said = self.slots.get(slot)
        return said[-1].value if said else None

    def by(self, slot: Slot) -> str | None:
        """Who put it there."""
        said = self.slots.get(slot)
        return said[-1].who if said else None

    def standing(self) -> dict[Slot, tuple[FactValue, str]]:
        """Slot → what it holds and who put that there, where it holds anything."""
        found = {}
        for slot, said in self.slots.items():
            if (value := said[-1].value) is not None:
                found[slot] = (value, said[-1].who)
        return found

    def do(self, who: str, changes: Sequence[Change]) -> None:
        """A gesture: nothing can be redone any more."""
        if not changes:
            return
        steps = tuple(Did(slot, self.holds(slot), value) for slot, value in changes)
        self._say(who, changes)
        stacks = self._stacks(who)
        stacks.done.append(Gesture(steps, self._number))
        stacks.undone.clear()

    def to_undo(self, who: str) -> list[Change]:
        """What an undo of theirs would put where; nothing: there is nothing to undo."""
        return next((changes for _, changes in self._undoable(who)), [])

    def to_redo(self, who: str) -> list[Change]:
        """The same of a redo."""
        return next((changes for _, changes in self._redoable(who)), [])

    def undo(self, who: str) -> None:
        """Take back the last gesture of which anything is left."""
        stacks = self._stacks(who)
        for place, changes in self._undoable(who):
            gesture = stacks.done[place]
            del stacks.done[place]
            self._say(who, changes)
            stacks.undone.append((gesture, Gesture(gesture.steps, self._number)))
            return

    def redo(self, who: str) -> None:
        """Bring back the last gesture undone of which that is possible."""
        stacks = self._stacks(who)
        for place, changes in self._redoable(who):
            gesture, _ = stacks.undone[place]
            del stacks.undone[place]
            self._say(who, changes)
            stacks.done.append(gesture)
            stacks.done.sort(key=lambda one: one.number)
            return

    # How it is done.

    def _stacks(self, who: str) -> Stacks:
        return self.stacks.setdefault(who, Stacks())

    def _undoable(self, who: str) -> Iterable[tuple[int, list[Change]]]:
        done = self._stacks(who).done
        for place in range(len(done) - 1, -1, -1):
            changes = self._left(who, done[place], back=True)
            if changes:
                yield place, changes

    def _redoable(self, who: str) -> Iterable[tuple[int, list[Change]]]:
        undone = self._stacks(who).undone
        for place in range(len(undone) - 1, -1, -1):
            gesture, _ = undone[place]
            changes = self._left(who, gesture, back=False)
            if changes:
                yield place, changes

    def _left(self, who: str, gesture: Gesture, *, back: bool) -> list[Change]:
        """What is left of a gesture to take back (or to bring back)."""
        going = {
            step.slot.claim
            for step in gesture.steps
            if step.slot.kind == "wording" and (step.before if back else step.after) is None
        }
        built = {claim for claim in going if self._built_upon(who, claim, gesture.number)}
        return [
            (step.slot, step.before if back else step.after)
            for step in gesture.steps
            if not self._changed(who, step.slot, gesture.number) and step.slot.claim not in built
        ]

    def _changed(self, who: str, slot: Slot, number: int) -> bool:
        """Whether somebody else has decided on a slot since."""
        return any(one.who != who and one.number > number for one in self.slots.get(slot, ()))

    def _built_upon(self, who: str, claim: str, number: int) -> bool:
        """Whether something of somebody else's, decided since, stands with the claim."""
        return any(
            slot.claim == claim
            and said[-1].value is not None
            and said[-1].who != who
            and said[-1].number > number
            for slot, said in self.slots.items()
        )

    def _say(self, who: str, changes: Iterable[Change]) -> None:
        for slot, value in changes:
            self._number += 1
            self.slots.setdefault(slot, []).append(Said(who, value, self._number))
