"""Articles that are likely to be opened next, read and laid out before anybody asks.

Plain Python for a thread with a store of its own. Refuses to read labels: they change; they are
read when the article is opened.
"""

from collections.abc import Mapping, Sequence

from annotations.config import Layout
from annotations.nouns import dataclass
from annotations.store import Store
from tui.page import Reading


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read, the likeliest first."""

    by_number: Mapping[int, Reading]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The next article behind `after` with something left to label."""

    annotator: str
    after: int


class Ahead:
    """What to read: the neighbours given, and the next unfinished article, if that is wanted."""

    def __init__(
        self,
        near: Sequence[int],
        known: Mapping[int, Reading],
        *,
        measure: tuple[int, Layout],
        unfinished: Unfinished | None = None,
    ) -> None:
        """`known` need not be read again; `measure` is the width of a line and the layout."""
        self._near = near
        self._known = known
        self._measure = measure
        self._wanted = unfinished

    def read(self, store: Store) -> Readings:
        """Read and lay out. Raises `NotFound` when an article has gone meanwhile."""
        found: dict[int, Reading] = {}
        for number in dict.fromkeys([*self._near, *self._unfinished(store)]):
            reading = self._known.get(number) or Reading(*store.articles.read(number))
            reading.arranged(*self._measure)
            found[number] = reading
        return Readings(found)

    def _unfinished(self, store: Store) -> Sequence[int]:
        wanted = self._wanted
        if wanted is None:
            return []
        number = store.articles.next_unfinished(annotator=wanted.annotator, after=wanted.after)
        return [] if number is None else [number]
