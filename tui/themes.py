"""The colours of the screen as plain values, and the arithmetic that keeps them readable.

A palette is data: the app makes Textual themes of them. Colours only reinforce what glyphs,
letters and bars say already. Contrast is that of WCAG 2.2: text 4.5 to 1 on its background
(7 to 1 in `contrast`), signs and dim text 3 to 1. In `ansi` the terminal chooses the colours,
so nothing can be promised there.
"""

from collections.abc import Sequence
from itertools import cycle
from typing import Literal

from annotations.config import Label, ThemeName
from annotations.nouns import dataclass

SIGN_CONTRAST = 3.0
"""Least contrast of a label's sign on the background (WCAG 2.2, 1.4.11)."""

ANSI_LABELS = (
    "ansi_bright_blue",
    "ansi_yellow",
    "ansi_magenta",
    "ansi_cyan",
    "ansi_green",
    "ansi_red",
)
OKABE_ITO = (
    "#56B4E9",
    "#E69F00",
    "#CC79A7",
    "#009E73",
    "#F0E442",
    "#D55E00",
    "#0072B2",
)
"""Told apart with every kind of colour vision. Okabe and Ito, Color Universal Design, 2008."""

LabelColours = Literal["configured", "okabe-ito", "ansi"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one theme: `#RRGGBB`, or ANSI names as Textual writes them."""

    name: ThemeName
    dark: bool
    background: str
    panel: str
    """Behind the key bar, overlays and the line of the cursor in lists."""
    text: str
    """The current sentence, headings."""
    body: str
    """The rest of the article: a touch dimmer than `text`."""
    dim: str
    """What recedes: boilerplate, counts, hints."""
    accent: str
    """The cursor's bar and the focused pane: the one accent."""
    line: str
    """Thin lines between panes; decoration."""
    cursor: str
    """Background of the current line in lists."""
    warning: str
    good: str
    """`saved`."""
    labels: LabelColours = "configured"


PALETTES: dict[ThemeName, Palette] = {
    palette.name: palette
    for palette in (
        Palette(
            name="dark",
            dark=True,
            background="#17191C",
            panel="#202328",
            text="#F2F3F5",
            body="#C3C7CD",
            dim="#868D97",
            accent="#E8C268",
            line="#3A3F47",
            cursor="#2A2F37",
            warning="#F0A35E",
            good="#8CC997",
        ),
        Palette(
            name="light",
            dark=False,
            background="#FAFAF8",
            panel="#EFEFEC",
            text="#121416",
            body="#3B4046",
            dim="#6F757D",
            accent="#8A5A00",
            line="#CFD1D0",
            cursor="#E4E6E6",
            warning="#A34700",
            good="#2B6E3A",
        ),
        Palette(
            name="contrast",
            dark=True,
            background="#000000",
            panel="#0D0D0D",
            text="#FFFFFF",
            body="#EDEDED",
            dim="#B8B8B8",
            accent="#FFD75F",
            line="#8A8A8A",
            cursor="#262626",
            warning="#FFB066",
            good="#9BE8A8",
        ),
        Palette(
            name="colour-blind",
            dark=True,
            background="#161616",
            panel="#202020",
            text="#F5F5F5",
            body="#C8C8C8",
            dim="#8C8C8C",
            accent="#F0E442",
            line="#404040",
            cursor="#2C2C2C",
            warning="#F08A5D",
            good="#D0D0D0",
            labels="okabe-ito",
        ),
        Palette(
            name="ansi",
            dark=True,
            background="ansi_default",
            panel="ansi_default",
            text="ansi_default",
            body="ansi_default",
            dim="ansi_bright_black",
            accent="ansi_yellow",
            line="ansi_bright_black",
            cursor="ansi_black",
            warning="ansi_red",
            good="ansi_green",
            labels="ansi",
        ),
    )
}


def label_colours(palette: Palette, labels: Sequence[Label]) -> dict[str, str]:
    """Label → colour of its sign, readable on the background; boilerplate recedes."""
    ladder = {"okabe-ito": OKABE_ITO, "ansi": ANSI_LABELS}.get(palette.labels)
    wanted = cycle(ladder) if ladder else None
    colours: dict[str, str] = {}
    for label in labels:
        if label.boilerplate:
            colours[label.name] = palette.dim
        else:
            colour = next(wanted) if wanted else label.colour
            colours[label.name] = readable(colour, palette.background, SIGN_CONTRAST)
    return colours


def contrast(colour: str, background: str) -> float:
    """Contrast of two `#RRGGBB` colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(colour), _luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, background: str, ratio: float) -> str:
    """Give the colour nearest to this one that reaches a contrast, by adding white or black.

    Goes away from the background; where even white or black falls short, it is that. Colours
    that are not `#RRGGBB`, such as ANSI names, come back as they are.
    """
    if not (_is_rgb(colour) and _is_rgb(background)) or contrast(colour, background) >= ratio:
        return colour
    pole = max(("#FFFFFF", "#000000"), key=lambda pole: contrast(pole, background))
    mixtures = (mixed(colour, pole, step / 100) for step in range(1, 100))
    return next((found for found in mixtures if contrast(found, background) >= ratio), pole)


def _is_rgb(colour: str) -> bool:
    return colour.startswith("#")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """Undo the gamma of sRGB (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # the standard's constants


def mixed(colour: str, other: str, share: float) -> str:
    """Mix two `#RRGGBB` colours in sRGB; `share`, 0 to 1, is how much of the other there is.

    Where either is an ANSI name nothing can be mixed: the first comes back as it is.
    """
    if not (_is_rgb(colour) and _is_rgb(other)):
        return colour
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)
