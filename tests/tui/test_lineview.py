"""Rows painted line by line: what is painted, how often, and where the page stands."""

from collections.abc import Sequence

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from tui.lineview import EvenRows, LineView, UnevenRows, strip_of
from tui.rows import Rows
from tui.wrapping import wrap

PLAIN = Style()
GREY = Style.parse("#808080 on #101010")
WHITE = Style.parse("bold #ffffff on #101010")
SENTENCE = "He is not willing to retreat one metre, the former official added on Saturday."


class Articles(LineView):
    """Many rows of two lines and a blank one."""

    def __init__(self, count: int) -> None:
        super().__init__(id="articles")
        self.count = count
        self.painted: list[int] = []
        self.marks: dict[int, str] = {}

    def lay_out(self, width: int) -> Rows:  # noqa: ARG002 - as the base has it
        return EvenRows(self.count, 3)

    def row_state(self, row: int) -> tuple[bool, str]:
        return row == self.cursor, self.marks.get(row, "")

    def render_row(self, row: int, width: int) -> Sequence[Strip]:
        self.painted.append(row)
        bar = "▌" if row == self.cursor else " "
        first = [(bar, PLAIN), (f"article {row} {self.marks.get(row, '')}", PLAIN)]
        return [strip_of(first, width, PLAIN), strip_of([(bar + "source", PLAIN)], width, PLAIN)]


class Body(LineView):
    """Sentences, wrapped."""

    MARGIN = 1 / 3

    def __init__(self, count: int) -> None:
        super().__init__(id="body")
        self.sentences = [f"{number} {SENTENCE * (number % 3 + 1)}" for number in range(count)]
        self.laid_out: list[int] = []
        self.painted: list[int] = []

    def lay_out(self, width: int) -> Rows:
        self.laid_out.append(width)
        self.lines = [wrap(text, width - 4) for text in self.sentences]
        return UnevenRows(len(lines) + 1 for lines in self.lines)

    def render_row(self, row: int, width: int) -> Sequence[Strip]:
        self.painted.append(row)
        text, bar = self.sentences[row], "▌ " if row == self.cursor else "  "
        return [
            strip_of([(bar + text[start:end], PLAIN)], width, PLAIN)
            for start, end in self.lines[row]
        ]


class Screen(App[None]):
    CSS = "#articles { width: 30; } #body { width: 1fr; }"

    def __init__(self, articles: int = 100, sentences: int = 100) -> None:
        super().__init__()
        self.articles = Articles(articles)
        self.body = Body(sentences)
        self.clicks: list[tuple[str | None, int, int]] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.articles
            yield self.body
        yield Static("status")

    def on_line_view_row_clicked(self, message: LineView.RowClicked) -> None:
        self.clicks.append((message.control.id, message.row, message.button))


def in_sight(view: LineView, text: str) -> bool:
    return text in view.visible_text()


async def test_only_the_rows_in_sight_are_painted_of_100_000() -> None:
    app = Screen(articles=100_000)
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.articles
        assert set(view.painted) == set(range(13))
        for row in (99_999, 50_000, 0):
            view.painted.clear()
            view.move_cursor(row)
            await pilot.pause()
            assert len(view.painted) <= 14
            assert f"▌article {row}" in view.visible_text()


async def test_a_move_paints_two_rows_and_nothing_else_on_the_screen() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.articles.painted.clear()
        app.body.painted.clear()
        app.articles.move_cursor(1)
        await pilot.pause()
        assert app.articles.painted == [0, 1]
        assert app.body.painted == []


async def test_lines_of_a_row_that_come_out_the_same_are_not_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        sent: list[Region] = []
        monkeypatch.setattr(app.articles, "refresh", lambda *regions: sent.extend(regions))
        app.articles.marks[2] = "■"
        app.articles.refresh_rows(2)
        assert [(region.y, region.height) for region in sent] == [(6, 1)]
        assert in_sight(app.articles, "article 2 ■")


async def test_a_row_out_of_sight_costs_nothing_to_change() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.articles.painted.clear()
        app.articles.marks[90] = "■"
        app.articles.refresh_rows(90, 900, -1)
        await pilot.pause()
        assert app.articles.painted == []
        app.articles.move_cursor(90)
        await pilot.pause()
        assert in_sight(app.articles, "▌article 90 ■")


