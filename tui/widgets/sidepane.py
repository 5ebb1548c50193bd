"""The side pane of the claims screen: all about the current row.

What keys act on is kept in sight in a low terminal. Refuses to know what it tells.
"""

from collections.abc import Callable, Sequence

from tui.lineview import Part
from tui.widgets.lines import Line
from tui.widgets.panes import Pane

LINES = 200
"""Lines that the pane always has, so that another row never lays it out anew."""


class SidePane(Pane):
    """Lines about one thing, one of them perhaps marked."""

    _marked = 0

    def fill(self, build: Callable[[int], Sequence[Line]], *, marks: Sequence[str]) -> None:
        """Show what `build` gives for a width, from the top or as far down as a mark stands.

        `marks`: what a marked line begins with.
        """
        self.show(lambda width: self._padded(build(width - 1), marks), top=True)
        self.scroll_to_line(self._marked - self.size.height + 2)

    def _padded(self, told: Sequence[Line], marks: Sequence[str]) -> list[Line]:
        air: Part = (" ", self._base)
        lines: list[Line] = [(air, *line) for line in told]
        self.said = len(lines)
        marked = (n for n, line in enumerate(told) if line and line[0][0].startswith(tuple(marks)))
        self._marked = next(marked, 0)
        return [*lines, *[()] * (LINES - len(lines))][:LINES]
