"""The tables of `agreement`, for people: from figures to lines. Refuses to print them."""

from collections.abc import Iterable, Iterator

from annotations.review.agreement import Figures
from annotations.review.measures import Figure
from annotations.workflow.agreeing import Agreement, ArticleAgreement, Measured, WeekAgreement
from tui.agreementwords import (
    INTERVAL,
    MEASURED,
    ORIENTATION,
    compared,
    decimal,
    figure_of,
    interval,
    pooling,
    reasons,
    week_name,
)
from tui.cli.table import GAP, cells, fitted, folded
from tui.cli.talk import counted

NAME = 24
"""Cells of the first column, at most."""
VALUE, USED = 9, 12
COUNT = 13
"""Cells of a column of the confusion, at most."""


def overview(found: Agreement, width: int) -> Iterator[str]:
    """Everything there is to say, in lines of at most `width` cells."""
    primary = found.primary.figures
    shared = f"{counted(primary.items, 'sentence')} labelled by two of them or more"
    yield from folded(f"{', '.join(found.annotators)}: {shared}", width)
    yield ""
    yield from _measures("primary label", found.primary, width)
    yield ORIENTATION
    yield ""
    yield from _measures("secondary label", found.secondary, width)
    if not primary.items:
        return
    yield ""
    yield from folded(f"Primary labels, {pooling(found.annotators)}:", width)
    yield ""
    yield from _labels(primary)
    yield ""
    yield from _confusion(primary, width)
    if len(primary.pairs) > 1:
        yield ""
        yield from _pairs(primary, width)


def article_table(articles: Iterable[ArticleAgreement], width: int) -> Iterator[str]:
    """A line an article; the id can be given to other commands."""
    identity = 8
    title = width - identity - 2 * len(GAP) - _part_width()
    lines = (
        GAP.join((fitted(one.id[:identity], identity), fitted(one.title, title)))
        + GAP
        + _part(one.primary)
        for one in articles
    )
    first = next(lines, None)  # fails, if it does, before the head is out
    yield GAP.join((fitted("id", identity), fitted("title", title))) + GAP + _part_head()
    if first is not None:
        yield first
    yield from lines


def week_table(weeks: Iterable[WeekAgreement]) -> Iterator[str]:
    """A line a week."""
    yield f"{'week':<8}{GAP}{_part_head()}"
    for week in weeks:
        yield f"{week_name(week.monday)}{GAP}{_part(week.primary)}"


def _part_head() -> str:
    return f"{'sentences':>9}{'raw':>7}{'alpha':>7}{'no boilerplate':>16}"


def _part_width() -> int:
    return len(_part_head())


def _part(found: Measured) -> str:
    figures, without = found.figures, found.without_boilerplate
    alpha = None if without is None else without.krippendorff_alpha.value
    return (
        f"{figures.items:>9,}{decimal(figures.raw.value):>7}"
        f"{decimal(figures.krippendorff_alpha.value):>7}"
        f"{decimal(alpha):>16}"
    )


def _measures(title: str, found: Measured, width: int) -> Iterator[str]:
    """Each measure with the sentences that it rests on, with and without boilerplate."""
    sides = [found.figures]
    head = f"{title:<{NAME}}{'all':>{VALUE}}{'sentences':>{USED}}"
    if found.without_boilerplate is not None:
        sides.append(found.without_boilerplate)
        head += f"{'without boilerplate':>{VALUE + USED + 2}}"
    yield head
    for name, called in MEASURED.items():
        yield f"{called:<{NAME}}" + "  ".join(_measure(figure_of(one, name)) for one in sides)
    yield (
        f"{INTERVAL:<{NAME}}"
        + "  ".join(f"{interval(one):>{VALUE + 5}}{'':{USED - 5}}" for one in sides).rstrip()
    )
    told = list(dict.fromkeys(why for one in sides for why in reasons(one)))
    for why in told:
        yield from (f"  {line}" for line in folded(why, width - 2))


def _measure(figure: Figure) -> str:
    return f"{decimal(figure.value):>{VALUE}}{figure.used:>{USED},}"


def _labels(figures: Figures) -> Iterator[str]:
    name = _name_width(figures.per_label)
    heads = "".join(f"{head:>11}" for head in ("precision", "recall", "F1", "support"))
    yield fitted("label", name) + heads
    for label, one in figures.per_label.items():
        values = (decimal(one.precision), decimal(one.recall), decimal(one.f1), f"{one.support:,}")
        yield fitted(label, name) + "".join(f"{value:>11}" for value in values)


def _confusion(figures: Figures, width: int) -> Iterator[str]:
    """Rows are the labels of the first; in blocks where the columns do not fit side by side."""
    labels = list(figures.confusion)
    first, second = compared(figures.annotators)
    head = f"{first} ↓  {second} →"
    name = _name_width([*labels, head])
    fits = max(1, (width - name) // COUNT)
    for at in range(0, len(labels), fits):
        block = labels[at : at + fits]
        if at:
            yield ""
        yield fitted(head, name) + "".join(map(_right, block))
        for label in labels:
            counts = (f"{figures.confusion[label][other]:,}" for other in block)
            yield fitted(label, name) + "".join(map(_right, counts))


def _pairs(figures: Figures, width: int) -> Iterator[str]:
    called = [f"{pair.a}, {pair.b}" for pair in figures.pairs]
    name = min(max(NAME, *map(cells, called)), width - 36)
    yield fitted("pair", name) + f"{'sentences':>11}{'raw':>9}{MEASURED['cohen_kappa']:>16}"
    for pair, names in zip(figures.pairs, called, strict=True):
        yield (
            f"{fitted(names, name)}{pair.raw.used:>11,}{decimal(pair.raw.value):>9}"
            f"{decimal(pair.cohen_kappa.value):>16}"
        )


def _name_width(labels: Iterable[str]) -> int:
    return min(NAME, max(12, *map(cells, labels)))


def _right(text: str) -> str:
    """To the right of a column of the confusion, with a blank before it."""
    room = COUNT - 1
    return " " + (fitted(text, room) if cells(text) > room else " " * (room - cells(text)) + text)
