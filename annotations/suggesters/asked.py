"""What a suggester is asked: one article, the label set, and what is known from elsewhere.

Values only. Refuses to know a store: whoever asks has read it.
"""

from collections.abc import Callable, Sequence

from annotations.model import Sentence, Span, Suggestion
from annotations.nouns import dataclass
from annotations.text.wrap import blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A sentence of another article with the label that the annotator gave it."""

    text: str
    label: str
    secondary: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An article for whose sentences labels are to be suggested."""

    text: str
    """The canonical text that the offsets of the sentences are into."""
    sentences: Sequence[Sentence]
    """In order, without overlap."""
    labels: frozenset[str]
    """Names of the configured labels; others are never suggested."""
    secondaries: frozenset[str]
    """Those of them that may stand as secondary label."""
    boilerplate: str | None
    """The one that stands for what is not running text; None where there is none."""
    title: str = ""
    repeated: frozenset[str] = frozenset()
    """Texts of sentences that stand in several other articles, too."""
    known: Sequence[Known] = ()
    """What the annotator called sentences of other articles, the newest first."""
    learnt: "Suggester | None" = None
    """A suggester fitted to the annotator's labels; None where there is none, or no better."""


Suggester = Callable[[Asked], list[Suggestion | None]]
"""For each sentence, in order, a suggestion or None."""


def paragraphs_of(asked: Asked) -> list[Span]:
    """The paragraphs of an article: its lines, or what blank lines part where it is wrapped."""
    wrapped = any("\n" in sentence.text for sentence in asked.sentences)
    return [Span(*block) for block in blocks(asked.text, "paragraphs" if wrapped else "lines")]


def suggestion(
    asked: Asked, label: str | None, secondary: str | None, score: float, reason: str, agent: str
) -> Suggestion | None:
    """Make a suggestion of what is configured; None where the label is not."""
    if label not in asked.labels:
        return None
    fits = secondary in asked.secondaries and label not in (secondary, asked.boilerplate)
    return Suggestion(label, secondary if fits else None, score, reason, agent)
