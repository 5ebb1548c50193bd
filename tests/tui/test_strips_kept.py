"""A painted line goes away with the last one that shows it, not when garbage is collected."""

import gc
import weakref

from rich.style import Style
from textual.strip import Strip

from tui.strips import Painted, strip_of

STYLE = Style(bold=True)


class Watched(Painted):
    """A line that can be watched going away."""

    __slots__ = ("__weakref__",)


def test_a_line_that_is_seen_whole_is_its_own_only_piece() -> None:
    line = strip_of([("One is short.", STYLE)], 20, Style())
    for cuts in ([20], [20, 40], iter([20])):
        (piece,) = line.divide(cuts)
        assert piece is line


def test_a_line_is_cut_as_any_other() -> None:
    line = strip_of([("One is short.", STYLE)], 20, Style())
    plain = Strip(line, 20)
    for cuts in ([3, 20], [3, 9], [0, 20], [5]):
        assert line.divide(cuts) == plain.divide(cuts)


def test_a_line_that_was_shown_goes_away_at_once() -> None:
    gc.disable()
    try:
        line = Watched(strip_of([("One is short.", STYLE)], 20, Style()), 20)
        line.divide([20])
        line.crop(0, 20)
        seen = weakref.ref(line)
        del line
        assert seen() is None
    finally:
        gc.enable()
