"""The board to choose the claim that a sentence is added to: the most alike first.

Refuses to choose: a key does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from annotations.claims import Mention
from annotations.facts.claim import mention_slot
from annotations.matching.resemble import resemblance
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.text.display import shown
from tui.factdesk.board import Board, Row
from tui.factdesk.standings import Read
from tui.factdesk.view import Desk
from tui.page import NOTHING, Effect
from tui.widgets.lines import Line
from tui.wrapping import crop


@dataclass(frozen=True, slots=True)
class Alike:
    """The board, and how like a sentence each claim is."""

    read: Read
    likeness: Mapping[str, float]
    """Id of a claim → 0 to 1."""


def _read_alike(store: Store, *, mention: Mention, read: Callable[[Store], object]) -> object:
    found = read(store)
    if not isinstance(found, Read):
        return found
    alike = {one.id: resemblance(mention.text, one.wording.text) for one in found.claims}
    return Alike(found, alike)


class AddTo(Board):
    """The board, to choose the claim that a sentence is added to: the most alike first."""

    hints: tuple[str, ...] = ("claim.open", "claims.find", "quit")

    def __init__(self, desk: Desk, mention: Mention) -> None:
        super().__init__(desk)
        self.mention = mention
        self._likeness: Mapping[str, float] = {}

    def title(self) -> str:
        """What is asked."""
        return "to which claim does the sentence belong?"

    def head(self, width: int) -> Sequence[Line]:
        """The sentence."""
        look = self.look
        return (((f" {crop(shown(self.mention.text), width - 2)}", look.title),), ())

    def _reading(self) -> Callable[[Store], object]:
        return partial(_read_alike, mention=self.mention, read=super()._reading())

    def take(self, what: str, asked: object, answer: object) -> None:
        """Take the claims, and how alike each is."""
        if isinstance(answer, Alike):
            self._likeness, answer = answer.likeness, answer.read
        super().take(what, asked, answer)

    def _sorted(self, rows: list[Row]) -> list[Row]:
        """Those most like the sentence first, without those that have it."""
        new = (row for row in rows if self.mention.sentence not in row.claim.confirmed)
        return sorted(new, key=lambda row: -self._likeness.get(row.claim.id, 0.0))

    def deeds(self) -> Mapping[str, Callable[[], Effect | None]]:
        """Adding stands for opening."""
        return {"claim.open": self.add_it, "claims.find": self.find}

    def add_it(self) -> Effect | None:
        """Add the sentence to the claim under the cursor, and go back to the article."""
        row = self.current
        if row is None:
            return self._nothing_here()
        self.work.check_stands(row.claim.id)
        mention = replace(self.mention, relation="same", state="confirmed")
        self.work.make([(mention_slot(row.claim.id, mention.sentence), mention)])
        self.desk.leave_view()
        return replace(NOTHING, message="the sentence was added to the claim")
