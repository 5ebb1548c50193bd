"""What articles and people may hold must not act on the terminal, and annotating is blind."""

from at_desk import AtDesk, at_desk
from at_work import article
from support import add_article, append, event
from textual import events

from annotations.store import Store

MARKUP = "[@click=app.quit]Press [bold red]here[/]"
ESCAPES = "\x1b[31mred\x1b]52;c;Zm9v\x07 \x9b2J \u202egnorw\u202c"


def check_harmless(desk: AtDesk) -> None:
    """No control character is painted, and no segment does anything when clicked."""
    for line in desk.segments():
        for segment in line:
            assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in segment.text)
            assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067") & set(segment.text)
            if segment.style:
                assert segment.style.link is None
                assert not segment.style.meta


async def test_markup_and_escapes_in_an_article_are_painted_literally(store: Store) -> None:
    add_article(
        store,
        [MARKUP + " now.", ESCAPES + " said nobody.", "A third."],
        name=MARKUP + ".txt",
        title=MARKUP + ESCAPES,
        source=MARKUP,
    )
    for size in ((120, 40), (80, 24), (200, 60)):
        async with at_desk(store, size=size) as desk:
            assert MARKUP in desk.body
            assert "␛[31mred" in desk.body
            check_harmless(desk)
            await desk.press("/")
            await desk.type("press")
            assert MARKUP in desk.choices
            check_harmless(desk)
            await desk.press("escape", "f5")
            await desk.idle()
            assert "[@click" in desk.reader
            check_harmless(desk)
            await desk.press("q")
            await desk.click(desk.screen.body, "Press")
            assert desk.app.is_running


async def test_markup_in_notes_names_and_labels_is_painted_literally(store: Store) -> None:
    article(store, 3)
    name = MARKUP + ESCAPES
    append(
        store,
        event(1, MARKUP, secondary=ESCAPES, note=MARKUP + ESCAPES, annotator=name),
    )
    async with at_desk(store, annotator=name) as desk:
        await desk.press("k")
        assert "[@click=app.quit]" in desk.header
        assert "[@click" in desk.pane
        check_harmless(desk)
        await desk.press("f5")
        await desk.idle()
        check_harmless(desk)
        await desk.press("q", "x")
        check_harmless(desk)


async def test_what_is_pasted_into_a_note_is_painted_literally(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("m")
        desk.app.post_message(events.Paste(MARKUP + ESCAPES))
        await desk.idle()
        check_harmless(desk)
        await desk.press("enter")
        assert "[@click" in desk.pane
        check_harmless(desk)


async def test_wide_characters_fill_exactly_their_cells(store: Store) -> None:
    add_article(
        store,
        ["乌克兰总统周五表示。" * 12, "👩‍👩‍👧 came, e\u0301te\u0301."] * 3,
        title="乌克兰" * 20,
    )
    for size in ((120, 40), (80, 24)):
        async with at_desk(store, size=size) as desk:
            for line in desk.segments():
                assert sum(segment.cell_length for segment in line) == size[0]
            await desk.press("c", "j", "t", "shift+tab")


async def test_the_labels_of_others_appear_nowhere(store: Store) -> None:
    for n in (1, 2):
        article(store, 3, name=f"{n}.txt")
    append(
        store,
        *(
            event(number, "boilerplate", annotator="ben", secondary="claim", flags=("check",),
                  note="bens note")
            for number in range(1, 7)
        ),
    )  # fmt: skip
    async with at_desk(store) as desk:
        seen = [desk.everything()]
        for keys in (["j"], ["]"], ["tab"], ["escape", "t"], ["/", "s", "a", "y", "s"],
                     ["escape", "f5"]):  # fmt: skip
            await desk.press(*keys)
            await desk.idle()
            seen.append(desk.everything())
        for screen in seen:
            text = "\n".join(screen.split("\n")[:-1])
            assert "bens note" not in text
            assert "· b" not in text
            assert "⚑" not in text
            assert "+ claim" not in text
            assert "cleared" not in text
        assert "0/6 sentences · 0/2 articles" in seen[0]
        assert "▰" not in seen[0]
        by_annotator = seen[-1].split("By annotator")[1]
        assert "6/6" in by_annotator, "how much they did may be seen"


async def test_only_ones_own_history_and_place_count(store: Store) -> None:
    article(store, 3)
    async with at_desk(store, annotator="ben") as desk:
        await desk.press("o", "o", "q")
    async with at_desk(store, annotator="ada", welcome=True) as desk:
        assert desk.screen.page_name == "welcome"
        await desk.press("escape")
        assert desk.session.cursor == 0
        await desk.press("u")
        assert "nothing to undo" in desk.foot
        assert "History –" in desk.pane
