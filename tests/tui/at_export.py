"""The export on a screen that nobody sees, and labelled articles to export."""

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from at_desk import AtDesk, at_desk
from support import add_article, append, event

from annotations import workflow
from annotations.store import Store
from tui.exportform import NAMES, Name
from tui.screens.export import ExportScreen


class AtExport:
    """Somebody in front of the export screen; `desk` is the same person annotating."""

    def __init__(self, desk: AtDesk) -> None:
        self.desk = desk
        self.press = desk.press
        self.until = desk.until

    @property
    def screen(self) -> ExportScreen:
        assert self.desk.app.exports is not None
        return self.desk.app.exports

    @property
    def told(self) -> str:
        """What the form and what it comes to say, each in one line."""
        panes = (self.screen.choices, self.screen.preview)
        seen = (pane.visible_text().replace(pane.THUMB, " ") for pane in panes)
        return " ".join(" ".join(text.split()) for text in seen)

    @property
    def said(self) -> str:
        return self.screen.said

    async def tells(self, text: str) -> None:
        """Wait until something is to be read."""
        await self.until(lambda: text in self.told)

    async def says(self, text: str) -> None:
        """Wait until something is said at the foot."""
        await self.until(lambda: text in self.said)

    async def known(self) -> None:
        """Wait until it is known what the form comes to, or why it cannot be written."""
        screen = self.screen
        await self.until(
            lambda: bool(screen.problems) or bool(screen.ahead and screen.ahead.outlook)
        )

    async def choose(self, field: Name, value: str) -> None:
        """Go to a field and step on to a value, as shown."""
        await self.press(*["k"] * len(NAMES), *["j"] * NAMES.index(field))
        for _ in range(30):
            if self.screen.form.value(field).removeprefix(":") == value:
                return
            await self.press("l")
        raise AssertionError(f"{field} never becomes {value}")

    async def go_to(self, typed: str) -> None:
        """Type a destination."""
        await self.press("e", "ctrl+u", *typed, "enter")

    async def write(self) -> None:
        """Write the training set, and wait until it is there."""
        await self.press("enter")
        await self.until(lambda: self.screen.written is not None)


@asynccontextmanager
async def at_export(
    store: Store, *, annotator: str = "cleo", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[AtExport]:
    """The app with the export open."""
    async with at_desk(store, annotator=annotator, size=size) as desk:
        await desk.press("f2", "f6")
        export = AtExport(desk)
        await export.known()
        yield export


class HeldUp:
    """Exports that stop behind every article until they are let go."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.begun = Event()


def held_up(monkeypatch: pytest.MonkeyPatch) -> HeldUp:
    """Let every export that is written (not those that are looked at ahead) wait."""
    held, export = HeldUp(), workflow.export
    monkeypatch.setattr("annotations.workflow.exporting.ARTICLES_A_REPORT", 1)

    def waiting(store: Store, to: Path | None, **choices: object) -> Iterator[workflow.Exported]:
        for report in export(store, to, **choices):  # type: ignore[arg-type]  # passed on
            if to is not None:
                held.begun.set()
                held.go_on.wait(10)
            yield report

    monkeypatch.setattr(workflow, "export", waiting)
    return held


def names_in(folder: Path) -> set[str]:
    """What is in a folder besides the database and what belongs to it."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(("labels", "home"))}


def words(seed: int, count: int = 6) -> list[str]:
    """Sentences that no other seed has."""
    rng = random.Random(seed)  # noqa: S311 - made-up words
    return [
        " ".join("".join(rng.choices("bdfgklmnprstaeiou", k=7)) for _ in range(9)) + "."
        for _ in range(count)
    ]


def add(store: Store, number: int, sentences: list[str]) -> None:
    """An article whose sentences ada has labelled."""
    at = add_article(store, sentences, name=f"{number:02}.txt")
    numbers = [one.number for one in store.articles.sentences(at)]
    append(store, *(event(one, ("claim", "opinion")[one % 2]) for one in numbers))


def stories(store: Store, count: int = 12) -> None:
    """So many articles that have nothing in common."""
    for number in range(count):
        add(store, number, words(number))


def one_story(store: Store) -> None:
    """Six articles that copy from each other, each with a sentence of its own."""
    for number in range(6):
        add(store, number, [*words(1), *words(100 + number, 1)])
