"""Where a claim stands: its versions in the articles, what each rests on, what they differ in.

Conclusions, computed each time from what people decided and from the texts; nothing is stored.
What a person said of a chain or a divergence wins over the rule. Refuses to judge whether a claim
is true: that is a verdict, and a person's.
"""

from collections.abc import Mapping
from dataclasses import replace

from annotations.claims import Chain, Divergence, DivergenceKind, Mention
from annotations.config import Config
from annotations.facts.claim import Claim, Pair
from annotations.matching.aligned import Piece, align
from annotations.matching.divergence import divergences
from annotations.matching.passage import Passage
from annotations.model import Article
from annotations.nouns import dataclass
from annotations.store import Standing as Sentence
from annotations.store import Store
from annotations.text.display import shown
from annotations.workflow.sourcing import Readings, chain_of

MARKS: Mapping[str, frozenset[DivergenceKind]] = {
    "#": frozenset({"number", "unit", "approximator"}),
    "@": frozenset({"date", "span"}),
    "!": frozenset({"negation", "reversal"}),
    '"': frozenset({"quote", "paraphrase"}),
    "~": frozenset({"hedge"}),
    ">": frozenset({"speaker", "attribution", "cue"}),
}
"""Sign on the board → kinds of divergence that it stands for: number, date, negation, quote, hedge,
attribution."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing in which a version differs from the one that it is compared with."""

    pair: Pair
    divergence: Divergence
    """With what a person said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One mention of a claim, as it stands in its article."""

    mention: Mention
    article: Article | None
    """None where the article is not in this database."""
    number: int | None
    """Of the sentence in this database."""
    position: int | None
    """Of the sentence in its article, from 1."""
    chain: Chain
    root: str = ""
    """On whom it rests, by the name that a source goes by; "" where that is not known."""
    newest: int | None = None
    """Number of the newest version of its article; None where that is not here."""
    differing: tuple[Differing, ...] = ()
    """From the base, alarms first, then notes, then what is a column; none for the base itself."""
    pieces: tuple[Piece, ...] = ()
    """The words, aligned with those of the base; of the base, with themselves."""

    @property
    def alarms(self) -> tuple[Differing, ...]:
        """What is different on both sides, and was not dismissed."""
        return tuple(
            one
            for one in self.differing
            if one.divergence.level == "alarm" and not one.divergence.dismissed
        )

    @property
    def key(self) -> int | str:
        """What tells one article from another, whatever their versions; its id if not here."""
        return self.mention.article if self.newest is None else self.newest

    @property
    def outlet(self) -> str:
        """What to call the article: its source, else its title."""
        if self.article is None:
            return self.mention.article[:8]
        return shown(self.article.source or self.article.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A claim with all that can be concluded of it now."""

    claim: Claim
    versions: tuple[Version, ...]
    """The base first, then by date and name of the article, and place in it."""

    @property
    def articles(self) -> int:
        """In how many articles it stands; the versions of one article are one."""
        return len({version.key for version in self.versions})

    @property
    def roots(self) -> tuple[str, ...]:
        """On whom its versions rest in the end, each once; "" for one that is not known."""
        return tuple(dict.fromkeys(version.root for version in self.versions))

    @property
    def own_roots(self) -> tuple[str, ...]:
        """On whom the versions rest that make the claim: not those that contradict it."""
        making = (one for one in self.versions if one.mention.relation != "contradicts")
        return tuple(dict.fromkeys(one.root for one in making))

    @property
    def alarms(self) -> int:
        """How many things versions differ in."""
        return sum(len(version.alarms) for version in self.versions)

    @property
    def marks(self) -> str:
        """The signs of what versions differ in, notes too."""
        kinds = {
            one.divergence.kind
            for version in self.versions
            for one in version.differing
            if one.divergence.level != "column" and not one.divergence.dismissed
        }
        return "".join(mark for mark, stands_for in MARKS.items() if kinds & stands_for)


_Said = Mapping[frozenset[str], Mapping[Pair, Divergence]]
"""Two sentences → what people said of divergences between them."""


class Standings:
    """Reads where claims stand, one after the other, from one database."""

    def __init__(self, store: Store, config: Config, *, annotator: str) -> None:
        self._store = store
        self._annotator = annotator
        self._readings = Readings(store, config.sources)
        self._articles: dict[int, Article] = {}

    def of(self, claim: Claim, *, base: str | None = None) -> Standing:
        """Where a claim stands, its versions compared with that of the sentence `base`.

        Without one, with the earliest. Belongs inside `told`.
        """
        versions = sorted((self._read(claim, one) for one in claim.confirmed.values()), key=_order)
        chosen = next((one for one in versions if one.mention.sentence == base), None)
        if chosen is not None:
            versions.remove(chosen)
            versions.insert(0, chosen)
        first = versions[:1]
        said = _by_mentions(claim)
        rest = [self._compared(said, first[0], one) for one in versions[1:]]
        return Standing(claim=claim, versions=(*(_as_base(one) for one in first), *rest))

    def _read(self, claim: Claim, mention: Mention) -> Version:
        version = self._placed(mention, claim.chains.get(mention.sentence))
        return replace(version, root=self._readings.aliases.canonical(version.chain.root))

    def _placed(self, mention: Mention, decided: Chain | None) -> Version:
        standing = self._store.lookup.with_id(mention.sentence)
        if standing is None:
            chain = decided or Chain((), root="")
            return Version(mention=mention, article=None, number=None, position=None, chain=chain)
        newest = self._store.articles.newest(standing.article) or standing.article
        standing = in_version(self._store, standing, newest)
        _, position = self._store.articles.of_sentence(standing.number)
        return Version(
            mention=mention,
            article=self._article(standing.article),
            number=standing.number,
            position=position,
            chain=decided or chain_of(self._readings, standing.number),
            newest=newest,
        )

    def _article(self, number: int) -> Article:
        if number not in self._articles:
            self._articles[number] = self._store.articles.one(number, annotator=self._annotator)
        return self._articles[number]

    def _compared(self, said: _Said, base: Version, version: Version) -> Version:
        found = {one.kind: one for one in divergences(_passage(base), _passage(version))}
        keys = base.mention.sentence, version.mention.sentence
        for pair, one in said.get(frozenset(keys), {}).items():
            found[pair.kind] = one if pair.a == keys[0] else replace(one, a=one.b, b=one.a)
        differing = [Differing(Pair(*keys, kind), one) for kind, one in found.items()]
        differing.sort(key=lambda one: (_LEVELS[one.divergence.level], one.pair.kind))
        return replace(
            version,
            differing=tuple(differing),
            pieces=align(base.mention.text, version.mention.text),
        )


_LEVELS = {"alarm": 0, "note": 1, "column": 2}


def _by_mentions(claim: Claim) -> _Said:
    found: dict[frozenset[str], dict[Pair, Divergence]] = {}
    for pair, said in claim.divergences.items():
        found.setdefault(frozenset((pair.a, pair.b)), {})[pair] = said
    return found


def in_version(store: Store, standing: Sentence, article: int) -> Sentence:
    """The like of a sentence in another version of its article, by its number, if that has it."""
    if article == standing.article:
        return standing
    alike = store.lookup.reading_in(article, standing.text)
    return alike[0] if alike else standing


def _as_base(version: Version) -> Version:
    return replace(version, pieces=align(version.mention.text, version.mention.text))


def _order(version: Version) -> tuple[str, str, int]:
    """Dated articles first, the earliest before all."""
    article = version.article
    date = (article.published if article else None) or "9999"
    return date, article.name if article else version.mention.article, version.position or 0


def _passage(version: Version) -> Passage:
    """A version as it is compared with another."""
    speaker = next(
        (link for link in reversed(version.chain.links) if link.source.kind != "outlet"), None
    )
    return Passage(
        text=version.mention.text,
        published=version.article.published if version.article else None,
        speaker=speaker.source.name if speaker else None,
        cue=speaker.cue if speaker else None,
    )
