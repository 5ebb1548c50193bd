import unicodedata
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Span
from annotations.text.canonical import article_id, canonical, sentence_id, sentence_ids

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def test_line_ends_become_lf() -> None:
    assert canonical("a\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"


def test_letters_are_composed() -> None:
    assert canonical("e\u0301") == "é"


def test_nothing_else_is_touched() -> None:
    text = "  “a”\u00a0 b\t…\u2028\n\n\n "
    assert canonical(text) == text


@given(TEXTS)
def test_canonical_text_stays_as_it_is(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


def test_ids_are_hashes_of_text_and_offsets() -> None:
    assert article_id("é") == sha256("é".encode()).hexdigest()
    key = sentence_id("ab" * 32, Span(3, 10))
    assert key == sha256(("ab" * 32 + "|3|10").encode()).digest()[:16].hex()
    assert len(key) == 32


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), max_size=5))
def test_ids_of_many_sentences_are_those_of_each(offsets: list[tuple[int, int]]) -> None:
    spans = [Span(*pair) for pair in offsets]
    article = article_id("A text.")
    assert sentence_ids(article, spans) == [sentence_id(article, span) for span in spans]
