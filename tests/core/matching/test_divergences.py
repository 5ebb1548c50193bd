"""What holds for every pair of passages, and the order and weight of what is found."""

import time
from dataclasses import replace
from typing import get_args

import pytest
from diverging import sentences
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import DivergenceKind, Form
from annotations.matching.detectors.finding import RULINGS
from annotations.matching.detectors.reading import LIMIT, day, read
from annotations.matching.divergence import DETECTORS, divergences
from annotations.matching.passage import Passage

PARTS = [
    "Putin", "Zelenskyi", "Zelensky", "Kiev", "Kyiv", "said", "claimed", "not", "never",
    "unwilling", "may", "will", "reportedly", "since", "until", "September", "last September",
    "in 2022", "fall", "20%", "about", "nearly", "one", "a metre", "an inch", "two", "officials",
    "“", "”", '"', "'", ",", ".", "in recent months", "for two years", "agree", "disagree",
    "ready", "talks", "the", "one in", "U.S.", "$", "billion", "and", "-", "5:40 PM", "yesterday",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join),
    st.sampled_from(sentences()),
)
KNOWN = st.none() | st.sampled_from(["", "Putin", "US officials", "said", "claimed"])
PASSAGES = st.builds(
    Passage,
    text=TEXTS,
    published=st.sampled_from([None, "2023-12-25", "2023-12", "0001-01-01", "9999-12-31", "?"]),
    speaker=KNOWN,
    cue=KNOWN,
    form=st.none() | st.sampled_from(get_args(Form)),
)


@given(PASSAGES)
def test_a_passage_does_not_differ_from_itself(passage: Passage) -> None:
    assert divergences(passage, passage) == ()
    assert divergences(passage, replace(passage)) == ()


@given(PASSAGES, PASSAGES)
def test_swapped_sides_swap_the_values_and_nothing_else(a: Passage, b: Passage) -> None:
    found = divergences(a, b)
    assert divergences(b, a) == tuple(replace(one, a=one.b, b=one.a) for one in found)


@given(PASSAGES, PASSAGES)
def test_a_kind_comes_once_in_the_order_of_the_detectors(a: Passage, b: Passage) -> None:
    kinds = [one.kind for one in divergences(a, b)]
    assert kinds == [kind for kind in DETECTORS if kind in kinds]


@given(PASSAGES, PASSAGES)
def test_every_finding_has_a_ruling_and_values_that_fit_a_line(a: Passage, b: Passage) -> None:
    one, other = read(a), read(b)
    for detector in DETECTORS.values():
        assert {finding.case for finding in detector(one, other)} <= RULINGS.keys()
    for divergence in divergences(a, b):
        for value in (divergence.a, divergence.b):
            assert len(value) <= 120
            assert value == " ".join(value.split())


@given(TEXTS)
def test_a_word_of_a_reading_stands_where_it_says(text: str) -> None:
    reading = read(Passage(text=text))
    for word in reading.words:
        assert reading.text[word.start : word.end] == word.text
    stretches = [(one.start, one.end) for one in reading.quantities]
    stretches += [(one.start, one.end) for one in reading.dates]
    stretches += [(one.start, one.end) for one in reading.periods]
    stretches += [(one.start, one.end) for one in reading.quoted]
    assert all(0 <= start < end <= len(reading.text) for start, end in stretches)


def test_every_kind_but_the_one_of_persons_has_a_detector() -> None:
    assert {*DETECTORS, "reversal"} == set(get_args(DivergenceKind))


def test_what_lies_behind_the_limit_is_not_compared() -> None:
    same = "Putin spoke of talks. " * (LIMIT // 20)
    assert divergences(Passage(text=same + "20"), Passage(text=same + "30")) == ()


@pytest.mark.parametrize("published", ["2023-12-25T10:00:00Z", "2023-12-25"])
def test_a_time_of_publication_is_read_by_its_day(published: str) -> None:
    found = day(published)
    assert found is not None
    assert found.isoformat() == "2023-12-25"


HOSTILE = [
    "1 ", "A. ", "Ab. Cd. ", "not ", "may ", '"a" ', "'a' ", "since ", "since September ",
    "2022 ", "two ", "one in ", "between 1 and 2 ", "\u0301", "İ", "ﬁ", "٣", "a'a", "May ", "$",
    "twenty-", "“", "said that ", "if ", "Ka Kb Kc ", "unab ab ", "in recent months ", "1/0 ",
    "9" * 40 + " million ", "0000-00-00 ", "Feb 31 2023 ", "9999 years ago ", "\x00",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hundred_thousand_characters_cost_no_more_than_the_limit(unit: str) -> None:
    a = Passage(text=(unit * 100_000)[:100_000], published="2023-12-25")
    b = Passage(text=("c" + unit) * (100_000 // len(unit)), published="0001-01-01")
    start = time.process_time()
    divergences(a, b)
    assert time.process_time() - start < 1.0


def test_of_a_kind_the_gravest_level_is_given_with_all_its_values() -> None:
    a = Passage(text="He sent 20 tanks, 30 guns and two letters.")
    b = Passage(text="He sent 25 tanks and 35 guns.")
    found = {one.kind: one for one in divergences(a, b)}
    assert (found["number"].level, found["number"].a, found["number"].b) == (
        "alarm",
        "20; 30",
        "25; 35",
    )
