"""Agreement inside the app: figures, pairs, labels, and the confusion as a heat map.

Plain functions from figures to lines of at most `width` cells, of which they need 80. A cell of
the heat map carries its count and is shaded by characters, and the cell under the cursor stands
in brackets, so that all of it can be read without colour. Refuses to move anything: that is
`tui.heatmap`.
"""

from collections.abc import Iterator
from math import ceil

from rich.style import Style

from annotations.nouns import dataclass
from annotations.review.agreement import Figures
from annotations.text.display import visible
from annotations.workflow.agreeing import Agreement, Measured
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
)
from tui.heatmap import CORNER, Matrix, Page, Spot, cell_at, matrix_of, page_of
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

SHADES = " ░▒▓█"
"""From none to all of a row."""
ABOVE_MATRIX = 1
"""Lines of `matrix_lines` above its first row."""
NAME = 24
VALUE, USED = 9, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of the agreement is looked at, and where the cursor is."""

    agreement: Agreement
    spot: Spot = CORNER
    secondary: bool = False
    """Whether the secondary labels are looked at."""
    without_boilerplate: bool = False
    """Whether labels, matrix and pairs leave boilerplate out; the figures stand side by side."""

    @property
    def measured(self) -> Measured:
        """The kind of label looked at."""
        return self.agreement.secondary if self.secondary else self.agreement.primary

    @property
    def figures(self) -> Figures:
        """What labels, matrix and pairs are of."""
        without = self.measured.without_boilerplate
        return without if self.without_boilerplate and without else self.measured.figures

    @property
    def matrix(self) -> Matrix:
        """What the cursor moves in."""
        return matrix_of(self.figures.confusion)


def agreement_lines(shown: Shown, *, look: Look, width: int) -> list[Line]:
    """All of it, one under another. `matrix_top` says where the heat map stands in it."""
    part = ", without boilerplate" if shown.figures is shown.measured.without_boilerplate else ""
    return [
        *_above_matrix(shown, look, width),
        *matrix_lines(shown.figures, shown.spot, look=look, width=width),
        (),
        (_title(f"By label{part}", look, width),),
        *label_lines(shown.figures, look=look, width=width),
        (),
        (_title(f"By pair{part}", look, width),),
        *pair_lines(shown.figures, look=look, width=width),
        (),
    ]


def matrix_top(shown: Shown, *, look: Look, width: int) -> int:
    """Which line of `agreement_lines` is the first row of the heat map."""
    return len(_above_matrix(shown, look, width)) + ABOVE_MATRIX


def _above_matrix(shown: Shown, look: Look, width: int) -> list[Line]:
    kind = "Secondary" if shown.secondary else "Primary"
    part = ", without boilerplate" if shown.figures is shown.measured.without_boilerplate else ""
    whose = visible(pooling(shown.agreement.annotators))
    aim = [] if shown.secondary else _wrapped(ORIENTATION, look.dim, width)
    return [
        *_head(shown, look, width),
        (_title(f"{kind} labels", look, width),),
        *figure_lines(shown.measured, look=look, width=width),
        *aim,
        (),
        (_title(f"Label against label{part}: {whose}", look, width),),
    ]


def figure_lines(found: Measured, *, look: Look, width: int) -> list[Line]:
    """Each measure with the sentences that it rests on, with and without boilerplate."""
    sides = [found.figures]
    head = f" {'':<{NAME}}{'all':>{VALUE}}{'sentences':>{USED}}"
    if found.without_boilerplate is not None:
        sides.append(found.without_boilerplate)
        head += f"{'without boilerplate':>{VALUE + USED}}"
    lines: list[Line] = [((head, look.dim),)]
    for name, called in MEASURED.items():
        parts: list[Part] = [(f" {called:<{NAME}}", look.text)]
        for figure in (figure_of(one, name) for one in sides):
            style = look.dim if figure.value is None else look.key
            parts.append((f"{decimal(figure.value):>{VALUE}}", style))
            parts.append((f"{figure.used:>{USED},}", look.dim))
        lines.append(tuple(parts))
    bounds = "".join(f"{interval(one):>{VALUE + 5}}{'':{USED - 5}}" for one in sides)
    lines.append(((f" {INTERVAL:<{NAME}}", look.text), (bounds.rstrip(), look.text)))
    for why in dict.fromkeys(why for one in sides for why in reasons(one)):
        lines += _wrapped(why, look.dim, width)
    return lines


def label_lines(figures: Figures, *, look: Look, width: int) -> list[Line]:
    """Precision, recall, F1 and support of each label, with its F1 as a bar."""
    room = max(0, min(20, width - NAME - 4 * 10 - 4))
    heads = "".join(f"{head:>10}" for head in ("precision", "recall", "F1", "support"))
    lines: list[Line] = [((" " * (NAME + 1) + heads, look.dim),)] if figures.per_label else []
    for label, one in figures.per_label.items():
        style = look.label_style(label)
        values = "".join(f"{decimal(value):>10}" for value in (one.precision, one.recall, one.f1))
        lines.append(
            (
                (f" {look.glyph(label) if look.label(label) else ' '} ", style),
                (_fitted(label, NAME - 2), look.text),
                (f"{values}{one.support:>10,}", look.text),
                ("  " + "━" * round(one.f1 * room), style),
            )
        )
    return lines or _nothing(look)


def pair_lines(figures: Figures, *, look: Look, width: int) -> list[Line]:
    """Raw agreement and Cohen's kappa of every two annotators."""
    name = max(12, min(2 * NAME, width - 37))
    head = f" {'':<{name}}{'sentences':>11}{'raw':>9}{MEASURED['cohen_kappa']:>16}"
    lines: list[Line] = [((head, look.dim),)]
    for pair in figures.pairs:
        half = (name - 4) // 2
        both = f"{crop(visible(pair.a), half)} · {crop(visible(pair.b), half)}"
        lines.append(
            (
                (f" {_fitted(both, name)}", look.text),
                (f"{pair.raw.used:>11,}{decimal(pair.raw.value):>9}", look.text),
                (f"{decimal(pair.cohen_kappa.value):>16}", look.key),
            )
        )
    return lines


