"""Agreement as JSON, in the shape that docs/data.md gives.

A figure that is undefined is null, and the object that holds it has a `why`: figure → reason.
An object without one has nothing null in it.
"""

from collections.abc import Mapping

from annotations.review.agreement import Figures, LabelFigures, PairFigures
from annotations.review.measures import MEASURES
from annotations.workflow.agreeing import Agreement, ArticleAgreement, Measured, WeekAgreement
from tui.agreementwords import figure_of, week_name

NO_BOILERPLATE = "no label of the label set stands for boilerplate"


def agreement(found: Agreement) -> dict[str, object]:
    """All figures, of the primary labels and, under `secondary`, of the others."""
    shown = _measured(found.primary)
    why = shown.pop("why", None)
    shown["secondary"] = _measured(found.secondary)
    return shown if why is None else {**shown, "why": why}


def _measured(found: Measured) -> dict[str, object]:
    """The figures with, in their middle, the same without boilerplate."""
    without = found.without_boilerplate
    shown: dict[str, object] = {}
    for key, value in _figures(found.figures).items():
        shown[key] = value
        if key == "alpha_interval":
            shown["without_boilerplate"] = None if without is None else _figures(without)
    if without is None:
        why = shown.pop("why", {})
        assert isinstance(why, dict)  # noqa: S101 - of our own making
        shown["why"] = {**why, "without_boilerplate": NO_BOILERPLATE}
    return shown


def _figures(figures: Figures) -> dict[str, object]:
    why = _why(figures)
    if figures.alpha_interval.bounds is None:
        why["alpha_interval"] = figures.alpha_interval.why
    return {
        "annotators": figures.annotators,
        **_short(figures),
        "alpha_interval": figures.alpha_interval.bounds,
        "per_label": {name: _label(label) for name, label in figures.per_label.items()},
        "confusion": figures.confusion,
        "pairs": [_pair(pair) for pair in figures.pairs],
        **_reasons(why),
    }


def _label(label: LabelFigures) -> dict[str, object]:
    return {
        "precision": label.precision,
        "recall": label.recall,
        "f1": label.f1,
        "support": label.support,
        **_reasons(label.why),
    }


def _pair(pair: PairFigures) -> dict[str, object]:
    figures = {"raw": pair.raw, "cohen_kappa": pair.cohen_kappa}
    values = {name: figure.value for name, figure in figures.items()}
    why = {name: figure.why for name, figure in figures.items() if figure.value is None}
    return {"a": pair.a, "b": pair.b, "items": pair.raw.used, **values, **_reasons(why)}


def _short(figures: Figures) -> dict[str, object]:
    return {"items": figures.items, **{name: figure_of(figures, name).value for name in MEASURES}}


def _why(figures: Figures) -> dict[str, str]:
    found = {name: figure_of(figures, name) for name in MEASURES}
    return {name: figure.why for name, figure in found.items() if figure.value is None}


def _reasons(why: Mapping[str, str]) -> dict[str, object]:
    """An object in which nothing is null has no `why`."""
    return {"why": dict(why)} if why else {}


def article(found: ArticleAgreement) -> dict[str, object]:
    """The figures of one article."""
    head = {"article_id": found.id, "article": found.name, "title": found.title}
    return {**head, **_part(found.primary)}


def week(found: WeekAgreement) -> dict[str, object]:
    """The figures of one week, named as in ISO 8601."""
    return {"week": week_name(found.monday), **_part(found.primary)}


def _part(found: Measured) -> dict[str, object]:
    without = found.without_boilerplate
    why = _why(found.figures)
    if without is None:
        why["without_boilerplate"] = NO_BOILERPLATE
    return {
        **_short(found.figures),
        "without_boilerplate": without and {**_short(without), **_reasons(_why(without))},
        **_reasons(why),
    }
