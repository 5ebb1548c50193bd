"""Numbers, units and approximators of two passages."""

import pytest
from diverging import alarms, compare, shown

from annotations.matching.detectors.calendar import dates
from annotations.matching.detectors.quantities import Quantity, quantities
from annotations.matching.detectors.words import QUOTES, cut


def read(text: str) -> tuple[Quantity, ...]:
    straight = text.translate(QUOTES)
    words = cut(straight)
    taken = [(date.start, date.end) for date in dates(straight, words, None)]
    return quantities(straight, words, taken)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("two hundred and fifty thousand people", 250_000, 250_000, ""),
        ("twenty-one men", 21, 21, ""),
        ("85,000 soldiers", 85_000, 85_000, ""),
        ("$1.1 billion", 1.1e9, 1.1e9, "dollar"),
        ("1.1 billion dollars", 1.1e9, 1.1e9, "dollar"),
        ("£5m", 5e6, 5e6, "pound sterling"),
        ("5m people", 5e6, 5e6, ""),
        ("10km away", 10, 10, "kilometre"),
        ("2½ miles", 2.5, 2.5, "mile"),
        ("half a million roubles", 500_000, 500_000, "rouble"),
        ("10–15 percent", 10, 15, "percent"),
        ("between 10 and 15 men", 10, 15, ""),
        ("20 to 30 km", 20, 30, "kilometre"),
        ("two thirds of it", 200 / 3, 200 / 3, "percent"),
        ("half of the land", 50, 50, "percent"),
        ("a quarter of all voters", 25, 25, "percent"),
        ("one in five", 20, 20, "percent"),
        ("four out of five", 80, 80, "percent"),
        ("20 per cent", 20, 20, "percent"),
        ("3 percentage points", 3, 3, "percentage point"),
        ("12 square kilometres", 12, 12, "square kilometre"),
        ("dozens of men", 24, 99, ""),
        ("tens of thousands of people", 20_000, 99_999, ""),
        ("the 20th century", 20, 20, "ordinal"),
        ("a two-year war", 2, 2, "year"),
        ("one metre", 1, 1, "metre"),
        ("a meter", 1, 1, "metre"),
        ("a single step", 1, 1, "step"),
    ],
)
def test_a_quantity_is_read(text: str, low: float, high: float, unit: str) -> None:
    (found,) = read(text)
    assert found.unit.name == unit
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


@pytest.mark.parametrize(
    "text",
    [
        "the one who left",
        "one of the men",
        "no one came",
        "an F-16 and the G7",
        "on 9/11",
        "a man and an officer",
        "a second opinion",
        "in 2022",
        "on 14 December",
        "at 5:40 PM",
        "version 1.2.3",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert [found for found in read(text) if not found.weak] == []


def test_a_different_number_of_the_same_thing_is_an_alarm() -> None:
    found = compare("The strike killed 20 people.", "The strike left 25 people dead.")
    assert shown(found, "number") == ("alarm", "material", "20", "25")


def test_a_number_that_one_lacks_is_a_note() -> None:
    found = compare("Two officials said so.", "Officials said so.")
    assert shown(found, "number") == ("note", "material", "Two", "")


def test_numbers_of_different_things_are_no_alarm() -> None:
    found = compare("Two officials spoke of 20 tanks.", "They spoke of five villages.")
    assert "number" not in alarms(found)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He paid $1.1 billion.", "He paid 1,100 million dollars."),
        ("A fifth of the land is held.", "20% of the land is held."),
        ("One senior official spoke.", "A senior official spoke."),
        ("Twelve men left.", "12 men left."),
        ("Prices rose from 3% to 5%.", "Prices rose from 3 to 5 percent."),
        ("Prices rose from 3% to 5%.", "Prices rose to 5% from 3%."),
        ("Two thirds of all voted.", "66.7% of all voted."),
        ("A dozen men left.", "Twelve men left."),
    ],
)
def test_the_same_number_in_other_words_is_the_same(a: str, b: str) -> None:
    assert not {"number", "unit"} & compare(a, b).keys()


def test_a_rounded_number_that_says_so_is_a_note() -> None:
    found = compare("Nearly 85,000 soldiers died.", "84,800 soldiers died.")
    assert shown(found, "number") == ("note", "cosmetic", "85,000", "84,800")


def test_a_share_in_words_beside_one_in_digits_is_rounded() -> None:
    found = compare("Two thirds of all voted.", "67% of all voted.")
    assert shown(found, "number") == ("note", "cosmetic", "Two thirds", "67%")


def test_a_rounded_number_that_does_not_say_so_is_an_alarm() -> None:
    assert alarms(compare("85,000 soldiers died.", "84,800 soldiers died.")) == {"number"}


def test_another_unit_is_an_alarm() -> None:
    found = compare("The line is 5 km away.", "The line is 5 miles away.")
    assert shown(found, "unit")[:2] == ("alarm", "material")
    assert alarms(found) == {"unit"}


def test_a_number_with_and_without_percent_differs_in_unit() -> None:
    assert alarms(compare("The tax is 20% now.", "The tax is 20 euros now.")) == {"unit"}


def test_a_converted_unit_is_style() -> None:
    found = compare("The line is 10 miles away.", "The line is 16 km away.")
    assert shown(found, "unit")[:2] == ("column", "cosmetic")
    assert "number" not in found


def test_a_unit_of_an_idiom_measures_nothing() -> None:
    found = compare("He will not retreat a metre.", "He will not retreat even an inch.")
    assert shown(found, "unit") == ("alarm", "cosmetic", "a metre", "an inch")
    assert "number" not in found


def test_outside_an_idiom_a_metre_is_a_metre() -> None:
    found = compare("The fence is a metre high.", "The fence is an inch high.")
    assert shown(found, "unit")[:2] == ("alarm", "material")


def test_meter_and_metre_are_one_unit() -> None:
    assert compare("It is one meter high.", "It is a metre high.") == {}


@pytest.mark.parametrize(
    ("a", "b", "severity"),
    [
        ("about 20%", "nearly 20%", "cosmetic"),
        ("over 20%", "nearly 20%", "material"),
        ("at least 20%", "up to 20%", "material"),
        ("more than 20%", "less than 20%", "material"),
    ],
)
def test_approximators_that_differ_are_an_alarm(a: str, b: str, severity: str) -> None:
    found = compare(f"It holds {a} of the land.", f"It holds {b} of the land.")
    assert shown(found, "approximator") == ("alarm", severity, a, b)
    assert alarms(found) == {"approximator"}


def test_approximators_of_one_sense_are_the_same() -> None:
    assert compare("It holds almost 20%.", "It holds nearly 20%.") == {}


def test_an_approximator_that_one_lacks_is_a_note() -> None:
    found = compare("It holds about 20% of it.", "It holds 20% of it.")
    assert shown(found, "approximator")[:2] == ("note", "cosmetic")
