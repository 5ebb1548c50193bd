"""What happens around the app while it is open: imports, early failures, stray clicks."""

from typing import Any

import pytest
from at_desk import at_desk
from at_work import article
from support import add_article, events_in

from annotations.errors import NotSaved
from annotations.store import Store
from annotations.store.writer import Writer


async def test_a_newer_version_of_the_open_article_is_opened_at_the_next_label(
    store: Store,
) -> None:
    number = article(store, 3)
    async with at_desk(store) as desk:
        add_article(store, ["One edited.", "Two edited."], replaces=number)
        await desk.press("c")
        await desk.until(lambda: "a newer version was imported: this is it" in desk.foot)
        assert "One edited." in desk.body
        await desk.press("o")
        await desk.saved()

    labelled = [(event.sentence, event.state.label) for event in events_in(store)]
    assert labelled == [(1, "claim"), (4, "opinion")]


async def test_the_newest_version_of_where_one_stopped_is_opened(store: Store) -> None:
    number = article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("j", "q")
        await desk.until(lambda: not desk.app.is_running)
    article(store, 2)
    add_article(store, ["Edited once.", "Twice."], replaces=number)

    async with at_desk(store) as desk:
        assert "Edited once." in desk.body


async def test_a_click_elsewhere_does_not_move_a_note_that_is_being_written(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("m", "w", "h", "y")
        await desk.pilot.click("#body", offset=(20, 6))
        await desk.press("enter")
        await desk.saved()

    noted = [(event.sentence, event.state.note) for event in events_in(store)]
    assert noted == [(1, "why")]


async def test_what_a_note_held_is_harmless_in_the_line_it_is_edited_in(store: Store) -> None:
    article(store, 1)
    async with at_desk(store) as desk:
        desk.app.session.note("a\x1b]0;title\x07b\u202ec")
        await desk.saved()
        await desk.press("m")
        assert desk.app.desk.finder.text == "a␛]0;title␇b\u241ac"


async def test_a_writer_that_fails_before_the_screen_stands_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(store, 2)
    whole, tries = Writer._commit, [0]

    def first_fails(self: Writer, *arguments: Any) -> None:
        tries[0] += 1
        if tries[0] == 1:
            raise NotSaved("the disk that holds it is full")
        whole(self, *arguments)

    monkeypatch.setattr(Writer, "_commit", first_fails)
    async with at_desk(store) as desk:
        await desk.press("c")
        await desk.saved()

    assert [event.state.label for event in events_in(store)] == ["claim"]


async def test_an_article_that_came_in_is_in_the_list_once_it_is_open(store: Store) -> None:
    article(store, 1, name="old.txt")
    async with at_desk(store) as desk:
        await desk.press("c")
        article(store, 2, name="new.txt")
        await desk.press("n")
        await desk.idle()
        assert "new.txt says 1." in desk.body
        assert "new.txt" in desk.articles
        await desk.press("[")
        assert "old.txt says 1." in desk.body
        await desk.press("]")
        assert "new.txt says 1." in desk.body
