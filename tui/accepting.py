"""What an annotator does with suggestions: accept one, all of an article or a region; dismiss.

Knows no Textual. What is accepted becomes a label of the annotator, with `suggestion` as origin.
Refuses to accept what is not shown, and to set labels itself: `tui.session` does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from annotations.config import Config
from annotations.model import Suggestion
from tui.ghosts import Ghosts, Suggested, Visit
from tui.haste import Haste
from tui.meanwhile import Meanwhile
from tui.page import NOTHING, Effect, Page

Chosen = Mapping[int, Suggestion]
"""Index of a sentence of the open article → the suggestion that is accepted for it."""

NONE_HERE = "nothing is suggested here"
BLIND = "these labels are a second opinion, so nothing is suggested"
NOBODY = "no agent is configured to suggest anything"
TAKEN_BACK = "; undo takes it back"


class Armed(NamedTuple):
    """What accepting once more would accept, and the moment in which that holds."""

    visit: Visit
    made: int
    cursor: int
    chosen: Chosen


class Accepting(Meanwhile):
    """An annotator's place, with ghost labels there."""

    made: int
    """Gestures of this session."""
    _armed: Armed | None = None

    # Where the ghosts are.

    def haunt(self) -> None:
        """Begin without ghosts."""
        self.haunted = Ghosts()
        self.haste = Haste()

    @property
    def ghosts(self) -> list[Suggestion | None]:
        """What is shown for each sentence of the open article; None: labelled, or nothing is."""
        page = self.page
        return [page.ghost(index) for index in range(len(page.sentences))] if page else []

    @property
    def ghost(self) -> Suggestion | None:
        """What is suggested for the current sentence."""
        if self.page is None or not self.page.states:
            return None
        return self.page.ghost(self.cursor) or self.doubt

    @property
    def doubt(self) -> Suggestion | None:
        """What is suggested instead of the current label, where such labels are gone through."""
        page, sentence = self.page, self.sentence
        if page is None or sentence is None or self.cursor >= len(page.ghosts):
            return None
        one, state = page.ghosts[self.cursor], page.states[self.cursor]
        if one is None or one.label == state.label:
            return None
        return one if self.following.doubts(sentence.number, state) else None

    def take_ghosts(self, visit: Visit, suggested: Suggested) -> frozenset[int]:
        """Show what was worked out for a visit, if that is still going on; the indices touched."""
        return self.haunted.take(visit, suggested, cursor=self.cursor)

    def pressed(self, id_: str) -> None:
        """Note that a key was pressed, before what it does; the id of its action, "" for none."""
        if self.haunted.visit is not None:
            self.haunted.visit.pressed = True
        if id_ != "suggestion.all":
            self._armed = None

    def go(self, index: int) -> Effect:
        """Put the cursor on a sentence; a ghost that waited for that shows where it was."""
        effect = super().go(index)
        if effect.moved:
            self._armed = None
            self.haunted.leave_sentence()
            if self.haunted.visit is not None:
                self.haunted.visit.pressed = True
        return effect

    def open_newest(self, article: int) -> Effect:
        """Open the newest version of an article, at its first unlabelled sentence.

        Nobody has asked for it: no ghost comes under keys that were meant for the old version.
        """
        self.haunted.forget()
        effect = super().open_newest(article)
        self.pressed("")
        return effect

    def reopen(self) -> Effect:
        """Read the open article anew, at the current sentence; its ghosts stay as they are."""
        page, visit = self.page, self.haunted.visit
        if page is None or visit is None:
            return NOTHING
        effect = self.open(page.article.number, position=self.cursor + 1)
        if self.page is not None:
            self.haunted.resume(visit, self.page)
        return effect

    # Accepting.

    def accept(self) -> Effect:
        """Take on what is suggested for the current sentence, the range or the count; move on."""
        alone = self.range_start is None and not self.count
        targets = self.targets()
        chosen, elsewhere = self._choose(targets)
        if alone and self.doubt is not None:
            news = frozenset(self.refresh([self.cursor]))
            doubt = self.doubt
            chosen, elsewhere = ({self.cursor: doubt}, news) if doubt else ({}, news)
        if self.page is None or not chosen:
            return self._none(elsewhere)
        if alone:
            self.haste.add(accepted=True, looked=self.looked(self.now()))
        effect = self._accept(self.page, chosen, last=targets[-1], elsewhere=elsewhere)
        remark = self.haste.remark(at=self.now()) if alone else ""
        return replace(effect, message=remark, lasting=True) if remark else effect

    def accept_all(self) -> Effect:
        """Say what of the article would be accepted; asked again at once, accept it."""
        page, visit = self.page, self.haunted.visit
        if page is None or visit is None:
            return NOTHING
        armed, self._armed = self._armed, None
        if armed and armed[:3] == (visit, self.made, self.cursor):
            return self._accept_armed(page, armed.chosen)
        everything, elsewhere = self._choose(range(len(page.sentences)))
        least, above = self.config.suggest.accept / 100, f"from .{self.config.suggest.accept} up"
        chosen = {index: one for index, one in everything.items() if one.score >= least}
        if not chosen and everything:
            return Effect(elsewhere, message=f"nothing is suggested {above}")
        if not chosen:
            return self._none(elsewhere)
        self._armed = Armed(visit, self.made, self.cursor, chosen)
        left = len(everything) - len(chosen)
        below = f"; {left} below stay{'s' * (left == 1)}" if left else ""
        told = f"once more accepts {self._counted(chosen)} {above}{below}"
        return Effect(elsewhere, message=told, warning=True)

    def region(self) -> range:
        """The sentences around the current one for which boilerplate is suggested in a row.

        Those that have that label already are passed over; empty where nothing is to be accepted.
        """
        return self._region()[0]

    def in_region(self) -> int:
        """How many sentences `accept_region` would label."""
        return self._region()[1]

    def _region(self) -> tuple[range, int]:
        page, label = self.page, self.config.boilerplate
        if page is None or label is None or not page.ghosts:
            return range(0), 0
        return page.region(self.cursor, label.name)

    def accept_region(self) -> Effect:
        """Take on boilerplate for all of the region that the current sentence is in."""
        region = self.region()
        chosen, elsewhere = self._choose(region)
        if self.page is None or not chosen:
            return self._none(elsewhere, known="no boilerplate is suggested here")
        effect = self._accept(self.page, chosen, last=region[-1], elsewhere=elsewhere)
        return replace(effect, message=f"{self._counted(chosen)}{_staying(elsewhere)}{TAKEN_BACK}")

    def dismiss(self) -> Effect:
        """Suggest nothing for the current sentence (or the range) until the next start."""
        alone = self.range_start is None and not self.count
        chosen = self._suggested(self.targets())
        if alone and (doubt := self.doubt) is not None:
            chosen = {self.cursor: doubt}
        if not chosen:
            return self._none()
        if alone:
            self.overruled()
        for index in chosen:
            self.haunted.dismiss(index)
        return Effect(frozenset(chosen), message="not suggested again until the next start")

    def overruled(self) -> None:
        """Note that the annotator did something else with the sentence than what is suggested."""
        if self.ghost is not None:
            self.haste.add(accepted=False, looked=self.looked(self.now()))

    # What the session says.

    def targets(self) -> range:
        """Indices of the sentences that the next label goes to: the range, or the count."""
        raise NotImplementedError

    def looked(self, now: int) -> int:
        """How long the current sentence has been that, in milliseconds."""
        raise NotImplementedError

    def take_on(self, chosen: Chosen) -> frozenset[int]:
        """Make labels of suggestions, by one gesture; the indices that this changed."""
        raise NotImplementedError

    def move_on(self, page: Page, last: int) -> Effect:
        """Go where the cursor goes after a label of the sentence with this index."""
        raise NotImplementedError

    # How it is done.

    def _show(self, page: Page, position: int | None) -> Effect:
        effect = super()._show(page, position)
        self._armed = None
        self.haunted.enter(page, made=self.made, cursor=self.cursor)
        return effect

    def _suggested(self, indices: Iterable[int]) -> Chosen:
        page = self.page
        if page is None:
            return {}
        return {index: one for index in indices if (one := page.ghost(index)) is not None}

    def _choose(self, indices: Iterable[int]) -> tuple[Chosen, frozenset[int]]:
        """What is suggested for these sentences; and those labelled elsewhere meanwhile."""
        chosen = self._suggested(indices)
        elsewhere = self.notice(chosen)
        return {at: one for at, one in chosen.items() if at not in elsewhere}, elsewhere

    def _none(self, elsewhere: frozenset[int] = frozenset(), *, known: str = NONE_HERE) -> Effect:
        """Say why nothing is accepted."""
        if elsewhere:
            known = "labelled in another window meanwhile: that label stays"
        elif not suggests(self.config):
            known = BLIND if self.config.suggest.agents else NOBODY
        elif self.haunted.visit is not None and not self.haunted.visit.answered:
            known = "what is suggested is still being worked out"
        return Effect(elsewhere, message=known)

    def _accept_armed(self, page: Page, armed: Chosen) -> Effect:
        """Accept what was told, but for what was labelled elsewhere since."""
        chosen, elsewhere = self._choose(armed)
        if not chosen:
            return self._none(elsewhere)
        effect = self._accept(page, chosen, last=self.cursor, elsewhere=elsewhere)
        told = f"accepted: {self._counted(chosen)}{_staying(elsewhere)}{TAKEN_BACK}"
        return replace(effect, message=told)

    def _accept(
        self, page: Page, chosen: Chosen, *, last: int, elsewhere: frozenset[int]
    ) -> Effect:
        """Take on suggestions, and move on if the current sentence was among them."""
        begun = frozenset() if self.range_start is None else frozenset(self.selected())
        here = self.cursor in chosen
        touched = self.take_on(chosen)
        self.range_start = None
        moved = self.move_on(page, last) if here or begun else NOTHING
        return replace(moved, relabelled=touched | begun | elsewhere)

    def _counted(self, chosen: Chosen) -> str:
        """`12 claim, 5 attribution`, in the order of the configuration."""
        counts = Counter(one.label for one in chosen.values())
        names = [label.name for label in self.config.labels if counts[label.name]]
        return ", ".join(f"{counts[name]} {name}" for name in names)


def suggests(config: Config) -> bool:
    """Whether anything is suggested at all: not where nobody is to, nor in a second opinion."""
    return bool(config.suggest.agents) and not config.suggest.blind_second_pass


def _staying(elsewhere: frozenset[int]) -> str:
    """What to say of sentences that were not labelled, since they were elsewhere."""
    n = len(elsewhere)
    if not n:
        return ""
    told = "1 was labelled in another window and stays"
    return f"; {told if n == 1 else f'{n} were labelled in another window and stay'}"
