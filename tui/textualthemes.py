"""Our palettes as Textual's themes, for the few things that Textual paints itself."""

from textual.theme import Theme

from annotations.config import ThemeName
from tui.themes import PALETTES, Palette


def theme_name(palette: ThemeName) -> str:
    """The Textual theme that goes with a palette; its own where the terminal has the colours."""
    return "ansi-dark" if palette == "ansi" else f"claimdesk-{palette}"


def textual_themes() -> list[Theme]:
    """One for each palette that has colours of its own."""
    return [_theme(palette) for palette in PALETTES.values() if palette.name != "ansi"]


def _theme(palette: Palette) -> Theme:
    return Theme(
        name=theme_name(palette.name),
        primary=palette.accent,
        background=palette.background,
        surface=palette.background,
        panel=palette.panel,
        foreground=palette.text,
        dark=palette.dark,
    )
