import pytest
from at_work import AtWork, Clock, article
from support import add_article

from annotations.errors import NotFound
from annotations.store import Store


def test_an_article_opens_at_its_first_unlabelled_sentence(ada: AtWork, store: Store) -> None:
    for _ in range(3):
        ada.session.label("claim")
    ada.session.open(article(store, 2, name="other.txt"))
    assert ada.here == 1
    effect = ada.session.open(1)
    assert ada.here == 4
    assert effect.opened


def test_a_finished_article_opens_at_the_top(ada: AtWork) -> None:
    ada.session.to_end("boilerplate")
    ada.session.open(1)
    assert ada.here == 1


@pytest.mark.parametrize(("position", "here"), [(3, 3), (0, 1), (99, 6)])
def test_an_article_opens_at_the_sentence_asked_for_or_the_nearest(
    ada: AtWork, position: int, here: int
) -> None:
    ada.session.open(1, position=position)
    assert ada.here == here


def test_an_article_that_is_not_there_is_an_expected_failure(ada: AtWork) -> None:
    with pytest.raises(NotFound):
        ada.session.open(99)
    assert ada.session.page is not None
    assert ada.session.page.article.number == 1


def test_moving_stops_at_both_ends(ada: AtWork) -> None:
    assert not ada.session.move(-1).moved
    assert ada.session.move(100).moved
    assert ada.here == 6
    assert not ada.session.move(1).moved


def test_a_count_moves_that_far_and_is_used_up(ada: AtWork) -> None:
    ada.session.digit("3")
    ada.session.move(1)
    assert ada.here == 4
    ada.session.move(-1)
    assert ada.here == 3


def test_a_count_keeps_its_last_four_digits(ada: AtWork) -> None:
    for digit in "123456":
        ada.session.digit(digit)
    assert ada.session.take_count() == 3456
    assert ada.session.take_count() == 1


def test_jump_goes_to_a_sentence_of_this_or_another_article(ada: AtWork, store: Store) -> None:
    other = article(store, 3, name="other.txt")
    assert not ada.session.jump(5).opened
    assert ada.here == 5
    effect = ada.session.jump(8)
    assert effect.opened
    assert ada.session.page is not None
    assert (ada.session.page.article.number, ada.here) == (other, 2)
    with pytest.raises(NotFound):
        ada.session.jump(99)


def test_opening_another_article_forgets_range_and_count(ada: AtWork, store: Store) -> None:
    other = article(store, 3, name="other.txt")
    ada.session.start_range()
    ada.session.digit("7")
    ada.session.open(other)
    assert (ada.session.range_start, ada.session.count) == (None, "")


def test_next_unlabelled_looks_below_first(ada: AtWork) -> None:
    ada.at(3).session.label("claim")
    ada.at(2).session.next_unlabelled()
    assert ada.here == 4


def test_next_unlabelled_goes_on_in_a_later_article(ada: AtWork, store: Store) -> None:
    finished = article(store, 2, name="finished.txt")
    ada.session.open(finished)
    ada.session.to_end("claim")
    later = article(store, 3, name="later.txt")
    ada.session.open(later)
    ada.session.label("claim")
    ada.session.open(1, position=6)
    ada.session.label("claim")
    effect = ada.session.next_unlabelled()
    assert effect.opened
    assert ada.session.page is not None
    assert (ada.session.page.article.number, ada.here) == (later, 2)


def test_next_unlabelled_wraps_around_to_earlier_articles_and_to_the_top(
    ada: AtWork, store: Store
) -> None:
    last = article(store, 2, name="last.txt")
    ada.session.open(last, position=2)
    ada.session.label("claim")
    assert ada.session.next_unlabelled().opened
    assert ada.session.page is not None
    assert ada.session.page.article.number == 1
    ada.session.to_end("boilerplate")
    ada.session.open(last, position=2)
    assert not ada.session.next_unlabelled().opened
    assert ada.here == 1


