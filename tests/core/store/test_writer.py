import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support import ENVIRONMENT, add_article, event, events_in, gesture

from annotations.errors import NotSaved
from annotations.model import LabelEvent
from annotations.review import fold
from annotations.store import NotYetSaved, Outcome, Place, Refused, Saved, Store, Writer, writer
from annotations.store.connection import reopen

HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
"""

TYPE_UNTIL_KILLED = """
import sys
from pathlib import Path
from annotations.store import Saved, Store, Writer
from support import gesture

def report(outcome):
    assert isinstance(outcome, Saved), outcome
    for saved in outcome.gestures:
        sys.stdout.write("".join(event.event_id.hex() + "\\n" for event in saved))
    sys.stdout.flush()

path, run = Path(sys.argv[1]), int(sys.argv[2])
writer = Writer(path, report)
labels = ("claim", "opinion", None)
for press in range(100_000):
    first = press % 20 + 1
    annotator = ("ada", "ben")[press % 2]
    sentences = range(first, min(20, first + press % 3) + 1)
    writer.submit(gesture(list(sentences), labels[(press + run) % 3], annotator=annotator))
    writer.drain(1)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, [f"Sentence {n}." for n in range(1, 21)])
    return path


class Desk:
    """A writer with all it reported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outcomes: list[Outcome] = []
        self.writer = Writer(path, self.outcomes.append)

    def saved(self) -> list[LabelEvent]:
        return [
            one
            for outcome in self.outcomes
            if isinstance(outcome, Saved)
            for made in outcome.gestures
            for one in made
            if isinstance(one, LabelEvent)
        ]

    def wait_for(self, kind: type[Outcome], seconds: float = 10) -> Outcome:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for outcome in self.outcomes:
                if isinstance(outcome, kind):
                    return outcome
            time.sleep(0.005)
        raise AssertionError(f"no {kind.__name__} in {self.outcomes}")


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = Desk(path)
    yield made
    made.writer.close(1)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither waits long for another program nor long to try again."""
    monkeypatch.setattr(writer, "FIRST_RETRY", 0.02)
    monkeypatch.setattr(writer, "LAST_RETRY", 0.1)
    monkeypatch.setattr(writer, "reopen", lambda path: reopen(path, timeout=0.05))


def in_file(path: Path) -> list[LabelEvent]:
    with Store(path, checked=True) as store:
        return events_in(store)


def ids(events: list[LabelEvent]) -> list[bytes]:
    return [one.event_id for one in events]


