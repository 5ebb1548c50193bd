"""The article: text that flows, marks in the gutter, the current sentence unmistakable.

Refuses to decide anything: it shows a page, a cursor and a range, and says what was clicked.
Cost does not grow with the article: a move or a label repaints the lines it touches.
"""

from collections.abc import Hashable, Iterable

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from annotations.config import Layout
from annotations.text.display import shown
from tui.lineview import EvenRows, LineView, Part, strip_of
from tui.look import Look, Mark
from tui.page import Page
from tui.reading import BLANK, Arrangement, TextLine
from tui.wrapping import cells, wrap

MARKS = 7
"""Cells for the label marks in the gutter: `❝ a+c`, or of two sentences `❝a+c ■c`."""
GUTTER = 2 + MARKS + 1
"""Bar, air, marks, air."""
AIR = 2
"""Cells kept free right of the text."""

_EMPTY = Arrangement((), (), ())


class Body(LineView):
    """The open article."""

    MARGIN = 0.2

    class SentenceClicked(Message):
        """A sentence was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Of the sentence in the article, from 0."""

    def __init__(self, look: Look, *, layout: Layout, column: int) -> None:
        super().__init__(id="body")
        self.look = look
        self._layout_name = layout
        self._column = column
        self._page: Page | None = None
        self._head: list[tuple[Part, ...]] = []
        self._arranged = _EMPTY
        self._left = 0
        self._text_width = 0
        self._current = 0
        self._selected = range(0)
        self._unsaved: frozenset[int] = frozenset()
        self._invitation = ""

    # What the screen says.

    def open(self, page: Page | None, *, current: int, invitation: str = "") -> None:
        """Show another article at this sentence; without one, an invitation."""
        self._page = page
        self._current = current
        self._selected = range(0)
        self._unsaved = frozenset()
        self._invitation = invitation
        self._arranged = _EMPTY
        self.reset()
        self._show_current()

    def show(self, current: int, selected: range, relabelled: Iterable[int]) -> None:
        """Follow the cursor and the range; paint anew the sentences given."""
        if self._page is None or not self._page.sentences:
            return
        self.rows  # noqa: B018 - lays out what was opened or resized since the last paint
        touched = set(relabelled) | (set(self._selected) ^ set(selected))
        if current != self._current:
            touched |= {current, self._current}
        self._current, self._selected = current, selected
        if not self._show_current():
            self._refresh_sentences(sorted(touched))

    def mark_unsaved(self, indices: frozenset[int]) -> None:
        """Mark the sentences whose labels could not be saved, and no others."""
        changed = indices ^ self._unsaved
        if not changed or self._page is None:
            return
        self.rows  # noqa: B018 - as above
        self._unsaved = indices
        known = range(len(self._page.sentences))
        self._refresh_sentences(sorted(index for index in changed if index in known))

    def show_ghosts(self, indices: Iterable[int]) -> None:
        """Paint anew the sentences for which something is suggested now; the page stays put."""
        if self._page is None or not self._page.sentences:
            return
        self.rows  # noqa: B018 - as above
        self._refresh_sentences(indices)

    def toggle_layout(self) -> Layout:
        """Lay the article out the other way, and say which; the current sentence stays in sight."""
        self._layout_name = "blocks" if self._layout_name == "flow" else "flow"
        self.reset()
        self._show_current()
        return self._layout_name

    @property
    def measure(self) -> tuple[int, Layout]:
        """How articles are laid out now: cells of a line (0: not known yet), and the layout."""
        return self._text_width, self._layout_name

    def sentence_a_page_from(self, pages: int) -> int:
        """Index of the sentence so many pages below the current one (above: negative)."""
        if not self._arranged.lines:
            return self._current
        last = len(self._arranged.lines) - 1
        line = self._arranged.first[self._current] + pages * max(1, self.size.height - 2)
        line = max(0, min(line, last))
        while line and not self._arranged.lines[line].pieces:
            line -= 1
        pieces = self._arranged.lines[line].pieces
        index = pieces[0].index if pieces else self._current
        if index == self._current:  # longer than a page
            index += 1 if pages > 0 else -1
        return index

    def set_look(self, look: Look) -> None:
        """Take other styles."""
        self.look = look
        self.invalidate()

    def on_resize(self) -> None:
        """Keep the current sentence in sight."""
        self._show_current()

    # What LineView asks.

    def lay_out(self, width: int) -> EvenRows:
        """Lay head and text out for this width, the text column centred where there is room."""
        self._text_width = max(10, min(self._column, width - GUTTER - AIR))
        self._left = max(0, (width - GUTTER - self._text_width - AIR) // 2)
        page = self._page
        self._head = self._head_of(page) if page else self._invite(width)
        self._arranged = page.arranged(self._text_width, self._layout_name) if page else _EMPTY
        if page and page.sentences:
            self.cursor = len(self._head) + self._arranged.first[self._current]
        return EvenRows(len(self._head) + len(self._arranged.lines) + 1)

    def row_state(self, row: int) -> Hashable:
        """Name what a line depends on: its sentences' states and ghosts, the cursor, the range."""
        line = self._line(row)
        if line is None or self._page is None:
            return None
        page = self._page
        return tuple(
            (
                page.states[piece.index],
                page.ghost(piece.index),
                piece.index == self._current,
                piece.index in self._selected,
                piece.index in self._unsaved,
            )
            for piece in line.pieces
        )

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint one line: gutter and text."""
        base = self.look.text
        line = self._line(row)
        if line is None:
            return [strip_of(self._head[row] if row < len(self._head) else (), width, base)]
        return [strip_of(self._parts(line), width, base)]

    def base_style(self) -> Style:
        """Give the style of what no line covers."""
        return self.look.text

    def thumb_style(self) -> Style:
        """Give the style of what tells how far down the page is."""
        return self.look.line

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Tell which sentence was clicked: on a line with several, the one under the pointer."""
        event.stop()
        line = self._line(event.row)
        if line is None or not line.pieces:
            return
        at = event.column - self._left - GUTTER
        for piece in line.pieces:
            at -= cells(piece.text)
            if at < 0:
                break
        self.post_message(self.SentenceClicked(piece.index))

    # How it is done.

    def _line(self, row: int) -> TextLine | None:
        line = row - len(self._head)
        if line < 0:
            return None
        return self._arranged.lines[line] if line < len(self._arranged.lines) else BLANK

    def _refresh_sentences(self, indices: Iterable[int]) -> None:
        """Paint these sentences anew; behind another pane, nothing is laid out yet."""
        if self._arranged.lines:
            lines = self._arranged.lines_of(indices)
            self.refresh_rows(*(len(self._head) + line for line in dict.fromkeys(lines)))

    def _show_current(self) -> bool:
        if self._page is None or not self._page.sentences:
            return False
        self.rows  # noqa: B018 - as above
        if not self._arranged.lines:
            return False
        first = len(self._head) + self._arranged.first[self._current]
        last = len(self._head) + self._arranged.last[self._current]
        self.cursor = first
        if self._current == 0 and not 0 < self.size.height <= first:
            return self.scroll_to_line(0)
        scrolled = self.show_row(last)
        return self.show_row(first) or scrolled

    def _head_of(self, page: Page) -> list[tuple[Part, ...]]:
        look, left = self.look, " " * (self._left + GUTTER)
        title = shown(page.article.title)
        lines: list[tuple[Part, ...]] = [()]
        lines += [
            ((left, look.text), (title[start:end], look.title))
            for start, end in wrap(title, self._text_width)
        ]
        n = len(page.sentences)
        counted = f"{n} sentence{'s' * (n != 1)}"
        known = [page.article.source, page.article.published, counted]
        about = " · ".join(shown(part) for part in known if part)
        lines += [
            ((left, look.text), (about[start:end], look.dim))
            for start, end in wrap(about, self._text_width)
        ]
        return [*lines, ()]

    def _invite(self, width: int) -> list[tuple[Part, ...]]:
        lines: list[tuple[Part, ...]] = [(), ()]
        for paragraph in self._invitation.split("\n"):
            lines += [
                (("    ", self.look.text), (paragraph[start:end], self.look.dim))
                for start, end in wrap(paragraph, max(10, width - 8))
            ]
        return lines

    def _parts(self, line: TextLine) -> list[Part]:
        look = self.look
        states = self._page.states if self._page else []
        indices = [piece.index for piece in line.pieces]
        if not indices:
            return []
        bar: Part = (" ", look.text)
        if self._current in indices:
            bar = ("▌", look.bar)
        elif any(index in self._selected for index in indices):
            bar = ("┃", look.bar)
        lost = any(index in self._unsaved for index in line.starts)
        warning: Part = ("!", look.warning) if lost else (" ", look.text)
        parts: list[Part] = [(" " * self._left, look.text), bar, warning]
        parts += self._marks(line)
        parts.append((" ", look.text))
        for piece in line.pieces:
            style = look.sentence(
                states[piece.index],
                current=piece.index == self._current,
                selected=piece.index in self._selected,
            )
            text = piece.text.rstrip()
            parts.append((text, style))
            if len(text) < len(piece.text):
                parts.append((piece.text[len(text) :], look.text))
        return parts

    def _mark(self, index: int, page: Page) -> Mark:
        """The label of a sentence, or else what is suggested."""
        ghost = page.ghost(index)
        return self.look.mark(page.states[index]) if ghost is None else self.look.ghost(ghost)

    def _marks(self, line: TextLine) -> list[Part]:
        """The labels of the sentences that begin on this line, in reading order."""
        page = self._page
        if page is None or not line.starts:
            return [(" " * MARKS, self.look.text)]
        marks = [self._mark(index, page) for index in line.starts]
        if len(marks) == 1:
            (mark,) = marks
            told = f"{mark.glyph} {mark.letters}{mark.asks}"
            parts = [(told, mark.style)]
            sign = self.look.sign(page.states[line.starts[0]])
            if sign and len(told) + len(sign) <= MARKS:
                room = MARKS - len(told) - len(sign)
                parts.append((" " * min(1, room) + sign, self.look.dim))
        elif sum(len(mark.glyph + mark.letters) + 1 for mark in marks) <= MARKS + 1:
            parts = [
                (" " * bool(number) + mark.glyph + mark.letters, mark.style)
                for number, mark in enumerate(marks)
            ]
        else:
            parts = [(mark.glyph, mark.style) for mark in marks[:MARKS]]
        taken = sum(len(text) for text, _ in parts)
        return [*parts, (" " * (MARKS - taken), self.look.text)]
