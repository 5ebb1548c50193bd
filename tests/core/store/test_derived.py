import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from claiming import claim_from, the
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import review, reviews_in, rule, ruling
from support import add_article, append, event, events_in, revert

from annotations.model import LabelEvent, LabelState, Origin, Ruling
from annotations.review import fold
from annotations.review.undo import Redoable, Undoable, stacks
from annotations.store import Store
from annotations.store.reviews import COLUMNS, ruling_of

ARTICLES = (3, 1, 4)
SENTENCES = sum(ARTICLES)
ANNOTATORS = ("ada", "ben", "cleo")
LABELS = (None, "claim", "opinion", "boilerplate")
SOME = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Step:
    """One thing that someone does."""

    annotator: str
    what: Origin
    sentences: tuple[int, ...]
    state: LabelState
    later: int
    """Microseconds by which the clock moves; at times it stands still or goes back."""


STATES = st.builds(
    LabelState,
    label=st.sampled_from(LABELS),
    secondary=st.sampled_from((None, "quote")),
    flags=st.sampled_from(((), ("check",), ("check", "later"))),
    note=st.sampled_from(("", "see the other paper")),
)
ORIGINS: tuple[Origin, ...] = (
    "key",
    "key",
    "key",
    "undo",
    "undo",
    "redo",
    "import",
    "carried",
    "suggestion",
)
STEPS = st.builds(
    Step,
    annotator=st.sampled_from(ANNOTATORS),
    what=st.sampled_from(ORIGINS),
    sentences=st.lists(st.integers(1, SENTENCES), min_size=1, max_size=4).map(tuple),
    state=STATES,
    later=st.sampled_from((0, 1, 1_000_000, -1, -60_000_000)),
)


@dataclass(frozen=True)
class Review:
    """One thing that a reviewer says."""

    reviewer: str
    sentence: int
    said: Ruling
    later: int


REVIEWS = st.builds(
    Review,
    reviewer=st.sampled_from(("rosa", "ada")),
    sentence=st.integers(1, SENTENCES),
    said=st.builds(
        ruling,
        st.sampled_from((None, "claim", "opinion")),
        decision=st.sampled_from((None, "none")),
        note=st.sampled_from(("", "see T6")),
        question=st.booleans(),
        sent_to=st.sampled_from(((), ("ben",), ("ada", "ben"))),
    ),
    later=st.sampled_from((0, 1, 1_000_000, -1, -60_000_000)),
)
HISTORIES = st.lists(STEPS | REVIEWS, max_size=25)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    with Store(path) as store:
        for number, size in enumerate(ARTICLES):
            add_article(store, [f"Sentence {n} of {number}." for n in range(size)])
    return path


def fresh(empty: Path) -> "Iterator[Store]":
    with TemporaryDirectory() as folder:
        path = Path(folder) / "labels.db"
        shutil.copyfile(empty, path)
        with Store(path, checked=True) as store:
            store._connection.execute("PRAGMA synchronous = OFF")  # many small files, no power cut
            yield store


def play(store: Store, history: list[Step | Review]) -> None:
    now = 1_700_000_000_000_000
    for step in history:
        now += step.later
        if isinstance(step, Review):
            rule(store, review(step.sentence, step.said, reviewer=step.reviewer, at=now))
        else:
            append(store, *written(store, step, now))


def written(store: Store, step: Step, now: int) -> tuple[LabelEvent, ...]:
    if step.what in ("undo", "redo"):
        wanted = Undoable if step.what == "undo" else Redoable
        past = (one for _, one in store.labels.gestures(annotator=step.annotator))
        top = next((found for found in stacks(past) if isinstance(found, wanted)), None)
        if top is None:
            return ()
        which = top.undo if isinstance(top, Redoable) else top.gesture
        return revert(store, which, annotator=step.annotator, origin=step.what, at=now)
    made: list[LabelEvent] = []
    for sentence in step.sentences:
        made.append(
            event(
                sentence,
                step.state.label,
                annotator=step.annotator,
                secondary=step.state.secondary,
                flags=step.state.flags,
                note=step.state.note,
                at=now,
                origin=step.what,
                gesture=made[0].event_id if made else None,
            )
        )
    return tuple(made)


