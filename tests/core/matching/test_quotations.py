"""Quotation marks paired, and whose words stand between them."""

import time

import pytest
from articleparts import paragraphs_of, samples, sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.matching.quotations import Quotation, quotations, speech
from annotations.model import Span

HOSTILE = st.text(
    alphabet=st.sampled_from("\"'“”„‘’‚«»‹›「」` .,:—-()[]\nabAI5 said he Ann \ufffc\u2028"),
    max_size=80,
) | st.text(max_size=40)


def found_in(text: str) -> tuple[Quotation, ...]:
    return quotations(text, paragraphs_of(text), sentences_of(text))


def inner(text: str) -> list[str]:
    return [text[slice(*one.inner)] for one in found_in(text)]


def spoken(text: str) -> list[tuple[str, str, str]]:
    return [(text[slice(*one.inner)], one.speaker, one.cue) for one in found_in(text)]


# Marks


@pytest.mark.parametrize(
    "text",
    [
        'He said "we are all here" today.',
        "He said “we are all here” today.",
        "He said „we are all here“ today.",
        "He said „we are all here” today.",
        "He said ”we are all here” today.",
        "He said «we are all here» today.",
        "He said « we are all here » today.",
        "He said »we are all here« today.",
        "He said ‹we are all here› today.",
        "He said 「we are all here」 today.",
        "He said ‘we are all here’ today.",
        "He said 'we are all here' today.",
        "He said ``we are all here'' today.",
        "He said ＂we are all here＂ today.",
    ],
)
def test_marks_of_every_shape_are_paired(text: str) -> None:
    (one,) = found_in(text)
    assert text[slice(*one.inner)] == "we are all here"
    assert one.balanced
    assert text[slice(*one.span)].strip("„“”«»‹›「」‘’'\"`＂ ") == "we are all here"


@pytest.mark.parametrize(
    "text",
    [
        "It's the officials' plan, and they don't like the government's.",
        "It’s the officials’ plan, and they don’t like the ’90s.",
        "'Tis the season, rock 'n' roll, back in the '90s.",
        'He is 6\'2" tall and the screen is 24".',
        '" " “” ""',
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert found_in(text) == ()


def test_an_apostrophe_ends_no_single_quotation() -> None:
    assert inner("He said 'they don't know it's over' and left.") == ["they don't know it's over"]


def test_a_quotation_may_stand_in_another_one() -> None:
    text = "“They are saying, ‘We are ready for negotiations,’” one official told reporters."
    outer, within = found_in(text)
    assert (outer.depth, within.depth) == (0, 1)
    assert text[slice(*within.inner)] == "We are ready for negotiations,"
    assert (outer.speaker, within.speaker) == ("one official", "They")


def test_straight_marks_nest_where_a_blank_shows_that_they_open() -> None:
    text = '"They are saying: "We are ready to talk". They want to stay," said a senior official.'
    outer, within = found_in(text)
    assert text[slice(*within.inner)] == "We are ready to talk"
    assert text[slice(*outer.inner)].endswith("They want to stay,")
    assert outer.speaker == "a senior official"


def test_a_lost_closing_mark_is_said_and_not_guessed_beyond_the_paragraph() -> None:
    text = '"We will go on, he promised the crowd.\nNobody else said anything at all.'
    (one,) = found_in(text)
    assert not one.balanced
    assert one.span == Span(0, text.index("\n"))


def test_a_lost_closing_mark_ends_at_the_latest_where_the_next_quotation_opens() -> None:
    text = '"We will go on, he said. "It is not over yet," she said.'
    one, other = found_in(text)
    assert (one.balanced, other.balanced) == (False, True)
    assert one.span.end <= other.span.start


def test_a_lost_opening_mark_is_taken_to_have_stood_where_the_sentence_begins() -> None:
    text = '"We stay," Putin promised. If they want to talk, let them come to talk."'
    one, other = found_in(text)
    assert text[slice(*other.inner)] == "If they want to talk, let them come to talk."
    assert (one.balanced, other.balanced) == (True, False)
    assert other.speaker == "Putin"


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_whole() -> None:
    text = '"We have come a long way.\n"We shall go further still," said Ann Lee.'
    one, other = found_in(text)
    assert (one.balanced, other.balanced) == (True, True)
    assert (one.continues, other.continues) == (False, True)
    assert (one.speaker, other.speaker) == ("Ann Lee", "Ann Lee")


def test_under_four_words_a_quotation_may_be_a_term() -> None:
    one, other = found_in('The "peace formula" and "a very long peace formula" were praised.')
    assert (one.scare, other.scare) == (True, False)


# Speakers


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ('"We are all here," said a senior official who met them.', "a senior official", "said"),
        ('"We are all here," Ann Lee told the press.', "Ann Lee", "told"),
        ('Ann Lee, a nurse, said: "We are all here."', "Ann Lee", "said"),
        ('According to Ann Lee, "we are all here" now.', "Ann Lee", "According to"),
        (
            'They want "all that we have here", according to one source.',
            "one source",
            "according to",
        ),
        ('"We are all here now." - Ann Lee', "Ann Lee", "-"),
        ('As Ann Lee put it, "we are all here now".', "Ann Lee", "put"),
        ('Reuters quoted Ann Lee as saying "we are all here".', "Ann Lee", "quoted"),
        ('Ann Lee called the ruling "a sad and dangerous day".', "Ann Lee", "called"),
    ],
)
def test_the_speaker_stands_in_the_same_sentence(text: str, speaker: str, cue: str) -> None:
    (one,) = found_in(text)
    assert (one.speaker, one.cue) == (speaker, cue)
    assert one.speaker_span is not None
    assert text[slice(*one.speaker_span)] == speaker


