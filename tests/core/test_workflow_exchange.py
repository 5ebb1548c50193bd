"""Bundles and merging: whatever travels in whatever order, in the end everybody has the same."""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
from annotations.model import LabelState, Origin, Ruling
from annotations.review import fold
from annotations.review.undo import Redoable, Undoable, stacks
from annotations.store import Store
from annotations.store.reviews import COLUMNS, ruling_of
from annotations.workflow import exchanging
from annotations.workflow.exchanging import Merged, bundle, merge

NOW = 1_700_000_000_000_000
ARTICLES = tuple(
    article_of([f"Sentence {n} of {name}." for n in range(size)], name=name)
    for name, size in (("a", 3), ("b", 1), ("c", 2))
)
PLACES = tuple((k, n) for k, article in enumerate(ARTICLES) for n in range(len(article.spans)))
DESKS = 3


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "PAUSE", 0)


def bundled(store: Store, name: str = "all.bundle") -> Path:
    path = store.path.with_name(name)
    list(bundle(store, path))
    return path


def merged(store: Store, path: Path) -> Merged:
    *_, last = merge(store, path)
    return last


def counts(report: Merged) -> tuple[int, int, int, int]:
    return report.new, report.known, report.waiting, report.unmatched


def said(store: Store) -> dict[str, object]:
    """The derived tables by names and ids, which mean the same in every database."""
    execute = store._connection.execute
    who = dict(execute("SELECT number, name FROM annotator"))
    where = dict(execute("SELECT number, lower(hex(id)) FROM sentence"))
    what = dict(execute("SELECT number, lower(hex(id)) FROM article"))
    return {
        "label_current": {
            (where[s], who[a], what[k]): rest
            for s, a, k, *rest in execute(
                "SELECT sentence, annotator, article, label, secondary, flags, note, at, event_id,"
                "       guideline FROM label_current"
            )
        },
        "progress": {(who[a], what[k]): rest for a, k, *rest in execute("SELECT * FROM progress")},
        "tally": {(who[a], what[k], *rest) for a, k, *rest in execute("SELECT * FROM tally")},
        "disputed": {
            (where[s], what[k]): rest for s, k, *rest in execute("SELECT * FROM disputed")
        },
        "review_current": {
            (where[s], who[a], what[k]): rest
            for s, a, k, *rest in execute("SELECT * FROM review_current")
        },
    }


def folded(store: Store) -> tuple[object, ...]:
    """What the events come to, read one by one."""
    execute = store._connection.execute
    places = dict(execute("SELECT number, article FROM sentence"))
    states, ruled = fold.current(events_in(store)), fold.rulings(reviews_in(store))
    return (
        states,
        fold.progress(states, places),
        fold.tally(states, places),
        fold.disputed(states, ruled),
        ruled,
    )


def derived(store: Store) -> tuple[object, ...]:
    """The derived tables in the shape of the fold."""
    execute = store._connection.execute
    who = dict(execute("SELECT number, name FROM annotator"))
    return (
        {
            (s, who[a]): LabelState(label, secondary, tuple(flags.split()), note)
            for s, a, label, secondary, flags, note in execute(
                "SELECT sentence, annotator, label, secondary, flags, note FROM label_current"
            )
        },
        {(who[a], k): (n, f) for a, k, n, f in execute("SELECT * FROM progress")},
        {(who[a], k, label): n for a, k, label, n in execute("SELECT * FROM tally")},
        {
            s: (severity, bool(decided))
            for s, severity, decided in execute("SELECT sentence, severity, decided FROM disputed")
        },
        {
            (s, who[a]): ruling_of(*rest)
            for s, a, *rest in execute(
                f"SELECT sentence, reviewer, {', '.join(COLUMNS)} FROM review_current"
            )
        },
    )


# Random histories at three desks.


@dataclass(frozen=True)
class Said:
    """Somebody does something at a desk."""

    desk: int
    annotator: str
    what: Origin
    places: tuple[tuple[int, int], ...]
    state: LabelState
    later: int


@dataclass(frozen=True)
class Ruled:
    """A reviewer says something at a desk."""

    desk: int
    reviewer: str
    place: tuple[int, int]
    ruling: Ruling
    later: int


@dataclass(frozen=True)
class Imported:
    """An article comes to a desk."""

    desk: int
    article: int


@dataclass(frozen=True)
class Exchanged:
    """What one desk has goes to another."""

    source: int
    target: int
    by_bundle: bool


