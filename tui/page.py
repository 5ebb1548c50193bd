"""The article that is open, with what the annotator has said of its sentences.

Plain values for `tui.session`; knows neither store nor screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.model import Article, Change, LabelState, Sentence


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


NOTHING = Effect()


@dataclass(slots=True)
class Corpus:
    """How far the annotator has come with all articles."""

    articles: int = 0
    sentences: int = 0
    finished: int = 0
    labelled: int = 0


@dataclass(slots=True)
class Page:
    """The open article with the annotator's states, one for each sentence."""

    article: Article
    text: str
    sentences: Sequence[Sentence]
    states: list[LabelState]
    labelled: int = field(init=False)
    """How many of the states have a label."""
    flagged: int = field(init=False)

    def __post_init__(self) -> None:
        """Count once; from then on `apply` keeps the figures, whatever the article's length."""
        self.labelled = sum(state.label is not None for state in self.states)
        self.flagged = sum(bool(state.flags) for state in self.states)

    @property
    def finished(self) -> bool:
        """Whether every sentence has a label."""
        return self.labelled == len(self.states)

    def index_of(self, sentence: int | None) -> int | None:
        """Index of the sentence with this number; None when it is not in the article."""
        if sentence is None or not self.sentences:
            return None
        index = sentence - self.sentences[0].number
        return index if 0 <= index < len(self.sentences) else None

    def unlabelled_from(self, index: int) -> int | None:
        """Index of the first sentence without a label at or behind `index`; None without one."""
        if self.finished:
            return None
        states = self.states
        return next((i for i in range(index, len(states)) if states[i].label is None), None)

    def apply(self, changes: Iterable[Change]) -> frozenset[int]:
        """Make the states what the changes say; the indices which that touched."""
        touched = set()
        for change in changes:
            index = self.index_of(change.sentence)
            if index is not None:
                before, after = self.states[index], change.after
                self.labelled += (after.label is not None) - (before.label is not None)
                self.flagged += bool(after.flags) - bool(before.flags)
                self.states[index] = after
                touched.add(index)
        return frozenset(touched)