async def test_a_whole_refresh_paints_only_rows_whose_state_changed() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.articles.painted.clear()
        app.articles.marks[3] = "◆"
        app.articles.refresh()
        await pilot.pause()
        assert app.articles.painted == [3]


async def test_the_cursor_stays_in_the_middle_third_of_the_body() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        body = app.body
        scrolls = 0
        for row in range(1, 30):
            before = body.scroll_offset.y
            body.move_cursor(row)
            await pilot.pause()
            scrolls += body.scroll_offset.y != before
            top = body.rows.top(row) - body.scroll_offset.y
            bottom = body.rows.top(row + 1) - body.scroll_offset.y
            assert bottom <= 40 * 2 // 3
            assert top >= 39 // 3 - 4 or not body.scroll_offset.y
        assert 0 < scrolls <= 15


async def test_the_cursor_stops_at_the_first_and_the_last_row() -> None:
    app = Screen(articles=5)
    async with app.run_test(size=(120, 40)):
        app.articles.move_cursor(99)
        assert app.articles.cursor == 4
        app.articles.move_cursor(-3)
        assert app.articles.cursor == 0


async def test_a_view_without_rows_takes_everything_calmly() -> None:
    app = Screen(articles=0, sentences=0)
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.move_cursor(3)
        app.articles.refresh_rows(0)
        app.articles.invalidate()
        app.articles.scroll_by(5)
        await pilot.click("#articles", offset=(2, 2))
        assert app.articles.visible_text().strip() == ""
        assert app.articles.text_at(0) == ""
        assert app.clicks == []


async def test_a_new_width_wraps_anew_and_keeps_the_cursor_in_sight() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        app.body.move_cursor(70)
        await pilot.pause()
        for size in ((60, 40), (200, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert in_sight(app.body, "▌ 70 He is")
            assert in_sight(app.articles, "▌article 0")
        assert app.body.laid_out == [90, 30, 170, 50]


async def test_a_new_height_alone_wraps_nothing() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.resize_terminal(120, 20)
        await pilot.pause()
        assert app.body.laid_out == [90]


async def test_a_page_scrolled_away_from_the_cursor_stays_there_when_resized() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        app.body.scroll_to_line(app.body.rows.top(50))
        await pilot.pause()
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert app.body.visible_text().lstrip().startswith("50 He is")


async def test_a_click_names_the_row_under_it_also_after_scrolling() -> None:
    app = Screen(articles=1_000)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click("#articles", offset=(2, 4))
        app.articles.move_cursor(500)
        await pilot.pause()
        row = app.articles.rows.at(app.articles.scroll_offset.y + 7)
        await pilot.click("#articles", offset=(2, 7), button=3)
        assert app.clicks == [("articles", 1, 1), ("articles", row, 3)]
        assert app.articles.cursor == 500


async def test_a_click_below_the_last_row_names_none() -> None:
    app = Screen(articles=2)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click("#articles", offset=(2, 20))
        assert app.clicks == []


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(3):
            await pilot._post_mouse_events([MouseScrollDown], widget="#body")
        await pilot.pause()
        assert app.body.scroll_offset.y == 6
        assert app.body.cursor == 0


async def test_the_mouse_passing_over_paints_nothing() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        seen: list[object] = []
        app.body.refresh = seen.append  # type: ignore[method-assign, assignment]
        for place in (2, 9, 17):
            await pilot.hover("#body", offset=(place, place))
        assert seen == []


async def test_text_can_be_read_wherever_it_stands() -> None:
    app = Screen(articles=100_000)
    async with app.run_test(size=(120, 40)):
        assert app.articles.text_at(0) == "▌article 0"
        assert app.articles.text_at(299_998) == " source"
        assert app.articles.text_at(299_999) == ""
        assert app.articles.text_at(300_000) == ""


async def test_every_line_is_as_wide_as_the_view() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)):
        for view in (app.articles, app.body):
            assert {view.render_line(y).cell_length for y in range(39)} == {view.size.width}


