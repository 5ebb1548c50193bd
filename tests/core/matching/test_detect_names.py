"""Names of two passages: spelt otherwise, transliterated, others in the same place."""

import pytest
from diverging import compare, shown

from annotations.matching.detectors.spelling import derived, false_friends, key, one_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kiev", "Kyiv"),
        ("Zelenskyi", "Zelenskiy"),
        ("Zelenskyi", "Zelensky"),
        ("Zelenskiy", "Zelensky"),
        ("Dmitri", "Dmitry"),
        ("Kharkov", "Kharkiv"),
        ("Rinkēvičs", "Rinkevics"),
        ("Lavrov", "Lavroff"),
        ("Gaddafi", "Qaddafi"),
    ],
)
def test_a_transliteration_is_style(a: str, b: str) -> None:
    found = compare(f"They spoke of {a} today.", f"They spoke of {b} today.")
    assert shown(found, "name") == ("column", "cosmetic", a, b)


@pytest.mark.parametrize(("a", "b"), [("Peskov", "Paskov"), ("Medvedev", "Medvedeva")])
def test_a_spelling_that_no_rule_explains_is_an_alarm(a: str, b: str) -> None:
    found = compare(f"They spoke of {a} today.", f"They spoke of {b} today.")
    assert shown(found, "name") == ("alarm", "cosmetic", a, b)


@pytest.mark.parametrize(("a", "b"), [("Iran", "Iraq"), ("Austria", "Australia")])
def test_names_of_two_things_that_look_alike_are_material(a: str, b: str) -> None:
    found = compare(f"They spoke of {a} today.", f"They spoke of {b} today.")
    assert shown(found, "name") == ("alarm", "material", a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Russia", "Russian"),
        ("Ukraine", "Ukrainian"),
        ("Germany", "German"),
        ("West", "Western"),
        ("Iraq", "Iraqis"),
        ("Official", "Officials"),
        ("Putin's", "Putin"),
    ],
)
def test_a_word_formed_from_a_name_is_no_other_spelling(a: str, b: str) -> None:
    assert "name" not in compare(f"They spoke of {a} land.", f"They spoke of {b} land.")


def test_another_name_in_the_same_place_is_a_note() -> None:
    found = compare("He met with President Smith in Riga.", "He met with President Jones in Riga.")
    assert shown(found, "name") == ("note", "material", "Smith", "Jones")


def test_a_name_that_one_leaves_out_is_nothing() -> None:
    assert "name" not in compare("He met Smith in Riga.", "He met somebody in Riga.")


def test_the_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    assert "name" not in compare("Nations met in Riga.", "Notions met in Riga.")


def test_a_name_at_the_start_of_a_sentence_is_known_from_within_the_other() -> None:
    assert "name" in compare("Zelenskyi spoke in Riga.", "In Riga spoke Zelensky.")


def test_the_words_of_a_headline_are_no_names() -> None:
    assert "name" not in compare(
        "Leader Ready To Negotiate Truce With Neighbour", "Leader Ready For Negotiation Of Truce"
    )


def test_a_key_is_the_same_whatever_the_romanisation() -> None:
    assert key("zelenskyi") == key("zelensky") == key("zelenskij")
    assert one_name("kiev", "kyiv")
    assert not one_name("iran", "iraq")
    assert false_friends("iraq", "iran")
    assert derived("iraq", "iraqi")
    assert not derived("zelensky", "zelenskyi")
