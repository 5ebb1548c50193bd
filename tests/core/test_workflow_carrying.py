"""Rulings on an edited article, and what had been merged before the new version came."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanging import bundled, merged, said
from reviewing import review, reviews_in, rule, ruling
from support import append, event, events_in, everyones_states

from annotations import workflow
from annotations.config import Importing
from annotations.model import NO_RULING
from annotations.store import Store
from annotations.workflow.exchanging import bundle, merge

NOW = 1_800_000_000_000_000
PEOPLE = ("ada", "ben")
STORY = (
    "The mayor opened a new bridge on Monday",
    "The bridge is three kilometres long.",
    "“It will change the city,” the mayor told reporters.",
    "The works took six years and cost forty million euros.",
)
EDITED = (STORY[0], STORY[1].replace("three", "thre"), *STORY[2:], "It opens in May.")


def imported(store: Store, folder: Path, *lines: str, now: int = NOW) -> workflow.Imported:
    path = folder / "story.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (report,) = workflow.import_paths(store, [path], settings=Importing(), now=now)
    return report


def numbers(store: Store, article: int) -> list[int]:
    return [sentence.number for sentence in store.articles.sentences(article)]


def test_rulings_go_along_where_the_words_are_the_same(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    first, second, third, fourth = numbers(store, 1)
    append(store, event(first, "claim"), event(first, "opinion", annotator="ben"))
    said = ruling("claim", secondary="opinion", note="T5", among=("claim", "opinion"))
    rule(
        store,
        review(first, said),
        review(second, ruling("claim")),
        review(third, ruling(None, decision="none", question=True)),
    )
    assert imported(store, tmp_path, *EDITED).status == "new_version"
    new = numbers(store, 2)
    rulings = {n: [given.ruling for given in all_] for n, all_ in store.reviews.rulings(2).items()}
    assert rulings == {new[0]: [said], new[2]: [ruling(None, decision="none", question=True)]}
    carried = [one for one in reviews_in(store) if one.origin == "carried"]
    assert {one.reviewer for one in carried} == {"rosa"}
    assert [one.gesture for one in carried] == [one.event_id for one in carried]
    assert store.reviews.gestures(reviewer="rosa")[0][1].origin == "key"
    assert fourth not in rulings
    assert store.drifted() == []


def test_a_decided_dispute_stays_decided(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    for number in numbers(store, 1)[:2]:
        append(store, event(number, "claim"), event(number, "opinion", annotator="ben"))
        rule(store, review(number))
    imported(store, tmp_path, *EDITED)
    assert store.queues.decided() == (1, 2)


def test_of_several_rulings_the_same_one_counts(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    (first, *_) = numbers(store, 1)
    rule(
        store,
        review(first, ruling("claim"), reviewer="max"),
        review(first, ruling("opinion"), reviewer="ada"),
        review(first, ruling("attribution"), reviewer="max"),
    )
    imported(store, tmp_path, *EDITED)
    (new, *_) = numbers(store, 2)
    decided = store.votes.article(2).ruling(new)
    assert decided is not None
    assert (decided.reviewer, decided.ruling.label) == ("max", "attribution")
    assert [given.reviewer for given in store.reviews.rulings(2)[new]] == ["max", "ada"]


def test_who_was_asked_and_has_not_looked_is_asked_about_the_same_words(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, *STORY)
    first, second, third, _ = numbers(store, 1)
    append(store, *(event(n, annotator=who) for n in (first, second, third) for who in PEOPLE))
    asked = ruling(None, note="T5", sent_to=PEOPLE)
    rule(store, *(review(n, asked) for n in (first, second, third)))
    append(store, event(first, "opinion"), event(third, None))
    assert asked_again(store, "ada", 1) == [second]
    assert imported(store, tmp_path, *EDITED).status == "new_version"
    new = numbers(store, 2)
    assert asked_again(store, "ada", 2) == []
    assert asked_again(store, "ben", 2) == [new[0], new[2]]
    assert store.reviews.rulings(2)[new[0]][0].ruling == asked


def asked_again(store: Store, annotator: str, article: int) -> list[int]:
    """What the annotator is asked to look at again in this article."""
    here = numbers(store, article)
    asked = store.reviews.sent_back(annotator=annotator)
    return [sent.sentence for sent in asked if sent.sentence in here]


def test_a_ruling_taken_back_before_the_new_version_is_not_carried(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, *STORY)
    first, *_ = numbers(store, 1)
    append(store, event(first))
    rule(store, review(first), review(first, NO_RULING))
    imported(store, tmp_path, *EDITED)
    assert store.reviews.rulings(2) == {}


def test_what_was_merged_of_the_new_version_is_not_spoken_over(
    store: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "ada.db") as ada:
        imported(ada, tmp_path, *EDITED)
        (first, *_) = numbers(ada, 1)
        append(ada, event(first, "attribution", at=NOW - 5))
        rule(ada, review(first, ruling("attribution"), at=NOW - 4))
        list(bundle(ada, tmp_path / "ada.bundle"))
    imported(store, tmp_path, *STORY)
    first, *_, fourth = numbers(store, 1)
    append(store, event(first, at=NOW - 9), event(fourth), event(first, annotator="ben"))
    rule(store, review(first, at=NOW - 8), review(first, ruling("opinion"), reviewer="max"))
    list(merge(store, tmp_path / "ada.bundle", now=NOW))
    report = imported(store, tmp_path, *EDITED)
    assert report.carried == 2
    new = numbers(store, 2)
    states = everyones_states(store, 2)
    assert states["ada"][new[0]].label == "attribution"
    assert states["ada"][new[3]].label == "claim"
    assert states["ben"][new[0]].label == "claim"
    rulings = {given.reviewer: given.ruling.label for given in store.reviews.rulings(2)[new[0]]}
    assert rulings == {"rosa": "attribution", "max": "opinion"}
    assert store.drifted() == []


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "ben.db") as store:
        yield store


def labels(store: Store, article: int, annotator: str = "ben") -> list[str | None]:
    """The labels of an annotator, sentence by sentence."""
    states = everyones_states(store, article).get(annotator, {})
    return [states[n].label if n in states else None for n in numbers(store, article)]


def exchange(one: Store, other: Store) -> None:
    """Both ways by bundle; then both have the same events, and the same comes of them."""
    merged(one, bundled(other))
    merged(other, bundled(one))
    merged(one, bundled(other))
    assert bundled(one, "one").read_bytes() == bundled(other, "other").read_bytes()
    assert said(one) == said(other)
    assert (one.drifted(), other.drifted()) == ([], [])


def test_what_somebody_says_of_the_new_version_counts_wherever_the_old_is_carried_later(
    store: Store, ben: Store, tmp_path: Path
) -> None:
    for desk in (store, ben):
        imported(desk, tmp_path, *STORY)
    append(ben, event(numbers(ben, 1)[0], "claim", annotator="ben", at=NOW - 90))
    rule(ben, review(numbers(ben, 1)[0], ruling("claim"), at=NOW - 80))
    merged(store, bundled(ben))
    imported(ben, tmp_path, *EDITED)
    append(ben, event(numbers(ben, 2)[0], "opinion", annotator="ben", at=NOW - 60))
    rule(ben, review(numbers(ben, 2)[0], ruling("opinion"), at=NOW - 50))
    imported(store, tmp_path, *EDITED, now=NOW + 5_000_000)
    assert labels(store, 2)[0] == "claim"
    exchange(store, ben)
    for desk in (store, ben):
        assert labels(desk, 2)[0] == "opinion"
        (given, *_) = desk.reviews.rulings(2)[numbers(desk, 2)[0]]
        assert given.ruling.label == "opinion"


def test_labels_merged_on_an_earlier_version_go_along_to_the_newest(
    store: Store, ben: Store, tmp_path: Path
) -> None:
    imported(ben, tmp_path, *STORY)
    append(ben, *(event(n, "opinion", annotator="ben", at=NOW - 90) for n in numbers(ben, 1)))
    rule(ben, review(numbers(ben, 1)[0], at=NOW - 80))
    for version in (STORY, EDITED, (*EDITED, "Nobody was hurt.")):
        imported(store, tmp_path, *version)
    report = merged(store, bundled(ben))
    assert (report.new, report.carried) == (5, 4)
    assert labels(store, 3) == ["opinion"] * 4 + [None, None]
    assert list(store.reviews.rulings(3)) == numbers(store, 3)[:1]
    before = events_in(store), reviews_in(store)
    again = merged(store, bundled(ben))
    assert (again.new, again.known, again.carried) == (0, 5, 0)
    assert (events_in(store), reviews_in(store)) == before
    for version in (EDITED, (*EDITED, "Nobody was hurt.")):
        imported(ben, tmp_path, *version)
    exchange(store, ben)


def test_what_is_taken_back_on_the_earlier_version_is_taken_back_on_the_newer(
    store: Store, ben: Store, tmp_path: Path
) -> None:
    imported(ben, tmp_path, *STORY)
    first, *_ = numbers(ben, 1)
    append(ben, event(first, "opinion", annotator="ben", at=NOW - 90))
    rule(ben, review(first, at=NOW - 80))
    for version in (STORY, EDITED):
        imported(store, tmp_path, *version)
    merged(store, bundled(ben))
    append(ben, event(first, None, annotator="ben", at=NOW - 70))
    rule(ben, review(first, NO_RULING, at=NOW - 60))
    merged(store, bundled(ben))
    (new, *_) = numbers(store, 2)
    assert labels(store, 2)[0] is None
    assert [given.ruling for given in store.reviews.rulings(2)[new]] == [NO_RULING]


def test_what_waited_for_an_earlier_version_goes_along(
    store: Store, ben: Store, tmp_path: Path
) -> None:
    imported(ben, tmp_path, *STORY)
    append(ben, *(event(n, "opinion", annotator="ben", at=NOW - 90) for n in numbers(ben, 1)))
    merged(store, bundled(ben))
    imported(store, tmp_path, *STORY)
    report = imported(store, tmp_path, *EDITED)
    assert (report.carried, labels(store, 2)) == (4, ["opinion"] * 4 + [None])


def test_two_machines_that_carry_the_same_make_the_same_events(
    store: Store, ben: Store, tmp_path: Path
) -> None:
    imported(ben, tmp_path, *STORY)
    append(ben, *(event(n, annotator="ben", flags=("a", "b")) for n in numbers(ben, 1)))
    rule(ben, review(numbers(ben, 1)[0], ruling("claim", sent_to=PEOPLE)))
    imported(store, tmp_path, *STORY)
    merged(store, bundled(ben))
    for desk in (store, ben):
        imported(desk, tmp_path, *EDITED)
    assert bundled(store, "here").read_bytes() == bundled(ben, "there").read_bytes()
    assert said(store) == said(ben)


def test_undo_leaves_what_was_carried(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    append(store, event(numbers(store, 1)[0], "claim"))
    imported(store, tmp_path, *EDITED)
    (new, *_) = numbers(store, 2)
    append(store, event(new, "opinion"))
    (_, top), *_ = store.labels.gestures(annotator="ada")
    (change,) = store.labels.changes(top.id, annotator="ada")
    assert (change.before.label, change.after.label) == ("claim", "opinion")


LONG = (*STORY, "The old ferry stopped on the same day.", "Its captain bought a boat of his own.")


def carried(store: Store, article: int) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Sentence → label and flags, of those of an article that have a label."""
    states = store.labels.states(article, annotator="ada")
    return {
        sentence.text: (states[sentence.number].label, states[sentence.number].flags)
        for sentence in store.articles.sentences(article)
        if sentence.number in states
    }