def article_of(store: Store) -> dict[int, int]:
    return dict(store._connection.execute("SELECT number, article FROM sentence"))


def derived(store: Store) -> tuple[object, ...]:
    execute = store._connection.execute
    names = dict(execute("SELECT number, name FROM annotator"))
    return (
        {
            (sentence, names[annotator]): LabelState(label, secondary, tuple(flags.split()), note)
            for sentence, annotator, label, secondary, flags, note in execute(
                "SELECT sentence, annotator, label, secondary, flags, note FROM label_current"
            )
        },
        {
            (names[annotator], article): (labelled, flagged)
            for annotator, article, labelled, flagged in execute("SELECT * FROM progress")
        },
        {
            (names[annotator], article, label): n
            for annotator, article, label, n in execute("SELECT * FROM tally")
        },
        {
            sentence: (severity, bool(decided))
            for sentence, severity, decided in execute(
                "SELECT sentence, severity, decided FROM disputed"
            )
        },
        {
            (sentence, names[reviewer]): ruling_of(*said)
            for sentence, reviewer, *said in execute(
                f"SELECT sentence, reviewer, {', '.join(COLUMNS)} FROM review_current"
            )
        },
    )


def folded(store: Store) -> tuple[object, ...]:
    articles = article_of(store)
    states = fold.current(events_in(store))
    ruled = fold.rulings(reviews_in(store))
    return (
        states,
        fold.progress(states, articles),
        fold.tally(states, articles),
        fold.disputed(states, ruled),
        ruled,
    )


@SOME
@given(history=HISTORIES)
def test_derived_tables_equal_the_fold_of_all_events(
    empty: Path, history: list[Step | Review]
) -> None:
    for store in fresh(empty):
        play(store, history)
        expected = folded(store)
        assert derived(store) == expected
        assert store.drifted() == []
        store.rebuild()
        assert derived(store) == expected


@SOME
@given(history=HISTORIES)
def test_events_of_a_pair_grow_in_time_however_the_clock_goes(
    empty: Path, history: list[Step | Review]
) -> None:
    for store in fresh(empty):
        play(store, history)
        last: dict[tuple[int, str], int] = {}
        for one in events_in(store):
            pair = (one.sentence, one.annotator)
            assert one.at > last.get(pair, -1)
            last[pair] = one.at


@SOME
@given(history=HISTORIES)
def test_events_that_come_twice_change_nothing(empty: Path, history: list[Step | Review]) -> None:
    for store in fresh(empty):
        play(store, history)
        before = derived(store)
        events = events_in(store)
        append(store, *events)
        rule(store, *reviews_in(store))
        assert events_in(store) == events
        assert derived(store) == before


def test_a_first_event_that_clears_is_counted_as_nothing_labelled(store: Store) -> None:
    article = add_article(store, ["One.", "Two."])
    append(store, event(1, None))
    assert derived(store) == (
        {(1, "ada"): LabelState()},
        {("ada", article): (0, 0)},
        {},
        {},
        {},
    )
    append(store, event(1, "claim"))
    assert store.counts.labelled(annotator="ada") == 1
    assert store.drifted() == []


def test_a_ruling_is_nobodys_label(store: Store) -> None:
    add_article(store, ["One."])
    rule(store, review(1))
    assert derived(store) == ({}, {}, {}, {}, {(1, "rosa"): ruling("claim")})
    assert store.counts.adjudicated() == 1


def test_a_dispute_is_decided_as_long_as_any_reviewer_says_so(store: Store) -> None:
    add_article(store, ["One."])
    append(store, event(1, "claim"), event(1, "opinion", annotator="ben"))
    rule(store, review(1), review(1, reviewer="max"), review(1, ruling(None)))
    assert store.queues.decided() == (1, 1)
    rule(store, review(1, ruling(None), reviewer="max"))
    assert store.queues.decided() == (0, 1)


