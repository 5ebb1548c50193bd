"""Dates and spans of time of two passages."""

from datetime import date

import pytest
from diverging import alarms, compare, shown

from annotations.matching.detectors.calendar import Date, dates
from annotations.matching.detectors.periods import periods
from annotations.matching.detectors.words import cut
from annotations.matching.passage import Passage

PUBLISHED = date(2023, 12, 25)


def read(text: str, published: date | None = None) -> tuple[Date, ...]:
    return dates(text, cut(text), published)


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("25 December 2023", 2023, 12, 25),
        ("on Dec. 8, 2023", 2023, 12, 8),
        ("2023-12-25", 2023, 12, 25),
        ("December 2023", 2023, 12, None),
        ("in 2022", 2022, None, None),
        ("last Tuesday", 2023, 12, 19),
        ("yesterday", 2023, 12, 24),
        ("three days ago", 2023, 12, 22),
        ("a year ago", 2022, None, None),
        ("last year", 2022, None, None),
        ("last month", 2023, 11, None),
        ("this September", 2023, 9, None),
    ],
)
def test_a_date_is_read_in_the_light_of_publication(
    text: str, year: int, month: int | None, day: int | None
) -> None:
    (found,) = read(text, PUBLISHED)
    assert (found.years, found.month, found.day) == (frozenset([year]), month, day)


@pytest.mark.parametrize(
    "text",
    ["he may go", "They march on", "the fall of Kabul", "2000 people", "prices fall", "1.2023"],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["in May", "since March", "5 May", "May 2023", "in the fall"])
def test_a_month_or_season_that_is_a_word_too_is_read_where_it_is_one(text: str) -> None:
    assert len(read(text)) == 1


def test_a_date_before_year_one_is_left_as_it_stands() -> None:
    assert read("9999 days ago", date(1, 1, 1))[0].years is None


def test_dates_that_differ_are_an_alarm() -> None:
    found = compare("He left in the fall of 2022.", "He left in the fall of 2023.")
    assert shown(found, "date") == ("alarm", "material", "fall of 2022", "fall of 2023")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("fall of 2022", "autumn 2022"),
        ("2022", "February 2022"),
        ("the fall of 2022", "September 2022"),
        ("Dec. 20", "20 December"),
        ("last Tuesday", "Tuesday"),
    ],
)
def test_dates_that_agree_as_far_as_both_go_are_the_same(a: str, b: str) -> None:
    assert "date" not in compare(f"He left in {a}.", f"He left in {b}.")


def test_relative_dates_are_compared_by_the_day_they_mean() -> None:
    a = Passage(text="He left last Tuesday.", published="2023-12-25")
    assert "date" not in compare(a, "He left on 19 December 2023.")
    assert "date" in alarms(compare(a, "He left on 12 December 2023."))
    b = Passage(text="He left last Tuesday.", published="2023-12-12")
    assert "date" in alarms(compare(a, b))


def test_a_date_that_one_lacks_is_a_note() -> None:
    found = compare("He left in 2022.", "He left.")
    assert shown(found, "date") == ("note", "material", "2022", "")


def test_dates_that_cannot_be_compared_are_a_note() -> None:
    found = compare("He left on Tuesday.", "He left on 19 December.")
    assert shown(found, "date")[:2] == ("note", "cosmetic")


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("since September", "start"),
        ("since at least September", "start"),
        ("since the early weeks of the invasion", "start"),
        ("in recent months", "start"),
        ("over the past 12 months", "start"),
        ("until the election", "end"),
        ("for two years", "length"),
        ("for decades", "length"),
    ],
)
def test_a_span_is_read(text: str, sense: str) -> None:
    words = cut(text)
    (found,) = periods(text, words, dates(text, words, None))
    assert found.sense == sense


@pytest.mark.parametrize("text", ["since he was ill", "for peace", "in a year that", "since."])
def test_what_is_no_span_is_none(text: str) -> None:
    assert periods(text, cut(text), ()) == ()


def test_spans_that_differ_are_an_alarm() -> None:
    found = compare("Talks go on since September.", "Talks go on since the early weeks of war.")
    assert shown(found, "span")[:2] == ("alarm", "material")
    assert "date" not in found


def test_last_september_is_material_where_nothing_says_that_it_is_the_same() -> None:
    texts = ("Talks go on since September.", "Talks go on since last September.")
    assert shown(compare(*texts), "span")[:2] == ("alarm", "material")
    found = compare(*texts, published="2023-12-25")
    assert shown(found, "span")[:2] == ("alarm", "cosmetic")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("for two years", "for three years"),
        ("for months", "for years"),
        ("over the past 12 months", "over the past 6 months"),
        ("until March", "until April"),
    ],
)
def test_lengths_and_ends_that_differ_are_an_alarm(a: str, b: str) -> None:
    assert alarms(compare(f"Talks went on {a}.", f"Talks went on {b}.")) == {"span"}


def test_a_span_that_one_lacks_is_a_note() -> None:
    found = compare("Talks go on since September.", "Talks go on.")
    assert shown(found, "span") == ("note", "material", "since September", "")


def test_the_same_beginning_in_more_words_is_the_same() -> None:
    a, b = "since the early weeks of the Ukraine invasion", "since the early weeks of the invasion"
    assert "span" not in compare(f"He talks {a}.", f"He talks {b}.")


def test_of_several_dates_each_meets_its_own() -> None:
    a = "In the fall of 2022, after troops left in September, talks began."
    found = compare(a, a.replace("2022", "2021"))
    assert shown(found, "date") == ("alarm", "material", "fall of 2022", "fall of 2021")


def test_a_date_said_twice_is_no_second_one() -> None:
    a = "A year ago, in the fall of 2022, he left."
    assert "date" not in compare(a, "He left in the fall of 2022.", published="2023-12-25")
