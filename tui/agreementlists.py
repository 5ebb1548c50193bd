"""Agreement article by article and week by week, as lines for the app. Refuses to measure."""

from collections.abc import Iterable, Iterator

from annotations.text.display import shown
from annotations.workflow.agreeing import ArticleAgreement, Measured, WeekAgreement
from tui.agreementwords import decimal, week_name
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop

Line = tuple[Part, ...]

FIGURES = 42
"""Cells of the figures behind a title."""
WEEK = 12


def article_lines(
    articles: Iterable[ArticleAgreement], *, look: Look, width: int, note: str = ""
) -> list[Line]:
    """A line an article; `note` says what is not listed."""
    room = max(10, width - FIGURES - 3)
    lines = [*_head("By article", room, look)]
    for one in articles:
        title = crop(shown(one.title), room)
        lines.append(
            ((f" {title}{' ' * (room - cells(title))}", look.text), *_figures(one.primary, look))
        )
    return [*lines, *([(), ((f" {note}", look.dim),)] if note else []), ()]


def week_lines(weeks: Iterable[WeekAgreement], *, look: Look) -> list[Line]:
    """A line a week, the oldest first."""
    return [
        *_head("Over time", WEEK, look),
        *(
            ((f" {week_name(week.monday):<{WEEK}}", look.text), *_figures(week.primary, look))
            for week in weeks
        ),
        (),
    ]


def _head(title: str, room: int, look: Look) -> Iterator[Line]:
    yield ()
    yield ((f" {title}", look.title), ("  primary labels", look.dim))
    yield ()
    names = f"{'sentences':>10}{'raw':>7}{'alpha':>8}{'no boilerplate':>16}"
    yield ((f" {'':<{room}}{names}", look.dim),)


def _figures(found: Measured, look: Look) -> Line:
    figures, without = found.figures, found.without_boilerplate
    alpha = None if without is None else without.krippendorff_alpha.value
    return (
        (f"{figures.items:>10,}", look.dim),
        (f"{decimal(figures.raw.value):>7}", look.text),
        (f"{decimal(figures.krippendorff_alpha.value):>8}", look.key),
        (f"{decimal(alpha):>16}", look.text),
    )
