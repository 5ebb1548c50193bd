"""What the annotation pane says of the current sentence, as lines of styled text.

Plain functions from values to lines; the article's text in it is made harmless first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from itertools import zip_longest

from rich.style import Style

from annotations.guideline import Guideline
from annotations.model import LabelState, Origin, Past, Suggestion
from annotations.nouns import dataclass
from annotations.store import SentBack
from annotations.text.display import visible
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

NOTE_LINES = 4
REASON_LINES = 2
"""Lines that the reason of a suggestion always takes, so that nothing below it jumps."""
HISTORY = 8
"""Events of the sentence that are listed, newest first."""
ROOMY = 31
"""Cells in which a line of the history has room for what is told, blanks between it included."""
ORIGINS: Mapping[Origin, str] = {
    "suggestion": "accepted",
    "undo": "undo",
    "redo": "redo",
    "import": "import",
    "carried": "carried",
}
"""How a label came about, where it was not by a key, in one word each."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is suggested for the sentence, and the keys for it; "" where there is none."""

    suggestion: Suggestion
    accept: str = ""
    dismiss: str = ""
    region: str = ""
    lines: int = 0
    """Sentences that the key of the region would label."""

    @property
    def keys(self) -> str:
        """What can be pressed, in 25 cells with the shipped keys."""
        told = [f"{self.accept} accepts"] if self.accept else []
        if self.lines > 1 and self.region:
            told.append(f"{self.region} all {self.lines}")
        elif self.dismiss:
            told.append(f"{self.dismiss} hides")
        return " · ".join(told)


@dataclass(frozen=True, slots=True)
class About:
    """What the pane shows."""

    position: int
    of: int
    state: LabelState
    history: Sequence[Past]
    sent_back: SentBack | None = None
    """What a reviewer asks, where the annotator is to look again."""
    offer: Offer | None = None
    suggests: bool = False
    """Something is suggested in the article: where there is no offer, its place stays free, so
    that nothing below it jumps from sentence to sentence."""


def guide(label: str | None, *, look: Look, guideline: Guideline, width: int) -> list[Line]:
    """Say what the guideline says of a label; without one, which questions to ask."""
    lines = _help(label, look, guideline, width - 2)
    return [((" ", look.text), *line) for line in ((), *lines)]


def own(about: About, *, look: Look, width: int, zone: tzinfo | None = None) -> list[Line]:
    """Say what the annotator has said of the sentence."""
    room = width - 2
    lines: list[Line] = [
        ((f"Sentence {about.position} of {about.of}", look.dim),),
        (),
        *_label(about.state, look),
        (),
        *_sent_back(about.sent_back, look, room),
        *_field("Flags", ", ".join(map(visible, about.state.flags)), look, room),
        *_field("Note", visible(about.state.note), look, room),
        *(_offer(about.offer, look, room) if about.suggests or about.offer else ()),
        *_history(about.history, look, room, zone),
    ]
    return [((" ", look.text), *line) for line in lines]


def folded(about: About, *, look: Look) -> list[Line]:
    """Say the most important in two lines, for narrow terminals."""
    state = about.state
    described = look.label(state.label) if state.label else None
    offer = about.offer
    extras = [offer.keys] if offer else []
    extras += [f"flags: {', '.join(map(visible, state.flags))}"] if state.flags else []
    extras += [f"note: {visible(state.note)}"] if state.note else []
    first: Line = (
        (f" {about.position}/{about.of}  ", look.dim),
        *(_folded_offer(offer.suggestion, look) if offer else label_parts(state, look)),
        ("  " + "  ".join(extras), look.dim),
    )
    second = described.describe if described else visible(offer.suggestion.reason) if offer else ""
    if about.sent_back is not None:
        second = (
            f"↩ sent back by {visible(about.sent_back.reviewer)}: {visible(about.sent_back.note)}"
        )
    return [first, ((" " + second, look.dim),)]


def label_parts(state: LabelState, look: Look) -> tuple[Part, ...]:
    """The label with its glyph and names: `❝ attribution + claim`."""
    if state.label is None:
        return (("no label", look.dim),)
    parts: list[Part] = [
        (f"{look.glyph(state.label)} {visible(state.label)}", _bold(look.label_style(state.label)))
    ]
    if look.label(state.label) is None:
        parts.append((" (removed)", look.dim))
    if state.secondary is not None:
        parts += [(" + ", look.dim), (visible(state.secondary), look.label_style(state.secondary))]
    return tuple(parts)


def _suggested(suggestion: Suggestion, look: Look) -> str:
    """The label with its hollow glyph: `❞ attribution + claim`."""
    names = " + ".join(filter(None, (suggestion.label, suggestion.secondary)))
    return f"{look.hollow(suggestion.label)} {visible(names)}"


