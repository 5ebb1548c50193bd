"""Regions of an article: found as by walking through it, without walking through it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Article, Change, LabelState, Sentence, Suggestion
from tui.page import Page

NAMES = ("boilerplate", "claim", None)
N = 8

name = st.sampled_from(NAMES)
place = st.integers(0, N - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("label"), place, name),
        st.tuples(st.just("ghost"), place, name),
        st.tuples(st.just("haunt"), st.lists(name, min_size=N, max_size=N)),
        st.tuples(st.just("other label"), place),
    ),
    max_size=12,
)


def suggestion(label: str | None) -> Suggestion | None:
    return Suggestion(label, None, 0.9, "why", "rules/1") if label else None


def page_of(n: int) -> Page:
    sentences = [
        Sentence(21 + at, f"{at:032x}", at + 1, 2 * at, 2 * at + 1, ".") for at in range(n)
    ]
    article = Article(
        number=1,
        id="0" * 64,
        name="a.txt",
        title="A",
        source="",
        url="",
        published="",
        sentences=n,
        labelled=0,
        flagged=0,
    )
    page = Page(article, ". " * n, sentences, [LabelState()] * n)
    page.haunt([None] * n)
    return page


def walked(page: Page, index: int, label: str) -> tuple[list[int], int]:
    """The same, sentence by sentence."""
    ghosts = [page.ghost(at) for at in range(len(page.states))]
    called = [
        ghost.label if ghost else state.label
        for ghost, state in zip(ghosts, page.states, strict=True)
    ]
    if called[index] != label:
        return [], 0
    first = last = index
    while first > 0 and called[first - 1] == label:
        first -= 1
    while last < len(called) - 1 and called[last + 1] == label:
        last += 1
    region = list(range(first, last + 1))
    return region, sum(ghosts[at] is not None for at in region)


@given(steps)
def test_a_region_is_that_which_is_found_sentence_by_sentence(
    done: list[tuple[object, ...]],
) -> None:
    page, label = page_of(N), "boilerplate"
    for step in done:
        match step:
            case ("label", int(at), said):
                state = LabelState(said if isinstance(said, str) else None)
                page.apply([Change(21 + at, page.states[at], state)])
            case ("ghost", int(at), said):
                page.set_ghost(at, suggestion(said if isinstance(said, str) else None))
            case ("haunt", list(all_of)):
                page.haunt([suggestion(one) for one in all_of])
            case ("other label", int(at)):
                page.region(at, "claim")
        for index in range(N):
            region, waiting = page.region(index, label)
            assert (list(region), waiting) == walked(page, index, label)


def test_a_region_that_is_known_is_not_walked_through_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = page_of(2_000)
    page.haunt([suggestion("boilerplate")] * 2_000)
    assert page.region(0, "boilerplate") == (range(2_000), 2_000)
    asked: list[int] = []
    ghost = Page.ghost

    def counted(self: Page, index: int) -> Suggestion | None:
        asked.append(index)
        return ghost(self, index)

    monkeypatch.setattr(Page, "ghost", counted)
    for index in range(50):
        page.apply([Change(21 + index, LabelState(), LabelState("claim"))])
        assert page.region(index + 1, "boilerplate")[1] == 1_999 - index
    assert asked == list(range(50))
