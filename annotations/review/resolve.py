"""What the votes on one sentence come to: the label that goes into a training set.

A reviewer's decision counts before all votes; without one, the label that more than half of
those who labelled gave. Refuses to pick a winner where people are split: no label is drawn, no
annotator counts more than another, and the order of the votes does not matter.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from annotations.model import DecidedBy, LabelState, Ruling

Undecided = Literal["unlabelled", "tied", "none"]
"""Why there is no label: nobody gave one, none has more than half of the votes, or a reviewer
decided that none fits."""

_Given = tuple[str | None, ...]


class Said(Protocol):
    """What one annotator said of a sentence: a vote."""

    @property
    def annotator(self) -> str:
        """Who said it."""

    @property
    def state(self) -> LabelState:
        """What was said."""


class Ruled(Protocol):
    """What a reviewer said of a sentence."""

    @property
    def reviewer(self) -> str:
        """Who said it."""

    @property
    def ruling(self) -> Ruling:
        """What was said."""


class Resolved(NamedTuple):
    """The outcome for one sentence."""

    label: str | None
    """None where it could not be decided; `undecided` then says why."""
    secondary: str | None
    agreement: float | None
    """Share of the votes for `label`, or for the most frequent one where there is none;
    None without a vote."""
    decided_by: DecidedBy | None
    adjudicator: str | None = None
    undecided: Undecided | None = None


UNLABELLED = Resolved(None, None, None, None, undecided="unlabelled")


def resolve(votes: Sequence[Said], *, adjudication: Ruled | None = None) -> Resolved:
    """Decide on a sentence from what its annotators said and, if there is one, the review.

    A state without a label is no vote. A ruling without a decision was taken back.
    """
    cast = [vote.state for vote in votes if vote.state.label is not None]
    labels = tuple([state.label for state in cast])
    outcome = _of_votes(labels, tuple([state.secondary for state in cast]))
    if adjudication is None or adjudication.ruling.decision is None:
        return outcome
    ruling = adjudication.ruling
    if ruling.label is None:
        return Resolved(None, None, None, None, adjudication.reviewer, undecided="none")
    decided = (ruling.label, ruling.secondary, ruling.basis)
    borne_out = decided == (outcome.label, outcome.secondary, outcome.decided_by)
    basis = ruling.basis if borne_out else "adjudicated"  # people changed their labels since
    share = _share(ruling.label, labels)
    return Resolved(ruling.label, ruling.secondary, share, basis, adjudication.reviewer)


@lru_cache(maxsize=4096)
def _of_votes(labels: _Given, secondaries: _Given) -> Resolved:
    """What the votes come to without a review; the two are told vote by vote.

    Kept for the next sentence: there are few ways to vote and many sentences.
    """
    if not labels:
        return UNLABELLED
    if len(labels) == 1:
        return Resolved(labels[0], secondaries[0], 1.0, "single")
    label = strict_majority(labels)
    if label is None:
        most = max(Counter(labels).values())
        return Resolved(None, None, most / len(labels), None, undecided="tied")
    pairs = zip(labels, secondaries, strict=True)
    secondary = strict_majority(second for first, second in pairs if first == label)
    agreement = _share(label, labels)
    return Resolved(label, secondary, agreement, "unanimous" if agreement == 1 else "majority")


def strict_majority(given: Iterable[str | None]) -> str | None:
    """The value given by more than half; None where there is no such value, or it is None."""
    counts = Counter(given)
    value, most = counts.most_common(1)[0]
    return value if 2 * most > counts.total() else None


def _share(label: str, labels: _Given) -> float | None:
    """Share of the votes for a label; None without a vote."""
    return labels.count(label) / len(labels) if labels else None
