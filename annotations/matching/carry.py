"""Which sentence of an article's new version is which sentence of the old one.

Exact quotes are found by aligning the two lists, small edits by likeness between two exact
ones. Order is kept and each sentence is used at most once, so a label never jumps across the
article; a paragraph that moved is told apart, by `moved`. Refuses to carry what is less than 90 %
alike: no label is better than a wrong one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from annotations.nouns import dataclass

_ALIKE = 90.0
_EXACT = 100.0
_MOVED = 20
"""Characters of a sentence that is looked for anywhere, at least: shorter ones are buttons."""
_REACH = 50
"""How far from its expected place in an edited stretch a sentence is looked for."""

Stretch = tuple[int, int]
"""A run of sentences, by index, half open."""
Pair = tuple[int, int, float]
"""A place in the old list, one in the new one, and how alike the two are."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One sentence found again. `old` and `new` are indices into the two lists, from 0."""

    old: int
    new: int
    score: float
    """0 to 100 by `rapidfuzz.fuzz.ratio`; 100 only for the same text, character by character."""


def carry(old: Sequence[str], new: Sequence[str]) -> list[Carried]:
    """Pair the sentences of the old version with those of the new one, in order.

    Both lists hold sentence texts in article order. A sentence without a partner is left out.
    """
    found: list[Carried] = []
    at_old = at_new = 0
    for same_old, same_new in [*_exact(old, new), (len(old), len(new))]:
        if at_old < same_old and at_new < same_new:
            found.extend(_alike(old, new, (at_old, same_old), (at_new, same_new)))
        if same_old < len(old) and same_new < len(new):
            found.append(Carried(same_old, same_new, _EXACT))
        at_old, at_new = same_old + 1, same_new + 1
    return found


def moved(old: Sequence[str], new: Sequence[str], carried: Sequence[Carried]) -> list[Carried]:
    """Pair the sentences that stand elsewhere word for word, rather than with what is but alike.

    Of what was not carried in its place unchanged, only those that stand once in each version and
    are no mere button; in the order of the old one.
    """
    exact = [one for one in carried if one.score == _EXACT]
    taken_old, taken_new = {one.old for one in exact}, {one.new for one in exact}
    once_old, once_new = Counter(old), Counter(new)
    place = {text: at for at, text in enumerate(new) if at not in taken_new and once_new[text] == 1}
    return [
        Carried(at, place[text], _EXACT)
        for at, text in enumerate(old)
        if at not in taken_old and text in place and once_old[text] == 1 and len(text) >= _MOVED
    ]


def same_article(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether two texts are versions of one: half of the shorter one's sentences carry."""
    shorter = min(len(old), len(new))
    return shorter > 0 and 2 * len(carry(old, new)) >= shorter


def _exact(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of equal sentences, in order.

    Common ends first, then sentences that stand once in both versions as fixed points (the
    idea of Bram Cohen's patience diff), then repeated ones in between. difflib alone takes
    seconds for an article of thousands of sentences, or of one line a thousand times, and
    keeps fewer pairs.
    """
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    pairs = [(index, index) for index in range(head)]
    end_old, end_new = len(old) - tail, len(new) - tail
    at_old = at_new = head
    anchors = _anchors(old[head:end_old], new[head:end_new], head)
    for anchor_old, anchor_new in [*anchors, (end_old, end_new)]:
        pairs.extend(_equal(old, new, (at_old, anchor_old), (at_new, anchor_new)))
        if anchor_old < end_old:
            pairs.append((anchor_old, anchor_new))
        at_old, at_new = anchor_old + 1, anchor_new + 1
    pairs.extend((end_old + step, end_new + step) for step in range(tail))
    return pairs


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _anchors(old: Sequence[str], new: Sequence[str], offset: int) -> list[tuple[int, int]]:
    """Return the longest rising chain of sentences that stand once in each version."""
    once_old, once_new = Counter(old), Counter(new)
    place = {text: index for index, text in enumerate(new) if once_new[text] == 1}
    pairs = [
        (index, place[text], 1.0)
        for index, text in enumerate(old)
        if once_old[text] == 1 and text in place
    ]
    return [(one + offset, other + offset) for one, other, _ in _heaviest_chain(pairs)]


def _near(span_old: Stretch, span_new: Stretch) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places in two stretches at about the same height."""
    (from_old, to_old), (from_new, to_new) = span_old, span_new
    slope = (to_new - from_new) / max(to_old - from_old, 1)
    for index in range(from_old, to_old):
        expected = from_new + int((index - from_old) * slope)
        for other in range(max(from_new, expected - _REACH), min(to_new, expected + _REACH + 1)):
            yield index, other


def _equal(
    old: Sequence[str], new: Sequence[str], span_old: Stretch, span_new: Stretch
) -> Iterator[tuple[int, int]]:
    """Yield the longest chain of equal pairs of two stretches."""
    near = _near(span_old, span_new)
    pairs = [(index, other, _EXACT) for index, other in near if old[index] == new[other]]
    yield from ((index, other) for index, other, _ in _heaviest_chain(pairs))


def _alike(
    old: Sequence[str], new: Sequence[str], span_old: Stretch, span_new: Stretch
) -> Iterator[Carried]:
    """Yield the chain of most alike pairs of two stretches between two equal pairs."""
    from rapidfuzz import fuzz  # noqa: PLC0415  # 55 ms that opening the app must not pay

    scored = (
        (index, other, fuzz.ratio(old[index], new[other], score_cutoff=_ALIKE))
        for index, other in _near(span_old, span_new)
    )
    pairs = [pair for pair in scored if pair[2]]
    yield from (Carried(*pair) for pair in _heaviest_chain(pairs))


def _heaviest_chain(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs, rising in both places, whose weights add up to the most.

    `front` holds for each second place the heaviest chain ending there, as long as no chain
    that ends earlier is as heavy; so both run upwards and can be searched by halving.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    places: list[int] = []
    weights: list[float] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place, weight) in enumerate(ordered):
        at = bisect_left(places, place)
        total = weight + (weights[at - 1] if at else 0.0)
        before.append(last[at - 1] if at else -1)
        if at < len(places) and places[at] == place and weights[at] >= total:
            continue
        stop = at
        while stop < len(places) and weights[stop] <= total:
            stop += 1
        places[at:stop], weights[at:stop], last[at:stop] = [place], [total], [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(ordered[number])
        number = before[number]
    return chain[::-1]
