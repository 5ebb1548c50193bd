"""What stands in front of an article and behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggesting import golden_samples, of_lines

from annotations.suggesters import Region, regions

BODY = (
    "Council approves the new bridge over the river",
    "The council approved the bridge over the river on Monday.",
    "It will cost 20 million and open in two years from now.",
)


def found(*lines: str) -> list[Region]:
    return regions(of_lines(*lines).sentences)


def test_lines_in_front_of_the_headline_are_a_region() -> None:
    assert found("Skip to content", "News", *BODY) == [Region(0, 2, "before the headline", 0.85)]


def test_an_article_that_begins_with_its_headline_has_none() -> None:
    assert found(*BODY) == []


@pytest.mark.parametrize(
    "marker",
    [
        "More Stories",
        "NEWS FEED",
        "Leave a Reply",
        "Post a comment",
        "Editors’ Picks",
        "Load more…",
        "Add new comment",
        "No comments",
        "# # #",
        "ENDS",
        "Notes to editors",
    ],
)
def test_everything_behind_a_marker_is_a_region(marker: str) -> None:
    lines = (*BODY, marker, "Storm hits the coast", "It rained in many places on Tuesday morning.")
    (region,) = found(*lines)
    assert (region.start, region.end) == (3, 6)
    assert marker.rstrip("…") in region.reason


def test_a_weak_marker_opens_a_tail_only_where_no_running_text_follows() -> None:
    assert found(*BODY, "Related", *BODY[1:]) == []
    assert found(*BODY, "Related", "Storm hits the coast")[0].start == 3


def test_a_marker_in_front_of_the_running_text_is_none() -> None:
    assert found(BODY[0], "More Stories", *BODY[1:]) == []


def test_a_number_of_comments_opens_a_tail_where_no_more_follows_than_stood_before() -> None:
    assert found(*BODY, "(0) comments", "Be nice to all others who write here, please.") != []
    assert (
        found(*BODY, "12 comments", *BODY[1:], "It is the longest bridge of all in the country.")
        == []
    )


def test_a_line_by_itself_in_front_of_the_text_may_be_the_headline() -> None:
    assert found("Overstepping", *BODY[1:]) == []
    assert found("Advertisement", *BODY[1:]) == [Region(0, 1, "before the headline", 0.85)]


def test_a_number_in_a_list_ends_no_release() -> None:
    assert found(*BODY, "30", *BODY[1:]) == []


def test_a_marker_inside_a_sentence_is_none() -> None:
    assert found(*BODY, "Post a comment, the mayor asked everybody, and many did so.") == []


def test_a_teaser_that_breaks_off_belongs_to_the_tail() -> None:
    teaser = ("Ann Lee: Why the bridge matters", "I stood at the river.", "The water was high…")
    assert found(*BODY, *teaser, "News Feed", "5:15 AM")[0].start == 3


def test_regions_of_the_samples_hold_boilerplate_alone() -> None:
    for asked, gold in golden_samples():
        for region in regions(asked.sentences):
            labels = {label for label, _ in gold[region.start : region.end]}
            assert labels == {"boilerplate"}


@given(st.lists(st.sampled_from([*BODY, "More Stories", "News", "Related", "Off it goes…"])))
def test_regions_are_in_order_without_overlap(lines: list[str]) -> None:
    at = 0
    for region in found(*lines):
        assert at <= region.start < region.end <= len(lines)
        at = region.end
