"""Which keys the key bar shows while reviewing: whose label each key takes, then what else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from tui.hints import hint_of, hints, hints_of
from tui.keys import Context, Keymap
from tui.look import Look
from tui.widgets.keybar import Hint
from tui.wrapping import crop

NAME = 16
"""Cells for an annotator's name: long ones must leave room for the other keys."""

Deciding = Literal["deciding", "reading", "nothing"]
"""What there is to do: to decide, only to read, or nothing, where the queue is empty."""

_TAKING = ("review.first", "review.second")
_ALSO = (
    "review.reason",
    "note",
    "review.question",
    "review.send",
    "review.skip",
    "undo",
    "review.queue",
    "review.agreement",
)
_NOTHING_THERE = ("review.queue", "undo", "review.agreement", "screen.annotate")
_LESSONS = ("cursor.down", "cursor.up", "review.queue", "screen.annotate")
_FIGURES = (
    "cell.left",
    "cell.right",
    "cursor.up",
    "cursor.down",
    "cell.open",
    "pair.next",
    "agreement.boilerplate",
    "agreement.by",
)


def review_hints(
    keymap: Keymap,
    look: Look,
    *,
    context: Context,
    names: Sequence[str],
    deciding: Deciding,
) -> list[Hint | None]:
    """The entries of the key bar; `names`: whose labels can be taken. None is a line."""
    if context not in ("review", "send", "reason", "agreement"):
        return hints(keymap, look, context=context, place="body")
    found = list(_hints(keymap, look, context, names, deciding))
    last = keymap.binding("cancel" if context in ("send", "reason") else "help")
    return [*found, *([hint_of(last, look)] if last is not None and last.keys else [])]


def _hints(
    keymap: Keymap, look: Look, context: Context, names: Sequence[str], deciding: Deciding
) -> Iterator[Hint | None]:
    if context == "reason":
        yield from (hint_of(each, look) for each in keymap.bindings if each.verb == "reason")
    elif context == "agreement":
        yield from hints_of(keymap, look, _FIGURES)
    elif deciding == "reading":
        yield from hints_of(keymap, look, _LESSONS)
    elif deciding == "nothing":
        yield from hints_of(keymap, look, _NOTHING_THERE)
    elif context == "send":
        yield from _taking(keymap, look, names)
        for hint in hints_of(keymap, look, ("review.majority",)):
            yield replace(hint, text="all of them")
    else:
        yield from _taking(keymap, look, names)
        yield from _labelling(keymap, look)
        yield from hints_of(keymap, look, ("review.none", "review.majority"))
        yield None
        yield from hints_of(keymap, look, _ALSO)


def _labelling(keymap: Keymap, look: Look) -> Iterator[Hint]:
    """The keys of all labels in one entry: who reviews knows them."""
    labels = [each for each in keymap.bindings if each.verb == "primary"]
    if labels:
        letters = " ".join(each.shown.rsplit(" ", 1)[-1] for each in labels)
        hint = hint_of(labels[0], look)
        yield replace(hint, keys=letters, short="", text="yourself", key_style=look.key)


def _taking(keymap: Keymap, look: Look, names: Sequence[str]) -> Iterator[Hint]:
    """The keys that take somebody's label, by the name of whose it is."""
    for hint, name in zip(hints_of(keymap, look, _TAKING), names, strict=False):
        yield replace(hint, text=crop(name, NAME), text_style=look.text)
