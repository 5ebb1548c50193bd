"""One line to type into, and what it finds above it: search, palette, notes.

Mounted once and shown when asked for, since a modal screen would cost 55 ms of processor time;
hidden but laid out, since a widget that is no longer displayed makes Textual repaint all others.
Refuses to search: it says what was typed, and shows the hits that it is given.
"""

from collections.abc import Hashable, Sequence
from typing import Literal

from rich.style import Style
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from annotations.nouns import dataclass
from annotations.text.display import visible
from tui.lineview import EvenRows, LineView, Part, strip_of
from tui.look import Look
from tui.statustext import rule
from tui.widgets.ground import Column
from tui.widgets.lines import Lines

Mode = Literal["search", "palette", "note", "queue", "accept", "path", "line", "choose"]


LINES: frozenset[Mode] = frozenset({"note", "path", "line"})
"""Where something is typed, and nothing found."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that was found, with what opening it means to whoever found it."""

    line: tuple[Part, ...]
    about: tuple[Part, ...]
    target: object


class Choices(LineView):
    """What was found, the best first."""

    def __init__(self, look: Look) -> None:
        super().__init__(id="choices")
        self.look = look
        self._choices: Sequence[Choice] = ()

    def set_look(self, look: Look) -> None:
        """Take other styles."""
        self.look = look
        self.invalidate()

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these, the cursor on the first."""
        self._choices = choices
        self.reset()

    @property
    def chosen(self) -> Choice | None:
        """The one under the cursor."""
        return self._choices[self.cursor] if 0 <= self.cursor < len(self._choices) else None

    def lay_out(self, width: int) -> EvenRows:
        """Two lines each, or one where nothing is said about them."""
        return EvenRows(len(self._choices), 2 if any(c.about for c in self._choices) else 1)

    def row_state(self, row: int) -> Hashable:
        """Name what a row depends on."""
        return self._choices[row], row == self.cursor

    def base_style(self) -> Style:
        """Give the style of what no choice covers."""
        return self.look.text

    def render_row(self, row: int, width: int) -> list[Strip]:
        """Paint one choice; the one under the cursor has a bar."""
        choice, look = self._choices[row], self.look
        bar: Part = ("▌ ", look.bar) if row == self.cursor else ("  ", look.text)
        strips = [strip_of([bar, *choice.line], width, look.text)]
        if choice.about:
            strips.append(strip_of([bar, *choice.about], width, look.text))
        return strips

    def thumb_style(self) -> Style:
        """Give the style of what tells how far down the page is."""
        return self.look.line


class TypedLine(Input):
    """The line. What is pasted or was stored comes to the terminal made harmless."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert text with a visible stand-in for all that acts on a terminal."""
        super().insert_text_at_cursor(visible(text))


class Finder(Column):
    """The overlay."""

    class Typed(Message):
        """The text in the line changed."""

        def __init__(self, mode: Mode, text: str) -> None:
            super().__init__()
            self.mode = mode
            self.text = text

    class Entered(Message):
        """The line was entered, or a choice clicked."""

        def __init__(self, mode: Mode, text: str, choice: Choice | None) -> None:
            super().__init__()
            self.mode = mode
            self.text = text
            self.choice = choice

    def __init__(self, look: Look) -> None:
        super().__init__(id="finder")
        self.mode: Mode = "search"
        self.visible = False
        self.choices = Choices(look)
        self._head = Lines(id="told", base=look.line)
        self.look = look
        self._typed = TypedLine(id="typed", compact=True, select_on_focus=False)
        self._typed.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Hold what is found and the line."""
        yield self._head
        yield self.choices
        yield self._typed

    def set_look(self, look: Look) -> None:
        """Take other styles."""
        self.look = look
        self._head.set_base(look.line)
        self.choices.set_look(look)

    def tell(self, message: str) -> None:
        """Say something in the line above what was found."""
        look = self.look
        self._head.show(lambda width: [rule(message, look=look, width=width)])

    def begin(self, mode: Mode, *, prompt: str, text: str = "") -> None:
        """Show the overlay for one purpose; the keys go into its line."""
        self.mode = mode
        text = visible(text)
        self.choices.show(())
        self.choices.display = self._head.display = mode not in LINES
        self.set_class(mode in LINES, "low")
        with self.prevent(Input.Changed):
            self._typed.value = text
        self._typed.placeholder = prompt
        self._typed.cursor_position = len(text)
        self.visible = True
        self._typed.focus(scroll_visible=False)

    def end(self) -> None:
        """Hide the overlay."""
        self.visible = False
        self.screen.set_focus(None)

    @property
    def text(self) -> str:
        """What was typed."""
        return self._typed.value

    def insert(self, text: str) -> None:
        """Type something, and give the keys back to the line."""
        self._typed.insert_text_at_cursor(text)
        self._typed.focus(scroll_visible=False)

    def enter(self) -> None:
        """Take what is there."""
        self.post_message(self.Entered(self.mode, self.text, self.choices.chosen))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        if self.visible:
            self.post_message(self.Typed(self.mode, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is there."""
        event.stop()
        self.enter()

    def on_line_view_row_clicked(self, event: LineView.RowClicked) -> None:
        """Take what was clicked."""
        event.stop()
        self.choices.move_cursor(event.row)
        self.enter()
