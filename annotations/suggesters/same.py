"""The suggester that remembers: what this annotator called the same sentence in another article.

A sentence that was called two things is suggested as neither, unless one of them is twice as
frequent as all others. Refuses to look at what others called it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from annotations.matching.nearly import copies
from annotations.model import Suggestion
from annotations.suggesters.asked import Asked, Known, suggestion

AGENT = "same-text/1"

_SURE, _NEARLY = 0.95, 0.9
_CLEARLY = 2


_AT_ONCE = 500
"""Known sentences that are compared at a time: all of them, folded, would take megabytes."""


class Called(NamedTuple):
    """What a sentence was called."""

    label: str
    secondary: str | None
    times: int


def same_text(asked: Asked) -> list[Suggestion | None]:
    """Suggest what the annotator called the same text, or nearly the same, elsewhere."""
    called = _called(asked)
    return [
        None if copy is None else _suggested(asked, called[copy[1]], copy[0])
        for copy in _likest([sentence.text for sentence in asked.sentences], iter(called))
    ]


def _likest(texts: Sequence[str], known: Iterator[str]) -> list[tuple[float, str] | None]:
    """For each text the known one most like it, with the likeness; the first of several."""
    found: list[tuple[float, str] | None] = [None] * len(texts)
    while some := list(islice(known, _AT_ONCE)):
        for at, copy in enumerate(copies(texts, some)):
            before = found[at]
            if copy is not None and (before is None or copy.likeness > before[0]):
                found[at] = copy.likeness, some[copy.at]
    return found


def _called(asked: Asked) -> Mapping[str, Called | None]:
    """Text → what it was called; None where that was not one thing. The newest first."""
    said: dict[str, list[Known]] = {}
    for one in asked.known:
        said.setdefault(one.text, []).append(one)
    return {text: _one_of(known) for text, known in said.items()}


def _one_of(known: Sequence[Known]) -> Called | None:
    labels = Counter(one.label for one in known)
    label, n = labels.most_common(1)[0]
    if n < _CLEARLY * (len(known) - n):
        return None
    pairs = Counter(one.secondary for one in known if one.label == label)
    return Called(label, max(pairs, key=lambda secondary: pairs[secondary]), n)


def _suggested(asked: Asked, called: Called | None, likeness: float) -> Suggestion | None:
    if called is None:
        return None
    same = likeness == 1
    often = f", {called.times} times" if called.times > 1 else ""
    reason = f"you called {'the same' if same else 'nearly the same'} text that{often}"
    score = _SURE if same else round(_NEARLY * likeness, 2)
    return suggestion(asked, called.label, called.secondary, score, reason, AGENT)
