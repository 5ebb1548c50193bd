"""What an annotator says: labels, flags, notes, undo and redo.

The truth of the app in plain Python: knows no Textual, paints nothing, and is tested alone.
Every action says what it changed as an `Effect`, so that a screen repaints no more than that.
Labels are true here at once; `submit` hands their events to the writer, which reports back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.model import CHANGED, Change, LabelEvent, LabelState, Origin, Step
from annotations.review.undo import Gesture as KeyPress
from annotations.review.undo import stacks
from annotations.store import Store
from annotations.store.identifiers import EventIds
from tui import meanwhile
from tui.accepting import Accepting, Chosen
from tui.moving import Gesture, Submit
from tui.pace import Pace
from tui.page import NOTHING, Corpus, Effect, Page
from tui.trail import Done, Trail, told
from tui.undoing import Undoing

LONGEST_LOOK = 10 * 60 * 1000
"""Milliseconds after which the time that a sentence was looked at is no longer counted."""


class Session(Accepting, Undoing[LabelState]):
    """One annotator at work on one database."""

    def __init__(
        self,
        store: Store,
        config: Config,
        *,
        annotator: str,
        clock: Callable[[], int],
        submit: Submit,
    ) -> None:
        """Begin with no article open. `clock` gives microseconds since 1970, UTC."""
        super().__init__(store, config, annotator=annotator, clock=clock, submit=submit)
        self.haunt()
        self.corpus = Corpus()
        self.pace = Pace()
        self.unsaved = 0
        """Gestures handed to the writer that it has not reported as saved."""
        self.made = 0
        newest = store.labels.gestures(annotator=annotator, limit=1)
        self.first_time = not newest and store.labels.place(annotator=annotator) is None
        """Nothing was ever labelled or read by this annotator here."""
        self._ids = EventIds()
        self._last_label: LabelState | None = None
        self._last_labelled: int | None = None
        self._accepted_at: dict[bytes, int] = {}
        """Gesture that accepted suggestions → the sentence that was current then."""
        self.trail = Trail(stacks(self._older(newest[0][0] + 1 if newest else 0)), self._recall)

    # Deciding.

    def label(self, name: str, secondary: str | None = None) -> Effect:
        """Set the primary label (and, for a combination, the secondary) and move on."""
        if self.range_start is None and not self.count:
            self.overruled()
        effect, _ = self._label(self.targets(), name, secondary)
        return effect

    def repeat(self) -> Effect:
        """Set what was set last, secondary label included."""
        last = self._last_label
        if last is None or last.label is None:
            return Effect(message="no label yet that could be repeated")
        return self.label(last.label, last.secondary)

    def to_end(self, name: str) -> Effect:
        """Give one label to all sentences from here to the end of the article."""
        page = self.page
        if page is None or not page.sentences:
            return NOTHING
        self.range_start = None
        self.count = ""
        effect, n = self._label(range(self.cursor, len(page.sentences)), name, None)
        message = f"{n} sentence{'' if n == 1 else 's'} to the end: {name}  (undo takes it back)"
        return replace(effect, message=message if n else f"already {name} to the end")

    def secondary(self, name: str) -> Effect:
        """Set or take off a secondary label: here, or where the last label was set."""
        page = self.page
        if page is None:
            return NOTHING
        targets: Iterable[int] = self.targets()
        where = ""
        if all(page.states[index].label is None for index in targets):
            index = page.index_of(self._last_labelled)
            if index is None or page.states[index].label is None:
                return Effect(message="a secondary label needs a primary one first")
            targets = [index]
            where = f"sentence {index + 1}" if index != self.cursor - 1 else ""
        states = [page.states[index] for index in targets]
        if any(state.label == name for state in states):
            return Effect(message=f"{name} is the primary label already")
        taken_off = all(state.secondary == name for state in states if state.label)

        def marked(state: LabelState) -> LabelState:
            if state.label is None or state.label == name:
                return state
            return replace(state, secondary=None if taken_off else name)

        effect = self._change(targets, marked)
        last = page.index_of(self._last_labelled)
        if last is not None and last in targets:
            self._last_label = page.states[last]
        what = f"{name} {'taken off' if taken_off else 'added'}"
        return replace(effect, message=f"{what}: {where}" if where else "")

    def clear(self) -> Effect:
        """Take the label off; flags and note stay."""
        return self._change(
            self.targets(), lambda state: replace(state, label=None, secondary=None)
        )

    def flag(self, name: str) -> Effect:
        """Set a flag on the current sentence, or take it off."""
        if self.sentence is None:
            return NOTHING
        off = name in self.state.flags

        def flagged(state: LabelState) -> LabelState:
            others = {kept for kept in state.flags if kept != name}
            return replace(state, flags=tuple(sorted(others if off else others | {name})))

        news = frozenset(self.refresh([self.cursor]))
        effect = Effect(self._set([self.cursor], flagged, again=False) | news)
        return replace(effect, message=f"flag {name} {'taken off' if off else 'set'}")

    def note(self, text: str) -> Effect:
        """Set the note of the current sentence; "" takes it off."""
        note, seen = text.strip(), self.state.note
        news = frozenset(self.refresh([self.cursor]))
        theirs = self.state.note
        if note == seen:
            return Effect(news)
        noted = self._set([self.cursor], lambda state: replace(state, note=note), again=False)
        instead = "in place of the note that was written in another window: undo brings that back"
        return Effect(noted | news, message=instead if theirs not in ("", seen, note) else "")

    # What the writer reports.

    def saved(self, gestures: Sequence[Gesture]) -> None:
        """Note that these gestures are on disk."""
        self.unsaved -= len(gestures)
        for gesture in gestures:
            self._forget(gesture)

    def refused(self, gesture: Gesture) -> Effect:
        """Note that this gesture will never be written: what is on disk is the truth again.

        The figures of the corpus have to be counted anew.
        """
        self.unsaved -= 1
        self.made += 1
        self._forget(gesture)
        self.trail.forget(gesture[0].gesture)
        page = self.page
        if page is None or all(page.index_of(event.sentence) is None for event in gesture):
            return NOTHING
        return self.reopen()

    # How it is done.

    def targets(self) -> range:
        """Indices of the sentences that the next label goes to; a count is used up."""
        page = self.page
        if page is None or not page.sentences:
            return range(0)
        if self.range_start is not None:
            self.count = ""
            return self.selected()
        return range(self.cursor, min(self.cursor + self.take_count(), len(page.sentences)))

    def _label(self, targets: range, name: str, secondary: str | None) -> tuple[Effect, int]:
        """Label and move on; also the number of sentences that this changed."""
        page = self.page
        if page is None or not targets:
            return NOTHING, 0

        def relabelled(state: LabelState) -> LabelState:
            kept = state.secondary if state.label == name and secondary is None else secondary
            flags = tuple(flag for flag in state.flags if flag != CHANGED)
            return LabelState(name, kept, flags, state.note)

        begun = frozenset(self.selected())
        seen = self.refresh(targets)
        elsewhere = meanwhile.told(page, seen)
        touched = self._set(targets, relabelled, again=True)
        self.range_start = None
        self._note_label(page, targets[-1], len(touched))
        moved = self.move_on(page, targets[-1])
        message = elsewhere if touched.intersection(seen) and elsewhere else moved.message
        return replace(moved, relabelled=touched.union(begun, seen), message=message), len(touched)

    def _note_label(self, page: Page, last: int, n: int) -> None:
        self._last_label = page.states[last]
        self._last_labelled = page.number_of(last)
        self.pace.add(n, at=self._clock())

    def take_on(self, chosen: Chosen) -> frozenset[int]:
        """Make labels of suggestions, by one gesture; flags and note stay."""
        page = self.page
        if page is None or not chosen:
            return frozenset()
        changes = []
        for index, one in sorted(chosen.items()):
            before = page.states[index]
            flags = tuple(flag for flag in before.flags if flag != CHANGED)
            after = LabelState(one.label, one.secondary, flags, before.note)
            changes.append(Step(page.number_of(index), before, after))
        here = page.number_of(self.cursor)
        touched = self._do(page, changes, "suggestion")
        if done := self.trail.to_undo():
            self._accepted_at[done.gesture] = here
        self._note_label(page, max(chosen), len(touched))
        return touched

    def move_on(self, page: Page, last: int) -> Effect:
        """Go where the configuration says, after a label of the sentence with this index."""
        if self.config.advance == "stay":
            return NOTHING
        if self.config.advance == "next":
            return self.go(last + 1)
        index = page.unlabelled_from(last + 1)
        if index is not None:
            return self.go(index)
        left = "article complete" if page.finished else "no sentence without a label below"
        return replace(self.go(last), message=left)

    def _change(self, targets: Iterable[int], change: Callable[[LabelState], LabelState]) -> Effect:
        """Change states without moving on; the range, if there was one, is left."""
        begun = frozenset() if self.range_start is None else frozenset(self.selected())
        seen = self.refresh(targets)
        elsewhere = meanwhile.told(self.page, seen) if self.page else ""
        touched = self._set(targets, change, again=True)
        self.range_start = None
        return Effect(touched.union(begun, seen), message=elsewhere if touched else "")

    def _set(
        self,
        targets: Iterable[int],
        change: Callable[[LabelState], LabelState],
        *,
        again: bool,
    ) -> frozenset[int]:
        """Change states by one gesture of the annotator; the indices that this changed.

        `again`: of a sentence that was sent back, to say the same again is an answer.
        """
        page = self.page
        if page is None or not page.sentences:
            return frozenset()
        changes = []
        for index in targets:
            before = page.states[index]
            after = change(before)
            number = page.number_of(index)
            if after != before or (again and number in self.sent_back):
                changes.append(Step(number, before, after))
        return self._do(page, changes, "key") if changes else frozenset()

    def _do(self, page: Page, changes: Sequence[Change], origin: Origin) -> frozenset[int]:
        """Do these changes by one gesture of the annotator; the indices that this changed."""
        self.trail.prepare()
        gesture = self._append(changes, origin, None)
        touched = self.apply(page, changes)
        self.trail.add(Done(gesture, changes))
        self._answer(changes)
        return touched

    def set_steps(
        self, steps: Sequence[Change], origin: Literal["undo", "redo"], reverts: bytes
    ) -> tuple[Effect, bytes]:
        """Set the `after` of these steps, going to where they are."""
        first = self._accepted_at.get(reverts) or min(step.sentence for step in steps)
        article, position = self._store.articles.of_sentence(first)
        page, opened = self.page, NOTHING
        if page is None or page.article.number != article:
            page = self._read(article)
            opened = self._show(page, position)
        gesture = self._append(steps, origin, reverts)
        relabelled = self.apply(page, steps) | frozenset(self.selected())
        self._answer(steps)
        self.range_start = None
        moved = self.go(position - 1)
        return (
            Effect(relabelled, moved=moved.moved or opened.moved, opened=opened.opened),
            gesture,
        )

    def _answer(self, steps: Iterable[Change]) -> None:
        for step in steps:
            if answers(step):
                self.sent_back.pop(step.sentence, None)

    def in_words(self, steps: Sequence[Change]) -> str:
        """What a gesture of the annotator did, in a few words."""
        return told(steps)

    def _append(self, changes: Sequence[Change], origin: Origin, reverts: bytes | None) -> bytes:
        now = self._clock()
        current = self.sentence.number if self.sentence else None
        decided = origin in ("key", "suggestion")
        ids = self._ids.several(now, len(changes))
        gesture = tuple(
            LabelEvent(
                event_id=event_id,
                gesture=ids[0],
                annotator=self.annotator,
                sentence=change.sentence,
                state=change.after,
                at=now,
                ms=self.looked(now) if decided and change.sentence == current else None,
                guideline=self.config.guideline.version,
                origin=origin,
                reverts=reverts,
            )
            for event_id, change in zip(ids, changes, strict=True)
        )
        self._hand_over(gesture)
        return ids[0]

    def looked(self, now: int) -> int:
        """How long the current sentence has been that, in milliseconds."""
        return min(LONGEST_LOOK, max(0, (now - self._arrived) // 1000))

    def _hand_over(self, gesture: Gesture) -> None:
        """Give a gesture to the writer. Raises `NotSaved` when there is none to take it."""
        self.unsaved += 1
        self.made += 1
        self._expect(gesture)
        try:
            self._submit(gesture)
        except ClaimdeskError:
            self.unsaved -= 1
            self._forget(gesture)
            self._histories.clear()
            raise

    def _older(self, before: int) -> Iterator[KeyPress]:
        while page := self._store.labels.gestures(annotator=self.annotator, before=before):
            for seq, gesture in page:
                yield gesture
                before = seq

    def _recall(self, gesture: bytes) -> Sequence[Change]:
        return self._store.labels.changes(gesture, annotator=self.annotator)


def answers(step: Change) -> bool:
    """Whether a step answers a reviewer who sent the sentence back.

    A label does, the same one again too, and taking it off; a flag or a note alone does not.
    """
    before, after = step.before, step.after
    if (before.label, before.secondary) != (after.label, after.secondary):
        return True
    return before.note == after.note and _marks(before) == _marks(after)


def _marks(state: LabelState) -> set[str]:
    """The flags but the one that a label takes off."""
    return set(state.flags) - {CHANGED}
