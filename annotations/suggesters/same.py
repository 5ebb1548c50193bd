"""The suggester that remembers: what this annotator called the same sentence in another article.

A sentence that was called two things is suggested as neither, unless one of them is twice as
frequent as all others. Refuses to look at what others called it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from annotations.matching.nearly import copies
from annotations.model import Suggestion
from annotations.suggesters.asked import Asked, suggestion

AGENT = "same-text/1"

_SURE, _NEARLY = 0.95, 0.9
_CLEARLY = 2


class Called(NamedTuple):
    """What a sentence was called."""

    label: str
    secondary: str | None
    times: int


def same_text(asked: Asked) -> list[Suggestion | None]:
    """Suggest what the annotator called the same text, or nearly the same, elsewhere."""
    called = _called(asked)
    texts = list(called)
    return [
        None if copy is None else _suggested(asked, called[texts[copy.at]], copy.likeness)
        for copy in copies([sentence.text for sentence in asked.sentences], texts)
    ]


def _called(asked: Asked) -> Mapping[str, Called | None]:
    """Text → what it was called; None where that was not one thing. The newest first."""
    said: defaultdict[str, Counter[tuple[str, str | None]]] = defaultdict(Counter)
    for one in asked.known:
        said[one.text][one.label, one.secondary] += 1
    return {text: _one_of(counts) for text, counts in said.items()}


def _one_of(counts: Counter[tuple[str, str | None]]) -> Called | None:
    labels: Counter[str] = Counter()
    for (label, _), n in counts.items():
        labels[label] += n
    label, n = labels.most_common(1)[0]
    if n < _CLEARLY * (labels.total() - n):
        return None
    secondary = max((pair for pair in counts if pair[0] == label), key=lambda pair: counts[pair])[1]
    return Called(label, secondary, n)


def _suggested(asked: Asked, called: Called | None, likeness: float) -> Suggestion | None:
    if called is None:
        return None
    same = likeness == 1
    often = f", {called.times} times" if called.times > 1 else ""
    reason = f"you called {'the same' if same else 'nearly the same'} text that{often}"
    score = _SURE if same else round(_NEARLY * likeness, 2)
    return suggestion(asked, called.label, called.secondary, score, reason, AGENT)
