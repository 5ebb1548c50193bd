"""The annotation screen with suggestions: opened, waited for, and looked at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from at_desk import AtDesk, at_desk
from support import events_in

from annotations.model import Suggestion
from annotations.store import Store

Said = dict[int, list[Suggestion | None]]
"""Article number → what is suggested for it."""


@asynccontextmanager
async def desk_of(store: Store, **options: Any) -> AsyncIterator[AtDesk]:
    """The app as ada left it at the first sentence: without the page of the first start."""
    with store.transaction():
        store.labels.keep_place(annotator="ada", article=1, position=1)
    async with at_desk(store, **options) as desk:
        yield desk


async def told(desk: AtDesk) -> None:
    """Wait until it is known what is suggested for the open article."""

    def answered() -> bool:
        visit = desk.session.haunted.visit
        return visit is not None and visit.answered

    await desk.until(answered)
    await desk.idle()


async def calm(desk: AtDesk) -> None:
    """Wait until nothing is worked out, nor about to be."""
    screen = desk.screen
    await desk.until(lambda: not (screen._lull or screen._asking or screen._learning))
    await desk.rounds()


def marks(desk: AtDesk) -> list[str]:
    """What the gutter shows of each sentence, one a line."""
    lines = [line for line in desk.body.split("\n") if ".txt says " in line]
    return [line.split(".txt")[0].rsplit(" ", 1)[0].strip(" ▌") for line in lines]


def stored(store: Store) -> list[tuple[int, str | None, str | None, str]]:
    return [
        (event.sentence, event.state.label, event.state.secondary, event.origin)
        for event in events_in(store)
    ]
