"""What all have labelled the sentences of an article: labels alone, read fast."""

from support import add_article, append, event

from annotations.model import LabelState
from annotations.store import Store


def test_each_sentence_comes_with_the_labels_that_people_gave_it(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three.", "Four."])
    add_article(store, ["Elsewhere."], name="b.txt")
    append(
        store,
        event(1, "claim", secondary="opinion"),
        event(1, "claim", annotator="ben", note="hm", flags=("check",)),
        event(2, "opinion", annotator="ben"),
        event(3, None, flags=("check",)),
        event(5, "claim"),
    )
    found = store.labels.cast(1)
    assert {sentence: set(labels) for sentence, labels in found.items()} == {
        1: {LabelState("claim", "opinion"), LabelState("claim")},
        2: {LabelState("opinion")},
    }


def test_one_annotators_labels_can_be_asked_for(store: Store) -> None:
    add_article(store, ["One.", "Two."])
    append(store, event(1, "claim"), event(2, "opinion", annotator="ben"))
    assert store.labels.cast(1, annotator="ben") == {2: (LabelState("opinion"),)}
    assert store.labels.cast(1, annotator="nobody") == {}


def test_a_label_that_was_taken_off_is_none(store: Store) -> None:
    add_article(store, ["One."])
    append(store, event(1, "claim"), event(1, "opinion", annotator="ben"))
    append(store, event(1, None, at=2_000_000_000_000_000))
    assert store.labels.cast(1) == {1: (LabelState("opinion"),)}
