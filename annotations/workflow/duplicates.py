"""Rows of the test and validation set whose words stand in the training set already.

A model that has seen a sentence with its label is not tested by it. Precise: only what is
written as a row counts as seen. Refuses to hold texts: nine bytes a sentence of the smaller sets.
"""

from collections.abc import Callable, Iterable

from annotations.exporters import Row
from annotations.review.resolve import Undecided
from annotations.splits.assign import TEST, TRAIN, VALIDATION
from annotations.splits.same import Marked, fingerprint
from annotations.store import Store, Voted
from annotations.store.splits import Member
from annotations.workflow.splitting import Division

Rows = Callable[[Voted], Iterable[Row | Undecided]]

_BITS = {TRAIN: 1, VALIDATION: 2}
_BEFORE = {VALIDATION: 1, TEST: 1 | 2}
"""Split → the marks of those that go before it."""


class Duplicates:
    """What of the test and validation set stands in a set before it."""

    def __init__(
        self, store: Store, division: Division, rows: Rows, *, annotator: str | None
    ) -> None:
        """Read the corpus once. Belongs inside one `reading` with the export itself."""
        self._splits = store.splits
        by_split = _by_split(store, division)
        self._held = Marked(
            fingerprint(text)
            for split in _BEFORE
            for member in by_split.get(split, ())
            for text in self._splits.labelled_texts(member.newest)
        )
        for split, bit in _BITS.items():
            for member in by_split.get(split, ()):
                if self._may_hold(member, bit):
                    for row in rows(store.votes.article(member.newest, annotator=annotator)):
                        if isinstance(row, Row):
                            self._held.mark(fingerprint(row.text), bit)

    def __contains__(self, row: Row) -> bool:
        """Whether the words of this row are those of a row in a set before it."""
        before = _BEFORE.get(row.split or TRAIN, 0)
        return bool(before and (self._held.marks(fingerprint(row.text)) or 0) & before)

    def _may_hold(self, member: Member, bit: int) -> bool:
        """Whether the article has a sentence that matters and was not seen in this split yet."""
        texts = self._splits.labelled_texts(member.newest)
        found = (self._held.marks(fingerprint(text)) for text in texts)
        return any(marks is not None and not marks & bit for marks in found)


def _by_split(store: Store, division: Division) -> dict[str, list[Member]]:
    """Split → its articles with labels."""
    found: dict[str, list[Member]] = {}
    for member in store.splits.members():
        at = division.at.get(member.id)
        if member.labels and at is not None and at.split is not None:
            found.setdefault(at.split, []).append(member)
    return found
