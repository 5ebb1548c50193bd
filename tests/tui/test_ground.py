"""The blank ground that panes stand on."""

from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import NoColor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tui.lineview import EvenRows, LineView, strip_of
from tui.widgets.ground import Field, Ground

RED = Style(color="red", bgcolor="black")


class Words(LineView):
    def lay_out(self, width: int) -> EvenRows:
        return EvenRows(3 if width else 0)

    def render_row(self, row: int, width: int) -> list[Strip]:
        return [strip_of([(f"row {row}", RED)], width, RED)]


class Place(Ground, Screen[None]):
    def compose(self) -> ComposeResult:
        yield Field(Words(), id="field")


class Standing(App[None]):
    CSS = "#field { background: blue; }"

    def get_default_screen(self) -> Place:
        return Place()


async def test_what_stands_on_the_ground_is_seen_and_the_ground_is_blank() -> None:
    app = Standing()
    async with app.run_test(size=(20, 5)):
        field = app.screen.query_one(Field)
        assert app.screen.query_one(Words).text_at(1) == "row 1"
        lines = field.render_lines(Region(0, 0, 20, 5))
        assert [line.text for line in lines] == [" " * 20] * 5
        assert {one.style.bgcolor.name for line in lines for one in line if one.style} == {  # type: ignore[union-attr]
            Color.parse("blue").rich_color.name
        }


async def test_a_screen_on_blank_ground_keeps_the_style_of_screens() -> None:
    app = Standing()
    async with app.run_test(size=(20, 5)):
        assert "Screen" in type(app.screen)._css_type_names


async def test_the_ground_follows_size_theme_and_filters() -> None:
    app = Standing()
    async with app.run_test(size=(20, 5)):
        field = app.screen.query_one(Field)
        first = field.render_lines(Region(0, 0, 20, 5))
        assert field.render_lines(Region(0, 0, 20, 5)) is first
        assert len(field.render_lines(Region(0, 0, 12, 2))) == 2
        first = field.render_lines(Region(0, 0, 20, 5))
        app.theme = "textual-light"
        assert field.render_lines(Region(0, 0, 20, 5)) is not first
        app._filters.append(NoColor())
        (one,) = field.render_lines(Region(0, 0, 3, 1))[0]
        assert one.style is not None
        assert one.style.bgcolor is not None
        assert one.style.bgcolor.is_default
