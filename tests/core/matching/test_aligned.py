"""A text set beside a base, word by word."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.aligned import Piece, align, base_of, changed, marked, text_of

WORDS = [
    "He", "he", "is", "not", "willing", "to", "retreat", "one", "a", "metre", ",", ".", "“", "”",
    '"', "’s", " ", "\t", "\n", "Kyiv",
]  # fmt: skip
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(base: str, text: str) -> None:
    pieces = align(base, text)
    assert text_of(pieces) == text
    assert base_of(pieces) == base


@given(TEXTS, TEXTS)
def test_no_two_pieces_in_a_row_are_of_one_kind(base: str, text: str) -> None:
    for one, other in pairwise(align(base, text)):
        assert (one.kind, other.kind) in {
            ("same", "out"),
            ("same", "in"),
            ("out", "in"),
            ("out", "same"),
            ("in", "same"),
        }


@given(TEXTS)
def test_a_text_beside_itself_is_all_the_same(text: str) -> None:
    assert align(text, text) == ((Piece("same", text, text),) if text else ())


@given(TEXTS, TEXTS)
def test_drawing_adds_marks_alone(base: str, text: str) -> None:
    pieces = align(base, text)
    assert len(changed(pieces)) >= len(text)
    assert text == "".join(piece.text for piece in pieces if piece.kind != "out")


def test_what_went_and_what_came_are_marked() -> None:
    pieces = align(
        "He's not willing to retreat one metre.", "He's not willing to back down a metre."
    )
    assert marked(pieces) == "He's not willing to [-retreat one-] {+back down a+} metre."
    assert changed(pieces) == "He's not willing to [back down a] metre."


def test_marks_and_case_are_no_change() -> None:
    pieces = align("“He’s WILLING” to stay", '"he\'s willing" to stay')
    assert [piece.kind for piece in pieces] == ["same"]
    assert pieces[0].was == "“He’s WILLING” to stay"


def test_edits_with_next_to_nothing_between_them_are_one() -> None:
    pieces = align("Troops left the old town of Riga", "Soldiers entered the new port of Riga")
    assert [piece.kind for piece in pieces] == ["out", "in", "same"]


def test_a_word_of_content_between_two_edits_stays() -> None:
    pieces = align("would lead to 20% of Ukraine's land", "would leave about 20% of the land")
    assert "20%" in "".join(piece.text for piece in pieces if piece.kind == "same")


@pytest.mark.parametrize(("base", "text", "drawn"), [("", "x", "{+x+}"), ("x", "", "[-x-]")])
def test_an_empty_side_is_all_out_or_in(base: str, text: str, drawn: str) -> None:
    assert marked(align(base, text)) == drawn


def test_a_hundred_thousand_words_are_aligned_in_time() -> None:
    start = time.process_time()
    pieces = align("x " + "a b " * 50_000, "y " + "b c " * 50_000)
    assert time.process_time() - start < 2.0
    assert text_of(pieces).startswith("y b c")
