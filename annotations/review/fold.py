"""The events folded into states: the definition that the derived tables must equal.

Slow and plain on purpose: the database keeps the same figures by triggers, and tests compare
the two after random histories.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from annotations.model import LabelEvent, LabelState, ReviewEvent, Ruling

Pair = tuple[int, str]
"""(sentence number, annotator or reviewer)"""


def current(events: Iterable[LabelEvent]) -> dict[Pair, LabelState]:
    """The state of each pair: that of its last event by (`at`, `event_id`)."""
    last: dict[Pair, LabelEvent] = {}
    for event in events:
        pair = (event.sentence, event.annotator)
        held = last.get(pair)
        if held is None or (event.at, event.event_id) > (held.at, held.event_id):
            last[pair] = event
    return {pair: event.state for pair, event in last.items()}


def progress(
    states: Mapping[Pair, LabelState], article_of: Mapping[int, int]
) -> dict[tuple[str, int], tuple[int, int]]:
    """(annotator, article) → (labelled, flagged), where anything was ever said."""
    labelled: Counter[tuple[str, int]] = Counter()
    flagged: Counter[tuple[str, int]] = Counter()
    seen = set()
    for (sentence, annotator), state in states.items():
        key = (annotator, article_of[sentence])
        seen.add(key)
        labelled[key] += state.label is not None
        flagged[key] += bool(state.flags)
    return {key: (labelled[key], flagged[key]) for key in seen}


def tally(
    states: Mapping[Pair, LabelState], article_of: Mapping[int, int]
) -> dict[tuple[str, int, str], int]:
    """(annotator, article, label) → how many sentences."""
    return dict(
        Counter(
            (annotator, article_of[sentence], state.label)
            for (sentence, annotator), state in states.items()
            if state.label is not None
        )
    )


def rulings(events: Iterable[ReviewEvent]) -> dict[Pair, Ruling]:
    """What each (sentence, reviewer) comes to: the last event by (`at`, `event_id`)."""
    last: dict[Pair, ReviewEvent] = {}
    for event in events:
        pair = (event.sentence, event.reviewer)
        held = last.get(pair)
        if held is None or (event.at, event.event_id) > (held.at, held.event_id):
            last[pair] = event
    return {pair: event.ruling for pair, event in last.items()}


def disputed(
    states: Mapping[Pair, LabelState], ruled: Mapping[Pair, Ruling]
) -> dict[int, tuple[int, bool]]:
    """Sentences to which people gave different labels → (severity, a reviewer has decided).

    Severity: thousandths of the votes that are not for the most frequent label, cut off.
    """
    given: dict[int, Counter[str]] = {}
    for (sentence, _), state in states.items():
        if state.label is not None:
            given.setdefault(sentence, Counter())[state.label] += 1
    decided = {
        sentence
        for (sentence, _), ruling in ruled.items()
        if ruling.decision is not None and ruling.basis in ("adjudicated", "majority")
    }
    return {
        sentence: (severity(labels), sentence in decided)
        for sentence, labels in given.items()
        if len(labels) > 1
    }


def severity(votes: Counter[str]) -> int:
    """How badly people differ: 500 for one against one, 333 for two against one, 666 for three."""
    return 1000 * (votes.total() - max(votes.values())) // votes.total()
