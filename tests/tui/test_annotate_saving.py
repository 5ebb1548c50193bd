import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from at_desk import at_desk
from at_work import article
from support import events_in

from annotations.model import LabelEvent
from annotations.store import Store
from annotations.store import connection as connections
from annotations.store.labels import Labels
from tui.messages import CorpusCounted
from tui.widgets.lines import Build


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer waits for a locked database no longer than a test may take."""
    monkeypatch.setattr(connections.reopen, "__kwdefaults__", {"timeout": 0.05})
    monkeypatch.setattr("annotations.store.writer.LAST_RETRY", 0.2)
    monkeypatch.setattr("tui.app.DRAIN_SECONDS", 0.2)


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program keeps the database to itself."""
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_saved_is_said_when_it_is_on_disk(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("c")
        await desk.saved()
        assert "✓ saved" in desk.header
        assert len(events_in(store)) == 1


async def test_a_label_that_is_on_disk_at_once_is_told_as_saved_in_its_own_picture(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.frame.DISK_SECONDS", 10.0)
    article(store, 4)
    told: list[str] = []
    async with at_desk(store) as desk:
        show = desk.screen.header[2].show

        def noting(build: Build, *, top: bool = False) -> None:
            told.append("".join(text for text, _ in build(40)[0]).strip())
            show(build, top=top)

        monkeypatch.setattr(desk.screen.header[2], "show", noting)
        for key in "coa":
            await desk.press(key)
            assert len(events_in(store)) == "coa".index(key) + 1
        await desk.saved()
    assert {line.split("  ")[0] for line in told} == {"✓ saved"}


async def test_nothing_is_said_of_saving_until_keys_have_paused_where_the_disk_is_slow(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.frame.CALM_SECONDS", 0.3)
    article(store, 4)
    async with at_desk(store) as desk:
        desk.screen.on_disk = lambda _: False
        for key in "coa":
            await desk.press(key)
            assert "…" in desk.header
            assert "saved" not in desk.header
            assert "pending" not in desk.header
        await desk.saved()
        assert "✓ saved" in desk.header


async def test_what_is_not_written_yet_is_told_as_pending_when_keys_have_paused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections.reopen, "__kwdefaults__", {"timeout": 30.0})
    article(store, 4)
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c", "o")
            await desk.until(lambda: not desk.screen.busy)
            await desk.rounds()
            assert events_in(store) == []
            assert "2 pending" in desk.header
        await desk.saved()
        assert "✓ saved" in desk.header


async def test_what_the_database_refuses_is_not_told_as_saved(store: Store) -> None:
    article(store, 4)
    with sqlite3.connect(store.path) as other:
        other.execute(
            "CREATE TRIGGER never BEFORE INSERT ON label_event BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    other.close()
    async with at_desk(store) as desk:
        heard = desk.screen.on_disk
        answers: list[bool] = []

        def asked(_: float) -> bool:
            answers.append(heard(10.0))
            return answers[-1]

        desk.screen.on_disk = asked
        await desk.press("c")
        await desk.until(lambda: "refuses a label" in desk.foot)
        assert answers[0] is False
        await desk.until(lambda: "0/4 sentences" in desk.header)


async def test_a_label_that_cannot_be_saved_is_kept_said_retried_and_saved(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c", "o")
            await desk.until(lambda: "NOT SAVED" in desk.header)
            assert "! 2 NOT SAVED" in desk.header
            assert "keeps" in desk.foot
            assert "not saved, tried again" in desk.foot
            assert desk.body.count("! ■ c") + desk.body.count("!■ c") == 1
            await desk.press("j")
            assert "tried again" in desk.foot
        await desk.until(lambda: "✓ saved" in desk.header)
        assert desk.stored(1) == "c o -"
        assert "saved again" in desk.foot
        assert "!" not in desk.body


async def test_labelling_goes_on_in_other_articles_while_nothing_can_be_saved(
    store: Store,
) -> None:
    for n in (1, 2):
        article(store, 3, name=f"{n}.txt")
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c", "]", "o", "[")
            assert "■ c" in desk.body
            assert "2/6 sentences" in desk.header
            await desk.press("u")
        await desk.saved()
        assert (desk.stored(1), desk.stored(2)) == ("c - -", "- - -")
        await desk.idle()
        assert "1/6 sentences" in desk.header


async def test_a_place_that_cannot_be_kept_is_no_alarm(store: Store) -> None:
    for n in (1, 2):
        article(store, 3, name=f"{n}.txt")
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("]")
            await desk.pilot.pause(0.4)
            assert "NOT SAVED" not in desk.header
            await desk.press("q")
            await desk.until(lambda: not desk.app.is_running)


async def test_leaving_with_labels_that_are_not_saved_asks_and_twice_leaves(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c", "q")
            await desk.until(lambda: "quitting again loses" in desk.foot)
            assert "loses 1 unsaved change; stay, and saving is tried again" in desk.foot
            assert desk.app.is_running
            await desk.press("j", "q")
            await desk.until(lambda: "quitting again loses" in desk.foot)
            assert desk.app.is_running
            await desk.press("q")
            await desk.until(lambda: not desk.app.is_running)
    assert len(events_in(store)) == 1, "closing writes what it can"


async def test_staying_after_being_asked_saves(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c", "q")
            await desk.until(lambda: "quitting again loses" in desk.foot)
        await desk.saved()
        assert desk.stored(1) == "c - -"
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running)


async def test_leaving_waits_for_what_is_being_saved(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        desk.send("c", "o", "b", "q")
        await desk.until(lambda: not desk.app.is_running)
    assert len(events_in(store)) == 3


async def test_a_label_that_the_database_refuses_is_taken_back_and_said(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(store, 4)
    append = Labels.append

    def refusing(self: Labels, events: tuple[LabelEvent, ...]) -> None:
        if any(event.state.label == "opinion" for event in events):
            raise sqlite3.IntegrityError("not this one")
        append(self, events)

    monkeypatch.setattr(Labels, "append", refusing)
    async with at_desk(store) as desk:
        await desk.press("c", "o", "a")
        await desk.until(lambda: "refuses" in desk.foot)
        await desk.press("escape")
        assert "refuses" in desk.foot
        await desk.saved()
        await desk.idle()
        assert desk.stored(1) == "c - a -"
        assert "◆" not in desk.body
        assert "2/4 sentences" in desk.header
        assert desk.session.cursor == 3
        await desk.press("u", "u", "u")
        await desk.saved()
        assert desk.stored(1) == "- - - -"


async def test_counting_is_not_repeated_without_end_while_nothing_can_be_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        with locked(store):
            await desk.press("c")
            counted = 0
            corpus = desk.screen._corpus

            def counting(store: Store) -> CorpusCounted:
                nonlocal counted
                counted += 1
                return corpus(store)

            monkeypatch.setattr(desk.screen, "_corpus", counting)
            desk.screen.count_corpus()
            await desk.pilot.pause(0.3)
            assert counted == 1
        await desk.saved()
        await desk.idle()
        assert "1/3 sentences" in desk.header


async def test_a_file_that_cannot_be_read_is_said_and_the_app_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> str:
        raise sqlite3.OperationalError("disk I/O error")

    for n in (1, 2):
        article(store, 3, name=f"{n}.txt")
    async with at_desk(store) as desk:
        monkeypatch.setattr(store.articles, "read", failing)
        await desk.press("]")
        assert "disk I/O error" in desk.foot
        assert desk.app.is_running
        assert "1.txt says 1." in desk.body
