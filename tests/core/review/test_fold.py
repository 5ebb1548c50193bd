import itertools
from collections import Counter

import pytest
from support import event

from annotations.model import LabelEvent, LabelState
from annotations.review import fold

ARTICLE = {1: 10, 2: 10, 3: 11}


def states(*events: LabelEvent) -> dict[fold.Pair, LabelState]:
    return fold.current(events)


def test_the_last_event_of_a_pair_is_its_state_in_whatever_order_they_are_read() -> None:
    events = [event(1, "claim", at=3), event(1, "opinion", at=5), event(1, None, at=4)]
    for order in itertools.permutations(events):
        assert states(*order) == {(1, "ada"): LabelState("opinion")}


def test_of_two_events_at_the_same_time_the_later_id_counts() -> None:
    first, second = event(1, "claim", at=3), event(1, "opinion", at=3)
    assert states(second, first)[1, "ada"].label == "opinion"


def test_progress_counts_labels_and_flags_and_knows_who_has_said_anything() -> None:
    said = states(
        event(1, "claim"),
        event(2, None, flags=("check",)),
        event(3, None),
        event(3, "opinion", annotator="ben"),
    )
    assert fold.progress(said, ARTICLE) == {
        ("ada", 10): (1, 1),
        ("ada", 11): (0, 0),
        ("ben", 11): (1, 0),
    }


def test_the_tally_leaves_out_what_nobody_says_any_more() -> None:
    said = states(event(1, "claim", at=1), event(1, "opinion", at=2), event(2, "opinion"))
    assert fold.tally(said, ARTICLE) == {("ada", 10, "opinion"): 2}


@pytest.mark.parametrize(
    ("of_ada", "of_ben", "expected"),
    [("claim", "claim", {}), ("claim", "opinion", {1: (500, False)}), ("claim", None, {})],
)
def test_a_sentence_is_disputed_when_labels_differ(
    of_ada: str, of_ben: str | None, expected: dict[int, tuple[int, bool]]
) -> None:
    said = states(event(1, of_ada), event(1, of_ben, annotator="ben"))
    assert fold.disputed(said, {}) == expected


@pytest.mark.parametrize(("votes", "expected"), [("aab", 333), ("abc", 666), ("aaab", 250)])
def test_the_more_votes_the_winner_lacks_the_worse_the_dispute(votes: str, expected: int) -> None:
    assert fold.severity(Counter(votes)) == expected
