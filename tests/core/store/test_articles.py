import re
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import add_article, append, article_of, event

from annotations.errors import NotFound
from annotations.model import Sentence, Span
from annotations.store import NewArticle, Store
from annotations.text.canonical import article_id, sentence_id


@pytest.fixture
def shelf(store: Store) -> Store:
    """Eleven articles of two sentences; the fourth was replaced by the twelfth."""
    for n in range(1, 12):
        add_article(store, [f"First of {n}.", f"Second of {n}."], name=f"{n:02d}.txt")
    add_article(store, ["First of 4, edited."], name="04.txt", replaces=4)
    return store


CURRENT = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]


def test_an_article_comes_back_as_it_was_put_in(store: Store) -> None:
    new = article_of(["One.", "“Zwei”, sagte er."], name="a.txt", title="A", url="https://x.org/a")
    with store.transaction():
        number = store.articles.add(new)
    found = store.articles.one(number, annotator="ada")
    assert (found.id, found.name, found.title, found.url) == (new.id, "a.txt", "A", new.draft.url)
    assert (found.sentences, found.labelled, found.flagged) == (2, 0, 0)
    assert store.articles.text(number) == new.draft.text
    assert store.articles.sentences(number) == [
        Sentence(1, new.sentence_ids[0], 1, 0, 4, "One."),
        Sentence(2, new.sentence_ids[1], 2, 5, 22, "“Zwei”, sagte er."),
    ]
    assert store.articles.known(new.id) == number
    assert store.articles.known("0" * 64) is None


def test_an_article_without_sentences_is_finished_from_the_start(store: Store) -> None:
    number = add_article(store, [])
    other = add_article(store, ["One."], name="b.txt")
    assert store.articles.sentences(number) == []
    assert store.articles.sentences(other)[0].number == 1
    assert store.articles.next_unfinished(annotator="ada", after=0) == other


def test_the_same_article_does_not_come_in_twice(store: Store) -> None:
    add_article(store, ["One."])
    with pytest.raises(sqlite3.IntegrityError):
        add_article(store, ["One."])
    assert store.counts.corpus() == (1, 1)


def test_the_list_shows_newest_versions_only(shelf: Store) -> None:
    assert [one.number for one in shelf.articles.all(annotator="ada")] == CURRENT
    assert list(shelf.articles.numbers()) == CURRENT
    assert shelf.articles.count() == len(CURRENT)
    assert shelf.counts.corpus() == (11, 21)
    assert shelf.articles.first_version(12) == shelf.articles.one(4, annotator="ada").id


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(limit=st.integers(1, 13))
def test_pages_cover_all_without_gap_in_both_directions(shelf: Store, limit: int) -> None:
    forwards: list[int] = []
    while page := shelf.articles.page(
        annotator="ada", after=forwards[-1] if forwards else 0, limit=limit
    ):
        assert len(page) <= limit
        forwards += [one.number for one in page]
    assert forwards == CURRENT
    backwards: list[int] = []
    while page := shelf.articles.page_before(
        annotator="ada", before=backwards[0] if backwards else 99, limit=limit
    ):
        backwards = [one.number for one in page] + backwards
    assert backwards == CURRENT


def test_progress_is_that_of_the_annotator_who_asks(shelf: Store) -> None:
    append(shelf, event(1, "claim", flags=("check",)), event(2, "claim", annotator="ben"))
    append(shelf, event(1, "claim", annotator="ben"))
    seen = {name: shelf.articles.one(1, annotator=name) for name in ("ada", "ben", "zoe")}
    assert {name: (one.labelled, one.flagged) for name, one in seen.items()} == {
        "ada": (1, 1),
        "ben": (2, 0),
        "zoe": (0, 0),
    }


def test_the_next_unfinished_article_passes_over_what_is_done(shelf: Store) -> None:
    for sentence in (1, 2, 3, 5, 6):  # the first and third article, half of the second
        append(shelf, event(sentence))
    ask = shelf.articles.next_unfinished
    assert ask(annotator="ada", after=0) == 2
    assert ask(annotator="ada", after=2) == 5  # the fourth is replaced
    assert ask(annotator="zoe", after=0) == 1
    append(shelf, event(1, None))
    assert ask(annotator="ada", after=0) == 1
    assert ask(annotator="ada", after=12) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(labelled=st.sets(st.integers(1, 23)), stretch=st.integers(1, 14))
