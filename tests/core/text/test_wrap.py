import textwrap

import pytest

from annotations.text.segment import segment
from annotations.text.wrap import detect_wrap

PROSE = (
    "The officials said on Monday that the talks would go on for another week. Nobody knows what "
    "will come of them, and the president of the country did not want to say. He had been asked "
    "in the morning whether he was ready for a ceasefire, and answered that he was not."
)


@pytest.mark.parametrize("width", [40, 60, 72, 78, 100])
def test_hard_wrapped_prose_is_recognised(width: int) -> None:
    text = "\n\n".join([textwrap.fill(PROSE, width)] * 3)
    assert detect_wrap(text) == "paragraphs"
    flat = [" ".join(text[start:end].split()) for start, end in segment(text)]
    assert flat == [PROSE[start:end] for start, end in segment(PROSE)] * 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line",
        PROSE,
        f"{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}",
        "Post a comment\nYour name\nYour email\nSubscribe\n* required\nlog in\nsign up",
        "apples\noranges\npears\nplums\ncherries\nquinces",
        "\n".join(f"Headline number {number} about the talks in Geneva" for number in range(20)),
        "\n".join(f"Sentence number {number} about the talks." for number in range(20)),
        f"{PROSE}\n\n" + textwrap.fill(PROSE, 60).replace("\n", ".\n"),
    ],
)
def test_other_text_has_its_sentences_in_lines(text: str) -> None:
    assert detect_wrap(text) == "lines"


def test_list_marks_and_headings_part_wrapped_text() -> None:
    text = "# Talks go on\nThe talks go on\nfor a week.\n- first they\n  rest\n- then they talk\n"
    found = [text[start:end] for start, end in segment(text, wrap="paragraphs")]
    assert found == [
        "# Talks go on",
        "The talks go on\nfor a week.",
        "- first they\n  rest",
        "- then they talk",
    ]


def test_the_caller_knows_better() -> None:
    wrapped = textwrap.fill(PROSE, 60)
    assert len(segment(wrapped, wrap="lines")) > len(segment(wrapped, wrap="paragraphs")) == 3
