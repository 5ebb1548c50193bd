"""A fact-checker whose writer is behind: what was done is held until it is on disk, no longer."""

from dataclasses import replace

import pytest
from at_claims import story
from at_work import CONFIG, Clock
from claiming import NOW, claim_from, do, the

from annotations.claims import FactGesture, Mention, Relation, Slot
from annotations.facts.claim import mention_slot
from annotations.store import Store
from tui.factwork import FactWork


class Behind:
    """Ada at a claim that was made when her clock was a day ahead; her writer waits to be told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.claim = claim_from(store, story(store)[0], 1)
        self.waiting: list[FactGesture] = []
        self.work = FactWork(
            store,
            CONFIG,
            annotator="ada",
            clock=Clock(NOW - 86_400_000_000),
            submit=self.waiting.append,
            drain=lambda _: not self.waiting,
        )
        self.work.open(self.claim)

    @property
    def shown(self) -> Mention:
        assert self.work.claim is not None
        (mention,) = self.work.claim.mentions.values()
        return mention

    @property
    def stored(self) -> Mention:
        (mention,) = the(self.store, self.claim).mentions.values()
        return mention

    def now(self, relation: Relation) -> tuple[Slot, Mention]:
        slot = mention_slot(self.claim, self.stored.sentence)
        return slot, replace(self.stored, relation=relation)

    def write(self) -> None:
        """Put on disk what waits; the report of it is still on its way."""
        with self.store.transaction():
            for gesture in self.waiting:
                self.store.facts.append(gesture)


@pytest.fixture
def ada(store: Store) -> Behind:
    return Behind(store)


def test_what_waits_stands_whatever_the_clock_said_before(ada: Behind) -> None:
    ada.work.make([ada.now("partly")])
    assert ada.work.catch_up() == []
    assert (ada.shown.relation, ada.stored.relation) == ("partly", "same")


def test_of_two_that_wait_the_last_stands(ada: Behind) -> None:
    ada.work.make([ada.now("partly")])
    ada.write()
    ada.work.make([ada.now("narrower")])
    assert ada.work.catch_up() == []
    assert (ada.shown.relation, ada.stored.relation) == ("narrower", "partly")


def test_what_was_stored_and_changed_by_somebody_since_is_not_held_on_to(ada: Behind) -> None:
    ada.work.make([ada.now("partly")])
    ada.write()
    do(ada.store, ada.now("narrower"), by="ben")
    assert ada.work.catch_up() == ["ben"]
    assert ada.shown.relation == "narrower"
