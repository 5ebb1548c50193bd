"""Where claims stand: read by threads, and kept for as long as it is true.

A conclusion from a claim and the texts of its articles. Texts never change, but an article can
come, or a newer version of one; then all is read again. Refuses to read on the screen's thread.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.workflow.standing import Standing, Standings

FIRST = 20
"""Claims of which it is read first where they stand: a page. All others follow."""


class Kept:
    """What was read of where claims stand; of each claim as it was then."""

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}
        self._newest = 0

    def of(self, claim: Claim) -> Standing | None:
        """Where a claim stands, if it is as it was when that was read."""
        known = self._standings.get(claim.id)
        return known if known is not None and known.claim == claim else None

    def take(self, read: "Read") -> None:
        """Keep what a thread has read."""
        if read.newest != self._newest:
            self._standings.clear()
            self._newest = read.newest
        self._standings |= read.standings

    def known(self) -> "Read":
        """All of it as it is now, for a thread."""
        return Read((), dict(self._standings), self._newest)


@dataclass(frozen=True, slots=True)
class Read:
    """What a thread has read."""

    claims: tuple[Claim, ...]
    """All claims, in the order in which they were made."""
    standings: Mapping[str, Standing]
    """Id of a claim → where it stands; not of all claims."""
    newest: int
    """The number of the newest article."""


def read_board(store: Store) -> Read:
    """All claims, not where they stand: that takes a hundred times as long."""
    return Read(tuple(store.facts.claims()), {}, store.lookup.last_article())


def read_rest(store: Store, *, claims: Sequence[Claim], config: Config, reader: str) -> Read:
    """Where these claims stand."""
    newest = store.lookup.last_article()
    return Read((), _standings(store, claims, config=config, reader=reader), newest)


def read_one(
    store: Store, *, claim: Claim, base: str | None, config: Config, reader: str, known: Read
) -> Read:
    """Where one claim stands, its versions compared with that of the sentence `base`.

    Without a base, what is `known` of it is taken while it is true.
    """
    newest = store.lookup.last_article()
    if base is not None or list(_unknown([claim], known, newest)):
        found = Standings(store, config, annotator=reader).of(claim, base=base)
        return Read((), {claim.id: found}, newest)
    return Read((), {claim.id: known.standings[claim.id]}, newest)


def _unknown(claims: Iterable[Claim], known: Read, newest: int) -> Iterator[Claim]:
    """Those of which it is not known where they stand as they are now."""
    standings = known.standings if known.newest == newest else {}
    for claim in claims:
        standing = standings.get(claim.id)
        if standing is None or standing.claim != claim:
            yield claim


def _standings(
    store: Store, claims: Iterable[Claim], *, config: Config, reader: str
) -> dict[str, Standing]:
    standings = Standings(store, config, annotator=reader)
    return {claim.id: standings.of(claim) for claim in claims}
