"""What becomes of a reviewer's decisions on their way to the disk, and how the review tells it.

Refuses to decide and to hear keys; `review` does.
"""

from annotations.text.display import visible
from tui.messages import RulingRefused, RulingsSaved, SavingFailed
from tui.screens.queues import QueueScreen

REPLACED = "a newer version of the article was imported: the last decision stays with the old one"


class RulingsScreen(QueueScreen):
    """Hears what the writer reports."""

    refusals = 0
    """Rulings that the database refused, as far as that was shown."""

    def on_rulings_saved(self, event: RulingsSaved) -> None:
        """Say so."""
        session = self.session
        session.saved(event.gestures)
        if event.replaced is not None and session.queue is not None and not session.unsaved:
            self.begin_queue(session.queue)
            self.say(REPLACED, lasting=True)
        if self.failing:
            self.failing = ""
            self.say("saved again")
            self.paint_header()
        self.paint_saving()

    def on_saving_failed(self, event: SavingFailed) -> None:
        """Say so, for as long as it lasts."""
        if event.waiting and self.session.unsaved:
            self.failing = f"not saved, tried again: {visible(str(event.error))}"
            self.paint_header()
            self.say(self.failing, warning=True)

    def on_ruling_refused(self, event: RulingRefused) -> None:
        """Show what is on disk, and say so."""
        self.refusals += 1
        self.show(lambda: self.session.refused(event.gesture))
        self.say(visible(str(event.error)), warning=True, lasting=True)
