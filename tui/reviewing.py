"""What a reviewer decides: labels, none of them, reasons, notes, questions, sending back; undo.

The truth of the review in plain Python: knows no Textual, paints nothing, and is tested alone.
Every action says what it changed as an `Effect`. Refuses to touch an annotator's label: a ruling
is an event of its own, handed to the same writer as labels are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.model import (
    Overruling,
    ReviewEvent,
    ReviewGesture,
    ReviewOrigin,
    Ruling,
)
from annotations.review.resolve import strict_majority
from annotations.review.undo import Gesture as KeyPress
from annotations.review.undo import stacks
from annotations.store import Given, Store
from annotations.store.identifiers import EventIds
from tui.bench import Bench, Submit
from tui.page import NOTHING, Effect
from tui.rulings import labelled, sent_back, undecided, unfitting
from tui.rulingwords import said
from tui.session import LONGEST_LOOK
from tui.trail import Done, Trail
from tui.undoing import Undoing

READING_ONLY = "this is for reading: what reviewers decided on these labels"
INSTEAD = "in place of the note that was written in another window: undo brings that back"
EMPTY = "there is no sentence here to review"


class ReviewSession(Bench, Undoing[Ruling]):
    """One reviewer at work on one database."""

    IN = " in the review"

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        reviewer: str,
        clock: Callable[[], int],
        submit: Submit,
    ) -> None:
        """Begin with no queue. `clock` gives microseconds since 1970, UTC."""
        super().__init__(store, config, reviewer=reviewer, clock=clock, submit=submit)
        self.unsaved = 0
        """Gestures handed to the writer that it has not reported as saved."""
        self.made = 0
        """Gestures of this session."""
        self.precedents: Counter[tuple[tuple[str, ...], str]] = Counter()
        """(labels in dispute, label decided on) → how often, this session's rulings included."""
        self._ids = EventIds()
        newest = store.reviews.gestures(reviewer=reviewer, limit=1)
        self.trail = Trail(stacks(self._older(newest[0][0] + 1 if newest else 0)), self._recall)

    # Deciding.

    @property
    def shut(self) -> str:
        """Why nothing can be decided here; "" where it can."""
        if self.reading_only:
            return READING_ONLY
        return "" if self.sentence is not None else EMPTY

    def label(self, name: str, secondary: str | None = None) -> Effect:
        """Decide on a label (and, for a combination, a secondary one), and go on."""
        return self._decide(lambda ruling: labelled(ruling, name, secondary))

    def take(self, place: int) -> Effect:
        """Decide as the annotator shown at this place (from 0) did, and go on."""
        candidates = self.candidates
        if self.shut:
            return Effect(message=self.shut)
        if place >= len(candidates):
            n = len(candidates)
            said = (
                "nobody has" if not n else "only one annotator has" if n == 1 else f"only {n} have"
            )
            return Effect(message=f"{said} labelled this sentence")
        state = candidates[place].state
        return self.label(str(state.label), state.secondary)

    def majority(self) -> Effect:
        """Decide as more than half of the annotators did, and go on."""
        states = [one.state for one in self.candidates]
        if self.shut:
            return Effect(message=self.shut)
        if not states:
            return Effect(message="nobody has labelled this sentence")
        label = strict_majority(state.label for state in states)
        if label is None:
            return Effect(message="no label has more than half of the votes: decide yourself")
        secondary = strict_majority(state.secondary for state in states if state.label == label)
        return self.label(label, secondary)

    def none(self) -> Effect:
        """Decide that no label fits, and go on: the sentence is left out of training sets."""
        return self._decide(unfitting)

    def clear(self) -> Effect:
        """Take the decision back; note, reason and question stay."""
        if self.ruling.decision is None:
            other = self.given
            if other is not None and not self.reading_only:
                return Effect(message=f"{other.reviewer} decided this: decide otherwise if need be")
            return Effect(message=READING_ONLY if self.reading_only else "nothing to take back")
        return self._change(undecided)

    def secondary(self, name: str) -> Effect:
        """Set or take off a secondary label: here, or where the last decision was."""
        page, sentence = self.page, self.sentence
        if self.shut or page is None or sentence is None:
            return Effect(message=self.shut)
        target, where = sentence.number, ""
        if self.own(target).label is None and self._last is not None:
            index = page.index_of(self._last)
            if self.own(self._last).label is not None:
                target = self._last
                where = "the sentence before" if index is None else f"sentence {index + 1}"
        if told := self._overtaken(target, where):
            return told
        ruling = self.own(target)
        if ruling.label is None:
            return Effect(message="a secondary label needs a decision on a primary one first")
        if ruling.label == name:
            return Effect(message=f"{name} is the primary label already")
        off = ruling.secondary == name
        effect = self._change(
            lambda ruling: replace(ruling, secondary=None if off else name, basis="adjudicated"),
            target,
            deciding=True,
        )
        what = f"{name} {'taken off' if off else 'added'}"
        return replace(effect, message=f"{what}: {where}" if where else what)

    # Saying why.

    def note(self, text: str) -> Effect:
        """Set the reviewer's note on the sentence; "" takes it off."""
        note, seen = text.strip(), self.ruling.note
        theirs = self.standing([self.sentence.number]) if self.sentence else {}
        instead = [one.note for one in theirs.values() if one.note not in ("", seen, note)]
        if note == seen and instead:
            return self.reread()
        effect = self._change(lambda ruling: replace(ruling, note=note))
        return _told(effect, INSTEAD) if instead else effect

    def reason(self, name: str) -> Effect:
        """Say why, by the name of a configured reason ("": none); the same again takes it off."""
        off = self.ruling.reason == name
        effect = self._change(lambda ruling: replace(ruling, reason="" if off else name))
        return _told(effect, f"reason {name} {'taken off' if off else 'given'}")

    def question(self) -> Effect:
        """Mark that the guideline does not answer this, or take the mark off."""
        off = self.ruling.question
        effect = self._change(lambda ruling: replace(ruling, question=not off))
        return _told(effect, f"guideline question {'taken off' if off else 'marked'}")

    def send_back(self, annotators: Sequence[str]) -> Effect:
        """Ask annotators to look again, and go on; nobody: take that back."""
        names = tuple(sorted(set(annotators)))
        if not names:
            effect = self._change(lambda ruling: replace(ruling, sent_to=()))
            return _told(effect, "no longer sent back")
        effect = self._decide(lambda ruling: sent_back(ruling, names))
        told = "them" if self.hidden else " and ".join(names)
        return _told(effect, f"sent back to {told}")

    def accept(self, changes: Sequence[Overruling]) -> Effect:
        """Accept in bulk what annotators agree on: one gesture, one undo."""
        if self.reading_only:
            return Effect(message=READING_ONLY)
        standing = self.standing([one.sentence for one in changes])
        # what was said while this was counted is left alone
        changes = [one for one in changes if standing[one.sentence] == one.before]
        if not changes:
            return Effect(message="nothing to accept")
        self.trail.prepare()
        gesture = self._append(changes, "key", None)
        touched = self._apply(changes)
        self.trail.add(Done(gesture, changes))
        n = f"{len(changes):,} sentence{'' if len(changes) == 1 else 's'}"
        return Effect(touched, message=f"accepted {n}; undo takes all of it back")

    def undo(self) -> Effect:
        """Take back the last gesture; nothing where one only reads."""
        return Effect(message=READING_ONLY) if self.reading_only else super().undo()

    def redo(self) -> Effect:
        """Bring back the last gesture undone; nothing where one only reads."""
        return Effect(message=READING_ONLY) if self.reading_only else super().redo()

    # What the writer reports.

    def saved(self, gestures: Sequence[ReviewGesture]) -> None:
        """Note that these gestures are on disk."""
        self.unsaved -= len(gestures)
        for gesture in gestures:
            self._arrive(gesture)

    def refused(self, gesture: ReviewGesture) -> Effect:
        """Note that this gesture will never be written: what is on disk is the truth again."""
        self.unsaved -= 1
        self._arrive(gesture)
        self.trail.forget(gesture[0].gesture)
        for event in gesture:
            own = self._own.get(event.sentence)
            if own is None or own.ruling == event.ruling:  # nothing was said since
                self._own.pop(event.sentence, None)
                self.decided.discard(event.sentence)
        return self.reread()

    # How it is done.

    def _decide(self, change: Callable[[Ruling], Ruling]) -> Effect:
        """Change the ruling on the current sentence by a decision, and go to the next one.

        Where another reviewer decided since the sentence came up, that is shown first.
        """
        current = self.sentence
        if current is not None and not self.shut and (told := self._overtaken(current.number)):
            return told
        effect = self._change(lambda ruling: self._adjudicated(change(ruling)), deciding=True)
        sentence = self.sentence
        if effect.message or sentence is None:
            return effect
        self._last = sentence.number
        if self.astray:
            return effect
        self.decided.add(sentence.number)
        moved = self.go_on()
        relabelled = frozenset() if moved.opened else effect.relabelled
        return replace(moved, relabelled=relabelled)

    def _overtaken(self, sentence: int, where: str = "") -> Effect | None:
        """Say who decided since the sentence came up, or (`where`) on one that is not seen now."""
        before = self.own(sentence).label
        news = self._read_rulings(sentence)
        given = self.ruling_on(sentence)
        who = given.reviewer if given else "somebody"
        if where:
            told = f"{who} has decided {where} meanwhile: go there to decide otherwise"
            anew = self.foreign(sentence) or self.own(sentence).label != before
            return Effect(message=told, warning=True) if anew else None
        told = f"{who} has decided this meanwhile: once more decides otherwise"
        return Effect(frozenset([self.cursor]), message=told, warning=True) if news else None

    def _change(
        self,
        change: Callable[[Ruling], Ruling],
        sentence: int | None = None,
        *,
        deciding: bool = False,
    ) -> Effect:
        """Change the reviewer's ruling on one sentence, by one gesture.

        A note, reason or question decides nothing: where another reviewer's ruling counts, what
        this one decided before is not brought back by it.
        """
        current = self.sentence
        if self.shut or current is None:
            return Effect(message=self.shut)
        number = current.number if sentence is None else sentence
        news = frozenset([self.cursor] if not deciding and self._read_rulings(number) else [])
        before = self.own(number)
        after = change(before)
        insisting = deciding and after.decision is not None and self.foreign(number)
        if after == before and not insisting:
            return Effect(news)
        if not deciding and self.foreign(number):
            after = undecided(after)
        self.trail.prepare()
        changes = [Overruling(number, before, after)]
        gesture = self._append(changes, "key", None)
        touched = self._apply(changes)
        self.trail.add(Done(gesture, changes))
        return Effect(touched | news)

    def _adjudicated(self, ruling: Ruling) -> Ruling:
        """A ruling on the current sentence as the reviewer's own decision, if it is one."""
        if ruling.decision is None:
            return ruling
        among = tuple(sorted({str(one.state.label) for one in self.candidates}))
        return replace(ruling, among=among, basis="adjudicated", sent_to=())

    def set_steps(
        self, steps: Sequence[Overruling], origin: Literal["undo", "redo"], reverts: bytes
    ) -> tuple[Effect, bytes]:
        """Set the `after` of these steps, going to where the first of them is."""
        first = steps[0].sentence
        moved = NOTHING
        if len(steps) == 1 and (self.sentence is None or self.sentence.number != first):
            moved = self._show(first)
            self.astray = first not in self.sentences
            self.place = self.place if self.astray else self.sentences.index(first)
        others = self.foreign_among([step.sentence for step in steps])
        steps = [  # what another reviewer decided since stands
            step._replace(after=undecided(step.after)) if step.sentence in others else step
            for step in steps
        ]
        gesture = self._append(steps, origin, reverts)
        touched = self._apply(steps)
        return replace(moved, relabelled=touched), gesture

    def in_words(self, steps: Sequence[Overruling]) -> str:
        """What a gesture of the reviewer did, in a few words."""
        return said(steps)

    def _append(
        self, changes: Sequence[Overruling], origin: ReviewOrigin, reverts: bytes | None
    ) -> bytes:
        now = self._clock()
        current = self.sentence.number if self.sentence else None
        looked = min(LONGEST_LOOK, max(0, (now - self._arrived) // 1000))
        ids = self._ids.several(now, len(changes))
        self.unsaved += 1
        self.made += 1
        self._pending.update(step.sentence for step in changes)
        try:
            self._submit(
                tuple(
                    ReviewEvent(
                        event_id=event_id,
                        gesture=ids[0],
                        reviewer=self.reviewer,
                        sentence=step.sentence,
                        ruling=step.after,
                        at=now,
                        ms=looked if origin == "key" and step.sentence == current else None,
                        guideline=self.config.guideline.version,
                        origin=origin,
                        reverts=reverts,
                    )
                    for event_id, step in zip(ids, changes, strict=True)
                )
            )
        except ClaimdeskError:
            self.unsaved -= 1
            self._pending.subtract(step.sentence for step in changes)
            raise
        return ids[0]

    def _apply(self, changes: Sequence[Overruling]) -> frozenset[int]:
        """Make these rulings true here; the indices in the open article that look otherwise now."""
        queued = self._queued(step.sentence for step in changes)
        touched: set[int] = set()
        page = self.page
        for step in changes:
            number, after = step.sentence, step.after
            self._own[number] = Given(self.reviewer, after, self._moment(number))
            (self.sent.add if after.sent_to else self.sent.discard)(number)
            self._count(step.before, -1)
            self._count(after, +1)
            if after.decision is None and not after.sent_to:
                self.decided.discard(number)
            elif number in queued:
                self.decided.add(number)
            index = page.index_of(number) if page else None
            if page is not None and index is not None:
                state = self._state(number)
                if state != page.states[index]:  # a reason or a note is not seen in the article
                    page.states[index] = state
                    touched.add(index)
        return frozenset(touched)

    def _count(self, ruling: Ruling, by: int) -> None:
        """Keep the precedents up to date."""
        one_of_several = len(ruling.among) > 1
        if ruling.label is not None and ruling.basis == "adjudicated" and one_of_several:
            self.precedents[ruling.among, ruling.label] += by

    def _older(self, before: int) -> Iterator[KeyPress]:
        while page := self._store.reviews.gestures(reviewer=self.reviewer, before=before):
            for seq, gesture in page:
                yield gesture
                before = seq

    def _recall(self, gesture: bytes) -> Sequence[Overruling]:
        return self._store.reviews.overrulings(gesture, reviewer=self.reviewer)


def _told(effect: Effect, message: str) -> Effect:
    """The effect with a message, unless it says already why nothing was done."""
    return effect if effect.message else replace(effect, message=message)
