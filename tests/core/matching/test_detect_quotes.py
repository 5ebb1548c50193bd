"""Quotations, voices and omissions of two passages."""

import pytest
from diverging import alarms, compare, shown

from annotations.matching.detectors.quotemarks import quoted
from annotations.matching.detectors.words import QUOTES
from annotations.matching.passage import Passage


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We stay,” he said, “and talk.”", ["We stay,", "and talk."]),
        ('"They say: "We are ready". And so', ['They say: "We are ready". And so']),
        ("He's ‘ready’ for Putin's ‘talks’.", ["ready", "talks"]),
        ("“They say, ‘We stay,’” he said.", ["They say, 'We stay,'"]),
        ('They want to stay," said he.', ["They want to stay,"]),
        ("«Мы готовы», сказал он", ["Мы готовы"]),
        ('the "war\'s deadliest year," it said', ["war's deadliest year,"]),
        ("5'10\" tall in the '90s", []),
        ("the officials' talks and the outlets' words", []),
    ],
)
def test_quotations_are_found(text: str, inner: list[str]) -> None:
    assert [one.text for one in quoted(text.translate(QUOTES))] == inner


def test_other_words_between_the_marks_are_an_alarm() -> None:
    found = compare(
        "“He will not retreat a metre,” he said.", "“He won't back down a metre,” he said."
    )
    assert shown(found, "quote")[:2] == ("alarm", "material")


def test_the_same_words_contracted_are_cosmetic() -> None:
    found = compare(
        "“He's willing to stop here,” he said.", "“He is willing to stop here,” he said."
    )
    assert shown(found, "quote")[:2] == ("alarm", "cosmetic")


def test_the_same_words_in_other_marks_are_the_same() -> None:
    assert compare("“He’s willing,” he said.", '"He\'s willing," he said.') == {}


def test_two_quotations_of_other_words_are_a_note() -> None:
    found = compare("“We stay here,” he said.", "“The weather is fine,” he said.")
    assert shown(found, "quote")[0] == "note"


def test_a_quotation_beside_its_paraphrase_is_a_note() -> None:
    found = compare(
        'It "does not reflect genuine willingness" to end it.',
        "It does not reflect his true willingness.",
    )
    assert shown(found, "paraphrase") == (
        "note",
        "material",
        "“does not reflect genuine willingness”",
        "reflect his true willingness",
    )
    assert alarms(found) == set()


def test_a_form_that_is_given_is_believed() -> None:
    a, b = Passage(text="We stay.", form="direct"), Passage(text="We stay.", form="indirect")
    assert "paraphrase" in compare(a, b)


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("said", "told", "column"),
        ("claimed", "said", "note"),
        ("admitted", "confirmed", "note"),
        ("denied", "added", "note"),
    ],
)
def test_cues_that_differ_are_style_unless_they_judge(a: str, b: str, level: str) -> None:
    found = compare(Passage(text="He left.", cue=a), Passage(text="He left.", cue=b))
    assert found["cue"].level == level


@pytest.mark.parametrize(("a", "b"), [("said", "says"), ("said", None), ("told", "telling")])
def test_one_verb_in_two_forms_and_what_is_not_given_are_no_difference(
    a: str, b: str | None
) -> None:
    assert "cue" not in compare(Passage(text="He left.", cue=a), Passage(text="He left.", cue=b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("former Russian officials", "U.S. officials"),
        ("Putin", "Peskov"),
        ("an informed source", "the Kremlin"),
    ],
)
def test_speakers_who_cannot_be_one_are_an_alarm(a: str, b: str) -> None:
    found = compare(Passage(text="He left.", speaker=a), Passage(text="He left.", speaker=b))
    assert shown(found, "speaker") == ("alarm", "material", a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Putin", "Vladimir Putin"),
        ("a former Russian official", "a former senior Russian official"),
        ("US officials", "American officials"),
        ("Zelenskyi", "Volodymyr Zelensky"),
        ("he", "Putin"),
    ],
)
def test_speakers_who_may_be_one_are_no_difference(a: str, b: str) -> None:
    found = compare(Passage(text="He left.", speaker=a), Passage(text="He left.", speaker=b))
    assert "speaker" not in found


def test_a_lost_attribution_is_a_note() -> None:
    found = compare("Kyiv will not accept it, American officials said.", "Kyiv will not accept it.")
    assert shown(found, "attribution") == ("note", "material", "said", "")


def test_a_speaker_that_is_known_to_be_none_is_the_articles_own_voice() -> None:
    a, b = Passage(text="He left.", speaker="Putin"), Passage(text="He left.", speaker="")
    assert shown(compare(a, b), "attribution") == ("note", "material", "Putin", "")


@pytest.mark.parametrize(
    "text",
    ["The report is long.", "Claims were paid.", "The United States left.", "Public bragging"],
)
def test_a_noun_that_looks_like_a_verb_of_saying_attributes_nothing(text: str) -> None:
    assert "attribution" not in compare(text, "It is so.")


def test_a_clause_that_one_lacks_is_a_note() -> None:
    found = compare(
        "He is ready for talks, while Western support for weapons wanes quickly.",
        "He is ready for talks.",
    )
    assert shown(found, "omission") == (
        "note",
        "cosmetic",
        "while Western support for weapons wanes quickly",
        "",
    )
