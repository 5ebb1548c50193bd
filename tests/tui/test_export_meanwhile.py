"""What is done while an export is written: stopping it, leaving it, quitting."""

import asyncio
from pathlib import Path
from threading import Timer

import pytest
from at_export import AtExport, HeldUp, at_export, held_up, names_in, stories

from annotations.store import Store


@pytest.fixture
def held(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HeldUp:
    """Three labelled articles, and an export that waits behind each."""
    monkeypatch.chdir(tmp_path)
    stories(store, 3)
    return held_up(monkeypatch)


async def begun(export: AtExport, held: HeldUp) -> None:
    await export.press("enter")
    await export.until(held.begun.is_set)
    await export.tells("writing")


async def test_escape_stops_it_and_what_stood_there_is_whole(
    store: Store, held: HeldUp, tmp_path: Path
) -> None:
    old = tmp_path / "training-set.jsonl"
    old.write_text("old")
    async with at_export(store) as export:
        await export.press("enter")
        await export.says("once more replaces it")
        await begun(export, held)
        await export.press("escape")
        assert "stopping" in export.said
        held.go_on.set()
        await export.says("stopped: nothing was written")
        assert not export.screen.writing
        assert "18 rows go in" in export.told
        assert old.read_text() == "old"
        await export.press("enter")  # asked anew
        await export.says("once more replaces it")
        await export.write()
    assert names_in(tmp_path) == {"training-set.jsonl"}
    assert len(old.read_text().splitlines()) == 18


async def test_stopping_it_at_once_leaves_nothing_behind(
    store: Store, held: HeldUp, tmp_path: Path
) -> None:
    held.go_on.set()
    async with at_export(store) as export:
        export.desk.send("enter", "escape")
        await export.until(lambda: "stopped" in export.said or export.screen.written is not None)
        assert not export.screen.writing
        await export.choose("format", "csv")
        await export.write()
    assert names_in(tmp_path) <= {"training-set.csv", "training-set.jsonl"}


async def test_keys_are_heard_while_it_writes_but_the_form_stays(
    store: Store, held: HeldUp
) -> None:
    async with at_export(store) as export:
        await begun(export, held)
        await export.press("j", "j", "l")
        assert "cancel that first" in export.said
        assert export.screen.form.split == "none"
        await export.press("enter")
        assert "it is being written" in export.said
        held.go_on.set()
        await export.until(lambda: export.screen.written is not None)


async def test_it_goes_on_when_the_screen_is_left_and_says_when_it_is_done(
    store: Store, held: HeldUp, tmp_path: Path
) -> None:
    async with at_export(store) as export:
        desk = export.desk
        await begun(export, held)
        await desk.press("f2")
        assert desk.app.screen is desk.app.desk
        await desk.press("c")
        held.go_on.set()
        await export.until(lambda: "export: wrote 18 rows" in desk.screen.said)
        await desk.saved()
        await desk.press("f6")
        await export.tells("✓ wrote 18 rows")
        assert "read_json" in export.told
    assert names_in(tmp_path) == {"training-set.jsonl"}


async def test_coming_back_finds_it_on_its_way(store: Store, held: HeldUp) -> None:
    async with at_export(store) as export:
        await begun(export, held)
        await export.press("f2", "f6")
        await export.tells("writing")
        held.go_on.set()
        await export.tells("✓ wrote 18 rows")


async def test_quitting_asks_whether_it_shall_be_stopped(
    store: Store, held: HeldUp, tmp_path: Path
) -> None:
    async with at_export(store) as export:
        await begun(export, held)
        await export.press("f2", "q")
        assert "quitting again stops it" in export.desk.screen.said
        assert export.desk.app.is_running
        await export.press("q")
        Timer(0.3, held.go_on.set).start()  # when the app is gone
    for _ in range(100):  # the program waits for the thread before it ends
        await asyncio.sleep(0.02)
        if held.go_on.is_set() and not names_in(tmp_path):
            break
    assert names_in(tmp_path) == set()


async def test_rows_are_looked_at_again_when_writing_cut_that_short(
    store: Store, held: HeldUp
) -> None:
    held.go_on.set()
    async with at_export(store) as export:
        await export.press("j", "j")
        export.desk.send("l", "enter", "escape")
        await export.until(lambda: "stopped" in export.said or export.screen.written is not None)
        await export.tells("18 rows go in")
