"""Evidence as lines: questions with their answers, and all about one of them.

Plain functions from values to lines; what was typed or read is made harmless first. Signs and
words say all that colours say.
"""

from collections.abc import Iterator

from rich.style import Style

from annotations.claims import Evidence
from annotations.nouns import dataclass
from annotations.text.display import shown
from annotations.workflow.weighing import Weight
from tui.factdesk import evidencefields as fields
from tui.factdesk.evidencefields import SIGNS, Field
from tui.lineview import Part
from tui.look import Look
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import crop, wrap

NAME = 11
"""Cells for the name of a field."""

YOUNGER = "younger than the claim: it may be a retelling of it"


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence as it is shown."""

    evidence: Evidence
    place: str
    """Outlet or address."""
    weight: Weight | None
    """None as long as it is not known on whom the claim rests."""
    young: bool


def hung(text: str, style: Style, width: int, *, lead: Part) -> Iterator[Line]:
    """A text in as many lines as it takes, behind what stands in front of the first."""
    blank = " " * len(lead[0])
    for n, (start, end) in enumerate(wrap(text, max(8, width - len(blank)))):
        yield (lead if n == 0 else (blank, style)), (text[start:end], style)


def counts(weight: Weight | None) -> str:
    """Whether evidence counts, in words."""
    if weight is None:
        return "…"
    return f"✓ independent: {weight.why}" if weight.counts else f"✗ does not count: {weight.why}"


def counts_style(one: Shown, look: Look) -> Style:
    """Its style: a warning where evidence seems to say something and does not count."""
    if one.weight is None:
        return look.dim
    says = one.evidence.stance != "context" and one.evidence.answer_type != "unanswerable"
    return look.good if one.weight.counts else look.warning if says else look.dim


def answer_block(one: Shown, *, look: Look, width: int, first: bool) -> Block:
    """An answer; the `first` of a question has it above."""
    evidence = one.evidence
    lines: list[Line] = []
    if first:
        lines += hung(shown(evidence.question), look.title, width, lead=("? ", look.key))
    answer = shown(evidence.answer) or "no answer was found"
    kind = "" if evidence.answer_type == "extractive" else f" ({evidence.answer_type})"
    sign = f"  {SIGNS[evidence.stance]} {evidence.stance:<8}  "
    lines += hung(f"{answer}{kind}", look.text, width, lead=(sign, look.key))
    lines.append(_origin(one, look, width))
    lines += hung(
        shown(counts(one.weight)),
        counts_style(one, look),
        width,
        lead=("    ", look.dim),
    )
    if one.young:
        lines.append((("    ▲ " + crop(YOUNGER, width - 6), look.warning),))
    return (*lines, ())


def _origin(one: Shown, look: Look, width: int) -> Line:
    """Where it comes from, when, and on whom it rests."""
    root = f"root: {shown(one.evidence.root)}" if one.evidence.root else "root: not known"
    told = " · ".join(filter(None, (root, one.evidence.published, shown(one.place))))
    return (("    " + crop(shown(told), width - 4), look.dim),)


def about_lines(
    one: Shown, current: Field | None, *, look: Look, width: int, weight: bool
) -> list[Line]:
    """The fields, the `current` one with a mark; `weight`: behind whether it counts."""
    lines: list[Line] = []
    if weight:
        style = counts_style(one, look)
        lines += hung(shown(counts(one.weight)), style, width, lead=("", style))
        if one.young:
            lines += hung(YOUNGER, look.warning, width, lead=("▲ ", look.warning))
        lines.append(())
    for field in fields.fields_of(one.evidence):
        here = field == current
        lead = f"{'› ' if here else '  '}{field:<{NAME}}"
        value = shown(fields.value_of(one.evidence, field)) or "–"
        style = look.title if here else look.text
        lines += hung(value, style, width, lead=(lead, look.key if here else look.dim))
    return lines