def test_a_moved_sentence_takes_its_label_along_to_be_looked_at(
    store: Store, tmp_path: Path
) -> None:
    imported(store, tmp_path, *LONG)
    append(store, *(event(number, "claim") for number in numbers(store, 1)))
    rule(store, review(numbers(store, 1)[1], ruling("opinion")))
    swapped = (LONG[0], LONG[4], LONG[2], LONG[3], LONG[1], LONG[5])
    imported(store, tmp_path, *swapped)
    found = carried(store, 2)
    assert set(found) == set(LONG)
    assert {text for text, (_, flags) in found.items() if flags == ("changed",)} == {
        LONG[1],
        LONG[4],
    }
    assert store.reviews.rulings(2) == {}
    assert store.drifted() == []


def test_of_a_split_sentence_no_half_gets_the_label(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *LONG)
    append(store, *(event(number, "claim") for number in numbers(store, 1)))
    halves = ("The works took six years.", "They cost forty million euros.")
    imported(store, tmp_path, *LONG[:3], *halves, *LONG[4:])
    found = carried(store, 2)
    assert not set(halves) & set(found)
    assert len(found) == len(LONG) - 1
    assert not any(flags for _, flags in found.values())


def test_a_line_that_is_doubled_is_labelled_once(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *LONG)
    append(store, *(event(number, "claim") for number in numbers(store, 1)))
    imported(store, tmp_path, *LONG[:2], LONG[1], *LONG[2:])
    states = store.labels.states(2, annotator="ada")
    assert len(states) == len(LONG)


def test_an_article_edited_back_has_the_labels_it_had(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *LONG)
    append(store, *(event(number, "claim") for number in numbers(store, 1)))
    imported(store, tmp_path, *LONG[:1], *LONG[2:])
    back = imported(store, tmp_path, *LONG)
    found = carried(store, 1)
    assert back.status in {"unchanged", "new_version"}
    assert {label for label, _ in found.values()} == {"claim"}
    assert set(found) == set(LONG)
