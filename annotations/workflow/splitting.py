"""Which article goes to training, validation or test: looked for once, then frozen.

What belongs together is found over the whole corpus, labelled or not; what was frozen by an
earlier export stays. Dividing writes nothing; whoever has made use of a division freezes it.
Refuses to call a split honest that is not; `splitremarks` says what is wrong with one.
"""

from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from typing import Literal

from annotations.errors import ExportFailed, NotFound
from annotations.nouns import dataclass
from annotations.splits import EXCLUDED, assign, near
from annotations.splits.assign import Fractions, Place
from annotations.splits.same import normal
from annotations.splits.stories import leaders
from annotations.store import Store, Voted
from annotations.store.splits import Member, Plan, Splits

GroupBy = Literal["story", "article", "source"]

SMALL = 2_000
"""Articles up to which all shingles are compared, also for what only may be the same story."""

ARTICLES_A_STEP = 50

_Links = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """How the articles are to be divided."""

    fractions: Fractions | None = None
    """None: not at all, the rows only name their groups."""
    group_by: GroupBy = "story"
    """What must not be divided. `story`: articles that copy from each other or are linked, with
    all their versions; `article`: the versions of one; `source`: all articles of one source, and
    those of unknown source together."""
    force: bool = False
    """Whether a single story may be divided, by article."""
    links: Sequence[tuple[str, str]] = ()
    """Ids of articles (64 hex, any version) that people say tell the same story."""


@dataclass(frozen=True, slots=True)
class At:
    """Where the rows of an article stand."""

    group: str
    """Id of the first version of the first article of the group, 64 hex."""
    split: str | None


@dataclass(frozen=True, slots=True)
class Unfrozen:
    """What is to be frozen, by the numbers of the first versions."""

    places: Mapping[int, Place]
    """Where every article goes."""
    before: Mapping[int, Place]
    """Where those went that were frozen when the articles were divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Where everything goes, and what is to be said about it."""

    fractions: Fractions | None
    group_by: GroupBy
    splits: tuple[str, ...]
    """Those there are: only one, mostly the training set, where there is a single group."""
    seed: int | None
    groups: int
    """Among which there are labels."""
    kept: bool
    """Whether an earlier export froze it."""
    forced: bool
    """Whether a single story is divided all the same."""
    bridges: int
    """Articles left out because they would join two splits."""
    torn: int
    """Links between articles of different splits that were frozen before."""
    kin: int
    """Pairs of articles in different splits that may tell the same story."""
    closest: tuple[str, str, float] | None
    """Names of the two most alike among those, and the share of words in common."""
    unsourced: int
    """Articles of unknown source, where sources are kept apart."""
    others: tuple[str, ...]
    """What else was frozen, `90/10 by story`; only where this is new."""
    at: Mapping[str, At] = field(repr=False)
    """Id of the first version of an article → where it stands."""
    due: Unfrozen | None = field(default=None, repr=False)
    """What `freezing` has to keep; None where that was done, and while nothing is labelled."""
    frozen: bool = False
    """Whether `freezing` has kept it, or more of it than was."""

    def placed(self, voted: Voted) -> Voted | None:
        """The article in its group and split.

        None where it came in after the division was made; `EXCLUDED` is a split here.
        """
        at = self.at.get(voted.source.group)
        if at is None:
            return None
        return replace(voted, source=replace(voted.source, group=at.group, split=at.split))


