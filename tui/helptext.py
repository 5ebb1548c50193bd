"""Help and welcome, made from the one table of keys, the label set and the guideline.

Plain functions from values to lines of styled text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from annotations.config import Config
from tui.keys import COUNT_HELP, Binding, Keymap
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

COLUMN = 58
"""Cells from which one more column of help pays."""


def help_lines(keymap: Keymap, *, look: Look, width: int) -> list[Line]:
    """Every key of this configuration by group, in as many columns as there is room for."""
    groups = dict.fromkeys(binding.group for binding in keymap.bindings)
    columns = max(1, min(3, (width - 2) // COLUMN))
    room = (width - 2) // columns
    blocks = [
        list(_group(group, [b for b in keymap.bindings if b.group == group], look, room - 2))
        for group in groups
    ]
    lines: list[Line] = [(), ((" Keys", look.title),), ()]
    for start, end in wrap(COUNT_HELP, max(20, min(width - 2, 100))):
        lines.append(((" " + COUNT_HELP[start:end], look.dim),))
    lines.append(())
    for row in zip_longest(*_balanced(blocks, columns), fillvalue=()):
        parts: list[Part] = []
        for cell in row:
            taken = sum(cells(text) for text, _ in cell)
            parts += [(" ", look.text), *cell, (" " * max(0, room - 1 - taken), look.text)]
        lines.append(tuple(parts))
    lines += [(), *_where(keymap, look), ()]
    return lines


def welcome_lines(config: Config, keymap: Keymap, *, look: Look, width: int) -> list[Line]:
    """What a person needs for the first ten minutes, on one screen."""
    column = min(width - 8, 76)
    left = " " * max(2, (width - column) // 2)
    lines: list[Line] = [(), ((left, look.text), ("Welcome to claimdesk", look.title)), ()]
    lines += _told(
        "Read an article sentence by sentence and say of each what it is. One key labels the "
        "sentence and takes you to the next; everything is saved at once and can be undone.",
        look, left, column,
    )  # fmt: skip
    lines.append(())
    for label in config.labels:
        style = look.label_style(label.name)
        head = f"{label.glyph}  {label.key} {label.letter}  {label.name:<13}"
        rest = column - cells(head)
        for number, (start, end) in enumerate(wrap(label.describe, max(10, rest))):
            lead: Part = (head if not number else " " * cells(head), style)
            lines.append(((left, look.text), lead, (label.describe[start:end], look.text)))
    lines.append(())
    for ids, what in _FIRST_KEYS:
        found = [keymap.binding(id_) for id_ in ids]
        keys = "  ".join(_one(binding) for binding in found if binding and binding.keys)
        if keys:
            lines.append(((left, look.text), (f"{keys:<10}", look.key), (what, look.text)))
    secondaries = " ".join(label.letter.upper() for label in config.labels if label.secondary)
    if secondaries:
        lines.append(())
        lines += _told(
            f"Often a sentence is two things: after the label, {secondaries} adds a secondary "
            "one to the sentence just labelled.",
            look, left, column,
        )  # fmt: skip
    lines.append(())
    lines += _told("Any key begins. Find this page again in the palette.", look, left, column)
    return lines


_FIRST_KEYS = (
    (("cursor.down", "cursor.up"), "move"),
    (("undo", "redo"), "undo, redo"),
    (("next.unlabelled",), "next sentence without a label"),
    (("help",), "all keys"),
    (("quit",), "quit; you go on where you stopped"),
)


def _one(binding: Binding) -> str:
    return binding.shown.split(" ", 1)[0]


def _told(text: str, look: Look, left: str, column: int) -> Iterator[Line]:
    for start, end in wrap(text, column):
        yield ((left, look.text), (text[start:end], look.dim))


def _group(group: str, bindings: Iterable[Binding], look: Look, room: int) -> Iterator[Line]:
    yield ((group, look.key),)
    for binding in bindings:
        if not binding.keys:
            continue
        keys = f"{binding.shown:<11}"
        style = look.label_style(binding.argument) if binding.verb == "primary" else look.key
        yield ((keys, style), (" " + crop(binding.help, room - cells(keys) - 1), look.text))
    yield ()


def _balanced(blocks: Sequence[list[Line]], columns: int) -> list[list[Line]]:
    """Share the blocks among the columns, in order, so that none is much longer."""
    total = sum(len(block) for block in blocks)
    shared: list[list[Line]] = [[] for _ in range(columns)]
    at, before = 0, 0
    for block in blocks:
        middle = before + len(block) / 2
        at = max(at, min(columns - 1, int(middle * columns / max(1, total))))
        shared[at] += block
        before += len(block)
    return shared


def _where(keymap: Keymap, look: Look) -> Iterator[Line]:
    back = keymap.binding("quit")
    keys = back.shown if back else "q"
    told = " goes back. What the guideline says of a label stands beside the text."
    yield ((f" {keys}", look.key), (told, look.dim))
