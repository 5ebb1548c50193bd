"""From links between articles to groups that must not be divided.

A link joins two articles that tell the same story, as far as is known: one copies from the other,
or people confirmed that both make the same claim. What hangs together, also over several links, is
one group. Refuses to know what a link rests on.
"""

from collections.abc import Iterable


def leaders(articles: Iterable[int], links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Article → the first article of its group: the one with the lowest number.

    Links of articles that are not among `articles` are passed over.
    """
    above = {article: article for article in articles}
    for pair in links:
        if pair[0] in above and pair[1] in above:
            low, high = sorted((_top(above, pair[0]), _top(above, pair[1])))
            above[high] = low
    return {article: _top(above, article) for article in above}


def _top(above: dict[int, int], article: int) -> int:
    """The top of the tree over an article; halves the way to it (Tarjan and van Leeuwen 1984)."""
    while above[article] != article:
        above[article] = above[above[article]]
        article = above[article]
    return article
