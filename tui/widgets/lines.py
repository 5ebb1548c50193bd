"""Lines of styled text that are made for a width: header, rules, panes, help.

Refuses to know what the lines mean. Other lines repaint only where they differ.
"""

from collections.abc import Callable, Hashable, Sequence

from rich.style import Style
from textual.strip import Strip

from tui.lineview import EvenRows, LineView, Part, strip_of

Line = tuple[Part, ...]

Build = Callable[[int], Sequence[Line]]
"""Width in cells → the lines to show."""


class Lines(LineView):
    """A view without a cursor whose lines are built for whatever width it has."""

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 - Textual's word for it
        base: Style,
        thumb: Style | None = None,
    ) -> None:
        super().__init__(id=id)
        self.cursor = -1
        self._base = base
        self._thumb_style = thumb or base
        self._build: Build = lambda _: ()
        self._lines: Sequence[Line] = ()

    def set_base(self, base: Style, thumb: Style | None = None) -> None:
        """Take another base style (and one for the thumb), for another theme."""
        self._base = base
        self._thumb_style = thumb or base
        self.invalidate()

    def show(self, build: Build, *, top: bool = False) -> None:
        """Show other lines; `top` scrolls to the first of them."""
        self._build = build
        width = self.size.width
        if not width:
            self.invalidate()
            return
        old, new = self._lines, build(width)
        if len(old) != len(new):
            self.invalidate()  # lines and rows change together, when they are laid out
        else:
            self._lines = new
            changed = (row for row, line in enumerate(new) if line != old[row])
            self.refresh_rows(*changed)
        if top:
            self.scroll_to_line(0)

    def lay_out(self, width: int) -> EvenRows:
        """One row a line."""
        self._lines = self._build(width)
        return EvenRows(len(self._lines))

    def row_state(self, row: int) -> Hashable:
        """Name the line itself."""
        return self._lines[row]

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint the line, cut or padded to the width."""
        return [strip_of(self._lines[row], width, self._base)]

    def base_style(self) -> Style:
        """Give the style of what no line covers."""
        return self._base

    def thumb_style(self) -> Style:
        """Give the style of what tells how far down the page is."""
        return self._thumb_style
