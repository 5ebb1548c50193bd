import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.canonical import canonical
from annotations.text.segment import segment
from annotations.text.titles import cut, title_of


def title(text: str) -> str:
    return title_of(text, segment(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skip to content\nTalks go on in Geneva\nThey go on.", "Talks go on in Geneva"),
        (
            "News\nThe talks go on in Geneva. Nobody\nOther story of the day here",
            "The talks go on in Geneva.",
        ),
        ("By Ann Lee and Bob Ray\nTalks go on in Geneva", "Talks go on in Geneva"),
        ("Monday, 25 December 2023 at noon\nTalks go on in Geneva", "Talks go on in Geneva"),
        ("December 23, 2023 5:40 PM\nTalks go on in Geneva", "Talks go on in Geneva"),
        ("Published on Monday by us all\nTalks go on in Geneva", "Talks go on in Geneva"),
        ("{{#show this thing here}}\nTalks go on in Geneva", "Talks go on in Geneva"),
        ("# Talks go on in Geneva\nText.", "Talks go on in Geneva"),
        ("Will the talks go on?\nThe talks go on in Geneva.", "Will the talks go on?"),
        ("谈判将于下周继续\n总统表示。", "谈判将于下周继续"),
        ("Short\nAlso short", "Short"),
        ("Talks  go\u00a0on in\tGeneva", "Talks go on in Geneva"),
        ("", ""),
    ],
)
def test_the_title_is_the_headline_or_the_first_sentence(text: str, expected: str) -> None:
    assert title(text) == expected


def test_a_long_first_sentence_is_cut_after_a_word() -> None:
    found = title("The officials said " + "that the talks would go on, " * 10 + "or not.")
    assert len(found) <= 101
    assert found.endswith(("talks…", "would…", "the…", "that…", "go…", "on…"))


def test_a_headline_is_kept_whole_where_a_sentence_would_be_cut() -> None:
    headline = "Talks in Geneva go on " + "and on " * 15 + "for a week"
    assert title(headline) == headline


def test_a_word_without_end_is_cut_anywhere() -> None:
    assert cut("x" * 500, 100) == "x" * 99 + "…"


@given(st.text(st.characters(exclude_categories=["Cs"])).map(canonical))
def test_a_title_is_one_line_of_bounded_length(text: str) -> None:
    found = title(text)
    assert len(found) <= 161
    assert "\n" not in found
    assert found == found.strip()