def test_the_next_unfinished_article_is_the_same_however_many_are_looked_at_at_once(
    shelf: Store, monkeypatch: pytest.MonkeyPatch, labelled: set[int], stretch: int
) -> None:
    monkeypatch.setattr("annotations.store.unfinished.STRETCH", stretch)
    append(shelf, *(event(n, "claim" if n in labelled else None) for n in range(1, 24)))
    unfinished = shelf.counts.unfinished(annotator="ada")
    for after in range(14):
        expected = next((number for number in unfinished if number > after), None)
        assert shelf.articles.next_unfinished(annotator="ada", after=after) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(1, 23), st.sampled_from(["claim", None]), st.integers(0, 13)),
        max_size=40,
    )
)
def test_the_next_unfinished_article_follows_what_others_save_meanwhile(
    shelf: Store, steps: list[tuple[int, str | None, int]]
) -> None:
    with Store(shelf.path) as other:
        for sentence, label, after in steps:
            append(shelf, event(sentence, label))
            unfinished = shelf.counts.unfinished(annotator="ada")
            expected = next((number for number in unfinished if number > after), None)
            assert other.articles.next_unfinished(annotator="ada", after=after) == expected


def test_a_new_article_comes_behind_those_that_are_finished(store: Store) -> None:
    ask = store.articles.next_unfinished
    assert ask(annotator="ada", after=0) is None
    add_article(store, ["One."])
    append(store, event(1))
    assert ask(annotator="ada", after=0) is None
    number = add_article(store, ["Two."], name="b.txt")
    assert ask(annotator="ada", after=0) == number
    assert ask(annotator="ben", after=0) == 1


def test_an_article_is_found_by_name_id_and_prefix(shelf: Store) -> None:
    seventh = shelf.articles.one(7, annotator="ada")
    for wanted in ("07.txt", seventh.id, seventh.id.upper(), seventh.id[:12], seventh.id[:3]):
        assert shelf.articles.find(wanted, annotator="ada") == seventh
    for wanted in ("nothing", "", "ffff0000ffff", seventh.id + "0", "\udcff"):
        with pytest.raises(NotFound, match="no article is called"):
            shelf.articles.find(wanted, annotator="ada")


def test_of_old_and_new_versions_with_one_name_the_new_one_is_meant(shelf: Store) -> None:
    assert shelf.articles.find("04.txt", annotator="ada").number == 12
    old = shelf.articles.one(4, annotator="ada")
    assert shelf.articles.find(old.id, annotator="ada") == old


def alike(count: int) -> list[str]:
    """Sentences that, as articles, have ids beginning with the same four digits."""
    seen: dict[str, list[str]] = {}
    n = 0
    while True:
        n += 1
        sentence = f"Sentence {n}."
        found = seen.setdefault(article_of([sentence]).id[:4], [])
        found.append(sentence)
        if len(found) == count:
            return found


def test_a_prefix_that_fits_several_is_not_guessed_at(store: Store) -> None:
    one, other = alike(2)
    add_article(store, [one], name="a.txt")
    add_article(store, [other], name="b.txt")
    prefix = article_of([one]).id[:4]
    with pytest.raises(NotFound, match=r"fits 2 articles: .*a\.txt.*b\.txt"):
        store.articles.find(prefix, annotator="ada")
    add_article(store, ["Another one."], name="c.txt", replaces=1)
    assert store.articles.find(prefix, annotator="ada").name == "b.txt"


def test_a_name_that_several_have_is_not_guessed_at(store: Store) -> None:
    add_article(store, ["One."], name="a.txt", origin="/one/a.txt")
    add_article(store, ["Two."], name="a.txt", origin="/two/a.txt")
    with pytest.raises(NotFound, match="fits 2 articles"):
        store.articles.find("a.txt", annotator="ada")


