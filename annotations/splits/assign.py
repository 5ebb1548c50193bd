"""Groups to splits, by hash: what was decided once stays, whatever comes in later.

A group goes where SHA-256 of `SEED|GROUP` says; the seed is the one of `SEEDS` that divides the
labels best. An article that comes in later follows what it is linked with. Refuses to move an
article: one that would join two splits is left out of both.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from annotations.errors import ExportFailed
from annotations.nouns import dataclass
from annotations.splits import EXCLUDED
from annotations.splits.stories import leaders

TRAIN, VALIDATION, TEST = "train", "validation", "test"
STRENGTH = (TEST, VALIDATION, TRAIN)
"""Which split wins where an article would belong to several, strongest first."""

SEEDS = 64
HUNDRED = 100
_NAMES = {2: (TRAIN, TEST), 3: (TRAIN, VALIDATION, TEST)}


@dataclass(frozen=True, slots=True)
class Fractions:
    """How much goes where, in per cent."""

    shares: dict[str, int]
    """Split → per cent, in the order train, validation, test."""

    def __str__(self) -> str:
        return "/".join(map(str, self.shares.values()))


class Place(NamedTuple):
    """Where an article goes."""

    leader: int
    """The first article of its group."""
    split: str
    """`EXCLUDED` for one that would join two splits."""


def fractions_of(text: str) -> Fractions:
    """`80/10/10` or, without validation, `90/10`. Raises ExportFailed for anything else."""
    parts = text.split("/")
    names = _NAMES.get(len(parts), ())
    if names and all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):  # noqa: PLR2004 - below 100
        shares = dict(zip(names, map(int, parts), strict=True))
        if sum(shares.values()) == HUNDRED and min(shares.values()) > 0:
            return Fractions(shares)
    raise ExportFailed(
        f"{text!r} cannot be split by: give per cent as TRAIN/VALIDATION/TEST (80/10/10) or "
        "TRAIN/TEST (90/10), whole numbers above 0 that come to 100"
    )


def split_of(group: str, *, seed: int, fractions: Fractions) -> str:
    """The split of a group (its id): where the first 8 bytes of the hash lie between 0 and 2⁶⁴."""
    drawn = int.from_bytes(sha256(f"{seed}|{group}".encode()).digest()[:8]) * HUNDRED >> 64
    end = HUNDRED
    for name, per_cent in reversed(fractions.shares.items()):
        end -= per_cent
        if drawn >= end:
            return name
    raise AssertionError(fractions)  # they come to a hundred


def best_seed(groups: Mapping[str, Mapping[str, int]], *, fractions: Fractions) -> int:
    """The seed among `SEEDS` that comes nearest to the fractions for every label.

    `groups`: id → labels → sentences. Nearest is the lowest chi-square over labels and splits
    (Pearson 1900); of equal ones the lowest seed. A single group goes to the training set.
    """
    if len(groups) == 1:
        (alone,) = groups
        return next(
            seed
            for seed in range(SEEDS * HUNDRED)
            if split_of(alone, seed=seed, fractions=fractions) == TRAIN
        )
    return min(range(SEEDS), key=lambda seed: (_distance(groups, seed, fractions), seed))


def _distance(groups: Mapping[str, Mapping[str, int]], seed: int, fractions: Fractions) -> float:
    """Chi-square between the labels as this seed divides them and as the fractions would."""
    found: dict[str, dict[str, int]] = {name: {} for name in fractions.shares}
    for group, labels in groups.items():
        there = found[split_of(group, seed=seed, fractions=fractions)]
        for label, n in labels.items():
            there[label] = there.get(label, 0) + n
    total = 0.0
    for label in sorted({label for there in found.values() for label in there}):
        n = sum(there.get(label, 0) for there in found.values())
        for name, per_cent in fractions.shares.items():
            expected = n * per_cent / HUNDRED
            total += (found[name].get(label, 0) - expected) ** 2 / expected
    return total


def places(
    articles: Mapping[int, str],
    links: Collection[tuple[int, int]],
    *,
    frozen: Mapping[int, Place],
    seed: int,
    fractions: Fractions,
) -> dict[int, Place]:
    """Where every article goes.

    `articles`: number → id; `frozen`: where those known before went, which keep their split. An
    article linked with two splits is excluded. New ones that hang together follow the split that
    they are linked with; where that is several, the strongest of `STRENGTH`, and those linked with
    another one are excluded. What is linked with nothing known is hashed as a group.
    Groups of one split that a new article links become one, named by the first article of both.
    """
    splits = {article: frozen[article].split for article in articles if article in frozen}
    touched = _touched(articles, links, splits)
    new = [article for article in articles if article not in splits]
    splits.update((article, EXCLUDED) for article in new if len(touched[article]) > 1)
    remaining = [article for article in new if article not in splits]
    for leader, group in _grouped(remaining, links).items():
        near = set[str]().union(*(touched[article] for article in group))
        split = next((one for one in STRENGTH if one in near), None) or split_of(
            articles[leader], seed=seed, fractions=fractions
        )
        for article in group:
            splits[article] = EXCLUDED if touched[article] - {split} else split
    together = [(article, place.leader) for article, place in frozen.items()]
    first = leaders(articles, _within((*together, *links), splits))
    return {article: Place(first[article], split) for article, split in sorted(splits.items())}


def torn(links: Iterable[tuple[int, int]], placed: Mapping[int, Place]) -> int:
    """How many links join two splits: they became known after both articles had their place."""
    pairs = {tuple(sorted(link)) for link in links if link[0] in placed and link[1] in placed}
    sides = [{placed[a].split, placed[b].split} for a, b in pairs]
    return sum(len(side) > 1 and EXCLUDED not in side for side in sides)


def _touched(
    articles: Iterable[int], links: Iterable[tuple[int, int]], splits: Mapping[int, str]
) -> dict[int, set[str]]:
    """New article → the splits of the known ones that it is linked with."""
    touched: dict[int, set[str]] = {article: set() for article in articles}
    for pair in links:
        for one, other in (pair, pair[::-1]):
            if one in touched and one not in splits and splits.get(other, EXCLUDED) != EXCLUDED:
                touched[one].add(splits[other])
    return touched


def _grouped(articles: Sequence[int], links: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """First article → all articles of its group."""
    groups: dict[int, list[int]] = {}
    for article, leader in leaders(articles, links).items():
        groups.setdefault(leader, []).append(article)
    return groups


def _within(
    links: Iterable[tuple[int, int]], splits: Mapping[int, str]
) -> Iterable[tuple[int, int]]:
    """The links that do not lead from one split to another, or to what is excluded."""
    return (
        (a, b) for a, b in links if splits.get(a) == splits.get(b) and splits.get(a) != EXCLUDED
    )