Step = Said | Ruled | Imported | Exchanged
DESK = st.integers(0, DESKS - 1)
LATER = st.sampled_from((0, 1, 1_000_000, -1, -60_000_000))
ORIGINS: tuple[Origin, ...] = ("key", "key", "key", "undo", "redo", "import", "carried")
STATES = st.builds(
    LabelState,
    label=st.sampled_from(("claim", "opinion")),
    secondary=st.sampled_from((None, "quote")),
    flags=st.sampled_from(((), ("check", "later"))),
    note=st.sampled_from(("", "wörtlich\x1b\n")),
) | st.just(LabelState())
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        Said,
        desk=DESK,
        annotator=st.sampled_from(("ada", "ben")),
        what=st.sampled_from(ORIGINS),
        places=st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True).map(tuple),
        state=STATES,
        later=LATER,
    ),
    st.builds(
        Ruled,
        desk=DESK,
        reviewer=st.sampled_from(("rosa", "ada")),
        place=st.sampled_from(PLACES),
        ruling=st.builds(
            ruling,
            st.sampled_from((None, "claim", "opinion")),
            question=st.booleans(),
            sent_to=st.sampled_from(((), ("ben",), ("ada", "ben"))),
        ),
        later=LATER,
    ),
    st.builds(Imported, desk=DESK, article=st.integers(0, len(ARTICLES) - 1)),
    st.builds(Exchanged, source=DESK, target=DESK, by_bundle=st.booleans()),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    Store(path).close()
    return path


def desks(empty: Path) -> "Iterator[list[Store]]":
    """Three databases that have one article in common, and differ in its numbers."""
    with TemporaryDirectory() as folder, ExitStack() as opened:
        stores = []
        for desk in range(DESKS):
            path = Path(folder) / f"{desk}.db"
            shutil.copyfile(empty, path)
            store = opened.enter_context(Store(path, checked=True))
            store._connection.execute("PRAGMA synchronous = OFF")  # many small files, no power cut
            stores.append(store)
        for desk, article in ((0, 0), (0, 1), (1, 1), (1, 0), (2, 2)):
            import_article(stores[desk], article)
        yield stores


def import_article(store: Store, article: int) -> None:
    with store.transaction():
        if store.articles.known(ARTICLES[article].id) is None:
            store.articles.add(ARTICLES[article])


def number_of(store: Store, place: tuple[int, int]) -> int | None:
    article, index = place
    row = store._connection.execute(
        "SELECT number FROM sentence WHERE id = ?",
        (bytes.fromhex(ARTICLES[article].sentence_ids[index]),),
    ).fetchone()
    return None if row is None else int(row[0])


def play(stores: Sequence[Store], history: Sequence[Step]) -> None:
    now = NOW
    for step in history:
        if isinstance(step, Exchanged):
            exchange(stores[step.source], stores[step.target], by_bundle=step.by_bundle)
        elif isinstance(step, Imported):
            import_article(stores[step.desk], step.article)
        else:
            now += step.later
            say(stores[step.desk], step, now)


def say(store: Store, step: Said | Ruled, now: int) -> None:
    if isinstance(step, Ruled):
        if number := number_of(store, step.place):
            rule(store, review(number, step.ruling, reviewer=step.reviewer, at=now))
    elif step.what in ("undo", "redo"):
        wanted = Undoable if step.what == "undo" else Redoable
        past = (one for _, one in store.labels.gestures(annotator=step.annotator))
        top = next((found for found in stacks(past) if isinstance(found, wanted)), None)
        if top is not None:
            which = top.undo if isinstance(top, Redoable) else top.gesture
            append(store, *revert(store, which, annotator=step.annotator, origin=step.what, at=now))
    else:
        numbers = [number for place in step.places if (number := number_of(store, place))]
        first = None
        for number in numbers:
            made = event(
                number,
                step.state.label,
                annotator=step.annotator,
                secondary=step.state.secondary,
                flags=step.state.flags,
                note=step.state.note,
                at=now,
                origin=step.what,
                gesture=first,
            )
            first = first or made.event_id
            append(store, made)


def exchange(source: Store, target: Store, *, by_bundle: bool) -> None:
    if source is not target:
        merged(target, bundled(source, "in.bundle") if by_bundle else source.path)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(STEPS, max_size=25), order=st.randoms(use_true_random=False))
def test_whoever_exchanged_everything_has_the_same(
    empty: Path, history: list[Step], order: random.Random
) -> None:
    for stores in desks(empty):
        play(stores, history)
        rest: list[Step] = [Imported(d, k) for d in range(DESKS) for k in range(len(ARTICLES))]
        rounds = [Exchanged(s, t, (s + t) % 2 == 0) for s in range(DESKS) for t in range(DESKS)]
        order.shuffle(rest)
        late = order.randrange(len(rest) + 1)
        play(stores, [*rest[late:], *rounds, *rest[:late]])
        bundles = [bundled(store).read_bytes() for store in stores]
        first = said(stores[0])
        for store, packed in zip(stores, bundles, strict=True):
            assert said(store) == first
            assert derived(store) == folded(store)
            assert store.drifted() == []
            assert store.exchange.waiting() == (0, 0)
            assert packed == bundles[0]


# What merging promises, one by one.


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
    for report in merge(ben, bundled(ada)):
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
