"""A list whose rows are several lines each, with a cursor: claims, versions, candidates.

Refuses to know what the rows mean. Other rows repaint only where they differ.
"""

from collections.abc import Callable, Hashable, Sequence

from rich.style import Style
from textual.strip import Strip

from tui.lineview import LineView, Part, UnevenRows, strip_of
from tui.look import Look
from tui.widgets.lines import Line

Block = tuple[Line, ...]
"""The lines of one row, without the bar of the cursor."""

BuildBlocks = Callable[[int], Sequence[Block]]
"""Width in cells, the bar not counted → the rows."""

BAR, EDGE = 2, 1
"""Cells that the bar of the cursor takes, and air at the right."""

WIDEST = 100
"""Cells of the longest line: what is wider is hard to read."""


class Blocks(LineView):
    """Rows of lines; the one under the cursor has a bar on each of its lines."""

    MARGIN = 0.1

    def __init__(self, look: Look, *, id: str) -> None:  # noqa: A002 - Textual's word for it
        super().__init__(id=id)
        self.look = look
        self._build: BuildBlocks = lambda _: ()
        self._blocks: Sequence[Block] = ()
        self._told = False
        """Whether there are no rows, and something is said instead."""

    @property
    def room(self) -> int:
        """Cells of a line as it is laid out now; 0 before that."""
        return _room(self.size.width) if self.size.width else 0

    def set_look(self, look: Look) -> None:
        """Take other styles."""
        self.look = look
        self.invalidate()

    def show(self, build: BuildBlocks, *, cursor: int | None = None) -> None:
        """Show other rows; with a `cursor`, from the top on and with that row in sight."""
        self._build = build
        if self._told:
            self._told, cursor = False, cursor or 0
        if cursor is not None:
            self.reset(cursor)
            return
        width = self.size.width
        if not width:
            self.invalidate()
            return
        old, new = self._blocks, build(_room(width))
        if [len(block) for block in old] == [len(block) for block in new]:
            self._blocks = new
            changed = [row for row, block in enumerate(new) if block != old[row]]
            self.refresh_rows(*changed)
        else:
            self.invalidate()

    def tell(self, lines: Sequence[Line]) -> None:
        """Say something where there are no rows; no cursor stands there."""
        said = tuple(lines)
        self._build, self._told = lambda _: [said], True
        self.reset(0)

    def scroll_within(self, pages: int) -> bool:
        """Scroll a page where the row is longer than that; whether there was more of it."""
        rows, page, scroll = self.rows, self.size.height, self.scroll_offset.y
        if not len(rows):
            return False
        top, end = rows.top(self.cursor), rows.top(self.cursor + 1) - 1
        more = end > scroll + page if pages > 0 else top < scroll
        return more and self.scroll_by(pages * max(1, page - 2))

    def pages_on(self, pages: int) -> int:
        """The row that many pages further on; the first or last where there are no more."""
        rows = self.rows
        line = rows.top(self.cursor) + pages * max(1, self.size.height - 2)
        return rows.at(max(0, min(line, rows.top(len(rows)) - 1))) if len(rows) else 0

    def lay_out(self, width: int) -> UnevenRows:
        """As many lines as each row says."""
        self._blocks = self._build(_room(width))
        return UnevenRows(len(block) for block in self._blocks)

    def row_state(self, row: int) -> Hashable:
        """Name what a row depends on."""
        return self._blocks[row], row == self.cursor and not self._told

    def base_style(self) -> Style:
        """Give the style of what no row covers."""
        return self.look.text

    def thumb_style(self) -> Style:
        """Give the style of what tells how far down the list is."""
        return self.look.line

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint the lines of a row; blank ones at its end have no bar."""
        look, block = self.look, self._blocks[row]
        last = max((n for n, line in enumerate(block) if line), default=-1)
        here = row == self.cursor and not self._told
        bar: Part = ("▌ ", look.bar) if here else ("  ", look.text)
        air: Part = ("  ", look.text)
        return [
            strip_of([bar if n <= last else air, *line], width, look.text)
            for n, line in enumerate(block)
        ]


def _room(width: int) -> int:
    return max(1, min(width - BAR - EDGE, WIDEST))
