"""Where an annotator is: the article that is open, the cursor, a range and a count begun.

Knows no Textual. Overlays what is on disk with the labels that are still on their way there.
Refuses to set labels: `tui.session` does.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice

from annotations.config import Config
from annotations.model import NOTHING_SAID, LabelEvent, LabelState, Past, Sentence
from annotations.store import Place, SentBack, Store
from tui.following import Following
from tui.page import NOTHING, Effect, Page, Reading, Texts

Gesture = tuple[LabelEvent, ...]
Submit = Callable[[Gesture | Place], None]


class Whereabouts(Texts):
    """One annotator's place in one database, and the moves from there."""

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
        super().__init__()
        self.config = config
        self.annotator = annotator
        self.path = store.path
        self.page: Page | None = None
        self.cursor = 0
        self.range_start: int | None = None
        self.count = ""
        """Digits typed so far, for the next motion or label."""
        self.following = Following()
        """The queue that is gone through."""
        self._store = store
        self._clock = clock
        self._submit = submit
        self._arrived = clock()
        """When the current sentence became that."""
        self._pending: dict[int, list[LabelEvent]] = {}
        """Sentence number → its events that the writer has not reported as saved, oldest first."""
        self._histories: dict[int, list[Past]] = {}
        self.sent_back: dict[int, SentBack] = {}
        """Sentence number → what a reviewer asks, where this annotator is to look again."""
        self.read_sent_back()

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
        number = sentence.number
        if number not in self._histories:
            stored = self._store.labels.history(number, annotator=self.annotator)
            newest = stored[0].at if stored else 0
            coming = [
                Past(event.at, event.state, event.origin)
                for event in reversed(self._pending.get(number, ()))
                if event.at > newest
            ]
            self._histories[number] = [*coming, *stored]
        return self._histories[number]

    def waiting(self) -> frozenset[int]:
        """Indices of the sentences of the open article whose last event is not on disk yet."""
        page = self.page
        found = (page.index_of(number) for number in self._pending) if page else ()
        return frozenset(index for index in found if index is not None)

    def selected(self) -> range:
        """Indices of the sentences that the next label goes to, without a count."""
        if self.range_start is None:
            return range(self.cursor, self.cursor + 1)
        return range(min(self.range_start, self.cursor), max(self.range_start, self.cursor) + 1)

    # Moving.

    def open(self, article: int, *, position: int | None = None) -> Effect:
        """Open an article at a sentence (by position), else at its first unlabelled sentence."""
        return self._show(self._read(article), position)

    def open_newest(self, article: int) -> Effect:
        """Open the newest version of an article, at its first unlabelled sentence."""
        newest = self._store.articles.newest(article)
        return NOTHING if newest is None else self.open(newest)

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
        """Go to the next unlabelled sentence, in this article or a later one, then from the top.

        With a count, to the one so many further, but not from the top.
        """
        page = self.page
        if page is None:
            return NOTHING
        steps = self.take_count()
        furthest: tuple[Page, int] | None = None
        for found, begin in self._unfinished_from(page):
            there = _unlabelled(found, begin, steps)
            steps -= len(there)
            furthest = (found, there[-1]) if there else furthest
            if not steps:
                break
        if furthest is not None:
            found, index = furthest
            return self.go(index) if found is page else self._show(found, index + 1)
        top = page.unlabelled_from(0)
        if top is None:
            return Effect(message="every sentence has a label: see progress, or export them")
        if top == self.cursor:
            return Effect(message="this is the only sentence left without a label")
        return self.go(top)

    def read_sent_back(self) -> bool:
        """Read what reviewers have sent back, and say whether that is news.

        It is out of date as soon as they go on.
        """
        found = self._store.reviews.sent_back(annotator=self.annotator)
        before = self.sent_back
        self.sent_back = {one.sentence: one for one in found if one.sentence not in self._pending}
        return self.sent_back != before

    def next_sent_back(self) -> Effect:
        """Go to the next sentence that a reviewer sent back, in any article, then from the top.

        With a count, to the one so many further.
        """
        self.read_sent_back()
        if not self.sent_back:
            return Effect(message="no reviewer has sent anything back")
        here = self.sentence.number if self.sentence else 0
        numbers = sorted(self.sent_back)
        at = bisect_right(numbers, here) + self.take_count() - 1
        following = numbers[at % len(numbers)]
        return replace(self.jump(following), message=asked(self.sent_back[following]))

    def digit(self, digit: str) -> None:
        """Add a digit to the count."""
        self.count = (self.count + digit)[-4:]

    def take_count(self) -> int:
        """The count typed, 1 when there is none; it is used up."""
        count, self.count = self.count, ""
        return max(1, int(count)) if count else 1

    def start_range(self) -> Effect:
        """Start a range at the cursor, or leave the one begun."""
        if self.range_start is not None:
            return self.leave_range()
        if self.sentence is None:
            return NOTHING
        self.range_start = self.cursor
        return Effect(relabelled=frozenset([self.cursor]), message="range: move, then a label")

    def leave_range(self) -> Effect:
        """Forget the range and the count."""
        effect = Effect(relabelled=frozenset(self.selected()))
        self.range_start = None
        self.count = ""
        return effect

    # How it is done.

    def _read(self, number: int) -> Page:
        article = self._store.articles.one(number, annotator=self.annotator)
        reading = self.at_hand(number) or Reading(*self._store.articles.read(number))
        stored = self._store.labels.states(number, annotator=self.annotator)
        stored |= {
            sentence: events[-1].state
            for sentence, events in self._pending.items()
            if sentence in reading.sentences.numbers
        }
        states = [stored.get(sentence, NOTHING_SAID) for sentence in reading.sentences.numbers]
        return Page(article, reading.text, reading.sentences, states, reading)

    def _show(self, page: Page, position: int | None) -> Effect:
        self.following.settle(self.page)
        self.range_start = None
        self.count = ""
        if self.page is not None and self.page.reading is not None:
            self.keep(self.page.article.number, self.page.reading)
        self.page = page
        index = position - 1 if position is not None else page.unlabelled_from(0)
        self.cursor = max(0, min(index or 0, len(page.sentences) - 1))
        self._arrived = self._clock()
        self._histories.clear()
        self.read_sent_back()
        self.keep_place()
        return Effect(opened=True, moved=True)

    def _unfinished_from(self, page: Page) -> Iterator[tuple[Page, int]]:
        """The open article behind the cursor, then the others, each with where it is to be read."""
        yield page, self.cursor + 1
        for number in self._unfinished_after(page.article.number):
            yield self._read(number), 0

    def _unfinished_after(self, number: int) -> Iterator[int]:
        """Articles with something left to label behind this one, then those in front of it."""
        emptied = self._emptied()
        for after, last in ((number, None), (0, number)):
            at = after
            while found := self._next_unfinished(at, emptied):
                if last is not None and found >= last:
                    return
                yield found
                at = found

    def _next_unfinished(self, after: int, emptied: Sequence[int]) -> int | None:
        """The first article behind this one that is not finished, on disk or here."""
        stored = self._store.articles.next_unfinished(annotator=self.annotator, after=after)
        here = next((number for number in emptied if number > after), None)
        return min(filter(None, (stored, here)), default=None)

    def _emptied(self) -> list[int]:
        """Articles where a label was taken off that is still on disk, in list order."""
        articles = self._store.articles
        taken_off = (n for n, events in self._pending.items() if events[-1].state.label is None)
        numbers = {articles.of_sentence(sentence)[0] for sentence in taken_off}
        return sorted(number for number in numbers if articles.newest(number) == number)

    def _expect(self, gesture: Iterable[LabelEvent]) -> None:
        """Note events that are on their way to the disk."""
        for event in gesture:
            self._pending.setdefault(event.sentence, []).append(event)
            if event.sentence in self._histories:
                past = self._histories[event.sentence]
                self._histories[event.sentence] = [
                    Past(event.at, event.state, event.origin), *past
                ]  # fmt: skip

    def _forget(self, gesture: Iterable[LabelEvent]) -> None:
        """Note that the disk is the truth of these events again, whether it has them or not."""
        for event in gesture:
            waiting = self._pending.get(event.sentence, [])
            left = [other for other in waiting if other is not event]
            if left:
                self._pending[event.sentence] = left
            else:
                self._pending.pop(event.sentence, None)


def _unlabelled(page: Page, begin: int, at_most: int) -> list[int]:
    """Indices of so many sentences without a label at most, at or behind `begin`."""
    if page.finished:
        return []
    states = page.states
    without = (index for index in range(begin, len(states)) if states[index].label is None)
    return list(islice(without, at_most))


def asked(sent: SentBack) -> str:
    """What a reviewer asks of the annotator, in one line."""
    told = "; ".join(filter(None, (sent.note, sent.reason)))
    return f"sent back by {sent.reviewer}" + (f": {told}" if told else "")
