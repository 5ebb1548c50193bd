"""What holds for every suggester: one answer a sentence, of the label set, the same each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggesting import LABELS, of_lines, pairs, prose

from annotations.model import Suggestion
from annotations.suggesters import SUGGESTERS, Asked, Known, suggested
from annotations.suggesters.learned import Lesson, learn

NEWS = (
    "Skip to content",
    "Council approves the new bridge over the river",
    "The council approved the bridge on Monday, officials said.",
    "“We are glad,” said the mayor, Ann Lee.",
    "It will cost 20 million.",
    "Leave a Reply",
    "Your Name",
)
HOSTILE = (
    "NUL \0 and ESC \x1b[31m.",
    "Bidi \u202eevil\u2066 and \u200fmarks.",
    "Emoji 👩‍👩‍👧 said 😀.",
    "“‘“‘“‘said he",
    '"' * 50,
    "((((((((((",
    "said said said said said said said",
    "{{" * 40,
    "/" * 500,
    "a" * 5000,
    "He said, " * 800,
    "он сказал, что да",
    "他说。",
    "…" * 3000,
)
KNOWN = [Known(text=line, label="claim", secondary="opinion") for line in (*NEWS, *HOSTILE)]


def _learnt() -> Asked:
    """An article with a fitted suggester."""
    lessons = [
        Lesson(
            prose(*(f"{word} stands in article {n} as number {m}." for m in range(6))),
            {at: ("claim" if at % 2 else "opinion", None) for at in range(6)},
        )
        for n, word in enumerate(("Alpha", "Beta", "Gamma"))
    ]
    fitted = learn(lessons, least=10)
    return of_lines(*NEWS, known=KNOWN, learnt=fitted.suggester)


each = pytest.mark.parametrize("name", SUGGESTERS)


def ask(name: str, asked: Asked) -> list[Suggestion | None]:
    said = SUGGESTERS[name](asked)
    assert len(said) == len(asked.sentences)
    for one in filter(None, said):
        assert one.label in asked.labels
        assert one.secondary is None or one.secondary in asked.secondaries - {one.label}
        assert not (one.label == asked.boilerplate and one.secondary)
        assert 0 <= one.score <= 1
        assert one.reason
        assert one.agent.startswith(f"{name}/")
    return said


@each
def test_an_article_gets_one_answer_a_sentence_and_the_same_again(name: str) -> None:
    asked = _learnt()
    assert ask(name, asked) == ask(name, asked)


@each
def test_no_sentences_no_suggestions(name: str) -> None:
    assert SUGGESTERS[name](of_lines(known=KNOWN)) == []


@each
def test_hostile_lines_are_survived(name: str) -> None:
    ask(name, of_lines(*HOSTILE, known=KNOWN))
    ask(name, prose(*HOSTILE, known=KNOWN))


@each
@pytest.mark.parametrize("labels", [(), ("fact", "other"), ("claim",), ("opinion", "boilerplate")])
def test_a_label_that_is_not_configured_is_never_suggested(
    name: str, labels: tuple[str, ...]
) -> None:
    boilerplate = "boilerplate" if "boilerplate" in labels else None
    ask(name, of_lines(*NEWS, *HOSTILE, labels=labels, boilerplate=boilerplate, known=KNOWN))


@each
@settings(max_examples=30, deadline=None)
@given(
    lines=st.lists(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
        .map(lambda text: " ".join(text.split()))
        .filter(bool),
        max_size=8,
    ),
    labels=st.lists(st.sampled_from(LABELS), unique=True),
)
def test_any_text_gets_one_answer_a_sentence(
    name: str, lines: list[str], labels: list[str]
) -> None:
    ask(name, of_lines(*lines, labels=labels, boilerplate=None, known=KNOWN))


def test_boilerplate_is_suggested_by_whatever_name_stands_for_it() -> None:
    asked = of_lines(*NEWS, labels=("claim", "noise"), boilerplate="noise")
    assert pairs(SUGGESTERS["rules"](asked))[0] == ("noise", None)


def test_the_first_agent_with_something_to_say_is_shown() -> None:
    known = [Known(text=NEWS[2], label="opinion")]
    asked = of_lines(*NEWS, known=known)
    shown = suggested(asked, ("same-text", "rules"))
    agents = [one and one.agent for one in shown]
    assert agents == ["rules/1", "rules/1", "same-text/1", *["rules/1"] * 4]
    assert suggested(asked, ("rules", "same-text"))[2] != shown[2]
    assert suggested(asked, ()) == [None] * len(NEWS)
