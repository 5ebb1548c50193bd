"""The claims screen on a screen that nobody sees, and three articles that tell the same."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from at_desk import GUIDELINE, AtDesk
from at_work import CONFIG, Clock
from support import add_article
from textual.pilot import Pilot

from annotations.config import Config
from annotations.facts.claim import Claim
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keys import resolve
from tui.screens.annotate import AnnotateScreen
from tui.screens.claims import ClaimsScreen

GAZETTE = (
    "The harbour of Ostrava was closed for three days, a spokesman told Reuters.",
    "Nothing else is known about this at the moment.",
)
HERALD = (
    "Ostrava’s harbour was closed for four days, a spokesman told Reuters.",
    "Fishermen complained about the price of diesel again.",
)
COURIER = (
    "According to Reuters, the harbour of Ostrava was not closed for three days.",
    "The mayor of another town opened a library yesterday.",
)


def story(store: Store) -> tuple[int, int, int]:
    """Three articles on the same event; their numbers."""
    return (
        add_article(store, GAZETTE, name="gazette.txt", source="Gazette"),
        add_article(store, HERALD, name="herald.txt", source="Herald"),
        add_article(store, COURIER, name="courier.txt", source="Courier"),
    )


class AtClaims(AtDesk):
    """One fact-checker in front of the app."""

    def __init__(self, app: ClaimdeskApp, pilot: Pilot[None], store: Store) -> None:
        super().__init__(app, pilot, store)
        self.desk = AtDesk(app, pilot, store)

    @property
    def screen(self) -> ClaimsScreen | AnnotateScreen:  # type: ignore[override]  # either is seen
        top = self.app.screen
        assert isinstance(top, ClaimsScreen | AnnotateScreen)
        return top

    @property
    def facts(self) -> ClaimsScreen:
        return self.app.facts.screen

    @property
    def rows(self) -> str:
        return self.facts.rows.visible_text()

    @property
    def above(self) -> str:
        return self.facts.top.visible_text()

    @property
    def pane(self) -> str:
        return self.screen.pane.visible_text()

    async def do(self, *keys: str) -> None:
        """Press keys, each when what the last one asked for has been read and is on disk."""
        for key in keys:
            await self.press(key)
            await self.settled()

    async def settled(self) -> None:
        await self.idle()
        await self.until(lambda: not self.app.facts.work.unsaved)
        await self.idle()

    async def answer(self, text: str, *, instead: bool = True) -> None:
        """Type a line, in place of what stands there, and enter it."""
        typed = self.screen.finder._typed
        typed.value = text if instead else typed.value + text
        await self.rounds()
        await self.do("enter")

    @property
    def claims(self) -> list[Claim]:
        """As the database has them."""
        return list(self.store.facts.claims())

    @property
    def claim(self) -> Claim:
        (only,) = self.claims
        return only


@asynccontextmanager
async def at_claims(
    store: Store,
    *,
    annotator: str = "ada",
    config: Config = CONFIG,
    size: tuple[int, int] = (120, 40),
    begin: str = "claims",
) -> AsyncIterator[AtClaims]:
    """The app as `claimdesk claims` opens it, or on the articles."""
    app = ClaimdeskApp(
        store,
        config=config,
        keymap=resolve(config),
        annotator=annotator,
        guideline=GUIDELINE,
        clock=Clock(),
        claims=begin == "claims",
    )
    try:
        async with app.run_test(size=size) as pilot:
            claims = AtClaims(app, pilot, store)
            await claims.idle()
            if claims.screen.page_name == "welcome":
                await claims.press("escape")
            yield claims
    finally:
        app.close()
        gc.unfreeze()
        gc.set_threshold(700, 10, 10)
