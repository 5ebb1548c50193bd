"""The export screen: choosing, looking ahead, writing, leaving."""

import json
from pathlib import Path

import pytest
from at_desk import at_desk
from support import add_article, append, event

from annotations.store import Store
from tui.screens.export import ExportScreen


@pytest.fixture
def store_with_labels(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.chdir(tmp_path)
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    append(
        store,
        event(1, "claim"),
        event(2, "claim"),
        event(2, "opinion", annotator="ben"),
        event(3, "boilerplate", annotator="ben"),
    )
    return store


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def screen_of(desk: object) -> ExportScreen:
    screen = desk.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, ExportScreen)
    return screen


def form_text(screen: ExportScreen) -> str:
    """What the form says, in one line."""
    return " ".join(screen.choices.visible_text().split())


async def test_it_shows_what_goes_in_and_what_is_left_out_before_anything_is_written(
    store_with_labels: Store, tmp_path: Path
) -> None:
    before = names_in(tmp_path)
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6")
        await desk.until(lambda: "rows go in" in form_text(screen_of(desk)))
        screen = screen_of(desk)
        assert "2 rows go in" in form_text(screen)
        assert "left out: 1 without a majority" in form_text(screen)
        assert "■ claim" in screen.preview.visible_text()
        assert "One." in screen.preview.visible_text()
    assert names_in(tmp_path) == before


async def test_enter_writes_what_was_chosen_and_says_how_to_load_it(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6")
        await desk.until(lambda: "resolved" in form_text(screen_of(desk)))
        await desk.until(lambda: len(screen_of(desk).form.annotators) == 2)
        await desk.press("j", "l", "l")  # the labels of ada
        await desk.until(lambda: "2 rows" in form_text(screen_of(desk)))
        await desk.press("enter")
        await desk.until(lambda: screen_of(desk).written is not None)
        assert "pandas.read_json(" in form_text(screen_of(desk))
    lines = (tmp_path / "training-set.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["label"] for line in lines] == ["claim", "claim"]


async def test_a_file_that_is_there_is_replaced_when_asked_twice(
    store_with_labels: Store, tmp_path: Path
) -> None:
    old = tmp_path / "training-set.jsonl"
    old.write_text("old")
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6", "enter")
        assert "once more replaces it" in screen_of(desk).said
        assert old.read_text() == "old"
        await desk.press("enter")
        await desk.until(lambda: screen_of(desk).written is not None)
    assert old.read_text() != "old"


async def test_another_destination_can_be_typed(store_with_labels: Store, tmp_path: Path) -> None:
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6", "e", "ctrl+u", *"mine.csv", "enter")
        assert screen_of(desk).form.destination == tmp_path / "mine.csv"
        await desk.press("enter")
        await desk.until(lambda: screen_of(desk).written is not None)
    assert (tmp_path / "mine.csv").exists()


async def test_what_cannot_be_written_is_said_before_and_nothing_happens(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6", "e", "ctrl+u", *"no/such/folder.jsonl", "enter")
        await desk.until(lambda: bool(screen_of(desk).problem))
        assert "could not be written" in form_text(screen_of(desk))
        await desk.press("enter")
        assert screen_of(desk).progress is None
    assert not any(name.endswith(".jsonl") for name in names_in(tmp_path))


async def test_a_split_of_one_story_is_called_what_it_is(store_with_labels: Store) -> None:
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6", "j", "j", "l")
        await desk.until(lambda: "no honest split" in form_text(screen_of(desk)))


async def test_it_is_left_the_way_it_was_entered_and_shows_new_labels_when_entered_again(
    store_with_labels: Store,
) -> None:
    async with at_desk(store_with_labels, annotator="cleo") as desk:
        await desk.press("f2", "f6", "q")
        assert desk.app.screen is desk.app.desk
        await desk.press("g", "o")
        await desk.saved()
        await desk.press("f6")
        await desk.until(lambda: "go in" in form_text(screen_of(desk)))
        assert "left out: 2 without a majority" in form_text(screen_of(desk))
        await desk.press("f5")
        await desk.idle()
        assert desk.app.desk.page_name == "progress"


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (20, 5)])
async def test_any_size_will_do(store_with_labels: Store, size: tuple[int, int]) -> None:
    async with at_desk(store_with_labels, annotator="cleo", size=size) as desk:
        await desk.press("f2", "f6", "j", "l", "?", "q", "ctrl+p", "escape", "G", "g")
        assert desk.app.is_running
        assert isinstance(desk.app.screen, ExportScreen)
