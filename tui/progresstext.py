"""The progress screen (F5): bars by label, article and annotator, and labels an hour.

Plain functions from figures to lines. Draws its own bars: a plotting library would cost the
start 95 ms of processor time and tell no more. How suggestions do, which takes longer to find
out, is told by `suggestedtext`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from annotations.nouns import dataclass
from annotations.store import ArticleShare, Share
from annotations.text.display import shown, visible
from tui.lineview import Part
from tui.look import Look
from tui.suggestedtext import Suggesting, suggesting_lines
from tui.wrapping import cells, crop

Line = tuple[Part, ...]

STEPS = " ▁▂▃▄▅▆▇█"
HOURS = 48
"""Hours that the strip looks back."""
NAME = 26
"""Cells for names in front of bars."""
UNKNOWN = "  (no longer configured)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the screen tells, read in one go."""

    annotator: str
    articles: int
    sentences: int
    annotators: Mapping[str, Share]
    by_article: Sequence[ArticleShare]
    hours: Mapping[int, int]
    """Hour (since 1970, UTC) → labels set by hand in it."""
    now: int
    """Microseconds since 1970, UTC."""
    suggesting: Suggesting | None = None
    """How suggestions do; None: that is being found out."""


def progress_lines(
    figures: Figures, *, look: Look, width: int, zone: tzinfo | None = None
) -> list[Line]:
    """All figures, in lines of at most `width` cells. `zone`: None is local time."""
    room = max(12, min(width - NAME - 22, 60))
    own = figures.annotators.get(figures.annotator, Share(0, 0, {}))
    lines: list[Line] = [
        (),
        (
            (" Progress ", look.title),
            (f" {crop(visible(figures.annotator), NAME)}: ", look.text),
            (f"{own.labelled}/{figures.sentences}", look.key),
            (f" sentences, {own.flagged} flagged", look.dim),
        ),
        (),
    ]
    lines += _section("By label", _labels(own, look, room), look)
    lines += _section("Suggestions", suggesting_lines(figures.suggesting, own, look, width), look)
    lines += _section("Labels an hour", _hours(figures, look, width, zone), look)
    lines += _section("By article", _articles(figures, look, room), look)
    lines += _section("By annotator", _annotators(figures, look, room), look)
    return lines


def _section(title: str, lines: Iterator[Line], look: Look) -> Iterator[Line]:
    yield ((f" {title}", look.key),)
    found = list(lines)
    yield from found or [((" nothing yet", look.dim),)]
    yield ()


def _labels(own: Share, look: Look, room: int) -> Iterator[Line]:
    most = max(own.labels.values(), default=1)
    if any(look.label(name) is None for name in own.labels):
        room = max(1, room - len(UNKNOWN))
    for name, n in own.labels.items():
        style = look.label_style(name)
        unknown = "" if look.label(name) else UNKNOWN
        yield (
            (f" {look.glyph(name)} ", style),
            (f"{crop(visible(name), NAME - 4):<{NAME - 3}}", look.text),
            ("━" * max(1, n * room // most), style),
            (f" {n}", look.text),
            (f"  {_percent(n, own.labelled)}{unknown}", look.dim),
        )


def _articles(figures: Figures, look: Look, room: int) -> Iterator[Line]:
    for share in figures.by_article:
        done = sum(share.labels.values())
        parts: list[Part] = [(_name(shown(share.title)), look.text)]
        filled = seen = 0
        for name, n in share.labels.items():
            seen += n
            end = min(room, max(filled + 1, seen * room // max(1, share.sentences)))
            parts.append((_fill(look.glyph(name)) * (end - filled), look.label_style(name)))
            filled = end
        parts += [
            (" " * (room - filled) + "▏", look.line),
            (f"{done}/{share.sentences}", look.key if done == share.sentences else look.text),
        ]
        yield tuple(parts)
    hidden = figures.articles - len(figures.by_article)
    if hidden > 0:
        yield ((f" … and {hidden} more article{'s' * (hidden > 1)}", look.dim),)


def _name(name: str) -> str:
    """A name in front of a bar."""
    told = crop(name, NAME - 2)
    return f" {told}" + " " * (NAME - 1 - cells(told))


def _fill(glyph: str) -> str:
    """What a stretch of this label is drawn with: readable without colour."""
    return glyph if glyph.strip() else "█"


def _annotators(figures: Figures, look: Look, room: int) -> Iterator[Line]:
    """How much each has done, never what: annotating is blind."""
    for name, share in figures.annotators.items():
        style = look.key if name == figures.annotator else look.text
        filled = share.labelled * room // max(1, figures.sentences)
        yield (
            (_name(visible(name)), style),
            ("━" * filled, look.accent),
            (" " * (room - filled) + "▏", look.line),
            (f"{share.labelled}/{figures.sentences}", look.text),
        )


def _hours(figures: Figures, look: Look, width: int, zone: tzinfo | None) -> Iterator[Line]:
    last = figures.now // 3_600_000_000
    span = min(HOURS, width - 12)
    counts = [figures.hours.get(hour, 0) for hour in range(last - span + 1, last + 1)]
    most = max(counts, default=0)
    if not most:
        return
    strip = "".join(STEPS[-(-n * (len(STEPS) - 1) // most)] for n in counts)
    yield ((f" {most:>4} ", look.dim), (strip, look.accent))
    first = datetime.fromtimestamp((last - span + 1) * 3600, tz=UTC).astimezone(zone)
    begun = f"{first:%d %b %H:%M}"
    yield ((" " * 6 + begun + " " * max(1, span - len(begun) - 3) + "now", look.dim),)


def _percent(n: int, of: int) -> str:
    return f"{round(100 * n / of)} %" if of else ""
