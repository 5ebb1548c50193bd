"""What is pasted, before it is taken for keys.

A terminal puts marks around a paste. Textual takes an ESC between them for the beginning of a key,
and what follows for keys: a text copied from a hostile page could label. Most terminals leave ESC
out of what they paste; not all do. Refuses to guess where a paste ends that brings the mark of the
end itself: the terminal has to leave that out.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

ESC = "\x1b"
BEGIN, END = "\x1b[200~", "\x1b[201~"


class Parser(Protocol):
    """What turns typed characters into events."""

    def feed(self, data: str) -> Iterable[object]:
        """Take characters; nothing at all is the end."""


class Pastes:
    """Leaves ESC out of pastes, in a stream that comes in pieces."""

    def __init__(self) -> None:
        self._within = False
        self._tail = ""
        """Outside: the last characters, which may be the beginning of a mark. Within: those that
        are held back, since they may be the beginning of the mark of its end."""

    def harmless(self, typed: str) -> str:
        """The next piece, as far as it is known what it is."""
        told: list[str] = []
        while typed:
            step = self._inside if self._within else self._outside
            done, typed = step(typed)
            told.append(done)
        return "".join(told)

    def _outside(self, typed: str) -> tuple[str, str]:
        """What is passed on as it is, and what is left to look at."""
        before = self._tail
        at = (before + typed).find(BEGIN)
        if at < 0:
            self._tail = (before + typed)[1 - len(BEGIN) :]
            return typed, ""
        end = at + len(BEGIN) - len(before)
        self._within, self._tail = True, ""
        return typed[:end], typed[end:]

    def _inside(self, typed: str) -> tuple[str, str]:
        typed = self._tail + typed
        pasted, mark, left = typed.partition(END)
        if mark:
            self._within, self._tail = False, ""
        else:
            held = next((n for n in range(len(END) - 1, 0, -1) if pasted.endswith(END[:n])), 0)
            pasted, self._tail = pasted[: len(pasted) - held], pasted[len(pasted) - held :]
        return pasted.replace(ESC, "") + mark, left


@contextmanager
def careful(module: str) -> Iterator[None]:
    """Have a driver's module parse what is typed by a parser that heeds pastes, for as long.

    The library has no hook for it: a driver makes its parser by the name that its module has.
    """
    home = sys.modules[module]
    kind: type[Parser] | None = getattr(home, "XTermParser", None)
    if kind is None:
        yield
        return

    class Careful(kind):  # type: ignore[misc, valid-type]  # a class that is not known before
        """Hears no key in what is pasted."""

        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)
            self._pastes = Pastes()

        def feed(self, data: str) -> Iterable[object]:
            """Take characters, those of a paste without ESC."""
            known = self._pastes.harmless(data)
            return super().feed(known) if known or not data else ()

    setattr(home, "XTermParser", Careful)  # noqa: B010 - a name that type checkers do not know
    try:
        yield
    finally:
        setattr(home, "XTermParser", kind)  # noqa: B010 - as above
