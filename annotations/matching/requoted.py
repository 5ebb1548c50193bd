"""Which quotations of several articles may be one, for a person to decide.

Quotations are compared across articles only (`token_set_ratio`, as in `drift`). Two groups become
one, the most alike first, where each pair across articles is alike from `SUGGESTED` on (complete
linkage: Sørensen 1948). One likeness alone would chain what has little to do with each other: a
long quotation that holds the words of two others is wholly like both. Those of under four words are
grouped among themselves, since one word is wholly like all that has it. Refuses to merge anything,
and to look at who is said to speak: that may be what went wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import product
from typing import NamedTuple

from annotations.matching.detectors.words import FUNCTION
from annotations.matching.drift import SUGGESTED
from annotations.matching.quotations import SCARE, Quotation
from annotations.matching.saying.marks import straight
from annotations.matching.saying.words import WORD
from annotations.nouns import dataclass

COMPARED = 50
"""Quotations with a rare word in common that one is compared with, at most; of more, the first."""

_FEW = 5
"""Words of content of a quotation that one word in common may be enough for."""

_ASKED = 50
"""Wordings of a group, and places of a wording, that another is compared with: the first."""

_LONGEST = 2_000
"""Characters of a quotation that are compared."""

MOST_NEAR = 5
"""Quotations outside its group that are named beside one."""


class Uttered(NamedTuple):
    """A quotation as it is compared."""

    article: int
    text: str
    scare: bool = False
    """Under four words."""


class Near(NamedTuple):
    """Another quotation that may be the same one."""

    other: int
    """Its place in the sequence given."""
    likeness: float
    """0 to 1, from `SUGGESTED` on."""


class Requoted(NamedTuple):
    """Quotations by their places in the sequence given."""

    groups: tuple[tuple[int, ...], ...]
    """Of two articles at least, by the first of each; in a group, in the order given."""
    near: Mapping[int, tuple[Near, ...]]
    """Those of other articles that are alike and not in the same group, at most `MOST_NEAR`, the
    most alike first."""


@dataclass(slots=True)
class _Wording:
    """The same words, wherever they were quoted."""

    words: str
    scare: bool
    places: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    """Of each place."""

    def meets(self, other: "_Wording") -> bool:
        """Whether the one stands in one article and the other in another."""
        return len({*self.articles, *other.articles}) > 1


def requoted(said: Sequence[Uttered]) -> Requoted:
    """Group what may be the same quotation; what is in no group stands alone.

    The same sequence gives the same groups. What has no word stands alone.
    """
    wordings = _wordings(said)
    likeness = _Likeness(wordings)
    links = dict(_links(wordings, likeness))
    joined = _joined(wordings, likeness, links)
    groups = (tuple(sorted(place for one in of for place in wordings[one].places)) for of in joined)
    told = sorted(group for group in groups if len({said[place].article for place in group}) > 1)
    return Requoted(tuple(told), _near(said, wordings, links, told))


def _wordings(said: Sequence[Uttered]) -> list[_Wording]:
    from rapidfuzz import utils  # noqa: PLC0415 - 55 ms that opening the app must not pay

    found: dict[tuple[str, bool], _Wording] = {}
    for place, one in enumerate(said):
        words = " ".join(utils.default_process(straight(one.text[:_LONGEST])).split())
        if words:
            wording = found.setdefault((words, one.scare), _Wording(words, one.scare))
            wording.places.append(place)
            wording.articles.append(one.article)
    return list(found.values())


class _Likeness:
    """How alike two wordings are, each pair worked out once."""

    def __init__(self, wordings: Sequence[_Wording]) -> None:
        from rapidfuzz import fuzz  # noqa: PLC0415 - as above

        self._ratio = fuzz.token_set_ratio
        self._words = [one.words for one in wordings]
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, a: int, b: int) -> float:
        """From 0 to 1."""
        pair = (a, b) if a < b else (b, a)
        known = self._known.get(pair)
        if known is None:
            known = self._ratio(self._words[a], self._words[b]) / 100
            self._known[pair] = known
        return known


_Link = tuple[int, int]


def _links(wordings: Sequence[_Wording], likeness: _Likeness) -> Iterator[tuple[_Link, float]]:
    """The pairs of wordings of two articles that are alike enough, the lower place first."""
    for a, b in _with_rare_words(wordings):
        one, other = wordings[a], wordings[b]
        if not _comparable(one, other) or not one.meets(other):
            continue
        alike = likeness(a, b)
        if alike >= SUGGESTED:
            yield (a, b), alike


def _comparable(a: _Wording, b: _Wording) -> bool:
    """Few words are compared with many only where they stand there as they are."""
    if a.scare == b.scare:
        return True
    few, many = (a, b) if a.scare else (b, a)
    return " " in few.words and f" {few.words} " in f" {many.words} "


def _with_rare_words(wordings: Sequence[_Wording]) -> Iterator[_Link]:
    """Pairs that share one of the rarest words that either shares with any, each pair once."""
    telling = [_telling(one.words) for one in wordings]
    having: dict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(telling):
        for word in words:
            having[word].append(n)
    pairs: set[_Link] = set()
    for n, words in enumerate(telling):
        left = COMPARED
        for word in sorted(words, key=lambda word: (len(having[word]), word)):
            others = having[word][:left]
            pairs.update((n, other) if n < other else (other, n) for other in others if other != n)
            left -= len(others)
            if left <= 0:
                break
    for a, b in sorted(pairs):
        if len(telling[a] & telling[b]) > 1 or min(len(telling[a]), len(telling[b])) <= _FEW:
            yield a, b


def _telling(words: str) -> set[str]:
    """The words that carry content; of a quotation without any, all."""
    every = set(words.split())
    return every - FUNCTION or every


def _joined(
    wordings: Sequence[_Wording], likeness: _Likeness, links: Mapping[_Link, float]
) -> Iterable[list[int]]:
    """The groups of wordings, those of a single one among them."""
    groups = {n: [n] for n in range(len(wordings))}
    group_of = list(groups)
    apart: set[_Link] = set()
    new = len(groups)
    for (a, b), _ in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        one, other = sorted((group_of[a], group_of[b]))
        if one == other or wordings[a].scare != wordings[b].scare or (one, other) in apart:
            continue
        if not _all_alike(wordings, likeness, groups[one], groups[other]):
            apart.add((one, other))
            continue
        groups[new] = sorted(groups.pop(one) + groups.pop(other))
        for n in groups[new]:
            group_of[n] = new
        new += 1
    return groups.values()


def _all_alike(
    wordings: Sequence[_Wording], likeness: _Likeness, one: Sequence[int], other: Sequence[int]
) -> bool:
    """Whether two groups are alike in all pairs across articles; of large ones, in the first."""
    return all(
        likeness(a, b) >= SUGGESTED
        for a, b in product(one[:_ASKED], other[:_ASKED])
        if wordings[a].meets(wordings[b])
    )


def _near(
    said: Sequence[Uttered],
    wordings: Sequence[_Wording],
    links: Mapping[_Link, float],
    groups: Iterable[tuple[int, ...]],
) -> dict[int, tuple[Near, ...]]:
    group_of = {place: n for n, group in enumerate(groups) for place in group}
    found: dict[int, list[Near]] = defaultdict(list)
    for (a, b), alike in links.items():
        for one, other in product(wordings[a].places[:_ASKED], wordings[b].places[:_ASKED]):
            together = one in group_of and group_of[one] == group_of.get(other)
            if said[one].article != said[other].article and not together:
                found[one].append(Near(other, alike))
                found[other].append(Near(one, alike))
    return {
        place: tuple(sorted(near, key=lambda one: (-one.likeness, one.other))[:MOST_NEAR])
        for place, near in sorted(found.items())
    }


def own_words(text: str, one: Quotation, others: Iterable[Quotation]) -> str:
    """A quotation without those within it: they are quotations of their own.

    Where that leaves under four words, such as "They say", it is whole.
    """
    inside = [
        other.span
        for other in others
        if other.depth == one.depth + 1
        and one.inner.start <= other.span.start
        and other.span.end <= one.inner.end
    ]
    parts, at = [], one.inner.start
    for span in inside:
        parts.append(text[at : span.start])
        at = max(at, span.end)
    own = " ".join([*parts, text[at : one.inner.end]])
    whole = text[slice(*one.inner)]
    return own if len(WORD.findall(own)) >= SCARE else whole
