"""The review on a screen that nobody sees, and articles on which annotators differ."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

from at_desk import GUIDELINE, AtDesk
from at_work import CONFIG, NINE_O_CLOCK, Clock
from support import add_article, append, event
from textual.pilot import Pilot

from annotations.config import Config
from annotations.model import NO_RULING, Ruling
from annotations.review.queues import Disputes, Queue
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keys import resolve
from tui.messages import Reported
from tui.reviewing import ReviewSession
from tui.screens.review import ReviewScreen

DIFFERING = {
    1: ("claim", "claim"),
    2: ("claim", "opinion"),
    3: ("attribution+claim", "claim"),
    4: ("claim", "boilerplate"),
    5: ("claim", "opinion"),
}
"""Sentence → labels of ada and ben."""


class AtReview(AtDesk):
    """One reviewer in front of the app; `desk` is the same person annotating."""

    def __init__(self, app: ClaimdeskApp, pilot: Pilot[None], store: Store) -> None:
        super().__init__(app, pilot, store)
        self.desk = AtDesk(app, pilot, store)

    @property
    def screen(self) -> ReviewScreen:  # type: ignore[override]  # what AtDesk uses, both have
        assert self.app.bench is not None
        return self.app.bench

    @property
    def session(self) -> ReviewSession:  # type: ignore[override]  # as above
        return self.screen.session

    def reviewing(self) -> bool:
        """Whether the review is what is seen."""
        return self.app.screen is self.app.bench

    @property
    def at(self) -> int | None:
        """Number of the current sentence."""
        return self.session.sentence.number if self.session.sentence else None

    def ruled(self, sentence: int, *, reviewer: str = "rosa") -> Ruling:
        """A reviewer's ruling, as the database has it."""
        article, _ = self.store.articles.of_sentence(sentence)
        given = self.store.reviews.rulings(article).get(sentence, [])
        return next((one.ruling for one in given if one.reviewer == reviewer), NO_RULING)

    async def choose(self, key: str, typed: str) -> None:
        """Open the chooser with a key, type, and take the first choice."""
        await self.press(key)
        await self.type(typed)
        await self.press("enter")
        await self.idle()


@asynccontextmanager
async def at_review(
    store: Store,
    *,
    reviewer: str = "rosa",
    queue: Queue | None = None,
    config: Config = CONFIG,
    clock: Callable[[], int] | None = None,
    size: tuple[int, int] = (120, 40),
) -> AsyncIterator[AtReview]:
    """The app as `claimdesk review` opens it; on disagreements where no queue is given.

    Who is asked first, since their own labels are not done, says yes.
    """
    app = ClaimdeskApp(
        store,
        config=config,
        keymap=resolve(config),
        annotator=reviewer,
        guideline=GUIDELINE,
        clock=clock or Clock(),
        review=queue or Disputes(),
    )
    try:
        async with app.run_test(size=size) as pilot:
            review = AtReview(app, pilot, store)
            await review.until(lambda: app.bench is not None or app.desk.warned)
            if app.bench is None:
                await review.desk.press("f3")
            await review.until(lambda: app.bench is not None)
            await review.idle()
            yield review
    finally:
        app.close()
        gc.unfreeze()
        gc.set_threshold(700, 10, 10)


def disputed(store: Store) -> None:
    """Two articles of three sentences; ada and ben differ on 2, 3 and 4, and with cleo on 5."""
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    add_article(store, ["Four.", "Five.", "Six."], name="b.txt")
    for sentence, given in DIFFERING.items():
        for name, label in zip(("ada", "ben"), given, strict=True):
            say(store, sentence, label, annotator=name)
    say(store, 5, "opinion", annotator="cleo")


def say(store: Store, sentence: int, label: str | None, *, annotator: str, note: str = "") -> None:
    """An annotator labels a sentence an hour before the review: `attribution+claim`."""
    primary, _, secondary = (label or "").partition("+")
    made = event(
        sentence,
        primary or None,
        secondary=secondary or None,
        annotator=annotator,
        note=note,
        at=NINE_O_CLOCK - 3_600_000_000,
    )
    append(store, replace(made, ms=1200))


@contextmanager
def held_up(review: AtReview) -> Iterator[list[Callable[[], object]]]:
    """What threads report arrives only when the block has ended."""
    screen, late = review.screen, list[Callable[[], object]]()
    handler = screen.post_message

    def holding(message: object) -> bool:
        if isinstance(message, Reported):
            late.append(lambda: handler(message))
            return True
        return handler(message)  # type: ignore[arg-type]

    screen.post_message = holding  # type: ignore[method-assign]
    try:
        yield late
    finally:
        del screen.post_message
        for deliver in late:
            deliver()
