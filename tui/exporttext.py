"""The export screen as lines: the form; what it comes to, and the first rows.

Plain functions from values to lines; article text and names in them are made harmless first.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import UNSET
from rich.style import Style

from annotations.exporters import FORMATS, Row
from annotations.model import LabelState
from annotations.nouns import dataclass
from annotations.text.display import visible
from annotations.workflow.splitremarks import Remark
from annotations.workflow.splitting import GroupBy
from tui.exportform import EVERYONE, NAMES, RESOLVED, Form, Name
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

FIELD = 13
"""Cells for the name of a field."""
LABEL = 22
"""Cells for a row's label, at most."""
MEANING = 2
"""Lines that there are at least for what a value means: those below keep their place."""
GROUP = 8
"""Digits of a group's id that are shown."""
COLUMN = 88
"""Cells of a line of prose, at most."""
STEPS = 20
"""Cells of the progress bar."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an export would write, or has written."""

    rows: int
    labels: Sequence[tuple[str, int]]
    left_out: Sequence[tuple[int, str]]
    """Sentences, and why."""
    splits: Sequence[tuple[str, int]] = ()
    remarks: Sequence[Remark] = ()
    """What has to be known of it."""


def form_lines(
    form: Form, current: Name, *, look: Look, width: int, folded: bool = False
) -> list[Line]:
    """The fields, the current one with a bar, and what its value means.

    `folded`: without a title and air.
    """
    lines: list[Line] = [] if folded else [(), ((" Export a training set", look.title),), ()]
    for name in NAMES:
        lines += _field(form, name, current=name == current, look=look, width=width)
    if not folded:
        lines.append(())
    said = meaning(form, current)
    told: list[Line] = [
        ((f"  {said[start:end]}", look.dim),) for start, end in wrap(said, max(8, width - 3))
    ]
    return lines + told + [()] * (MEANING - len(told))


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
        yield (bar, lead, (crop(f"  {_fixed(form, name)}", width - FIELD - 1), look.dim))
    else:
        yield (
            bar,
            lead,
            ("‹ " if current else "  ", look.key),
            (crop(told, width - FIELD - 6), look.title if current else look.text),
            (" ›" if current else "", look.key),
        )


def _fixed(form: Form, name: Name) -> str:
    """Why a field has nothing to choose."""
    if name == "text":
        return "with: this format is made of it"
    if name == "force" and form.divided:
        return "– one article is never divided"
    return "–"


WHOSE = {
    RESOLVED: "what reviewers decided, else what annotators agree on",
    EVERYONE: "a row for each annotator and sentence",
}
GROUPED: Mapping[GroupBy, str] = {
    "story": "articles that tell the same story stay on one side",
    "source": "all articles of one source stay on one side",
    "article": "only the versions of one article stay together: stories may leak",
}
UNDIVIDED = "nothing is split"
FORCED = {
    False: "where all that is labelled is one story, there is no test set",
    True: "one story is divided by article all the same: the test set repeats the training set",
}
TEXT = {
    True: "the text of the articles may be under copyright",
    False: "offsets and hashes only; whoever has the articles can put the text back",
}
FROZEN = "per cent for training, validation and test; frozen at the first export"
PLACE = "in this folder, unless another is typed; what is there is not replaced unasked"


def meaning(form: Form, name: Name) -> str:
    """What the value of a field means, in a sentence."""
    meanings: Mapping[Name, str] = {
        "format": FORMATS[form.format].says,
        "labels": WHOSE.get(form.whose, "the labels of this annotator alone"),
        "split": FROZEN if form.divided else "all rows together",
        "groups": GROUPED[form.groups] if form.divided else UNDIVIDED,
        "force": FORCED[form.force] if form.divided else UNDIVIDED,
        "text": TEXT[form.texts],
        "destination": PLACE,
    }
    return meanings[name]


def outlook_lines(found: Outlook, *, look: Look, width: int) -> list[Line]:
    """What goes in, by label and by split; what is left out, and why."""
    room = max(8, min(COLUMN, width - 3))
    lines: list[Line] = [
        (),
        ((f" {found.rows:,} row{'' if found.rows == 1 else 's'}", look.key), (" go in", look.dim)),
    ]
    left_out = ", ".join(f"{n:,} {why}" for n, why in found.left_out)
    told = [
        (_counts(found.labels), look.text),
        (_counts(found.splits), look.text),
        (f"left out: {visible(left_out)}" if left_out else "", look.text),
        *((visible(one.text), look.warning if one.warns else look.dim) for one in found.remarks),
    ]
    for text, style in told:
        parts = wrap(text, room) if text else ()
        lines += [((f"  {text[start:end]}", style),) for start, end in parts]
    return lines


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    return " · ".join(f"{visible(name)} {n:,}" for name, n in counts)


def told_lines(text: str, *, style: Style, width: int) -> list[Line]:
    """A sentence below the form."""
    return [(), *(((f" {text[start:end]}", style),) for start, end in wrap(text, width - 3))]


def progress_line(done: int, of: int, *, look: Look, dividing: bool) -> Line:
    """How far an export has come; `dividing`: nothing is written yet."""
    if dividing:
        return ((" looking for what belongs together …", look.accent),)
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


def row_lines(
    rows: Sequence[Row], *, look: Look, width: int, looking: str = "", waiting: int = 0
) -> list[Line]:
    """The first rows under the name of their article: label and sentence in one line.

    While sentences are `waiting` for the label of who is `looking`, others' labels are not shown.
    """
    if not rows:
        return []
    leads = [_lead(row, look) if not waiting or _is_of(row, looking) else None for row in rows]
    room = min(LABEL, max(cells(lead or "–") for lead in leads), max(1, width // 2))
    lines: list[Line] = [(), ((crop(" First rows", width), look.title),)]
    if None in leads:
        wait = "1 sentence waits" if waiting == 1 else f"{waiting:,} sentences wait"
        told = f"others' labels are not shown here while {wait} for yours"
        lines += [((f" {told[start:end]}", look.dim),) for start, end in wrap(told, width - 3)]
    for heading, those in groupby(zip(rows, leads, strict=True), lambda one: _heading(one[0])):
        lines += [(), ((crop(f" {heading}", width - 1), look.dim),)]
        lines += [_row(row, lead, room, look, width) for row, lead in those]
    return lines


def _is_of(row: Row, annotator: str) -> bool:
    """Whether nobody but this annotator labelled it."""
    return row.annotator == annotator or row.annotators == (annotator,)


def _lead(row: Row, look: Look) -> str:
    """Whose and which label."""
    labels = visible(row.label) + (f" + {visible(row.secondary)}" if row.secondary else "")
    who = f" {visible(row.annotator)}" if isinstance(row.annotator, str) else ""
    return f"{look.glyph(row.label)} {labels}{who}"


def _heading(row: Row) -> str:
    """The article of a row; its split and group where it has a split."""
    placed = f" · {row.split} · group {row.group[:GROUP]}" if row.split is not None else ""
    return f"{visible(row.article)}{placed}"


def _row(row: Row, lead: str | None, room: int, look: Look, width: int) -> Line:
    """A row; without a `lead` its label is not shown."""
    style = look.mark(LabelState(row.label, row.secondary)).style if lead else look.dim
    lead = crop(lead or "–", room)
    text = visible(row.text) if row.text_sha256 is UNSET else f"{row.start}–{row.end}"
    padded = f" {lead}{' ' * (room - cells(lead))}  "
    return ((padded, style), (crop(text, max(0, width - room - 4)), look.text))
