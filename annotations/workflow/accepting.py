"""Which sentences a reviewer could accept in bulk, and as what: for a preview, then for the deed.

Refuses to accept anything itself: what comes out is what a reviewer's key would change.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotations.config import Agreed
from annotations.model import NO_RULING, Overruling
from annotations.nouns import dataclass
from annotations.review.resolve import resolve
from annotations.store import Store

WHOLE = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Acceptable:
    """What accepting would do."""

    agreed: Agreed
    changes: Sequence[Overruling]
    labels: Mapping[str, int]
    """Label → sentences, most frequent first."""


def acceptable(store: Store, choices: Sequence[Agreed], *, reviewer: str) -> list[Acceptable]:
    """What could be accepted by each of these measures, by one look at all labels.

    A sentence that a reviewer has decided, or sent back and not had back, is left alone.
    """
    if not choices:
        return []
    found: list[list[Overruling]] = [[] for _ in choices]
    with store.reading():
        waiting = store.reviews.waiting()
        drafts = store.reviews.drafts(reviewer=reviewer)
        least = min(choice.annotators for choice in choices)
        for sentence, votes in store.undecided(annotators=least):
            outcome = resolve(votes)
            if sentence in waiting or outcome.label is None or outcome.agreement is None:
                continue
            before = drafts.get(sentence, NO_RULING)
            after = replace(
                before,
                decision="label",
                label=outcome.label,
                secondary=outcome.secondary,
                sent_to=(),
                among=tuple(sorted({str(vote.state.label) for vote in votes})),
                basis=outcome.decided_by or "majority",
            )
            step = Overruling(sentence, before, after)
            for choice, steps in zip(choices, found, strict=True):
                enough = outcome.agreement * WHOLE >= choice.percent
                if choice.percent == WHOLE:  # all agree, also on the secondary label
                    enough = len({vote.state for vote in votes}) == 1
                if len(votes) >= choice.annotators and enough:
                    steps.append(step)
    return [
        Acceptable(choice, steps, _labels(steps))
        for choice, steps in zip(choices, found, strict=True)
    ]


def _labels(steps: Sequence[Overruling]) -> dict[str, int]:
    counts = Counter(str(step.after.label) for step in steps)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
