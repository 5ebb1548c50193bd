from array import array

import pytest
from at_work import article
from support import add_article, append, event

from annotations.store import Store
from tui import shelf as shelf_module
from tui.shelf import Shelf


def filled(store: Store, annotator: str = "ada") -> Shelf:
    shelf = Shelf(store, annotator=annotator)
    shelf.fill(store.articles.numbers())
    return shelf


def test_an_empty_database_is_an_empty_shelf(store: Store) -> None:
    shelf = Shelf(store, annotator="ada")
    shelf.begin_around(None)
    assert len(shelf) == 0
    assert shelf.article(0) is None
    assert shelf.place(1) is None
    assert shelf.number(0) is None


def test_articles_are_found_by_place_and_place_by_number(store: Store) -> None:
    numbers = [article(store, 1, name=f"{n}.txt") for n in range(3)]
    shelf = filled(store)
    assert [shelf.number(place) for place in range(-1, 4)] == [None, *numbers, None]
    assert [shelf.place(number) for number in numbers] == [0, 1, 2]
    found = shelf.article(1)
    assert found is not None
    assert found.name == "1.txt"


def test_a_replaced_article_has_no_place(store: Store) -> None:
    old = article(store, 1, name="old.txt")
    new = add_article(store, ["Newer."], name="old.txt", replaces=old)
    shelf = filled(store)
    assert (len(shelf), shelf.place(old), shelf.place(new)) == (1, None, 0)


def test_the_first_page_has_the_neighbours_of_the_article_that_was_open(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "AROUND", 3)
    numbers = [article(store, 1, name=f"{n}.txt") for n in range(10)]
    shelf = Shelf(store, annotator="ada")
    shelf.begin_around(numbers[5])
    assert [shelf.number(place) for place in range(len(shelf))] == numbers[2:8]
    assert shelf.place(numbers[5]) == 3


def test_progress_is_that_of_the_annotator(store: Store) -> None:
    article(store, 2)
    append(store, event(1, annotator="ben"), event(2, annotator="ben"), event(1, flags=("check",)))
    hers, his = filled(store).article(0), filled(store, "ben").article(0)
    assert hers is not None
    assert his is not None
    assert (hers.labelled, hers.flagged) == (1, 1)
    assert (his.labelled, his.flagged) == (2, 0)


def test_progress_known_here_runs_ahead_of_the_database(store: Store) -> None:
    number = article(store, 2)
    shelf = filled(store)
    assert not shelf.update(number, labelled=1, flagged=1), "it was never read"
    shelf.article(0)
    assert shelf.update(number, labelled=1, flagged=1)
    assert not shelf.update(number, labelled=1, flagged=1)
    found = shelf.article(0)
    assert found is not None
    assert (found.labelled, found.flagged) == (1, 1)


def test_only_some_articles_are_kept_however_many_are_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_module, "KEPT", 20)
    monkeypatch.setattr(shelf_module, "AROUND", 6)
    for n in range(60):
        article(store, 1, name=f"{n}.txt")
    shelf = filled(store)
    for place in (*range(60), 0, 30):
        found = shelf.article(place)
        assert found is not None
        assert found.name == f"{place}.txt"
        assert len(shelf._kept) <= 20
    assert isinstance(shelf._numbers, array)
