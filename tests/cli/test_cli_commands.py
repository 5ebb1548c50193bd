"""The commands that list and export: documented shapes, tables that fit, talk on stderr."""

import os
from pathlib import Path

import pytest
import support
from commandline import objects, run

from annotations.store import Store
from tui.cli.table import cells

HOSTILE = "\x1b]0;owned\x07\u202eevil\r\n=HYPERLINK()"


@pytest.fixture
def labelled(store: Store) -> Store:
    support.add_article(store, ["One.", "Two.", "Three."], name="b.txt", title="B", source="Paper")
    support.add_article(store, ["Four."], name="a.txt", title="A")
    support.append(
        store,
        support.event(1, "attribution", secondary="claim"),
        support.event(2, "opinion"),
        support.event(2, "claim", annotator="bob"),
        support.event(4, "rumour"),
    )
    return store


def test_articles_as_json(labelled: Store) -> None:
    first, second = objects(run(labelled.path, "articles", "--json"))
    assert list(first) == ["id", "article", "title", "source", "published", "sentences", "labelled"]
    assert (first["article"], first["title"], first["source"]) == ("b.txt", "B", "Paper")
    assert (first["published"], first["sentences"], first["labelled"]) == (None, 3, 2)
    assert len(first["id"]) == 64
    assert second["article"] == "a.txt"


def test_sentences_as_json(labelled: Store) -> None:
    first, _, third = objects(run(labelled.path, "sentences", "b.txt", "--json"))
    keys = ["id", "article_id", "position", "start", "end", "text", "label", "secondary"]
    assert list(first) == keys
    assert (first["position"], first["start"], first["end"], first["text"]) == (1, 0, 4, "One.")
    assert (first["label"], first["secondary"]) == ("attribution", "claim")
    assert (third["label"], third["secondary"]) == (None, None)


def test_an_article_goes_by_the_beginning_of_its_id(labelled: Store) -> None:
    article = objects(run(labelled.path, "articles", "--json"))[1]
    (sentence,) = objects(run(labelled.path, "sentences", article["id"][:8], "--json"))
    assert sentence["article_id"] == article["id"]


def test_status_as_json(labelled: Store) -> None:
    (status,) = objects(run(labelled.path, "status", "--json"))
    assert status == {
        "articles": 2,
        "sentences": 4,
        "annotators": {
            "ada": {
                "labelled": 3,
                "flagged": 0,
                "labels": {"attribution": 1, "opinion": 1, "rumour": 1},
            },
            "bob": {"labelled": 1, "flagged": 0, "labels": {"claim": 1}},
        },
        "disputed": 1,
        "adjudicated": 0,
        "claims": 0,
        "verdicts": 0,
    }


def test_status_says_how_far_everyone_has_come_in_each_article(labelled: Store) -> None:
    lines = run(labelled.path, "status").stdout.splitlines()
    table = [line.split() for line in lines[lines.index("") + 1 :] if line]
    assert table[-3:] == [
        ["article", "sentences", "ada", "bob"],
        ["B", "3", "2", "1"],
        ["A", "1", "1", "0"],
    ]


def test_who_asks_has_the_first_column(labelled: Store) -> None:
    lines = run(labelled.path, "--as", "zoe", "status").stdout.splitlines()
    assert [line.split() for line in lines[-3:-1]] == [
        ["article", "sentences", "zoe", "ada", "bob"],
        ["B", "3", "0", "2", "1"],
    ]


def test_where_not_all_annotators_fit_one_column_adds_them_up(labelled: Store) -> None:
    for number in range(9):
        support.append(labelled, support.event(1, annotator=f"annotator{number}"))
    result = run(labelled.path, "status").stdout
    assert [line.split() for line in result.splitlines()[-3:]] == [
        ["article", "sentences", "ada", "all"],
        ["B", "3", "2", "12"],
        ["A", "1", "1", "1"],
    ]
    assert max(map(cells, result.splitlines())) <= 80


def test_status_shows_the_first_articles_and_counts_the_others(store: Store) -> None:
    for number in range(25):
        support.add_article(store, [f"{number} one.", f"{number} two."], title=f"Story {number}")
    support.append(store, support.event(2 * 24 + 1))
    lines = run(store.path, "status").stdout.splitlines()
    assert lines[-22].split() == ["article", "sentences", "ada"]
    assert lines[-21].split() == ["Story", "24", "2", "1"]
    assert lines[-20].split() == ["Story", "0", "2", "0"]
    assert lines[-1] == "… and 5 more: `claimdesk articles` lists all"


def test_an_article_without_a_title_goes_by_its_name(store: Store) -> None:
    support.add_article(store, ["One."], name="untitled.txt", title="")
    assert "untitled.txt" in run(store.path, "status").stdout


def test_json_is_not_escaped(store: Store) -> None:
    support.add_article(store, ["Où est-elle ?"], title="Прес-служба")
    assert "Прес-служба" in run(store.path, "articles", "--json").stdout
    assert "Où" in run(store.path, "sentences", "article.txt", "--json").stdout


