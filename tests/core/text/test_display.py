import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import display
from annotations.text.display import shown, visible

FORBIDDEN_FORMATS = [
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200E,
    0x200F,
    0x061C,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
]
EVERY = [chr(code) for code in range(0x110000)]


def test_no_code_point_that_acts_on_a_terminal_survives() -> None:
    for character in EVERY:
        result = visible(character)
        assert len(result) == 1
        assert unicodedata.category(result) not in {"Cc", "Cs", "Zl", "Zp"}, hex(ord(character))
    assert all(visible(chr(code)) != chr(code) for code in FORBIDDEN_FORMATS)


def test_stand_ins_are_visible_and_one_cell_wide() -> None:
    stand_ins = {visible(character) for character in EVERY if visible(character) != character}
    for stand_in in stand_ins:
        assert unicodedata.category(stand_in) in {"So", "Pd", "Zs"}
        assert unicodedata.east_asian_width(stand_in) not in {"W", "F"}
        assert not unicodedata.combining(stand_in)


def test_nothing_else_is_changed() -> None:
    kept = [character for character in EVERY if unicodedata.category(character)[0] in "LMNPSZ"]
    changed = {character for character in kept if visible(character) != character}
    assert changed <= {"\u2028", "\u2029"}


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧 ❤️ 🇺🇦", "می‌خواهم", "क्‍ष", "e\u0301", "“é” – ñ…", "plain", "\u00a0", ""],
)
def test_joiners_selectors_and_marks_pass(text: str) -> None:
    assert visible(text) is text


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert visible("a\x1b[31mb\x07\r\x00\x7f\x9b") == "a␛[31mb␇␍␀␡␚"


def test_new_line_and_tab_become_one_space() -> None:
    assert visible("a\nb\tc") == "a b c"


def test_a_direction_override_is_shown() -> None:
    assert visible("a\u202egnp.exe\u2066\u200f") == "a␚gnp.exe␚␚"


@given(st.text())
def test_offsets_hold(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert len(shown(text)) == len(text)
    assert visible(visible(text)) == visible(text)


def test_what_is_painted_is_repaired_and_safe() -> None:
    broken = "Президент заявив: «так»\x1b".encode("cp1251").decode("latin-1")
    assert shown(broken) == "Президент заявив: «так»␛"


def test_nothing_hidden_counts_as_printable_so_printable_text_may_pass_unsearched() -> None:
    printable = "".join(
        character for code in range(0x110000) if (character := chr(code)).isprintable()
    )

    assert visible(printable) == printable
    assert not display._HIDDEN.search(printable)
