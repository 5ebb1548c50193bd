import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import add_article

from annotations.model import Span
from annotations.store import Hit, Store, beginnings, search
from annotations.store.search import marks_of, query_of

SENTENCES = (
    "The minister denied the claim.",
    "Café owners in the war zone said prices rose.",
    "Anti-war protests grew; the ministers were silent.",
    "A warship was seen.",
)
TYPED = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(["war", '"', "*", "AND", "OR", "NOT", "NEAR(", "^", "text:", "-", "_", " "])
    ).map("".join),
)


@pytest.fixture
def corpus(store: Store) -> Store:
    add_article(store, SENTENCES, name="war.txt", title="Protests at home", source="The Gazette")
    return store


def found(store: Store, typed: str) -> list[str]:
    return sorted(hit.text for hit in store.search.sentences(typed).hits)


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.marks]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=TYPED)
@example("a\0b")
@example("\ud800")
@example('"')
@example('""""')
@example("_ war")
def test_nothing_typed_is_a_syntax_error(corpus: Store, typed: str) -> None:
    answer = corpus.search.sentences(typed)
    corpus.search.articles(typed)
    assert answer.total >= len(answer.hits)
    if not re.search(r"\w", typed):
        assert answer.total == 0


def test_all_words_must_occur(corpus: Store) -> None:
    assert found(corpus, "the war") == [SENTENCES[2], SENTENCES[1]]
    assert found(corpus, "war zzz") == []


def test_neither_case_nor_accents_matter(corpus: Store) -> None:
    assert found(corpus, "CAFE") == [SENTENCES[1]]


def test_the_last_word_may_be_the_beginning_of_one(corpus: Store) -> None:
    assert len(found(corpus, "war")) == 3
    assert found(corpus, "war ") == [SENTENCES[2], SENTENCES[1]]
    assert found(corpus, "war the") == [SENTENCES[2], SENTENCES[1]]
    assert found(corpus, '"war"') == [SENTENCES[2], SENTENCES[1]]


def test_one_or_two_letters_are_the_beginning_of_nothing(corpus: Store) -> None:
    assert query_of("wa") == '"wa"'
    assert query_of("war") == '"war"*'
    assert found(corpus, "wa") == []
    assert len(found(corpus, "a")) == 1


def test_a_phrase_in_quotes_must_occur_as_it_is(corpus: Store) -> None:
    assert found(corpus, '"war zone"') == [SENTENCES[1]]
    assert found(corpus, '"zone war"') == []
    assert found(corpus, "anti-war") == [SENTENCES[2]]


def test_marks_stand_where_the_words_are(corpus: Store) -> None:
    hits = corpus.search.sentences("café war").hits
    assert [marked(hit) for hit in hits] == [["Café", "war"]]
    ((mark,),) = [hit.marks for hit in corpus.search.sentences('"war zone"').hits]
    assert mark == Span(19, 27)


def test_a_hit_says_where_it_is(corpus: Store) -> None:
    (hit,) = corpus.search.sentences("warship").hits
    assert (hit.article, hit.position, hit.title) == (1, 4, "Protests at home")
    assert corpus.articles.of_sentence(hit.sentence) == (1, 4)


PIECES = st.lists(
    st.tuples(st.text("ab \ue000\ue001", max_size=4), st.text("ab", min_size=1, max_size=3)),
    max_size=4,
)


@given(pieces=PIECES, tail=st.text("ab \ue000\ue001", max_size=4))
def test_marks_are_right_or_absent_whatever_is_in_the_text(
    pieces: list[tuple[str, str]], tail: str
) -> None:
    text = highlighted = ""
    spans = []
    for before, word in pieces:
        spans.append(Span(len(text + before), len(text + before + word)))
        text += before + word
        highlighted += before + search._OPEN + word + search._CLOSE
    assert marks_of(text + tail, highlighted + tail) in (tuple(spans), ())
    if not {"\ue000", "\ue001"} & set(text + tail):
        assert marks_of(text + tail, highlighted + tail) == tuple(spans)


def test_replaced_versions_are_neither_found_nor_counted(corpus: Store) -> None:
    add_article(corpus, ["The war is new."], name="war.txt", title="Protests, edited", replaces=1)
    answer = corpus.search.sentences("war")
    assert [hit.text for hit in answer.hits] == ["The war is new."]
    assert answer.total == 1
    assert corpus.search.articles("protests") == [2]


def test_articles_are_found_by_title_source_and_name(corpus: Store) -> None:
    for typed in ("protest", "gazette home", "war.txt"):
        assert corpus.search.articles(typed) == [1]
    assert corpus.search.articles("minister") == []
    assert corpus.search.articles("…") == []


def test_what_is_too_frequent_comes_in_the_order_of_the_corpus(
    corpus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANK_AT_MOST", 1)
    answer = corpus.search.sentences("war")
    assert not answer.ranked
    assert answer.total == 2  # no further than to see that it is too many
    assert [hit.sentence for hit in answer.hits] == [2, 3]  # the frequent word by itself
    few = corpus.search.sentences("silent")
    assert few.ranked
    assert few.total == 1


def test_no_more_hits_than_asked_for_but_all_are_counted(corpus: Store) -> None:
    answer = corpus.search.sentences("the", limit=1)
    assert (len(answer.hits), answer.total) == (1, 3)


MANY = ["Stage one.", "A state.", "The Station: Ständer.", "U.S.A today.", "Nothing of that."]


@pytest.fixture
def crowded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Every beginning is frequent, and more than two hits are too many to rank."""
    monkeypatch.setattr(beginnings, "FREQUENT_PAGES", -1)
    monkeypatch.setattr(search, "RANK_AT_MOST", 2)
    add_article(store, MANY)
    return store


def test_a_frequent_beginning_finds_the_words_that_a_sample_holds(crowded: Store) -> None:
    answer = crowded.search.sentences("sta")
    assert [hit.text for hit in answer.hits] == MANY[:3]
    assert (answer.total, answer.ranked) == (3, False)
    assert marked(answer.hits[2]) == ["Station"]  # all but those with other accents
    assert [hit.text for hit in crowded.search.sentences("the STA").hits] == MANY[2:3]


def test_hits_that_are_few_enough_to_rank_are_all_that_there_are(
    crowded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANK_AT_MOST", 3)
    answer = crowded.search.sentences("sta")
    assert answer.ranked
    assert sorted(len(marked(hit)) for hit in answer.hits) == [1, 1, 2]


@given(typed=TYPED)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_frequent_beginning_is_a_syntax_error(crowded: Store, typed: str) -> None:
    crowded.search.sentences(typed)


def test_a_beginning_is_frequent_by_the_pages_of_the_words_that_have_it(store: Store) -> None:
    words = [f"w{n:05}" for n in range(5_000)]
    add_article(store, [" ".join(words[n::10]) for n in range(10)])
    pages = {
        beginning: beginnings.pages(store._connection, beginning) for beginning in ("w00", "w", "x")
    }
    assert pages["x"] <= 1
    assert 1 <= pages["w00"] < pages["w"]
    assert not beginnings.is_frequent(store._connection, "w00")
