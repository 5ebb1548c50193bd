"""The articles by their place in the list, read as they come into sight.

Holds one number an article (eight bytes each) and a few hundred articles; the rest stays in the
database. Refuses to be used from another thread than its store.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from annotations.errors import ClaimdeskError
from annotations.model import Article
from annotations.store import Store

AROUND = 60
"""Articles read at once."""
KEPT = 600


class Shelf:
    """All articles of the database in list order, for one annotator."""

    def __init__(self, store: Store, *, annotator: str) -> None:
        self._store = store
        self._annotator = annotator
        self._numbers: array[int] = array("q")
        self._kept: dict[int, Article] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def fill(self, numbers: "array[int]") -> None:
        """Take the numbers of all articles, in list order (which is that of the numbers)."""
        self._numbers = numbers

    def begin_around(self, number: int | None) -> None:
        """Fill in the neighbours of an article, until `fill` brings all."""
        articles = self._store.articles
        start = number or 0
        before = articles.page_before(annotator=self._annotator, before=start, limit=AROUND)
        behind = articles.page(annotator=self._annotator, after=start - 1, limit=AROUND)
        self._numbers = array("q", [article.number for article in (*before, *behind)])
        self._keep((*before, *behind))

    def place(self, number: int) -> int | None:
        """Place of an article in the list; None when it is not there (an older version)."""
        place = bisect_left(self._numbers, number)
        found = place < len(self._numbers) and self._numbers[place] == number
        return place if found else None

    def number(self, place: int) -> int | None:
        """Number of the article at a place; None beyond the ends."""
        return self._numbers[place] if 0 <= place < len(self._numbers) else None

    def article(self, place: int) -> Article | None:
        """The article at a place, with the progress known here.

        None beyond the ends, and where the database cannot be read just now: this is asked
        while painting, when there is nobody to tell.
        """
        number = self.number(place)
        if number is None:
            return None
        if number not in self._kept:
            start = max(0, place - AROUND // 2)
            around = self._numbers[start : start + AROUND]
            missing = [near for near in around if near not in self._kept]
            with suppress(ClaimdeskError), self._store.told():
                found = self._store.articles.several(missing, annotator=self._annotator)
                self._keep(found.values())
        return self._kept.get(number)

    def update(self, number: int, *, labelled: int, flagged: int) -> bool:
        """Note how far an article has come, ahead of the database; whether that is news."""
        article = self._kept.get(number)
        if article is None or (article.labelled, article.flagged) == (labelled, flagged):
            return False
        self._kept[number] = replace(article, labelled=labelled, flagged=flagged)
        return True

    def _keep(self, articles: Iterable[Article]) -> None:
        self._kept.update((article.number, article) for article in articles)
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
