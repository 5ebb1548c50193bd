"""What a reviewer has in front of them: a queue of sentences, the current one, its article.

The reading half of a review, in plain Python: knows no Textual and sets no ruling; `tui.reviewing`
does. Overlays what is on disk with the rulings that are still on their way there.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from string import ascii_uppercase

from annotations.config import Config
from annotations.hashing import blake2b
from annotations.model import NO_RULING, NOTHING_SAID, LabelState, ReviewGesture, Ruling, Sentence
from annotations.nouns import dataclass
from annotations.review.queues import Audit, Cell, Disputes, Lessons, Queue, following
from annotations.review.resolve import resolve
from annotations.store import Given, Opinion, Store
from annotations.store.agreed import Cast
from tui.look import DISPUTED, UNFITTING
from tui.page import NOTHING, Effect, Page, Reading, Texts
from tui.saying import Saying

Submit = Callable[[ReviewGesture], None]

LONG = 200
"""Sentences of an article that is read ahead; shorter ones are read in the time a thread takes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a queue is done."""

    done: int
    of: int


class Bench(Saying, Texts):
    """One reviewer's queue over one database, and the moves in it."""

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
        Texts.__init__(self)
        Saying.__init__(self, store, reviewer=reviewer, clock=clock)
        self.config = config
        self.path = store.path
        self.queue: Queue | None = None
        self.sentences: array[int] = array("q")
        """The numbers of the sentences of the queue, in its order."""
        self.place = 0
        """Where in the queue; meaningless where `astray`."""
        self.astray = False
        """Whether the current sentence stands outside the queue: undo went there."""
        self.cursor = 0
        """Index of the current sentence in its article."""
        self.hidden = config.review.hide_names
        """Whether annotators are shown without their names."""
        self.decided: set[int] = set()
        """Sentences of the queue that are decided, sent back or otherwise done with."""
        self._before = Tally(0, 0)
        self._last: int | None = None
        """The sentence decided last, in whatever article: a secondary label may still come."""
        self._submit = submit
        self._arrived = clock()
        self._cast: dict[int, tuple[LabelState, ...]] = {}
        """Sentence of the open article → what it was labelled."""
        self._opinions: list[Opinion] = []

    # Reading.

    @property
    def sentence(self) -> Sentence | None:
        """The current sentence; None where the queue is empty."""
        page = self.page
        return page.sentences[self.cursor] if page and page.sentences else None

    @property
    def reading_only(self) -> bool:
        """Whether nothing can be decided: people look at what was made of their own labels."""
        return isinstance(self.queue, Lessons)

    @property
    def tally(self) -> Tally:
        """How far the queue is done, disputes decided before included; or read, up to here."""
        if self.reading_only:
            return Tally(self.place + 1 if self.sentences else 0, len(self.sentences))
        done = len(self.decided) - len(self.decided & self.sent)
        return Tally(self._before.done + done, self._before.of + len(self.sentences))

    @property
    def opinions(self) -> Sequence[Opinion]:
        """What annotators say of the current sentence, in the order shown.

        By name; where names are hidden, in an order that differs from sentence to sentence and
        tells nothing. Where people look at their own labels, theirs alone.
        """
        queue, sentence = self.queue, self.sentence
        if isinstance(queue, Lessons):
            return [one for one in self._opinions if one.annotator == queue.annotator]
        shown = sorted(self._opinions, key=self._first_the_audited)
        if self.hidden and sentence is not None:
            shown.sort(key=lambda one: _shuffled(sentence.id, one.annotator))
        return shown

    @property
    def candidates(self) -> Sequence[Opinion]:
        """Those opinions that have a label: what can be taken."""
        return [one for one in self.opinions if one.state.label is not None]

    @property
    def ruling(self) -> Ruling:
        """What the reviewer has said of the current sentence."""
        sentence = self.sentence
        return NO_RULING if sentence is None else self.own(sentence.number)

    @property
    def given(self) -> Given | None:
        """The ruling on the current sentence that counts, whoever made it."""
        sentence = self.sentence
        return None if sentence is None else self.ruling_on(sentence.number)

    def name(self, opinion: Opinion) -> str:
        """What an annotator is called on the screen: the name, or a letter."""
        return self.called(opinion.annotator)

    def called(self, annotator: str) -> str:
        """The same for one who may have said nothing of the current sentence."""
        if not self.hidden:
            return annotator
        shown = [one.annotator for one in self.opinions]
        place = shown.index(annotator) if annotator in shown else len(shown)
        return ascii_uppercase[place % len(ascii_uppercase)]

    def now(self) -> int:
        """The time, in microseconds since 1970, UTC."""
        return self._clock()

    def told(self) -> AbstractContextManager[None]:
        """Reads within raise `StoreError` when the database fails, never sqlite3's own errors."""
        return self._store.told()

    # Moving.

    def begin(self, queue: Queue, sentences: "array[int]", *, before: Tally) -> Effect:
        """Take a queue and go to its first sentence. `before`: what was done of it earlier."""
        self.queue, self.sentences, self._before = queue, sentences, before
        self.decided = self._decided_meanwhile()
        self.sent = set()
        self.place, self.astray = following(sentences, -1, done=self.decided) or 0, False
        self._leave_article()
        self.page, self._opinions, self.cursor = None, [], 0
        self._cast, self._rulings = {}, {}
        if not len(sentences):
            return Effect(opened=True, moved=True)
        return replace(self._show(sentences[self.place], anew=True), opened=True)

    def go(self, place: int) -> Effect:
        """Go to a place of the queue, or the nearest there is."""
        if not len(self.sentences):
            return NOTHING
        place = max(0, min(place, len(self.sentences) - 1))
        if place == self.place and not self.astray:
            return NOTHING
        effect = self._show(self.sentences[place])
        self.place, self.astray = place, False
        return effect

    def move(self, steps: int) -> Effect:
        """Go so many sentences on in the queue."""
        return self.go(self.place if self.astray else self.place + steps)

    def find(self, sentence: int) -> Effect:
        """Go to a sentence of the queue by its number; elsewhere nothing happens."""
        try:
            return self.go(self.sentences.index(sentence))
        except ValueError:
            return Effect(message="this sentence is not in the queue")

    def skip(self) -> Effect:
        """Go to the next sentence that is not done with."""
        place = following(self.sentences, self.place, done=self.decided)
        if place == self.place and not self.astray:
            return Effect(message="this is the only one left")
        return self.go_on()

    def go_on(self) -> Effect:
        """Go to the next sentence that neither this reviewer nor another one has decided."""
        opened = False
        while True:
            place = following(self.sentences, self.place, done=self.decided)
            if place is None:
                return Effect(message=self.finished, opened=opened, moved=opened)
            effect = self.go(place)
            opened = opened or effect.opened
            number = self.sentences[self.place]
            if not isinstance(self.queue, Disputes | Audit) or not self.foreign(number):
                return replace(effect, opened=opened)
            self.decided.add(number)  # another reviewer was quicker

    def next_articles(self) -> list[int]:
        """Articles that are likely to be opened next: behind the open one in the queue, and before.

        Those alone that are not at hand, and long enough to be worth a thread.
        """
        numbers = self._sentences_elsewhere()
        found = dict.fromkeys(self._store.articles.of_sentence(number)[0] for number in numbers)
        return [
            number
            for number in found
            if self.at_hand(number) is None
            and self._store.articles.one(number, annotator=self.reviewer).sentences >= LONG
        ]

    def reread(self) -> Effect:
        """Read anew what was said of the sentences of the open article."""
        sentence = self.sentence
        return NOTHING if sentence is None else self._show(sentence.number, anew=True)

    @property
    def finished(self) -> str:
        """What to say when the queue is done."""
        return "this queue is done: choose another, or go back"

    # How it is done.

    def _sentences_elsewhere(self) -> Iterator[int]:
        """The next sentence of the queue in another article that is not done, and the last one."""
        page, place = self.page, self.place
        behind = islice(self.sentences, place + 1, None)
        before = (self.sentences[at] for at in range(min(place, len(self.sentences)) - 1, -1, -1))
        for numbers, done in ((behind, self.decided), (before, frozenset[int]())):
            elsewhere = (
                number
                for number in numbers
                if number not in done and (page is None or page.index_of(number) is None)
            )
            yield from islice(elsewhere, 1)

    def _first_the_audited(self, opinion: Opinion) -> tuple[bool, str]:
        """By name, after the annotator whose labels are gone through."""
        queue = self.queue
        named = queue.annotator if isinstance(queue, Audit | Cell) else None
        return opinion.annotator != named, opinion.annotator

    def _queued(self, sentences: Iterable[int]) -> set[int]:
        """Those of these sentences that stand in the queue."""
        wanted = set(sentences)
        here = {self.sentence.number} if self.sentence is not None and not self.astray else set()
        return wanted if wanted <= here else wanted.intersection(self.sentences)

    def _decided_meanwhile(self) -> set[int]:
        """Sentences of an undecided queue that were decided here, but not yet on disk."""
        if not isinstance(self.queue, Disputes | Audit):
            return set()
        own = {number for number, one in self._own.items() if one.ruling.decision is not None}
        return own.intersection(self.sentences) if own else own

    def _show(self, sentence: int, *, anew: bool = False) -> Effect:
        """Go to a sentence, in whatever article."""
        index = None if anew or self.page is None else self.page.index_of(sentence)
        opinions = [
            one
            for one in self._store.reviews.opinions(sentence)
            if one.state.label is not None or one.state.flags or one.state.note
        ]
        opened, news = index is None, False
        if index is None:
            article, position = self._store.articles.of_sentence(sentence)
            self._open(article)
            index = position - 1
        else:
            news = self._read_rulings(sentence)
        self.cursor, self._opinions = index, opinions
        self._arrived = self._clock()
        relabelled = frozenset([self.cursor]) if news else frozenset()
        return Effect(relabelled, moved=True, opened=opened)

    def _open(self, number: int) -> None:
        queue = self.queue
        article = self._store.articles.one(number, annotator=self.reviewer)
        reading = self.at_hand(number) or Reading(*self._store.articles.read(number))
        whose = queue.annotator if isinstance(queue, Lessons) else None
        cast = self._store.labels.cast(number, annotator=whose)
        rulings = self._store.reviews.rulings(number)
        self._leave_article()
        self._cast, self._rulings = cast, rulings
        kept = {at for at in self._own if self._pending[at] or at == self._last}
        self._own = {number: self._own[number] for number in kept}
        states = [self._state(sentence) for sentence in reading.sentences.numbers]
        self.page = Page(article, reading.text, reading.sentences, states, reading)

    def _leave_article(self) -> None:
        """Have the open article at hand still: people go back."""
        if self.page is not None and self.page.reading is not None:
            self.keep(self.page.article.number, self.page.reading)

    def _state(self, sentence: int) -> LabelState:
        """What the gutter shows of a sentence: what has been decided, or what all agree on."""
        votes = self._cast.get(sentence, ())
        if self.reading_only and not votes:
            return NOTHING_SAID  # who reads is still to label it, and does so blind
        if sentence not in self._rulings and sentence not in self._own:
            return _come_to(votes)
        given = self.ruling_on(sentence)
        if given is not None:
            ruling = given.ruling
            flags = () if ruling.decision == "label" else (UNFITTING,)
            return LabelState(ruling.label, ruling.secondary, flags)
        return _come_to(votes)


@lru_cache(maxsize=1024)
def _come_to(votes: tuple[LabelState, ...]) -> LabelState:
    """What the gutter shows of votes: of few patterns, in an article of many sentences."""
    outcome = resolve([Cast("", vote) for vote in votes])
    if outcome.undecided == "tied":
        return LabelState(flags=(DISPUTED,))
    flags = (DISPUTED,) if outcome.decided_by == "majority" else ()
    return LabelState(outcome.label, outcome.secondary, flags)


def _shuffled(sentence: str, annotator: str) -> bytes:
    return blake2b(f"{sentence}|{annotator}".encode("utf-8", "surrogatepass")).digest()
