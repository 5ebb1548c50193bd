"""Random histories at three desks: in the end everybody has the same, whatever the order."""

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exchanging import bundled, merged, said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import review, reviews_in, rule, ruling
from support import append, article_of, event, events_in, revert

from annotations.model import LabelState, Origin, Ruling
from annotations.review import fold
from annotations.review.undo import Redoable, Undoable, stacks
from annotations.store import Store
from annotations.store.reviews import COLUMNS, ruling_of
from annotations.workflow import exchanging as verbs
from annotations.workflow.carrying import carry_over

NOW = 1_700_000_000_000_000
ARTICLES = tuple(
    article_of([f"Sentence {n} of {name}." for n in range(size)], name=name)
    for name, size in (("a", 3), ("b", 1), ("c", 2))
)
VERSIONS = {
    0: article_of(["A first line.", *(f"Sentence {n} of a{'?' * n}." for n in range(3))], name="a"),
    2: article_of([f"Sentence {n} of c." for n in (1, 0)], name="c"),
}
"""Article → a newer version of it, with the same words and others."""
ALL = (*ARTICLES, *VERSIONS.values())
PLACES = tuple((k, n) for k, article in enumerate(ALL) for n in range(len(article.spans)))
VERSION_OF = {len(ARTICLES) + n: k for n, k in enumerate(VERSIONS)}
"""Place of a version in ALL → that of what it is a version of."""
DESKS = 3


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "PAUSE", 0)


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
    """An article, or a new version of one, comes to a desk."""

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
    st.builds(Imported, desk=DESK, article=st.integers(0, len(ALL) - 1)),
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
    """Whichever version comes later to a desk replaces the other one there, as by `import`."""
    with store.transaction():
        if store.articles.known(ALL[article].id) is not None:
            return
        others = [new for new, old in VERSION_OF.items() if old == article]
        others += [VERSION_OF[article]] if article in VERSION_OF else []
        known = (store.articles.known(ALL[other].id) for other in others)
        earlier = next((number for number in known if number is not None), None)
        number = store.articles.add(replace(ALL[article], replaces=earlier))
        if earlier is not None:
            carry_over(store, earlier, number)


def number_of(store: Store, place: tuple[int, int]) -> int | None:
    article, index = place
    row = store._connection.execute(
        "SELECT number FROM sentence WHERE id = ?",
        (bytes.fromhex(ALL[article].sentence_ids[index]),),
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
        rest: list[Step] = [Imported(d, k) for d in range(DESKS) for k in range(len(ALL))]
        rounds = [Exchanged(s, t, (s + t) % 2 == 0) for s in range(DESKS) for t in range(DESKS)]
        order.shuffle(rest)
        late = order.randrange(len(rest) + 1)
        play(stores, [*rest[late:], *rounds, *rest[:late], *rounds])
        bundles = [bundled(store).read_bytes() for store in stores]
        first = said(stores[0])
        for store, packed in zip(stores, bundles, strict=True):
            assert said(store) == first
            assert derived(store) == folded(store)
            assert store.drifted() == []
            assert store.exchange.waiting() == (0, 0)
            assert packed == bundles[0]
