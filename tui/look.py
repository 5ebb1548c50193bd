"""Styles of the screen, made once from a palette and the label set.

Colour only reinforces: each label has a glyph and a letter, the current sentence a bar and bold
text, boilerplate is dim. Without colour the current sentence is reversed. Refuses to paint.
"""

from rich.style import Style

from annotations.config import Config, Label
from annotations.model import LabelState, Suggestion
from annotations.nouns import dataclass
from annotations.text.display import visible
from tui.themes import Palette, label_colours, mixed

TINT = 0.22
"""How much of a label's colour is in the text that has the label."""

FLAG, NOTE = "⚑", "✎"

DISPUTED, UNFITTING = "≠", "∅"
"""Flags that only the review shows, as signs of their own: people differ and nobody has decided; a
reviewer decided that no label fits. (No configured flag can have such a name.)"""

UNLABELLED = "–"
"""Mark of a sentence without a label where it shares a line with others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label as the gutter shows it."""

    glyph: str
    letters: str
    style: Style
    asks: str = ""
    """A question mark behind the letters of what is only suggested."""


class Look:
    """All styles of one theme for one label set."""

    def __init__(self, palette: Palette, config: Config, *, no_color: bool) -> None:
        self.palette = palette
        self.no_color = no_color
        self._ground = _rich(palette.background)
        self.text = self._style(palette.body)
        self.dim = self._style(palette.dim, dim=no_color)
        self.title = self._style(palette.text, bold=True)
        self.accent = self._style(palette.accent)
        self.bar = self.key = self._style(palette.accent, bold=True)
        self.line = self._style(palette.line, dim=no_color)
        self.warning = self._style(palette.warning, bold=True)
        self.good = self._style(palette.good)
        self.hit = self._style(palette.accent, bold=True, underline=True)
        cursor = _rich(palette.cursor)
        plain = no_color or palette.name == "ansi"
        self.current = Style(reverse=True) if plain else Style(bgcolor=cursor, bold=True)
        self.selected = Style(underline=True) if plain else Style(bgcolor=cursor)
        self._labels = {label.name: label for label in config.labels}
        colours = label_colours(palette, config.labels)
        self._signs = {name: self._style(colour) for name, colour in colours.items()}
        self._texts = {
            label.name: self.dim
            if label.boilerplate
            else self._style(mixed(palette.body, colours[label.name], TINT))
            for label in config.labels
        }
        self._sentences: dict[tuple[str | None, bool, bool], Style] = {}

    def label(self, name: str) -> Label | None:
        """The label of that name; None when it is no longer configured."""
        return self._labels.get(name)

    def label_style(self, name: str) -> Style:
        """The colour of a label, for its glyph and name."""
        return self._signs.get(name, self.dim)

    def glyph(self, name: str) -> str:
        """The glyph of a label; `?` when it is no longer configured."""
        label = self._labels.get(name)
        return label.glyph if label else "?"

    def hollow(self, name: str) -> str:
        """The glyph of a label where it is only suggested."""
        label = self._labels.get(name)
        return label.hollow if label else "?"

    def letter(self, name: str) -> str:
        """The letter of a label; its first character when it is no longer configured."""
        label = self._labels.get(name)
        return label.letter if label else visible(name[:1])

    def mark(self, state: LabelState) -> Mark:
        """What the gutter shows for a sentence."""
        if state.label is None:
            return Mark(UNLABELLED, "", self.dim)
        letters = self.letter(state.label)
        if state.secondary is not None:
            letters += "+" + self.letter(state.secondary)
        return Mark(self.glyph(state.label), letters, self.label_style(state.label))

    def ghost(self, suggestion: Suggestion) -> Mark:
        """What the gutter shows where somebody has yet to label: hollow and dim, as a question."""
        letters = self.letter(suggestion.label)
        if suggestion.secondary is not None:
            letters += "+" + self.letter(suggestion.secondary)
        return Mark(self.hollow(suggestion.label), letters, self.dim, "?")

    def sign(self, state: LabelState) -> str:
        """What the gutter shows beside the label: a flag, or else a note."""
        if state.flags and state.flags[0] in (DISPUTED, UNFITTING):
            return state.flags[0]
        return FLAG if state.flags else NOTE if state.note else ""

    def sentence(self, state: LabelState, *, current: bool, selected: bool) -> Style:
        """Give the style of a sentence's text."""
        key = (state.label, current, selected)
        style = self._sentences.get(key)
        if style is None:
            style = self.text if state.label is None else self._texts.get(state.label, self.text)
            if current:
                style = self.title + self.current
            elif selected:
                style += self.selected
            self._sentences[key] = style
        return style

    def _style(
        self, colour: str, *, bold: bool = False, dim: bool = False, underline: bool = False
    ) -> Style:
        return Style(
            color=_rich(colour),
            bgcolor=self._ground,
            bold=bold or None,
            dim=dim or None,
            underline=underline or None,
        )


def _rich(colour: str) -> str:
    """The name by which Rich knows a colour of a palette."""
    return colour.removeprefix("ansi_")