@dataclass(slots=True, kw_only=True)
class _Corpus:
    """All articles, and which of them belong together."""

    members: list[Member]
    ids: dict[int, str]
    labels: dict[int, Counter[str]]
    links: _Links = field(default_factory=list)
    kin: list[near.Pair] = field(default_factory=list)
    unsourced: int = 0

    def groups(self, links: Collection[tuple[int, int]]) -> dict[str, Counter[str]]:
        """Group → its labels, of the groups that have any."""
        groups: dict[str, Counter[str]] = {}
        for article, leader in leaders(self.ids, links).items():
            if article in self.labels:
                groups.setdefault(self.ids[leader], Counter()).update(self.labels[article])
        return groups

    def all_kin(self, groups: Collection[str]) -> bool:
        """Whether every two groups with labels may tell the same story."""
        leader_of = leaders(self.ids, self.links)
        apart = {
            frozenset((self.ids[leader_of[pair.a]], self.ids[leader_of[pair.b]]))
            for pair in self.kin
        }
        among = sum(len(pair) > 1 and pair <= set(groups) for pair in apart)
        return among == len(groups) * (len(groups) - 1) // 2


def divide(store: Store, splitting: Splitting) -> Division:
    """Find where every article goes; nothing is frozen by that.

    Raises NotFound for a link of an article that is not in the database, StoreError.
    """
    steps = dividing(store, splitting)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            division: Division = end.value
            return division


def dividing(store: Store, splitting: Splitting) -> Generator[None, None, Division]:
    """The same, pausing behind every `ARTICLES_A_STEP` that are read."""
    with store.reading():
        return (yield from _divided(store, splitting))


@contextmanager
def freezing(store: Store, division: Division) -> Iterator[Division]:
    """Keep for ever where every article goes, if the block ends well; the division that says so.

    The block runs under the write lock. Raises ExportFailed where somebody else froze another
    division since this one was made, StoreError.
    """
    due = division.due
    if due is None or division.seed is None:
        yield division
        return
    with store.transaction():
        kept = store.splits.freeze(
            due.places,
            fractions=str(division.fractions),
            group_by=division.group_by,
            seed=division.seed,
            before=due.before,
        )
        if not kept and not _stands(store.splits, division, due):
            raise ExportFailed("somebody else froze another split meanwhile: export again")
        yield replace(division, due=None, frozen=True)


def _stands(splits: Splits, division: Division, due: Unfrozen) -> bool:
    """Whether what somebody else froze is the same for every article of this division."""
    plan = _plan(splits, division.fractions, division.group_by)
    if plan is None or plan.seed != division.seed:
        return False
    return due.places.items() <= splits.places(plan).items()


def _divided(store: Store, splitting: Splitting) -> Generator[None, None, Division]:
    splits = store.splits
    fractions, group_by = splitting.fractions, splitting.group_by
    plan = _plan(splits, fractions, group_by)
    frozen = splits.places(plan) if plan else {}
    corpus = yield from _corpus(store, splitting, frozen)
    places, seed = _places(corpus, frozen, plan, fractions)
    groups = _labelled_groups(corpus, places)
    if fractions and splitting.force and len(groups) == 1 and group_by != "article":
        by_article = replace(splitting, group_by="article", force=False)
        return replace((yield from _divided(store, by_article)), forced=True)
    bridges = sum(place.split == EXCLUDED for place in places.values())
    apart = [pair for pair in corpus.kin if _apart(places, pair)]
    due = fractions is not None and bool(groups) and places != frozen
    return Division(
        fractions=fractions,
        group_by=group_by,
        splits=_splits(corpus, groups, places, fractions),
        seed=seed,
        groups=len(groups),
        kept=plan is not None,
        forced=False,
        bridges=bridges,
        torn=assign.torn(corpus.links, places),
        kin=len(apart),
        closest=_closest(corpus, apart),
        unsourced=corpus.unsourced,
        others=() if plan or fractions is None else _others(splits),
        at={
            corpus.ids[article]: At(corpus.ids[place.leader], place.split or None)
            for article, place in places.items()
        },
        due=Unfrozen(places, frozen) if due else None,
    )


def _plan(splits: Splits, fractions: Fractions | None, group_by: GroupBy) -> Plan | None:
    return splits.plan(fractions=str(fractions), group_by=group_by) if fractions else None


def _others(splits: Splits) -> tuple[str, ...]:
    return tuple(f"{fractions} by {group_by}" for fractions, group_by in splits.plans())


