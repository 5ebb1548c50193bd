"""The queue that the key for the next sentence follows, on the annotation screen.

What has to be looked for is found by a thread, and told when it is there. Refuses to move the
cursor on its own: the annotator presses the key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.store import Store
from annotations.text.display import visible
from annotations.workflow.queueing import Filled, Found, fill
from tui import onward
from tui.following import NAMES, Name
from tui.messages import Reported
from tui.page import Effect
from tui.screens.ghosts import GhostScreen
from tui.widgets.keybar import Hint

if TYPE_CHECKING:
    from annotations.suggesters import Suggester

WHAT = "following"
"""What its thread is called."""

BRIEF: Mapping[Name, str] = {"disagreeing": "otherwise"}
"""What a queue is called where the key bar has little room, if it is too long for that."""

NEXT = "queue.next"
"""The id of the key."""


class FollowingScreen(GhostScreen):
    """Follows a queue."""

    _ticket = 0
    """Of what a thread looks for, or has found."""
    _seen = (0, 0)
    """The article, and the changes made, by which it was last settled what belongs to the queue."""

    def follow(self, name: Name) -> Effect:
        """Have the key for the next sentence follow another queue."""
        effect = onward.follow(self.session, name)
        self._look()
        self.paint_keys()
        return effect

    def next_in_queue(self) -> Effect:
        """Go to the next sentence of the queue."""
        effect = onward.onward(self.session)
        self._look()
        return effect

    def taught(self) -> "Suggester | None":
        """What came of learning from the annotator's labels, where anything did."""
        return self._learnt

    def hints(self) -> list[Hint | None]:
        """What the key bar shows: where the key goes, unless that is where it usually goes."""
        name = self.session.following.name
        found = super().hints()
        if name == "unlabelled":
            return found
        return [
            replace(hint, text=NAMES[name], brief=BRIEF.get(name, ""))
            if hint and hint.binding.id == NEXT
            else hint
            for hint in found
        ]

    def queue(self) -> Sequence[str]:
        """What is gone through and how much is left, the longest words first."""
        binding, session = self.keymap.binding(NEXT), self.session
        seen = (id(session.page), session.made)
        if seen != self._seen:
            self._seen = seen
            session.following.settle(session.page)
        key = binding.shown.split(" ", 1)[0] if binding else ""
        return onward.standing(session.following, key, sent_back=len(session.sent_back))

    def on_reported(self, event: Reported) -> None:
        """Take what a thread has found; Textual calls the base's handler too."""
        if event.what != WHAT or event.asked != self.session.following.ticket:
            return  # another queue was chosen meanwhile
        match event.answer:
            case ClaimdeskError():
                self.session.following.looking = False
            case Filled() as filled:
                self._take_filled(filled)

    def _look(self) -> None:
        """Have a thread look for sentences of the queue, where that is to be done."""
        session, following = self.session, self.session.following
        if following.found and following.looking and following.ticket != self._ticket:
            self._ticket = following.ticket
            reader = partial(
                _filled,
                queue=following.found,
                annotator=session.annotator,
                config=session.config,
                start=following.start,
                behind=following.behind,
                learnt=self.taught(),
            )
            self.in_thread(WHAT, following.ticket, reader)

    def _take_filled(self, filled: Filled) -> None:
        session = self.session
        again = session.following.filled is not None and session.following.behind is None
        session.following.take(filled, session.page)
        self.paint_header()
        if not again and self.is_current and not self.finder.visible:
            self.say(visible(onward.told(session, filled)))


def _filled(
    store: Store,
    *,
    queue: Found,
    annotator: str,
    config: Config,
    start: int,
    behind: int | None,
    learnt: "Suggester | None",
) -> Filled:
    return fill(
        store, queue, annotator=annotator, config=config, start=start, behind=behind, learnt=learnt
    )
