import re
import time
from collections import Counter
from itertools import pairwise
from typing import SupportsIndex

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.model import Span, Wrap
from annotations.text import pieces as piecework
from annotations.text.blanks import BLANKS, LINE_END, spaced, split_lines, trimmed
from annotations.text.canonical import canonical
from annotations.text.pieces import piece_ends
from annotations.text.segment import check_tiling, each_span, segment

PARTS = st.sampled_from(
    [
        *"abAB.!?…,;:()[]\"'“”‘’«»„-–—•*#1 ",
        "\n",
        "\n\n",
        " said ",
        "Mr. ",
        "U.S. ",
        "One two. ",
        '"Is it? ',
        "Image: ",
        "1. ",
        "👩‍👩‍👧",
        "🇺🇦",
        "\u200d",
        "\u200b",
        "\ufeff",
        "\u00a0",
        "\u2028",
        "\u2029",
        "\u0085",
        "\u0301",
        "\x1c",
        "\t",
        "\v",
        "\f",
        "مرحبا؟ ",
        "中文句子。",
        "हिन्दी है। ",
        "....",
        "...." * 50,
    ],
)
TEXTS = st.one_of(
    st.lists(PARTS, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
).map(canonical)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text, wrap="lines")]


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.sampled_from(["lines", "paragraphs", None]))
@example("." * 3000, "lines")
@example("\ufeff", None)
def test_every_character_that_is_no_blank_is_in_exactly_one_span(text: str, wrap: None) -> None:
    spans = segment(text, wrap=wrap)
    check_tiling(text, spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert [c for c in kept if c not in BLANKS] == [c for c in text if c not in BLANKS]
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [Span(0, 2)],
        [Span(0, 3), Span(2, 5)],
        [Span(0, 3), Span(3, 5)],
        [Span(0, 2), Span(3, 3), Span(3, 5)],
        [Span(3, 5), Span(0, 2)],
    ],
)
def test_spans_that_do_not_tile_are_a_bug(spans: list[Span]) -> None:
    with pytest.raises(AssertionError):
        check_tiling("ab cd", spans)


def test_blanks_are_what_isspace_knows_and_three_that_show_nothing() -> None:
    spaces = {chr(code) for code in range(0x110000) if chr(code).isspace()}
    assert set(BLANKS) == spaces | {"\u200b", "\u2060", "\ufeff"}


@given(TEXTS)
def test_spacing_and_trimming_keep_offsets(text: str) -> None:
    assert len(spaced(text)) == len(text)
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == text.strip(BLANKS)


def test_an_empty_text_has_no_sentences() -> None:
    assert segment("") == segment(" \n\u00a0\n") == []


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("He met Dr. A. B. Smith in the U.S. on Jan. 5. She left.", 2),
        ("It rose 3.5 percent. No. 5 fell.", 2),
        ("One.\u00a0Two.", 2),
        ("Wait... what?", 1),
        ("He improvised. the war went on.", 2),
        ("中文句子。第二句。", 2),
        ("مرحبا. كيف؟ نعم.", 3),
        ("😀 Well. 👩‍👩‍👧 Yes.", 2),
    ],
)
def test_a_line_has_so_many_sentences(line: str, sentences: int) -> None:
    assert len(pieces(line)) == sentences


@pytest.mark.parametrize(
    "parts",
    [
        ['"They are saying: "We are ready".', 'They want to stay," said a senior official.'],
        ["“We go.", "They stay,” he said."],
        ["«We go.", "They stay», he said.", "«Yes»."],
        ["„Wir gehen.", "Sie bleiben“, sagte er."],
        ["He said: ‘We are.", "We go.’", "Then it ended."],
        ["He said 'We are.", "We go.'", "Then rock 'n' roll ended."],
        ["“Dr. Smith said so.", "U.S. officials (see p. 5) agree,” he said."],
        ["“They never closed this quotation.", "It goes on.", "And on."],
        ['"A third one."', '"And a fourth one."'],
    ],
)
def test_a_quotation_of_several_sentences_is_split_inside(parts: list[str]) -> None:
    assert pieces(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "“He is ready,” said an official of the U.S. Army.",
        '"Is it over?" Mr. Lee asked.',
        '"Stop!" the president of France shouted.',
        "He called it “a plan. a good one” twice.",
    ],
)
def test_a_quotation_of_one_sentence_is_not_split(sentence: str) -> None:
    assert pieces(sentence) == [sentence]


