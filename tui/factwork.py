"""A fact-checker at work: the claim that is open, what they do with it, undo and redo.

Plain Python, no Textual. What is done shows at once and is handed to the writer; what is read of
other claims comes from the store. Refuses to paint and to know which key asked for what.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

from annotations.claims import Evidence, FactEvent, FactGesture, Mention, Slot
from annotations.config import Config
from annotations.errors import ClaimRefused
from annotations.facts.claim import Claim, Held, fold
from annotations.store import Store
from annotations.store.identifiers import EventIds
from annotations.workflow import claiming
from annotations.workflow.claiming import Change, Reversal
from tui.factdesk.standings import Kept
from tui.factdesk.undoing import in_words
from tui.page import Effect

SAVED_SECONDS = 2.0
"""How long undo waits for what was done before to be on disk: it is read from there."""

GONE = "this claim was taken back meanwhile"


class FactWork:
    """Somebody who checks facts in one database."""

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        annotator: str,
        clock: Callable[[], int],
        submit: Callable[[FactGesture], None],
        drain: Callable[[float], bool],
    ) -> None:
        """`drain`: waits so many seconds until all is on disk, and says whether it is."""
        self.path: Path = store.path
        self.config = config
        self.annotator = annotator
        self.unsaved = 0
        self.made = 0
        """Gestures of this session."""
        self.claim: Claim | None = None
        """The one that is open; none any more when it was taken back."""
        self.drafts: dict[tuple[str, str], object] = {}
        """What was begun and not done yet, by claim and what it is for: no view loses a word."""
        self.kept = Kept()
        """Where claims stand, as far as it was read."""
        self._held: dict[Slot, Held] = {}
        self._waiting: list[FactGesture] = []
        """What the writer has not reported as saved."""
        self._store = store
        self._clock = clock
        self._submit = submit
        self._drain = drain
        self._ids = EventIds()

    def told(self) -> AbstractContextManager[None]:
        """Reads within raise `StoreError` when the database fails."""
        return self._store.told()

    def now(self) -> int:
        """Microseconds since 1970, UTC."""
        return self._clock()

    # What is open.

    def open(self, claim: str) -> Claim:
        """Open a claim. Raises ClaimRefused for one that was taken back meanwhile."""
        self.settle()
        self._held = {held.slot: held for held in self._store.facts.held(claim)}
        self.claim = fold(self._held.values())
        if self.claim is None:
            raise ClaimRefused(GONE)
        return self.claim

    def close(self) -> None:
        """Leave the claim."""
        self.claim = None
        self._held = {}

    def catch_up(self) -> list[str]:
        """Take in what others have decided about the open claim: who has changed what is shown.

        Verdicts are each checker's own, and change nothing of another's.
        """
        before, claim = self._held, self.claim
        if claim is None:
            return []
        waiting = () if self._drain(0) else tuple(self._waiting)
        with self._store.reading():
            there = {held.slot: held for held in self._store.facts.held(claim.id)}
            behind = [event for gesture in waiting for event in gesture if self._is_behind(event)]
        self._held = there
        self._hold(behind, claim.id)
        self.claim = fold(self._held.values())
        return sorted(
            {
                held.annotator
                for slot, held in self._held.items()
                if slot.kind != "verdict"
                and held.annotator != self.annotator
                and held.value != (before[slot].value if slot in before else None)
            }
        )

    def _is_behind(self, event: FactEvent) -> bool:
        """Whether an event is not on disk yet: it will be the last one of its slot then.

        Ids do not tell: those of one checker come from several windows, from clocks that differ.
        """
        given = self._store.facts.history(event.slot)
        return event.event_id.hex() not in {one.event_id for one in given}

    def check_stands(self, claim: str) -> None:
        """Raise ClaimRefused for a claim that was taken back meanwhile."""
        self.settle()
        with self.told():
            if self._store.facts.claim(claim) is None:
                raise ClaimRefused(GONE)

    def settle(self) -> bool:
        """Wait a moment until all is on disk, where the store is asked; whether it is."""
        return not self.unsaved or self._drain(SAVED_SECONDS)

    # What is done.

    def make(self, changes: Sequence[Change]) -> FactGesture:
        """Do something, whatever is open."""
        return self._send(
            claiming.gesture(changes, annotator=self.annotator, at=self.now(), ids=self._ids)
        )

    def new_claim(self, mention: Mention, *, date: str | None) -> str:
        """Make a claim of a sentence; its id."""
        changes = claiming.new_claim(mention, at=self.now(), ids=self._ids, date=date)
        self.make(changes)
        return changes[0][0].claim

    def do(self, *changes: Change, message: str) -> Effect:
        """Do something with the claim that is open."""
        if not changes:
            return Effect(message=message)
        self.make(changes)
        return Effect(moved=True, opened=True, message=message)

    def put_down(self, claim: str, evidence: Evidence) -> tuple[str, Effect]:
        """Add evidence to the open claim: its id, and what came of it."""
        change = claiming.new_evidence(claim, evidence, at=self.now(), ids=self._ids)
        return change[0].subject, self.do(change, message="the evidence was added")

    def undo(self) -> Effect:
        """Take back the last gesture about any claim, by one more event."""
        return self._reverse(claiming.to_undo, "undo")

    def redo(self) -> Effect:
        """Bring back the last gesture undone."""
        return self._reverse(claiming.to_redo, "redo")

    def _reverse(
        self, find: "Callable[..., Reversal | None]", origin: Literal["undo", "redo"]
    ) -> Effect:
        if not self.settle():
            return Effect(message="what was done before is not saved yet: try again", warning=True)
        reversal = find(self._store, annotator=self.annotator)
        if reversal is None:
            return Effect(message=f"nothing to {origin} in the claims")
        self._send(
            claiming.reversing(
                reversal, origin, annotator=self.annotator, at=self.now(), ids=self._ids
            )
        )
        done = "undone" if origin == "undo" else "redone"
        what = in_words(reversal.steps, elsewhere=self._elsewhere(reversal))
        kept = f"; left as {' and '.join(reversal.passed_over)} changed it" * bool(
            reversal.passed_over
        )
        return Effect(moved=True, opened=True, message=f"{done}: {what}{kept}")

    def _elsewhere(self, reversal: Reversal) -> Claim | None:
        """The claim that a reversal is about, where that is not the open one."""
        claim = reversal.steps[0].slot.claim
        if self.claim is not None and self.claim.id == claim:
            return None
        with self.told():
            return self._store.facts.claim(claim)

    def _send(self, gesture: FactGesture) -> FactGesture:
        self._submit(gesture)
        self._waiting.append(gesture)
        self.unsaved += 1
        self.made += 1
        self._apply(gesture)
        return gesture

    def _apply(self, gesture: Sequence[FactEvent]) -> None:
        """Show at once what a gesture did to the open claim."""
        if self.claim is None:
            return
        self._hold(gesture, self.claim.id)
        self.claim = fold(self._held.values())

    def _hold(self, gesture: Sequence[FactEvent], claim: str) -> None:
        for event in gesture:
            if event.slot.claim == claim:
                at = event.at
                if (held := self._held.get(event.slot)) is not None:
                    at = max(at, held.at + 1)
                self._held[event.slot] = Held(
                    event.slot, event.value, event.annotator, at, event.event_id
                )

    # What the writer reports.

    def saved(self, gestures: Sequence[FactGesture]) -> None:
        """These are on disk."""
        self.unsaved = max(0, self.unsaved - len(gestures))
        self._wait_no_more(gestures)

    def _wait_no_more(self, gestures: Sequence[FactGesture]) -> None:
        done = {gesture[0].gesture for gesture in gestures}
        self._waiting = [one for one in self._waiting if one[0].gesture not in done]

    def refused(self, gesture: FactGesture) -> Effect:
        """The database will never take this gesture: show what is there."""
        self.unsaved = max(0, self.unsaved - 1)
        self._wait_no_more([gesture])
        if self.claim is not None:
            self._held = {held.slot: held for held in self._store.facts.held(self.claim.id)}
            self.claim = fold(self._held.values())
        return Effect(moved=True, opened=True)
