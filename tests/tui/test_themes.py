"""Palettes: the app can be read in every one of them."""

import re
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import resources
from annotations.config import Config, ThemeName, load
from tui.themes import OKABE_ITO, PALETTES, Palette, contrast, label_colours, mixed, readable

PAINTED = [palette for palette in PALETTES.values() if palette.name != "ansi"]
RGB = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.fixture(scope="module")
def config() -> Config:
    return load(resources.shipped_config(), environ={}).config


def named(palette: Palette) -> str:
    return palette.name


def test_every_theme_of_the_configuration_has_its_palette() -> None:
    assert set(PALETTES) == set(get_args(ThemeName))


@pytest.mark.parametrize("palette", PAINTED, ids=named)
def test_text_can_be_read_on_every_background(palette: Palette) -> None:
    least = 7 if palette.name == "contrast" else 4.5
    for background in (palette.background, palette.panel, palette.cursor):
        for colour in (palette.text, palette.body, palette.accent, palette.warning, palette.good):
            assert contrast(colour, background) >= least
        assert contrast(palette.dim, background) >= 3


@pytest.mark.parametrize("palette", PAINTED, ids=named)
def test_the_current_sentence_stands_out_from_the_rest(palette: Palette) -> None:
    strength = [
        contrast(colour, palette.background) for colour in (palette.text, palette.body, palette.dim)
    ]
    assert strength == sorted(strength, reverse=True)


@pytest.mark.parametrize("palette", PAINTED, ids=named)
def test_the_sign_of_every_label_can_be_seen(palette: Palette, config: Config) -> None:
    colours = label_colours(palette, config.labels)
    assert list(colours) == [label.name for label in config.labels]
    for colour in colours.values():
        assert contrast(colour, palette.background) >= 3
    assert colours["boilerplate"] == palette.dim


def test_the_dark_theme_shows_the_colours_as_configured(config: Config) -> None:
    colours = label_colours(PALETTES["dark"], config.labels)
    assert colours["claim"] == "#56B4E9"


def test_the_colour_blind_theme_has_its_own_label_colours(config: Config) -> None:
    colours = label_colours(PALETTES["colour-blind"], config.labels)
    assert [colours[name] for name in ("claim", "attribution", "opinion")] == list(OKABE_ITO[:3])


def test_the_ansi_theme_names_colours_of_the_terminal_only(config: Config) -> None:
    palette = PALETTES["ansi"]
    roles = [field.name for field in fields(Palette) if field.type is str]
    colours = [getattr(palette, role) for role in roles]
    assert all(re.fullmatch("ansi_[a-z_]+", colour) for colour in colours)
    assert label_colours(palette, config.labels)["claim"] == "ansi_bright_blue"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@given(colour=RGB, background=RGB, ratio=st.floats(1, 4.5))
def test_a_colour_is_made_readable_on_any_background(
    colour: str, background: str, ratio: float
) -> None:
    assert contrast(readable(colour, background, ratio), background) >= ratio


@given(colour=RGB, background=RGB)
def test_a_colour_that_can_be_read_is_left_alone(colour: str, background: str) -> None:
    enough = contrast(colour, background)
    assert readable(colour, background, enough) == colour


def test_a_mixture_lies_between_its_colours() -> None:
    assert mixed("#000000", "#FFFFFF", 0) == "#000000"
    assert mixed("#000000", "#FF8000", 0.5) == "#804000"
    assert mixed("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mixed("ansi_default", "#FFFFFF", 0.5) == "ansi_default"


def test_where_nothing_is_enough_it_is_black_or_white() -> None:
    assert readable("#808080", "#777777", 21) == "#000000"
    assert readable("ansi_red", "#FFFFFF", 21) == "ansi_red"