@pytest.mark.parametrize(
    "line",
    [
        "The same conditions as outlined last year. fall",
        "They gain on the battlefield. .",
        "It ended there. ”",
        '"It is a long game." - Ann Lee',
        "1. The first of them.",
        "(a) The first of them.",
    ],
)
def test_what_is_no_sentence_joins_its_neighbour(line: str) -> None:
    assert len(pieces(line)) == 1


def test_a_lone_word_joins_only_at_the_end_of_the_line() -> None:
    assert pieces("He left. fall\nfall came.") == ["He left. fall", "fall came."]


def test_a_picture_credit_is_a_sentence_of_its_own() -> None:
    assert pieces("The hall in Milan Image: Navy.") == ["The hall in Milan", "Image: Navy."]


@pytest.mark.untraced
def test_one_line_of_a_million_characters_is_no_matter() -> None:
    lines = [
        "中文句子。第二句" * 125_000,
        "x" * 1_000_000,
        "He said “yes. " * 70_000,
        "." * 1_000_000,
    ]
    began = time.process_time()
    for line in lines:
        assert segment(line)
    assert time.process_time() - began < 30


def test_boundaries_do_not_depend_on_where_a_window_ends() -> None:
    sentence = "The officials said on Monday that talks would go on. "
    spans = segment(sentence * 500)
    assert len(spans) == 500
    assert {end - start for start, end in spans} == {len(sentence) - 1}


def test_a_language_without_rules_is_split_like_english() -> None:
    assert len(segment("One here. Two there.", language="zz")) == 2


def test_no_sentence_crosses_a_line() -> None:
    text = "A headline\n- one\n- two\nA sentence. Another"
    assert len(segment(text, wrap="lines")) == 5
    assert not any(re.search(r"\n", text[start:end]) for start, end in segment(text, wrap="lines"))


class Counted(str):
    """A text that counts the characters copied out of it, and out of its copies."""

    __slots__ = ()
    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = Counted(super().__getitem__(key))
        Counted.copied += len(part)
        return part


UNBALANCED = "“»« [(word  . . “'. «A. ]). c. )A)) [[\"»AA"
"""sentencex finds other boundaries in it at each place where it begins to read."""


@pytest.mark.parametrize("unit", ['"A b. ', 'e.g. "', 'Said. "A', "'A b. "])
def test_characters_copied_grow_with_the_line_alone(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Counted, "copied", 0)
    line = Counted(unit * 10_000)
    piece_ends(line, "en")
    assert len(line) <= Counted.copied <= 20 * len(line)


@pytest.mark.parametrize("unit", [UNBALANCED, "“A b. ", "[" * 2000 + "A. ", "字“。", "! " * 999])
def test_no_character_is_handed_over_more_than_eight_times(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = Counter[str]()
    inner = piecework._sentencex()

    def watched(language: str, text: str) -> list[str]:
        handed[language] += len(text)
        return inner(language, text)

    monkeypatch.setattr(piecework, "_sentencex", lambda: watched)
    line = unit * (100_000 // len(unit))
    ends = list(piecework._sentencex_ends(line, "en"))
    assert handed["en"] <= 8 * len(line)
    assert ends == sorted(set(ends))
    assert ends[-1] <= len(line)


@given(TEXTS, st.sampled_from(["lines", "paragraphs"]))
def test_the_first_spans_are_found_without_the_others(text: str, wrap: Wrap) -> None:
    assert list(each_span(text, wrap=wrap)) == segment(text, wrap=wrap)


@given(TEXTS)
def test_lines_and_their_ends_make_up_the_text(text: str) -> None:
    lines = split_lines(text)
    assert lines == LINE_END.split(text)
    assert len("".join(lines)) + len(lines) - 1 == len(text)


@given(
    st.lists(
        st.sampled_from([*"\"“”»’'([.!?…", " ", " ", "A", "b", "Mr. Lee", "中。"]), max_size=40
    )
)
def test_a_line_is_divided_at_quotations_as_each_of_its_sentences_is(atoms: list[str]) -> None:
    line = "".join(atoms)
    ends = list(piecework._sentencex_ends(line, "en"))
    each = [
        boundary
        for start, end in pairwise([0, *ends])
        for boundary in [*piecework._splits(line, start, end, "en"), end]
    ]
    assert piecework._split_at_quotations(line, ends, "en") == each
