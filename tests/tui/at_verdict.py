"""Somebody in front of the verdict on a claim, without a screen."""

from at_facts import FakeDesk, published, seen
from claiming import claim_from, do, new_evidence, verdict

from annotations.claims import Verdict, VerdictLevel, VerdictName, Wording
from annotations.facts.claim import Checked, wording_slot
from annotations.store import Store
from annotations.workflow import claiming
from tui.factdesk.verdict import VerdictView
from tui.factdesk.verdictform import VERDICTS

CLAIM = "The army left the town, The New York Times reported."
LEVEL, VERDICT, CONFIDENCE, FIRST_CITE = range(4)


def claim_of_the_times(store: Store) -> str:
    """A claim that rests on The New York Times; its id."""
    article = published(store, [CLAIM], source="Mind", published="2023-12-23")
    claim = claim_from(store, article, 1)
    do(store, (wording_slot(claim), Wording(text="The army left.", date="2023-12-23")))
    return claim


def sat_down(store: Store, claim: str, who: str) -> FakeDesk:
    """Somebody in front of the verdict on a claim, whether it is true."""
    desk = FakeDesk(store, annotator=who)
    desk.work.open(claim)
    desk.show_view(VerdictView(desk))
    return to_content(desk)


def to_content(desk: FakeDesk) -> FakeDesk:
    view = desk.view
    assert isinstance(view, VerdictView)
    return desk if view.level == "content" else desk.at(LEVEL).press("verdict.next")


def listed(store: Store, claim: str, **fields: object) -> str:
    """Evidence that stands before anybody sits down; its id."""
    slot, value = new_evidence(claim, **fields)
    do(store, (slot, value))
    return slot.subject


def said_by(
    store: Store,
    claim: str,
    who: str,
    name: VerdictName,
    *,
    level: VerdictLevel = "content",
    why: str = "Because.",
) -> None:
    """A verdict of somebody else, that stands already."""
    found = store.facts.claim(claim)
    assert found is not None
    given = verdict(name, level=level, justification=why, blind=True)
    do(store, claiming.new_verdict(found, given, checker=who), by=who)


def own(desk: FakeDesk, level: VerdictLevel = "content") -> Verdict:
    """One's own verdict, as the database has it."""
    (one,) = mine(desk, level)
    return one.verdict


def mine(desk: FakeDesk, level: VerdictLevel = "content") -> list[Checked]:
    return [one for one in desk.stored().of_level(level) if one.checker == desk.work.annotator]


def choose(desk: FakeDesk, name: VerdictName) -> FakeDesk:
    """Step on to a verdict."""
    desk.at(VERDICT)
    for _ in VERDICTS:
        desk.press("verdict.next")
        if f"‹ {name.replace('_', ' ')} ›" in seen(desk.view):
            return desk
    raise AssertionError(name)


def give(desk: FakeDesk, name: VerdictName, why: str) -> FakeDesk:
    return choose(desk, name).press("verdict.words").type(why).press("verdict.give")
