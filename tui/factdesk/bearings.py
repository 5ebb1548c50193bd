"""What a view of evidence has to know besides the open claim: on whom the claim rests, the outlets.

Read by a thread. Refuses to decide and to paint.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import partial

from annotations.claims import Evidence, Slot
from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.facts.verdicts import too_young
from annotations.matching.aliases import Aliases
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.store.facts import Given
from annotations.workflow.sourcing import Readings
from annotations.workflow.weighing import Weight, claim_roots, weigh
from tui.factdesk.evidencetext import Shown
from tui.factdesk.view import Desk

WHAT = "bearings"
"""By this name threads report them."""

_ARTICLE = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Bearings:
    """What is known of one claim from beyond its events."""

    roots: tuple[str, ...]
    """On whom its versions rest; "" where one is not known."""
    outlets: Mapping[str, str]
    """Id of an article that is evidence → what to call it."""
    aliases: Aliases
    given: Mapping[Slot, tuple[Given, ...]]
    """Slot of a verdict → all that was ever given there, newest first."""

    def weight(self, evidence: Evidence, claim: Claim) -> Weight:
        """What a piece of evidence weighs beside the claim."""
        return weigh(evidence, claim=claim, roots=self.roots, aliases=self.aliases)


def basis(claim: Claim | None) -> Hashable:
    """All of a claim that they are read from: equal, and they need not be read again."""
    if claim is None:
        return None
    articles = frozenset(one.article for one in claim.evidence.values())
    given = tuple(one.event_id for one in claim.verdicts)
    return claim.id, tuple(claim.confirmed), tuple(claim.chains.items()), articles, given


def ask_bearings(desk: Desk) -> None:
    """Have them read for the open claim."""
    claim = desk.work.claim
    if claim is not None:
        desk.read_in_thread(WHAT, claim.id, partial(read, claim=claim, config=desk.config))


def read(store: Store, *, claim: Claim, config: Config) -> Bearings:
    """Read them. Raises `StoreError`."""
    readings = Readings(store, config.sources)
    articles = {one.article for one in claim.evidence.values() if one.article is not None}
    slots = [one.slot for one in store.facts.held(claim.id) if one.slot.kind == "verdict"]
    return Bearings(
        roots=claim_roots(store, readings, claim),
        outlets={article: _outlet(store, article) for article in articles},
        aliases=readings.aliases,
        given={slot: tuple(store.facts.history(slot)) for slot in slots},
    )


def _outlet(store: Store, article: str) -> str:
    """What to call an article: its source, else its title; "" where it is not here."""
    number = store.articles.known(article) if _ARTICLE.fullmatch(article) else None
    if number is None:
        return ""
    known = store.articles.one(number, annotator="")
    return known.source or known.title


def all_shown(claim: Claim, keys: Iterable[str], bearings: Bearings | None) -> dict[str, Shown]:
    """Ids of evidence → each as it is shown, in the order of the ids."""
    young = frozenset(too_young(claim))
    return {key: _shown(key, claim, bearings, young=key in young) for key in keys}


def _shown(key: str, claim: Claim, bearings: Bearings | None, *, young: bool) -> Shown:
    evidence = claim.evidence[key]
    weight = bearings.weight(evidence, claim) if bearings else None
    return Shown(evidence, place_of(evidence, bearings), weight, young)


def place_of(evidence: Evidence, bearings: Bearings | None) -> str:
    """Where evidence comes from: an outlet, an address, or an article that is not here."""
    if evidence.article is not None:
        known = bearings.outlets.get(evidence.article, "") if bearings else ""
        return known or f"article {evidence.article[:8]}"
    return evidence.url or "no source"