@contextmanager
def locked_by_another_process(path: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            process.communicate("\n", timeout=10)


def test_what_was_reported_saved_is_in_the_file_in_the_order_pressed(path: Path) -> None:
    seen: list[bool] = []
    done: list[bytes] = []

    def report(outcome: Outcome) -> None:
        assert isinstance(outcome, Saved)
        done.extend(one.event_id for made in outcome.gestures for one in made)
        seen.append(ids(in_file(path)) == done)

    made = Writer(path, report)
    pressed = [gesture([n % 20 + 1, (n + 1) % 20 + 1]) for n in range(200)]
    for one in pressed:
        made.submit(one)
    assert made.close() == ()
    assert seen
    assert all(seen)
    assert done == [one.event_id for whole in pressed for one in whole]


def test_a_drained_writer_has_written_and_reported_everything(desk: Desk) -> None:
    assert desk.writer.drain(0)
    for n in range(1, 21):
        desk.writer.submit((event(n),))
    assert desk.writer.drain(10)
    assert len(desk.saved()) == 20
    assert ids(in_file(desk.path)) == ids(desk.saved())


def test_the_last_of_many_places_is_kept(desk: Desk) -> None:
    for position in range(1, 100):
        desk.writer.submit(Place("ada", 1, position))
    assert desk.writer.drain(10)
    assert desk.outcomes == []
    with Store(desk.path, checked=True) as store:
        assert store.labels.place(annotator="ada") == (1, 99)
        assert store.labels.place(annotator="ben") is None


def test_no_thread_is_left_behind(path: Path) -> None:
    before = threading.active_count()
    made = Writer(path, lambda _: None)
    made.submit((event(1),))
    assert made.close() == ()
    assert threading.active_count() == before
    assert made.close() == ()


def test_a_closed_writer_takes_nothing_in_silence(path: Path) -> None:
    made = Writer(path, lambda _: None)
    made.close()
    with pytest.raises(NotSaved, match="closed"):
        made.submit((event(1),))


def test_a_lock_of_another_program_delays_and_loses_nothing(
    path: Path, impatient: None, desk: Desk
) -> None:
    with locked_by_another_process(path):
        for n in range(1, 6):
            desk.writer.submit((event(n),))
        desk.writer.submit(Place("ada", 1, 5))
        outcome = desk.wait_for(NotYetSaved)
        assert isinstance(outcome, NotYetSaved)
        assert "another program keeps" in str(outcome.error)
        assert not desk.writer.drain(0.1)
        assert desk.saved() == []
    assert desk.writer.drain(10)
    assert ids(in_file(path)) == ids(desk.saved())
    assert len(desk.saved()) == 5


def test_what_could_not_be_written_comes_back_from_close(path: Path) -> None:
    desk = Desk(path)  # with its own patience: the thread is inside SQLite when we leave
    pressed = [(event(n),) for n in range(1, 6)]
    with locked_by_another_process(path):
        desk.writer.submit(pressed[0])
        time.sleep(0.1)
        for one in pressed[1:]:
            desk.writer.submit(one)
        started = time.monotonic()
        assert desk.writer.close(0.2) == tuple(pressed)
        assert time.monotonic() - started < 1
    desk.writer._thread.join(10)
    assert not desk.writer._thread.is_alive()


def test_writing_again_what_close_gave_back_is_safe(path: Path, impatient: None) -> None:
    desk = Desk(path)
    with locked_by_another_process(path):
        desk.writer.submit((event(1),))
        left = desk.writer.close(0.2)
    again = Desk(path)
    for one in (*left, *left):
        again.writer.submit(one)
    assert again.writer.close() == ()
    assert len(in_file(path)) == 1


def test_a_full_disk_is_told_and_what_waits_is_saved_when_there_is_room(
    path: Path, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [0]

    def small(path: Path) -> sqlite3.Connection:
        connection = reopen(path, timeout=0.05)
        connection.execute(f"PRAGMA max_page_count = {pages[0] or 2**30}")
        return connection

    with closing(sqlite3.connect(path)) as connection:
        pages[0] = connection.execute("PRAGMA page_count").fetchone()[0] + 2
    monkeypatch.setattr(writer, "reopen", small)
    desk = Desk(path)
    pressed = [(event(n % 20 + 1, note="a long note " * 100),) for n in range(40)]
    for one in pressed:
        desk.writer.submit(one)
    outcome = desk.wait_for(NotYetSaved)
    assert isinstance(outcome, NotYetSaved)
    assert "is full" in str(outcome.error)
    assert outcome.waiting
    pages[0] = 0
    assert desk.writer.close() == ()
    assert ids(in_file(path)) == ids([one for (one,) in pressed]) == ids(desk.saved())


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_goes_away_is_missed_until_it_is_back(
    path: Path, tmp_path: Path, desk: Desk, impatient: None, *, replaced: bool
) -> None:
    desk.writer.submit((event(1),))
    assert desk.writer.drain(10)
    away = tmp_path / "elsewhere.db"
    path.rename(away)
    if replaced:
        with Store(tmp_path / "other.db") as other:
            add_article(other, ["Another one."])
        (tmp_path / "other.db").rename(path)
    desk.writer.submit((event(2),))
    outcome = desk.wait_for(NotYetSaved)
    assert isinstance(outcome, NotYetSaved)
    assert ("replaced by another file" if replaced else "is gone") in str(outcome.error)
    if replaced:
        assert in_file(path) == []  # the -wal of the old file is not taken for that of this one
        assert ids(in_file(away)) == ids(desk.saved())
        path.unlink()
    away.rename(path)
    assert desk.writer.drain(10)
    assert ids(in_file(path)) == ids(desk.saved())
    assert len(desk.saved()) == 2


def test_a_deleted_file_is_not_made_anew(path: Path, impatient: None) -> None:
    desk = Desk(path)
    path.unlink()
    desk.writer.submit((event(1),))
    desk.wait_for(NotYetSaved)
    assert len(desk.writer.close(0.1)) == 1
    assert not path.exists()


def test_a_commit_into_a_file_that_was_just_taken_away_is_not_reported_saved(
    path: Path, tmp_path: Path, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "elsewhere.db"
    commit = Writer._commit
    commits: list[object] = []

    def taken_away_meanwhile(self: Writer, *arguments: object) -> None:
        commit(self, *arguments)  # type: ignore[arg-type]  # passed on as they came
        commits.append(arguments)
        if len(commits) == 1:
            path.rename(away)

    monkeypatch.setattr(Writer, "_commit", taken_away_meanwhile)
    desk = Desk(path)
    desk.writer.submit((event(1),))
    desk.wait_for(NotYetSaved)
    assert desk.saved() == []
    away.rename(path)
    assert desk.writer.close() == ()
    assert ids(in_file(path)) == ids(desk.saved())
    assert len(desk.saved()) == 1


POISON = [
    pytest.param(lambda: event(999), id="unknown sentence"),
    pytest.param(lambda: event(1, annotator=""), id="nobody"),
    pytest.param(lambda: event(1, note="half a pair: \ud800"), id="not unicode"),
    pytest.param(lambda: event(2**70), id="more than 64 bits"),
    pytest.param(lambda: event(1, gesture=b"short"), id="no gesture id"),
]


@pytest.mark.parametrize("poison", POISON)
def test_a_gesture_that_the_database_never_takes_holds_up_no_other(
    desk: Desk, poison: "Iterator[LabelEvent]"
) -> None:
    bad = (event(3), poison())  # type: ignore[operator]
    before, after = gesture([1, 2]), gesture([4, 5])
    for one in (before, bad, after):
        desk.writer.submit(one)
    assert desk.writer.drain(10)
    refused = [one for one in desk.outcomes if isinstance(one, Refused)]
    assert [one.gesture for one in refused] == [bad]
    assert "refuses a label" in str(refused[0].error)
    assert ids(desk.saved()) == ids([*before, *after]) == ids(in_file(desk.path))


def test_a_place_that_does_not_exist_costs_no_label(desk: Desk) -> None:
    desk.writer.submit(Place("ada", 999, 1))
    assert desk.writer.drain(10)
    desk.writer._news.acquire()  # so that both are met together
    desk.writer.submit((event(1),))
    desk.writer.submit(Place("ada", 999, 1))
    desk.writer._news.release()
    assert desk.writer.drain(10)
    assert len(in_file(desk.path)) == 1
    assert not [one for one in desk.outcomes if isinstance(one, Refused)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_whose_listener_failed_takes_nothing_more_in_silence(path: Path) -> None:
    def fails(_: Outcome) -> None:
        raise RuntimeError("a bug in the listener")

    made = Writer(path, fails)
    made.submit((event(1),))
    made._thread.join(10)
    with pytest.raises(NotSaved):
        made.submit((event(2),))
    assert made.close(0) == ()
    assert len(in_file(path)) == 1


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(path: Path) -> None:
    acknowledged: list[bytes] = []
    for run in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", TYPE_UNTIL_KILLED, str(path), str(run)],
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(0.013 * (run + 1))
            process.kill()
            lines = (first + process.stdout.read()).split()
        acknowledged += [bytes.fromhex(line.decode()) for line in lines if len(line) == 32]
    with Store(path) as store:
        events = events_in(store)
        assert set(acknowledged) <= {one.event_id for one in events}
        assert store.quick_check() == "ok"
        assert store.drifted() == []
        states = fold.current(events)
        assert store.labels.states(1, annotator="ada") == {
            sentence: state for (sentence, who), state in states.items() if who == "ada"
        }
    assert len(acknowledged) >= 10