def test_next_unlabelled_says_when_only_this_one_is_left_and_when_none_is(ada: AtWork) -> None:
    ada.at(2).session.to_end("boilerplate")
    assert "only" in ada.at(1).session.next_unlabelled().message
    ada.session.label("claim")
    message = ada.session.next_unlabelled().message
    assert "every sentence has a label" in message
    assert ada.session.next_unlabelled().moved is False


def test_next_unlabelled_passes_articles_whose_labels_are_not_written_yet(
    ada: AtWork, store: Store
) -> None:
    second, third = (article(store, 2, name=f"{n}.txt") for n in (2, 3))
    ada.held_up = True
    ada.session.open(second)
    ada.session.to_end("claim")
    ada.session.open(1)
    ada.session.to_end("claim")
    ada.session.next_unlabelled()
    assert ada.session.page is not None
    assert ada.session.page.article.number == third


def test_a_replaced_article_is_not_next(ada: AtWork, store: Store) -> None:
    ada.session.to_end("claim")
    old = article(store, 2, name="old.txt")
    new = add_article(store, ["New.", "Text."], name="old.txt", replaces=old)
    ada.session.next_unlabelled()
    assert ada.session.page is not None
    assert ada.session.page.article.number == new


def test_where_one_stopped_is_where_one_goes_on(ada: AtWork, store: Store) -> None:
    ada.session.open(article(store, 3, name="other.txt"), position=2)
    ada.session.move(1)
    ada.session.keep_place()
    again = ada.restarted()
    assert again.session.page is not None
    assert (again.session.page.article.number, again.here) == (2, 3)


def test_only_the_very_first_start_is_the_first_time(store: Store, clock: Clock) -> None:
    number = article(store, 2)
    first = AtWork(store, clock=clock)
    assert first.session.first_time
    first.session.open(number)
    assert not first.restarted().session.first_time
    assert AtWork(store, annotator="ben", clock=clock).session.first_time


def test_each_annotator_sees_and_labels_for_herself_alone(ada: AtWork, store: Store) -> None:
    ada.session.label("claim")
    ada.at(1).session.note("hers")
    ben = AtWork(store, annotator="ben", clock=ada.clock)
    ben.session.open(1)
    assert ben.labels == "- - - - - -"
    assert ben.session.history() == []
    assert "nothing" in ben.session.undo().message
    ben.session.label("opinion")
    assert (ada.stored(1), ben.stored(1)) == ("c - - - - -", "o - - - - -")


def test_the_history_of_a_sentence_is_newest_first(ada: AtWork, clock: Clock) -> None:
    for label in ("claim", "opinion"):
        ada.at(1).session.label(label)
        clock.tick(60)
    ada.session.undo()
    assert [(past.state.label, past.origin) for past in ada.session.history()] == [
        ("claim", "undo"),
        ("opinion", "key"),
        ("claim", "key"),
    ]
    assert list(ada.restarted().at(1).session.history()) == list(ada.session.history())


def test_the_history_has_what_is_not_written_yet(ada: AtWork, clock: Clock) -> None:
    ada.session.label("opinion")
    clock.tick(1)
    ada.held_up = True
    ada.at(1).session.digit("3")
    ada.session.label("claim")
    clock.tick(1)
    ada.at(2).session.label("attribution")
    assert [past.state.label for past in ada.at(3).session.history()] == ["claim"]
    assert [past.state.label for past in ada.at(2).session.history()] == ["attribution", "claim"]
    assert [past.state.label for past in ada.at(1).session.history()] == ["claim", "opinion"]
    ada.save()
    ada.session.open(1)
    assert [past.state.label for past in ada.at(2).session.history()] == ["attribution", "claim"]


def test_next_unlabelled_finds_a_label_taken_off_that_is_still_on_disk(
    store: Store, clock: Clock
) -> None:
    first, second = article(store, 1, name="1.txt"), article(store, 2, name="2.txt")
    ada = AtWork(store, clock=clock)
    for number in (second, first):
        ada.session.open(number)
        ada.session.to_end("claim")
    ada.session.open(second)
    ada.held_up = True
    ada.at(2).session.clear()
    ada.session.open(first)
    ada.session.next_unlabelled()
    assert ada.session.page is not None
    assert (ada.session.page.article.number, ada.here) == (second, 2)