def matrix_page(figures: Figures, spot: Spot, *, width: int) -> Page:
    """How `matrix_lines` lays the heat map out, for finding what was clicked."""
    longest = max(map(cells, [*map(visible, figures.confusion), _corner(figures)])) + 2
    return page_of(matrix_of(figures.confusion), spot, width=width - 1, longest=longest)


def matrix_lines(figures: Figures, spot: Spot, *, look: Look, width: int) -> list[Line]:
    """The heat map: labels of the first annotator down, of the second across.

    Shaded by the share of the row. Below it stands in words what the cursor is on and, where not
    all columns fit, which are seen.
    """
    matrix = matrix_of(figures.confusion)
    if not matrix.labels:
        return _nothing(look)
    page = matrix_page(figures, spot, width=width)
    seen = range(page.first, page.stop)
    head: list[Part] = [(" " + _fitted(_corner(figures), page.name - 1), look.dim)]
    for column in seen:
        style = look.key if column == spot.column else look.dim
        head.append((_right(matrix.labels[column], page.cell), style))
    lines: list[Line] = [tuple(head)]
    for row, label in enumerate(matrix.labels):
        style = look.key if row == spot.row else look.label_style(label)
        parts: list[Part] = [(" " + _fitted(label, page.name - 1), style)]
        for column in seen:
            parts += _cell(matrix, Spot(row, column), spot, page.cell, look)
        lines.append(tuple(parts))
    return [*lines, *_told(figures, matrix, spot, page, look, width)]


def _cell(matrix: Matrix, here: Spot, spot: Spot, width: int, look: Look) -> Iterator[Part]:
    """A blank, and the cell: its shade, its count, and brackets where the cursor is."""
    found = cell_at(here, matrix)
    assert found is not None  # noqa: S101 - it is one of the matrix's own
    count = f"{found.times:,}".rjust(len(f"{matrix.most:,}"))
    shade = SHADES[ceil(found.share * (len(SHADES) - 1))]
    room = width - 3 - len(count)
    inner = shade * (room - 1) + " " + count
    yield " ", look.text
    if here == spot:
        yield f"[{inner}]", look.title + look.current
    else:
        yield f" {inner} ", _heat(here, found.times, look)


def _heat(here: Spot, count: int, look: Look) -> Style:
    if here.row == here.column:
        return look.good
    return look.accent if count else look.dim


def _told(
    figures: Figures, matrix: Matrix, spot: Spot, page: Page, look: Look, width: int
) -> Iterator[Line]:
    """What the cursor is on, and which columns are seen."""
    if page.stop - page.first < len(matrix.labels):
        yield (
            (
                f" columns {page.first + 1} to {page.stop} of {len(matrix.labels)}",
                look.dim,
            ),
        )
    found = cell_at(spot, matrix)
    if found is None:
        return
    first, second = map(visible, compared(figures.annotators))
    noun = "sentence" if len(figures.pairs) == 1 else "pair"
    text = (
        f"{first}: {visible(found.first)}, {second}: {visible(found.second)}, "
        f"{found.times:,} {noun}{'s' * (found.times != 1)}, "
        f"{100 * found.share:.1f} % of the row"
    )
    yield from _wrapped(text, look.title, width)


def _head(shown: Shown, look: Look, width: int) -> list[Line]:
    names = ", ".join(map(visible, shown.agreement.annotators))
    items = shown.agreement.primary.figures.items
    told = f": {items:,} sentence{'s' * (items != 1)} labelled by two of them or more"
    title = " Agreement "
    room = width - cells(title) - cells(told) - 1
    return [
        (),
        ((title, look.title), (f" {crop(names, max(1, room))}", look.text), (told, look.dim)),
        (),
    ]


def _title(text: str, look: Look, width: int) -> Part:
    return f" {crop(text, width - 1)}", look.key


def _corner(figures: Figures) -> str:
    first, second = map(visible, compared(figures.annotators))
    return f"{first} ↓ {second} →"


def _nothing(look: Look) -> list[Line]:
    return [((" nothing yet", look.dim),)]


def _wrapped(text: str, style: Style, width: int) -> list[Line]:
    text = visible(text)
    return [((f" {text[start:end]}", style),) for start, end in wrap(text, width - 2)]


def _fitted(text: str, width: int) -> str:
    """Exactly `width` cells: cut with an ellipsis, or filled with blanks."""
    told = crop(visible(text), width)
    return told + " " * (width - cells(told))


def _right(text: str, width: int) -> str:
    """The same to the right, with a blank on either side, where the counts end."""
    told = crop(visible(text), width - 2)
    return " " * (width - 1 - cells(told)) + told + " "
