"""Rulings on an edited article, and what had been merged before the new version came."""

from pathlib import Path

from reviewing import review, reviews_in, rule, ruling
from support import append, event

from annotations import workflow
from annotations.config import Importing
from annotations.model import NO_RULING
from annotations.store import Store
from annotations.workflow.exchanging import bundle, merge

NOW = 1_800_000_000_000_000
STORY = (
    "The mayor opened a new bridge on Monday",
    "The bridge is three kilometres long.",
    "“It will change the city,” the mayor told reporters.",
    "The works took six years and cost forty million euros.",
)
EDITED = (STORY[0], STORY[1].replace("three", "thre"), *STORY[2:], "It opens in May.")


def imported(store: Store, folder: Path, *lines: str) -> workflow.Imported:
    path = folder / "story.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (report,) = workflow.import_paths(store, [path], settings=Importing(), now=NOW)
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
    assert len({one.gesture for one in carried}) == 1
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


def test_nobody_is_asked_again_about_the_new_version(store: Store, tmp_path: Path) -> None:
    imported(store, tmp_path, *STORY)
    first, second, *_ = numbers(store, 1)
    append(store, event(first), event(second))
    rule(
        store,
        review(first, ruling("claim", sent_to=("ada",))),
        review(second, ruling(None, sent_to=("ada",))),
        review(second, ruling(None), reviewer="max"),
    )
    imported(store, tmp_path, *EDITED)
    new = set(numbers(store, 2))
    assert [given.ruling.sent_to for given in store.reviews.rulings(2)[min(new)]] == [()]
    assert {sent.sentence for sent in store.reviews.sent_back(annotator="ada")} & new == set()
    assert all(one.ruling != NO_RULING for one in reviews_in(store) if one.origin == "carried")


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
    list(merge(store, tmp_path / "ada.bundle"))
    report = imported(store, tmp_path, *EDITED)
    assert report.carried == 2
    new = numbers(store, 2)
    states = store.labels.everyones_states(2)
    assert states["ada"][new[0]].label == "attribution"
    assert states["ada"][new[3]].label == "claim"
    assert states["ben"][new[0]].label == "claim"
    rulings = {given.reviewer: given.ruling.label for given in store.reviews.rulings(2)[new[0]]}
    assert rulings == {"rosa": "attribution", "max": "opinion"}
    assert store.drifted() == []
