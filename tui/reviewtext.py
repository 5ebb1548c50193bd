"""What the review shows of a sentence: opinions side by side, the decision, what helps to decide.

Plain functions from values to lines; article text and names in them are made harmless first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from annotations.guideline import Guideline
from annotations.model import LabelState, Ruling
from annotations.nouns import dataclass
from annotations.store import Given, Opinion
from annotations.text.display import visible
from tui.bench import Tally
from tui.look import FLAG, Look
from tui.paneltext import Line, label_parts
from tui.wrapping import cells, crop, wrap

NOTE_LINES = 4
MOST_TIES = 3
"""Tie-breaks shown; more would push the definitions out of sight."""
NAME = 12
"""Cells for an annotator's name."""

Precedents = Mapping[tuple[tuple[str, ...], str], int]
"""(labels in dispute, label decided on) → how often."""


@dataclass(frozen=True, slots=True)
class Case:
    """All about the current sentence of a review."""

    text: str
    opinions: Sequence[Opinion]
    names: Sequence[str]
    """What each annotator is called."""
    keys: Sequence[str]
    """The keys that take the first and the second labelled opinion."""
    own: Ruling
    """What the reviewer has said."""
    given: Given | None
    """The ruling that counts, whoever made it."""
    waiting: bool
    """Sent back, and not looked at yet."""
    precedents: Precedents


def opinions(case: Case, *, look: Look, width: int) -> list[Line]:
    """Each annotator's label, secondary label, time, flags and note."""
    room = width - 2
    if not case.opinions:
        return [((" nobody has labelled this sentence", look.dim),)]
    lines: list[Line] = []
    keys = iter(case.keys)
    widest = min(NAME, max(cells(visible(name)) for name in case.names))
    for name, opinion in zip(case.names, case.opinions, strict=True):
        key = next(keys, "") if opinion.state.label is not None else ""
        lines += _opinion(name, opinion, key, look, (widest, room))
    return [((" ", look.text), *line) for line in lines]


def _opinion(
    name: str, opinion: Opinion, key: str, look: Look, sizes: tuple[int, int]
) -> Iterator[Line]:
    widest, room = sizes
    state = opinion.state
    named = crop(visible(name), widest)
    lead = f"{named}{' ' * (widest - cells(named))} "
    label = label_parts(state, look)
    took = f"{opinion.ms / 1000:.1f} s" if opinion.ms is not None else ""
    used = cells(lead) + 2 + sum(cells(text) for text, _ in label)
    gap = " " * max(2, room - used - cells(took))
    yield ((lead, look.text), (f"{key:<2}", look.key), *label, (gap + took, look.dim))
    about = [f"{FLAG} {', '.join(map(visible, state.flags))}"] if state.flags else []
    about += [f"“{visible(state.note)}”"] if state.note else []
    for told in about:
        for start, end in wrap(told, max(8, room - 2))[:NOTE_LINES]:
            yield (("  " + told[start:end], look.dim),)


def decision(case: Case, *, look: Look, width: int, zone: tzinfo | None = None) -> list[Line]:
    """What has been decided, by whom, why; what the reviewer has noted so far."""
    lines: list[Line] = []
    given = case.given
    if given is None:
        lines.append((("Not decided yet", look.dim),))
        lines += _why(case.own, look, width - 2)
    else:
        lines.append((("Decided  ", look.dim), *_ruled(given.ruling, look)))
        when = datetime.fromtimestamp(given.at / 1_000_000, tz=UTC).astimezone(zone)
        basis = "" if given.ruling.basis == "adjudicated" else f", accepted: {given.ruling.basis}"
        by = f"by {visible(given.reviewer)}, {when:%d %b %H:%M}{basis}"
        lines.append(((crop(by, width - 2), look.dim),))
        lines += _why(given.ruling, look, width - 2)
    if case.own.sent_to:
        names = ", ".join(map(visible, case.own.sent_to))
        waits = "waiting" if case.waiting else "looked at again"
        lines.append(((crop(f"Sent back to {names}: {waits}", width - 2), look.accent),))
    return [((" ", look.text), *line) for line in lines]


def _ruled(ruling: Ruling, look: Look) -> Line:
    if ruling.label is None:
        return (("none of these labels", look.title),)
    return label_parts(LabelState(ruling.label, ruling.secondary), look)


