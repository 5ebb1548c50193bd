"""What the progress screen tells of suggestions: how many were accepted, how good they are.

Plain functions from figures to lines. Refuses to work any figure out, and to round one up to all.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.nouns import dataclass
from annotations.store import Share
from annotations.text.display import visible
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import crop, wrap

if TYPE_CHECKING:
    from annotations.store.origins import Accepted
    from annotations.suggesters.learned import Figures

Line = tuple[Part, ...]

WHOLE = 100
"""Per cent."""

NAME = 12
"""Cells for what a line is about."""


@dataclass(frozen=True, slots=True)
class Suggesting:
    """How suggestions do with one annotator."""

    accepted: "Accepted"
    learned: "Figures | None" = None
    """Of the agent that learns from the annotator's labels, on labels it was not fitted to; None
    until it has been fitted."""
    off: str = ""
    """Why nothing is suggested; "" where something is."""


def suggesting_lines(
    suggesting: Suggesting | None, own: Share, look: Look, width: int
) -> Iterator[Line]:
    """Everything there is to tell, in lines of at most `width` cells; `own`: all own labels."""
    if suggesting is None:
        yield ((" …", look.dim),)
        return
    yield from _told("accepted", _accepted(suggesting.accepted, own), look, width)
    figures = suggesting.learned
    if suggesting.off:
        yield from _told("off", suggesting.off, look, width)
        return
    if figures is None:
        yield from _told("learned", "fitting …", look, width)
        return
    if figures.accuracy is None and figures.alone is None:
        yield from _told("learned", f"not shown: {figures.why}", look, width)
        return
    for name, told in _compared(figures):
        yield from _told(name, told, look, width)
    shown = "shown" if figures.better else "not shown"
    yield from _told("", f"learned is {shown}: {figures.why}", look, width)


def _compared(figures: "Figures") -> Iterator[tuple[str, str]]:
    """How the model does beside the rules: where both say something, and where they do not."""
    labels = _counted(figures.labels, "label")
    n = figures.measured - figures.silent
    if figures.accuracy is not None and figures.macro_f1 is not None:
        scores = _scores(figures.accuracy, figures.macro_f1)
        yield "learned", f"{scores}, measured on {n:,} of {labels} of yours that it had not seen"
    if figures.rules_accuracy is not None and figures.rules_macro_f1 is not None:
        yield (
            "rules",
            f"{_scores(figures.rules_accuracy, figures.rules_macro_f1)}, on the same ones",
        )
    if figures.alone is None:
        return
    right = f"is right in {_share(figures.alone)}"
    hidden = ", and not shown" if figures.better and not figures.speaks_alone else ""
    if hidden and figures.few_alone:
        hidden = ", too few to show it there"
    if n:
        told = f"the rules say nothing of {figures.silent:,} more: there, learned {right}{hidden}"
        yield "", told
    else:
        measured = f"the {figures.silent:,} measured of {labels} of yours"
        yield "rules", f"say nothing of {measured} that learned had not seen: there, it {right}"


def _accepted(accepted: "Accepted", own: Share) -> str:
    n = sum(accepted.labels.values())
    if not n and not accepted.changed:
        return f"none of your {_counted(own.labelled, 'label')}"
    by_label = ", ".join(
        f"{visible(label)} {of:,}/{own.labels.get(label, of):,}"
        for label, of in accepted.labels.items()
    )
    told = f"{n:,} of your {_counted(own.labelled, 'label')} ({_percent(n, own.labelled)})"
    since = f"; {accepted.changed:,} more accepted, and changed since" if accepted.changed else ""
    return f"{told}{': ' if by_label else ''}{by_label}{since}"


def _scores(accuracy: float, macro_f1: float) -> str:
    return f"right {_share(accuracy)}, macro-F1 {_share(macro_f1)}"


def _share(value: float) -> str:
    """Two digits, cut: .999 is not all."""
    return "1.00" if value >= 1 else f".{int(value * 100 + 1e-9):02}"


def _told(name: str, told: str, look: Look, width: int) -> Iterator[Line]:
    room = max(12, width - NAME - 2)
    for number, (start, end) in enumerate(wrap(told, room)):
        first = name if not number else ""
        yield (
            (f" {crop(first, NAME):<{NAME}}", look.dim),
            (told[start:end].rstrip(), look.text),
        )


def _percent(n: int, of: int) -> str:
    if 0 < n < of:
        share = round(100 * n / of)
        return "under 1 %" if not share else "over 99 %" if share == WHOLE else f"{share} %"
    return "100 %" if n else "0 %"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'s' * (n != 1)}"
