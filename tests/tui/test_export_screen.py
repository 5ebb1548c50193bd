"""The export screen: choosing, looking ahead, writing, leaving."""

import json
from pathlib import Path

import pytest
from at_export import at_export, names_in, one_story, stories
from support import add_article, append, event

from annotations.exporters import FORMATS
from annotations.store import Store
from tui.exportform import NAMES
from tui.screens.export import ExportScreen


@pytest.fixture(autouse=True)
def _in_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store_with_labels(store: Store) -> Store:
    add_article(store, ["One.", "Two.", "Three."], name="a.txt")
    append(
        store,
        event(1, "claim", secondary="opinion"),
        event(2, "claim"),
        event(2, "opinion", annotator="ben"),
        event(3, "boilerplate", annotator="ben"),
    )
    return store


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


async def test_it_shows_what_goes_in_and_what_is_left_out_before_anything_is_written(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_export(store_with_labels) as export:
        assert "2 rows go in" in export.told
        assert "left out: 1 without a majority" in export.told
        assert "a.txt ■ claim + opinion One." in export.told
    assert names_in(tmp_path) == set()


async def test_who_still_annotates_sees_no_label_of_others(store_with_labels: Store) -> None:
    async with at_export(store_with_labels, annotator="ada") as export:
        assert "others' labels are not shown here while 1 sentence waits for yours" in export.told
        assert "a.txt ■ claim + opinion One. – Three." in export.told
        await export.until(lambda: len(export.screen.form.annotators) == 2)
        await export.choose("labels", "ben")
        await export.tells("a.txt – Two. – Three.")
        await export.choose("labels", "everyone")
        await export.tells("a.txt ■ claim + opinion ada One. ■ claim ada Two. – Two. – Three.")
        await export.choose("labels", "ben")
        await export.write()
        assert "a.txt – Two. – Three." in export.told


@pytest.mark.parametrize("annotator", ["ada", "cleo"])
async def test_who_is_done_or_labels_nothing_sees_the_labels(
    store_with_labels: Store, annotator: str
) -> None:
    append(store_with_labels, event(3, "boilerplate"))
    async with at_export(store_with_labels, annotator=annotator) as export:
        assert "a.txt ■ claim + opinion One. · boilerplate Three." in export.told


async def test_enter_writes_what_was_chosen_and_says_how_to_load_it(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_export(store_with_labels) as export:
        await export.until(lambda: len(export.screen.form.annotators) == 2)
        await export.choose("labels", "ada")
        await export.tells("2 rows")
        await export.write()
        assert "pandas.read_json(" in export.told
    labels = [row["label"] for row in rows_of(tmp_path / "training-set.jsonl")]
    assert labels == ["claim", "claim"]


async def test_a_file_that_is_there_is_replaced_when_asked_twice_in_one_go(
    store_with_labels: Store, tmp_path: Path
) -> None:
    old = tmp_path / "training-set.jsonl"
    old.write_text("old")
    async with at_export(store_with_labels) as export:
        await export.press("enter")
        await export.says("once more replaces it")
        await export.press("j", "enter")
        await export.says("once more replaces it")
        assert old.read_text() == "old"
        await export.write()
    assert len(rows_of(old)) == 2


async def test_two_exports_in_a_row_are_two(store_with_labels: Store, tmp_path: Path) -> None:
    async with at_export(store_with_labels) as export:
        await export.write()
        await export.choose("format", "csv")
        assert "✓" not in export.told
        await export.write()
        await export.press("enter")
        await export.says("once more replaces it")
        assert "rows go in" in export.told
    assert names_in(tmp_path) == {"training-set.jsonl", "training-set.csv"}


async def test_a_destination_that_names_another_format_is_written_in_that(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_export(store_with_labels) as export:
        await export.go_to("mine.csv")
        assert export.screen.form.destination == tmp_path / "mine.csv"
        await export.write()
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8-sig").startswith("id,text,")


async def test_a_tilde_is_home(
    store_with_labels: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "house"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    async with at_export(store_with_labels) as export:
        await export.go_to("~/mine.jsonl")
        await export.write()
    assert len(rows_of(home / "mine.jsonl")) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("no/such/folder.jsonl", "No such file or directory"),
        ("~nobody-at-all/x.jsonl", "No such file or directory"),
        ("full", "is a folder: give the name of a file in it"),
        ("labels.db", "is the database itself"),
        ("/dev/null", "is a device or a pipe"),
        ("n" * 300, "File name too long"),
    ],
    ids=["no folder", "nobody", "a folder", "database", "device", "long name"],
)
async def test_what_cannot_be_written_is_said_before_and_nothing_happens(
    store_with_labels: Store, tmp_path: Path, typed: str, told: str
) -> None:
    (tmp_path / "full").mkdir()
    async with at_export(store_with_labels) as export:
        await export.go_to(typed)
        await export.until(lambda: told in export.told or len(typed) == 300)
        await export.press("enter")
        await export.says(told)
        assert not export.screen.writing
        await export.tells("2 rows go in")
    assert names_in(tmp_path) == {"full"}


async def test_a_folder_that_somebody_filled_is_not_replaced(
    store_with_labels: Store, tmp_path: Path
) -> None:
    (tmp_path / "training-set").mkdir()
    (tmp_path / "training-set" / "mine.txt").write_text("mine")
    async with at_export(store_with_labels) as export:
        await export.choose("format", "hf")
        await export.tells("holds mine.txt")
        await export.press("enter", "enter")
        await export.says("holds mine.txt")
    assert (tmp_path / "training-set" / "mine.txt").read_text() == "mine"


async def test_the_rows_shown_are_those_that_are_written_with_split_and_group(
    store: Store, tmp_path: Path
) -> None:
    stories(store)
    async with at_export(store) as export:
        await export.choose("split", "70/15/15")
        await export.tells("new, frozen once it is written")
        assert export.screen.ahead is not None
        shown = [(row.text, row.split, row.group) for row in export.screen.ahead.rows]
        assert f"00.txt · {shown[0][1]} · group {shown[0][2][:8]}" in export.told
        assert store.splits.plans() == []
        await export.write()
        assert "frozen from now on" in export.told
    written = [
        (row["text"], row["split"], row["group"])
        for row in rows_of(tmp_path / "training-set.jsonl")
    ]
    assert written[: len(shown)] == shown
    assert len(shown) == 40


async def test_one_story_is_divided_only_by_force(store: Store, tmp_path: Path) -> None:
    one_story(store)
    async with at_export(store) as export:
        await export.choose("split", "70/15/15")
        await export.tells("no honest split")
        assert "(force: yes splits by article all the same)" in export.told
        await export.choose("force", "yes")
        await export.tells("split by article as you insisted")
        await export.write()
        await export.choose("groups", "article")  # has no use for force
        assert not export.screen.form.force
    splits = {row["split"] for row in rows_of(tmp_path / "training-set.jsonl")}
    assert len(splits) > 1


async def test_without_text_places_are_shown_and_no_word_is_written(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_export(store_with_labels) as export:
        await export.choose("text", "without")
        await export.tells("■ claim + opinion 0–4")
        assert "One." not in export.told
        await export.write()
    assert "One." not in (tmp_path / "training-set.jsonl").read_text()


@pytest.mark.parametrize("format_name", FORMATS)
async def test_a_format_is_written_or_says_what_it_needs(
    store_with_labels: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_name: str
) -> None:
    if FORMATS[format_name].needs:
        monkeypatch.setattr("annotations.exporters.needs.find_spec", lambda _: None)
    async with at_export(store_with_labels) as export:
        await export.choose("format", format_name)
        await export.known()
        if FORMATS[format_name].needs:
            await export.tells(f"pip install 'claimdesk[{format_name}]'")
            assert "counting" not in export.told
            await export.press("enter")
            await export.says("pip install")
        else:
            await export.write()
            assert export.screen.form.destination.exists()
    assert len(names_in(tmp_path)) == (0 if FORMATS[format_name].needs else 1)


async def test_every_value_of_every_row_can_be_chosen(store_with_labels: Store) -> None:
    async with at_export(store_with_labels) as export:
        await export.until(lambda: len(export.screen.form.annotators) == 2)
        await export.choose("split", "80/10/10")
        for field in NAMES[:-1]:
            for value in export.screen.form.choices(field):
                await export.choose(field, value.removeprefix(":"))
                await export.known()
        await export.press("j", "l", "escape")
        assert export.desk.app.is_running


async def test_an_empty_database_says_what_to_do_and_writes_nothing(
    store: Store, tmp_path: Path
) -> None:
    async with at_export(store) as export:
        assert "0 rows go in" in export.told
        assert "F2 goes to the articles" in export.told
        await export.press("enter")
        assert "nothing to write" in export.said
    assert names_in(tmp_path) == set()


async def test_the_line_of_python_and_the_path_can_be_copied(
    store_with_labels: Store, tmp_path: Path
) -> None:
    async with at_export(store_with_labels) as export:
        await export.write()
        assert "y copy" in export.screen.keys.visible_text()
        await export.press("y")
        path = str(tmp_path / "training-set.jsonl")
        app = export.desk.app
        assert app.clipboard == f"pandas.read_json({path!r}, lines=True, dtype=False)"
        await export.press("Y")
        assert app.clipboard == path
        await export.choose("format", "brat")  # has no such line
        await export.press("y")
        assert app.clipboard == str(tmp_path / "training-set")


async def test_what_does_not_fit_can_be_scrolled_to(store: Store) -> None:
    stories(store)
    async with at_export(store, size=(80, 24)) as export:
        before = export.screen.preview.visible_text()
        await export.press("pagedown")
        assert export.screen.preview.visible_text() != before
        await export.press("j", "j", "j", "j", "j", "j")
        assert "▌destination" in export.screen.choices.visible_text()


async def test_choosing_moves_no_other_row(store_with_labels: Store) -> None:
    async with at_export(store_with_labels) as export:
        places = set[tuple[int, ...]]()
        for _ in NAMES:
            lines = export.screen.choices.visible_text().split("\n")
            found = [
                next(n for n, line in enumerate(lines) if line[1:].startswith(name))
                for name in NAMES
            ]
            places.add(tuple(found))
            await export.press("j")
        assert len(places) == 1


async def test_it_is_left_the_way_it_was_entered_and_shows_new_labels_when_entered_again(
    store_with_labels: Store,
) -> None:
    async with at_export(store_with_labels) as export:
        desk = export.desk
        await desk.press("q")
        assert desk.app.screen is desk.app.desk
        await desk.press("g", "o")
        await desk.saved()
        await desk.press("f6")
        await export.tells("left out: 2 without a majority")
        await desk.press("f5")
        await desk.idle()
        assert desk.app.desk.page_name == "progress"


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (20, 5)])
async def test_any_size_will_do(store_with_labels: Store, size: tuple[int, int]) -> None:
    async with at_export(store_with_labels, size=size) as export:
        await export.press("j", "l", "?", "q", "ctrl+p", "escape", "pagedown", "y", "enter")
        assert export.desk.app.is_running
        assert isinstance(export.desk.app.screen, ExportScreen)
