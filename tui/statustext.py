"""The header (who, how far, saved or not) and the rules: plain functions from values to lines."""

from collections.abc import Sequence

from annotations.nouns import dataclass
from annotations.text.display import visible
from tui.lineview import Part
from tui.look import Look
from tui.page import Corpus
from tui.wrapping import cells, crop, crop_paths

Line = tuple[Part, ...]

BUSY = "      …"
"""As wide as what most often follows (`✓ saved`), so that nothing else in the line moves."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the header tells."""

    annotator: str
    corpus: Corpus
    unsaved: int
    failing: bool
    """The last try to save failed."""
    busy: bool
    """Something was decided a moment ago: whether it is saved is told when that has passed."""
    pace: int | None
    place: int | None
    """Place of the open article in the list, from 0."""
    count: str
    sent_back: int = 0
    """Sentences that a reviewer sent back."""
    queue: Sequence[str] = ()
    """Other sentences that are gone through than usual, the longest words first."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What the right third of the header tells where it tells no more."""

    unsaved: int
    failing: bool
    busy: bool
    pace: int | None = None
    count: str = ""


def who(status: Status, *, look: Look, width: int, folded: bool) -> Line:
    """The left third: the annotator, and the queue; `folded` also says which article is open."""
    first: Part = (" claimdesk", look.key)
    if folded and status.place is not None:
        first = (f" {status.place + 1}/{status.corpus.articles} ▾", look.key)
    name = crop(visible(status.annotator), max(0, width - cells(first[0]) - 3))
    room = width - cells(first[0]) - cells(name) - 5
    queue = next((words for words in status.queue if cells(words) <= room), "")
    told: Line = (("   " + queue, look.accent),) if queue else ()
    return first, ("  " + name, look.text), *told


def progress(status: Status, *, look: Look, width: int) -> Line:
    """The middle third: how far the annotator is, in as many words as there is room for."""
    corpus = status.corpus
    if not corpus.sentences:
        return ()  # not counted yet
    n = status.sent_back
    asked: Line = ((f" · {n} sent back", look.accent),) if n else ()
    short: Line = ((f"{corpus.labelled}/{corpus.sentences}", look.text),)
    sentences: Line = (*short, (" sentences", look.dim))
    articles: Line = (
        (" · ", look.dim),
        (f"{corpus.finished}/{corpus.articles}", look.text),
        (" articles", look.dim),
    )
    folded: tuple[Line, ...] = (short,)
    if n:
        folded = ((*sentences, *asked), (*short, *asked), (*short, (f" · {n} ↩", look.accent)))
    lines = ((*sentences, *articles, *asked), *folded)
    line = next((one for one in lines if _width(one) <= width), folded[-1])
    return ((" " * max(0, (width - _width(line)) // 2), look.text), *line)


def saving(status: Status | Saving, *, look: Look, width: int, folded: bool) -> Line:
    """The right third: saved or not, how fast, and the count being typed."""
    parts: list[Part] = []
    if status.count:
        parts.append((f"{status.count}×  ", look.key))
    if status.failing:
        parts.append((f"! {status.unsaved} NOT SAVED", look.warning))
    elif status.busy:
        parts.append((BUSY, look.dim))
    elif status.unsaved:
        parts.append((f"{status.unsaved} pending", look.dim))
    else:
        parts.append(("✓ saved", look.good))
    if status.pace is not None:
        parts.append((f"  {status.pace:>3}{'/min' if folded else ' a minute'}", look.text))
    parts.append((" ", look.text))
    return ((" " * max(0, width - _width(parts)), look.text), *parts)


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
    told = crop_paths(visible(message), width - 6)
    style = look.warning if warning else look.accent
    return (
        ("── ", look.line),
        (told, style),
        (" " + "─" * max(0, width - 4 - cells(told)), look.line),
    )


def _width(parts: Sequence[Part]) -> int:
    return sum(cells(text) for text, _ in parts)
