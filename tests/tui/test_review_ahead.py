"""Long articles of a queue are read ahead; what was read never hides what was said since."""

import sqlite3

import pytest
from at_review import AtReview, at_review, say
from reviewing import review as said_by
from reviewing import rule, ruling
from support import add_article

from annotations.store import Store
from annotations.store.articles import Articles
from tui import bench
from tui import page as pages

LONG = 12
"""Sentences of the article that counts as long here; sentence 4 of the database is its first."""


@pytest.fixture(autouse=True)
def _soon_and_for_few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 0.01)
    monkeypatch.setattr(bench, "LONG", LONG)


@pytest.fixture
def three(store: Store) -> Store:
    """Short, long, short: in each the first two sentences are disputed."""
    first = 1
    for name, n in (("a", 3), ("b", LONG), ("c", 3)):
        add_article(store, [f"{name} says {i}." for i in range(1, n + 1)], name=f"{name}.txt")
        for sentence in (first, first + 1):
            say(store, sentence, "claim", annotator="ada")
            say(store, sentence, "opinion", annotator="ben")
        first += n
    return store


async def read_ahead(review: AtReview, number: int) -> None:
    await review.until(lambda: review.session.at_hand(number) is not None)
    await review.idle()


async def test_the_next_long_article_is_neither_read_nor_laid_out_when_it_is_opened(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(three) as review:
        await read_ahead(review, 2)
        monkeypatch.setattr(three.articles, "read", lambda _: pytest.fail("read again"))
        monkeypatch.setattr(pages, "arrange", lambda *_, **__: pytest.fail("laid out again"))
        await review.press("y", "y")
        assert review.at == 4
        assert "b says 1." in review.body


async def test_what_was_said_meanwhile_of_an_article_read_ahead_is_shown(three: Store) -> None:
    async with at_review(three) as review:
        await read_ahead(review, 2)
        say(three, 6, "claim", annotator="cleo")
        rule(three, said_by(7, ruling("opinion"), reviewer="max"))
        await review.press("y", "y")
        page = review.session.page
        assert page is not None
        assert [page.states[index].label for index in (2, 3, 4)] == ["claim", "opinion", None]


async def test_the_article_just_left_is_at_hand(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_review(three) as review:
        await review.press("j", "j", "j", "j")
        assert review.at == 4 + LONG
        monkeypatch.setattr(three.articles, "read", lambda _: pytest.fail("read again"))
        await review.press("k")
        assert review.at == 5
        assert "b says 1." in review.body


async def test_short_articles_are_not_worth_a_thread(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 3600.0)  # nothing is at hand already
    async with at_review(three) as review:
        await review.press("G")
        assert review.session.next_articles() == [2]
        await review.press("k", "k")
        assert review.session.next_articles() == []


async def test_what_cannot_be_read_ahead_is_said_only_when_it_is_opened(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> str:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(bench, "LONG", 1)
    async with at_review(three) as review:
        await read_ahead(review, 2)
        monkeypatch.setattr(Articles, "read", failing)
        await review.press("y", "y")
        await review.idle()
        assert "b says 1." in review.body
        assert "disk I/O error" not in review.foot
        await review.press("G")
        assert "disk I/O error" in review.foot