def _why(ruling: Ruling, look: Look, room: int) -> Iterator[Line]:
    said = [f"reason: {visible(ruling.reason)}"] if ruling.reason else []
    said += ["guideline question"] if ruling.question else []
    if said:
        yield ((crop(" · ".join(said), room), look.text),)
    if ruling.note:
        told = f"“{visible(ruling.note)}”"
        for start, end in wrap(told, max(8, room))[:NOTE_LINES]:
            yield ((told[start:end], look.text),)


def before(case: Case, *, look: Look, width: int) -> list[Line]:
    """How the labels in dispute were decided before: `claim × opinion so far: 5 of 6 claim`."""
    among = tuple(sorted({str(one.state.label) for one in case.opinions if one.state.label}))
    counts = Counter(
        {label: n for (labels, label), n in case.precedents.items() if labels == among and n > 0}
    )
    if len(among) < 2 or not counts:  # noqa: PLR2004 - a dispute takes two
        return []
    total = counts.total()
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    told = ", ".join(f"{n} of {total} {visible(label)}" for label, n in ranked)
    pair = " × ".join(map(visible, among))
    return [
        ((" " + text[start:end], look.text),)
        for text in (f"{pair} so far: {told}",)
        for start, end in wrap(text, max(8, width - 2))
    ]


def defined(case: Case, *, guideline: Guideline, everything: bool) -> list[str]:
    """The labels to define, in the guideline's order: those given, or all of the label set, too.

    `everything`: where one goes through all labels of somebody, the definitions then stay as they
    are from sentence to sentence, and are not painted anew.
    """
    given = {str(one.state.label) for one in case.opinions if one.state.label is not None}
    known = [label for label in guideline.definitions if everything or label in given]
    return [*known, *sorted(given.difference(known))]


def definition(label: str, *, look: Look, guideline: Guideline, width: int) -> list[Line]:
    """What the guideline says of a label, or else the configuration."""
    described = look.label(label)
    told = guideline.for_label(label).definition or (described.describe if described else "")
    if not told:
        return []
    lines: list[Line] = [(), ((" " + visible(label), look.label_style(label)),)]
    for paragraph in visible(told).split("\n\n"):
        spans = wrap(paragraph, max(8, width - 2))
        lines += [((" " + paragraph[start:end], look.dim),) for start, end in spans]
    return lines


def ties(case: Case, *, look: Look, guideline: Guideline, width: int) -> list[Line]:
    """The tie-breaks that fit the labels given and the sentence."""
    given = sorted({str(one.state.label) for one in case.opinions if one.state.label is not None})
    lines: list[Line] = []
    for tie in guideline.fitting(given, case.text)[:MOST_TIES]:
        told = visible(f"{tie.id} {tie.whole}")
        lines.append(())
        for number, (start, end) in enumerate(wrap(told, max(8, width - 5))):
            lines.append(((" " + ("   " if number else "") + told[start:end], look.text),))
    return lines


def agreement(figures: Sequence[str], *, look: Look, width: int) -> list[Line]:
    """How far annotators agree on everything, at the end of the pane."""
    lines: list[Line] = [(), ((" Agreement", look.text),)]
    for figure in figures:
        lines += [
            ((" " + figure[start:end], look.dim),) for start, end in wrap(figure, max(8, width - 2))
        ]
    return lines


def header(
    reviewer: str, queue: str, tally: Tally, *, hidden: bool, look: Look
) -> tuple[Line, Line]:
    """The left and the middle of the header: who reviews what, how much of it is done."""
    left: Line = (
        (" review", look.key),
        ("  " + visible(reviewer), look.text),
        ("  " + visible(queue), look.dim),
        ("  names hidden" if hidden else "", look.accent),
    )
    done: Line = ((f"{tally.done:,}/{tally.of:,}", look.text), (" decided", look.dim))
    return left, done


def read_so_far(tally: Tally, *, look: Look) -> Line:
    """The middle of the header where nothing is decided: which sentence is being read."""
    return (("sentence ", look.dim), (f"{tally.done:,}/{tally.of:,}", look.text))


def centred(done: Line, agreed: str, *, look: Look, width: int) -> Line:
    """The middle of the header: how much is done, and how far people agree if there is room."""
    full: Line = (*done, (f" · {agreed}", look.dim)) if agreed else done
    line = full if sum(cells(text) for text, _ in full) <= width else done
    used = sum(cells(text) for text, _ in line)
    return ((" " * max(0, (width - used) // 2), look.text), *line)
