"""The names that outlets go by, and what they mean where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.config import KnownSource, Sourcing, load
from annotations.matching.aliases import Aliases, aliases, cited
from annotations.model import Span

SHIPPED = aliases(load(None, environ={}).config.sources)
NYT, REUTERS = "The New York Times", "Reuters"


def names(text: str, **known: str) -> list[str]:
    return [one.name for one in cited(text, SHIPPED, **known)]


@pytest.mark.parametrize(
    "text", ["The New York Times", "the New York Times", "NYT's", "New  York\nTimes"]
)
def test_a_name_in_full_counts_everywhere(text: str) -> None:
    assert names(f"as {text} reported") == [NYT]


def test_a_name_glued_to_the_next_word_is_still_one() -> None:
    assert names("Report by the New York TimesCiting two officials") == [NYT]


@pytest.mark.parametrize("text", ["NYTX", "CNNs", "EFEkt", "APRIL", "Reutersmann", "xReuters"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert names(f"as {text} is") == []


def test_a_short_name_counts_only_where_the_full_one_stands_before() -> None:
    assert names("the Times reported. The NYT, too. the Times again.") == [NYT, NYT]
    assert [one.name for one in cited("the Times reported", SHIPPED, named=[NYT])] == [NYT]


def test_a_short_name_of_several_means_the_one_named_last() -> None:
    text = "The Los Angeles Times, the Times. The New York Times, the Times."
    la = "Los Angeles Times"
    assert names(text) == [la, la, NYT, NYT]


def test_another_paper_with_the_same_beginning_is_not_meant() -> None:
    assert names("NYT. He reads the Times of Malta and the Times Literary Supplement.") == [NYT]


@pytest.mark.parametrize(
    "words", ["the newspaper", "this report", "This Western newspaper", "the article"]
)
def test_words_that_point_back_mean_the_outlet_named_last(words: str) -> None:
    assert names(f"Reuters said so. NYT said so. {words} goes on.") == [REUTERS, NYT, NYT]


@pytest.mark.parametrize(
    "words", ["the report by the ministry", "the police report", "a newspaper", "the newspapers"]
)
def test_other_reports_do_not_point_back(words: str) -> None:
    assert names(f"NYT said so. {words} said otherwise.") == [NYT]


def test_words_that_point_back_mean_nobody_where_nobody_was_named() -> None:
    assert names("the newspaper said so") == []


def test_the_articles_own_outlet_cites_nobody_by_naming_itself() -> None:
    assert names("Reuters: the BBC said so. Reuters saw it.", own=REUTERS) == ["BBC"]


def test_picture_credits_cite_nobody() -> None:
    assert names("REUTERS\nPhoto: AP\nAP/Ann Lee\n(Reuters/Bo Dahl)\nImage credit: Reuters") == []


def test_a_source_has_one_name_in_chains() -> None:
    assert SHIPPED.canonical("NYT") == SHIPPED.canonical("new york times") == NYT
    assert SHIPPED.canonical("the  Village\nGazette") == "the Village Gazette"
    assert SHIPPED.kind("UN") == "organisation"


def test_without_settings_nothing_is_known() -> None:
    nothing = aliases(Sourcing())
    assert list(cited("the New York Times and the newspaper", nothing)) == []
    assert nothing.canonical("NYT") == "NYT"


def test_names_are_taken_as_they_are_and_not_as_patterns() -> None:
    odd = aliases(Sourcing(known=(KnownSource(name="A+ (News)"), KnownSource(name="[x"))))
    assert [one.name for one in cited("so A+ (News) says, and [x, too", odd)] == ["A+ (News)", "[x"]


@given(
    st.lists(st.sampled_from(["NYT", "the Times", "the newspaper", "AP", "/", "\n", "x ", ". "]))
)
@settings(deadline=None)
def test_what_is_cited_stands_in_the_text_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    at = 0
    for one in cited(text, SHIPPED):
        assert isinstance(one.span, Span)
        assert at <= one.span.start < one.span.end <= len(text)
        at = one.span.end


def test_the_names_of_a_configuration_are_made_ready_once() -> None:
    sources = load(None, environ={}).config.sources
    assert isinstance(aliases(sources), Aliases)
    assert aliases(sources) is aliases(sources)
