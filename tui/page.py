"""The article that is open, with what the annotator has said of its sentences.

Plain values for `tui.session`; knows neither store nor screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field

from annotations.config import Layout
from annotations.model import Article, Change, LabelState, Sentence, Suggestion
from annotations.nouns import dataclass
from tui.reading import Arrangement, arrange
from tui.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action changed."""

    relabelled: frozenset[int] = frozenset()
    """Indices of sentences of the open article that are to be painted anew."""
    moved: bool = False
    opened: bool = False
    """Another article is open; everything is to be painted."""
    message: str = ""
    warning: bool = False
    lasting: bool = False
    """The message stays for a few seconds, whatever is pressed meanwhile."""


NOTHING = Effect()


@dataclass(slots=True)
class Corpus:
    """How far the annotator has come with all articles."""

    articles: int = 0
    sentences: int = 0
    finished: int = 0
    labelled: int = 0

    @property
    def blind(self) -> str:
        """What to say before others' labels are shown; "" where the annotator has all or none."""
        begun = 0 < self.labelled < self.sentences
        if not begun and (self.sentences or not self.articles):
            return ""
        left = self.sentences - self.labelled
        wait = "1 sentence waits" if left == 1 else f"{left:,} sentences wait"
        told = f"and {wait} for yours" if begun else "and yours are not counted yet"
        return f"the review shows everybody's labels, {told}: once more opens it"


class Reading:
    """The text of an article, which never changes, and how it is laid out, kept once done.

    Holds no label and no figure: those are read each time an article is opened.
    """

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = Sentences(text, sentences)
        self._laid_out: tuple[int, Layout, Arrangement] | None = None

    def arranged(self, width: int, layout: Layout) -> Arrangement:
        """The lines of at most `width` cells; the last ones asked for are kept."""
        kept = self._laid_out
        if kept is not None and kept[:2] == (width, layout):
            return kept[2]
        found = arrange(self.text, self.sentences, width=width, layout=layout)
        self._laid_out = width, layout, found
        return found


KEPT = 4
"""Articles whose text is kept beside the open one: likely ones, and the one just left."""


class Texts:
    """The texts of a few articles, at hand for when one of them is opened."""

    def __init__(self) -> None:
        self._readings: dict[int, Reading] = {}
        """By the number of their article; the one that was put in last is last."""

    def keep(self, number: int, reading: Reading) -> None:
        """Have the text of an article at hand for when it is opened."""
        self._readings.pop(number, None)
        self._readings[number] = reading
        while len(self._readings) > KEPT:
            del self._readings[next(iter(self._readings))]

    def at_hand(self, number: int) -> Reading | None:
        """The text of an article that was read before it is opened."""
        return self._readings.get(number)


_OTHER, _HAS_IT, _WAITS = 0, 1, 2
"""A sentence for one label: called otherwise, called that, or suggested to be that."""


@dataclass(slots=True)
class Page:
    """The open article with the annotator's states, one for each sentence."""

    article: Article
    text: str
    sentences: Sequence[Sentence]
    states: list[LabelState]
    reading: Reading | None = None
    """Text and sentences as they were at hand, laid out perhaps."""
    ghosts: list[Suggestion | None] = field(default_factory=list)
    """What is suggested for each sentence, labelled or not; empty until it is known.

    Set by `haunt` and `set_ghost`.
    """
    suggests: bool = False
    """Whether anything was suggested when the suggestions came."""
    labelled: int = field(init=False)
    """How many of the states have a label."""
    flagged: int = field(init=False)
    _first: int = field(init=False)
    """The number of the first sentence."""
    _called: tuple[str, bytearray] | None = field(init=False, default=None)
    """The label whose regions were asked for, and what each sentence is for it."""

    def __post_init__(self) -> None:
        """Count once; from then on `apply` keeps the figures, whatever the article's length."""
        self.labelled = sum(state.label is not None for state in self.states)
        self.flagged = sum(bool(state.flags) for state in self.states)
        self._first = self.sentences[0].number if self.sentences else 0

    def arranged(self, width: int, layout: Layout) -> Arrangement:
        """The lines of at most `width` cells."""
        if self.reading is None:
            self.reading = Reading(self.text, self.sentences)
        return self.reading.arranged(width, layout)

    @property
    def finished(self) -> bool:
        """Whether every sentence has a label."""
        return self.labelled == len(self.states)

    def index_of(self, sentence: int | None) -> int | None:
        """Index of the sentence with this number; None when it is not in the article."""
        if sentence is None:
            return None
        index = sentence - self._first
        return index if 0 <= index < len(self.sentences) else None

    def number_of(self, index: int) -> int:
        """Number of the sentence with this index, without making the sentence."""
        return self._first + index

    def ghost(self, index: int) -> Suggestion | None:
        """What is suggested for a sentence; None where it has a label, or nothing is."""
        if index >= len(self.ghosts) or self.states[index].label is not None:
            return None
        return self.ghosts[index]

    def haunt(self, ghosts: list[Suggestion | None]) -> None:
        """Have these suggestions, one or None for each sentence."""
        self.ghosts = ghosts
        self.suggests = any(ghosts)
        self._called = None

    def set_ghost(self, index: int, ghost: Suggestion | None) -> None:
        """Have another suggestion for a sentence, or none."""
        self.ghosts[index] = ghost
        self._call(index)

    def region(self, index: int, label: str) -> tuple[range, int]:
        """The sentences in a row around this one that have a label or are suggested to have it.

        And for how many of them it is suggested; none where the sentence is called otherwise.
        What each is, is kept and looked through as bytes: it is asked at each move of the cursor.
        """
        if self._called is None or self._called[0] != label:
            n = len(self.states)
            self._called = label, bytearray(self._call_of(at, label) for at in range(n))
        called = self._called[1]
        if called[index] == _OTHER:
            return range(0), 0
        stop = called.find(_OTHER, index)
        region = range(called.rfind(_OTHER, 0, index) + 1, len(called) if stop < 0 else stop)
        return region, called.count(_WAITS, region.start, region.stop)

    def _call(self, index: int) -> None:
        if self._called is not None:
            label, called = self._called
            called[index] = self._call_of(index, label)

    def _call_of(self, index: int, label: str) -> int:
        ghost = self.ghost(index)
        if ghost is not None:
            return _WAITS if ghost.label == label else _OTHER
        return _HAS_IT if self.states[index].label == label else _OTHER

    def unlabelled_from(self, index: int) -> int | None:
        """Index of the first sentence without a label at or behind `index`; None without one."""
        if self.finished:
            return None
        states = self.states
        return next((i for i in range(index, len(states)) if states[i].label is None), None)

    def apply(self, changes: Iterable[Change]) -> frozenset[int]:
        """Make the states what the changes say; the indices which that touched."""
        touched: list[int] = []
        first, states = self._first, self.states
        here = range(len(states))
        for change in changes:
            index = change.sentence - first
            if index in here:
                before, after = states[index], change.after
                self.labelled += (after.label is not None) - (before.label is not None)
                self.flagged += bool(after.flags) - bool(before.flags)
                states[index] = after
                touched.append(index)
        if self._called is not None:
            for index in touched:
                self._call(index)
        return frozenset(touched)
