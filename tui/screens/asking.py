"""What the claims screen has typed or chosen, for whichever view asks: one thing at a time.

What is left off is kept with the part of the claim that it is about. Refuses to know what an
answer means: whoever asks says what becomes of it.
"""

from collections.abc import Callable, Sequence
from functools import partial

from textual.widget import Widget

from annotations.errors import ClaimdeskError
from annotations.guideline import Guideline
from annotations.text.display import visible
from tui.factdesk.view import Answered, Offer, View
from tui.factwork import GONE, FactWork
from tui.keys import Keymap
from tui.look import Look
from tui.page import Effect
from tui.screens import found
from tui.screens.overlay import OverlayScreen
from tui.widgets.finder import Choice, Finder

SHOWN_FIRST = frozenset(
    {
        *("mention.relation", "mention.remove", "chain.flip", "claim.type"),
        *("divergence.weigh", "divergence.dismiss", "divergence.reverse"),
        *("candidate.same", "candidate.partly", "candidate.contradicts", "candidate.not"),
        *("evidence.stance", "evidence.type", "evidence.remove"),
    }
)
"""Actions that change something by one key, beginning from what is shown."""

REVERSING = frozenset({"undo", "redo"})
"""Actions that leave alone what others did, of themselves."""


class AskingScreen(OverlayScreen):
    """Asks for lines and choices on behalf of views."""

    session: FactWork

    def __init__(
        self,
        work: FactWork,
        *panes: Widget,
        keymap: Keymap,
        guideline: Guideline,
        look: Look,
        classes: str,
    ) -> None:
        self.session = self.work = work
        super().__init__(*panes, keymap=keymap, guideline=guideline, look=look, classes=classes)
        self._answered: Answered | None = None
        self._asked = ("", "")
        self._offered = ""
        """What stood in the line that is asked for now, at first."""
        self._find: Callable[[str], Sequence[Offer]] | None = None

    @property
    def view(self) -> View:
        """The one that is seen."""
        raise NotImplementedError

    def up_to_date(self, id_: str, deed: Callable[[], Effect | None]) -> Effect | None:
        """Do something with the open claim as it is now; what others did to it is shown first."""
        view = self.view
        covered = self.finder.visible or self.reading
        if covered or not view.needs_claim or id_ not in (*view.deeds(), *REVERSING):
            return deed()
        others = " and ".join(map(visible, self.work.catch_up()))
        if self.work.claim is None and id_ not in REVERSING:
            return Effect(opened=True, moved=True, message=GONE, warning=True)
        if others and id_ in SHOWN_FIRST:
            told = f"{others} changed the claim meanwhile: once more does it"
            return Effect(opened=True, moved=True, message=told, warning=True)
        if others and self.work.claim is not None:
            view.changed()
        return deed()

    def ask_line(self, prompt: str, text: str, then: Answered, *, about: str = "") -> Effect:
        """Have a line typed; one that was left off goes on where it was left."""
        self._answered = then
        self._asked = self.work.claim.id if self.work.claim else "", f"{prompt} {about}"
        self._offered = visible(text)
        begun = self.work.drafts.pop(self._asked, text)
        self.finder.begin("line", prompt=prompt, text=begun if isinstance(begun, str) else text)
        self.paint_keys()
        return Effect(message=self.asking(prompt, "line"))

    def ask_choice(self, prompt: str, find: Callable[[str], Sequence[Offer]]) -> Effect:
        """Have one thing chosen."""
        self._find = find
        self.finder.begin("choose", prompt=prompt)
        self._show_offers("")
        self.paint_keys()
        return Effect(message=self.asking(prompt, "choose"))

    def leave_off(self) -> None:
        """Ask no more; what was typed is there again when the same is asked for."""
        if self.finder.mode == "line" and self.finder.text not in ("", self._offered):
            self.work.drafts[self._asked] = self.finder.text
        self.leave_finder()

    def on_finder_typed(self, event: Finder.Typed) -> None:
        """Offer what fits."""
        if event.mode == "choose":
            self._show_offers(event.text)
        elif event.mode == "palette":
            self.find_actions(event.text)

    def _show_offers(self, typed: str) -> None:
        look = self.look
        offers = self._find(typed) if self._find else ()
        self.finder.choices.show(
            [
                Choice(
                    ((visible(offer.text), look.text),), ((visible(offer.about), look.dim),), offer
                )
                for offer in offers
            ]
        )

    def on_finder_entered(self, event: Finder.Entered) -> None:
        """Take what was typed or chosen."""
        self.leave_finder()
        if event.mode == "line" and self._answered is not None:
            answered = self._answered
            self.show(lambda: self._answer(answered, event.text))
        elif event.choice is not None and isinstance(event.choice.target, Offer):
            self.show(event.choice.target.take)
        elif event.choice is not None and isinstance(event.choice.target, found.ToAction):
            action = event.choice.target.id
            self.show(lambda: self.up_to_date(action, partial(self.do, action)))

    def _answer(self, answered: Answered, text: str) -> Effect | None:
        """Take a line for the claim as it is now; where that is gone, the line is kept."""
        asked = self.work.claim
        try:
            self.work.catch_up()
        except ClaimdeskError:
            self.work.drafts[self._asked] = text
            raise
        if asked is not None and self.work.claim is None:
            self.work.drafts[self._asked] = text
            return Effect(opened=True, moved=True, message=GONE, warning=True)
        return answered(text)

    def asking(self, prompt: str, mode: str) -> str:
        """What is asked, and the keys that answer."""
        asked = self.asked("line" if mode == "line" else "choose")
        return f"{prompt} · {asked.partition(' · ')[2]}"
