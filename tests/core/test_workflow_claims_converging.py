"""Random work on claims at three desks: nothing of others is lost, and all end with the same."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from claiming import NOW, claim_from, do, mention, new_evidence, redo, undo, verdict
from exchanging import bundled, merged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import add_article

from annotations.claims import Slot, Wording
from annotations.facts import claim as slots
from annotations.facts.claim import Claim, Held
from annotations.store import Store
from annotations.workflow import claiming
from annotations.workflow import exchanging as verbs

DESKS = 3
PEOPLE = ("ada", "ben")
SENTENCES = ("He left.", "He went.", "It rained.")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "PAUSE", 0)


@dataclass(frozen=True)
class Step:
    """Somebody does something at a desk with one of the claims there; or it goes to another."""

    desk: int
    by: str
    what: str
    which: int
    later: int


STEPS = st.builds(
    Step,
    desk=st.integers(0, DESKS - 1),
    by=st.sampled_from(PEOPLE),
    what=st.sampled_from(
        (
            *("claim", "words", "withdraw", "yes", "no", "evidence", "verdict"),
            *("undo", "undo", "undo", "redo", "redo", "exchange", "exchange"),
        )
    ),
    which=st.integers(0, 5),
    later=st.sampled_from((0, 1, 1_000_000, -1, -60_000_000)),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    with Store(path) as store:
        add_article(store, SENTENCES)
    return path


def desks(empty: Path) -> Iterator[list[Store]]:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        stores = []
        for desk in range(DESKS):
            path = Path(folder) / f"{desk}.db"
            shutil.copyfile(empty, path)
            store = opened.enter_context(Store(path, checked=True))
            store._connection.execute("PRAGMA synchronous = OFF")  # no power cut here
            stores.append(store)
        yield stores


def play(stores: Sequence[Store], history: Sequence[Step]) -> None:
    now = NOW
    for step in history:
        now += step.later
        store = stores[step.desk]
        if step.what == "exchange":
            target = stores[(step.desk + 1 + step.which) % DESKS]
            if target is not store:
                merged(target, bundled(store, "in.bundle"))
        elif step.what in ("undo", "redo"):
            take_back(store, step, now)
        elif step.what == "claim":
            claim_from(store, 1, 1 + step.which % len(SENTENCES), by=step.by)
        elif claims := list(store.facts.claims()):
            decide(store, claims[step.which % len(claims)], step, now)


def decide(store: Store, claim: Claim, step: Step, now: int) -> None:
    one = mention(store, 1, 1 + step.which % len(SENTENCES))
    words = Wording(text=f"He left {step.which} times.")
    changes: dict[str, Callable[[], list[claiming.Change]]] = {
        "words": lambda: [(slots.wording_slot(claim.id), words)],
        "withdraw": lambda: claiming.withdrawn(claim),
        "yes": lambda: [(slots.mention_slot(claim.id, one.sentence), one)],
        "no": lambda: [
            (slots.mention_slot(claim.id, one.sentence), replace(one, state="rejected"))
        ],
        "evidence": lambda: [new_evidence(claim.id)],
        "verdict": lambda: [claiming.new_verdict(claim, verdict(), checker=step.by)],
    }
    do(store, *changes[step.what](), by=step.by, at=now)


def take_back(store: Store, step: Step, now: int) -> None:
    """Undo or redo; nothing that another put into a slot last is touched by it."""
    before = held(store)
    standing = {claim.id for claim in store.facts.claims()}
    turn = undo if step.what == "undo" else redo
    turn(store, by=step.by, at=now)
    after = held(store)
    for slot, one in before.items():
        assert one.annotator == step.by or after[slot] == one
    for claim in standing - {claim.id for claim in store.facts.claims()}:
        of_others = [
            one
            for slot, one in after.items()
            if slot.claim == claim and one.annotator != step.by and one.value is not None
        ]
        # only what its own withdrawal, brought back by a redo, had covered already
        assert not of_others or step.what == "redo"


def held(store: Store) -> dict[Slot, Held]:
    rows = store._connection.execute("SELECT DISTINCT lower(hex(claim)) FROM fact_current")
    return {one.slot: one for (claim,) in rows.fetchall() for one in store.facts.held(claim)}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(STEPS, max_size=30))
def test_whoever_exchanged_everything_has_the_same_claims(empty: Path, history: list[Step]) -> None:
    for stores in desks(empty):
        play(stores, history)
        for _ in range(2):
            for source in stores:
                for target in stores:
                    if source is not target:
                        merged(target, bundled(source, "in.bundle"))
        first = list(stores[0].facts.claims())
        packed = bundled(stores[0]).read_bytes()
        for store in stores:
            assert list(store.facts.claims()) == first
            assert held(store) == held(stores[0])
            assert bundled(store).read_bytes() == packed
            assert store.drifted() == []
