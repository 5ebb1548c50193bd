"""What whoever trains on a split has to know, in sentences.

Refuses to judge whether it matters: front ends show all of it.
"""

from collections.abc import Iterator, Mapping

from annotations.splits.near import WORDS
from annotations.workflow.splitting import Division

FEW_GROUPS = 300
"""Below this, the shares of the splits wander from the fractions."""


def remarks(division: Division, rows: Mapping[str, int]) -> Iterator[str]:
    """What whoever trains on this has to know, in sentences; `rows`: split → rows written."""
    if division.fractions is None:
        return
    yield from _frozen(division, written=any(rows.values()))
    if division.forced and division.groups > 1:
        yield (
            "all labelled articles are one story, split by article as you insisted: the test set "
            "repeats what stands in the training set, and figures made on it are too good"
        )
    if division.groups == 1:
        yield from _alone(division)
    elif 0 < division.groups < FEW_GROUPS and not division.forced:
        yield (
            f"{division.groups} groups are few: under {FEW_GROUPS} the shares wander from "
            f"{division.fractions}"
        )
    if division.groups > 1:
        yield from (f"no row fell into {name}" for name in division.splits if not rows.get(name))
    yield from _doubts(division)


def _frozen(division: Division, *, written: bool) -> Iterator[str]:
    """Since when the division holds; `written`: whether there is a row of it."""
    if not division.groups:
        return
    how = f"split {division.fractions} by {division.group_by}, seed {division.seed}"
    beside = f", beside {', '.join(division.others)}" if division.others else ""
    if division.kept:
        yield f"{how}, as frozen by an earlier export"
    elif division.frozen:
        yield f"{how}: new, frozen from now on{beside}"
    elif written:
        yield f"{how}: new, frozen once it is written{beside}"
    else:
        yield f"{how}: new, not frozen while no row goes in"


def _alone(division: Division) -> Iterator[str]:
    what = {
        "story": "one story as far as words tell",
        "article": "one article",
        "source": "one source",
    }
    yield (
        f"all labelled sentences are of {what[division.group_by]}: no honest split exists, and all "
        f"of them are {' or '.join(division.splits)}"
        + ("" if division.group_by == "article" else " (--force splits by article all the same)")
    )


def _doubts(division: Division) -> Iterator[str]:
    if division.group_by != "story" and division.groups > 1 and not division.forced:
        yield (
            f"split by {division.group_by}: articles of one story can stand in different splits, "
            "which makes the test set easier than it looks"
        )
    if division.unsourced:
        yield (
            f"of unknown source, kept together: {_counted(division.unsourced, 'article')}; name "
            "their sources in articles.yaml"
        )
    if division.bridges:
        yield (
            f"left out of all splits: {_counted(division.bridges, 'article')} that would join "
            "stories of different splits"
        )
    if division.torn:
        yield (
            f"in different splits since before it was known that they are one story: "
            f"{_counted(division.torn, 'pair')} of articles"
        )
    if division.closest:
        a, b, share = division.closest
        yield (
            f"in different splits, though they may tell the same story: "
            f"{_counted(division.kin, 'pair')} of articles (most alike: {a} and {b}, {share:.1%} "
            f"of their runs of {WORDS} words); retellings in other words are not found"
        )


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
