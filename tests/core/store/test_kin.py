import time
from collections.abc import Collection

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import add_article, append, event

from annotations.errors import NotFound
from annotations.store import Store, kin

ASKED = "The ferry to the island stops for the winter."
HOSTILE = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(["war", '"', "*", "AND", "OR", "NOT", "NEAR(", "^", "text:", "-", "'", " "])
    ).map("".join),
)


@pytest.fixture
def corpus(store: Store) -> Store:
    add_article(store, [ASKED, "The ferry is old."], name="a.txt", source="Post")
    add_article(
        store,
        ["No ferry to the island in winter.", "The mayor spoke.", "The island waits."],
        name="b.txt",
        source="Times",
    )
    add_article(store, ["A ferry sank.", "Café prices rose."], name="c.txt")
    return store


def near(
    store: Store,
    sentence: int,
    *,
    limit: int = kin.LIMIT,
    exclude: Collection[int] = (),
    called: tuple[str, str] | None = None,
) -> list[int]:
    found = store.kin.near(sentence, limit=limit, exclude=exclude, called=called)
    return [one.number for one in found]


def test_sentences_of_other_articles_come_by_the_rare_words_they_share(corpus: Store) -> None:
    first, *others = corpus.kin.near(1)
    assert (first.number, first.position, first.text) == (3, 1, "No ferry to the island in winter.")
    assert (first.name, first.source, first.published) == ("b.txt", "Times", None)
    assert first.id == corpus.articles.sentences(2)[0].id
    assert {one.number for one in others} == {4, 5, 6}
    assert others[0].number == 5


def test_no_sentence_of_the_same_article_is_near(corpus: Store) -> None:
    assert 2 not in near(corpus, 1)
    assert 1 not in near(corpus, 2)


def test_only_newest_versions_are_near_and_none_of_ones_own(corpus: Store) -> None:
    add_article(corpus, ["No ferry to the island.", "Fog."], name="b.txt", replaces=2)
    add_article(corpus, [ASKED, "The ferry is new."], name="a.txt", replaces=1)
    assert near(corpus, 10) == near(corpus, 1) == [8, 6]
    assert near(corpus, 3) == near(corpus, 8) == [10, 11, 6]


def test_what_is_excluded_makes_room_for_others(corpus: Store) -> None:
    assert near(corpus, 1, limit=1) == [3]
    assert near(corpus, 1, limit=1, exclude=[3, 999]) == [5]
    assert near(corpus, 1, limit=1, exclude=[3, 4, 5, 6, 7]) == []


def test_what_the_annotator_called_so_is_left_out_and_nobody_elses_label_counts(
    corpus: Store,
) -> None:
    append(
        corpus,
        event(3, "boilerplate"),
        event(5, "claim"),
        event(6, "boilerplate", annotator="ben"),
    )
    assert near(corpus, 1, called=("ada", "boilerplate")) == [5, 6, 4]
    assert near(corpus, 1, called=("ben", "boilerplate")) == [3, 5, 4]
    assert near(corpus, 1, called=("eve", "boilerplate")) == near(corpus, 1)


def test_terms_are_folded_as_in_the_index(corpus: Store) -> None:
    assert corpus.kin.terms("CAFÉ, café; “Ferry”!") == ["cafe", "ferry"]
    execute = corpus._connection.execute
    execute("CREATE VIRTUAL TABLE temp.everything USING fts5vocab (main, sentence_fts, row)")
    for text in ("Straße ŞİŞLİ Ёлка ﬁve x² 7th naïve", ASKED, "Zelenskyĭ’s “Київ”"):
        add_article(corpus, [text, "Another one."], name=text)
        for term in corpus.kin.terms(text):
            assert execute("SELECT 1 FROM temp.everything WHERE term = ?", (term,)).fetchone(), term


def test_the_rarest_terms_come_first(corpus: Store) -> None:
    assert corpus.kin.rarest("The old ferry, the unheard-of island", 3) == [
        ("old", 1),
        ("island", 3),
        ("ferry", 4),
    ]
    assert corpus.kin.rarest("the old island", 5, least=2) == [("island", 3), ("the", 5)]


def test_of_two_that_share_the_same_the_shorter_comes_first(store: Store) -> None:
    add_article(store, [ASKED], name="a.txt")
    long = "A ferry and an island, as one mayor of a town said of it in heavy rain on Monday."
    add_article(store, [long, "A ferry and an island."], name="b.txt")
    assert near(store, 1) == [3, 2]


def test_frequent_terms_are_left_out(corpus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kin, "FREQUENT", 3)
    assert corpus.kin.rarest("the old island and the ferry", 5) == [("old", 1), ("island", 3)]
    assert near(corpus, 1) == [3, 5]


def test_a_sentence_without_words_has_no_kin(store: Store) -> None:
    add_article(store, ["***", "The end."])
    add_article(store, ["***"], name="b.txt")
    assert near(store, 1) == []


def test_an_unknown_sentence_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="no sentence 7"):
        store.kin.near(7)


def test_kin_is_found_within_a_transaction_that_is_rolled_back(corpus: Store) -> None:
    with corpus.reading():
        first = near(corpus, 1)
    with corpus.reading():
        assert near(corpus, 1) == first
    assert near(corpus, 1) == first


def test_the_file_is_not_written(corpus: Store) -> None:
    files = [corpus.path, corpus.path.with_name(corpus.path.name + "-wal")]
    before = [file.read_bytes() for file in files]
    corpus.kin.near(1)
    assert [file.read_bytes() for file in files] == before


def test_what_is_left_out_makes_room_also_behind_the_first_thousand(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kin, "_SOME", 2)
    add_article(store, [ASKED], name="a.txt")
    add_article(store, [f"Ferry {n}" for n in range(7)], name="b.txt")
    append(store, *(event(n, "boilerplate") for n in range(2, 7)))
    assert near(store, 1, limit=2, called=("ada", "boilerplate")) == [7, 8]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=HOSTILE)
@example("a\0b")
@example("\ud800")
@example('""""')
@example("war NOT ferry")
def test_nothing_in_a_sentence_is_query_syntax(corpus: Store, text: str) -> None:
    terms = corpus.kin.rarest(text, 5)
    assert all(term.sentences >= 1 for term in terms)


def test_a_sentence_full_of_syntax_finds_its_copy(store: Store) -> None:
    hostile = 'war" OR text:* NEAR(a b) AND NOT -c ^d {e f} : "g'
    add_article(store, [hostile], name="a.txt")
    add_article(store, ["Peace.", hostile], name="b.txt")
    assert near(store, 1) == [3]


def test_a_long_sentence_takes_no_longer_than_its_beginning(store: Store) -> None:
    long = " ".join(f"w{n}" for n in range(20_000))
    add_article(store, [long], name="a.txt")
    add_article(store, [long + "."], name="b.txt")
    began = time.process_time()
    assert near(store, 1) == [2]
    assert time.process_time() - began < 0.5