def _splits(
    corpus: _Corpus,
    groups: Collection[int],
    places: Mapping[int, Place],
    fractions: Fractions | None,
) -> tuple[str, ...]:
    if fractions is None:
        return ()
    if len(groups) == 1:
        there = {places[article].split for article in corpus.labels}
        return tuple(name for name in fractions.shares if name in there)
    return tuple(fractions.shares)


def _places(
    corpus: _Corpus,
    frozen: Mapping[int, Place],
    plan: Plan | None,
    fractions: Fractions | None,
) -> tuple[dict[int, Place], int | None]:
    """Where every article goes, and the seed; no split has a name where nothing is divided."""
    if fractions is None:
        found = leaders(corpus.ids, corpus.links)
        return {article: Place(leader, "") for article, leader in found.items()}, None
    seed = plan.seed if plan else _seed(corpus, fractions)
    places = assign.places(corpus.ids, corpus.links, frozen=frozen, seed=seed, fractions=fractions)
    return places, seed


def _seed(corpus: _Corpus, fractions: Fractions) -> int:
    """The seed of a new plan; doubtful articles are linked first where there are no others."""
    groups = corpus.groups(corpus.links)
    if len(groups) > 1 and corpus.all_kin(groups):
        corpus.links += [(pair.a, pair.b) for pair in corpus.kin]
        groups = corpus.groups(corpus.links)
    return assign.best_seed(groups, fractions=fractions)


def _labelled_groups(corpus: _Corpus, places: Mapping[int, Place]) -> set[int]:
    """The groups that have labels, by their first articles."""
    return {
        places[article].leader for article in corpus.labels if places[article].split != EXCLUDED
    }


def _corpus(
    store: Store, splitting: Splitting, frozen: Mapping[int, Place]
) -> Generator[None, None, _Corpus]:
    members = list(store.splits.members())
    corpus = _Corpus(members=members, ids={one.number: one.id for one in members}, labels={})
    for member in members:
        if member.labels:
            corpus.labels.setdefault(member.number, Counter()).update(member.labels)
    if splitting.group_by == "source":
        _link_sources(corpus)
    if splitting.group_by == "story":
        corpus.links += _given(store.splits, splitting.links)
        if len(members) <= SMALL or not corpus.ids.keys() <= frozen.keys():
            yield from _link_near(store, corpus)
    return corpus


def _link_sources(corpus: _Corpus) -> None:
    first: dict[str | None, int] = {}
    for member in corpus.members:
        source = normal(member.source or "") or None
        corpus.links.append((first.setdefault(source, member.number), member.number))
        corpus.unsourced += source is None


def _given(splits: Splits, links: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    for pair in links:
        numbers = [number for one in pair for number in splits.numbers(one)[:1]]
        if len(numbers) < len(pair):
            raise NotFound(f"of the link {pair[0][:12]}, {pair[1][:12]} one article is not here")
        yield numbers[0], numbers[1]


def _link_near(store: Store, corpus: _Corpus) -> Iterator[None]:
    small = len(corpus.members) <= SMALL
    sketches = near.Sketches(every=1 if small else near.EVERY)
    for place, member in enumerate(corpus.members, 1):
        sketches.add(member.number, store.articles.text(member.newest))
        if place % ARTICLES_A_STEP == 0:
            yield
    for pair in sketches.pairs(kin=small):
        if pair.near:
            corpus.links.append((pair.a, pair.b))
        else:
            corpus.kin.append(pair)


def _apart(places: Mapping[int, Place], pair: near.Pair) -> bool:
    splits = {places[pair.a].split, places[pair.b].split}
    return len(splits) > 1 and EXCLUDED not in splits


def _closest(corpus: _Corpus, pairs: Collection[near.Pair]) -> tuple[str, str, float] | None:
    if not pairs:
        return None
    most = max(pairs, key=lambda pair: pair.share)
    names = {member.number: member.name for member in corpus.members}
    return names[most.a], names[most.b], most.share
