"""`claimdesk import`: reports, exit codes, and what becomes of labels."""

import json
from pathlib import Path

import support
from commandline import objects, run

from annotations.store import Store

KEYS = ["path", "status", "article_id", "title", "sentences", "encoding", "error"]
STORY = "A new bridge opened on Monday.\nIt is long.\nPeople told the Daily that they like it.\n"


def story(folder: Path, text: str = STORY) -> Path:
    path = folder / "story.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_object_a_source(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    (report,) = objects(run(database, "import", story(tmp_path), "--json"))
    assert list(report) == KEYS
    assert (report["status"], report["sentences"], report["encoding"]) == ("imported", 3, "utf-8")
    assert len(report["article_id"]) == 64
    (again,) = objects(run(database, "import", story(tmp_path), "--json"))
    assert again == {**report, "status": "unchanged"}


def test_a_new_database_gets_no_samples(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    result = run(database, "import", story(tmp_path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 article imported\n")
    assert [entry["article"] for entry in objects(run(database, "articles", "--json"))] == [
        "story.txt"
    ]


def test_a_bad_file_is_told_and_the_rest_go_in(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    story(folder)
    (folder / "empty.txt").touch()
    result = run(tmp_path / "labels.db", "import", folder)
    assert result.exit_code == 1
    assert "empty.txt is empty" in result.stderr
    assert "1 article imported, 1 failed" in result.stderr
    result = run(tmp_path / "labels.db", "import", folder, "--json")
    assert result.exit_code == 1
    failed, unchanged = map(json.loads, result.stdout.splitlines())
    assert (failed["status"], failed["article_id"], failed["sentences"]) == ("failed", None, None)
    assert "empty" in failed["error"]
    assert unchanged["status"] == "unchanged"


def test_an_edited_article_takes_its_labels_along(store: Store, tmp_path: Path) -> None:
    run(store.path, "import", story(tmp_path))
    support.append(store, *(support.event(number) for number in (1, 2, 3)))
    edited = STORY.replace("the Daily that", "the Daily then that") + "It opens in May.\n"
    result = run(store.path, "import", story(tmp_path, edited))
    assert "1 new version, 3 labels carried over, 1 of them to look at" in result.stderr
    (article,) = objects(run(store.path, "articles", "--json"))
    assert (article["sentences"], article["labelled"]) == (4, 3)
    rows = objects(run(store.path, "export", "-"))
    assert [row["label"] for row in rows] == ["claim"] * 3
    assert [row["flags"] for row in rows] == [[], [], ["changed"]]
    assert {row["article_id"] for row in rows} == {article["id"]}


def test_the_source_can_be_given(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    run(database, "import", story(tmp_path), "--source", "The Daily")
    assert objects(run(database, "articles", "--json"))[0]["source"] == "The Daily"


def test_the_format_is_one_that_exists(tmp_path: Path) -> None:
    result = run(tmp_path / "labels.db", "import", story(tmp_path), "--format", "pdf")
    assert result.exit_code == 2
    assert "'auto', 'text', 'markdown'" in result.stderr


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    result = run(tmp_path / "labels.db", "import", folder)
    assert result.exit_code == 1
    assert str(folder) in result.stderr
    assert not (tmp_path / "labels.db").exists()


def test_hostile_names_and_titles_are_printed_harmlessly(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "\x1b[2Jclear\u202e.txt").touch()
    (folder / "title.txt").write_text("\x1b]0;owned\x07 A title of five words\nIt is.\n")
    database = tmp_path / "labels.db"
    result = run(database, "import", folder)
    assert result.exit_code == 1
    for output in (result.stderr, run(database, "articles").stdout):
        assert "\x1b" not in output
        assert "\u202e" not in output
        assert "\x07" not in output


def test_configured_settings_hold(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("import:\n  wrap: paragraphs\n")
    path = story(tmp_path, "one line of a sentence that\ngoes on in another line\n")
    for wanted, words in ((1, ["--config", config]), (2, [])):
        database = tmp_path / f"{wanted}.db"
        (report,) = objects(run(database, *words, "import", path, "--json"))
        assert report["sentences"] == wanted
