"""What the votes on one sentence come to: the label that goes into a training set.

A reviewer's decision counts before all votes; without one, the label that more than half of
those who labelled gave. Refuses to pick a winner where people are split: no label is drawn, no
annotator counts more than another, and the order of the votes does not matter.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Protocol

from annotations.model import DecidedBy, LabelState, Ruling

Undecided = Literal["unlabelled", "tied", "none"]
"""Why there is no label: nobody gave one, none has more than half of the votes, or a reviewer
decided that none fits."""


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
    if adjudication is not None and adjudication.ruling.decision is not None:
        ruling, share = adjudication.ruling, _share(adjudication.ruling.label, cast)
        if ruling.label is None:
            return Resolved(None, None, None, None, adjudication.reviewer, undecided="none")
        basis = ruling.basis
        if basis != "adjudicated" and not _borne_out(ruling, cast):
            basis = "adjudicated"  # people have changed their labels; the reviewer has not
        return Resolved(ruling.label, ruling.secondary, share, basis, adjudication.reviewer)
    if not cast:
        return UNLABELLED
    if len(cast) == 1:
        return Resolved(cast[0].label, cast[0].secondary, 1.0, "single")
    return _of_several(cast)


def _borne_out(ruling: Ruling, cast: Sequence[LabelState]) -> bool:
    """Whether the votes still come to what was accepted in bulk."""
    if not cast:
        return False
    outcome = _of_several(cast) if len(cast) > 1 else Resolved(*_pair(cast[0]), 1.0, "single")
    return (outcome.label, outcome.secondary, outcome.decided_by) == (
        ruling.label,
        ruling.secondary,
        ruling.basis,
    )


def _pair(state: LabelState) -> tuple[str | None, str | None]:
    return state.label, state.secondary


def _of_several(cast: Sequence[LabelState]) -> Resolved:
    first = cast[0]
    if all(
        state is first or (state.label == first.label and state.secondary == first.secondary)
        for state in cast
    ):
        return Resolved(first.label, first.secondary, 1.0, "unanimous")
    label = strict_majority(state.label for state in cast)
    if label is None:
        most = max(Counter(state.label for state in cast).values())
        return Resolved(None, None, most / len(cast), None, undecided="tied")
    secondary = strict_majority(state.secondary for state in cast if state.label == label)
    agreement = _share(label, cast)
    return Resolved(label, secondary, agreement, "unanimous" if agreement == 1 else "majority")


def strict_majority(given: Iterable[str | None]) -> str | None:
    """The value given by more than half; None where there is no such value, or it is None."""
    counts = Counter(given)
    value, most = counts.most_common(1)[0]
    return value if 2 * most > counts.total() else None


def _share(label: str | None, cast: Sequence[LabelState]) -> float | None:
    if not cast:
        return None
    return sum(state.label == label for state in cast) / len(cast)
