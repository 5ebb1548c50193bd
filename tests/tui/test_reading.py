from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import resources
from annotations.config import Layout
from annotations.model import Sentence
from annotations.text.canonical import canonical
from annotations.text.decode import decode
from annotations.text.display import shown
from annotations.text.segment import segment
from tui.reading import BLANK, Arrangement, arrange, paragraphs
from tui.wrapping import cells

LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SAMPLES = sorted(resources.seeds_folder().glob("*.txt"))

HARD_WRAPPED = """\
The talks, which began in spring and were broken off in
summer, are to go on before winter comes, an official said
on Monday after a meeting with both of the sides in Geneva
that had lasted until late at night.

Nobody would say what they were about. Another meeting was
not ruled out by those who had been there, although one of
them called it unlikely.
"""

CHINESE = (
    "乌克兰总统周五表示，他愿意在任何地方进行谈判。俄罗斯没有立即作出回应。\n会谈将于下周举行。"
)

HOSTILE = (
    "He said \x1b[31mred\x1b[0m and \x9b2J cleared.\n"
    "[@click=app.quit]Press me[/] said [bold]nobody[/bold].\n"
    "A \u202egnorw\u202c way\u200f round.\x07 Bells\x00 ring.\n"
    "Cafe\u0301 a\u0308\u0301\u0302 and nothing.\u2028And a new line\u0085 and\x0b more."
)

PARTS = [
    *'aB.!?" ,',
    "\n",
    "\n\n",
    "e\u0301",
    "谈判",
    "👩‍👩‍👧",
    "\x1b",
    "\u2028",
    "He left. ",
    "so far ",
]


def sentences_of(text: str) -> list[Sentence]:
    return [
        Sentence(number, f"{number:032x}", number, start, end, text[start:end])
        for number, (start, end) in enumerate(segment(text), 1)
    ]


def sample(path: Path) -> str:
    return canonical(decode(path.read_bytes(), name=path.name).text)


def laid_out(text: str, *, width: int, layout: Layout = "flow") -> Arrangement:
    return arrange(text, sentences_of(text), width=width, layout=layout)


def check(text: str, *, width: int, layout: Layout) -> None:
    """What holds for every arrangement of every text."""
    sentences = sentences_of(text)
    arranged = arrange(text, sentences, width=width, layout=layout)
    said = [""] * len(sentences)
    for number, line in enumerate(arranged.lines):
        whole = "".join(piece.text for piece in line.pieces)
        assert cells(whole) <= max(width, 2)
        assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in whole)
        for piece in line.pieces:
            said[piece.index] += piece.text
            assert arranged.first[piece.index] <= number <= arranged.last[piece.index]
        for index in line.starts:
            assert arranged.first[index] == number
    for index, sentence in enumerate(sentences):
        assert arranged.first[index] <= arranged.last[index]
        for at in (arranged.first[index], arranged.last[index]):
            assert index in {piece.index for piece in arranged.lines[at].pieces}
        alone = packed(painted(text)[sentence.start : sentence.end])
        following = sentences[index + 1].start if index + 1 < len(sentences) else len(text)
        with_gap = packed(painted(text)[sentence.start : following])
        assert said[index].startswith(painted(text)[sentence.start])
        assert packed(said[index]) in (alone, with_gap)


def painted(text: str) -> str:
    """The whole text as it is shown: mojibake is told by the line."""
    return "\n".join(shown(line) for line in text.split("\n"))


def packed(text: str) -> str:
    """Without the blanks at which lines are broken."""
    return "".join(text.split())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sentence_of_a_sample_is_laid_out_whole(path: Path, layout: Layout) -> None:
    text = sample(path)
    for width in (20, 21, 37, 60, 88, 120):
        check(text, width=width, layout=layout)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", [HARD_WRAPPED, CHINESE, HOSTILE], ids=["hard", "zh", "hostile"])
