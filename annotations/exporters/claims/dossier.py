"""What an export may tell of one claim: the claim, and all that is concluded of it now.

Nouns only: whoever gathers them (`annotations.workflow`) has computed chains, differences and
independence; a format writes them down. Refuses to hold a clock: times are those of decisions.
"""

from annotations.claims import Chain, Divergence, Evidence, Mention, Verdict, VerdictLevel
from annotations.facts.claim import Claim
from annotations.facts.verdicts import Outcome
from annotations.matching.aligned import Piece
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: an article, and a sentence of it."""

    article: str
    """Id, 64 hex digits."""
    sentence: str | None
    """Id, 32 hex digits."""
    name: str = ""
    """File name or url; "" where the article is not in this database, as with the others."""
    title: str = ""
    source: str | None = None
    url: str | None = None
    published: str | None = None
    position: int | None = None
    """Of the sentence in the article, from 1."""
    text: str = ""
    """The sentence."""

    @property
    def outlet(self) -> str:
        """What to call whoever published it: the source, else the title, else the id."""
        return self.source or self.title or self.name or self.article[:8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One mention of a claim as it stands in its article."""

    mention: Mention
    """By the ids and offsets of the article at `place`, the newest version that has it."""
    place: Place
    chain: Chain
    pieces: tuple[Piece, ...] = ()
    """The words, aligned with those of the first telling."""
    divergences: tuple[Divergence, ...] = ()
    """In what it differs from the first, alarms before notes before columns; dismissed ones too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """One piece of evidence, and what it is worth."""

    id: str
    """32 hex digits."""
    evidence: Evidence
    counts: bool
    """Whether it says something for or against the claim and rests on somebody else."""
    why: str
    """Why it counts or does not: half a sentence."""
    place: Place | None = None
    """None where it is no sentence."""
    young: bool = False
    """Whether it is younger than the claim."""


@dataclass(frozen=True, slots=True)
class Past:
    """A verdict that does not stand any more."""

    level: VerdictLevel
    checker: str
    at: int
    """Microseconds since 1970, UTC."""
    verdict: Verdict | None
    """None: the one before was taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One claim with all that is concluded of it."""

    claim: Claim
    tellings: tuple[Telling, ...]
    """The one that the others are compared with first."""
    articles: int
    """In how many articles it stands; the versions of one article are one."""
    roots: tuple[str, ...]
    """On whom they rest in the end, each once; "" for one that is not known."""
    backing: tuple[Backing, ...]
    attribution: Outcome
    content: Outcome
    """Of all checkers."""
    past: tuple[Past, ...] = ()
    """The earliest first."""

    @property
    def making(self) -> tuple[Telling, ...]:
        """The tellings that make the claim: all but those that contradict it."""
        return tuple(one for one in self.tellings if one.mention.relation != "contradicts")
