from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.strip import Strip

from tui.strips import changed_cells, strip_of
from tui.wrapping import graphemes

BASE = Style(color="white", bgcolor="black")
BOLD = Style(color="white", bgcolor="black", bold=True)
BRIGHT = Style(color="white", bgcolor="blue")
STYLES = (BASE, BOLD, BRIGHT, Style(bgcolor="black", underline=True))

GRAPHEMES = ("a", "b", " ", " ", "漢", "─", "é", "e\u0301", "👩\u200d👧", "👨\u200d👧")

texts = st.lists(st.sampled_from(GRAPHEMES), max_size=6).map("".join)
parts = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=5)


def shown(strip: Strip) -> list[object]:
    """What a terminal shows in each cell: a character with its marks, and how it looks."""
    found: list[object] = []
    for segment in strip:
        style = segment.style or BASE
        for start, end, width in graphemes(segment.text):
            text = segment.text[start:end]
            look = (style.bgcolor, style.underline) if text == " " else style
            found += [(text, look), *[("", look)] * (width - 1)]
    return found


def test_what_is_the_same_at_the_end_is_left_out() -> None:
    before = strip_of([("12 of 30", BASE)], 20, BASE)
    after = strip_of([("13 of 30", BASE)], 20, BASE)
    assert changed_cells(before, after) == 2


def test_blanks_that_look_the_same_are_left_out_whatever_their_style() -> None:
    before = strip_of([("text", BOLD)], 20, BASE)
    after = strip_of([("text", BASE)], 20, BASE)
    assert changed_cells(before, after) == 4


def test_a_ground_that_changed_is_a_change_to_the_end() -> None:
    assert changed_cells(strip_of([], 20, BASE), strip_of([], 20, BRIGHT)) == 20


def test_lines_that_look_the_same_have_no_change() -> None:
    strip = strip_of([("text", BOLD)], 20, BASE)
    assert changed_cells(strip, strip_of([("text", BOLD)], 20, BASE)) == 0


def test_a_line_with_characters_of_other_widths_is_painted_whole() -> None:
    before = strip_of([("👩\u200d👧", BASE)], 10, BASE)
    after = strip_of([("👨\u200d👧", BASE)], 10, BASE)
    assert changed_cells(before, after) == 10


@given(parts, parts)
def test_the_old_line_with_its_beginning_painted_anew_is_the_new_line(
    old: list[tuple[str, Style]], new: list[tuple[str, Style]]
) -> None:
    before, after = strip_of(old, 16, BASE), strip_of(new, 16, BASE)
    cells = changed_cells(before, after)
    begun = after.crop(0, cells)
    assert begun.cell_length == cells
    assert shown(begun) + shown(before)[cells:] == shown(after)
