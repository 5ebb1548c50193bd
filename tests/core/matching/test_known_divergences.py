"""The divergences that reading the five sample articles found, by name and on their sentences.

What stands in a passage beside its words (speaker, cue) is given as the text has it: here by hand,
in the app by the source chain.
"""

import json
from functools import cache
from typing import TypedDict

import pytest
from diverging import ROOT, Found, alarms, compare, shown

from annotations.matching.passage import Passage

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


class Pair(TypedDict):
    name: str
    a: str
    b: str
    kinds: list[str]
    chain_only: bool


@cache
def known() -> list[Pair]:
    path = ROOT / "tests/golden/claims/divergences.json"
    pairs: list[Pair] = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    return pairs


def agreeing() -> list[tuple[str, str]]:
    path = ROOT / "tests/golden/claims/agreeing.json"
    pairs = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    return [(pair["a"], pair["b"]) for pair in pairs]


SAID: dict[str, tuple[str, str]] = {
    "claimed / say, of the terms": ("claimed", "say"),
    "claimed / note, of the government's removal": ("claimed", "note"),
    "ready to stay on the current positions / willing to stop at the current positions": (
        "confirmed",
        "told",
    ),
}
"""The cues of the pairs that differ in them."""

SPEAKERS: dict[str, tuple[str, str]] = {
    "may change his mind: former Russian officials / US officials": (
        "former Russian officials",
        "Some U.S. officials",
    ),
    "may back away: former Russian officials / US officials": (
        "former Russian officials",
        "Some U.S. officials",
    ),
    "an informed source / the newspaper's interlocutors": (
        "an informed source",
        "the newspaper's interlocutors",
    ),
    "an informed source / two former Russian officials and others": (
        "an informed source",
        "Two former senior Russian officials",
    ),
    "American officials believe, sources say / U.S. officials told": (
        "Sources cited by the New York Times",
        "U.S. officials",
    ),
    "American officials believe, sources say / American officials add": (
        "Sources cited by the New York Times",
        "American officials",
    ),
    "peace when our goals are achieved: Putin / Peskov": ("Putin", "Dmitri Peskov"),
}
"""The speakers of the pairs that only the source chain tells apart."""

IN_ANOTHER_SENTENCE = {"nearly 20% now / nearly 20% in the fall of 2022"}
"""The date stands in the sentence before."""


def sentence(start: str) -> str:
    """The line of the samples that has these words, from them to its end."""
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        if (at := text.find(start)) >= 0:
            return text[at:].split("\n", 1)[0]
    raise AssertionError(start)


def found_in(pair: Pair) -> Found:
    cues = SAID.get(pair["name"], (None, None))
    speakers = SPEAKERS.get(pair["name"], (None, None))
    return compare(
        Passage(text=pair["a"], cue=cues[0], speaker=speakers[0]),
        Passage(text=pair["b"], cue=cues[1], speaker=speakers[1]),
    )


def by_rules() -> list[Pair]:
    """The pairs that rules can see, sentence by sentence."""
    return [
        pair
        for pair in known()
        if "reversal" not in pair["kinds"] and pair["name"] not in IN_ANOTHER_SENTENCE
    ]


@pytest.mark.parametrize("pair", by_rules(), ids=lambda pair: pair["name"])
def test_a_known_divergence_is_found(pair: Pair) -> None:
    assert set(pair["kinds"]) <= found_in(pair).keys()


def test_antonyms_raise_no_alarm() -> None:
    for pair in known():
        if "reversal" in pair["kinds"]:
            assert alarms(compare(pair["a"], pair["b"])) == set(), pair["name"]


def test_the_source_chain_alone_shows_who_said_it() -> None:
    chained = [pair for pair in known() if pair["chain_only"]]
    assert chained
    for pair in chained:
        assert "speaker" not in compare(pair["a"], pair["b"])
        assert "speaker" in alarms(found_in(pair)), pair["name"]


@pytest.mark.parametrize(("a", "b"), agreeing())
def test_sentences_that_agree_raise_no_alarm(a: str, b: str) -> None:
    assert alarms(compare(a, b)) == set()


METRE = {
    "a": 'At the same time, Putin is "not ready to retreat a meter"',
    "one": "“He’s not willing to retreat one meter,”",
    "down": "“He's not willing to back down a meter.”",
    "inch": "A former senior Russian official said the Kremlin is sending an implicit message",
}


