import pytest
from at_work import AtWork, Clock, article
from support import append, event, events_in

from annotations.errors import NotSaved
from annotations.store import Store
from tui.page import Corpus


def counted(ada: AtWork) -> Corpus:
    """The figures as the database has them."""
    articles, sentences = ada.store.counts.corpus()
    name = ada.session.annotator
    return Corpus(
        articles=articles,
        sentences=sentences,
        finished=ada.store.counts.finished(annotator=name),
        labelled=ada.store.counts.labelled(annotator=name),
    )


def test_labels_are_true_before_they_are_written(ada: AtWork, store: Store) -> None:
    ada.held_up = True
    ada.session.label("claim")
    assert ada.labels == "c - - - - -"
    assert ada.session.unsaved == 1
    assert events_in(store) == []
    ada.save()
    assert ada.session.unsaved == 0
    assert ada.stored(1) == "c - - - - -"


def test_labels_not_yet_written_survive_a_look_at_another_article(
    ada: AtWork, store: Store
) -> None:
    other = article(store, 2, name="other.txt")
    ada.held_up = True
    ada.session.label("attribution", "claim")
    ada.session.label("opinion")
    ada.session.undo()
    ada.session.open(other)
    ada.session.label("boilerplate")
    ada.session.open(1)
    assert ada.labels == "ac - - - - -"
    ada.save()
    ada.session.open(other)
    assert ada.labels == ada.stored(other) == "b -"
    assert ada.stored(1) == "ac - - - - -"


def test_a_report_on_an_older_gesture_does_not_bring_back_its_label(ada: AtWork) -> None:
    ada.held_up = True
    ada.session.label("claim")
    ada.at(1).session.label("opinion")
    first, second = ada.waiting
    ada.session.saved([first])
    ada.session.open(1)
    assert ada.labels == "o - - - - -"
    assert ada.session.unsaved == 1
    ada.session.saved([second])
    assert ada.session.unsaved == 0


def test_a_refused_gesture_is_taken_back_where_it_was(ada: AtWork, store: Store) -> None:
    ada.session.label("claim")
    ada.held_up = True
    ada.at(1).session.digit("2")
    ada.session.label("opinion")
    ada.at(4)
    effect = ada.session.refused(ada.waiting.pop())
    assert effect.opened
    assert ada.labels == "c - - - - -"
    assert ada.here == 4
    assert ada.session.unsaved == 0


def test_a_refused_gesture_can_not_be_undone(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.held_up = True
    ada.session.label("opinion")
    ada.session.refused(ada.waiting.pop())
    ada.held_up = False
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "- - - - - -"
    assert ada.session.undo().message == "nothing to undo"
    ada.session.redo()
    assert ada.labels == ada.stored(1) == "c - - - - -"
    assert ada.session.redo().message == "nothing to redo"


def test_a_gesture_refused_in_another_article_leaves_this_one_alone(
    ada: AtWork, store: Store
) -> None:
    other = article(store, 2, name="other.txt")
    ada.held_up = True
    ada.session.to_end("boilerplate")
    ada.session.open(other)
    ada.session.label("claim")
    refused, kept = ada.waiting
    ada.waiting = [kept]
    assert not ada.session.refused(refused).opened
    assert ada.labels == "c -"
    ada.session.open(1)
    assert ada.labels == "- - - - - -"


def test_a_refused_undo_can_be_undone_again(ada: AtWork) -> None:
    ada.session.label("claim")
    ada.held_up = True
    ada.session.undo()
    ada.session.refused(ada.waiting.pop())
    assert ada.labels == "c - - - - -"
    ada.held_up = False
    assert ada.session.redo().message == "nothing to redo"
    ada.session.undo()
    assert ada.labels == ada.stored(1) == "- - - - - -"


def test_a_label_that_nobody_would_write_is_not_set(
    ada: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: object) -> None:
        raise NotSaved("closed: this was not saved")

    monkeypatch.setattr(ada.session, "_submit", closed)
    with pytest.raises(NotSaved):
        ada.session.label("claim")
    assert ada.labels == "- - - - - -"
    assert ada.session.unsaved == 0
    assert ada.session.history() == []
    monkeypatch.undo()
    assert ada.session.undo().message == "nothing to undo"


def test_the_figures_of_the_corpus_equal_those_of_the_database(ada: AtWork, store: Store) -> None:
    other = article(store, 2, name="other.txt")
    session = ada.session
    session.corpus = counted(ada)
    session.label("claim")
    session.to_end("boilerplate")
    assert session.corpus == counted(ada)
    session.undo()
    session.open(other)
    session.digit("9")
    session.label("opinion")
    session.flag("check")
    assert session.corpus == counted(ada)
    ada.at(1).session.clear()
    session.undo()
    session.undo()
    session.redo()
    session.undo()
    assert session.corpus == counted(ada)
    assert (session.corpus.labelled, session.corpus.finished) == (3, 1)


def test_labels_of_others_are_never_part_of_the_figures(ada: AtWork, store: Store) -> None:
    append(store, event(1, "claim", annotator="ben"), event(2, "opinion", annotator="ben"))
    ada.session.open(1)
    assert ada.labels == "- - - - - -"
    assert counted(ada).labelled == 0


def test_the_pace_counts_sentences_that_were_labelled(ada: AtWork, clock: Clock) -> None:
    assert ada.session.pace.a_minute(at=clock()) is None
    ada.session.label("claim")
    clock.tick(30)
    ada.session.label("claim")
    ada.at(2).session.label("claim")
    clock.tick(30)
    assert ada.session.pace.a_minute(at=clock()) == 2


def test_a_past_that_cannot_be_read_leaves_nothing_half_done(
    ada: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise NotSaved("the disk does not answer")

    monkeypatch.setattr(ada.session.trail, "prepare", fail)
    with pytest.raises(NotSaved):
        ada.session.label("claim")

    assert ada.session.state.label is None
    assert events_in(ada.store) == []
