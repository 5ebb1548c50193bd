"""Chains and quotations of stored articles, and who cites whom in a corpus."""

import pytest
from support import add_article, article_of

from annotations.config import load
from annotations.errors import NotFound
from annotations.matching.citing import Node
from annotations.store import Store
from annotations.workflow.sourcing import (
    KEPT,
    Readings,
    chain_of,
    quotations_of,
    source_graph,
)

SOURCES = load(None, environ={}).config.sources
NYT = "The New York Times"
SENTENCES = [
    "NYT: Talks are possible.",
    "A former official said no.",
    '"We are all here," he said.',
]


def readings(store: Store) -> Readings:
    return Readings(store, SOURCES)


def test_the_chain_of_a_sentence_is_that_of_its_article(store: Store) -> None:
    add_article(store, ["NYT: No talks."], source="Mind")
    number = add_article(store, SENTENCES, name="b.txt", source="Other", title="b")
    second = store.articles.sentences(number)[1].number
    found = chain_of(readings(store), second)
    assert [link.source.name for link in found.links] == ["Other", NYT, "A former official"]
    assert found.root == NYT


def test_the_quotations_of_an_article_have_offsets_in_its_text(store: Store) -> None:
    number = add_article(store, SENTENCES)
    (one,) = quotations_of(readings(store), number)
    assert store.articles.text(number)[slice(*one.inner)] == "We are all here,"


def test_a_paragraph_over_several_lines_is_one(store: Store) -> None:
    number = add_article(store, ['"We are all\nhere," he said.'])
    (one,) = quotations_of(readings(store), number)
    assert one.balanced


def test_an_article_is_read_once(store: Store) -> None:
    number = add_article(store, SENTENCES)
    own = readings(store)
    assert own.article(number) is own.article(number)


def test_only_the_last_articles_stay_read(store: Store) -> None:
    with store.transaction():
        numbers = [
            store.articles.add(article_of([*SENTENCES, str(at)], name=f"{at}.txt"))
            for at in range(KEPT + 1)
        ]
    own = readings(store)
    first = own.article(numbers[0])
    for number in numbers[1:]:
        own.article(number)
    assert own.article(numbers[0]) is not first


def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(NotFound):
        chain_of(readings(store), 1)
    with pytest.raises(NotFound):
        quotations_of(readings(store), 1)


def test_who_cites_whom_is_counted_over_all_articles(store: Store) -> None:
    add_article(store, SENTENCES, source="Mind")
    add_article(store, [*SENTENCES, "NYT says more."], name="b.txt", title="A headline")
    graph = source_graph(readings(store))
    by = {one.by: one for one in graph.citations}
    assert by[Node("Mind")].of == Node(NYT)
    assert by[Node("Mind")].count == 1
    assert by[Node("A headline", "article")].count == 2
    assert by[Node("Mind")].examples == ("NYT: Talks are possible.",)
    assert by[Node("Mind")].inherited == 2


def test_an_earlier_version_cites_nobody(store: Store) -> None:
    first = add_article(store, SENTENCES, source="Mind")
    add_article(store, ["Nobody is cited."], source="Mind", name="b.txt", replaces=first)
    assert source_graph(readings(store)).citations == ()