def test_what_a_draft_may_be_an_edit_of_is_known_by_place_name_or_url(store: Store) -> None:
    add_article(store, ["Zero."], name="z.txt")
    add_article(store, ["One."], name="a.txt", origin="/one/a.txt")
    add_article(store, ["Two."], name="a.txt", origin="/two/a.txt")
    add_article(store, ["Three."], name="c.txt", url="https://x.org/")
    draft = article_of(["New."], name="a.txt", origin="/one/a.txt", url="https://x.org/").draft
    assert [number for number, _ in store.articles.earlier(draft)] == [2, 4, 3]
    draft = article_of(["New."], name="new.txt").draft
    assert store.articles.earlier(draft) == []


def test_looking_for_earlier_versions_reads_no_whole_table(store: Store) -> None:
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    store.articles.earlier(article_of(["New."], url="https://x.org/").draft)
    store._connection.set_trace_callback(None)
    plan = [row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN article")]


def test_there_is_no_article_or_sentence_that_is_not_there(store: Store) -> None:
    for ask in (store.articles.text, store.articles.of_sentence):
        with pytest.raises(NotFound):
            ask(1)
    with pytest.raises(NotFound):
        store.articles.one(1, annotator="ada")
    assert store.articles.sentences(1) == []
    assert store.articles.several([], annotator="ada") == {}


def test_articles_put_together_become_searchable_together(store: Store) -> None:
    add_article(store, ["Old."], name="old.txt")
    with store.transaction():
        first = store.articles.put(article_of(["One.", "Shared."], name="a.txt"))
        store.articles.put(article_of([], name="empty.txt"))
        second = store.articles.put(article_of(["Two.", "Shared."], name="a.txt", replaces=first))
        store.articles.put(article_of(["Three.", "Shared."], name="a.txt", replaces=second))
        store.articles.make_searchable(first)
    found = {word: store.search.sentences(word).total for word in ("old", "one", "two", "three")}
    assert found == {"old": 1, "one": 0, "two": 0, "three": 1}
    assert store.search.sentences("shared").total == 1
    store._connection.execute("INSERT INTO sentence_fts (sentence_fts) VALUES ('integrity-check')")


def test_memory_that_is_held_while_many_articles_come_in_is_given_back(store: Store) -> None:
    def held(what: str) -> int:
        (n,) = store._connection.execute(f"PRAGMA {what}").fetchone()
        return abs(int(n))

    kinds = ("cache_size", "wal_autocheckpoint")
    before = [held(what) for what in kinds]
    with store.articles.expecting_many():
        assert all(held(what) > least for what, least in zip(kinds, before, strict=True))
    assert [held(what) for what in kinds] == before


def test_the_search_index_is_put_together_as_ever_after_many_articles_came_in(
    store: Store,
) -> None:
    with store.articles.expecting_many():
        add_article(store, ["One."])
        add_article(store, ["Two."], name="b.txt")
        (pieces,) = store._connection.execute(
            "SELECT v FROM sentence_fts_config WHERE k = 'automerge'"
        ).fetchone()
    assert pieces == 4  # https://sqlite.org/fts5.html#the_automerge_configuration_option
    assert [store.search.sentences(word).total for word in ("one", "two")] == [1, 1]
    assert store.unsearchable() == []


def test_what_fails_halfway_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store.transaction():
            store.articles.add(article_of(["One."]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert store.counts.corpus() == (0, 0)
    assert store.search.sentences("one").total == 0
    assert add_article(store, ["One."]) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet="ab \n\t\u00a0é", max_size=60))
def test_the_text_of_an_article_comes_back_to_the_character(store: Store, text: str) -> None:
    identity = article_id(text)
    number = store.articles.known(identity)
    if number is None:
        spans = [Span(*found.span()) for found in re.finditer(r"[abé]+", text)]
        new = NewArticle(
            draft=replace(article_of(["x"]).draft, text=text),
            id=identity,
            spans=spans,
            sentence_ids=[sentence_id(identity, span) for span in spans],
            imported_at=1,
        )
        with store.transaction():
            number = store.articles.add(new)

    assert store.articles.text(number) == text
