"""What reviewers have said of sentences: on disk, or this one's own on its way there.

A ruling holds all that the reviewer says of a sentence, so that one which is made of a ruling out
of date would take off what was said since, by the same person in another window. Knows no Textual,
and sets no ruling.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from annotations.model import NO_RULING, LabelState, ReviewGesture, Ruling, Step
from annotations.store import Given, Store
from tui.page import Page
from tui.rulings import undecided


class Saying:
    """The rulings on the sentences of one article, as one reviewer sees and makes them."""

    def __init__(self, store: Store, *, reviewer: str, clock: Callable[[], int]) -> None:
        """Begin with no article. `clock` gives microseconds since 1970, UTC."""
        self.reviewer = reviewer
        self.page: Page | None = None
        """The article of the current sentence; its states are what has been decided so far."""
        self.sent: set[int] = set()
        """Sentences sent back since the queue was begun."""
        self._store = store
        self._clock = clock
        self._rulings: dict[int, list[Given]] = {}
        """Sentence of the open article → what reviewers said of it, the last first."""
        self._own: dict[int, Given] = {}
        """The reviewer's own rulings of this session, not yet on disk or not read from there."""
        self._pending: Counter[int] = Counter()
        """Sentence → how many rulings on it are on their way to the disk."""

    def own(self, sentence: int) -> Ruling:
        """The reviewer's own ruling on a sentence of the open article."""
        if sentence in self._own:
            return self._own[sentence].ruling
        given = self._rulings.get(sentence, ())
        return next((one.ruling for one in given if one.reviewer == self.reviewer), NO_RULING)

    def ruling_on(self, sentence: int) -> Given | None:
        """The ruling on a sentence of the open article that counts: the last that decides."""
        given = self._rulings.get(sentence, ())
        known = [one for one in given if one.reviewer != self.reviewer or sentence not in self._own]
        known += [self._own[sentence]] if sentence in self._own else []
        deciding = (one for one in known if one.ruling.decision is not None)
        return max(deciding, key=lambda one: one.at, default=None)

    # How it is done.

    def _state(self, sentence: int) -> LabelState:
        """What the gutter shows of a sentence."""
        raise NotImplementedError

    def _moment(self, sentence: int) -> int:
        """Now, or just behind all that is known to be said, where a clock goes wrong."""
        given = self._rulings.get(sentence, ())
        return max([self._clock(), *(one.at + 1 for one in given)])

    def _read_rulings(self, sentence: int) -> bool:
        """Read anew what reviewers say of a sentence; whether something else counts now.

        What this reviewer said in another window is among it.
        """
        page = self.page
        if page is None:
            return False
        before, sent_to = _decision(self.ruling_on(sentence)), self.own(sentence).sent_to
        self._rulings[sentence] = self._store.reviews.rulings_on(sentence)
        if not self._pending[sentence]:
            self._own.pop(sentence, None)
        if self.own(sentence).sent_to not in ((), sent_to):
            self.sent.add(sentence)
        index, after = page.index_of(sentence), _decision(self.ruling_on(sentence))
        if after == before:
            return False
        if index is not None:
            page.states[index] = self._state(sentence)
        return True

    def standing(self, sentences: Collection[int]) -> Mapping[int, Ruling]:
        """This reviewer's own rulings on some sentences, on disk or on their way there."""
        asked = [number for number in sentences if not self._pending[number]]
        stored: Mapping[int, Ruling] = {}
        if asked:
            first, last = min(asked), max(asked)
            stored = self._store.reviews.between(first, last, reviewer=self.reviewer)
        return {
            number: self.own(number) if self._pending[number] else stored.get(number, NO_RULING)
            for number in sentences
        }

    def foreign(self, sentence: int) -> bool:
        """Whether another reviewer's ruling on a sentence is the one that counts."""
        given = self.ruling_on(sentence)
        return given is not None and given.reviewer != self.reviewer

    def foreign_among(self, sentences: Sequence[int]) -> set[int]:
        """Those of these sentences on which another reviewer's ruling counts, read anew."""
        if len(sentences) > 1:  # what was accepted in bulk: nobody had decided it
            return self._store.reviews.decided_by_others(than=self.reviewer)
        for sentence in sentences:
            self._read_rulings(sentence)
        return set(filter(self.foreign, sentences))

    def _arrive(self, gesture: ReviewGesture) -> None:
        """Note that a gesture is no longer on its way to the disk."""
        self._pending -= Counter(event.sentence for event in gesture)

    def overtaken(self, steps: Sequence[Step[Ruling]]) -> tuple[frozenset[int], frozenset[int]]:
        """Sentences that are not as these steps expect them, and the indices that look new.

        Something else was said of them in another window. Where another reviewer's ruling counts,
        this one's was written without its decision (`set_steps`): that is no difference.
        """
        standing = self.standing([step.sentence for step in steps])
        others = {
            step.sentence: step.before for step in steps if standing[step.sentence] != step.before
        }
        for number, before in list(others.items()):
            if standing[number] == undecided(before) and self.foreign_among([number]):
                del others[number]
        page = self.page
        shown = {number: page.index_of(number) for number in others} if page else {}
        news = [at for number, at in shown.items() if self._read_rulings(number) and at is not None]
        return frozenset(others), frozenset(news)


def _decision(given: Given | None) -> tuple[object, ...]:
    """What of a ruling counts for others: who decided, and what. Time and note may differ."""
    if given is None:
        return ()
    ruling = given.ruling
    return given.reviewer, ruling.decision, ruling.label, ruling.secondary
