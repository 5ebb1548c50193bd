"""What panes stand on: screens and containers that their children cover whole.

Textual asks all of them for their lines at every frame, whatever of them is seen, and works out
borders, padding and opacity for each line. Here it is one blank line, kept. Refuses to have a
border, a padding or anything of its own to show.
"""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # of several bases that are widgets, Textual styles a class by the first alone


class Ground(_Base):
    """Is blank: put it before the class of a screen or a container."""

    _ground: tuple[Hashable, list[Strip]] | None = None
    """The lines that were handed out last, beside what they depend on."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give as many blank lines as a region has."""
        filters = tuple(self.get_line_filters())
        kind = (crop.size, self.app.theme, filters)
        if self._ground is None or self._ground[0] != kind:
            strip = Strip.blank(crop.width, self.visual_style.rich_style)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, self.background_colors[1])
            self._ground = kind, [strip] * crop.height
        return self._ground[1]


class Field(Ground, Container):
    """Blank ground for panes, as the style sheet places them."""


class Row(Ground, Horizontal):
    """Blank ground for what stands side by side."""


class Column(Ground, Vertical):
    """Blank ground for what stands one above the other."""
