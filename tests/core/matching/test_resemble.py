import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.matching.resemble import REACH, resemblance, resemblances

PIECES = "the war truce Putin said that “ready” 20% 1,000 Київ ready. , ¿ ﬁn"
WORDS = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)
TEXTS = st.one_of(st.text(max_size=40), WORDS)

ASKED = "Putin is no longer demanding that the Zelenskiy government be removed from power."
SAME = "The Russian president no longer requests the resignation of the Zelenskyi government."
OTHER = "A poll released in December found that most people were against it."
COMPANY = [SAME, OTHER, "Putin said so.", "The war goes on.", "The government met in Kyiv."]


@given(a=TEXTS, b=TEXTS, among=st.lists(TEXTS, max_size=3))
def test_a_score_lies_between_0_and_1(a: str, b: str, among: list[str]) -> None:
    assert 0 <= resemblance(a, b, among=among) <= 1


@given(a=TEXTS, b=TEXTS, among=st.lists(TEXTS, max_size=3))
def test_it_does_not_matter_which_comes_first(a: str, b: str, among: list[str]) -> None:
    assert resemblance(a, b, among=among) == resemblance(b, a, among=among)


@given(text=TEXTS, others=st.lists(TEXTS, max_size=3))
@example("", [])
@example("***", ["..."])
def test_the_same_text_has_1(text: str, others: list[str]) -> None:
    assert resemblances(text, [*others, text])[-1] == 1


@given(asked=TEXTS, others=st.lists(TEXTS, max_size=5))
def test_each_other_sentence_gets_its_score_whatever_the_order(
    asked: str, others: list[str]
) -> None:
    scores = resemblances(asked, others)
    assert scores[::-1] == resemblances(asked, others[::-1])
    assert len(scores) == len(others)


def test_nothing_to_compare_with_is_no_error() -> None:
    assert resemblances(ASKED, []) == []


def test_marks_case_and_width_do_not_matter() -> None:
    assert resemblance("“Yes,” he said – TODAY!", '"yes" he said, today') == 1


def test_a_retelling_is_above_what_only_shares_the_topic() -> None:
    scores = resemblances(ASKED, COMPANY)
    assert max(scores) == scores[0]
    assert scores[1] < scores[0] / 2


def test_the_frame_hides_no_match() -> None:
    plain = "Russia would be open to a ceasefire along the current front."
    framed = "U.S. officials told the newspaper that " + plain
    assert resemblance(plain, framed, among=COMPANY) == 1


def test_another_spelling_of_a_name_is_a_form_of_it() -> None:
    one, other = "Zelenskiy left at noon.", "Zelenskyi left at noon."
    third = "Ringkevics left at noon."
    near, far = resemblances(one, [other, third])
    assert near > far


def test_a_number_in_common_counts_the_whole_number() -> None:
    asked = "They lost 1,000 men."
    same, other = resemblances(asked, ["Losses: 1,000.", "Losses: 7,000."])
    assert same - other >= 0.1


def test_what_all_have_in_common_counts_for_little() -> None:
    asked = "Putin is ready to talk about the grain deal."
    common, rare = "Putin is ready to go to the summit.", "A deal about grain is near."
    crowd = [f"Putin is ready to go to town {n}." for n in range(20)]
    scores = resemblances(asked, [common, rare, *crowd])
    assert scores[1] > scores[0]


def test_a_not_hardly_lowers_the_score() -> None:
    a = "The Russian president is willing to stop at the current positions in the east."
    assert resemblance(a, a.replace("is willing", "is not willing"), among=COMPANY) > 0.8


@pytest.mark.parametrize("piece", ["a", "ab ", "“", "said that ", "\ud800", "\0", "ﷺ", "1,0"])
def test_only_the_beginning_of_a_hostile_sentence_is_compared(piece: str) -> None:
    hostile = piece * (100_000 // len(piece))
    began = time.process_time()
    resemblances(hostile, [hostile[: REACH // 2] + "x", ASKED])
    assert time.process_time() - began < 0.5
