"""What of an article's text may reach a terminal, at the same length.

A control character in a text is somebody else's command to the reader's terminal, and a
direction mark can make a sentence read backwards. Each becomes one visible stand-in of one
cell, so that offsets into the text shown are offsets into the text stored. Joiners (emoji,
Persian), variation selectors and combining marks pass: they belong to the character before.
Changes nothing that is stored or exported.
"""

import re

from annotations.text.mojibake import repaired

_STAND_IN = "\u241a"  # SYMBOL FOR SUBSTITUTE
_NEW_LINE = "\u2424"  # SYMBOL FOR NEWLINE
_REPLACEMENT = "\ufffd"

_INVISIBLE = (
    (0x80, 0x9F),  # C1 controls
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # left-to-right and right-to-left mark
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates, deprecated formats
    (0xFDD0, 0xFDEF),  # noncharacters
    (0xFEFF, 0xFEFF),  # byte order mark, zero width no-break space
    (0xFFF0, 0xFFFB),  # unassigned, interlinear annotation
    (0xFFFE, 0xFFFF),  # noncharacters
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE00FF),  # tags
    (0xE01F0, 0xE0FFF),  # unassigned, to be ignored
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000)),
)
_SURROGATES = (0xD800, 0xDFFF)

_SHOWN_AS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    **dict.fromkeys((0x2028, 0x2029), _NEW_LINE),
    0x09: " ",
    0x0A: " ",
    0x7F: "\u2421",
    0xAD: "-",
}
"""Code point -> the one character shown for it. `_INVISIBLE` and `_SURROGATES` have one for all."""


def _any_of(*ranges: tuple[int, int]) -> re.Pattern[str]:
    return re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges) + "]")


_HIDDEN = _any_of((0, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x2028, 0x2029), _SURROGATES, *_INVISIBLE)


def visible(text: str) -> str:
    """Return the text with a visible stand-in for all that acts on a terminal; same length.

    New line and tab become one space. Text without such characters is returned itself.
    """
    if text.isprintable() or not _HIDDEN.search(text):
        return text  # the first answers for most lines, in a tenth of the time of the second
    return _HIDDEN.sub(_shown_for, text)


def _shown_for(found: re.Match[str]) -> str:
    code = ord(found[0])
    surrogate = _SURROGATES[0] <= code <= _SURROGATES[1]
    return _SHOWN_AS.get(code, _REPLACEMENT if surrogate else _STAND_IN)


def shown(text: str) -> str:
    """Return a line as it is painted: mojibake repaired, then made visible; same length."""
    return visible(repaired(text))
