"""Ghost labels: what is suggested for the open article, shown until somebody decides.

Plain Python. Takes suggestions once for each time an article is opened, and from then on changes
none of them: what is under the cursor while a person is about to press is what they have read.
Refuses to label: a ghost becomes a label only when the annotator accepts it.
"""

from collections.abc import Sequence

from annotations.model import Suggestion
from tui.page import KEPT, Page

Suggested = Sequence[Suggestion | None]
"""For each sentence of an article, in order, what is suggested."""


class Visit:
    """One time that an article is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = False
        """Somebody has pressed a key since the article was opened."""
        self.answered = False
        """What is suggested is known, or will not be."""
        self.held: tuple[int, Suggestion] | None = None
        """A suggestion that came when its sentence was current: for when the cursor has left."""


class Ghosts:
    """What is suggested for the open article, and for a few that may be opened next."""

    def __init__(self) -> None:
        self.visit: Visit | None = None
        """None: no article is open."""
        self._dismissed: set[int] = set()
        """Numbers of the sentences for which nothing is to be suggested any more."""
        self._near: dict[int, tuple[int, Suggested]] = {}
        """Article number → how much had been decided by then, and what was suggested."""

    def enter(self, page: Page, *, made: int, cursor: int) -> None:
        """Begin with an article that was opened; what is at hand for it shows at once."""
        self.visit = Visit(page)
        if self.fresh(page.article.number, made=made):
            _, suggested = self._near[page.article.number]
            self.take(self.visit, suggested, cursor=cursor)

    def resume(self, visit: Visit, page: Page) -> None:
        """Go on with a visit whose article was read anew: its ghosts are those that there were."""
        page.haunt(visit.page.ghosts)
        visit.page = page
        self.visit = visit

    def take(self, visit: Visit, suggested: Suggested, *, cursor: int) -> frozenset[int]:
        """Show what is suggested in a visit; the indices of the sentences that this touched.

        Nothing of it is shown when the article was left, or when it was known already. Once a key
        was pressed, what is suggested for the current sentence waits until the cursor has left.
        """
        page = visit.page
        if visit is not self.visit or visit.answered:
            return frozenset()
        visit.answered = True
        if len(suggested) != len(page.sentences):
            return frozenset()
        page.haunt(list(suggested))
        for sentence in self._dismissed:
            if (index := page.index_of(sentence)) is not None:
                page.set_ghost(index, None)
        here = page.ghosts[cursor] if page.ghosts else None
        if visit.pressed and here is not None:
            visit.held = cursor, here
            page.set_ghost(cursor, None)
        return frozenset(index for index, one in enumerate(page.ghosts) if one is not None)

    def leave_sentence(self) -> None:
        """Show what waited for the cursor to leave."""
        visit = self.visit
        if visit is not None and visit.held is not None:
            index, suggestion = visit.held
            visit.page.set_ghost(index, suggestion)
            visit.held = None

    def dismiss(self, index: int) -> None:
        """Suggest nothing for a sentence any more, as long as the program runs."""
        if self.visit is not None:
            page = self.visit.page
            self._dismissed.add(page.number_of(index))
            page.set_ghost(index, None)

    # Articles that may be opened next.

    def keep(self, number: int, suggested: Suggested, *, made: int) -> None:
        """Have at hand what is suggested for an article, worked out after `made` decisions."""
        self._near.pop(number, None)
        self._near[number] = made, suggested
        while len(self._near) > KEPT:
            del self._near[next(iter(self._near))]

    def fresh(self, number: int, *, made: int) -> bool:
        """Whether what is at hand for an article knows of all that was decided."""
        return number in self._near and self._near[number][0] == made

    def forget(self) -> None:
        """Throw away what is at hand: it would be another now."""
        self._near.clear()
