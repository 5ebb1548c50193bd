"""Lines of text in cells: nothing lost, nothing too wide, no character torn, no slow input."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tui import wrapping
from tui.wrapping import BLANKS, SINGLE, cells, crop, crop_paths, graphemes, wrap

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
FRANCE, GERMANY = "🇫🇷", "🇩🇪"
ACCENTED = "e\u0301"
AWKWARD = [
    *("a", "word", "é", ACCENTED, "’", "—", " ", "  ", "\u00a0", "\u200b", "\u3000", "\u202f"),
    *(
        "中",
        "文",
        "、",
        "。",
        "「",
        "」",
        "한",
        "の",
        "😀",
        FAMILY,
        FRANCE,
        GERMANY,
        "👍🏽",
        "❤️",
        "1️⃣",
    ),
    *("\u200d", "\ufe0f", "\u0301", "\U0001f1eb", "\U0001f3fd", "क्षि", "مَ", "\u200f"),
]

texts = st.lists(st.sampled_from(AWKWARD), max_size=30).map("".join) | st.text(max_size=40)
single = st.lists(st.sampled_from("aä ж’—€ .\u00a0ל"), max_size=80).map("".join)
widths = st.integers(1, 30)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_a_line_ends_at_the_last_blank_that_fits() -> None:
    assert lines("who sought to keep what they hold", 12) == [
        "who sought",
        "to keep what",
        "they hold",
    ]


def test_the_blanks_around_a_break_belong_to_no_line() -> None:
    assert wrap("one   two ", 4) == [(0, 3), (6, 9)]


def test_two_blanks_within_a_line_stay() -> None:
    assert lines("Times.  He said", 10) == ["Times.  He", "said"]


def test_blank_text_is_one_empty_line() -> None:
    assert wrap("", 10) == wrap("   ", 10) == [(0, 0)]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert lines("see https://example.org/a", 10) == ["see", "https://ex", "ample.org/", "a"]


def test_no_line_ends_at_a_no_break_space() -> None:
    assert lines("in 10\u00a0000 km", 7) == ["in", "10\u00a0000", "km"]


def test_chinese_breaks_between_characters() -> None:
    assert lines("中文新闻", 5) == ["中文", "新闻"]


def test_no_line_starts_with_closing_or_ends_with_opening_punctuation() -> None:
    assert lines("中文新。闻", 6) == ["中文", "新。闻"]
    assert lines("中文「新闻」", 6) == ["中文", "「新", "闻」"]


@pytest.mark.parametrize("one", [FAMILY, FRANCE, ACCENTED, "👍🏽", "❤️", "1️⃣", "한"])
def test_what_is_read_as_one_character_is_never_torn(one: str) -> None:
    assert "".join(lines(one * 3, 2)) == one * 3
    assert set(lines(one * 3, cells(one))) == {one}


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert lines("中a文", 1) == ["中", "a", "文"]


def test_two_flags_are_two_characters() -> None:
    assert [(part.start, part.end) for part in graphemes(FRANCE + GERMANY)] == [(0, 2), (2, 4)]


@given(texts, widths)
def test_spans_are_in_order_and_cover_every_character_but_blanks_once(
    text: str, width: int
) -> None:
    spans = wrap(text, width)
    covered = [place for start, end in spans for place in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(text[place] in BLANKS for place in set(range(len(text))) - set(covered))


@given(texts, widths)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in lines(text, width):
        visible = [part for part in graphemes(line) if part.cells]
        assert cell_len(line) <= width or len(visible) == 1


@given(texts, widths)
def test_lines_begin_and_end_between_graphemes(text: str, width: int) -> None:
    edges = {0, *(part.end for part in graphemes(text))}
    assert all({start, end} <= edges for start, end in wrap(text, width))


@given(single, widths)
def test_the_fast_path_breaks_as_the_general_one(text: str, width: int) -> None:
    assert wrapping._wrap_single(text, width) == wrapping._wrap_any(text, width)


@given(texts)
def test_graphemes_tile_the_text_and_their_cells_add_up_to_those_of_rich(text: str) -> None:
    parts = list(graphemes(text))
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert sum(part.cells for part in parts) == cell_len(text) == cells(text)


@given(texts, widths)
def test_cropped_text_fits_and_is_a_beginning_of_the_text(text: str, width: int) -> None:
    cropped = crop(text, width)
    assert cells(cropped) <= width
    assert cropped == text if cells(text) <= width else text.startswith(cropped[:-1])
    assert cells(text) <= width or cropped.endswith("…")


@given(st.lists(texts | st.sampled_from(["/", "\\", "/a/b.db"]), max_size=8).map("".join), widths)
def test_a_message_whose_paths_give_way_fits(text: str, width: int) -> None:
    shown = crop_paths(text, width)
    assert cells(shown) <= width
    if cells(text) <= width:
        assert shown == text


def test_a_long_name_of_a_file_gives_way_in_its_middle() -> None:
    shown = crop_paths(f"/here/{'x' * 200}.final.jsonl is full", 60)
    assert shown.startswith("/here/xxx")
    assert shown.endswith("x.final.jsonl is full")


def test_no_room_leaves_no_text() -> None:
    assert crop("word", 0) == ""
    assert crop("word", -3) == ""


def test_a_flag_is_not_cut_in_half() -> None:
    assert crop(FRANCE + GERMANY, 3) == FRANCE + "…"


def test_every_character_of_the_fast_path_takes_one_cell_and_is_no_blank_but_the_space() -> None:
    singles = [chr(code) for code in range(0x110000) if SINGLE.fullmatch(chr(code))]
    assert {get_character_cell_size(character) for character in singles} == {1}
    assert set(singles) & BLANKS == {" "}


@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301" * 100_000,
        ACCENTED * 50_000,
        "\u200d" * 100_000,
        "👩\u200d" * 50_000,
        "a\ufe0f" * 50_000,
        "\U0001f1eb" * 100_000,
        "a" + "\u200b" * 100_000 + "b",
        "a" + " " * 100_000 + "b",
        "中\u0301" * 50_000,
        "「" * 100_000,
        "a" * 100_000,
    ],
    ids=lambda text: ascii(text[:3]),
)
def test_hostile_text_takes_no_longer_than_its_length_warrants(text: str) -> None:
    begun = time.process_time()
    wrap(text, 70)
    crop(text, 70)
    assert time.process_time() - begun < 2
