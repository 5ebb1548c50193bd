"""Lines that are not running text, one rule at a time."""

import pytest
from suggesting import of_lines

from annotations.suggesters.furniture import furniture

HEADLINE = "Council approves the new bridge over the river"
RUNNING = "The council approved the bridge over the river on Monday."


def reason(line: str, *, behind: tuple[str, ...] = (HEADLINE, RUNNING)) -> str | None:
    found = furniture(of_lines(*behind, line))[-1]
    return found and found.reason


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{#isDisplay}}", "template code"),
        ("5:15 AM", "a time or a heading by itself"),
        ("3 hours ago", "a time or a heading by itself"),
        ("Background.", "a time or a heading by itself"),
        ("Edit post", "a short line without end mark"),
        ("* indicates a required field", "a line with a star"),
        ("Required fields are marked *", "a line with a star"),
        ("Image: United States Navy.", "a photo credit"),
        ("Contributor/Getty Images", "a photo credit"),
        ("Öåé òåêñò òàêîæ äîñòóïíèé óêðà¿íñüêîþ", "Cyrillic in a wrong encoding"),
        ("Published by the desk on December 23, 2023 at noon", "begins like navigation, a date or"),
        ("by The Daily News desk of the city and region", "begins like navigation, a date or"),
        ("Your email address will not be published by us.", "about the site, not the news"),
        ("This project uses cookies from us to deliver its services.", "about the site, not"),
        ("(Reporting by Ann Lee in Rome; Editing by Bo Berg)", "a credit"),
        ("Ann Lee and Bo Berg contributed to this report.", "a credit"),
        ("Copyright 2016 The Daily News.", "a credit"),
        ("— The Bridge (@thebridge) September 10, 2018", "a credit"),
        ("For more information on the bridge, please visit our pages.", "about the site, not"),
        ("This article mentions the council, which pays for these pages.", "about the site, not"),
        (RUNNING, "repeats a line of this article"),
        ("The council approved the bridge over the river on Monday", "repeats a line of this"),
    ],
)
def test_furniture_is_told_with_its_reason(line: str, told: str) -> None:
    assert (reason(line) or "").startswith(told)


@pytest.mark.parametrize(
    "line",
    [
        "He came.",
        "Home prices rose by five per cent over the last year, the bank said.",
        "Photos released of the scene showed numerous bodies and various debris.",
        "Share prices fell sharply after the report was released on Monday.",
        "The website was attacked for three hours on Tuesday morning.",
        "On July 4, 2020, the bridge over the river was opened.",
        "• The bridge has been closed for two years.",
        "* Three bridges closed and two opened in one week",
        "Writing by hand helps children to learn, the bank of the river shows.",
        "She contributed additional money to the campaign for the bridge.",
        "Photos of the bridge were printed in many papers on Monday.",
        "They came to see the bridge and liked it here.",
        "The website uses pictures of the bridge from four countries.",
    ],
)
def test_running_text_is_left_alone(line: str) -> None:
    assert reason(line) is None


def test_the_headline_is_no_furniture_however_it_begins() -> None:
    headline = "Search for survivors goes on after the storm"
    asked = of_lines(headline, RUNNING, title=headline)
    assert furniture(asked) == [None, None]


def test_a_pull_quote_that_stands_in_the_line_before_is_a_repeat() -> None:
    said = "I was told that my mother had attacked the church."
    assert reason(said, behind=(HEADLINE, f"{said} Ann Lee")) == "repeats a line of this article"


def test_lines_of_several_articles_are_furniture() -> None:
    line = "All the news from the whole of the region, every day."
    assert furniture(of_lines(HEADLINE, line)) == [None, None]
    found = furniture(of_lines(HEADLINE, line, repeated=(line,)))[-1]
    assert found is not None
    assert found.reason == "stands in several other articles"


def test_the_tail_is_told_by_its_marker() -> None:
    asked = of_lines(HEADLINE, RUNNING, f"{RUNNING[:-1]} again.", "More Stories", "A storm at sea.")
    assert [found and found.reason for found in furniture(asked)][3:] == [
        "from “More Stories” to the end"
    ] * 2