async def test_other_rows_begin_at_the_top() -> None:
    app = Screen(articles=1_000)
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.move_cursor(700)
        await pilot.pause()
        app.articles.count = 30
        app.articles.reset(cursor=1)
        await pilot.pause()
        assert app.articles.visible_text().startswith(" article 0")
        assert in_sight(app.articles, "▌article 1")
        assert app.articles.max_scroll_y == 30 * 3 - app.articles.size.height


async def test_rows_that_are_added_leave_the_page_where_it_is() -> None:
    app = Screen(articles=1_000)
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.move_cursor(700)
        await pilot.pause()
        before = app.articles.visible_text().splitlines()
        app.articles.count = 90_000
        app.articles.invalidate()
        await pilot.pause()
        after = app.articles.visible_text().splitlines()
        assert [line[:29].rstrip() for line in after] == [line[:29].rstrip() for line in before]


async def test_a_cursor_moved_out_of_display_is_in_sight_when_the_view_comes_back() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.display = False
        await pilot.pause()
        app.articles.move_cursor(80)
        app.articles.invalidate()
        app.articles.move_cursor(60)
        await pilot.pause()
        app.articles.display = True
        await pilot.pause()
        assert in_sight(app.articles, "▌article 60")


async def test_the_thumb_tells_how_far_down_the_page_is() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.articles.text_at(0) == "▌article 0"
        assert app.articles.visible_text().splitlines()[0].endswith("▐")
        app.articles.move_cursor(99)
        await pilot.pause()
        assert app.articles.visible_text().splitlines()[-1].endswith("▐")
        assert app.articles.visible_text().count("▐") == 39 * 39 // 300


async def test_a_new_theme_paints_all_in_sight_anew() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.painted.clear()
        app.theme = "textual-light"
        await pilot.pause()
        assert set(app.articles.painted) == set(range(13))


@pytest.mark.parametrize("environment", ["NO_COLOR", "UNRELATED"])
async def test_without_colour_only_greys_are_painted(
    monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(environment, "1")
    app = Coloured()
    async with app.run_test(size=(40, 10)):
        strips = app.view.render_lines(Region(0, 0, 40, 10))
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        colours = [style.color.get_truecolor() for style in styles if style.color]
        assert all(red == green == blue for red, green, blue in colours) == (
            environment == "NO_COLOR"
        )


class Coloured(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.view = Blue()

    def compose(self) -> ComposeResult:
        yield self.view


class Blue(LineView):
    def lay_out(self, width: int) -> Rows:  # noqa: ARG002 - as the base has it
        return EvenRows(3)

    def render_row(self, row: int, width: int) -> Sequence[Strip]:  # noqa: ARG002 - as the base has it
        return [strip_of([("blue", Style.parse("#56B4E9 on #203040"))], width, GREY)]


async def test_markup_and_escape_like_text_is_painted_as_it_is() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)) as pilot:
        app.articles.marks[0] = "[@click=x]y[/]"
        app.articles.refresh_rows(0)
        await pilot.pause()
        assert app.articles.text_at(0) == "▌article 0 [@click=x]y[/]"


def test_a_strip_is_exactly_as_wide_as_asked() -> None:
    assert strip_of([("abc", PLAIN)], 5, PLAIN).text == "abc  "
    assert strip_of([("abcdef", PLAIN), ("g", PLAIN)], 5, PLAIN).text == "abcd…"
    assert strip_of([("abcde", PLAIN), ("g", GREY)], 5, PLAIN).text == "abcde"
    assert strip_of([("中文中", PLAIN)], 4, PLAIN).text == "中… "
    assert strip_of([], 0, PLAIN).text == ""


def test_parts_that_look_alike_become_one_segment() -> None:
    assert len(list(strip_of([("▌", WHITE), ("  ", GREY), ("text", WHITE)], 20, GREY))) == 1
    assert len(list(strip_of([("  ", GREY), ("text", WHITE), ("more", GREY)], 20, GREY))) == 2


def test_blanks_that_can_be_seen_keep_their_style() -> None:
    underlined = Style.parse("underline #ffffff on #101010")
    lit = Style.parse("#ffffff on #303030")
    assert len(list(strip_of([("text", underlined)], 20, GREY))) == 2
    assert len(list(strip_of([("text", lit)], 20, GREY))) == 2
