"""The base of every long list and text on the screen: rows painted line by line.

A row is what the cursor stands on: an article of the list, a sentence of an article. A row is
never a widget, so that moving, labelling and scrolling cost the same in ten rows as in 100,000.

Refuses markup (strips are made of plain strings and styles), animation, Textual's scroll bars,
borders and padding (a subclass paints its own air), and bindings (the app has one table of keys).
It has no wish to know what a row means.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.rows import EvenRows, Rows, UnevenRows, in_sight, scroll_for
from tui.strips import Painted, Part, changed_cells, strip_of
from tui.wrapping import cells

if TYPE_CHECKING:
    from textual.filter import LineFilter

__all__ = ["EvenRows", "LineView", "Part", "UnevenRows", "strip_of"]


class LineView(ScrollView, inherit_bindings=False):
    """Rows of lines with a cursor. A subclass says how high rows are and paints one row."""

    class RowClicked(Message):
        """A row was clicked. The cursor has not moved: whoever listens decides."""

        def __init__(self, view: "LineView", row: int, *, column: int, button: int) -> None:
            super().__init__()
            self.view = view
            self.row = row
            self.column = column
            """Cells from the left edge of the view."""
            self.button = button
            """1 left, 2 middle, 3 right."""

        @property
        def control(self) -> "LineView":
            """The view, for `@on(LineView.RowClicked, "#articles")`."""
            return self.view

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False
    DEFAULT_CSS = "LineView { overflow: hidden hidden; }"

    MARGIN: ClassVar[float] = 0.0
    """What share of the page the cursor keeps from its upper and lower edge."""

    THUMB: ClassVar[str] = "▐"
    """Painted over the last cell of the lines that tell how far down the page is; may be empty."""

    KEPT_ROWS: ClassVar[int] = 256
    """How many painted rows are kept. A line of them takes about 2 kB."""

    auto_links: Reactive[bool] = Reactive(False)

    _handed: tuple[Hashable, list[Strip]] | None = None
    """The page as it was handed out last, beside what it depends on; None: to be made anew."""

    def __init__(
        self,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.cursor = 0
        """The current row. Move it with `move_cursor`; a view that has no cursor sets -1."""
        self._rows: Rows = EvenRows(0)
        self._fitted = Size()
        self._stale = True
        self._painted: dict[int, tuple[Hashable, list[Strip]]] = {}
        self._look: Hashable = None
        self._filters: tuple[LineFilter, ...] = ()
        self._background = Color(0, 0, 0)
        self._blank = self._thumb = Strip([], 0)

    # What a subclass says.

    def lay_out(self, width: int) -> Rows:
        """Say how many rows there are and how high each is at this width, in cells."""
        raise NotImplementedError

    def render_row(self, row: int, width: int) -> Sequence[Strip]:
        """Paint one row: strips of `width` cells (see `strip_of`), as many as the row is high."""
        raise NotImplementedError

    def row_state(self, row: int) -> Hashable:
        """Name all that a painted row depends on besides width and theme. Asked at each paint."""
        return row == self.cursor

    def base_style(self) -> Style:
        """Say how what no row covers is painted."""
        return self.visual_style.rich_style

    def thumb_style(self) -> Style:
        """Say how the thumb is painted."""
        return self.base_style()

    # What others ask for.

    @property
    def rows(self) -> Rows:
        """Where the rows stand now."""
        self._fit()
        return self._rows

    def move_cursor(self, row: int) -> None:
        """Put the cursor on a row, or the nearest there is; repaint two rows, scroll if need be."""
        rows = self.rows
        if self._stale:  # no size to lay out for: it will be seen when there is one
            self.cursor, self._rows = max(row, 0), EvenRows(0)
            return
        old, new = self.cursor, max(min(row, len(rows) - 1), 0)
        if new != old and len(rows):
            self.cursor = new
            if not self.show_row(new):
                self.refresh_rows(old, new)

    def show_row(self, row: int) -> bool:
        """Scroll until a row is seen well; tell whether it took any scrolling."""
        rows = self.rows
        if not 0 <= row < len(rows):
            return False
        return self.scroll_to_line(self._scroll_for(rows, row, self._scrolled))

    def scroll_to_line(self, line: int) -> bool:
        """Make a line the first of the page, at once; tell whether it was not. The cursor stays."""
        rows = self.rows
        line = max(0, min(line, rows.top(len(rows)) - self._fitted.height))
        if line == self._scrolled:
            return False
        self.scroll_to(y=line, animate=False, force=True, immediate=True)
        return True

    def scroll_by(self, lines: int) -> bool:
        """Scroll down by lines, up by negative ones; tell whether it did. The cursor stays."""
        return self.scroll_to_line(self._scrolled + lines)

    def refresh_rows(self, *rows: int) -> None:
        """Paint anew what changed in these rows; call it in the same go as the change.

        Lines that come out as they were are left alone, so a change of the gutter costs a line;
        of the others, what comes behind the last change is.
        """
        if not rows:
            return
        known, scroll, (_, page) = self.rows, self._scrolled, self._fitted
        last = min(known.at(scroll + page - 1), len(known) - 1)
        seen = range(max(0, known.at(scroll)), last + 1)
        regions = [
            self._line_changed(strip, line - scroll, until)
            for row in rows
            if row in seen
            for line, until, strip in self._changed_lines(known, row)
            if 0 <= line - scroll < page
        ]
        if regions:
            handed = self._handed
            self.refresh(*regions)
            self._handed = handed

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint anew, and forget the page as it was. Textual calls this for all that it changes."""
        if repaint:
            self._handed = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def invalidate(self) -> None:
        """Say that rows changed in number, height or content; keep the place as far as it goes."""
        self._stale = True
        self._painted.clear()
        self.refresh()

    def reset(self, cursor: int = 0) -> None:
        """Say that all rows are others: begin at the top, or where this row is seen well."""
        self.cursor = cursor
        self._rows = EvenRows(0)
        self.invalidate()

    def text_at(self, line: int) -> str:
        """Give the painted text of one line of all there is, without the blanks that pad it."""
        rows = self.rows
        if not 0 <= line < rows.top(len(rows)):
            return ""
        row = rows.at(line)
        return self._row_strips(rows, row)[line - rows.top(row)].text.rstrip()

    def visible_text(self) -> str:
        """Give the painted text of the page, a line each."""
        strips = self._page_strips(0, self.size.height)
        return "\n".join(strip.text.rstrip() for strip in strips)

    # What Textual asks for.

    def render_line(self, y: int) -> Strip:
        """Give one line of the page."""
        return self._page_strips(y, y + 1)[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of the page within a region.

        Textual's own version copies each line for borders and padding, and encodes it again at
        each scroll. Strips handed out as they are keep what they were encoded to. Textual asks
        for the whole page whatever it paints of it: that is kept from one time to the next.
        """
        self._fit()
        if crop == self._fitted.region:
            return self._whole_page()
        strips = self._page_strips(crop.y, crop.bottom)
        if crop.column_span != (0, self._fitted.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays on its row."""
        event.stop()
        self.scroll_by(round(self.app.scroll_sensitivity_y))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays on its row."""
        event.stop()
        self.scroll_by(-round(self.app.scroll_sensitivity_y))

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        rows = self.rows
        line = event.y + self._scrolled
        if line < rows.top(len(rows)):
            event.stop()
            row = rows.at(line)
            self.post_message(self.RowClicked(self, row, column=event.x, button=event.button))

    # How it is done.

    @property
    def _scrolled(self) -> int:
        """The line that comes first on the page."""
        return round(self.scroll_y)

    def _whole_page(self) -> list[Strip]:
        kind = (self._rows, self._scrolled, self._fitted, self.app.theme)
        if self._handed is None or self._handed[0] != kind:
            self._handed = kind, self._page_strips(0, self._fitted.height)
        return self._handed[1]

    def _line_changed(self, strip: Strip, y: int, until: int) -> Region:
        """Put a line into the page as it is kept; the region of it that is to be painted."""
        if self._handed is not None and y < len(self._handed[1]):
            self._handed[1][y] = self._with_thumb([strip], y)[0]
        return Region(0, y, until, 1)

    def _scroll_for(self, rows: Rows, row: int, scroll: int) -> int:
        page = self._fitted.height
        return scroll_for(
            rows.top(row),
            rows.top(row + 1),
            scroll=scroll,
            page=page,
            margin=int(page * self.MARGIN),
        )

    def _fit(self) -> None:
        """Lay out for the size at hand, before anything is painted or asked at that size.

        Reactives are set without their watchers: whoever comes here has the whole view to paint.
        """
        size = self.outer_size  # as there is no border and no padding; `size` looks it up
        if (size == self._fitted and not self._stale) or not size.area:
            return
        old, page = self._rows, self._fitted.height
        if self._stale or size.width != self._fitted.width:
            self._rows = self.lay_out(size.width)
        self._fitted, self._stale = size, False
        total = self._rows.top(len(self._rows))
        scroll = max(0, min(self._same_place(old, page), total - size.height))
        self.set_reactive(Widget.virtual_size, Size(size.width, total))
        self.set_reactive(Widget.scroll_y, float(scroll))
        self.set_reactive(Widget.scroll_target_y, float(scroll))

    def _same_place(self, old: Rows, page: int) -> int:
        """Say which line comes first so that what was in sight stays, the cursor before all."""
        rows, scroll = self._rows, self._scrolled
        if not len(rows):
            return 0
        self.cursor = min(self.cursor, len(rows) - 1)
        cursor = self.cursor
        if not len(old):
            return self._scroll_for(rows, cursor, 0) if cursor >= 0 else 0
        seen = 0 <= cursor < len(old) and in_sight(old, cursor, scroll, page)
        anchor = cursor if seen else min(old.at(scroll), len(rows) - 1)
        scroll += rows.top(anchor) - old.top(anchor)
        return self._scroll_for(rows, cursor, scroll) if seen else scroll

    def _page_strips(self, first: int, last: int) -> list[Strip]:
        """Give lines `first` to `last` (exclusive) of the page."""
        rows = self.rows
        self._look_again()
        line = self._scrolled + first
        end = min(line + last - first, rows.top(len(rows)))
        strips: list[Strip] = []
        while line < end:
            row = rows.at(line)
            skipped = line - rows.top(row)
            taken = self._row_strips(rows, row)[skipped : skipped + end - line]
            strips += taken
            line += len(taken)
        strips += [self._blank] * (last - first - len(strips))
        return self._with_thumb(strips, first)

    def _look_again(self) -> None:
        """Forget what was painted if it would look different now: theme, colours, background."""
        look = (
            self.app.theme,
            self._fitted.width,
            self.background_colors[1],
            tuple(self.get_line_filters()),
        )
        if look == self._look:
            return
        self._look, self._background, self._filters = look, look[2], look[3]
        self._painted.clear()
        thumb = Segment(self.THUMB, self.thumb_style())
        self._blank = self._filtered(Strip.blank(self._fitted.width, self.base_style()))
        self._thumb = self._filtered(Strip([thumb], cells(self.THUMB)))

    def _filtered(self, strip: Strip) -> Strip:
        """Apply what Textual applies to all lines: no colour, ANSI colours made true ones."""
        if not self._filters:
            return strip
        segments = list(strip)
        for line_filter in self._filters:
            segments = line_filter.apply(segments, self._background)
        return Painted(segments, strip.cell_length)

    def _row_strips(self, rows: Rows, row: int) -> list[Strip]:
        state = self.row_state(row)
        kept = self._painted.pop(row, None)
        if kept is None or kept[0] != state:
            height = rows.top(row + 1) - rows.top(row)
            painted = self.render_row(row, self._fitted.width)[:height]
            strips = [self._filtered(strip) for strip in painted]
            kept = state, strips + [self._blank] * (height - len(strips))
        self._painted[row] = kept
        if len(self._painted) > self.KEPT_ROWS:
            del self._painted[next(iter(self._painted))]
        return kept[1]

    def _with_thumb(self, strips: list[Strip], first: int) -> list[Strip]:
        rows, page = self._rows, self._fitted.height
        total = rows.top(len(rows))
        if not self.THUMB or total <= page:
            return strips
        size = max(1, page * page // total)
        top = self._scrolled * (page - size) // (total - page) - first
        room = self._fitted.width - self._thumb.cell_length
        for line in range(max(0, top), min(len(strips), top + size)):
            parts = (*strips[line].crop(0, room), *self._thumb)
            strips[line] = Painted(parts, self._fitted.width)
        return strips

    def _changed_lines(self, rows: Rows, row: int) -> Iterator[tuple[int, int, Strip]]:
        """Paint a row again; its lines that are not what they were, and how far they are not."""
        before = self._painted.pop(row, None)
        strips = self._row_strips(rows, row)
        unknown = before is None or before[0] == self._painted[row][0]
        for place, strip in enumerate(strips):
            if before is None or unknown:
                yield rows.top(row) + place, self._fitted.width, strip
            elif strip != before[1][place]:
                yield rows.top(row) + place, changed_cells(before[1][place], strip), strip
            else:
                strips[place] = before[1][place]