def test_what_answers_something_is_later_than_it_whatever_the_clock_says(store: Store) -> None:
    add_article(store, ["One."])
    append(store, event(1, at=2_000))
    rule(store, review(1, at=1_000))
    append(store, event(1, "opinion", at=500))
    assert [reviews_in(store)[0].at, events_in(store)[1].at] == [2_001, 2_002]


def test_two_who_differ_are_a_dispute_until_one_of_them_changes(store: Store) -> None:
    article = add_article(store, ["One.", "Two."])
    append(store, event(1, "claim"), event(1, "opinion", annotator="ben"))
    disputes = store._connection.execute("SELECT * FROM disputed").fetchall()
    assert disputes == [(1, article, 500, 0)]
    append(store, event(1, None, annotator="ben"))
    assert store.counts.disputed() == 0
    append(store, event(1, "claim", annotator="ben"))
    assert store.counts.disputed() == 0


@pytest.mark.parametrize(
    ("tampering", "table"),
    [
        ("UPDATE label_current SET label = 'opinion' WHERE sentence = 1", "label_current"),
        ("UPDATE label_current SET note = 'tampered' WHERE sentence = 1", "label_current"),
        ("DELETE FROM label_current WHERE sentence = 2", "label_current"),
        (
            "INSERT INTO label_current VALUES (3, 1, 1, 'claim', NULL, '', '', 1, x'00', '')",
            "label_current",
        ),
        ("UPDATE progress SET labelled = labelled + 1", "progress"),
        ("UPDATE progress SET flagged = flagged + 1", "progress"),
        ("DELETE FROM progress", "progress"),
        ("UPDATE tally SET n = n + 1", "tally"),
        ("INSERT INTO tally VALUES (2, 1, 'boilerplate', 1)", "tally"),
        ("DELETE FROM disputed", "disputed"),
        ("INSERT INTO disputed VALUES (2, 1, 500, 0)", "disputed"),
        ("UPDATE disputed SET decided = 0", "disputed"),
        ("UPDATE disputed SET severity = 1", "disputed"),
        ("UPDATE review_current SET note = 'tampered'", "review_current"),
        ("DELETE FROM review_current", "review_current"),
        ('UPDATE fact_current SET value = \'{"text":"tampered"}\'', "fact_current"),
        ("UPDATE fact_current SET value = NULL", "fact_current"),
        ("UPDATE fact_current SET annotator = 2", "fact_current"),
        ("UPDATE fact_current SET at = at - 1", "fact_current"),
        ("DELETE FROM fact_current WHERE kind = 'mention'", "fact_current"),
        (
            "INSERT INTO fact_current VALUES (zeroblob(16), 'wording', '', 1, '{}', 1, x'00')",
            "fact_current",
        ),
    ],
)
def test_tampering_with_a_derived_table_is_noticed_and_mended(
    store: Store, tampering: str, table: str
) -> None:
    add_article(store, ["One.", "Two.", "Three."])
    append(store, event(1), event(2), event(1, "opinion", annotator="ben"))
    rule(store, review(1))
    claims = [the(store, claim_from(store, 1, 3))]
    assert store.drifted() == []
    expected = derived(store)
    store._connection.execute(tampering)
    assert table in store.drifted()
    store.rebuild()
    assert store.drifted() == []
    assert derived(store) == expected
    assert list(store.facts.claims()) == claims


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE label_event SET label = 'opinion'",
        "DELETE FROM label_event",
        "UPDATE review_event SET note = 'better'",
        "DELETE FROM review_event",
    ],
)
def test_events_are_neither_changed_nor_deleted(store: Store, statement: str) -> None:
    add_article(store, ["One."])
    append(store, event(1))
    rule(store, review(1))
    with pytest.raises(sqlite3.IntegrityError, match=r"(label|review) events are never"):
        store._connection.execute(statement)