@pytest.mark.parametrize(("a", "b"), [("a", "one"), ("a", "down"), ("one", "down")])
def test_a_meter_and_one_meter_are_one_number_in_other_words(a: str, b: str) -> None:
    found = compare(sentence(METRE[a]), sentence(METRE[b]))
    assert alarms(found) == {"quote"}


@pytest.mark.parametrize("other", ["a", "one", "down"])
def test_a_meter_and_even_an_inch_differ_in_a_unit_that_measures_nothing(other: str) -> None:
    found = compare(sentence(METRE[other]), sentence(METRE["inch"]))
    level, severity, _, inch = shown(found, "unit")
    assert (level, severity, inch) == ("alarm", "cosmetic", "an inch")
    assert alarms(found) == {"unit"}


ABOUT = "They claimed that the truce proposed by Putin"
NEARLY = "They say that the truce Moscow is proposing"
IN_2022 = "U.S. officials told the Times that in the fall of 2022"


def test_about_and_nearly_20_percent() -> None:
    found = compare(sentence(ABOUT), sentence(NEARLY))
    assert shown(found, "approximator") == ("alarm", "cosmetic", "about 20%", "nearly 20%")
    assert alarms(found) == {"approximator"}


def test_nearly_20_percent_of_another_year_shows_with_the_sentence_before() -> None:
    found = compare(sentence(NEARLY).split(". ")[0], sentence(IN_2022))
    assert shown(found, "date")[:2] == ("note", "material")
    assert "fall of 2022" in found["date"].b
    assert not {"number", "approximator"} & alarms(found)


SPANS = {
    "since September": "According to the newspaper's interlocutors, Putin has been hinting",
    "since last September": "Putin has been indicating through mediators since last September",
    "since the early weeks": "Russian President Vladimir Putin has repeatedly signaled",
    "in recent months": "The New York Times reported that the President of Russia",
}


@pytest.mark.parametrize(
    ("a", "b"), [(a, b) for a in SPANS for b in SPANS if a < b], ids=" / ".join
)
def test_since_when_he_signals(a: str, b: str) -> None:
    found = compare(sentence(SPANS[a]).split(". ")[0], sentence(SPANS[b]).split(". ")[0])
    level, severity, one, other = shown(found, "span")
    assert (level, severity) == ("alarm", "material")
    assert one.startswith(a)
    assert other.startswith(b)


ZELENSKY = {
    "Zelenskyi": "According to this report, several American officials said",
    "Zelenskiy": "American officials note that Putin is no longer demanding",
    "Zelensky": "Ukrainian President Volodymyr Zelensky has repeatedly vowed",
}


@pytest.mark.parametrize(
    ("a", "b"), [("Zelenskyi", "Zelenskiy"), ("Zelenskiy", "Zelensky"), ("Zelenskyi", "Zelensky")]
)
def test_one_name_in_three_spellings(a: str, b: str) -> None:
    found = compare(sentence(ZELENSKY[a]).split(". ")[0], sentence(ZELENSKY[b]).split(". ")[0])
    assert (found["name"].a, found["name"].b) == (a, b)
    assert "name" not in alarms(found)


def test_kiev_and_kyiv() -> None:
    a = sentence("These factors include: the stalemate on the battlefield")
    found = compare(a, sentence("Kyiv, however, is unlikely to accept").split(". ")[0])
    assert shown(found, "name") == ("column", "cosmetic", "Kiev", "Kyiv")


def test_genuine_willingness_is_quoted_in_one_and_paraphrased_in_the_other() -> None:
    found = compare(
        sentence("The New York Times wrote that some American officials say"),
        sentence("However, several US officials claimed").split(". ")[0],
    )
    assert shown(found, "paraphrase") == (
        "note",
        "material",
        "“does not reflect genuine willingness”",
        "reflect Putin's true willingness",
    )


def test_an_attribution_is_lost() -> None:
    found = compare(
        sentence("The Russian leader previously raised the possibility"),
        sentence("A year ago, in the fall of 2022, American officials add").split(". ")[0],
    )
    assert shown(found, "attribution") == ("note", "material", "", "add")
