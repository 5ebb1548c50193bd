"""What can be reviewed and accepted, as choices for the finder. Plain functions from values."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from annotations.config import Config
from annotations.nouns import dataclass
from annotations.review.queues import Audit, Disputes, Lessons, Questions, Queue
from annotations.text.display import visible
from annotations.workflow.accepting import Acceptable
from tui.look import Look
from tui.widgets.finder import Choice

MOST_PAIRS = 15
"""Pairs of annotators offered; with more people the confusion matrix is the way in."""


@dataclass(frozen=True, slots=True)
class ToQueue:
    """Opening this choice goes through these sentences."""

    queue: Queue


@dataclass(frozen=True, slots=True)
class ToAccept:
    """Opening this choice accepts these labels."""

    found: Acceptable


def queue_choices(
    typed: str,
    annotators: Sequence[str],
    *,
    reviewer: str,
    article: int | None,
    config: Config,
    look: Look,
) -> list[Choice]:
    """Everything that can be reviewed, as far as its words hold all that was typed."""
    wanted = typed.casefold().split()
    return [
        Choice(((words, look.text),), ((about, look.dim),), ToQueue(queue))
        for words, about, queue in _queues(annotators, reviewer, article, config)
        if all(word in f"{words} {about}".casefold() for word in wanted)
    ]


def _queues(
    annotators: Sequence[str], reviewer: str, article: int | None, config: Config
) -> Iterator[tuple[str, str, Queue]]:
    yield "disagreements", "where people differ, the worst first", Disputes()
    if len(annotators) > 2:  # noqa: PLR2004 - two are all there are
        for one, other in islice(combinations(annotators, 2), MOST_PAIRS):
            words = f"disagreements between {visible(one)} and {visible(other)}"
            yield words, "where these two differ", Disputes((one, other))
    for name in annotators:
        yield from _audits(name, article, config)
    if reviewer in annotators:
        yield (
            "what reviewers decided otherwise on my labels",
            "to read and to learn from",
            Lessons(reviewer),
        )
        yield (
            "all that reviewers decided on my labels",
            "to read and to learn from",
            Lessons(reviewer, changed=False),
        )
    yield "guideline questions", "sentences that the guideline does not answer", Questions()


def _audits(name: str, article: int | None, config: Config) -> Iterator[tuple[str, str, Queue]]:
    audit = f"audit of {visible(name)}"
    n, seed = config.review.sample, config.review.seed
    yield (f"{audit}: all labels", "in the order of the articles", Audit(name))
    yield (
        f"{audit}: {n} at random",
        f"the same each time, by the seed {seed}",
        Audit(name, sample=n, seed=seed),
    )
    if article is not None:
        yield f"{audit}: this article", "the one on the screen", Audit(name, article=article)
    yield f"{audit}: flagged", "what has any flag", Audit(name, flagged=True)
    yield f"{audit}: in under 2 s", "faster than one can read", Audit(name, hasty=True)
    for label in config.labels:
        words = f"{audit}: {visible(label.name)}"
        yield words, "one label", Audit(name, label=label.name)


def accept_choices(found: Sequence[Acceptable], look: Look) -> list[Choice]:
    """Each measure with what accepting by it would do; those that would do nothing come last."""
    return [_acceptance(one, look) for one in sorted(found, key=lambda one: not one.changes)]


def _acceptance(found: Acceptable, look: Look) -> Choice:
    n, agreed = len(found.changes), found.agreed
    share = "all agree" if agreed.percent == 100 else f"at least {agreed.percent} % agree"  # noqa: PLR2004 - per cent
    words = f"{n:,} sentence{'' if n == 1 else 's'}"
    labels = " · ".join(f"{visible(label)} {count:,}" for label, count in found.labels.items())
    return Choice(
        (
            (f"accept {words}", look.title if n else look.dim),
            (f"  labelled by at least {agreed.annotators} people, {share}", look.text),
        ),
        ((labels or "nothing to accept", look.dim),),
        ToAccept(found),
    )
