"""The list of articles: title, source, date and how far each has come.

Refuses to hold the corpus: it asks a shelf for the few articles on the page. Cost does not grow
with the number of articles.
"""

from collections.abc import Hashable
from typing import Protocol

from rich.style import Style
from textual.strip import Strip

from annotations.model import Article
from annotations.text.display import shown, visible
from tui.lineview import EvenRows, LineView, Part, strip_of
from tui.look import Look
from tui.wrapping import cells, crop

FULL, EMPTY = "▰", "▱"
BAR = 6
"""Cells of a progress bar."""
HEIGHT = 4
"""Lines of an article: title, source, date and progress, air."""


class Shelf(Protocol):
    """What knows the articles, by their place in the list."""

    def __len__(self) -> int:
        """Count the articles."""

    def article(self, place: int) -> Article | None:
        """The article at a place; None where it could not be read."""


class ArticleList(LineView):
    """All articles, the open one marked, with a cursor of its own."""

    MARGIN = 0.1

    def __init__(self, look: Look, shelf: Shelf) -> None:
        super().__init__(id="articles")
        self.look = look
        self._shelf = shelf
        self._open: int | None = None
        self._active = False

    def set_look(self, look: Look) -> None:
        """Take other styles."""
        self.look = look
        self.invalidate()

    def show_open(self, place: int | None) -> None:
        """Mark the open article and put the cursor on it."""
        old, self._open = self._open, place
        if place is not None:
            self.move_cursor(place)
        self.refresh_rows(*(row for row in (old, place) if row is not None))

    def set_active(self, *, active: bool) -> None:
        """Show whether keys go here."""
        self._active = active
        if not active and self._open is not None:
            self.move_cursor(self._open)
        self.refresh_rows(self.cursor)

    def row_a_page_from(self, pages: int) -> int:
        """Row so many pages below the cursor (above: negative)."""
        a_page = max(1, self.size.height // HEIGHT - 1)
        return self.cursor + pages * a_page

    def lay_out(self, width: int) -> EvenRows:
        """All rows are of one height, a blank line included."""
        return EvenRows(len(self._shelf), HEIGHT)

    def row_state(self, row: int) -> Hashable:
        """Name what a row depends on."""
        return self._shelf.article(row), row == self._open, row == self.cursor and self._active

    def base_style(self) -> Style:
        """Give the style of what no row covers."""
        return self.look.text

    def thumb_style(self) -> Style:
        """Give the style of what tells how far down the page is."""
        return self.look.line

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint title, source, date and progress."""
        look, article = self.look, self._shelf.article(row)
        if article is None:
            return [strip_of((), width, look.text)] * HEIGHT
        here = row == self.cursor and self._active
        bar: Part = ("▌", look.bar) if row == self._open else (" ", look.text)
        title = look.title if row == self._open else look.text
        under = look.current + Style(bold=False) if here else Style()
        room = width - 2
        lines = [[(crop(shown(article.title), room), title)], *self._about(article, room)]
        strips = [
            strip_of(
                [bar, *((text, style + under) for text, style in line)], width, look.text + under
            )
            for line in lines
        ]
        return [*strips, strip_of((), width, look.text)]

    def _about(self, article: Article, room: int) -> list[list[Part]]:
        look = self.look
        source = shown(article.source or "") or visible(article.name)
        done = progress_bar(article.labelled, article.sentences)
        figures = f"{article.labelled}/{article.sentences}"
        style = look.key if article.labelled >= article.sentences > 0 else look.dim
        right: list[Part] = [(done, look.accent), (f" {figures:>7}", style)]
        taken = BAR + 1 + max(7, cells(figures))
        published = shown(article.published or "")
        left = crop(published, max(0, room - taken - 1))
        return [
            [(crop(source, room), look.dim)],
            [(left, look.dim), (" " * max(0, room - taken - cells(left)), look.text), *right],
        ]


def progress_bar(done: int, all_: int, *, width: int = BAR) -> str:
    """Draw a bar that is full only when all is done, and empty only when nothing is."""
    if all_ <= 0:
        return EMPTY * width
    filled = done * width // all_
    if done and not filled:
        filled = 1
    return FULL * filled + EMPTY * (width - filled)
