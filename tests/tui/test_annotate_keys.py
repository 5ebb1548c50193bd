from at_desk import at_desk
from at_work import Clock, article, paragraph
from support import add_article, events_in

from annotations.model import LabelState
from annotations.store import Store


async def test_label_keys_label_move_on_and_are_stored(store: Store) -> None:
    article(store, 8)
    async with at_desk(store) as desk:
        await desk.press("1", "2", "3", "4", "c", "a", "o", "b")
        await desk.saved()
        assert desk.stored(1) == "c a o b c a o b"
        assert "8/8 sentences · 1/1 articles" in desk.header
        assert "complete" in desk.foot


async def test_the_gutter_shows_glyph_and_letters(store: Store) -> None:
    article(store, 6)
    async with at_desk(store) as desk:
        await desk.press("c", "a", "C", "r", "o", "b")
        lines = desk.body.split("\n")
        marks = [line.split("news")[0].strip(" ▌") for line in lines if "news.txt says" in line]
        assert marks == ["■ c", "❝ a+c", "❝ a+c", "◆ o", "· b", "–"]
        current = next(line for line in lines if line.startswith("▌"))
        assert "says 6" in current


async def test_the_pane_shows_the_label_and_its_history(store: Store) -> None:
    article(store, 2)
    async with at_desk(store) as desk:
        await desk.press("a", "C", "k")
        assert "Sentence 1 of 2" in desk.pane
        assert "❝ attribution + claim" in desk.pane
        assert desk.pane.count("22 Dec") == 2


async def test_repeat_clear_undo_redo_and_to_the_end(store: Store) -> None:
    article(store, 5)
    async with at_desk(store) as desk:
        await desk.press("a", "C", ".", "k", "x", "B")
        await desk.saved()
        assert desk.stored(1) == "ac b b b b"
        await desk.press("u", "u")
        await desk.saved()
        assert desk.stored(1) == "ac ac - - -"
        await desk.press("U", "U")
        await desk.saved()
        assert desk.stored(1) == "ac b b b b"
        assert "redone: boilerplate on 4 sentences" in desk.foot


async def test_a_range_is_labelled_as_a_whole(store: Store) -> None:
    article(store, 5)
    async with at_desk(store) as desk:
        await desk.press("j", "v", "j", "j")
        assert desk.body.count("┃") == 2
        await desk.press("o")
        await desk.saved()
        assert desk.stored(1) == "- o o o -"
        assert "┃" not in desk.body


async def test_a_range_that_changes_nothing_disappears_from_the_screen(store: Store) -> None:
    article(store, 5)
    async with at_desk(store) as desk:
        await desk.press("v", "j", "j", "x")
        assert "┃" not in desk.body
        assert events_in(store) == []


async def test_escape_leaves_range_and_count(store: Store) -> None:
    article(store, 5)
    async with at_desk(store) as desk:
        await desk.press("v", "j", "5")
        assert "5×" in desk.header
        await desk.press("escape")
        assert "×" not in desk.header
        assert "┃" not in desk.body
        await desk.press("o")
        await desk.saved()
        assert desk.stored(1) == "- o - - -"


async def test_a_count_before_a_label_or_a_motion(store: Store) -> None:
    article(store, 30)
    async with at_desk(store) as desk:
        await desk.press("5", "b")
        await desk.press("0", "3", "j")
        assert desk.session.cursor == 8
        await desk.press("0", "2", "k")
        assert desk.session.cursor == 6
        await desk.press("9", "g")
        assert desk.session.cursor == 8
        await desk.saved()
        assert desk.stored(1).startswith("b b b b b - -")


async def test_digits_that_are_labels_label_unless_a_count_is_begun(store: Store) -> None:
    article(store, 30)
    async with at_desk(store) as desk:
        await desk.press("1", "2", "j")
        assert desk.session.cursor == 3
        await desk.press("0", "1", "2", "j")
        assert desk.session.cursor == 15
        await desk.saved()
        assert desk.stored(1).startswith("c a - -")


async def test_a_count_is_used_up_by_whatever_key_comes_next(store: Store) -> None:
    article(store, 30)
    async with at_desk(store) as desk:
        for key in ("n", "u", "t", "f2", ".", "m", "escape"):
            await desk.press("7", key)
            assert desk.session.count == ""
            assert "×" not in desk.header


async def test_a_count_goes_before_pages_and_articles(store: Store) -> None:
    for n in range(1, 7):
        article(store, 200, name=f"{n}.txt")
    async with at_desk(store) as desk:
        await desk.press("pagedown")
        a_page = desk.session.cursor
        await desk.press("g", "0", "3", "pagedown")
        assert desk.session.cursor > 2 * a_page
        await desk.press("5", "pageup")
        assert desk.session.cursor == 0
        await desk.press("0", "3", "]")
        assert desk.session.page is not None
        assert desk.session.page.article.number == 4
        await desk.press("0", "2", "[")
        assert desk.session.page.article.number == 2


async def test_pages_move_on_even_where_a_sentence_is_longer_than_the_page(store: Store) -> None:
    add_article(store, ["First.", "word " * 2000 + "end.", "Last."])
    async with at_desk(store, size=(80, 24)) as desk:
        await desk.press("j", "pagedown")
        assert desk.session.cursor == 2
        await desk.press("k", "pageup")
        assert desk.session.cursor == 0


