import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.matching.frame import LEAST, core, unframed

PIECES = st.lists(
    st.sampled_from(
        [*'“”"„«»,.:…', " said ", " that ", "according to ", "He", " told the Times", "¿", "\n"]
    )
).map("".join)


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Russia is ready for talks, the New York Times reported.", "Russia is ready for talks"),
        (
            "Russia is ready, the New York Times reported based on its sources.",
            "Russia is ready",
        ),
        (
            "Fighting would stop there, according to an informed source.",
            "Fighting would stop there",
        ),
        ("U.S. officials told the paper that talks were held.", "talks were held."),
        ("However, several officials claimed that it was a ruse.", "it was a ruse."),
        ("According to this report, Putin has spoken about it.", "Putin has spoken about it."),
        (
            "According to this report, officials said that Putin has changed.",
            "Putin has changed.",
        ),
        ("NYT: Putin open to a ceasefire", "Putin open to a ceasefire"),
        ("Putin is ready for a ceasefire: Report", "Putin is ready for a ceasefire"),
        (
            "“He is willing to stop,” a former official told The New York Times.",
            "He is willing to stop,",
        ),
        ('"He is ready to stay," confirmed a former official.', "He is ready to stay,"),
        (
            "“They never honoured any,” the president told the Times, “and broke them all.”",
            "They never honoured any, and broke them all.",
        ),
        (
            'They want to stay," said a senior official who met them this fall.',
            "They want to stay",
        ),
    ],
)
def test_the_frame_is_cut_off(sentence: str, left: str) -> None:
    assert core(sentence) == left


@pytest.mark.parametrize(
    "sentence",
    [
        "Kyiv, however, is unlikely to accept such an offer.",
        "The signals came through channels, including governments with ties to the United States.",
        "He showed his satisfaction, and said he was ready.",
        "The poll found that 74% were against it.",
        "Der Minister sagte, dass die Truppen bleiben.",
        "Yes, he said.",
        "",
    ],
)
def test_what_has_no_plain_frame_stays_whole(sentence: str) -> None:
    assert core(sentence) == sentence


def test_words_that_join_clauses_belong_to_no_frame() -> None:
    kept = "Also, many are sceptical of it and believe that he is rearming."
    assert core(kept) == kept


@given(st.one_of(st.text(max_size=60), PIECES))
def test_the_spans_lie_in_the_sentence_in_order(sentence: str) -> None:
    spans = unframed(sentence)
    bounds = [place for span in spans for place in span]
    assert bounds == sorted(bounds)
    assert bounds[0] >= 0
    assert bounds[-1] <= len(sentence)
    assert core(sentence) == sentence or len(re.findall(r"\w+", core(sentence))) >= LEAST


@pytest.mark.parametrize(
    "piece", [",", '"', "a, said ", "said ", ": ", "“a,” said ", '"a,', "that ", "according to "]
)
def test_the_time_does_not_grow_faster_than_the_sentence(piece: str) -> None:
    hostile = piece * (200_000 // len(piece))
    began = time.process_time()
    unframed(hostile)
    assert time.process_time() - began < 0.5
