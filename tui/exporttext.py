"""The export screen as lines: the form, what goes in and what is left out, the first rows.

Plain functions from values to lines; article text and names in them are made harmless first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from annotations.exporters import FORMATS, Row
from annotations.model import LabelState
from annotations.text.display import shown, visible
from tui.exportform import EVERYONE, NAMES, RESOLVED, Form, Name
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

FIELD = 13
"""Cells for the name of a field."""
LABEL = 22
"""Cells for a row's label."""
STEPS = 20
"""Cells of the progress bar."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an export would write, or has written."""

    rows: int
    labels: Sequence[tuple[str, int]]
    left_out: Sequence[tuple[str, int]]
    """Why → sentences."""
    splits: Sequence[tuple[str, int]] = ()
    remarks: Sequence[str] = ()
    """What has to be said of the splits."""


def form_lines(
    form: Form, current: Name, *, look: Look, width: int, folded: bool = False
) -> list[Line]:
    """The fields, the current one with a bar and with what it means; `folded`: without a title."""
    lines: list[Line] = [] if folded else [(), ((" Export a training set", look.title),), ()]
    for name in NAMES:
        lines += _field(form, name, current=name == current, look=look, width=width)
    return lines


def _field(form: Form, name: Name, *, current: bool, look: Look, width: int) -> Iterator[Line]:
    choices, value = form.choices(name), form.value(name)
    bar: Part = ("▌", look.bar) if current else (" ", look.text)
    lead: Part = (f"{name:<{FIELD}}", look.text if current else look.dim)
    told = visible(value.removeprefix(":"))
    if name == "destination":
        room = max(8, width - FIELD - 4)
        style = look.title if current else look.text
        for number, (start, end) in enumerate(wrap(told, room)):
            yield (
                bar,
                lead if not number else (" " * FIELD, look.text),
                ("  " + told[start:end], style),
            )
    elif not choices:
        yield (bar, lead, (crop(f"  {_fixed(name)}", width - FIELD - 1), look.dim))
    else:
        yield (
            bar,
            lead,
            ("‹ " if current else "  ", look.key),
            (crop(told, width - FIELD - 6), look.title if current else look.text),
            (" ›" if current else "", look.key),
        )
    if current:
        for start, end in wrap(meaning(form, name), max(8, width - 4)):
            yield (bar, ("  " + meaning(form, name)[start:end], look.dim))


def _fixed(name: Name) -> str:
    """Why a field has nothing to choose."""
    return "with: this format is made of it" if name == "text" else "–"


def meaning(form: Form, name: Name) -> str:
    """What the value of a field means, in a sentence."""
    match name:
        case "format":
            return FORMATS[form.format].says
        case "labels":
            whose = {
                RESOLVED: "what reviewers decided, else what annotators agree on",
                EVERYONE: "a row for each annotator and sentence",
            }
            return whose.get(form.whose, "the labels of this annotator alone")
        case "split":
            return (
                "all rows together"
                if form.split == "none"
                else "per cent for training, validation and test; frozen at the first export"
            )
        case "groups":
            groups = {
                "story": "articles that tell the same story stay on one side",
                "source": "all articles of one source stay on one side",
                "article": "only the versions of one article stay together: stories may leak",
            }
            return groups[form.groups]
        case "text":
            return (
                "the text of the articles may be under copyright"
                if form.texts
                else "offsets and hashes only; whoever has the articles can put the text back"
            )
        case _:
            return "where it goes"


def outlook_lines(found: Outlook, *, look: Look, width: int) -> list[Line]:
    """What goes in, by label and by split; what is left out, and why."""
    room = max(8, width - 3)
    lines: list[Line] = [
        (),
        ((f" {found.rows:,} row{'' if found.rows == 1 else 's'}", look.key), (" go in", look.dim)),
    ]
    told = [_counts(found.labels), _counts(found.splits)]
    if found.left_out:
        told.append("left out: " + ", ".join(f"{n:,} {why}" for why, n in found.left_out))
    for text in filter(None, told):
        lines += [((f"  {text[start:end]}", look.text),) for start, end in wrap(text, room)]
    for remark in found.remarks:
        text = visible(remark)
        lines += [((f"  {text[start:end]}", look.warning),) for start, end in wrap(text, room)]
    return lines


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    return " · ".join(f"{visible(name)} {n:,}" for name, n in counts)


def told_lines(text: str, *, style: Style, width: int) -> list[Line]:
    """A sentence below the form."""
    return [(), *(((f" {text[start:end]}", style),) for start, end in wrap(text, width - 3))]


def progress_line(done: int, of: int, *, look: Look) -> Line:
    """How far an export has come."""
    full = STEPS * done // max(1, of)
    bar = "▰" * full + "▱" * (STEPS - full)
    return ((f" writing {bar}", look.accent), (f" {done:,}/{of:,} articles", look.dim))


def done_lines(form: Form, rows: int, *, look: Look, width: int) -> list[Line]:
    """Where the training set is, and the line of Python that loads it."""
    room = max(8, width - 3)
    said = f"wrote {rows:,} row{'' if rows == 1 else 's'} to {visible(str(form.destination))}"
    lines: list[Line] = [()]
    for number, (start, end) in enumerate(wrap(said, room)):
        lines.append(((" ✓ " if not number else "   ", look.good), (said[start:end], look.text)))
    loads = visible(form.loads)
    for start, end in wrap(loads, room) if loads else ():
        lines.append((("   " + loads[start:end], look.key),))
    return lines


def row_lines(rows: Sequence[Row], *, look: Look, width: int, divided: bool = False) -> list[Line]:
    """The first rows: label and sentence in one line; `divided`: a split may leave some out."""
    title = " First rows, before anything is split" if divided else " First rows"
    lines: list[Line] = [(), ((crop(title, width), look.dim),), ()]
    for row in rows:
        mark = look.mark(LabelState(row.label, row.secondary))
        who = f" {visible(row.annotator)}" if isinstance(row.annotator, str) else ""
        lead = crop(f"{mark.glyph} {visible(row.label)}{who}", LABEL)
        text = shown(row.text) if isinstance(row.text, str) else f"{row.start}–{row.end}"
        room = max(0, width - LABEL - 3)
        lines.append(
            (
                (f" {lead}{' ' * (LABEL - cells(lead))} ", mark.style),
                (crop(text, room), look.text),
            )
        )
    if not rows:
        lines.append(((" nothing goes in", look.dim),))
    return lines
