"""When two sentences are the same: normal form, fingerprint, marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.splits.same import Marked, fingerprint, normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes,” he said.", '"Yes", he said'),
        ("The  price rose 5%.", "the price\nrose 5 %"),
        ("STRASSE", "straße"),
        ("ﬁne", "fine"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("„Так“, — сказал он", "Так, сказал он."),
    ],
)
def test_case_blanks_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("It rose.", "It did rose."), ("5 dead", "6 dead"), ("***", "---"), ("a b", "ab")],
)
def test_other_words_make_another_sentence(one: str, other: str) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_scripts_without_blanks_are_read_character_by_character() -> None:
    assert normal("東京は、晴れ。Tokyo2025") == "東 京 は 晴 れ tokyo2025"


@given(st.text())
def test_a_normal_form_is_its_own(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_a_fingerprint_is_the_same_on_every_machine() -> None:
    assert fingerprint("Hello, world!") == 0x878633AA32A3B150  # b2sum -l 64 of "hello world"


@given(st.sets(st.integers(0, 2**64 - 1)), st.data())
def test_marks_are_those_set(held: set[int], data: st.DataObject) -> None:
    marked = Marked([*held, *held])
    assert len(marked) == len(held)
    known = dict.fromkeys(held, 0)
    for one in data.draw(st.lists(st.sampled_from(sorted(held)) if held else st.nothing())):
        bit = 1 + one % 2
        marked.mark(one, bit)
        known[one] |= bit
    assert {one: marked.marks(one) for one in held} == known


def test_what_is_not_in_the_set_has_no_marks() -> None:
    marked = Marked([1, 2**63])
    marked.mark(7, 1)
    assert marked.marks(7) is None
    assert marked.marks(2**64 - 1) is None
