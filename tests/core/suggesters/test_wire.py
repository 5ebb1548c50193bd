"""What the app and the process that learns say to each other."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggesting import of_lines, prose

from annotations.suggesters.asked import Asked
from annotations.suggesters.learned import Figures, Lesson, learned
from annotations.suggesters.wire import (
    END,
    Answer,
    Ask,
    Failed,
    Fit,
    Fitted,
    Request,
    Said,
    answer,
    article_of,
    asked_of,
    lesson_of,
    line,
    request,
    said_of,
    suggestions_of,
    teach,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LABELS = ("claim", "opinion", "📌", 'a"b\n')
LABEL = st.sampled_from(LABELS)


def there(said: Request) -> Request:
    """A request as it comes in."""
    sent = line(said)
    assert END not in sent
    return request(sent)


def back(said: Answer) -> Answer:
    """An answer as it comes in."""
    sent = line(said)
    assert END not in sent
    return answer(sent)


def read(asked: Asked) -> tuple[object, ...]:
    """What of an article a model looks at."""
    spans = [(one.start, one.end, one.text) for one in asked.sentences]
    return asked.text, spans, asked.labels, asked.secondaries, asked.boilerplate, asked.title


@given(st.lists(TEXT, max_size=5), TEXT)
def test_an_article_arrives_as_it_was_sent(lines: list[str], title: str) -> None:
    asked = of_lines(*lines, title=title, repeated=lines[:1])
    sent = there(Ask(article_of(asked)))
    assert isinstance(sent, Ask)
    assert read(asked_of(sent.article)) == read(asked)
    assert asked_of(sent.article).repeated == asked.repeated


@given(st.lists(st.tuples(TEXT, LABEL, st.none() | LABEL), max_size=5))
def test_a_lesson_arrives_as_it_was_sent(rows: list[tuple[str, str, str | None]]) -> None:
    labels = {at: (label, second) for at, (_, label, second) in enumerate(rows) if at % 2}
    lesson = Lesson(prose(*(text for text, _, _ in rows), title=""), labels)
    sent = there(teach(lesson))
    assert not isinstance(sent, Ask | Fit)
    assert lesson_of(sent).labels == labels
    assert read(lesson_of(sent).article) == read(lesson.article)


@pytest.mark.parametrize(
    "nasty",
    [
        "\0",
        "\n",
        "\r\n",
        "\u2028",
        "\x1b[31m",
        "👩\u200d👩\u200d👧",
        "o\u0308\u0301",
        "\u202e",
        "\ufeff",
    ],
)
def test_what_could_end_a_line_or_a_text_does_not(nasty: str) -> None:
    asked = of_lines(f"a{nasty}b", nasty)
    sent = there(Ask(article_of(asked)))
    assert isinstance(sent, Ask)
    assert read(asked_of(sent.article)) == read(asked)


@given(st.lists(st.none() | st.tuples(LABEL, st.none() | LABEL, st.floats(0, 1))))
def test_suggestions_come_back_as_they_were_said(
    said: list[tuple[str, str | None, float] | None],
) -> None:
    asked = of_lines(*("x" for _ in said), labels=LABELS, boilerplate=LABELS[-1])
    suggested = [one and learned(asked, *one) for one in said]
    sent = back(said_of(suggested))
    assert isinstance(sent, Said)
    assert suggestions_of(sent, asked) == suggested


def test_suggestions_for_other_sentences_or_labels_are_none() -> None:
    asked = of_lines("One.", "Two.")
    assert suggestions_of(Said([("claim", None, 0.9)]), asked) == [None, None]
    unknown, known = suggestions_of(Said([("fact", None, 1), ("claim", "fact", 1)]), asked)
    assert unknown is None
    assert known == learned(asked, "claim", None, 1)


@given(st.builds(Figures, accuracy=st.none() | st.floats(0, 1), macro_f1=st.none(), why=TEXT))
def test_figures_come_back_to_the_last_digit(figures: Figures) -> None:
    assert back(Fitted(figures)) == Fitted(figures)


def test_half_a_surrogate_pair_is_not_sent() -> None:
    with pytest.raises(UnicodeEncodeError):
        line(Ask(article_of(of_lines("\ud83d"))))


@pytest.mark.parametrize("sent", [b"", b"\n", b"null\n", b"{}\n", b'{"type": "Ask"}\n', b"\xff\n"])
def test_what_is_no_answer_is_refused(sent: bytes) -> None:
    for reads in (answer, request):
        with pytest.raises(msgspec.DecodeError):
            reads(sent)


def test_a_failure_tells_its_kind_alone() -> None:
    assert line(Failed("MemoryError")) == b'{"type":"Failed","kind":"MemoryError"}'