async def test_keys_that_arrive_all_at_once_all_count(store: Store) -> None:
    article(store, 8)
    async with at_desk(store) as desk:
        desk.send(*"cCaojB")
        await desk.idle()
        await desk.saved()
        assert desk.stored(1) == "c a o - b b b b"


async def test_top_bottom_and_the_arrow_keys(store: Store) -> None:
    article(store, 9)
    async with at_desk(store) as desk:
        await desk.press("G")
        assert desk.session.cursor == 8
        await desk.press("up", "up", "down")
        assert desk.session.cursor == 7
        await desk.press("g")
        assert desk.session.cursor == 0


async def test_neighbouring_articles_and_both_ends(store: Store) -> None:
    for n in (1, 2):
        article(store, 3, name=f"{n}.txt")
    async with at_desk(store) as desk:
        await desk.press("[")
        assert "this is the first" in desk.foot
        await desk.press("]")
        assert "2.txt says 1." in desk.body
        await desk.press("]")
        assert "this is the last" in desk.foot


async def test_next_unlabelled_goes_through_the_articles(store: Store) -> None:
    for n in (1, 2):
        article(store, 2, name=f"{n}.txt")
    async with at_desk(store) as desk:
        await desk.press("2", "2", "n")
        assert "2.txt says 1." in desk.body
        await desk.press("2", "2", "n")
        assert "every sentence has a label" in desk.foot
        assert "2/2 articles" in desk.header


async def test_a_flag_is_set_by_f_and_its_key(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("f")
        assert "which flag?" in desk.foot
        assert "question" in desk.keys
        await desk.press("c")
        await desk.saved()
        assert desk.states(1)[1] == LabelState(flags=("check",))
        assert "flag check set" in desk.foot
        assert "⚑" in desk.body
        assert "Flags  check" in desk.pane
        await desk.press("a", "k")
        await desk.saved()
        assert desk.states(1)[1] == LabelState("attribution", flags=("check",))
        assert "❝ a ⚑" in desk.body
        await desk.press("f", "c")
        await desk.saved()
        assert desk.states(1)[1] == LabelState("attribution")
        assert "⚑" not in desk.body


async def test_another_key_leaves_off_choosing_a_flag(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("f", "z")
        assert "which flag?" not in desk.foot
        assert "claim" in desk.keys
        await desk.press("c")
        await desk.saved()
        assert desk.stored(1) == "c - -"


async def test_what_opens_while_a_flag_is_chosen_leaves_off_choosing_it(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        for key in ("f1", "ctrl+p", "f5"):
            await desk.press("f", key, "c", "escape")
            await desk.press("f", key, "escape", "c", "u")
        await desk.idle()
        assert not desk.screen.reading
        assert "question" not in desk.keys
        await desk.press("f", "f2", "c")
        await desk.saved()
        assert desk.stored(1) == "c - -"
    assert not any(event.state.flags for event in events_in(store))


async def test_back_leaves_off_choosing_a_flag_before_the_program(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("f", "ctrl+q")
        assert desk.app.is_running
        assert "question" not in desk.keys
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)


async def test_the_layout_is_switched_and_the_sentence_stays(store: Store) -> None:
    paragraph(store, ["One two three."] * 3)
    async with at_desk(store) as desk:
        await desk.press("j")
        assert sum("One two" in line for line in desk.body.split("\n")) == 1
        await desk.press("t")
        assert "a sentence a block" in desk.foot
        assert desk.session.cursor == 1
        assert sum("One two" in line for line in desk.body.split("\n")) == 3
        await desk.press("t")
        assert "running text" in desk.foot


async def test_copying_goes_to_the_terminal_without_control_characters(store: Store) -> None:
    add_article(store, ["Evil \x1b[2J sentence."])
    async with at_desk(store) as desk:
        await desk.press("y")
        assert desk.app.clipboard == "Evil ␛[2J sentence."


async def test_the_pace_is_shown_once_it_is_known(store: Store) -> None:
    article(store, 9)
    clock = Clock()
    async with at_desk(store, clock=clock) as desk:
        for _ in range(5):
            await desk.press("c")
            clock.tick(12)
        await desk.press("c")
        assert "6 a minute" in desk.header


async def test_where_one_stopped_is_where_the_app_opens(store: Store) -> None:
    for n in (1, 2):
        article(store, 5, name=f"{n}.txt")
    for leave in ("q", "ctrl+q"):
        async with at_desk(store) as desk:
            await desk.press("]", "g", "0", "3", "j")
            await desk.press(leave)
        async with at_desk(store) as desk:
            assert desk.session.page is not None
            assert (desk.session.page.article.number, desk.session.cursor) == (2, 3)
            await desk.press("[", "q")


async def test_undo_goes_on_after_a_restart(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("c", "o", "q")
    async with at_desk(store) as desk:
        await desk.press("u", "u")
        await desk.saved()
        assert desk.stored(1) == "- - -"
        await desk.press("u")
        assert "nothing to undo" in desk.foot


async def test_ctrl_c_says_how_to_leave(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("ctrl+c")
        assert "q quits" in desk.foot
        assert desk.app.is_running


async def test_ctrl_q_leaves_one_thing_at_a_time(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("m", "x", "ctrl+q")
        assert not desk.screen.finder.visible
        assert desk.app.is_running
        await desk.press("?", "ctrl+q")
        assert not desk.screen.reading
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)
    assert events_in(store) == []
