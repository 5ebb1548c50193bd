"""The verdict form as lines: fields, evidence to cite, what others say beside it, what was before.

Plain functions from values to lines; what was typed is made harmless first. Refuses to hide: who
may see what is settled by `annotations.facts.verdicts`.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import zip_longest
from typing import Literal

from annotations.claims import Verdict, VerdictLevel
from annotations.facts.claim import Checked
from annotations.facts.verdicts import Outcome
from annotations.nouns import dataclass
from annotations.store.facts import Given
from annotations.text.display import shown
from annotations.workflow.claiming import LEAST, MOST
from tui.factdesk import words
from tui.factdesk.evidencefields import SIGNS
from tui.factdesk.evidencetext import YOUNGER, Shown, counts, counts_style, hung
from tui.factdesk.verdictform import MEANINGS, VERDICTS
from tui.lineview import Part
from tui.look import Look
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import cells, crop, wrap

FIELD = 15
"""Cells for the name of a field."""
COLUMN = 28
"""Cells that a checker's column has at least."""
PARTED = " │ "


def named(field: str, look: Look) -> Part:
    """The name of a field, as wide as all of them."""
    return f"{field:<{FIELD}}", look.dim


def field_line(name: str, value: str, look: Look, width: int, *, chosen: bool = True) -> Line:
    """A field with a value to choose."""
    room = max(8, width - FIELD - 4)
    return (
        named(name, look),
        ("‹ ", look.key),
        (crop(value, room), look.title if chosen else look.dim),
        (" ›", look.key),
    )


def dots(confidence: int) -> str:
    """Confidence as dots and in figures."""
    n = max(LEAST, min(MOST, confidence))
    return f"{words.confidence(n)} {n} of {MOST}"


def cite_block(one: Shown, *, cited: bool, first: bool, look: Look, width: int) -> Block:
    """A piece of evidence with its tick; the name of the list before the `first`."""
    evidence = one.evidence
    tick = f"[{'x' if cited else ' '}] {SIGNS[evidence.stance]} {evidence.stance:<8}  "
    answer = shown(evidence.answer or evidence.question)
    blank = " " * (FIELD + 4)
    room = max(8, width - len(blank))
    told = crop(shown(counts(one.weight)), room)
    lines: list[Line] = [
        (
            named("cites" if first else "", look),
            (tick, look.title if cited else look.key),
            (crop(answer, max(8, width - FIELD - len(tick))), look.text if cited else look.dim),
        ),
        ((blank, look.dim), (told, counts_style(one, look))),
    ]
    if one.young:
        lines.append(((blank + crop(f"▲ {YOUNGER}", room), look.warning),))
    return tuple(lines)


def words_block(justification: str, key: str, look: Look, width: int) -> Block:
    """The justification in full, or which key writes it."""
    lead = named("justification", look)
    if not justification.strip():
        return ((lead, (f"–  {key} writes it", look.dim)), ())
    return (*hung(shown(justification), look.text, width, lead=lead), ())


def meaning_lines(
    level: VerdictLevel, current: str | None, look: Look, width: int
) -> Iterator[Line]:
    """When each verdict is given on a level, the current one first."""
    others = [one for one in VERDICTS if one != current]
    for one in (*(known for known in VERDICTS if known == current), *others):
        here = one == current
        name, style = words.VERDICTS[one], look.text if here else look.dim
        yield ((name, look.key if here else look.dim),)
        yield from hung(MEANINGS[level][one], style, width, lead=("  ", style))


# What checkers say.


@dataclass(frozen=True, slots=True)
class Past:
    """A verdict of the history."""

    given: Given
    state: Literal["stands", "superseded", "taken back"]


def pasts(standing: Sequence[Checked], given: Sequence[Sequence[Given]]) -> list[Past]:
    """The history of a level, newest first. `given`: of each checker, newest first."""
    known = {one.event_id for some in given for one in some}
    new = [
        Past(Given(one.at, one.checker, one.verdict, one.event_id), "stands")
        for one in standing
        if one.event_id not in known
    ]
    now = {one.event_id for one in standing}
    old = [past for some in given for past in _of_one_checker(some, now)]
    return sorted((*new, *old), key=lambda one: (-one.given.at, one.given.event_id))


def _of_one_checker(given: Sequence[Given], now: Collection[str]) -> Iterator[Past]:
    """Each verdict with what became of it; `given`: newest first."""
    later: Given | None = None
    for one in given:
        if one.event_id in now:
            yield Past(one, "stands")
        elif one.value is not None:
            undone = later is not None and later.value is None
            yield Past(one, "taken back" if undone else "superseded")
        later = one


def past_block(
    past: Past, *, first: bool, look: Look, width: int, zone: tzinfo | None = None
) -> Block:
    """When, who, what, what became of it; the beginning of why. A heading before the `first`."""
    given, value = past.given, past.given.value
    when = datetime.fromtimestamp(given.at / 1_000_000, tz=UTC).astimezone(zone)
    what = said(value) if isinstance(value, Verdict) else ""
    told = "  ".join(filter(None, (f"{when:%Y-%m-%d %H:%M}", shown(given.annotator), what)))
    style = look.text if past.state == "stands" else look.dim
    state = f"  {past.state}"
    lines: list[Line] = [(("history", look.key),)] if first else []
    lines.append(((crop(told, width - len(state)), style), (state, look.key)))
    if isinstance(value, Verdict):
        why = crop(shown(value.justification), max(8, width - 2))
        lines.append(((f"  {why}", look.dim),))
    return tuple(lines)


def said(verdict: Verdict) -> str:
    """A verdict in words: `supported ●●○ blind`."""
    n = max(LEAST, min(MOST, verdict.confidence))
    blind = " blind" if verdict.blind else ""
    return f"{words.VERDICTS[verdict.verdict]} {words.confidence(n)}{blind}"


def beside_block(outcome: Outcome, *, reader: str, look: Look, width: int) -> Block:
    """What each checker says, side by side, as many as there is room for."""
    verb = "differ" if outcome.differ else "agree"
    several = len(outcome.shown) > 1
    head = f"checkers {verb}" if several else "what another says"
    lines: list[Line] = [((head, look.warning if outcome.differ else look.key),)]
    per = max(1, min(len(outcome.shown), (width + len(PARTED)) // (COLUMN + len(PARTED))))
    room = (width - len(PARTED) * (per - 1)) // per
    for start in range(0, len(outcome.shown), per):
        some = outcome.shown[start : start + per]
        lines += _columns([list(_column(one, reader, look, room)) for one in some], look, room)
        lines.append(())
    return tuple(lines)


def _column(one: Checked, reader: str, look: Look, room: int) -> Iterator[Part]:
    """One checker: who, what, why."""
    who = "you" if one.checker == reader else shown(one.checker)
    yield crop(who, room), look.key
    yield crop(said(one.verdict), room), look.title
    text = shown(one.verdict.justification)
    for start, end in wrap(text, room):
        yield text[start:end], look.text


def _columns(columns: Sequence[Sequence[Part]], look: Look, room: int) -> Iterator[Line]:
    for parts in zip_longest(*columns, fillvalue=("", look.text)):
        line: list[Part] = []
        for n, (text, style) in enumerate(parts):
            line += [(PARTED, look.line)] if n else []
            line.append((text + " " * (room - cells(text)), style))
        yield tuple(line)
