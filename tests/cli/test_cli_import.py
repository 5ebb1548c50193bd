"""`claimdesk import`: reports, exit codes, and what becomes of labels."""

import json
from pathlib import Path

import pytest
import support
from click.testing import CliRunner
from commandline import objects, run

from annotations.store import Store
from tui.cli import root

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


def records(folder: Path, *lines: str) -> Path:
    path = folder / "stories.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_formats_are_those_that_the_contract_names(tmp_path: Path) -> None:
    text = " ".join(run(tmp_path / "x.db", "import", "--help").stdout.split())
    assert "[auto|text|markdown|html|jsonl|csv]" in text


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    path = records(tmp_path, "body,headline", "A bridge opened. It is long.,Bridge", "too few")
    columns = ("--column", "text=body", "--column", "title=headline")
    result = run(tmp_path / "labels.db", "import", path, *columns, "--json")
    assert result.exit_code == 1
    good, bad = map(json.loads, result.stdout.splitlines())
    assert list(good) == list(bad) == KEYS
    assert (good["path"], good["title"], good["sentences"]) == (f"{path}:2", "Bridge", 2)
    assert (bad["path"], bad["status"]) == (f"{path}:3", "failed")
    assert bad["error"] == f"{path}, line 3 has 1 cell, the header 2"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--column", "text"], "is not FIELD=NAME"),
        (["--column", "text="], "is not FIELD=NAME"),
        (["--column", "body=text"], "there is no field 'body'"),
        (["--column", "text=a", "--column", "text=b"], "text is given twice"),
        (["--column", "text=a", "--format", "text"], "only records"),
    ],
)
def test_columns_that_cannot_be_meant_are_wrong_usage(
    tmp_path: Path, words: list[str], said: str
) -> None:
    result = run(tmp_path / "labels.db", "import", records(tmp_path, "text"), *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_dry_run_makes_no_database(tmp_path: Path) -> None:
    path = records(tmp_path, "text,title,x", "A bridge opened. It is long.,Bridge,x")
    result = run(tmp_path / "labels.db", "import", path, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.split()[:3] == ["imported", "2", "Bridge"]
    assert "text is text, title is title; passed over: x" in result.stderr
    assert "nothing was written; it would be: 1 article imported" in result.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["stories.csv"]
    (report,) = objects(run(tmp_path / "labels.db", "import", path, "--dry-run", "--json"))
    assert list(report) == KEYS


def test_a_dry_run_leaves_a_database_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / "labels.db"
    run(database, "import", story(tmp_path))
    before, entries = database.read_bytes(), sorted(tmp_path.iterdir())
    (report,) = objects(run(database, "import", tmp_path, "--dry-run", "--json"))
    assert report["status"] == "unchanged"
    story(tmp_path, STORY + "It opens in May.\n")
    (report,) = objects(run(database, "import", tmp_path, "--dry-run", "--json"))
    assert report["status"] == "new_version"
    assert database.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == entries


def test_standard_input_is_read(tmp_path: Path) -> None:
    database = str(tmp_path / "labels.db")
    for words, given, paths in (
        ([], STORY, ["stdin"]),
        (["--format", "csv"], "text\nOne story.\nTwo.\n", ["stdin:2", "stdin:3"]),
    ):
        result = CliRunner().invoke(
            root, ["--db", database, "import", "-", "--json", *words], input=given
        )
        assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == paths


def test_of_many_failures_some_are_told_and_all_are_counted(tmp_path: Path) -> None:
    path = records(tmp_path, "text,id", "Good.,1", *["Bad."] * 50)
    result = run(tmp_path / "labels.db", "import", path)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 22
    assert lines[-2:] == ["… and 30 more that failed", "1 article imported, 50 failed"]


def test_hostile_records_are_printed_harmlessly(tmp_path: Path) -> None:
    path = records(tmp_path, "text,\x1b[2J,title", "A story.,x,\x1b]0;owned\x07", "\u202ebad")
    result = run(tmp_path / "labels.db", "import", path, "--dry-run")
    for output in (result.stdout, result.stderr):
        assert not set(output) & {"\x1b", "\x07", "\u202e"}
