"""What an annotator is doing: the article that is open, the cursor, the labels, undo.

The truth of the app in plain Python: knows no Textual, paints nothing, and is tested alone.
Every action says what it changed as an `Effect`, so that a screen repaints no more than that.
Labels are true here at once; `submit` hands their events to the writer, which reports back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from annotations.config import Config
from annotations.model import (
    NOTHING_SAID,
    Change,
    LabelEvent,
    LabelState,
    Origin,
    Past,
    Sentence,
)
from annotations.review.undo import Gesture as KeyPress
from annotations.review.undo import stacks
from annotations.store import Place, Store
from annotations.store.identifiers import EventIds
from tui.pace import Pace
from tui.page import NOTHING, Corpus, Effect, Page
from tui.trail import Done, Trail

LONGEST_LOOK = 10 * 60 * 1000
"""Milliseconds after which the time that a sentence was looked at is no longer counted."""

CHANGED = "changed"
"""Flag of a label carried over to a sentence whose wording changed; a fresh label takes it off."""

Gesture = tuple[LabelEvent, ...]
Submit = Callable[[Gesture | Place], None]


class Session:
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
        self.config = config
        self.annotator = annotator
        self.page: Page | None = None
        self.cursor = 0
        self.range_start: int | None = None
        self.count = ""
        """Digits typed so far, for the next motion or label."""
        self.corpus = Corpus()
        self.pace = Pace()
        self.unsaved = 0
        """Gestures handed to the writer that it has not reported as saved."""
        self._store = store
        self._clock = clock
        self._submit = submit
        self._ids = EventIds()
        self._arrived = clock()
        self._last_label: LabelState | None = None
        self._last_labelled: int | None = None
        self._pending: dict[int, LabelEvent] = {}
        self._histories: dict[int, list[Past]] = {}
        newest = store.labels.gestures(annotator=annotator, limit=1)
        self.path = store.path
        self.first_time = not newest and store.labels.place(annotator=annotator) is None
        """Nothing was ever labelled or read by this annotator here."""
        self.made = 0
        """Gestures of this session."""
        self._trail = Trail(stacks(self._older(newest[0][0] + 1 if newest else 0)), self._recall)

    # Reading.

    @property
    def state(self) -> LabelState:
        """What the annotator has said of the current sentence."""
        return self.page.states[self.cursor] if self.page and self.page.states else NOTHING_SAID

    @property
    def sentence(self) -> Sentence | None:
        """The current sentence; None where there is none."""
        page = self.page
        return page.sentences[self.cursor] if page and page.sentences else None

    def now(self) -> int:
        """The time, in microseconds since 1970, UTC."""
        return self._clock()

    def told(self) -> AbstractContextManager[None]:
        """Reads within raise `StoreError` when the database fails, never sqlite3's own errors."""
        return self._store.told()

    def history(self) -> Sequence[Past]:
        """The annotator's own events on the current sentence, newest first."""
        sentence = self.sentence
        if sentence is None:
            return ()
        if sentence.number not in self._histories:
            past = self._store.labels.history(sentence.number, annotator=self.annotator)
            self._histories[sentence.number] = past
        return self._histories[sentence.number]

    def selected(self) -> range:
        """Indices of the sentences that the next label goes to, without a count."""
        if self.range_start is None:
            return range(self.cursor, self.cursor + 1)
        return range(min(self.range_start, self.cursor), max(self.range_start, self.cursor) + 1)

    # Moving.

    def open(self, article: int, *, position: int | None = None) -> Effect:
        """Open an article at a sentence (by position), else at its first unlabelled sentence."""
        return self._show(self._read(article), position)

    def keep_place(self) -> None:
        """Hand the place to the writer, for the next start."""
        if self.page is not None:
            self._submit(Place(self.annotator, self.page.article.number, self.cursor + 1))

    def jump(self, sentence: int) -> Effect:
        """Go to a sentence by its number, in whatever article. Raises `NotFound`."""
        article, position = self._store.articles.of_sentence(sentence)
        if self.page is not None and self.page.article.number == article:
            return self.go(position - 1)
        return self.open(article, position=position)

    def go(self, index: int) -> Effect:
        """Put the cursor on the sentence with this index, or the nearest there is."""
        page = self.page
        if page is None or not page.sentences:
            return NOTHING
        index = max(0, min(index, len(page.sentences) - 1))
        if index == self.cursor:
            return NOTHING
        self.cursor = index
        self._arrived = self._clock()
        return Effect(moved=True)

    def move(self, steps: int) -> Effect:
        """Move by so many sentences, or as often as the count says."""
        return self.go(self.cursor + steps * self.take_count())

    def next_unlabelled(self) -> Effect:
        """Go to the next unlabelled sentence, in this article or a later one, then from the top."""
        page = self.page
        if page is None:
            return NOTHING
        index = page.unlabelled_from(self.cursor + 1)
        if index is not None:
            return self.go(index)
        for number in self._unfinished_after(page.article.number):
            found = self._read(number)
            if not found.finished:
                return self._show(found, None)
        index = page.unlabelled_from(0)
        if index is None:
            return Effect(message="every sentence has a label: export them, or F5 for the figures")
        if index == self.cursor:
            return Effect(message="this is the only sentence left without a label")
        return self.go(index)

    def digit(self, digit: str) -> None:
        """Add a digit to the count."""
        self.count = (self.count + digit)[-4:]

    def take_count(self) -> int:
        """The count typed, 1 when there is none; it is used up."""
        count, self.count = self.count, ""
        return max(1, int(count)) if count else 1

    # Deciding.

    def label(self, name: str, secondary: str | None = None) -> Effect:
        """Set the primary label (and, for a combination, the secondary) and move on."""

        def relabelled(state: LabelState) -> LabelState:
            kept = state.secondary if state.label == name and secondary is None else secondary
            flags = tuple(flag for flag in state.flags if flag != CHANGED)
            return LabelState(name, kept, flags, state.note)

        return self._label(self._targets(), relabelled)

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
        self._leave_range()
        self.count = ""
        targets = range(self.cursor, len(page.sentences))
        effect = self._label(targets, lambda state: LabelState(name, None, (), state.note))
        return replace(effect, message=f"{len(targets)} sentences to the end: {name}  (u undoes)")

    def secondary(self, name: str) -> Effect:
        """Set or take off a secondary label: here, or where the last label was set."""
        page = self.page
        if page is None:
            return NOTHING
        targets: Iterable[int] = self._targets()
        if all(page.states[index].label is None for index in targets):
            index = page.index_of(self._last_labelled)
            if index is None:
                return Effect(message="a secondary label needs a primary one first")
            targets = [index]
        states = [page.states[index] for index in targets]
        if any(state.label == name for state in states):
            return Effect(message=f"{name} is the primary label already")
        taken_off = all(state.secondary == name for state in states if state.label)

        def marked(state: LabelState) -> LabelState:
            if state.label is None:
                return state
            return replace(state, secondary=None if taken_off else name)

        effect = self._set(targets, marked)
        self._leave_range()
        last = page.index_of(self._last_labelled)
        if last is not None and last in effect.relabelled:
            self._last_label = page.states[last]
        return effect

    def clear(self) -> Effect:
        """Take the label off; flags and note stay."""
        effect = self._set(
            self._targets(), lambda state: replace(state, label=None, secondary=None)
        )
        self._leave_range()
        return effect

    def flag(self, name: str) -> Effect:
        """Set a flag on the current sentence, or take it off."""
        off = name in self.state.flags

        def flagged(state: LabelState) -> LabelState:
            others = {kept for kept in state.flags if kept != name}
            return replace(state, flags=tuple(sorted(others if off else others | {name})))

        effect = self._set([self.cursor], flagged)
        return replace(effect, message=f"flag {name} {'taken off' if off else 'set'}")

    def note(self, text: str) -> Effect:
        """Set the note of the current sentence; "" takes it off."""
        return self._set([self.cursor], lambda state: replace(state, note=text.strip()))

    def start_range(self) -> Effect:
        """Start a range at the cursor, or leave the one begun."""
        if self.range_start is not None:
            return self.leave_range()
        self.range_start = self.cursor
        return Effect(relabelled=frozenset([self.cursor]), message="range: move, then a label")

    def leave_range(self) -> Effect:
        """Forget the range and the count."""
        effect = Effect(relabelled=frozenset(self.selected()))
        self._leave_range()
        self.count = ""
        return effect

    def undo(self) -> Effect:
        """Take back the last gesture, wherever it was, by one more event."""
        done = self._trail.to_undo()
        if done is None:
            return Effect(message="nothing to undo")
        backwards = [Change(c.sentence, c.after, c.before) for c in done.changes]
        effect, gesture = self._revert(backwards, "undo", done.gesture)
        self._trail.undone(gesture)
        return replace(effect, message=f"undone: {_told(done)}")

    def redo(self) -> Effect:
        """Bring back the last gesture undone."""
        undone = self._trail.to_redo()
        if undone is None:
            return Effect(message="nothing to redo")
        effect, _ = self._revert(undone.done.changes, "redo", undone.undo)
        self._trail.redone()
        return replace(effect, message=f"redone: {_told(undone.done)}")

    # What the writer reports.

    def saved(self, gestures: Sequence[Gesture]) -> None:
        """Note that these gestures are on disk."""
        self.unsaved -= len(gestures)
        for gesture in gestures:
            self._forget(gesture)

    def refused(self, gesture: Gesture) -> None:
        """Note that this gesture will never be written: what is on disk is the truth again."""
        self.unsaved -= 1
        self._forget(gesture)

    # How it is done.

    def _read(self, number: int) -> Page:
        article = self._store.articles.one(number, annotator=self.annotator)
        sentences = self._store.articles.sentences(number)
        stored = self._store.labels.states(number, annotator=self.annotator)
        for sentence in sentences if self._pending else ():
            if sentence.number in self._pending:
                stored[sentence.number] = self._pending[sentence.number].state
        states = [stored.get(sentence.number, NOTHING_SAID) for sentence in sentences]
        labelled = sum(state.label is not None for state in states)
        return Page(article, self._store.articles.text(number), sentences, states, labelled)

    def _show(self, page: Page, position: int | None) -> Effect:
        self._leave_range()
        self.count = ""
        self.page = page
        index = position - 1 if position is not None else page.unlabelled_from(0)
        self.cursor = max(0, min(index or 0, len(page.sentences) - 1))
        self._arrived = self._clock()
        self._histories.clear()
        self.keep_place()
        return Effect(opened=True, moved=True)

    def _unfinished_after(self, number: int) -> Iterator[int]:
        """Articles with something left to label behind this one, then those in front of it."""
        for after, last in ((number, None), (0, number)):
            at = after
            while found := self._store.articles.next_unfinished(annotator=self.annotator, after=at):
                if last is not None and found >= last:
                    return
                yield found
                at = found

    def _targets(self) -> range:
        page = self.page
        if page is None or not page.sentences:
            return range(0)
        if self.range_start is not None:
            self.count = ""
            return self.selected()
        return range(self.cursor, min(self.cursor + self.take_count(), len(page.sentences)))

    def _leave_range(self) -> None:
        self.range_start = None

    def _label(self, targets: range, change: Callable[[LabelState], LabelState]) -> Effect:
        page = self.page
        if page is None or not targets:
            return NOTHING
        begun = frozenset(self.selected())
        effect = self._set(targets, change)
        self._leave_range()
        last = targets[-1]
        self._last_label = page.states[last]
        self._last_labelled = page.sentences[last].number
        self.pace.add(len(targets), at=self._clock())
        moved = self._advance(page, last)
        return replace(moved, relabelled=effect.relabelled | begun)

    def _advance(self, page: Page, last: int) -> Effect:
        if self.config.advance == "stay":
            return NOTHING
        if self.config.advance == "next":
            return self.go(last + 1)
        index = page.unlabelled_from(last + 1)
        if index is not None:
            return self.go(index)
        left = "article complete" if page.finished else "no sentence without a label below"
        return replace(self.go(last), message=f"{left}: n goes on")

    def _set(self, targets: Iterable[int], change: Callable[[LabelState], LabelState]) -> Effect:
        """Change states by one gesture of the annotator; sentences that stay as they are, stay."""
        page = self.page
        if page is None or not page.sentences:
            return NOTHING
        changes = []
        for index in targets:
            before = page.states[index]
            after = change(before)
            if after != before:
                changes.append(Change(page.sentences[index].number, before, after))
        if not changes:
            return NOTHING
        gesture = self._append(changes, "key", None)
        self._trail.add(Done(gesture, changes))
        return Effect(self._apply(page, changes))

    def _revert(
        self, changes: Sequence[Change], origin: Origin, reverts: bytes
    ) -> tuple[Effect, bytes]:
        """Set the `after` of these changes, going to where they are."""
        first = min(change.sentence for change in changes)
        article, position = self._store.articles.of_sentence(first)
        page, opened = self.page, NOTHING
        if page is None or page.article.number != article:
            page, opened = self._read(article), Effect(opened=True, moved=True)
            self._show(page, position)
        gesture = self._append(changes, origin, reverts)
        relabelled = self._apply(page, changes) | frozenset(self.selected())
        self._leave_range()
        moved = self.go(position - 1)
        return (
            Effect(relabelled, moved=moved.moved or opened.moved, opened=opened.opened),
            gesture,
        )

    def _append(self, changes: Sequence[Change], origin: Origin, reverts: bytes | None) -> bytes:
        now = self._clock()
        current = self.sentence.number if self.sentence else None
        looked = min(LONGEST_LOOK, max(0, (now - self._arrived) // 1000))
        ids = [self._ids.new(now) for _ in changes]
        gesture = tuple(
            LabelEvent(
                event_id=event_id,
                gesture=ids[0],
                annotator=self.annotator,
                sentence=change.sentence,
                state=change.after,
                at=now,
                ms=looked if origin == "key" and change.sentence == current else None,
                guideline=self.config.guideline.version,
                origin=origin,
                reverts=reverts,
            )
            for event_id, change in zip(ids, changes, strict=True)
        )
        self._arrived = now
        for event in gesture:
            self._pending[event.sentence] = event
            if event.sentence in self._histories:
                past = self._histories[event.sentence]
                self._histories[event.sentence] = [Past(now, event.state, origin), *past]
        self.unsaved += 1
        self.made += 1
        self._submit(gesture)
        return ids[0]

    def _apply(self, page: Page, changes: Sequence[Change]) -> frozenset[int]:
        labelled, finished = page.labelled, page.finished
        touched = page.apply(changes)
        self.corpus.labelled += page.labelled - labelled
        self.corpus.finished += page.finished - finished
        return touched

    def _forget(self, gesture: Gesture) -> None:
        for event in gesture:
            if self._pending.get(event.sentence) is event:
                del self._pending[event.sentence]

    def _older(self, before: int) -> Iterator[KeyPress]:
        while page := self._store.labels.gestures(annotator=self.annotator, before=before):
            for seq, gesture in page:
                yield gesture
                before = seq

    def _recall(self, gesture: bytes) -> Sequence[Change]:
        return self._store.labels.changes(gesture, annotator=self.annotator)


def _told(done: Done) -> str:
    labels = {change.after.label or "cleared" for change in done.changes}
    what = labels.pop() if len(labels) == 1 else "labels"
    n = len(done.changes)
    return what if n == 1 else f"{what} on {n} sentences"
