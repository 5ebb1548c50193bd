"""What stands between the panes, and the pane that says all about the current sentence."""

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tui.lineview import EvenRows, LineView, strip_of
from tui.widgets.lines import Lines


class Divider(LineView):
    """One thin line between two panes, longer than any terminal is high."""

    THUMB = ""
    LINES = 1000

    class Placed(Message):
        """The line has found its place."""

    def __init__(self, style: Style) -> None:
        super().__init__(classes="divider")
        self.cursor = -1
        self.line_style = style

    def lay_out(self, width: int) -> EvenRows:
        """One row a cell."""
        return EvenRows(self.LINES)

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint one cell of it."""
        return [strip_of([("│", self.line_style)], width, self.line_style)]

    def base_style(self) -> Style:
        """Give the style of the line."""
        return self.line_style

    def on_show(self) -> None:
        """Tell where other lines meet it, at the start and when a page no longer covers it."""
        self.post_message(self.Placed())


class Pane(Lines):
    """The annotation pane: as many lines as ever, so that it never says how far down it is."""

    THUMB = ""
    said = 0
    """Lines that say something."""

    def scroll_to_line(self, line: int) -> bool:
        """Scroll no further than there is something to read."""
        return super().scroll_to_line(max(0, min(line, self.said - self.size.height)))