@pytest.mark.parametrize(
    "text",
    [
        '"We are ready," said a senior official. "They want to stay where they are."',
        "“We are ready,” a senior official told them.\n“They want to stay where they are.”",
        'That is what a senior official said:\n"They want to stay where they are."',
    ],
)
def test_the_speaker_may_stand_one_sentence_away(text: str) -> None:
    assert found_in(text)[-1].speaker == "a senior official"


def test_both_halves_of_an_interrupted_quotation_have_the_speaker() -> None:
    text = "“They never did that,” President Ann Lee told the Times, “and have not done it since.”"
    assert [one.speaker for one in found_in(text)] == ["President Ann Lee"] * 2


def test_a_pronoun_means_the_only_speaker_of_the_paragraph() -> None:
    text = '"He is ready to stay," said a former official. They are "not ready to go", he added.'
    assert found_in(text)[-1].speaker == "a former official"


def test_a_pronoun_that_could_be_two_stays() -> None:
    text = 'Ann Lee said no. Bo Dahl said yes. "It is not up to you," he added.'
    assert found_in(text)[-1].speaker == "he"


def test_a_pronoun_means_nobody_of_another_paragraph() -> None:
    text = 'Bo Dahl said yes.\n"It is not up to you," he added.'
    assert found_in(text)[-1].speaker == "he"


def test_where_nobody_speaks_there_is_no_speaker() -> None:
    assert spoken('The "History of all the world" section is long.') == [
        ("History of all the world", "", "")
    ]


# Whatever comes


@given(HOSTILE)
@settings(deadline=None, max_examples=250)
def test_whatever_the_text_offsets_stand_in_it_and_quotations_nest(text: str) -> None:
    ends: list[Span] = []
    before = Span(0, 0)
    for one in found_in(text):
        assert 0 <= one.span.start <= one.inner.start < one.inner.end <= one.span.end <= len(text)
        assert one.span.start >= before.start
        before = one.span
        while ends and ends[-1].end <= one.span.start:
            ends.pop()
        assert one.depth == len(ends)
        assert not ends or one.span.end <= ends[-1].end
        ends.append(one.span)
        if one.speaker_span is not None and one.cue_span is not None:
            assert text[slice(*one.speaker_span)] == one.speaker
            assert text[slice(*one.cue_span)] == one.cue


@given(HOSTILE)
@settings(deadline=None, max_examples=150)
def test_no_quotation_leaves_its_paragraph(text: str) -> None:
    paragraphs = paragraphs_of(text)
    for one in found_in(text):
        assert any(p.start <= one.span.start and one.span.end <= p.end for p in paragraphs)


@given(HOSTILE)
@settings(deadline=None, max_examples=150)
def test_hiding_quotations_keeps_every_character_in_its_place(text: str) -> None:
    outside = speech(text, paragraphs_of(text), sentences_of(text)).outside
    assert len(outside) == len(text)
    assert all(one in (other, "\ufffc") for one, other in zip(outside, text, strict=True))


def test_a_text_without_sentences_or_paragraphs_has_no_quotation() -> None:
    assert quotations('"We are all here," he said.', [], []) == ()


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece", ['"', '"b" ', "“a ", "a” ", "'a ", '"b," he said. ', "“a ‘b «c» ’”", "he said it so. "]
)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        whole = [Span(0, len(text))]
        begin = time.process_time()
        quotations(text, whole, whole)
        return time.process_time() - begin

    assert seconds(60_000) < max(10 * seconds(15_000), 1.0)


@pytest.mark.parametrize("mark", ['"', "'", "“", "«"])
def test_a_row_of_marks_is_no_quotation(mark: str) -> None:
    text = f"He said {mark * 20}so it is{mark * 20} and “left it at that”."
    assert [text[slice(*one.span)] for one in found_in(text)] == ["“left it at that”"]


@pytest.mark.untraced
def test_behind_more_marks_than_a_book_has_no_quotation_is_found() -> None:
    text = "“We agree on it.” " * 30_000
    found = quotations(text, [Span(0, len(text))], [])
    assert len(found) == 25_000
    assert text[slice(*found[-1].span)] == "“We agree on it.”"


def test_every_quotation_of_the_samples_that_is_no_term_has_a_speaker() -> None:
    for draft in samples():
        for one in found_in(draft.text):
            assert one.scare or one.speaker
