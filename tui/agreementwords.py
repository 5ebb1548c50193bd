"""How agreement is put into words and digits, for the command line and the screen alike.

Knows neither terminal nor styles. Refuses to call a figure good: it repeats what the guideline
says to aim at.
"""

from collections.abc import Sequence
from datetime import date

from annotations.review.agreement import Figures
from annotations.review.measures import Figure

MEASURED = {
    "raw": "raw agreement",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
    "krippendorff_alpha": "Krippendorff's alpha",
}
"""Field of `Figures` → what people call it, in the order shown."""
INTERVAL = "95 % interval of alpha"
UNDEFINED = "–"
ORIENTATION = "Aim at an alpha of .70 without boilerplate; below .60 revise the guideline."
SEVERAL = 3


def decimal(value: float | None) -> str:
    """Three digits behind the point and none before it unless it is 1; – where undefined."""
    if value is None:
        return UNDEFINED
    digits = f"{value:.3f}"
    return digits.replace("0.", ".", 1).replace("-.000", ".000")


def figure_of(figures: Figures, name: str) -> Figure:
    """One of `MEASURED`."""
    found = getattr(figures, name)
    assert isinstance(found, Figure)  # noqa: S101 - the names are ours
    return found


def interval(figures: Figures) -> str:
    """`.721 to .728`."""
    bounds = figures.alpha_interval.bounds
    return UNDEFINED if bounds is None else f"{decimal(bounds[0])} to {decimal(bounds[1])}"


def reasons(figures: Figures) -> list[str]:
    """Why figures are undefined, those of one reason together: `Cohen's kappa: …`."""
    found: dict[str, list[str]] = {}
    for name, called in MEASURED.items():
        figure = figure_of(figures, name)
        if figure.value is None:
            found.setdefault(figure.why, []).append(called)
    if figures.alpha_interval.why:
        found.setdefault(figures.alpha_interval.why, []).append(INTERVAL)
    return [f"{', '.join(called)}: {why}" for why, called in found.items()]


def compared(annotators: Sequence[str]) -> tuple[str, str]:
    """What the rows and the columns of a confusion are, and the two sides of a comparison."""
    if len(annotators) < SEVERAL:
        return annotators[0], annotators[1]
    return "first", "second"


def pooling(annotators: Sequence[str]) -> str:
    """Say what figures per label and the confusion are made of."""
    first, second = compared(annotators)
    if len(annotators) < SEVERAL:
        return f"{second} measured against {first}"
    return f"every two of {', '.join(annotators)}, the one named later measured against the other"


def week_name(monday: date) -> str:
    """`2023-W51`, as in ISO 8601."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"