def test_every_sentence_of_an_unusual_text_is_laid_out_whole(text: str, layout: Layout) -> None:
    for width in range(20, 121):
        check(text, width=width, layout=layout)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60), st.integers(1, 40), st.sampled_from(LAYOUTS))
def test_any_text_is_laid_out_whole(parts: list[str], width: int, layout: Layout) -> None:
    check(canonical("".join(parts)), width=width, layout=layout)


def test_no_sentences_make_no_lines() -> None:
    assert list(laid_out("  \n ", width=40).lines) == []


def test_sentences_flow_in_their_paragraph_and_a_line_break_begins_another() -> None:
    text = "One is short. Two too.\nThree is new."
    arranged = laid_out(text, width=40)
    assert [[piece.text for piece in line.pieces] for line in arranged.lines] == [
        ["One is short. ", "Two too."],
        ["Three is new."],
    ]
    assert [line.starts for line in arranged.lines] == [(0, 1), (2,)]


def test_a_blank_line_of_the_text_is_one_blank_line_on_the_screen() -> None:
    arranged = laid_out("One sentence here.\n\n\n\nAnother one there.", width=40)
    assert [line is BLANK for line in arranged.lines] == [False, True, False]


def test_in_blocks_each_sentence_stands_alone() -> None:
    arranged = laid_out("One is short. Two too.\nThree is new.", width=40, layout="blocks")
    assert [len(line.pieces) for line in arranged.lines] == [1, 0, 1, 0, 1]


def test_hard_wrapped_text_flows_anew() -> None:
    sentences = sentences_of(HARD_WRAPPED)
    assert any("\n" in sentence.text for sentence in sentences)
    assert list(paragraphs(HARD_WRAPPED, sentences, layout="flow")) == [
        (0, 1, True),
        (1, 3, True),
    ]
    arranged = laid_out(HARD_WRAPPED, width=88)
    first = "".join(piece.text for piece in arranged.lines[0].pieces)
    assert first.startswith("The talks, which began in spring and were broken off in summer,")


def test_a_sentence_knows_all_its_lines() -> None:
    arranged = laid_out("One is short. " + "Two goes on and on. " * 1, width=12)
    assert list(arranged.lines_of([1])) == list(range(arranged.first[1], arranged.last[1] + 1))
    assert arranged.first[1] == arranged.last[0] or arranged.first[1] == arranged.last[0] + 1


def test_markup_in_a_text_stays_what_it_is() -> None:
    text = "\n".join(
        "".join(piece.text for piece in line.pieces) for line in laid_out(HOSTILE, width=100).lines
    )
    assert "[@click=app.quit]Press me[/]" in text
    assert "[bold]nobody[/bold]" in text


def test_chinese_is_broken_by_cells_and_not_before_a_full_stop() -> None:
    arranged = laid_out(CHINESE, width=20)
    for line in arranged.lines:
        painted = "".join(piece.text for piece in line.pieces)
        assert cells(painted) <= 20
        assert not painted.startswith(("。", "，"))


def test_mojibake_is_readable_and_keeps_its_place() -> None:
    broken = "Ïðåçèäåíò Óêðà¿íè ñêàçàâ, ùî ïåðåãîâîðè òðèâàþòü. Òàê áóëî çàâæäè."
    arranged = laid_out(broken, width=100)
    painted = "".join(piece.text for piece in arranged.lines[0].pieces)
    assert painted.startswith("Президент України")
    assert len(painted) == len(broken)


def test_a_blank_that_forbids_a_break_does_not_begin_a_line_for_the_sentence_before() -> None:
    arranged = laid_out("One is short. \u00a0Two is a little longer.", width=16)
    assert [[(piece.index, piece.text) for piece in line.pieces] for line in arranged.lines] == [
        [(0, "One is short.")],
        [(1, "Two is a little")],
        [(1, "longer.")],
    ]
    assert (arranged.last[0], arranged.first[1]) == (0, 1)
