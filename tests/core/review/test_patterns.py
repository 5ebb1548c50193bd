from annotations.review.patterns import (
    NO_SECONDARY,
    Patterns,
    RatedPatterns,
    Rating,
    between,
    complete,
    primary,
    secondary,
    shared,
    values,
    without,
)

CLAIM, SAID, TEASER = Rating("claim", None), Rating("said", "claim"), Rating("boiler", None)
RATINGS: RatedPatterns = {
    (CLAIM, SAID): 3,
    (SAID, SAID): 2,
    (TEASER, TEASER): 5,
    (TEASER, CLAIM): 1,
    (None, TEASER): 7,
    (None, None): 4,
    (CLAIM, None): 6,
}


def test_primary_labels_are_counted_whatever_the_secondary() -> None:
    ratings: RatedPatterns = {(CLAIM, SAID): 3, (CLAIM, Rating("said", None)): 2, (None, CLAIM): 1}
    assert primary(ratings) == {("claim", "said"): 5, (None, "claim"): 1}


def test_having_no_secondary_label_is_a_value() -> None:
    assert secondary({(CLAIM, SAID): 3, (TEASER, SAID): 2, (None, SAID): 1}) == {
        (NO_SECONDARY, "claim"): 5,
        (None, "claim"): 1,
    }


def test_what_all_call_boilerplate_is_left_out_and_what_they_differ_on_stays() -> None:
    assert without(RATINGS, "boiler") == {
        (CLAIM, SAID): 3,
        (SAID, SAID): 2,
        (TEASER, CLAIM): 1,
        (CLAIM, None): 6,
    }


def test_shared_and_complete_and_between() -> None:
    patterns: Patterns = {
        ("a", "b", None): 2,
        ("a", None, None): 3,
        ("a", "a", "a"): 1,
        ("b", "b", "b"): 0,
    }
    assert shared(patterns) == {("a", "b", None): 2, ("a", "a", "a"): 1}
    assert complete(patterns) == {("a", "a", "a"): 1}
    assert between(patterns, 0, 1) == {("a", "b"): 2, ("a", "a"): 1}
    assert between(patterns, 1, 2) == {("a", "a"): 1}


def test_values_that_do_not_occur_are_not_listed() -> None:
    assert values({("b", None): 1, ("z", "a"): 1, ("q", "q"): 0}, order=["x", "z"]) == [
        "z",
        "a",
        "b",
    ]
