"""Sources that the form of a line gives away, and lines that only look as if it did."""

import pytest
from suggesting import Pair, pairs, prose

from annotations.suggesters.forms import form_of
from annotations.suggesters.rules import by_rule

OTHER = "The council approved the bridge over the river on Monday."


def reason(line: str, *names: str) -> str | None:
    found = form_of(line, names=frozenset(names), cites=False)
    return found and found.reason


@pytest.mark.parametrize(
    "line",
    [
        "Police Say Suspect In Bridge Shooting In Custody",
        "Bridge Traffic Grows, Highest in 25 Years, Ministry Says",
        "The Guardian: bridge was late from the start",
        "Local media reports say that the bridge swayed.",
        "The bridge is the longest of them, Ann Lee, an engineer, and colleagues write.",
        "Hundreds had been told to leave, reports CNBC News.",
        "Bridge builder Ann Lee, who came to town last year, tweeted:",
        "The agency reported the information.",
    ],
)
def test_a_source_is_told_by_the_form_of_the_line(line: str) -> None:
    assert reason(line)


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE: Police arrest suspect in shooting",
        "Editorial: We need action as well as words",
        "EPL: Rovers win at home for the first time",
        "PRESS RELEASE: A bridge for the region",
        "Rovers win at home - Match of the day",
        "The bridge is open to walkers only.",
        "These are its parts: the deck and the towers",
        "The mayor said it is open.",
    ],
)
def test_a_colon_or_a_dash_alone_names_no_source(line: str) -> None:
    assert reason(line) is None


def test_a_name_with_a_colon_is_a_source_where_it_speaks_elsewhere() -> None:
    assert reason("Lee: bridge was late") is None
    assert reason("Lee: bridge was late", "lee") == "a source and a colon: Lee"
    assert reason("Bridge was late - Lee", "lee") == "the source stands at the end: Lee"


def label(sentence: str) -> Pair | None:
    return pairs(by_rule(prose(OTHER, sentence)))[-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee lives in Washington state.",
        "The mayor has tweeted her thanks.",
        "It is understandable when a person states they do not want it.",
        'Ann Lee described the tower as a "crooked pole" as she left the town on Friday night.',
        '"It was great," Lee said of the bridge, which opened in 1999 and cost 20 million in all.',
    ],
)
def test_what_holds_a_verb_of_saying_is_not_always_attribution(sentence: str) -> None:
    found = label(sentence)
    assert found is not None
    assert found[0] == "claim"


@pytest.mark.parametrize(
    "sentence",
    [
        '"It’s tough", Lee said.',
        "The evidence showed that the builder had moved the money abroad.",
        "The mayor has called the sentence “dangerous” and “ideological”:",
    ],
)
def test_little_that_is_wholly_somebody_s_is_attribution(sentence: str) -> None:
    found = label(sentence)
    assert found is not None
    assert found[0] == "attribution"
