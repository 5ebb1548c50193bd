from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reviewing import review, reviews_in, rule, ruling
from support import add_article, append, event

from annotations.model import NO_RULING, Change, LabelState, Step
from annotations.review.queues import Audit, Cell, Disputes, Lessons, Questions, following
from annotations.store import Saved, Store, Writer
from annotations.store.writer import Outcome


@pytest.fixture
def split(store: Store) -> Store:
    """Two articles of three sentences; ada and ben differ on sentences 2 and 4, cleo on 4."""
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    add_article(store, ["Four.", "Five.", "Six."], name="b.txt")
    given = {1: ("c", "c"), 2: ("c", "o"), 3: ("a", "a"), 4: ("c", "o"), 5: ("a", "a")}
    for sentence, (ada, ben) in given.items():
        append(
            store,
            replace(event(sentence, ada), ms=900 if sentence == 3 else 4_000),
            event(sentence, ben, annotator="ben", flags=("check",) if sentence == 5 else ()),
        )
    append(store, event(4, "b", annotator="cleo"))
    return store


def test_disputes_come_worst_first_and_then_by_article(split: Store) -> None:
    append(split, event(5, "x", annotator="cleo"))
    assert list(split.queues.find(Disputes())) == [4, 2, 5]


def test_a_decided_dispute_leaves_the_queue(split: Store) -> None:
    rule(split, review(4))
    assert list(split.queues.find(Disputes())) == [2]
    assert split.queues.decided() == (1, 2)


def test_disputes_between_two_leave_out_where_only_others_differ(split: Store) -> None:
    assert list(split.queues.find(Disputes(between=("ben", "cleo")))) == [4]
    assert list(split.queues.find(Disputes(between=("ada", "ben")))) == [4, 2]


def test_older_versions_of_articles_are_not_reviewed(split: Store) -> None:
    add_article(split, ["Other."], name="b.txt", replaces=2)
    assert list(split.queues.find(Disputes())) == [2]
    assert list(split.queues.find(Audit("cleo"))) == []
    assert split.queues.decided() == (0, 1)


@pytest.mark.parametrize(
    ("audit", "expected"),
    [
        (Audit("ada"), [1, 2, 3, 4, 5]),
        (Audit("ada", label="c"), [1, 2, 4]),
        (Audit("ada", article=2), [4, 5]),
        (Audit("ben", flagged=True), [5]),
        (Audit("ada", hasty=True), [3]),
        (Audit("ben", hasty=True), []),
        (Audit("nobody"), []),
    ],
)
def test_an_audit_goes_through_what_one_annotator_labelled(
    split: Store, audit: Audit, expected: list[int]
) -> None:
    assert list(split.queues.find(audit)) == expected


def test_a_sample_is_the_same_for_the_same_seed(split: Store) -> None:
    def sample(seed: int) -> list[int]:
        return list(split.queues.find(Audit("ada", sample=3, seed=seed)))

    assert sample(1) == sample(1) == sorted(sample(1))
    assert len(sample(1)) == 3
    assert len({tuple(sample(seed)) for seed in range(20)}) > 1
    assert list(split.queues.find(Audit("ada", sample=99))) == [1, 2, 3, 4, 5]


def test_what_is_decided_leaves_an_audit_and_draws_no_other_sample(split: Store) -> None:
    sample = list(split.queues.find(Audit("ada", sample=3)))
    rule(split, review(sample[0]))
    assert list(split.queues.find(Audit("ada", sample=3))) == sample[1:]
    rule(split, review(sample[0], ruling(None)))
    assert list(split.queues.find(Audit("ada", sample=3))) == sample


def test_a_cell_of_the_confusion_matrix_opens_its_sentences(split: Store) -> None:
    assert list(split.queues.find(Cell("ada", "c", "ben", "o"))) == [2, 4]
    assert list(split.queues.find(Cell("ben", "o", "ada", "c"))) == [2, 4]
    assert list(split.queues.find(Cell("ada", "a", "ben", "o"))) == []


