"""Copies of a sentence among many, found by their characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.nearly import ALIKE, Copy, copies

LINE = "The council approved the bridge over the river on Monday."


def test_a_copy_is_found_whatever_case_and_blanks() -> None:
    assert copies([f"  {LINE.upper()} ".replace(" ", "  ")], ["Other.", LINE]) == [Copy(1, 1.0)]


def test_a_changed_word_is_nearly_the_same() -> None:
    (copy,) = copies([LINE.replace("Monday", "Sunday")], [LINE])
    assert copy is not None
    assert ALIKE <= copy.likeness < 1


def test_other_sentences_are_no_copies() -> None:
    assert copies(["The mayor spoke of the harbour.", ""], [LINE, ""]) == [None, None]


@pytest.mark.parametrize("short", ["Yes, he said.", "Subscribe"])
def test_short_sentences_are_copies_only_when_equal(short: str) -> None:
    assert copies([short, short[:-1]], [short]) == [Copy(0, 1.0), None]


def test_the_best_is_taken_and_of_equals_the_first() -> None:
    near = LINE.replace("Monday", "Mondays")
    assert copies([LINE], [near, LINE, LINE]) == [Copy(1, 1.0)]


@given(st.lists(st.text(min_size=1, max_size=40)), st.lists(st.text(max_size=40)))
def test_each_sentence_gets_an_answer_and_every_known_one_is_its_own_copy(
    asked: list[str], known: list[str]
) -> None:
    assert len(copies(asked, known)) == len(asked)
    for text, copy in zip(asked, copies(asked, asked), strict=True):
        assert copy is None or copy.likeness == 1
        assert (copy is None) == (not text.split())
