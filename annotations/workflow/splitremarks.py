"""What whoever trains on a split has to know, in sentences.

Tells what makes figures wrong from what is good to know. Refuses to hold back either: front ends
show all of it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from annotations.splits.near import WORDS
from annotations.workflow.splitting import Division

FEW_GROUPS = 300
"""Below this, the shares of the splits wander from the fractions."""


class Remark(NamedTuple):
    """One thing to know."""

    text: str
    warns: bool
    """Whether figures made on the split are wrong, or there is nothing to make them on."""


def remarks(division: Division, rows: Mapping[str, int], *, force: str) -> Iterator[Remark]:
    """What whoever trains on this has to know, in sentences.

    `rows`: split → rows written; `force`: what to say to have a single story divided all the same.
    """
    if division.fractions is None:
        return
    for text in _frozen(division, written=any(rows.values())):
        yield Remark(text, warns=False)
    if division.forced and division.groups > 1:
        yield Remark(
            "all labelled articles are one story, split by article as you insisted: the test set "
            "repeats what stands in the training set, and figures made on it are too good",
            warns=True,
        )
    if division.groups == 1:
        yield Remark(_alone(division, force), warns=True)
    elif 0 < division.groups < FEW_GROUPS and not division.forced:
        yield Remark(
            f"{division.groups} groups are few: under {FEW_GROUPS} the shares wander from "
            f"{division.fractions}",
            warns=False,
        )
    if division.groups > 1:
        empty = (name for name in division.splits if not rows.get(name))
        yield from (Remark(f"no row fell into {name}", warns=True) for name in empty)
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


def _alone(division: Division, force: str) -> str:
    what = {
        "story": "one story as far as words tell",
        "article": "one article",
        "source": "one source",
    }
    return (
        f"all labelled sentences are of {what[division.group_by]}: no honest split exists, and all "
        f"of them are {' or '.join(division.splits)}"
        + ("" if division.group_by == "article" else f" ({force} splits by article all the same)")
    )


def _doubts(division: Division) -> Iterator[Remark]:
    if division.group_by != "story" and division.groups > 1 and not division.forced:
        yield Remark(
            f"split by {division.group_by}: articles of one story can stand in different splits, "
            "which makes the test set easier than it looks",
            warns=True,
        )
    if division.unsourced:
        yield Remark(
            f"of unknown source, kept together: {_counted(division.unsourced, 'article')}; name "
            "their sources in articles.yaml",
            warns=False,
        )
    if division.bridges:
        yield Remark(
            f"left out of all splits: {_counted(division.bridges, 'article')} that would join "
            "stories of different splits",
            warns=False,
        )
    if division.torn:
        yield Remark(
            f"in different splits since before it was known that they are one story: "
            f"{_counted(division.torn, 'pair')} of articles",
            warns=True,
        )
    if division.closest:
        a, b, share = division.closest
        yield Remark(
            f"in different splits, though they may tell the same story: "
            f"{_counted(division.kin, 'pair')} of articles (most alike: {a} and {b}, {share:.1%} "
            f"of their runs of {WORDS} words); retellings in other words are not found",
            warns=True,
        )


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
