"""Texts that nobody would type, pasted into whatever hears keys."""

from collections.abc import Mapping

from fuzzing import Sitting
from textual import events

TEXTS: Mapping[str, str] = {
    "markup": "[@click=app.bell]x[/] [bold red]",
    "controls": "\x1b[31m\x07 \x00\x9b2J",
    "turned": "\u202eabc\u2066 \u200f",
    "long": "word " * 1000,
    "lines": "first\nsecond\r\nthird",
    "marks": "e" + "\u0301" * 50 + " 👩‍👩‍👧‍👦",
    "blank": " \t\u00a0 ",
    "half": "\ud800",
    "path": "/dev/null",
    "outside": "../x\x00y",
}


async def paste(sitting: Sitting, what: str) -> None:
    """`<paste long>`: paste one of these texts."""
    sitting.app.post_message(events.Paste(TEXTS[what]))
    await sitting.quiet()
    sitting.check()


PASTES = tuple(f"<paste {name}>" for name in TEXTS)
