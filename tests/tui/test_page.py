import pytest

from annotations.model import Article, Change, LabelState, Sentence
from tui.page import Page

CLAIM = LabelState("claim")
FIRST = 11
"""Number of the first sentence."""


def page(*states: LabelState) -> Page:
    sentences = [
        Sentence(FIRST + index, f"{index:032x}", index + 1, index * 2, index * 2 + 1, "x")
        for index in range(len(states))
    ]
    return Page(
        article=Article(
            number=1, id="0" * 64, name="a.txt", title="A", source=None, url=None, published=None,
            sentences=len(states), labelled=0, flagged=0,
        ),
        text="x " * len(states),
        sentences=sentences,
        states=list(states),
    )  # fmt: skip


def test_sentences_are_found_by_number() -> None:
    three = page(*[LabelState()] * 3)
    assert [three.index_of(number) for number in (10, 11, 13, 14)] == [None, 0, 2, None]
    assert three.index_of(None) is None
    assert page().index_of(11) is None


@pytest.mark.parametrize(("start", "found"), [(0, 1), (1, 1), (2, 3), (4, None)])
def test_the_first_unlabelled_sentence_from_an_index(start: int, found: int | None) -> None:
    assert page(CLAIM, LabelState(), CLAIM, LabelState()).unlabelled_from(start) == found


def test_a_page_is_finished_when_every_sentence_has_a_label() -> None:
    assert page(CLAIM, CLAIM).finished
    assert page().finished
    assert not page(CLAIM, LabelState(flags=("check",))).finished
    assert page(CLAIM).unlabelled_from(0) is None


def test_changes_keep_the_count_of_labels_right() -> None:
    two = page(LabelState(), CLAIM)
    touched = two.apply(
        [
            Change(FIRST, LabelState(), CLAIM),
            Change(FIRST + 1, CLAIM, LabelState("opinion")),
            Change(FIRST + 9, LabelState(), CLAIM),
        ]
    )
    assert touched == {0, 1}
    assert (two.labelled, two.finished) == (2, True)
    assert two.apply([Change(FIRST, CLAIM, LabelState(note="n"))]) == {0}
    assert (two.labelled, two.finished) == (1, False)
    assert two.states == [LabelState(note="n"), LabelState("opinion")]


def test_flags_are_counted_as_they_come_and_go() -> None:
    one = page(LabelState(), CLAIM)
    flagged = LabelState(flags=("check",))
    one.apply([Change(FIRST, LabelState(), flagged)])
    assert one.flagged == 1
    one.apply([Change(FIRST, flagged, LabelState())])
    assert one.flagged == 0
