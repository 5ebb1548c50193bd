"""Text in columns: cells, cropping, folding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.display import visible
from tui.cli.table import cells, fitted, folded, row
from tui.cli.talk import counted


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("字幕", 4), ("e\u0301", 1), ("Прес", 4), ("", 0), ("a\u200db", 2)],
)
def test_width_is_counted_in_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_what_is_too_long_is_cropped_and_what_is_short_is_filled() -> None:
    assert fitted("abcdef", 4) == "abc…"
    assert fitted("字幕字幕", 4) == "字… "
    assert fitted("ab", 4) == "ab  "
    assert fitted("a\x1b[b", 6) == "a␛[b  "


def test_numbers_stand_to_the_right() -> None:
    assert row(("a", 7, "b"), (3, 3, 3)) == "a      7  b"
    assert row(("a", None), (3, 3)) == "a"


def test_words_stay_whole_where_they_fit() -> None:
    assert list(folded("one two three", 7)) == ["one two", "three"]
    assert list(folded("a extraordinary", 6)) == ["a", "extrao", "rdinar", "y"]
    assert list(folded("  ", 7)) == []
    assert list(folded("字幕", 1)) == ["字", "幕"]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, st.integers(2, 30))
def test_a_fitted_text_is_as_wide_as_asked(text: str, width: int) -> None:
    assert cells(fitted(text, width)) == width


@given(TEXTS, st.integers(2, 30))
def test_folding_loses_nothing_but_blanks_and_fits(text: str, width: int) -> None:
    lines = list(folded(text, width))
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "row") == "1 row"
    assert counted(2000, "row") == "2,000 rows"
