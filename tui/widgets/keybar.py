"""The key bar: what can be pressed here and now, labels first. One line, painted, clickable.

(Textual's own footer is a widget a key and costs 66 ms of processor time per change of focus.)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from tui.keys import Binding
from tui.lineview import EvenRows, LineView, Part, strip_of
from tui.look import Look
from tui.wrapping import cells


@dataclass(frozen=True, slots=True)
class Hint:
    """One entry of the bar."""

    binding: Binding
    keys: str
    text: str
    key_style: Style
    text_style: Style


class KeyBar(LineView):
    """One line of keys."""

    class Pressed(Message):
        """An entry was clicked."""

        def __init__(self, binding: Binding) -> None:
            super().__init__()
            self.binding = binding

    def __init__(self, look: Look) -> None:
        super().__init__(id="keys")
        self.cursor = -1
        self.look = look
        self._hints: Sequence[Hint | None] = ()
        self._places: list[tuple[int, int, Binding]] = []

    def show(self, hints: Sequence[Hint | None], look: Look) -> None:
        """Show these entries; None draws a line between two groups."""
        self._hints, self.look = hints, look
        self.invalidate()

    def lay_out(self, width: int) -> EvenRows:
        """One line."""
        return EvenRows(1)

    def base_style(self) -> Style:
        """Give the style of what no entry covers."""
        return self.look.text

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint as many entries as there is room for, and the last one always (help)."""
        look, parts, at = self.look, list[Part](), 0
        self._places = []
        *others, last = self._hints or (None,)
        keep = _width(last) if last else 0
        for hint in others:
            if at + _width(hint) + keep > width:
                break
            at = self._add(hint, parts, at)
        if last is not None:
            parts.append((" " * max(0, width - at - keep), look.text))
            self._add(last, parts, max(at, width - keep))
        return [strip_of(parts, width, look.text)]

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Tell which entry was clicked."""
        event.stop()
        for start, end, binding in self._places:
            if start <= event.column < end:
                self.post_message(self.Pressed(binding))

    def _add(self, hint: Hint | None, parts: list[Part], at: int) -> int:
        if hint is None:
            parts.append((" │", self.look.line))
            return at + 2
        parts += [
            (" ", self.look.text),
            (hint.keys, hint.key_style),
            (f" {hint.text} ", hint.text_style),
        ]
        self._places.append((at, at + _width(hint), hint.binding))
        return at + _width(hint)


def _width(hint: Hint | None) -> int:
    return 2 if hint is None else cells(hint.keys) + cells(hint.text) + 3
