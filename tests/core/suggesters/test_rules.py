"""Claim, attribution and opinion by rule, by the guideline's own definitions and tie-breaks."""

import pytest
from suggesting import Pair, of_lines, pairs, prose

from annotations.suggesters.rules import by_rule

OTHER = "The council approved the bridge over the river on Monday."


def pair(sentence: str) -> Pair | None:
    return pairs(by_rule(prose(OTHER, sentence)))[-1]


def label(sentence: str) -> str | None:
    found = pair(sentence)
    return found and found[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "They claimed that the truce would lead to Russia controlling 20% of the territory.",
        "Some Western officials told the Times they were skeptical.",
        '"He is indeed ready to stay on the positions," confirmed a former official.',
        "There is a perception that he benefits from a prolonged war.",
        "A poll released in December found that 74% of the people were against it.",
        "According to the newspaper, the talks have begun.",
        "The talks have begun in secret, the newspaper reported.",
        "A year ago, American officials add, he was interested in an agreement.",
        "The New York Times: The President has announced his readiness to talk",
        "The President says he is ready to talk to everybody: Report",
        "The Church denied these allegations:",
        "He vowed to recover all territory.",
        "The study suggests that prices will rise.",
    ],
)
def test_what_somebody_vouches_for_is_attribution(sentence: str) -> None:
    assert label(sentence) == "attribution"


@pytest.mark.parametrize(
    "sentence",
    [
        "He renewed that interest on the condition that they keep the territory.",
        "Western officials remain skeptical.",
        "Putin has signalled his readiness for talks since the early weeks of the invasion.",
        "It is unclear whether the leaders of the country would accept such a deal.",
        "She was told to disconnect from her mother at seventeen.",
        "They named their robot “Hope” and listed it so.",
        "The mayor announced the locations on Tuesday.",
        "He mentioned the number of the dead, which is higher than was known.",
    ],
)
def test_the_article_s_own_voice_is_claim(sentence: str) -> None:
    assert label(sentence) == "claim"


@pytest.mark.parametrize(
    "sentence",
    [
        "Kyiv, however, is unlikely to accept such an offer.",
        "Unfortunately, nobody came to the bridge.",
        "The government ought to build the bridge.",
        "What a bridge it has become!",
    ],
)
def test_judgements_of_the_author_are_opinion(sentence: str) -> None:
    assert label(sentence) == "opinion"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The mayor said that 20 people live there.", ("attribution", "claim")),
        ("The mayor said that this might be a mistake.", ("attribution", "opinion")),
        ("There is a perception that he benefits from it.", ("attribution", "opinion")),
        ("The New York Times reported.", ("attribution", None)),
        ("The dictator came to the city on Monday.", ("claim", "opinion")),
        (
            "The girls were refused twice and then came to the city, which critics said was late.",
            ("claim", "attribution"),
        ),
    ],
)
def test_the_secondary_label_follows_the_content(sentence: str, expected: Pair) -> None:
    assert pair(sentence) == expected


def test_the_second_half_of_a_quotation_is_attribution() -> None:
    asked = of_lines('"We are ready," said the mayor. "We have waited.', 'We will wait no more."')
    spans = prose('"We are ready," said the mayor.', '"We have waited.', 'Nobody knew why it was."')
    assert [one and one.label for one in by_rule(spans)] == ["attribution"] * 3
    assert [one and one.label for one in by_rule(asked)] == ["attribution"] * 2


def test_what_follows_the_colon_of_a_speaker_is_attribution() -> None:
    asked = prose(
        OTHER, "The church denied the allegations:", "She was never forced to stay there."
    )
    *_, last = by_rule(asked)
    assert last is not None
    assert (last.label, last.score) == ("attribution", 0.7)
    assert "colon" in last.reason


def test_the_reason_names_speaker_and_cue() -> None:
    (one,) = by_rule(prose("The mayor of Rome said that the bridge is open."))
    assert one is not None
    assert one.reason == "“said”: The mayor of Rome"


def test_an_opinion_is_never_sure() -> None:
    _, one = by_rule(prose(OTHER, "Unfortunately, nobody came to the bridge."))
    assert one is not None
    assert one.score == 0.5
