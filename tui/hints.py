"""Which keys the key bar shows, and where: labels first, then what else can be done here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from tui.keys import Binding, Context, Keymap
from tui.look import Look
from tui.widgets.keybar import Hint

Place = Literal["body", "articles", "pane"]
"""The pane that hears the keys while annotating."""

_BODY = ("undo", "range.start", "queue.next", "flag", "note")
_GHOST = ("article.open", "suggestion.dismiss", "suggestion.all")
_MORE = ("search", "label.clear")
_ARTICLES = ("article.open", "cursor.down", "cursor.up", "search", "pane.next")
_PANE = ("cursor.down", "cursor.up", "pane.next")
_READER = ("cursor.down", "cursor.up", "page.down", "quit")


def hints(
    keymap: Keymap, look: Look, *, context: Context, place: Place, ghost: bool = False
) -> list[Hint | None]:
    """The entries of the key bar; None is a line between groups. The last one always shows.

    `ghost`: a label is suggested for the current sentence.
    """
    found = list(_hints(keymap, look, context, place, ghost=ghost))
    last = keymap.binding("cancel" if context in ("flag", "note", "search") else "help")
    if last is not None and last.keys:
        found.append(hint_of(last, look))
    return found


def _hints(
    keymap: Keymap, look: Look, context: Context, place: Place, *, ghost: bool
) -> Iterator[Hint | None]:
    if context == "flag":
        yield from (hint_of(b, look) for b in keymap.bindings if b.verb == "flag")
    elif context in ("note", "search"):
        ids = ("note.save",) if context == "note" else ("search.down", "search.up", "search.open")
        yield from hints_of(keymap, look, ids)
    elif context in ("reader", "progress"):
        yield from hints_of(keymap, look, _READER)
    elif place != "body":
        yield from hints_of(keymap, look, _ARTICLES if place == "articles" else _PANE)
    else:
        for binding in keymap.bindings:
            if binding.verb in ("primary", "combination"):
                yield hint_of(binding, look)
        yield None
        yield from hints_of(keymap, look, _BODY)
        for hint in hints_of(keymap, look, _GHOST):
            optional = hint.binding.id != "article.open"
            text = _ACCEPTING[hint.binding.id]
            yield replace(hint, text=text, there=ghost, optional=optional)
        for hint in hints_of(keymap, look, _MORE):
            yield replace(hint, optional=True)


def hints_of(keymap: Keymap, look: Look, ids: tuple[str, ...]) -> Iterator[Hint]:
    """The entries of these actions, without those that have no key."""
    for id_ in ids:
        binding = keymap.binding(id_)
        if binding is not None and binding.keys:
            yield hint_of(binding, look)


_SHORT = {
    "cursor.down": "down",
    "cursor.up": "up",
    "search.down": "next",
    "search.up": "previous",
    "page.down": "page",
    "quit": "back",
    "article.open": "open",
    "pane.next": "next pane",
    "cancel": "cancel",
    "cell.left": "left",
    "cell.right": "right",
    "screen.annotate": "annotate",
}


_ACCEPTING = {
    "article.open": "accept",
    "suggestion.dismiss": "hide",
    "suggestion.all": "accept all",
}


def hint_of(binding: Binding, look: Look) -> Hint:
    """The entry of one action."""
    labelled = binding.verb in ("primary", "combination")
    style = look.label_style(binding.argument) if binding.verb == "primary" else look.key
    keys = binding.shown
    return Hint(
        binding,
        keys if labelled else keys.split(" ", 1)[0],
        binding.bar or _SHORT.get(binding.id, binding.help),
        style,
        look.text if labelled else look.dim,
        keys.rsplit(" ", 1)[-1] if labelled else "",
    )
