"""Sentences at hand are those that were read, held in less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Sentence
from annotations.text.canonical import canonical
from annotations.text.segment import segment
from tui.sentences import Sentences

TEXT = "One is short. Two too.\nThree is “new”.\n\nA fourth, 谈判。"


def sentences_of(text: str, first: int = 41) -> list[Sentence]:
    return [
        Sentence(first + at, f"{first + at:032x}", at + 1, start, end, text[start:end])
        for at, (start, end) in enumerate(segment(text))
    ]


PARTS = ["He left. ", "Why? ", "\n", "“So,” ", "谈判。", "é"]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_any_sentences_come_out_as_they_were_put_in(parts: list[str]) -> None:
    text = canonical("".join(parts))
    read = sentences_of(text)
    held = Sentences(text, read)
    assert list(held) == read == [held[at] for at in range(len(held))]
    assert list(held.numbers) == [sentence.number for sentence in read]


def test_they_are_asked_for_as_those_of_a_list_are() -> None:
    read = sentences_of(TEXT)
    held = Sentences(TEXT, read)
    assert (len(held), held[-1], held[1:3]) == (len(read), read[-1], read[1:3])
    assert read[2] in held
    for beyond in (len(read), -len(read) - 1):
        with pytest.raises(IndexError):
            held[beyond]


def test_no_sentences_are_none() -> None:
    held = Sentences("", [])
    assert not held
    assert (list(held), list(held.numbers)) == ([], [])
