"""News, a piece in its author's own name, an interview: what each does to the suggestions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from suggesting import of_lines, prose

from annotations.suggesters.kinds import is_english, may_be_english, turns_of
from annotations.suggesters.rules import by_rule
from annotations.suggesters.voices import voices

COLUMN = (
    "A bridge that all of us will pay for",
    "I have lived by the river for twenty years.",
    "We were promised a bridge in 1999, and my children were small then.",
    "Why is nobody in the town hall ashamed of that?",
    "The bridge should be built before the summer.",
    "The river has been here for longer than the town.",
)
INTERVIEW = (
    "A conversation with the engineer of the bridge",
    "Q: When did you begin to draw the bridge?",
    "A: It was a long winter, and there was nothing else to do.",
    "The paper was cheap.",
    "Q: How many drawings are there today?",
    "A: More than a hundred of them, in a box under the bed.",
)
GERMAN = (
    "Der Stadtrat hat am Montag den Bau der neuen Brücke über den Fluss beschlossen.",
    "„Wir freuen uns sehr über diese Entscheidung“, sagte die Bürgermeisterin nach der Sitzung.",
    "Die Kosten betragen nach Angaben der Verwaltung rund zwanzig Millionen Euro.",
)
UKRAINIAN = (
    "Міська рада у понеділок схвалила будівництво нового мосту через річку.",
    "«Ми дуже раді цьому рішенню», — сказала міська голова після засідання ради.",
    "За даними управління, вартість становить близько двадцяти мільйонів.",
)
CHINESE = (
    "市议会星期一批准在河上修建一座新桥。",
    "市长在会后说：“我们对这个决定感到非常高兴。”",
    "据有关部门介绍，费用约为两千万元。",
)


def test_a_piece_that_says_i_and_we_is_in_its_author_s_own_name() -> None:
    assert voices(of_lines(*COLUMN)).kind == "own"
    assert voices(of_lines("Opinion", "The bridge is late.", "The river is high.")).kind == "own"


def test_one_sentence_with_we_makes_no_column_of_news() -> None:
    said = 'The mayor said: "We have waited for it, and I am glad."'
    assert voices(of_lines(*[f"The bridge of town {at} is open." for at in range(8)], said))
    assert voices(of_lines(said, "We could not reach the builder.")).kind == "news"


def test_the_author_of_a_column_is_no_source() -> None:
    found = by_rule(of_lines(*COLUMN))
    assert [one and one.label for one in found[1:5]] == [None, "claim", "opinion", "opinion"]
    assert all(one.score < 0.8 for one in found if one)


def test_what_a_column_says_without_a_sign_gets_no_suggestion() -> None:
    assert by_rule(of_lines(*COLUMN))[5] is None


def test_what_an_author_tells_of_themselves_gets_no_suggestion() -> None:
    assert by_rule(of_lines(*COLUMN))[1] is None


def test_i_outside_quotations_in_news_gets_no_suggestion() -> None:
    assert by_rule(prose("The bridge is open.", "We could not reach the builder."))[1] is None


def test_the_answers_of_an_interview_are_attribution_and_its_questions_nothing() -> None:
    found = by_rule(of_lines(*INTERVIEW))
    assert [one and one.label for one in found[1:]] == [
        None,
        *["attribution"] * 2,
        None,
        "attribution",
    ]


def test_one_question_makes_no_interview() -> None:
    assert not any(turns_of(of_lines(*INTERVIEW[:4]).sentences))


@pytest.mark.parametrize("lines", [GERMAN, UKRAINIAN, CHINESE], ids=["de", "uk", "zh"])
def test_nothing_is_said_of_running_text_in_other_languages(lines: tuple[str, ...]) -> None:
    assert by_rule(of_lines(*lines, *lines[::-1]))[: len(lines)] == [None] * len(lines)


def test_a_ukrainian_sentence_in_an_english_article_gets_no_suggestion() -> None:
    english = [f"The bridge of town {at} is open to the public." for at in range(6)]
    found = by_rule(of_lines(*english, UKRAINIAN[0]))
    assert found[-1] is None
    assert all(found[:-1])


def test_a_sentence_without_any_small_english_word_is_not_taken_for_english() -> None:
    assert may_be_english("The council approved the bridge over the river on Monday.")
    assert not may_be_english(GERMAN[0])


def test_news_is_english_by_its_small_words() -> None:
    assert is_english("The council approved the bridge over the river. " * 5)
    assert not is_english(" ".join(GERMAN) * 2)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_have_a_kind_and_as_many_turns(lines: list[str]) -> None:
    asked = of_lines(*lines)
    assert len(turns_of(asked.sentences)) == len(lines)
    assert voices(asked).kind in {"news", "own", "interview"}
