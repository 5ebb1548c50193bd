"""What bundling and merging promise, one by one."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from exchanging import bundled, merged, said
from reviewing import review, reviews_in, rule, ruling
from support import (
    ENVIRONMENT,
    add_article,
    append,
    article_of,
    event,
    events_in,
    gesture,
    revert,
)

from annotations.errors import ExportFailed, MergeRefused
from annotations.model import END_OF_TIME, LabelState
from annotations.store import Store
from annotations.workflow import exchanging as verbs
from annotations.workflow.exchanging import DAY, Merged, bundle, merge

NOW = 1_700_000_000_000_000


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "PAUSE", 0)


def counts(report: Merged) -> tuple[int, int, int, int]:
    return report.new, report.known, report.waiting, report.unmatched


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "ada.db") as store:
        add_article(store, ["One.", "Two.", "Three."])
        append(store, event(1), event(2, "opinion", flags=("check",), note="why?"))
        rule(store, review(2, ruling("claim", among=("claim", "opinion"), sent_to=("ada",))))
        yield store


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "ben.db") as store:
        add_article(store, ["Something else."], name="other.txt")
        add_article(store, ["One.", "Two.", "Three."])
        yield store


def test_merging_brings_labels_and_rulings(ada: Store, ben: Store) -> None:
    assert counts(merged(ben, bundled(ada))) == (3, 0, 0, 0)
    assert said(ben) == said(ada)
    assert [one.sentence for one in events_in(ben)] == [2, 3]


def test_merging_twice_changes_nothing(ada: Store, ben: Store) -> None:
    path = bundled(ada)
    merged(ben, path)
    before = said(ben), events_in(ben), reviews_in(ben)
    assert counts(merged(ben, path)) == (0, 3, 0, 0)
    assert counts(merged(ben, ada.path)) == (0, 3, 0, 0)
    assert (said(ben), events_in(ben), reviews_in(ben)) == before


def test_events_keep_their_own_time(ada: Store, ben: Store) -> None:
    append(ben, event(2, "opinion", at=NOW + 1_000_000))
    merged(ben, bundled(ada))
    assert [one.at for one in events_in(ben)] == [NOW + 1_000_000, NOW, NOW]
    assert ben.labels.states(2, annotator="ada")[2] == LabelState("opinion")


def test_a_bundle_of_a_merged_database_equals_the_other(
    ada: Store, ben: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "new.db") as store:
        merged(store, bundled(ada))
        assert bundled(store, "again").read_bytes() == bundled(ada).read_bytes()
    merged(ben, bundled(ada))
    assert bundled(ben, "bens").read_bytes() == bundled(ada).read_bytes()


def test_events_wait_for_their_article(ada: Store, tmp_path: Path) -> None:
    with Store(tmp_path / "new.db") as store:
        report = merged(store, bundled(ada))
        assert counts(report) == (0, 0, 3, 0)
        assert report.waiting_articles == 1
        assert counts(merged(store, ada.path)) == (0, 0, 3, 0)
        assert store.exchange.waiting() == (3, 1)
        assert said(store)["label_current"] == {}
        add_article(store, ["Something else."], name="other.txt")
        assert store.exchange.waiting() == (3, 1)
        add_article(store, ["One.", "Two.", "Three."])
        assert store.exchange.waiting() == (0, 0)
        assert said(store) == said(ada)
        assert store.drifted() == []
        assert counts(merged(store, ada.path)) == (0, 3, 0, 0)


def test_an_article_that_is_not_stored_leaves_its_events_waiting(
    ada: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "new.db") as store:
        merged(store, bundled(ada))
        with pytest.raises(KeyError):
            add_and_fail(store)
        assert store.exchange.waiting() == (3, 1)
        assert events_in(store) == []


def add_and_fail(store: Store) -> None:
    with store.transaction():
        store.articles.add(article_of(["One.", "Two.", "Three."]))
        raise KeyError


def test_events_on_sentences_divided_otherwise_are_kept_and_counted(
    ada: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "new.db") as store:
        new = article_of(["One.\nTwo.", "Three."])
        assert new.id == article_of(["One.", "Two.", "Three."]).id
        with store.transaction():
            store.articles.add(new)
        assert counts(merged(store, bundled(ada))) == (0, 0, 0, 3)
        assert events_in(store) == []
        assert bundled(store, "again").read_bytes() == bundled(ada).read_bytes()


def test_undo_does_not_take_back_what_was_merged(ada: Store, ben: Store) -> None:
    merged(ben, bundled(ada))
    assert ben.labels.gestures(annotator="ada") == []
    own = event(4, "boilerplate", at=NOW + 5)
    append(ben, own)
    (top,) = [one for _, one in ben.labels.gestures(annotator="ada")]
    append(ben, *revert(ben, top.id, annotator="ada", origin="undo", at=NOW + 6))
    states = ben.labels.states(2, annotator="ada")
    assert {number: state.label for number, state in states.items()} == {
        2: "claim",
        3: "opinion",
        4: None,
    }


def test_undo_of_what_a_merged_label_overtook_leaves_that_label(ada: Store, ben: Store) -> None:
    done = gesture([2, 4], "boilerplate", at=NOW - 10)
    append(ben, *done)
    merged(ben, bundled(ada))
    assert ben.labels.states(2, annotator="ada")[2].label == "claim"
    append(ben, *revert(ben, done[0].gesture, annotator="ada", origin="undo", at=NOW + 5))
    states = ben.labels.states(2, annotator="ada")
    assert (states[2].label, states[4].label) == ("claim", None)


def test_undo_goes_back_to_what_was_merged_before(ada: Store, ben: Store) -> None:
    merged(ben, bundled(ada))
    done = gesture([2], "boilerplate", at=NOW + 10)
    append(ben, *done)
    append(ben, *revert(ben, done[0].gesture, annotator="ada", origin="undo", at=NOW + 20))
    assert ben.labels.states(2, annotator="ada")[2].label == "claim"


def test_a_label_given_after_merging_is_later_than_all_merged(ada: Store, ben: Store) -> None:
    merged(ben, bundled(ada))
    append(ben, event(2, "boilerplate", at=5))
    assert ben.labels.states(2, annotator="ada")[2].label == "boilerplate"
    merged(ada, bundled(ben))
    assert ada.labels.states(1, annotator="ada")[1].label == "boilerplate"


def test_an_event_that_says_something_else_here_refuses_the_file(
    ada: Store, ben: Store, tmp_path: Path
) -> None:
    first, other = event(3, "claim", annotator="cleo"), event(1, "opinion", annotator="cleo")
    append(ada, first)
    with Store(tmp_path / "third.db") as third:
        add_article(third, ["One.", "Two.", "Three."])
        append(third, replace(other, event_id=first.event_id, sentence=3))
        merged(ben, bundled(third, "third"))
    before = bundled(ben, "before").read_bytes()
    with pytest.raises(MergeRefused, match="says something else"):
        merged(ben, bundled(ada))
    assert bundled(ben, "after").read_bytes() == before


def test_an_event_that_waits_here_and_says_something_else_refuses_the_file(
    ada: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "new.db") as store:
        merged(store, bundled(ada))
        store._connection.execute("UPDATE pending_event SET event = replace(event, 'why?', 'so!')")
        with pytest.raises(MergeRefused, match="says something else"):
            merged(store, bundled(ada))


def test_a_file_from_the_future_is_refused_whole(ada: Store, ben: Store) -> None:
    append(ada, event(3, at=END_OF_TIME - 1))
    before = bundled(ben, "before").read_bytes()
    for source in (bundled(ada), ada.path):
        with pytest.raises(MergeRefused, match="dated 2099-12-31, more than a day ahead of the"):
            merged(ben, source, now=NOW)
    assert bundled(ben, "after").read_bytes() == before


def test_a_clock_may_be_a_day_ahead(ada: Store, ben: Store) -> None:
    rule(ada, review(3, at=NOW + DAY))
    assert merged(ben, bundled(ada), now=NOW).new == 4
    rule(ada, review(3, at=NOW + DAY + 1))
    with pytest.raises(MergeRefused, match="more than a day ahead"):
        merged(ben, bundled(ada), now=NOW)


def test_a_bundle_never_overwrites_the_database(ada: Store) -> None:
    for ending in ("", "-wal", "-shm"):
        with pytest.raises(ExportFailed, match="the database itself"):
            list(bundle(ada, Path(f"{ada.path}{ending}")))


def test_an_interrupted_bundle_leaves_the_old_one(ada: Store, tmp_path: Path) -> None:
    path = bundled(ada)
    before = path.read_bytes()
    append(ada, event(3))
    steps = bundle(ada, path)
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator, which the caller need not know
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_an_interrupted_merge_is_completed_by_merging_again(
    ada: Store, ben: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        for at in range(200):
            append(ada, event(number, "claim" if at % 2 else "opinion", at=NOW + at))
    for report in merge(ben, bundled(ada), now=NOW):
        if report.new:
            break
    assert 0 < report.new < 603
    again = merged(ben, bundled(ada))
    assert (again.new + report.new, again.known) == (603, report.new)
    assert said(ben) == said(ada)


def test_an_empty_database_makes_a_bundle_that_merges(ben: Store) -> None:
    assert counts(merged(ben, bundled(ben))) == (0, 0, 0, 0)


WRITER = """
import sys, time
from pathlib import Path
from support import append, event
from annotations.store import Store

with Store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for number in range(40):
        append(store, event(4, "claim" if number % 2 else "opinion", annotator="fay"))
        time.sleep(0.005)
"""


def test_labels_go_on_being_saved_while_another_process_merges(
    ada: Store, ben: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    for at in range(1500):
        append_fast(ada, at)
    path = bundled(ada)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(ben.path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        report = merged(ben, path)
        _, stderr = writer.communicate(timeout=30)
    assert (writer.returncode, stderr) == (0, b"")
    assert report.new == 1503
    assert len(events_in(ben)) == 1502 + 40
    assert ben.drifted() == []


def append_fast(store: Store, at: int) -> None:
    store._connection.execute("PRAGMA synchronous = OFF")
    append(store, event(1 + at % 3, "claim", at=NOW + at))
