"""What is known of a training set as a whole: the facts that its card and its manifest tell.

Nouns only. No fact is the name of an annotator or of a reviewer, or a point in time: people are
numbers here, and equal labels are equal facts.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from annotations.nouns import dataclass
from annotations.review.agreement import Figures

Whose = Literal["resolved", "one", "everyone"]
"""Whose labels the rows hold: what all come to; one annotator's; everybody's, a row for each."""


GroupBy = Literal["story", "article", "source"]
"""What a group holds: a story, an article with its versions, or a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How articles were divided into splits."""

    fractions: Mapping[str, int]
    """Name of the split → its share asked for, in percent."""
    group_by: GroupBy
    """What was kept together."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one split, or all of them."""

    articles: int
    """Those that have rows in it."""
    groups: int
    rows: int
    labels: Mapping[str, int]
    """Label → rows; labels without a row are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One source of articles."""

    name: str | None
    """None: not known."""
    articles: int
    rows: int
    licence: str | None
    """Of the articles' text, as whoever exports gave it; None where nothing was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Everybody's own labels, which stand in a file beside the rows."""

    rows: int
    """One for each person and sentence."""
    annotators: int
    keys: tuple[str, ...]
    """Of these rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that is said of one export."""

    title: str | None
    licence: str | None
    """Of the labels."""
    language: str | None
    """Of the articles, as far as their owner says so: `en`, `uk`, `pt-BR`."""
    format: str
    tool: str
    whose: Whose
    texts: bool
    """Whether the articles' text is in it."""
    keys: tuple[str, ...]
    """Of the rows. A format need not hold all of them."""
    definitions: Mapping[str, str]
    """Label → what it means, as plain text; "" where nothing says it. Every label that may
    occur, in their order."""
    guideline: str
    """Version of the guideline that the definitions are from."""
    guidelines: Mapping[str, int]
    """Version that a label followed → rows, by version."""
    of_articles: int
    """All articles that were read."""
    whole: Part
    parts: Mapping[str, Part]
    """Split → its rows, in the order of the splits; empty where nothing is split."""
    secondary: Mapping[str, int]
    """Secondary label → rows."""
    people: tuple[int, ...]
    """For each annotator, in how many rows there is a label of theirs; most first."""
    votes: Mapping[str, int]
    """Label → how often annotators gave it to the sentences of the rows; what a reviewer decided
    is none of theirs."""
    accepted: Mapping[str, int]
    """Label → how many of those are suggestions that an annotator accepted."""
    by_votes: Mapping[int, int]
    """How many annotators labelled the sentence of a row → rows."""
    decided_by: Mapping[str, int]
    adjudicators: int
    left_out: Mapping[str, int]
    """Reason → sentences, for reasons with any."""
    group_by: GroupBy
    """What a group is."""
    plan: Plan | None
    sources: tuple[Origin, ...]
    """Those of articles with rows; most rows first."""
    own: Own | None = None
    """None: the format has no such file."""
    agreement: Mapping[str, Figures] = field(default_factory=dict)
    """What is compared, in words → the figures; empty where fewer than two have labelled."""
