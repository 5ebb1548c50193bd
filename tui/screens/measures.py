"""The agreement view of the review: figures, heat map with a cursor, by article, over time.

Read by a thread each time it is asked for, since a few hundred thousand labels take a second.
Refuses to decide anything: a cell opens its sentences as a queue.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, islice
from typing import Literal, get_args

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.nouns import dataclass
from annotations.review.agreement import Figures
from annotations.review.queues import Cell, Queue
from annotations.store import Store
from annotations.text.display import visible
from annotations.workflow.agreeing import (
    ArticleAgreement,
    WeekAgreement,
    agreement,
    agreement_by_article,
    agreement_by_week,
)
from tui.agreementlists import article_lines, week_lines
from tui.agreementtext import Shown, agreement_lines, matrix_top
from tui.agreementwords import decimal
from tui.heatmap import cell_at, moved, next_difference
from tui.page import NOTHING, Effect
from tui.screens.docket import DocketScreen
from tui.widgets.lines import Line

View = Literal["primary", "secondary", "article", "time"]
"""What can be looked at, in the order of the key that goes through them."""

MOST_ARTICLES = 300
"""Listed one by one; measuring thousands takes seconds."""

PAIR = 2
"""Annotators that a confusion matrix is about."""

AGREED_SECONDS = 1.0
"""How long it is not measured how far annotators agree: half a second of processor time, which
would slow down the first sentence and the first keys, since Python runs one thread at a time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the view shows, or waits for."""

    view: View = "primary"
    whose: tuple[str, ...] = ()
    """Annotators; none: all of them."""


@dataclass(frozen=True, slots=True)
class Articles:
    """Agreement article by article."""

    found: Sequence[ArticleAgreement]
    more: bool
    """Whether there are more articles than listed."""


Found = Shown | Articles | list[WeekAgreement]


class MeasuresScreen(DocketScreen):
    """Agreement, read and shown."""

    asked_for = Asked()
    measured: Found | None = None
    """What is shown; None while it is measured."""
    everybody: tuple[str, ...] = ()
    """All annotators, as the first figures named them."""

    def begin_queue(self, queue: Queue) -> None:
        """Go through other sentences."""
        raise NotImplementedError

    # Asking.

    def agreement(self) -> None:
        """Show the agreement, or leave it."""
        if self.page_name == "agreement":
            self.leave_page()
            return
        self.measured = None
        self.open_page("agreement", lambda _: [(), ((" measuring …", self.look.dim),)])
        self._ask(Asked())

    def measure_for_header(self) -> None:
        """Read how far all annotators agree, for the header, when the queue has been read."""
        self.set_timer(AGREED_SECONDS, self._measure_for_header)

    def _measure_for_header(self) -> None:
        self.in_thread("agreed", None, partial(briefly, config=self.session.config))

    def _ask(self, asked: Asked) -> None:
        self.asked_for = asked
        self.in_thread("agreement", asked, partial(_read, asked=asked, config=self.session.config))

    def next_view(self) -> Effect | None:
        """Go from primary labels to secondary ones, to articles, to weeks, and round again."""
        views = get_args(View)
        at = views.index(self.asked_for.view)
        self._ask(replace(self.asked_for, view=views[(at + 1) % len(views)]))
        return Effect(message="measuring …")

    def next_pair(self, steps: int) -> Effect | None:
        """Look at two annotators alone; in front of the first two stand all of them."""
        if len(self.everybody) <= PAIR:
            return Effect(message="there is only one pair")
        whose = [(), *combinations(self.everybody, PAIR)]
        at = whose.index(self.asked_for.whose)
        self._ask(replace(self.asked_for, whose=whose[(at + steps) % len(whose)]))
        return Effect(message="measuring …")

    # Moving about in it.

    def toggle_boilerplate(self) -> Effect | None:
        """Show label against label with boilerplate, or without."""
        shown = self.measured
        if not isinstance(shown, Shown):
            return NOTHING
        if shown.measured.without_boilerplate is None:
            return Effect(message="no label of this label set stands for boilerplate")
        shown = replace(shown, without_boilerplate=not shown.without_boilerplate)
        self.measured = replace(shown, spot=moved(shown.spot, shown.matrix))
        self._show()
        return NOTHING

    def move_cell(self, *, down: int = 0, right: int = 0) -> Effect | None:
        """Move the cursor in the heat map; beyond its edge, and where there is none, scroll."""
        shown = self.measured
        if not isinstance(shown, Shown):
            self.reader.scroll_by(down)
            return NOTHING
        spot = moved(shown.spot, shown.matrix, down=down, right=right)
        if spot == shown.spot:
            self.reader.scroll_by(down)
            return NOTHING
        self.measured = replace(shown, spot=spot)
        self._show()
        self._see_cell(self.measured)
        return NOTHING

    def _see_cell(self, shown: Shown) -> None:
        """Scroll until the row of the cursor is seen."""
        line = matrix_top(shown, look=self.look, width=self.reader.size.width) + shown.spot.row
        first, page = self.reader.scroll_offset.y, self.reader.size.height
        if not first <= line < first + page:
            self.reader.scroll_to_line(max(0, line - page // 2))

    def open_cell(self) -> Effect | None:
        """Go through the sentences of the cell under the cursor."""
        shown = self.measured
        if not isinstance(shown, Shown):
            return NOTHING
        annotators, cell = shown.agreement.annotators, cell_at(shown.spot, shown.matrix)
        if len(annotators) != PAIR:
            key = self.keymap.binding("pair.next")
            named = f": {key.shown.split(' ')[0]}" if key and key.keys else ""
            return Effect(message=f"choose two annotators first{named}")
        if shown.secondary:
            return Effect(message="only the cells of primary labels can be opened")
        if cell is None or not cell.times:
            return Effect(message="no sentence is in this cell")
        self.leave_page()
        self.begin_queue(Cell(annotators[0], cell.first, annotators[1], cell.second))
        return NOTHING

    # Showing.

    def take_figures(self, asked: object, found: Found) -> None:
        """Show what a thread has measured, if it is still wanted."""
        if self.page_name != "agreement" or asked != self.asked_for:
            return
        before = self.measured
        if isinstance(found, Shown):
            if not self.asked_for.whose:
                self.everybody = found.agreement.annotators
            if isinstance(before, Shown):
                found = replace(found, without_boilerplate=before.without_boilerplate)
            found = replace(found, spot=next_difference(found.spot, found.matrix))
        self.measured = found
        self._show(top=True)
        self.say("")

    def cannot_measure(self, error: ClaimdeskError) -> None:
        """Say why there are no figures, where they would stand."""
        told = visible(str(error))
        self.say("")
        self.reader.show(lambda _: [(), ((f" {told}", self.look.text),)], top=True)

    def _show(self, *, top: bool = False) -> None:
        found = self.measured
        if found is not None:
            self.reader.show(lambda width: self._lines(found, width), top=top)

    def _lines(self, found: Found, width: int) -> list[Line]:
        match found:
            case Shown():
                return agreement_lines(found, look=self.look, width=width)
            case Articles(articles, more):
                note = (
                    f"the first {MOST_ARTICLES}; `claimdesk agreement --by article` lists all"
                    if more
                    else ""
                )
                return article_lines(articles, look=self.look, width=width, note=note)
            case _:
                return week_lines(found, look=self.look)


def _read(store: Store, *, asked: Asked, config: Config) -> Found:
    """Measure what was asked for."""
    if asked.view == "time":
        return agreement_by_week(store, asked.whose, config=config)
    if asked.view == "article":
        articles = agreement_by_article(store, asked.whose, config=config)
        listed = list(islice(articles, MOST_ARTICLES))
        more = next(articles, None) is not None
        articles.close()
        return Articles(listed, more)
    found = agreement(store, asked.whose, config=config, seed=config.review.seed)
    return Shown(agreement=found, secondary=asked.view == "secondary")


@dataclass(frozen=True, slots=True)
class Brief:
    """How far annotators agree, in a few words."""

    words: str
    """For the header."""
    more: Sequence[str] = ()
    """For the side pane: with how many sentences each figure used."""


def briefly(store: Store, *, config: Config) -> Brief:
    """Say how far all agree; nothing where fewer than two have labelled anything."""
    try:
        measured = agreement(store, config=config, seed=config.review.seed).primary
    except ClaimdeskError:
        return Brief("")
    sides = [("all", measured.figures), ("without boilerplate", measured.without_boilerplate)]
    more = [_side(name, figures) for name, figures in sides if figures is not None]
    alphas = [
        decimal(figures.krippendorff_alpha.value)
        for _, figures in sides
        if figures is not None and figures.krippendorff_alpha.value is not None
    ]
    return Brief(f"α {' / '.join(alphas)}" if alphas else "", more)


def _side(name: str, figures: Figures) -> str:
    """`all: α .81 (.72–.89), raw .89, 175 sentences`."""
    return (
        f"{name}: {_alpha(figures)}, raw {decimal(figures.raw.value)}, {figures.items:,} sentences"
    )


def _alpha(figures: Figures) -> str:
    bounds = figures.alpha_interval.bounds
    between = f" ({decimal(bounds[0])}–{decimal(bounds[1])})" if bounds else ""
    value = figures.krippendorff_alpha.value
    return f"α {'undefined' if value is None else decimal(value)}{between}"
