"""Accepting in bulk: which sentences enough annotators agree on, and what would be decided."""

from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations.config import Agreed
from annotations.store import Store
from annotations.workflow.accepting import Acceptable, acceptable

TWO = Agreed(annotators=2, percent=100)
THREE = Agreed(annotators=3, percent=100)
MOST = Agreed(annotators=3, percent=66)


def vote(store: Store, sentence: int, *labels: str) -> None:
    for name, label in zip(("ada", "ben", "cleo"), labels, strict=False):
        primary, _, secondary = label.partition("+")
        append(store, event(sentence, primary, secondary=secondary or None, annotator=name))


def preview(store: Store, *choices: Agreed) -> list[Acceptable]:
    return acceptable(store, choices, reviewer="rosa")


def numbers(found: Acceptable) -> list[int]:
    return [step.sentence for step in found.changes]


def test_each_measure_finds_what_enough_people_agree_on(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three.", "Four.", "Five."])
    vote(store, 1, "claim", "claim", "claim")
    vote(store, 2, "claim", "claim", "opinion")
    vote(store, 3, "opinion", "opinion")
    vote(store, 4, "claim")
    vote(store, 5, "claim", "opinion", "boilerplate")
    two, three, most = preview(store, TWO, THREE, MOST)
    assert (numbers(two), numbers(three), numbers(most)) == ([1, 3], [1], [1, 2])
    assert two.labels == {"claim": 1, "opinion": 1}
    assert [step.after.basis for step in most.changes] == ["unanimous", "majority"]
    assert most.changes[1].after.among == ("claim", "opinion")


def test_the_secondary_label_is_that_of_most_of_them(store: Store) -> None:
    add_article(store, ["One."])
    vote(store, 1, "attribution+claim", "attribution+claim", "attribution")
    (found,) = preview(store, MOST)
    assert (found.changes[0].after.label, found.changes[0].after.secondary) == (
        "attribution",
        "claim",
    )


def test_where_secondary_labels_differ_not_all_agree(store: Store) -> None:
    add_article(store, ["One."])
    vote(store, 1, "attribution+claim", "attribution", "attribution+claim")
    all_agree, most = preview(store, THREE, MOST)
    assert (numbers(all_agree), numbers(most)) == ([], [1])


def test_what_is_decided_or_sent_back_is_left_alone_and_a_note_is_kept(store: Store) -> None:
    add_article(store, ["One.", "Two.", "Three."])
    for sentence in (1, 2, 3):
        vote(store, sentence, "claim", "claim")
    rule(store, review(1), review(2, ruling(None, sent_to=("ada",))))
    rule(store, review(3, ruling(None, note="look at T6")))
    (found,) = preview(store, TWO)
    assert numbers(found) == [3]
    assert found.changes[0].before.note == found.changes[0].after.note == "look at T6"


def test_older_versions_of_an_article_are_not_accepted(store: Store) -> None:
    add_article(store, ["One."])
    vote(store, 1, "claim", "claim")
    add_article(store, ["Other."], replaces=1)
    assert numbers(*preview(store, TWO)) == []


def test_without_a_measure_there_is_nothing_to_look_for(store: Store) -> None:
    assert preview(store) == []
