"""Names of keys: what people write and read, and what Textual calls them.

Textual names a key by its character where that is a letter or digit and by the character's
Unicode name otherwise (`/` is `slash`, `?` is `question_mark`). A configuration may use either.
Nothing here imports Textual; a test compares the two.
"""

import unicodedata
from difflib import get_close_matches
from functools import cache

from annotations.errors import UnknownName

_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "backspace",
    "enter": "enter",
    "escape": "esc",
    "space": "space",
    "tab": "tab",
} | {f"f{number}": f"F{number}" for number in range(1, 25)}
"""Keys that type no character, and the space bar, with what people call them."""

_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
} | {sign: name for name, sign in _SHOWN.items() if sign in "↑↓←→"}

_SHORTER = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where Textual prefers a shorter name to that of Unicode."""

_LONGER = {shorter: longer for longer, shorter in _SHORTER.items()}
_MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual puts them."""

_REFUSED = {
    "ctrl+i": "terminals send tab for it",
    "ctrl+m": "terminals send enter for it",
    "ctrl+j": "many terminals send enter for it",
    "ctrl+h": "many terminals send backspace for it",
    "ctrl+left_square_bracket": "terminals send escape for it",
    "ctrl+space": "terminals disagree about what to send for it",
    "ctrl+at": "terminals disagree about what to send for it",
}


def key_name(written: str) -> str:
    """Give the name by which Textual knows a key, however it was written.

    Raises UnknownName for what is no key and for keys that do not arrive as themselves.
    """
    *modifiers, key = _parts(unicodedata.normalize("NFC", written.strip()))
    key = _bare_name(key, written)
    if "+" in key:
        *more, key = key.split("+")
        modifiers += more
    if unknown := sorted(set(modifiers) - set(_MODIFIERS)):
        raise UnknownName(f'"{written}" is no key: there is no modifier "{unknown[0]}"')
    if modifiers == ["shift"] and character(key) is not None:
        raise UnknownName(f'"{written}" cannot be used: write the character that it types')
    if modifiers and key.isupper():
        key = key.lower()
        modifiers += [] if "ctrl" in modifiers else ["shift"]
    name = "+".join([*sorted(set(modifiers)), key])
    if name in _REFUSED:
        raise UnknownName(f'"{written}" cannot be used: {_REFUSED[name]}')
    return name


def character(name: str) -> str | None:
    """The character that a key of that Textual name types, or None."""
    if len(name) == 1:
        return name
    if name == "space":
        return " "
    if name in _SHOWN or "+" in name:
        return None
    name = _SHORTER.get(name, name)
    try:
        typed = unicodedata.lookup(_LONGER.get(name, name).replace("_", " "))
    except KeyError:
        typed = _hyphenated(name)
    return typed if len(typed) == 1 and typed.isprintable() else None


def shown(name: str) -> str:
    """Show a key, by its Textual name, as people know it: `?`, `ctrl+p`, `↓`, `PgDn`, `F1`."""
    *modifiers, key = name.split("+")
    typed = None if key in _SHOWN else character(key)
    return "+".join([*modifiers, typed or _SHOWN.get(key, key)])


def _parts(written: str) -> list[str]:
    """Split at the plus signs that join modifiers; the last part is the key, perhaps `+`."""
    if written == "+":
        return ["+"]
    if written.endswith("++"):
        return [*written[:-2].lower().split("+"), "+"]
    *modifiers, key = written.split("+")
    return [*(modifier.lower() for modifier in modifiers), key]


def _bare_name(key: str, written: str) -> str:
    if len(key) == 1 and key not in _ALIASES and key.isprintable():
        return _character_name(key)
    lowered = key.lower()
    lowered = _ALIASES.get(lowered, lowered)
    if lowered in _SHOWN or "+" in lowered:
        return lowered
    if typed := character(lowered if len(lowered) > 1 else ""):
        return _character_name(typed)
    raise UnknownName(f'"{written}" is no key{_nearest(lowered)}')


def _character_name(typed: str) -> str:
    if typed.isalnum():
        return typed
    name = unicodedata.name(typed, typed).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


@cache
def _hyphenated(name: str) -> str:
    """The character whose Unicode name has hyphens where Textual writes underscores, or nothing."""
    signs = (chr(code) for code in range(0x20, 0x3000))
    return next((sign for sign in signs if _character_name(sign) == name), "")


def _nearest(name: str) -> str:
    ascii_names = (_character_name(chr(code)) for code in range(0x20, 0x7F))
    known = [name for name in (*_SHOWN, *ascii_names) if len(name) > 1]
    close = get_close_matches(name, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
