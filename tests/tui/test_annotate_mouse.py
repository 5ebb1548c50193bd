from at_desk import at_desk
from at_work import article, paragraph
from support import add_article
from textual.events import MouseScrollDown

from annotations.store import Store


async def test_a_click_on_a_sentence_goes_there(store: Store) -> None:
    article(store, 6)
    async with at_desk(store) as desk:
        await desk.click(desk.screen.body, "says 4")
        assert desk.session.cursor == 3
        await desk.press("o")
        await desk.saved()
        assert desk.stored(1) == "- - - o - -"


async def test_a_click_between_wide_characters_finds_the_right_sentence(store: Store) -> None:
    paragraph(store, ["乌克兰总统周五表示。", "俄罗斯没有立即回应。", "会谈举行。"])
    async with at_desk(store) as desk:
        body = desk.screen.body
        line = next(n for n, text in enumerate(desk.body.split("\n")) if "乌克兰" in text)
        start = body._left + 10
        for column, sentence in ((1, 0), (19, 0), (22, 1), (40, 1), (43, 2)):
            await desk.pilot.click(body, offset=(start + column, line))
            await desk.rounds()
            assert desk.session.cursor == sentence


async def test_a_click_on_an_article_opens_it(store: Store) -> None:
    for n in (1, 2, 3):
        article(store, 3, name=f"{n}.txt")
    async with at_desk(store) as desk:
        await desk.click(desk.screen.articles, "3.txt")
        assert "3.txt says 1." in desk.body


async def test_a_click_on_the_open_article_moves_nothing(store: Store) -> None:
    article(store, 5, name="1.txt")
    async with at_desk(store) as desk:
        await desk.press("j", "j")
        await desk.click(desk.screen.articles, "1.txt")
        assert desk.session.cursor == 2


async def test_a_click_on_the_key_bar_does_what_the_key_does(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.click(desk.screen.keys, "opinion")
        await desk.saved()
        assert desk.stored(1) == "o - -"
        await desk.click(desk.screen.keys, "undo")
        await desk.saved()
        assert desk.stored(1) == "- - -"
        await desk.click(desk.screen.keys, "help")
        assert "take the label off" in desk.reader


async def test_a_click_on_a_hit_opens_it(store: Store) -> None:
    add_article(store, ["One thing.", "Another thing.", "The zebra."])
    async with at_desk(store) as desk:
        await desk.press("/")
        await desk.type("zebra")
        await desk.click(desk.screen.finder.choices, "zebra")
        assert not desk.screen.finder.visible
        assert desk.session.cursor == 2


async def test_a_click_elsewhere_does_not_take_the_line_away_from_who_is_typing(
    store: Store,
) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("m", "o", "n")
        await desk.pilot.click(desk.screen.header[0], offset=(3, 0))
        await desk.press("e")
        assert desk.screen.finder.text == "one"


async def test_a_click_where_nothing_is_does_nothing(store: Store) -> None:
    article(store, 2)
    async with at_desk(store) as desk:
        await desk.pilot.click(desk.screen.body, offset=(20, 30))
        await desk.pilot.click(desk.screen.articles, offset=(5, 30))
        assert desk.session.cursor == 0
        assert not desk.session.unsaved


async def test_the_wheel_scrolls_and_the_cursor_stays(store: Store) -> None:
    article(store, 200)
    async with at_desk(store) as desk:
        await desk.pilot._post_mouse_events([MouseScrollDown], desk.screen.body, (20, 5), 0)
        await desk.rounds()
        assert desk.screen.body.scroll_offset.y > 0
        assert desk.session.cursor == 0
        await desk.press("j")
        assert "▌" in desk.body
