"""Who is said to say something, sentence by sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.saying.attributions import Attribution, attributions
from annotations.matching.saying.cues import CUES, stance_of
from annotations.model import Span

WORDS = (
    *("according", "to", "said", "says", "told", "claims", "and", "that", "who", "he", "they"),
    *("Ann", "Lee", "officials", "the", "a", "of", "in", "by", "was", "not", "would", "report"),
    *(",", ".", ":", ";", "(", ")", "—", "\ufffc", "20,000", "U.S.", "Dec.", "this", "newspaper"),
    *("'s", "put", "it", "as", "quoted"),
)


def said_in(text: str) -> list[Attribution]:
    return attributions(text, Span(0, len(text)))


def speakers(text: str) -> list[str]:
    return [text[slice(*one.speaker)] for one in said_in(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("However, several US officials claimed that it is so.", "several US officials"),
        (
            "Two officials close to the palace, along with aides who were briefed, told us so.",
            "Two officials close to the palace",
        ),
        ("Ann Lee, the mayor's spokeswoman, said it is so.", "Ann Lee"),
        ("The head of the office (the OSE), Ann Lee, has said it is so.", "Ann Lee"),
        ("The general, in remarks to reporters, said it is so.", "The general"),
        (
            "A year ago, in the fall of 2022, American officials add, it was so.",
            "American officials",
        ),
        ("In a speech to a group of generals last Tuesday, he stated that it is so.", "he"),
        ("The minister, who resigned in May, said on Friday that it is so.", "The minister"),
        ("One woman who met with officials this fall told The Times.", "One woman"),
        ("Residents say the water is not safe.", "Residents"),
        ("US and Western officials remain skeptical.", "US and Western officials"),
        ("According to the team's coach, Ann Lee, it is so.", "Ann Lee"),
        ("Prices rose, according to data from the office on Monday.", "data from the office"),
        ("A poll released in December 2023 found that 74% agree.", "A poll released"),
        ("The firm's shares fell after the company said profits were lower.", "the company"),
    ],
)
def test_the_speaker_is_the_phrase_without_clauses_and_times(text: str, speaker: str) -> None:
    assert speakers(text)[0] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "He was told to leave the country.",
        "The officials have not said why.",
        "They would say that it is so.",
        "The ministry declined to say anything.",
        "Neither side has confirmed it.",
        "His claims were wrong, and the United States is large.",
        "They added ten points and found a house.",
        "The officials' alleged plan failed.",
        "He was praised for denying it.",
        "It has lasted longer than he expected.",
        "Putin sends signals to the West.",
    ],
)
def test_what_is_denied_possible_passive_or_a_noun_is_no_saying(text: str) -> None:
    assert speakers(text) == []


def test_several_verbs_have_one_subject() -> None:
    assert speakers("Officials said it is so and claimed it was so.") == ["Officials", "Officials"]


def test_who_is_only_named_in_passing_is_marked() -> None:
    first, second = said_in("Ann Lee mentioned the number reported by the agency.")
    assert (first.agent, second.agent) == (False, True)


def test_verbs_vouch_or_keep_away() -> None:
    assert stance_of(CUES["claimed"].lemma) == "doubting"
    assert stance_of(CUES["alleges"].lemma) == "doubting"
    assert stance_of(CUES["confirmed"].lemma) == "endorsing"
    assert stance_of(CUES["showed"].lemma) == "endorsing"
    assert stance_of(CUES["told"].lemma) == "neutral"


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=60))
@settings(deadline=None, max_examples=400)
def test_whatever_the_words_a_speaker_stands_in_the_sentence(text: str) -> None:
    for one in said_in(text):
        assert 0 <= one.speaker.start < one.speaker.end <= len(text)
        assert 0 <= one.cue.start < one.cue.end <= len(text)
        assert "\n" not in text[slice(*one.cue)]
