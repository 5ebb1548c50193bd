"""What an annotator says in another window: read before anything is said of a sentence here.

An event holds the whole state that it leaves behind, so a key over a state that is out of date
would take off a note or a flag that was set elsewhere. Knows no Textual. Refuses to look at more
than the sentences that a key is about: that is one query, within the key's own milliseconds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

from annotations.errors import ClaimdeskError
from annotations.model import NOTHING_SAID, Change, LabelState, Step
from tui.moving import Whereabouts
from tui.page import Corpus, Page

States = Mapping[int, LabelState]


class Meanwhile(Whereabouts):
    """An annotator's place, where another window may be at work as well."""

    corpus: Corpus

    def refresh(self, indices: Iterable[int]) -> States:
        """Take over what was said elsewhere of these sentences of the open article.

        Index → the state that was shown until now, of those alone where that is out of date. As
        long as the database does not answer, what is shown counts.
        """
        page = self.page
        if page is None or not page.sentences:
            return {}
        with suppress(ClaimdeskError), self.told():
            return self._take_over(
                page, self.standing({page.number_of(index) for index in indices})
            )
        return {}

    def notice(self, indices: Iterable[int]) -> frozenset[int]:
        """Take over what was said elsewhere; the indices of those that have got a label by it."""
        page = self.page
        if page is None:
            return frozenset()
        return frozenset(
            index
            for index, seen in self.refresh(indices).items()
            if seen.label is None and page.states[index].label is not None
        )

    def overtaken(self, steps: Sequence[Change]) -> tuple[frozenset[int], frozenset[int]]:
        """Sentences that are not as these steps expect them; and the indices that look new.

        Something else was said of them in another window, or came in from a file.
        """
        standing = self.standing({step.sentence for step in steps})
        others = (step.sentence for step in steps if standing[step.sentence] != step.before)
        news = self._take_over(self.page, standing) if self.page else {}
        return frozenset(others), frozenset(news)

    def standing(self, sentences: Collection[int]) -> States:
        """The states of these sentences of one article, on disk or on their way there."""
        pending = {
            number: self._pending[number][-1].state
            for number in sentences
            if number in self._pending
        }
        asked = [number for number in sentences if number not in pending]
        stored: States = {}
        if asked:
            stored = self._store.labels.between(min(asked), max(asked), annotator=self.annotator)
        return {
            number: pending[number] if number in pending else stored.get(number, NOTHING_SAID)
            for number in sentences
        }

    def _take_over(self, page: Page, standing: States) -> States:
        seen: dict[int, LabelState] = {}
        for number, state in standing.items():
            index = page.index_of(number)
            if index is not None and page.states[index] != state:
                seen[index] = page.states[index]
                self._histories.pop(number, None)
        numbers = [page.number_of(index) for index in seen]
        self.apply(page, [Step(number, NOTHING_SAID, standing[number]) for number in numbers])
        return seen

    def apply(self, page: Page, changes: Sequence[Change]) -> frozenset[int]:
        """Change states of the open article, and the figures with them; the indices touched."""
        labelled, finished = page.labelled, page.finished
        touched = page.apply(changes)
        self.corpus.labelled += page.labelled - labelled
        self.corpus.finished += page.finished - finished
        return touched


def told(page: Page, seen: States) -> str:
    """What to say where a label takes the place of others than were shown; "" for nothing."""
    n = sum(page.states[index].label not in (None, was.label) for index, was in seen.items())
    if not n:
        return ""
    what = "labelled in another window meanwhile"
    return f"{what if n == 1 else f'{n} were {what}'}: undo brings that back"
