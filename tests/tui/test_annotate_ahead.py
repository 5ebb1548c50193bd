"""Neighbours are read ahead; what was read never hides what has changed since."""

import gc
import sqlite3
import weakref
from collections.abc import Callable
from time import monotonic

import pytest
from at_desk import AtDesk, at_desk
from at_work import article
from textual.timer import Timer

from annotations.store import Store
from annotations.store.articles import Articles
from tui import page as pages
from tui.page import KEPT


@pytest.fixture(autouse=True)
def _read_ahead_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 0.01)


@pytest.fixture
def five(store: Store) -> Store:
    for n in range(1, 6):
        article(store, 6, name=f"{n}.txt")
    return store


async def read_ahead(desk: AtDesk, *numbers: int) -> None:
    await desk.until(lambda: all(desk.session.at_hand(number) for number in numbers))
    await desk.idle()


async def test_a_neighbour_read_ahead_is_neither_read_nor_laid_out_when_it_is_opened(
    five: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_desk(five) as desk:
        await read_ahead(desk, 2)
        with monkeypatch.context() as patch:
            patch.setattr(five.articles, "read", lambda _: pytest.fail("read again"))
            patch.setattr(pages, "arrange", lambda *_, **__: pytest.fail("laid out again"))
            await desk.press("]")
            assert "2.txt says 1." in desk.body
        await read_ahead(desk, 1, 3)


async def test_labels_of_an_article_read_ahead_are_those_of_the_moment_it_is_opened(
    five: Store,
) -> None:
    async with at_desk(five) as desk:
        await desk.press("c", "o")
        await read_ahead(desk, 2)
        await desk.press("]", "a", "[")
        assert desk.session.page is not None
        assert desk.session.page.labelled == 2
        assert "■ c" in desk.body
        await desk.saved()
        assert (desk.stored(1), desk.stored(2)) == ("c o - - - -", "a - - - - -")


async def test_another_width_or_layout_is_laid_out_anew(five: Store) -> None:
    async with at_desk(five) as desk:
        await read_ahead(desk, 2)
        await desk.press("b", "]")
        flowing = desk.body
        await desk.resize(70, 30)
        await desk.press("[", "]")
        assert "2.txt says 1." in desk.body
        assert desk.body != flowing


async def test_only_a_few_articles_are_kept(five: Store) -> None:
    async with at_desk(five) as desk:
        for _ in range(4):
            await read_ahead(desk)
            await desk.press("]")
        await desk.idle()
        kept = [number for number in range(1, 6) if desk.session.at_hand(number)]
        assert len(kept) <= KEPT


async def test_an_article_that_cannot_be_read_ahead_is_said_only_when_it_is_opened(
    five: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> str:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 60)
    async with at_desk(five) as desk:
        monkeypatch.setattr(Articles, "read", failing)
        desk.screen.read_ahead()
        await desk.idle()
        assert "disk I/O error" not in desk.foot
        await desk.press("]")
        assert "disk I/O error" in desk.foot


async def test_what_a_thread_read_with_is_let_go_of_at_once(five: Store) -> None:
    async with at_desk(five) as desk:
        await read_ahead(desk, 2)
        gc.disable()
        try:
            ahead = desk.screen.ahead()
            assert ahead is not None
            seen = weakref.ref(ahead)
            desk.screen.in_thread("ahead", None, ahead.read)
            del ahead
            await desk.idle()
            assert seen() is None
        finally:
            gc.enable()


async def test_what_was_never_read_is_let_go_of_when_something_newer_is_asked(five: Store) -> None:
    async with at_desk(five) as desk:
        await read_ahead(desk, 2)
        gc.disable()
        try:
            first = desk.screen.ahead()
            assert first is not None
            seen = weakref.ref(first)
            desk.screen.in_thread("ahead", None, first.read)
            del first
            desk.screen.read_ahead()
            await desk.idle()
            assert seen() is None
        finally:
            gc.enable()


async def test_a_start_is_over_before_anything_is_read_ahead(
    five: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 60)
    waits: list[float] = []
    async with at_desk(five) as desk:
        screen = desk.screen
        there = screen.set_timer

        def noted(delay: float, callback: Callable[[], None]) -> Timer:
            waits.append(delay)
            return there(delay, callback)

        monkeypatch.setattr(screen, "set_timer", noted)
        screen.read_ahead_soon()
        monkeypatch.setattr("tui.screens.reading.monotonic", lambda: monotonic() + 3600)
        screen.read_ahead_soon()
    assert 120 < waits[0] <= 300
    assert waits[1] == 60
