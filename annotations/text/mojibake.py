"""Cyrillic that was written in cp1251 and read as latin-1 or cp1252, made readable on screen.

`Ïðèâåò` is shown as `Привет`, character for character, so offsets stay what they are. Display
only: the stored and exported text keeps what the file held.

Refuses wherever it is not certain: each word that changes must become Cyrillic as a whole, in
sane case, and three in four of the line's letter pairs must be common ones. Repairs that would
change the length (UTF-8 read as something else) are none of its business.
"""

import re
from itertools import pairwise

_LETTERS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁЄІЇҐЎ"

_PAIRS = frozenset(
    group[0] + second
    for group in (
        "абвгдежзийклмнпрстухцчшюяє",
        "баеиклнорущъыі",
        "вавдежиклнопрстухыі",
        "гаеилноруі",
        "давдежиклнопрстуі",
        "ебвгдежзийклмнопрстцчшщ",
        "жадеилну",
        "забвдеимнопуыяі",
        "иабвгдезийклмнпрстфхцчшюя",
        "йдлност",
        "каеилнорстуцщі",
        "лаежикноуыьюяі",
        "мабвеикмнопуыяі",
        "нагдеикностуфцыьюяі",
        "обвгдежзийклмнопрстцчшюяї",
        "паеилоруі",
        "равгежикмнорстухшыяі",
        "савеиклмнопстухыьяі",
        "тавеикнорсуыьі",
        "уабвгдежзклмнпрстчщює",
        "фаиоруі",
        "хаеиоі",
        "цаеиьяі",
        "чаеикнті",
        "шаеикну",
        "щаеио",
        "ъе",
        "ывейлмпртх",
        "ьзкностш",
        "элт",
        "ювтчщ",
        "явдезкмнт",
        "ён",
        "єт",
        "іабвгдзйклмнрстчшюяї",
    )
    for second in group[1:]
)
"""The pairs of letters that make up 97 % of all pairs in Russian and Ukrainian, half and half:
counted over 3 million pairs in the message catalogues of a Linux system. A group is a first
letter and all that follow it. Greek, Hebrew, Arabic, Thai and other Cyrillic encodings read by
the same mistake reach 29 to 52 %."""

_FEWEST_PAIRS = 4
_COMMON_SHARE = 0.75
_SANE_SHARE = 0.9

_ENOUGH = re.compile("[À-ÿ¡¢¥¨ª¯²³´¸º¿]{3}")
"""No line is repaired without three such characters in a row; hardly any other line has them."""

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_OURS = re.compile(f"[{_LETTERS}{_LETTERS.lower()}]+")


def _table() -> dict[int, str]:
    """Map what a wrong reading shows for a byte to what the byte means in cp1251.

    Letters of Russian, Ukrainian and Belarusian, the numero sign, and the punctuation that
    latin-1 turns into C1 controls. Always one character to one.
    """
    table = {}
    for byte in range(0x80, 0x100):
        meant = bytes([byte]).decode("cp1251", "ignore")
        if meant and (_OURS.fullmatch(meant) or meant == "№" or not meant.isalpha()):
            table[byte] = meant
    return table


_MEANT = _table()


def repaired(line: str) -> str:
    """Return the line as it was meant, at the same length, or itself where that is not certain."""
    if line.isascii() or not _ENOUGH.search(line) or _CYRILLIC.search(line):
        return line
    meant = line.translate(_MEANT)
    return meant if is_cyrillic(meant) else line


def is_cyrillic(text: str) -> bool:
    """Tell whether all words outside ASCII are, beyond doubt, Russian, Ukrainian or Belarusian."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not all(map(_OURS.fullmatch, words)):
        return False
    letters = sum(map(len, words))
    sane = sum(len(word) for word in words if word in {word.lower(), word.upper(), word.title()})
    pairs = [a + b for word in words for a, b in pairwise(word.lower())]
    common = sum(pair in _PAIRS for pair in pairs)
    return (
        sane >= _SANE_SHARE * letters
        and len(pairs) >= _FEWEST_PAIRS
        and common >= _COMMON_SHARE * len(pairs)
    )