def test_an_annotator_finds_what_was_decided_otherwise(split: Store) -> None:
    rule(
        split,
        review(1, ruling("c")),
        review(2, ruling("o")),
        review(3, ruling(None, decision="none")),
    )
    rule(split, review(4, ruling(None, note="no decision yet")))
    rule(split, review(2, ruling("c"), reviewer="max"))  # the last ruling is the one that counts
    assert list(split.queues.find(Lessons("ada"))) == [3]
    assert list(split.queues.find(Lessons("ben"))) == [2, 3]
    assert list(split.queues.find(Lessons("ada", changed=False))) == [1, 2, 3]
    assert list(split.queues.find(Lessons("zoe"))) == []


def test_guideline_questions_are_collected(split: Store) -> None:
    rule(split, review(5, ruling(None, question=True)), review(2, ruling("c", question=True)))
    rule(split, review(5, ruling(None), reviewer="max"))
    assert list(split.queues.find(Questions())) == [2, 5]


def test_the_next_sentence_of_a_queue_is_looked_for_from_the_top_again() -> None:
    assert following([7, 8, 9], 1, done={9}) == 0
    assert following([7, 8, 9], 1, done={7, 9}) == 1
    assert following([7, 8, 9], 1, done={7, 8, 9}) is None
    assert following([], 0, done=set()) is None


def test_what_is_sent_back_waits_until_the_annotator_labels_it_again(split: Store) -> None:
    rule(split, review(2, ruling(None, sent_to=("ada", "ben"), note="a quote?", reason="slip")))
    sent = split.reviews.sent_back(annotator="ben")
    assert [(one.sentence, one.reviewer, one.note, one.reason) for one in sent] == [
        (2, "rosa", "a quote?", "slip")
    ]
    append(split, event(2, "o", annotator="ben"))  # the same label: ben has looked again
    assert split.reviews.sent_back(annotator="ben") == []
    assert split.reviews.waiting() == {2}  # for ada
    rule(split, review(2, ruling(None)))
    assert split.reviews.waiting() == set()


@pytest.mark.parametrize("name", ['Ж "Ann" \\ ü', "[]", "a,b"])
def test_what_is_sent_back_finds_annotators_of_any_name(split: Store, name: str) -> None:
    append(split, event(2, "c", annotator=name), event(3, "c", annotator=name[:1]))
    rule(split, review(5, ruling(None, sent_to=(name,))), review(2, ruling(None, sent_to=(name,))))
    assert [one.sentence for one in split.reviews.sent_back(annotator=name)] == [2, 5]
    assert split.reviews.sent_back(annotator=name[:1]) == []
    assert split.reviews.waiting() == {2, 5}


def test_what_is_sent_back_is_looked_for_in_what_was_sent_alone(split: Store) -> None:
    connection = split._connection
    said: list[str] = []
    connection.set_trace_callback(said.append)
    split.reviews.sent_back(annotator="ben")
    connection.set_trace_callback(None)
    plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {said[0]}")]
    assert plan[0] == "SCAN ruling USING INDEX review_current_sent"
    assert "SEARCH article USING INTEGER PRIMARY KEY (rowid=?)" in plan


def test_each_opinion_tells_how_long_it_took(split: Store) -> None:
    found = split.reviews.opinions(3)
    assert [(one.annotator, one.state.label, one.ms, one.origin) for one in found] == [
        ("ada", "a", 900, "key"),
        ("ben", "a", None, "key"),
    ]


def test_precedents_count_how_a_pair_of_labels_was_decided_before(split: Store) -> None:
    among = ("c", "o")
    rule(split, review(2, ruling("c", among=among)), review(4, ruling("c", among=("b", "c", "o"))))
    rule(split, review(1, replace(ruling("c", among=among), basis="majority")))
    rule(split, review(5, ruling("o", among=among)), review(6, ruling(None, among=among)))
    assert split.reviews.precedents() == {
        (among, "c"): 1,
        (among, "o"): 1,
        (("b", "c", "o"), "c"): 1,
    }


def test_the_rulings_of_an_article_come_last_first(split: Store) -> None:
    rule(split, review(2), review(2, ruling("o"), reviewer="max"), review(4))
    given = split.reviews.rulings(1)
    assert {n: [one.reviewer for one in said] for n, said in given.items()} == {2: ["max", "rosa"]}


