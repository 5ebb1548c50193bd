from collections.abc import Iterator
from itertools import pairwise

import pytest
from at_desk import AtDesk, at_desk
from at_work import CONFIG, article
from msgspec.structs import replace
from support import add_article, append, event

from annotations.store import Store
from tui.themes import PALETTES


@pytest.fixture
def three(store: Store) -> Store:
    """Three articles of forty sentences."""
    for n in (1, 2, 3):
        article(store, 40, name=f"{n}.txt")
    return store


async def test_tab_sends_the_keys_to_list_and_pane_and_back(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("tab")
        assert desk.place() == "articles"
        assert "open" in desk.keys
        await desk.press("j", "j")
        assert desk.session.page is not None
        assert desk.session.page.article.number == 1
        await desk.press("enter")
        assert desk.session.page.article.number == 3
        assert desk.place() == "body"
        for key, place in (("shift+tab", "pane"), ("tab", "body"), ("tab", "articles")):
            await desk.press(key)
            assert desk.place() == place
        await desk.press("k", "escape")
        assert desk.place() == "body"
        assert desk.session.page.article.number == 3


async def test_enter_on_the_open_article_goes_back_to_the_sentence(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("j", "j", "tab", "enter")
        assert desk.session.cursor == 2
        assert desk.place() == "body"


async def test_the_list_is_moved_through_by_edges_pages_and_counts(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("tab", "G")
        assert desk.screen.articles.cursor == 2
        await desk.press("g", "0", "2", "j")
        assert desk.screen.articles.cursor == 2
        await desk.press("pageup")
        assert desk.screen.articles.cursor == 0


async def test_a_label_key_in_the_list_labels_the_sentence(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("tab", "c")
        await desk.saved()
        assert desk.stored(1).startswith("c -")
        assert desk.place() == "body"


async def test_the_pane_scrolls_no_further_than_its_text(three: Store) -> None:
    async with at_desk(three, size=(120, 20)) as desk:
        await desk.press("a", "k", "shift+tab", "G")
        assert desk.pane.strip()
        assert "Sentence 1" not in desk.pane
        last = desk.pane
        await desk.press("j", "pagedown")
        assert desk.pane == last
        await desk.press("g")
        assert "Sentence 1" in desk.pane


async def test_the_pane_begins_anew_with_each_sentence(three: Store) -> None:
    async with at_desk(three, size=(120, 20)) as desk:
        await desk.press("shift+tab", "pagedown", "escape", "j")
        assert "Sentence 2 of 40" in desk.pane


async def test_in_a_narrow_terminal_list_and_pane_fold(three: Store) -> None:
    async with at_desk(three, size=(80, 24)) as desk:
        assert not desk.seen(desk.screen.articles)
        assert "1/3 ▾" in desk.header
        await desk.press("a", "C", "k")
        assert "1/40" in desk.pane
        assert "❝ attribution + claim" in desk.pane
        assert "at least half" in desk.pane
        await desk.press("tab")
        assert desk.seen(desk.screen.articles)
        assert not desk.seen(desk.screen.body)
        await desk.press("j", "enter")
        await desk.idle()
        assert not desk.seen(desk.screen.articles)
        assert "2.txt says 1." in desk.body
        assert "2/3 ▾" in desk.header


async def test_in_a_narrow_terminal_the_keys_never_go_to_the_folded_pane(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("shift+tab")
        await desk.resize(80, 24)
        await desk.press("j")
        assert desk.session.cursor == 1


async def test_the_header_folds_and_unfolds_with_the_panes(three: Store) -> None:
    async with at_desk(three) as desk:
        for width, folded in ((80, True), (120, False), (60, True), (200, False)):
            await desk.resize(width, 40)
            assert ("1/3 ▾" in desk.header) is folded
            assert ("claimdesk" in desk.header) is not folded


async def test_the_current_sentence_stays_in_sight_through_every_size(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("0", "2", "5", "j")
        for width, height in ((80, 24), (200, 60), (60, 12), (120, 40), (41, 8), (300, 90)):
            await desk.resize(width, height)
            assert "▌" in desk.body
            assert "says 26." in desk.body
            await desk.press("c", "k")
        await desk.saved()
        assert desk.stored(1).split().count("c") == 1


async def test_rules_and_dividers_meet_from_the_first_paint_on(three: Store) -> None:
    async with at_desk(three) as desk:
        for width in (120, 200, 120):
            await desk.resize(width, 40)
            lines = desk.everything().split("\n")
            places = [at for at, cell in enumerate(lines[10]) if cell == "│"]
            assert len(places) == 2
            assert [at for at, cell in enumerate(lines[1]) if cell == "┬"] == places
            assert [at for at, cell in enumerate(lines[-2]) if cell == "┴"] == places
        await desk.press("?", "?")
        await desk.idle()
        assert desk.everything().split("\n")[1].count("┬") == 2
        await desk.press("?")
        await desk.idle()
        assert desk.everything().split("\n")[1].count("┬") == 0
        await desk.press("?")
        await desk.idle()
        assert desk.everything().split("\n")[1].count("┬") == 2


async def test_the_rules_are_right_without_a_resize(three: Store) -> None:
    async with at_desk(three) as desk:
        lines = desk.everything().split("\n")
        assert [at for at, cell in enumerate(lines[1]) if cell == "┬"] == [29, 90]


async def test_an_empty_database_says_what_to_do(store: Store) -> None:
    async with at_desk(store) as desk:
        assert "There is no article in this database yet." in desk.body
        assert "claimdesk import" in desk.body
        await desk.press("c", "C", "B", "x", "u", "U", "n", ".", "v", "f", "m", "]", "j", "G", "y",
                         "tab", "tab", "enter", "t", "pagedown", "escape")  # fmt: skip
        assert desk.app.is_running
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running)


async def test_an_article_without_sentences_can_be_opened(store: Store) -> None:
    add_article(store, [], name="empty.txt")
    async with at_desk(store) as desk:
        await desk.press("c", "j", "n", "B", "f", "m", "pagedown", "g", "G")
        assert desk.app.is_running
        assert "0 sentences" in desk.body


async def test_an_article_of_one_sentence_is_told_in_the_singular(store: Store) -> None:
    article(store, 1)
    async with at_desk(store) as desk:
        assert "1 sentence\n" in desk.body


def cells_of(desk: AtDesk) -> Iterator[tuple[str, str]]:
    """Text and foreground of all that is painted."""
    for line in desk.segments():
        for segment in line:
            if segment.style and segment.style.color:
                yield segment.text, segment.style.color.name


async def test_themes_follow_each_other_and_keep_everything(three: Store) -> None:
    config = replace(CONFIG, keys={**CONFIG.keys, "theme.next": ("z",)})
    async with at_desk(three, config=config) as desk:
        await desk.press("c", "r", "0", "3", "j")
        before = desk.body, desk.pane, desk.articles
        seen = []
        for _ in PALETTES:
            await desk.press("z")
            await desk.idle()
            seen.append(desk.app.palette_name)
            assert (desk.body, desk.pane, desk.articles) == before
            assert f"theme: {seen[-1]}" in desk.foot
        assert sorted(seen) == sorted(PALETTES)
        await desk.saved()
        assert desk.stored(1).startswith("c ac -")


@pytest.mark.parametrize("name", PALETTES)
async def test_each_theme_paints_its_own_colours(three: Store, name: str) -> None:
    config = replace(CONFIG, theme=name)
    async with at_desk(three, config=config) as desk:
        await desk.press("c", "k", "j")
        painted = {colour for _, colour in cells_of(desk)}
        palette = PALETTES[name]  # type: ignore[index]
        assert palette.body.removeprefix("ansi_").lower() in painted | {"default"}


async def test_without_colours_nothing_is_coloured_and_the_sentence_is_reversed(
    three: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(three) as desk:
        await desk.press("c", "r", "o", "b")
        colours = [
            colour.get_truecolor()
            for line in desk.segments()
            for segment in line
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None and not colour.is_default
        ]
        assert all(red == green == blue for red, green, blue in colours)
        current = [s.text for line in desk.segments() for s in line if s.style and s.style.reverse]
        assert current == ["1.txt says 5."]


async def test_in_the_terminals_own_colours_the_sentence_is_reversed(three: Store) -> None:
    async with at_desk(three, config=replace(CONFIG, theme="ansi")) as desk:
        current = [s.text for line in desk.segments() for s in line if s.style and s.style.reverse]
        assert current == ["1.txt says 1."]


async def test_labels_that_were_removed_from_the_label_set_are_shown(store: Store) -> None:
    article(store, 3)
    append(store, event(1, "rumour", secondary="hearsay"), event(2, "claim"))
    async with at_desk(store) as desk:
        await desk.press("k", "k")
        assert "? r+h" in desk.body
        assert "? rumour (removed)" in desk.pane
        assert "2/3 sentences" in desk.header
        await desk.press("f5")
        await desk.idle()
        assert "rumour" in desk.reader
        await desk.press("q", "g", "o")
        await desk.saved()
        assert desk.stored(1) == "o c -"


def without_review_keys() -> dict[str, tuple[str, ...]]:
    """Keys that leave all letters to the labels of another label set."""
    return {
        id_: () if id_.startswith(("review.", "cell.", "agreement.")) else keys
        for id_, keys in CONFIG.keys.items()
    }


async def test_a_label_set_of_two(store: Store) -> None:
    yes, no = CONFIG.labels[:2]
    labels = (
        replace(yes, name="relevant", key="y", letter="r", secondary=False),
        replace(no, name="irrelevant", key="n", letter="i", secondary=False),
    )
    keys = {**without_review_keys(), "copy": (), "queue.next": ("z",), "label.to_end": ()}
    config = replace(CONFIG, labels=labels, combinations=(), flags=(), keys=keys)
    article(store, 4)
    async with at_desk(store, config=config) as desk:
        assert "y r relevant" in desk.keys
        await desk.press("y", "n", "i", "f")
        await desk.saved()
        assert desk.stored(1) == "r i i -"
        assert "no flags" in desk.foot
        await desk.press("1", "2", "j")
        assert desk.session.cursor == 3


async def test_a_label_set_of_six_without_boilerplate(store: Store) -> None:
    base = CONFIG.labels[0]
    labels = tuple(
        replace(base, name=f"kind {n}", key=str(n), letter=letter, glyph=glyph)
        for n, (letter, glyph) in enumerate(zip("hwceia", "▲●■◆★✚", strict=True), 1)
    )
    config = replace(CONFIG, labels=labels, combinations=(), keys=without_review_keys())
    article(store, 7)
    async with at_desk(store, config=config) as desk:
        await desk.press("1", "2", "3", "4", "5", "6")
        await desk.saved()
        stored = desk.states(1)
        assert [stored[n].label for n in range(1, 7)] == [label.name for label in labels]
        await desk.press("B")
        assert "no label of this label set stands for boilerplate" in desk.foot
        await desk.press("k", "H")
        await desk.saved()
        assert desk.states(1)[6].secondary == "kind 1"


async def test_keys_of_ones_own_are_heard_and_shown(store: Store) -> None:
    config = replace(CONFIG, keys={**CONFIG.keys, "undo": ("z",), "quit": ("ctrl+q",)})
    article(store, 3)
    async with at_desk(store, config=config) as desk:
        assert "z undo" in desk.keys
        await desk.press("c", "z")
        await desk.saved()
        assert desk.stored(1) == "- - -"
        await desk.press("q")
        assert desk.app.is_running
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)


async def test_blocks_are_configured(store: Store) -> None:
    article(store, 3)
    config = replace(CONFIG, reading=replace(CONFIG.reading, layout="blocks"))
    async with at_desk(store, config=config) as desk:
        lines = [line.strip() for line in desk.body.split("\n")]
        at = [n for n, line in enumerate(lines) if "says" in line]
        assert [second - first for first, second in pairwise(at)] == [2, 2]


async def test_the_line_of_the_cursor_in_the_list_is_of_one_ground(three: Store) -> None:
    async with at_desk(three) as desk:
        await desk.press("tab", "j")
        articles = desk.screen.articles
        for line in range(4, 7):
            grounds = {
                segment.style.bgcolor
                for segment in articles.render_line(line).crop(1)
                if segment.style
            }
            assert grounds == {desk.screen.look.current.bgcolor}


async def test_the_first_sentence_is_seen_where_the_title_fills_the_page(store: Store) -> None:
    article(store, 3, name="a title of a good many words, which take several lines.txt")
    async with at_desk(store) as desk:
        await desk.resize(20, 5)
        assert "▌" in desk.body
        await desk.press("j", "k")
        assert "▌" in desk.body
        await desk.resize(100, 30)
        assert "a title" in desk.body


async def test_undo_behind_the_folded_list_reaches_an_article_that_was_not_laid_out(
    store: Store,
) -> None:
    for sentences in (1, 30):
        article(store, sentences, name=f"{sentences}.txt")
    async with at_desk(store, size=(60, 20)) as desk:
        await desk.press("]", "G", "c", "[", "tab", "u", "U", "u", "U")
        assert desk.place() == "articles"
        await desk.press("tab")
        await desk.saved()
        assert desk.stored(2).endswith("- c")
        assert "▌■ c" in desk.body.replace(" ", "").replace("▌■c", "▌■ c")


async def test_the_pane_that_has_the_keys_is_seen_when_the_terminal_becomes_narrow(
    three: Store,
) -> None:
    async with at_desk(three) as desk:
        await desk.press("shift+tab")
        assert desk.place() == "pane"
        await desk.resize(60, 20)
        assert desk.place() == "body"
        await desk.press("j")
        assert desk.session.cursor == 1

        await desk.resize(120, 40)
        await desk.press("tab")
        assert desk.place() == "articles"
        await desk.resize(60, 20)
        assert desk.place() == "articles"
        assert desk.seen(desk.screen.articles)
        assert not desk.seen(desk.screen.body)
