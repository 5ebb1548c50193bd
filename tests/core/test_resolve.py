"""What several people's labels of one sentence come to."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import ruling

from annotations.model import LabelState, Ruling
from annotations.review.resolve import resolve


class Said(NamedTuple):
    annotator: str
    state: LabelState


class Ruled(NamedTuple):
    reviewer: str
    ruling: Ruling


def votes(*labels: str | None) -> list[Said]:
    """One vote a label; `a+b` is primary a with secondary b."""
    found = []
    for index, label in enumerate(labels):
        primary, _, secondary = (label or "").partition("+")
        found.append(Said(f"person {index}", LabelState(primary or None, secondary or None)))
    return found


def test_without_a_vote_a_sentence_is_unlabelled() -> None:
    outcome = resolve([])
    assert (outcome.label, outcome.undecided, outcome.agreement) == (None, "unlabelled", None)


def test_a_cleared_label_is_no_vote() -> None:
    assert resolve(votes(None)).undecided == "unlabelled"
    assert resolve(votes(None, "claim")).decided_by == "single"


def test_one_vote_decides_alone() -> None:
    outcome = resolve(votes("attribution+claim"))
    assert (outcome.label, outcome.secondary) == ("attribution", "claim")
    assert (outcome.decided_by, outcome.agreement, outcome.undecided) == ("single", 1.0, None)


def test_all_of_one_mind_is_unanimous() -> None:
    outcome = resolve(votes("claim", "claim"))
    assert (outcome.label, outcome.decided_by, outcome.agreement) == ("claim", "unanimous", 1.0)


def test_more_than_half_is_a_majority() -> None:
    outcome = resolve(votes("claim", "opinion", "claim"))
    assert (outcome.label, outcome.decided_by) == ("claim", "majority")
    assert outcome.agreement == 2 / 3


def test_half_is_not_enough() -> None:
    outcome = resolve(votes("claim", "opinion"))
    assert (outcome.label, outcome.undecided, outcome.agreement) == (None, "tied", 0.5)


def test_the_most_frequent_label_needs_more_than_half() -> None:
    assert resolve(votes("claim", "claim", "opinion", "attribution")).undecided == "tied"


def test_the_secondary_label_is_that_of_the_majority_among_the_winners() -> None:
    outcome = resolve(votes("attribution+claim", "attribution+claim", "attribution", "claim"))
    assert outcome.secondary == "claim"


def test_no_secondary_label_counts_as_a_value() -> None:
    assert resolve(votes("claim", "claim", "claim+opinion")).secondary is None


def test_a_tie_of_secondary_labels_leaves_none() -> None:
    assert resolve(votes("claim+opinion", "claim+attribution")).secondary is None
    assert resolve(votes("claim+opinion", "claim")).secondary is None


def test_losers_have_no_say_in_the_secondary_label() -> None:
    outcome = resolve(votes("attribution", "attribution", "claim+opinion"))
    assert outcome.secondary is None


def test_a_review_counts_before_all_votes() -> None:
    review = Ruled("reviewer", ruling("opinion", secondary="claim"))
    outcome = resolve(votes("claim", "claim", "opinion"), adjudication=review)
    assert (outcome.label, outcome.secondary) == ("opinion", "claim")
    assert (outcome.decided_by, outcome.adjudicator) == ("adjudicated", "reviewer")
    assert outcome.agreement == 1 / 3


def test_a_review_that_was_taken_back_decides_nothing() -> None:
    outcome = resolve(votes("claim"), adjudication=Ruled("reviewer", ruling(None)))
    assert (outcome.decided_by, outcome.adjudicator) == ("single", None)


def test_a_review_without_votes_has_no_agreement() -> None:
    outcome = resolve([], adjudication=Ruled("reviewer", ruling("claim")))
    assert (outcome.label, outcome.agreement) == ("claim", None)


def test_where_a_reviewer_finds_that_no_label_fits_there_is_none() -> None:
    review = Ruled("reviewer", ruling(None, decision="none"))
    outcome = resolve(votes("claim", "claim"), adjudication=review)
    assert (outcome.label, outcome.undecided, outcome.adjudicator) == (None, "none", "reviewer")


def test_what_was_accepted_in_bulk_says_what_the_votes_came_to() -> None:
    review = Ruled("reviewer", replace(ruling("claim"), basis="unanimous"))
    outcome = resolve(votes("claim", "claim"), adjudication=review)
    assert (outcome.decided_by, outcome.adjudicator) == ("unanimous", "reviewer")


@pytest.mark.parametrize("cast", [("claim", "claim", "opinion"), ("opinion", "opinion"), ()])
def test_what_the_votes_no_longer_come_to_is_the_reviewers_own_decision(
    cast: tuple[str, ...],
) -> None:
    review = Ruled("reviewer", replace(ruling("claim"), basis="unanimous"))
    outcome = resolve(votes(*cast), adjudication=review)
    assert (outcome.label, outcome.decided_by) == ("claim", "adjudicated")


STATES = st.builds(
    LabelState,
    st.sampled_from(["claim", "opinion", "attribution", None]),
    st.sampled_from(["claim", "opinion", None]),
)
VOTES = st.lists(st.builds(Said, st.text(min_size=1, max_size=3), STATES), max_size=9)


@given(VOTES, st.randoms(use_true_random=False))
def test_the_order_of_the_votes_does_not_matter(cast: list[Said], random: Random) -> None:
    shuffled = random.sample(cast, len(cast))
    assert resolve(shuffled) == resolve(cast)


@given(VOTES)
def test_the_outcome_is_the_definition(cast: list[Said]) -> None:
    labels = [vote.state.label for vote in cast if vote.state.label is not None]
    winners = [label for label, n in Counter(labels).items() if Fraction(n, len(labels)) > 0.5]
    outcome = resolve(cast)
    assert outcome.label == next(iter(winners), None)
    assert (outcome.undecided is None) == bool(winners)
    assert (outcome.decided_by is None) == (not winners)
    if outcome.decided_by in ("single", "unanimous"):
        assert len(set(labels)) == 1
        assert outcome.agreement == 1
    if outcome.decided_by == "majority":
        assert outcome.agreement is not None
        assert 0.5 < outcome.agreement < 1


@given(VOTES, STATES)
def test_one_more_vote_for_the_winner_keeps_it(cast: list[Said], state: LabelState) -> None:
    before = resolve(cast)
    if before.label is not None:
        after = resolve([*cast, Said("another", LabelState(before.label, state.secondary))])
        assert after.label == before.label