def scored(score: float) -> str:
    """A score as it is shown: `.74`."""
    return f"{score:.2f}".removeprefix("0")


def _folded_offer(suggestion: Suggestion, look: Look) -> tuple[Part, ...]:
    told = f"{_suggested(suggestion, look)} {scored(suggestion.score)}"
    return ("suggested ", look.dim), (told, look.text)


def _offer(offer: Offer | None, look: Look, room: int) -> Iterator[Line]:
    """What is suggested and why: always as many lines, whatever the reason."""
    if offer is None:
        yield from ((), (("Suggested  –", look.dim),), *[()] * (REASON_LINES + 3))
        return
    yield ()
    yield ((f"Suggested  {scored(offer.suggestion.score)}", look.dim),)
    yield ((f"  {_suggested(offer.suggestion, look)}", look.text),)
    reason = visible(offer.suggestion.reason)
    lines = [reason[start:end] for start, end in wrap(reason, room - 2)] if reason else []
    if len(lines) > REASON_LINES:
        lines = [*lines[: REASON_LINES - 1], crop(" ".join(lines[REASON_LINES - 1 :]), room - 2)]
    for line in [*lines, *[""] * REASON_LINES][:REASON_LINES]:
        yield (("  " + line, look.dim),)
    yield (("  " + offer.keys, look.dim),)
    yield ()


def _bold(style: Style) -> Style:
    return style + Style(bold=True)


def _label(state: LabelState, look: Look) -> Iterator[Line]:
    yield label_parts(state, look)


def _field(name: str, value: str, look: Look, room: int) -> Iterator[Line]:
    lead = f"{name:<7}"
    if not value:
        yield ((lead, look.dim), ("–", look.dim))
        return
    for number, (start, end) in enumerate(wrap(value, room - len(lead))[:NOTE_LINES]):
        yield ((lead if not number else " " * len(lead), look.dim), (value[start:end], look.text))


def _sent_back(sent: SentBack | None, look: Look, room: int) -> Iterator[Line]:
    """What a reviewer asks."""
    if sent is None:
        return
    yield ((crop(f"↩ sent back by {visible(sent.reviewer)}", room), look.accent),)
    told = "; ".join(map(visible, filter(None, (sent.note, sent.reason))))
    for start, end in wrap(told, room)[:NOTE_LINES] if told else ():
        yield ((told[start:end], look.text),)
    yield ()


def _history(history: Sequence[Past], look: Look, room: int, zone: tzinfo | None) -> Iterator[Line]:
    lead = f"{'History':<8}"
    if not history:
        yield ((lead + "–", look.dim),)
        return
    yield ((lead, look.dim),)
    indent, gap = ("  ", "  ") if room >= ROOMY else ("", " ")
    for past, older in zip_longest(history[:HISTORY], history[1 : HISTORY + 1]):
        when = datetime.fromtimestamp(past.at / 1_000_000, tz=UTC).astimezone(zone)
        begun = f"{indent}{when:%d %b %H:%M}{gap}"
        mark = look.mark(replace(past.state, flags=()))
        what = f"{mark.glyph} {mark.letters}"
        if past.state.label is None:
            what = "cleared" if older and older.state.label else "–"
        extra: list[str] = [ORIGINS[past.origin]] if past.origin in ORIGINS else []
        extra += [visible(flag) for flag in past.state.flags]
        extra += ["note"] if past.state.note else []
        told = gap + ", ".join(extra) if extra else ""
        told = crop(told, room - cells(begun + what))
        yield (begun, look.dim), (what, mark.style), (told, look.dim)


def _help(label: str | None, look: Look, guideline: Guideline, room: int) -> Iterator[Line]:
    """What the guideline says: of the label given, else which questions to ask."""
    if label is None:
        yield (("Ask in this order", look.key),)
        for number, question in enumerate(guideline.questions, 1):
            yield from _paragraph(f"{number} {question}", look.text, room, hang=2)
        return
    said = guideline.for_label(label)
    described = look.label(label)
    yield ((visible(label), _bold(look.label_style(label))),)
    if said.definition:
        yield from _paragraph(said.definition, look.text, room)
    elif described:
        yield from _paragraph(described.describe, look.text, room)
    for tie in said.ties:
        yield ()
        yield from _paragraph(f"{tie.id} {tie.whole}", look.dim, room, hang=3)


def _paragraph(text: str, style: Style, room: int, *, hang: int = 0) -> Iterator[Line]:
    text = visible(text)
    for number, (start, end) in enumerate(wrap(text, max(8, room - hang))):
        lead = " " * hang if number else ""
        yield ((lead + text[start:end], style),)
