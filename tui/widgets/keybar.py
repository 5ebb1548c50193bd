"""The key bar: what can be pressed here and now, labels first. One line, painted, clickable.

(Textual's own footer is a widget a key and costs 66 ms of processor time per change of focus.)
"""

from collections.abc import Sequence
from dataclasses import replace

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from annotations.nouns import dataclass
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
    short: str = ""
    """The keys to name where there is no room for all; "" for `keys`."""
    brief: str = ""
    """The text where there is no room for more; "" for `text`."""
    there: bool = True
    """It can be pressed now. What is not shows nothing, but where there is room for everything it
    keeps its place, so that nothing jumps when it comes."""
    optional: bool = False
    """It is left out before the keys of others are shortened."""


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
        hints = self._fitting(width)
        *others, last = hints or (None,)
        keep = _width(last) if last else 0
        for hint in others:
            if at + _width(hint) + keep > width + 1:  # but for the blank at the end
                break
            at = self._add(hint, parts, at)
        if last is not None:
            parts.append((" " * max(0, width - at - keep), look.text))
            if self._add(last, parts, max(at, width - keep)) > width:
                text, style = parts.pop()
                parts.append((text.rstrip(), style))
        return [strip_of(parts, width, look.text)]

    def _fitting(self, width: int) -> Sequence[Hint | None]:
        """Everything where there is room for it; else what is there, with short keys if need be."""
        if sum(map(_width, self._hints)) <= width:
            return self._hints
        there = [hint for hint in self._hints if hint is None or hint.there]
        needed = [hint for hint in self._hints if hint is None or not hint.optional]
        if sum(map(_width, needed)) <= width:
            return there
        return [hint and _shortened(hint) for hint in there]

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Tell which entry was clicked."""
        event.stop()
        for start, end, binding in self._places:
            if start <= event.column < end:
                self.post_message(self.Pressed(binding))

    def _add(self, hint: Hint | None, parts: list[Part], at: int) -> int:
        if hint is None:
            parts.append(("│", self.look.line))
            return at + 1
        if not hint.there:
            parts.append((" " * _width(hint), self.look.text))
            return at + _width(hint)
        parts += [
            (" ", self.look.text),
            (hint.keys, hint.key_style),
            (f" {hint.text} ", hint.text_style),
        ]
        self._places.append((at, at + _width(hint), hint.binding))
        return at + _width(hint)


def _shortened(hint: Hint) -> Hint:
    return replace(hint, keys=hint.short or hint.keys, text=hint.brief or hint.text)


def _width(hint: Hint | None) -> int:
    return 1 if hint is None else cells(hint.keys) + cells(hint.text) + 3
