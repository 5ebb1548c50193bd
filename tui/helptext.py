"""Help and welcome, made from the one table of keys, the label set and the guideline.

Plain functions from values to lines of styled text.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.style import Style

from annotations.config import Config
from tui.keys import COUNT_HELP, FIRST, Binding, Context, Keymap
from tui.keytable import Group
from tui.lineview import Part
from tui.look import Look
from tui.wrapping import cells, crop, wrap

Line = tuple[Part, ...]

COLUMN = 58
"""Cells from which one more column of help pays."""

KEYS = 11
"""Cells for the keys in front of what they do."""


def help_lines(
    keymap: Keymap, contexts: frozenset[Context], *, look: Look, width: int
) -> list[Line]:
    """The keys heard in any of these contexts, by group, in as many columns as there is room."""
    heard = [binding for binding in keymap.bindings if not contexts.isdisjoint(binding.contexts)]
    groups = sorted(dict.fromkeys(binding.group for binding in heard), key=_is_behind)
    columns = max(1, min(3, (width - 2) // COLUMN))
    room = (width - 2) // columns
    blocks = [list(_group(group, heard, keymap, look, room - 2)) for group in groups]
    if "annotate" in contexts:
        blocks.append(list(_counts(look, room - 2)))
    lines: list[Line] = [()]
    for row in zip_longest(*_balanced(blocks, columns), fillvalue=()):
        parts: list[Part] = []
        for cell in row:
            taken = sum(cells(text) for text, _ in cell)
            parts += [(" ", look.text), *cell, (" " * max(0, room - 1 - taken), look.text)]
        lines.append(tuple(parts))
    return lines


def _is_behind(group: Group) -> bool:
    """Whether a group comes behind what a screen is for; all others keep the order of the table."""
    return group != "Review"


def welcome_lines(config: Config, keymap: Keymap, *, look: Look, width: int) -> list[Line]:
    """What a person needs for the first ten minutes, on one screen, also of 80 × 24."""
    column = min(width - 4, 76)
    left = " " * max(2, (width - column) // 2)
    lines: list[Line] = [
        ((left, look.text), ("Welcome to claimdesk", look.title), ("  any key begins", look.key)),
        (),
    ]
    lines += _told(
        "Read an article sentence by sentence and say of each what it is. One key sets the label "
        "and goes on; all is saved at once and can be undone.",
        look, left, column,
    )  # fmt: skip
    lines.append(())
    for label in config.labels:
        style = look.label_style(label.name)
        head = f"{label.glyph} {label.key} {label.letter}  {label.name:<13}"
        for number, (start, end) in enumerate(wrap(label.describe, max(10, column - cells(head)))):
            lead: Part = (head if not number else " " * cells(head), style)
            lines.append(((left, look.text), lead, (label.describe[start:end], look.text)))
    lines.append(())
    lines += _first_keys(keymap, look, left, column)
    lines.append(())
    secondaries = " ".join(label.letter.upper() for label in config.labels if label.secondary)
    if secondaries:
        lines += _told(
            f"Two things at once? {secondaries} add a second label to the sentence just labelled.",
            look, left, column,
        )  # fmt: skip
    return lines


def _first_keys(keymap: Keymap, look: Look, left: str, column: int) -> Iterator[Line]:
    """The keys that matter, in two columns where there is room."""
    entries: list[tuple[Part, ...]] = []
    room = column // 2 if column >= COLUMN else column
    for ids, what in _FIRST_KEYS:
        found = [keymap.binding(id_) for id_ in ids]
        keys = " ".join(_one(binding) for binding in found if binding and binding.keys)
        if keys:
            told = crop(what, room - 10)
            entries.append(((f"{keys:<9}", look.key), (f"{told:<{room - 9}}", look.text)))
    step = 2 if column >= COLUMN else 1
    for at in range(0, len(entries), step):
        row = [part for entry in entries[at : at + step] for part in entry]
        yield ((left, look.text), *row)


_FIRST_KEYS = (
    (("cursor.down", "cursor.up"), "move"),
    (("undo", "redo"), "undo, redo"),
    (("queue.next",), "next without a label"),
    (("help", "palette"), "all keys; find any action"),
    (("quit",), "quit; go on later from there"),
)


def _one(binding: Binding) -> str:
    return binding.shown.split(" ", 1)[0]


def _told(text: str, look: Look, left: str, column: int) -> Iterator[Line]:
    for start, end in wrap(text, column):
        yield ((left, look.text), (text[start:end], look.dim))


def _group(
    group: str, heard: Sequence[Binding], keymap: Keymap, look: Look, room: int
) -> Iterator[Line]:
    yield ((group, look.key),)
    secondary = _secondary(keymap) if group == "Labels" else ""
    for binding in heard:
        if binding.group != group or not binding.keys:
            continue
        keys, told = binding.shown, binding.help
        if binding.verb == "secondary":
            keys, secondary = secondary, ""
            told = "secondary label; again takes it off"
        elif binding.verb in FIRST:
            before = keymap.binding(FIRST[binding.verb])
            keys = " ".join(_one(each) for each in (before, binding) if each)
        if keys:
            style = look.label_style(binding.argument) if binding.verb == "primary" else look.key
            yield _row(keys, told, style, look, room)
    yield ()


def _secondary(keymap: Keymap) -> str:
    """The keys of all secondary labels: one line for what is the same of each."""
    return " ".join(b.shown for b in keymap.bindings if b.verb == "secondary")


def _row(keys: str, told: str, style: Style, look: Look, room: int) -> Line:
    keys = crop(f"{keys:<{KEYS}}", max(KEYS, room // 2))
    return (keys, style), (" " + crop(told, room - cells(keys) - 1), look.text)


def _counts(look: Look, room: int) -> Iterator[Line]:
    yield (("Counts", look.key),)
    for start, end in wrap(COUNT_HELP, room):
        yield ((COUNT_HELP[start:end], look.dim),)


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
    return [column if not column or column[-1] else column[:-1] for column in shared]
