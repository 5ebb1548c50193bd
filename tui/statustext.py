"""The header line: who, how far, saved or not, how fast. Plain functions from values to lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.text.display import visible
from tui.lineview import Part
from tui.look import Look
from tui.page import Corpus
from tui.wrapping import cells, crop

Line = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What the header tells."""

    annotator: str
    corpus: Corpus
    unsaved: int
    failing: bool
    """The last try to save failed."""
    pace: int | None
    place: int | None
    """Place of the open article in the list, from 0."""
    count: str


def header(status: Status, *, look: Look, width: int, folded: bool) -> Line:
    """One line of exactly `width` cells; `folded` also says which article is open."""
    left: list[Part] = [(" claimdesk", look.key)]
    if folded and status.place is not None:
        left = [(f" {status.place + 1}/{status.corpus.articles} ▾", look.key)]
    left.append(("  " + crop(visible(status.annotator), 20), look.text))
    right = _right(status, look, short=folded)
    middle = _progress(status.corpus, look, short=folded)
    free = width - _width(left) - _width(middle) - _width(right)
    if free < 2:  # noqa: PLR2004 - two gaps of one cell
        middle, free = [], width - _width(left) - _width(right)
    before = max(1, min((width - _width(middle)) // 2 - _width(left), free - 1))
    return (
        *left,
        (" " * before, look.text),
        *middle,
        (" " * max(0, free - before), look.text),
        *right,
    )


def rule(
    message: str,
    *,
    look: Look,
    width: int,
    warning: bool = False,
    joints: Sequence[int] = (),
    joint: str = "┴",
) -> Line:
    """A thin line, with what there is to say set into it, or where other lines join it."""
    if not message:
        cells_ = ["─"] * width
        for place in joints:
            if 0 <= place < width:
                cells_[place] = joint
        return (("".join(cells_), look.line),)
    told = crop(visible(message), width - 6)
    style = look.warning if warning else look.accent
    return (
        ("── ", look.line),
        (told, style),
        (" " + "─" * max(0, width - 4 - cells(told)), look.line),
    )


def _progress(corpus: Corpus, look: Look, *, short: bool) -> list[Part]:
    if short:
        return [(f"{corpus.labelled}/{corpus.sentences}", look.text)]
    return [
        (f"{corpus.labelled}/{corpus.sentences}", look.text),
        (" sentences · ", look.dim),
        (f"{corpus.finished}/{corpus.articles}", look.text),
        (" articles", look.dim),
    ]


def _right(status: Status, look: Look, *, short: bool) -> list[Part]:
    parts: list[Part] = []
    if status.count:
        parts.append((f"{status.count}×  ", look.key))
    if status.failing:
        parts.append((f"! {status.unsaved} NOT SAVED", look.warning))
    elif status.unsaved:
        parts.append((f"{status.unsaved} pending", look.dim))
    else:
        parts.append(("✓ saved", look.good))
    if status.pace is not None:
        parts.append((f"  {status.pace:>3}{'/min' if short else ' a minute'}", look.text))
    parts.append((" ", look.text))
    return parts


def _width(parts: list[Part]) -> int:
    return sum(cells(text) for text, _ in parts)
