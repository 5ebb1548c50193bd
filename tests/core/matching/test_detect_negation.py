"""Statements that one passage makes and the other denies; how sure they are."""

import pytest
from diverging import alarms, compare, shown


@pytest.mark.parametrize(
    ("stated", "denied"),
    [
        ("Putin is ready for talks.", "Putin is not ready for talks."),
        ("He will talk with Kyiv.", "He won't talk with Kyiv."),
        ("Kyiv will accept the offer.", "Kyiv is unlikely to accept the offer."),
        ("He is willing to talk.", "He is unwilling to talk."),
        ("He agreed to a truce with Kyiv.", "He never agreed to a truce with Kyiv."),
        ("Putin sent the signals.", "Putin denied he sent the signals."),
        ("Kyiv agreed to discuss the deal.", "Kyiv refused to discuss the deal."),
        ("They legally annexed the land.", "They illegally annexed the land."),
        ("The two sides agree on land.", "The two sides disagree on land."),
        ("Troops reached the town.", "Troops failed to reach the town."),
        ("There will be a ceasefire.", "There will be no ceasefire."),
        ("He met with officials.", "He met without officials."),
    ],
)
def test_a_denied_statement_is_a_reversal(stated: str, denied: str) -> None:
    found = compare(stated, denied)
    assert shown(found, "negation")[:2] == ("alarm", "reversal")
    assert alarms(found) == {"negation"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He is not unwilling to talk.", "He is willing to talk."),
        ("He cannot deny the talks.", "He can confirm the talks."),
        ("He is not willing to talk.", "He is unwilling to talk."),
        ("Nobody denied the talks.", "All confirmed the talks."),
        ("There is no doubt he left.", "He left, there is doubt no more."),
    ],
)
def test_two_denials_cancel_out(a: str, b: str) -> None:
    assert "negation" not in alarms(compare(a, b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He has not only land but towns.", "He has land and towns."),
        ("No more than 20 men left.", "At most 20 men left."),
        ("He improved the plan.", "He will prove the plan."),
        ("The deal was rejected by Kyiv.", "Kyiv rejected the deal."),
    ],
)
def test_what_looks_like_a_denial_and_is_none(a: str, b: str) -> None:
    assert "negation" not in alarms(compare(a, b))


def test_a_denial_in_a_clause_that_one_lacks_is_a_note() -> None:
    found = compare(
        "He is willing to stop at the current positions.",
        "He is willing to stop, but unwilling to retreat even an inch.",
    )
    assert shown(found, "negation")[0] == "note"


def test_unlikely_beside_unclear_is_no_reversal() -> None:
    a, b = (
        "Kyiv is unlikely to accept such an offer.",
        "It is unclear whether Kyiv would accept it.",
    )
    assert alarms(compare(a, b)) == set()


def test_antonyms_are_for_a_person_to_see() -> None:
    found = compare("The war has reached a stalemate.", "The war has seen significant progress.")
    assert alarms(found) == set()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He may change his mind.", "He could change his mind."),
        ("He seems to hesitate.", "He appears to hesitate."),
        ("He reportedly left.", "He allegedly left."),
        ("Talks begin in May.", "Talks begin in May."),
        ("Their might grew.", "Their power grew."),
        ("He believed them.", "He trusted them."),
        ("He will leave.", "He leaves."),
    ],
)
def test_hedges_of_one_class_and_words_that_only_look_like_hedges(a: str, b: str) -> None:
    assert "hedge" not in compare(a, b)


def test_a_hedge_that_one_lacks_is_a_note() -> None:
    found = compare("He may change his mind.", "He changes his mind.")
    assert shown(found, "hedge") == ("note", "material", "may", "")


def test_a_hedge_beside_will_is_an_alarm() -> None:
    found = compare("He may change his mind.", "He will change his mind.")
    assert shown(found, "hedge") == ("alarm", "material", "may", "will")
    assert alarms(found) == {"hedge"}


def test_of_two_hedges_of_one_class_the_lost_one_is_seen() -> None:
    found = compare("He may go and may return.", "He may go and return.")
    assert shown(found, "hedge") == ("note", "material", "may", "")