@pytest.mark.parametrize("words", [["articles"], ["sentences", "b.txt"], ["status"]])
def test_tables_fit_eighty_columns_and_hold_no_control_characters(
    labelled: Store, words: list[str]
) -> None:
    support.add_article(
        labelled,
        [f"{HOSTILE} " + "字" * 100, "x" * 300],
        name="hostile.txt",
        title=HOSTILE + "題" * 60,
        source=HOSTILE,
    )
    support.append(labelled, support.event(5, "label " * 6, annotator="字" * 40))
    if words[0] == "sentences":
        words = ["sentences", "hostile.txt"]
    result = run(labelled.path, *words)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert max(cells(line) for line in result.stdout.splitlines()) <= 80


def test_the_table_of_sentences_shows_the_whole_text(store: Store) -> None:
    words = [f"word{number}" for number in range(60)]
    support.add_article(store, [" ".join(words)])
    assert run(store.path, "sentences", "article.txt").stdout.split()[1:] == words


def test_export_writes_data_to_stdout_and_talk_to_stderr(labelled: Store) -> None:
    result = run(labelled.path, "export", "-")
    assert [entry["label"] for entry in objects(result)] == ["rumour", "attribution"]
    assert "wrote 2 rows" in result.stderr
    assert "left out: 1 unlabelled, 1 without a majority" in result.stderr
    assert "not in the configured label set, exported as they are: rumour" in result.stderr


def test_export_to_a_file_says_nothing_on_stdout(labelled: Store, tmp_path: Path) -> None:
    destination = tmp_path / "out.csv"
    result = run(labelled.path, "export", "--format", "csv", "--all", destination)
    assert (result.exit_code, result.stdout) == (0, "")
    assert destination.read_text(encoding="utf-8-sig").startswith("id,text,label,")
    assert f"wrote 4 rows to {destination}" in result.stderr


def test_a_dry_run_writes_nothing(labelled: Store, tmp_path: Path) -> None:
    destination = tmp_path / "out.jsonl"
    result = run(labelled.path, "export", "--dry-run", "--of", "bob", destination)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "would write 1 row" in result.stderr
    assert not destination.exists()


def test_of_and_all_together_are_wrong_usage(labelled: Store) -> None:
    result = run(labelled.path, "export", "--of", "ada", "--all", "-")
    assert result.exit_code == 2
    assert "--of is one annotator" in result.stderr


def test_exporting_an_unknown_annotator_names_the_nearest(labelled: Store) -> None:
    result = run(labelled.path, "export", "--of", "adda", "-")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "claimdesk: nobody called 'adda' has labelled anything here; did you mean ada?\n"
    )


def test_the_same_export_twice_is_the_same_file(labelled: Store, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    run(labelled.path, "export", first)
    run(labelled.path, "export", again)
    assert first.read_bytes() == again.read_bytes() != b""


def test_a_failed_export_keeps_the_old_file(
    labelled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "No space left on device"

    def full(_: int) -> None:
        raise OSError(28, why)

    destination = tmp_path / "out.jsonl"
    destination.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", full)
    result = run(labelled.path, "export", destination)
    assert result.exit_code == 1
    assert result.stderr == (
        f"claimdesk: {destination} could not be written: No space left on device: make room, or "
        "choose another disk; what stands there is unchanged\n"
    )
    assert destination.read_bytes() == b"old"


def test_formulas_do_not_run_in_a_spreadsheet(store: Store) -> None:
    support.add_article(store, ["=1+1", "@SUM(A1)"])
    support.append(store, support.event(1), support.event(2))
    table = run(store.path, "export", "--format", "csv", "-").stdout
    assert "'=1+1" in table
    assert "'@SUM(A1)" in table


def test_a_backup_opens_and_never_overwrites(labelled: Store, tmp_path: Path) -> None:
    destination = tmp_path / "copy.db"
    result = run(labelled.path, "backup", destination)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(destination) in result.stderr
    with Store(destination) as copy:
        assert copy.counts.corpus() == (2, 4)
    result = run(labelled.path, "backup", destination)
    assert result.exit_code == 1
    assert "never overwrites" in result.stderr


def test_the_ending_of_the_file_says_the_format(labelled: Store, tmp_path: Path) -> None:
    run(labelled.path, "export", "--all", tmp_path / "labels.csv")
    run(labelled.path, "export", "--all", tmp_path / "labels.txt")
    run(labelled.path, "export", "--all", "--format", "jsonl", tmp_path / "other.csv")

    assert (tmp_path / "labels.csv").read_text("utf-8-sig").startswith("id,text,label")
    assert (tmp_path / "labels.txt").read_text().startswith('{"id":')
    assert (tmp_path / "other.csv").read_text().startswith('{"id":')


def test_a_dry_run_refuses_what_an_export_would_refuse(labelled: Store, tmp_path: Path) -> None:
    for destination in (tmp_path / "nowhere" / "x.jsonl", tmp_path, labelled.path):
        dry = run(labelled.path, "export", "--dry-run", destination)
        real = run(labelled.path, "export", destination)
        assert (dry.exit_code, dry.stderr) == (1, real.stderr)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files have no names")
def test_an_export_goes_into_a_pipe_that_has_a_name(labelled: Store) -> None:
    reading, writing = os.pipe()
    result = run(labelled.path, "export", "--all", f"/dev/fd/{writing}")
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor is no path
        lines = pipe.read().splitlines()

    assert result.exit_code == 0, result.stderr
    assert len(lines) > 0
    assert all(line.startswith(b'{"id":') for line in lines)