def test_a_reviewers_gestures_are_read_back_apart_from_an_annotators(split: Store) -> None:
    first = review(2, ruling("c"), reviewer="ada")
    second = review(4, ruling("o"), reviewer="ada", gesture=first.gesture)
    later = review(2, ruling("o"), reviewer="ada")
    rule(split, first, second)
    rule(split, later)
    found = split.reviews.gestures(reviewer="ada")
    assert [gesture.id for _, gesture in found] == [later.gesture, first.gesture]
    assert split.reviews.overrulings(first.gesture, reviewer="ada") == [
        Step(2, NO_RULING, ruling("c")),
        Step(4, NO_RULING, ruling("o")),
    ]
    assert split.reviews.overrulings(later.gesture, reviewer="ada") == [
        Step(2, ruling("c"), ruling("o"))
    ]
    assert later.gesture not in {
        gesture.id for _, gesture in split.labels.gestures(annotator="ada")
    }
    made = split.labels.gestures(annotator="ada")[0][1]
    assert split.labels.changes(made.id, annotator="ada") == [
        Change(5, LabelState(), LabelState("a"))
    ]


def test_the_writer_takes_rulings_and_labels_in_the_order_they_come(split: Store) -> None:
    outcomes: list[Outcome] = []
    writer = Writer(split.path, outcomes.append)
    gestures = ((review(2, ruling("c")),), (event(6),), (review(2, ruling("o")),))
    for gesture in gestures:
        writer.submit(gesture)
    assert writer.close() == ()
    saved = [gesture for one in outcomes if isinstance(one, Saved) for gesture in one.gestures]
    assert saved == list(gestures)
    assert [one.ruling.label for one in reviews_in(split)] == ["c", "o"]


def test_names_and_notes_of_all_kinds_come_back_as_they_were(store: Store, tmp_path: Path) -> None:
    add_article(store, ["One."])
    said = ruling('ü,\n"x"', note="a\x00b\u2028", sent_to=("a,b", "[]", "Ж"), among=("ü", "z"))
    rule(store, review(1, said))
    assert store.reviews.rulings(1)[1][0].ruling == said


def test_nobody_is_asked_any_more_once_a_reviewer_has_decided(split: Store) -> None:
    rule(split, review(2, ruling(None, sent_to=("ben",))))
    rule(split, review(2, ruling("c"), reviewer="max"))
    assert split.reviews.waiting() == set()
    assert split.reviews.sent_back(annotator="ben") == []


def test_nobody_is_asked_to_look_at_an_older_version(split: Store) -> None:
    rule(split, review(2, ruling(None, sent_to=("ben",))))
    add_article(split, ["Other."], name="a.txt", replaces=1)
    assert split.reviews.waiting() == set()


def test_what_was_accepted_because_all_agreed_settles_no_later_dispute(split: Store) -> None:
    rule(split, review(1, replace(ruling("c"), basis="unanimous")))
    append(split, event(1, "o", annotator="ben"))
    assert 1 in split.queues.find(Disputes())
    assert split.drifted() == []
    rule(split, review(1, ruling("c")))
    assert 1 not in split.queues.find(Disputes())
    assert split.drifted() == []


def test_a_flag_or_a_note_is_no_answer(split: Store) -> None:
    before = split.labels.states(1, annotator="ben")[2]
    rule(split, review(2, ruling(None, sent_to=("ben",))))

    def ben(label: str | None, **said: Any) -> bool:
        append(split, event(2, label, annotator="ben", **said))
        return not split.reviews.sent_back(annotator="ben")

    assert not ben(before.label, flags=("check",))
    assert not ben(before.label, flags=("check",), note="hm")
    assert not ben(before.label, note="hm", origin="undo")
    assert split.reviews.waiting() == {2}
    assert ben(before.label, note="hm"), "the same label again"
    assert ben(before.label, note="more"), "once answered, it stays so"
    ben(before.label, flags=("changed",), note="more")
    rule(split, review(2, ruling(None, sent_to=("ben",))))
    assert not ben(before.label, flags=("changed", "check"), note="more")
    assert not ben(before.label, flags=("changed",), note="more", origin="undo")
    assert ben(before.label, note="more"), "a label takes that flag off"
    rule(split, review(2, ruling(None, sent_to=("ben",))))
    assert ben(None, note="more"), "so does taking the label off"
