"""What `status` tells people: sums, a table by annotator, and one by article.

Works on figures that were counted before. Refuses to list every article: that is what
`claimdesk articles` is for.
"""

from collections.abc import Iterator, Mapping, Sequence

from annotations import workflow
from annotations.store import Share
from annotations.store.counts import ArticleWork
from annotations.text.display import visible
from tui.cli.table import GAP, cells, fitted, folded, row

ARTICLES_SHOWN = 20
"""Rows of the table by article: what fits a screen."""

_LONGEST_NAME = 12
_NARROWEST_COUNT = 5
_NARROWEST_TITLE = 28
_EVERYONE = "all"


def status_lines(found: workflow.Status, *, annotator: str, width: int) -> Iterator[str]:
    """Everything as lines of at most `width` cells; `annotator` is who asks."""
    for what in ("articles", "sentences", "disputed", "adjudicated", "claims", "verdicts"):
        yield f"{what:<12}{getattr(found, what):>9,}"
    if found.waiting:
        yield from folded(found.waiting, width)
    if found.annotators:
        yield ""
        yield from _by_annotator(found.annotators, width)
    if found.by_article:
        others = [name for name in found.annotators if name != annotator]
        yield ""
        yield from _by_article(found.by_article, [annotator, *others], width)
        if more := found.articles - len(found.by_article):
            yield f"… and {more:,} more: `claimdesk articles` lists all"


def _by_annotator(annotators: Mapping[str, Share], width: int) -> Iterator[str]:
    name = min(max(*map(cells, annotators), 10), 24)
    labels = width - name - 8 - 7 - 6
    widths = (name, 8, 7, labels)
    yield row(("annotator", "labelled", "flagged", "labels"), widths)
    for who, share in annotators.items():
        said = ", ".join(f"{label} {n:,}" for label, n in share.labels.items())
        first, *rest = list(folded(said, labels)) or [""]
        yield row((who, share.labelled, share.flagged, first), widths)
        for line in rest:
            yield row(("", "", "", line), widths)


def _by_article(articles: Sequence[ArticleWork], names: Sequence[str], width: int) -> Iterator[str]:
    """A column an annotator where they all fit, else one of the first and one of everyone."""
    shown = names if _title(names, width) >= _NARROWEST_TITLE else (names[0], _EVERYONE)
    widths = (_title(shown, width), *_columns(shown))
    yield row(("article", *map(_to_the_right, ("sentences", *shown), widths[1:])), widths)
    for article in articles:
        labelled = article.labelled
        counts = [labelled.get(name, 0) for name in names]
        if shown is not names:
            counts = [counts[0], sum(labelled.values())]
        yield row((article.title or article.name, article.sentences, *counts), widths)


def _columns(names: Sequence[str]) -> list[int]:
    """Widths of what stands behind the title: the sentences, then a count a name."""
    fitting = (min(cells(visible(name)), _LONGEST_NAME) for name in names)
    return [len("sentences"), *(max(cells_of_name, _NARROWEST_COUNT) for cells_of_name in fitting)]


def _title(names: Sequence[str], width: int) -> int:
    """Cells that are left for the title."""
    return width - sum(len(GAP) + column for column in _columns(names))


def _to_the_right(heading: str, width: int) -> str:
    heading = fitted(heading, width).rstrip()
    return " " * (width - cells(heading)) + heading
