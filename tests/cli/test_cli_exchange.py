"""`bundle` and `merge`: what they say, and with which exit code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import objects, process, run
from support import ENVIRONMENT, add_article, append, event, events_in

from annotations.store import Store

HOSTILE = "\x1b]0;owned\x07.bundle"


@pytest.fixture
def ada(store: Store) -> Store:
    """Three labels on two articles."""
    add_article(store, ["One.", "Two."], name="a.txt")
    add_article(store, ["Three."], name="b.txt")
    append(store, event(1), event(2), event(3))
    return store


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Store]:
    """Has one of the articles."""
    with Store(tmp_path / "ben.db") as store:
        add_article(store, ["One.", "Two."], name="mine.txt")
        yield store


@pytest.fixture
def bundle(ada: Store, tmp_path: Path) -> Path:
    path = tmp_path / "ada.bundle"
    result = run(ada.path, "bundle", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"wrote 3 events on 2 articles to {path}\n"
    return path


def test_a_bundle_is_merged_and_summed_up(ben: Store, bundle: Path) -> None:
    result = run(ben.path, "merge", bundle)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"{bundle}: 2 events new, 0 already here\n"
        "  1 waits for 1 article that you do not have: importing the same text brings it in\n"
    )
    assert len(events_in(ben)) == 2
    add_article(ben, ["Three."], name="later.txt")
    assert len(events_in(ben)) == 3
    again = run(ben.path, "merge", bundle)
    assert again.stderr == f"{bundle}: 0 events new, 3 already here\n"


def test_merging_as_json_is_an_object_a_file(ben: Store, bundle: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.bundle"
    damaged.write_bytes(bundle.read_bytes()[:-9])
    result = run(ben.path, "merge", "--json", damaged, bundle)
    assert result.exit_code == 1
    refused, merged = map(json.loads, result.stdout.splitlines())
    keys = ["path", "status", "new", "known", "waiting", "waiting_articles", "unmatched", "error"]
    assert list(refused) == list(merged) == keys
    assert (refused["status"], refused["new"]) == ("refused", None)
    assert "cut off" in str(refused["error"])
    assert list(merged.values()) == [str(bundle), "merged", 2, 0, 1, 1, 0, None]


def test_a_refused_file_does_not_stop_the_others(ben: Store, bundle: Path, tmp_path: Path) -> None:
    result = run(ben.path, "merge", tmp_path / "none.bundle", bundle)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"claimdesk: {tmp_path / 'none.bundle'} was not merged: No such file or directory\n"
    )
    assert len(events_in(ben)) == 2


def test_a_database_is_merged_like_a_bundle(ada: Store, ben: Store) -> None:
    (report,) = objects(run(ben.path, "merge", "--json", ada.path))
    assert (report["status"], report["new"], report["waiting"]) == ("merged", 2, 1)


def test_events_on_other_sentences_are_told(ada: Store, bundle: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "new.db") as store:
        add_article(store, ["One.\nTwo."])
        result = run(store.path, "merge", bundle)
    assert "2 on sentences that your copy of the article does not have" in result.stderr


def test_merging_makes_a_database_like_importing_does(bundle: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "new.db", "merge", bundle)
    assert result.exit_code == 0
    assert "3 wait for 2 articles that you do not have" in result.stderr


def test_a_bundle_of_no_database_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path / "none.db", "bundle", tmp_path / "out.bundle")
    assert result.exit_code == 1
    assert "there is no database at" in result.stderr
    assert not (tmp_path / "out.bundle").exists()


def test_a_bundle_does_not_overwrite_the_database(ada: Store) -> None:
    result = run(ada.path, "bundle", ada.path)
    assert result.exit_code == 1
    assert result.stderr == (f"claimdesk: {ada.path} is the database itself: choose another name\n")


def test_bundling_without_events_works(ben: Store, tmp_path: Path) -> None:
    path = tmp_path / "empty.bundle"
    assert run(ben.path, "bundle", path).stderr == f"wrote 0 events on 0 articles to {path}\n"
    assert run(ben.path, "merge", path).stderr == f"{path}: 0 events new, 0 already here\n"


def test_a_bundle_goes_through_a_pipe(ada: Store, bundle: Path, tmp_path: Path) -> None:
    result = process(tmp_path, "--db", ada.path, "bundle", "-")
    assert (result.returncode, result.stdout) == (0, bundle.read_bytes())
    assert result.stderr == b"wrote 3 events on 2 articles\n"


def test_neither_names_nor_reasons_reach_the_terminal_raw(ben: Store, tmp_path: Path) -> None:
    (tmp_path / HOSTILE).write_bytes(b"nothing")
    result = run(ben.path, "merge", tmp_path / HOSTILE)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_merging_nothing_is_wrong_usage(ben: Store) -> None:
    assert run(ben.path, "merge").exit_code == 2


@pytest.mark.parametrize("command", ["bundle", "merge"])
def test_the_commands_never_import_textual(ada: Store, command: str, tmp_path: Path) -> None:
    code = (
        "import sys; from tui.cli import root;"
        f"root(['--db', {str(ada.path)!r}, {command!r}, {str(tmp_path / 'x')!r}],"
        " standalone_mode=False); print('textual' in sys.modules)"
    )
    if command == "merge":
        run(ada.path, "bundle", tmp_path / "x")
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, check=True, text=True
    )
    assert result.stdout == "False\n"


def test_a_bundle_is_merged_from_standard_input(ben: Store, bundle: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tui", "--db", ben.path, "merge", "-", "--json"],
        input=bundle.read_bytes(),
        capture_output=True,
        env=ENVIRONMENT,
        check=True,
    )
    report = json.loads(result.stdout)
    assert (report["path"], report["new"], report["waiting"]) == ("-", 2, 1)
    assert len(events_in(ben)) == 2


@pytest.mark.parametrize("given", [b"", b"no bundle", b"SQLite format 3\0" + bytes(2_000)])
def test_what_is_refused_from_standard_input_is_called_so(
    ben: Store, tmp_path: Path, given: bytes
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tui", "--db", ben.path, "merge", "-"],
        input=given,
        capture_output=True,
        env=ENVIRONMENT | {"TMPDIR": str(tmp_path)},
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.startswith(b"claimdesk: standard input ")
    assert str(tmp_path).encode() not in result.stderr


def test_labels_on_an_earlier_version_are_taken_over_and_told(
    ben: Store, bundle: Path, tmp_path: Path
) -> None:
    add_article(ben, ["One.", "Two.", "Three."], name="mine.txt", replaces=1)
    result = run(ben.path, "merge", bundle)
    assert result.stderr.startswith(
        f"{bundle}: 2 events new, 0 already here\n"
        "  2 labels on an earlier version of an article taken over to the newer one\n"
    )
    assert [one.sentence for one in events_in(ben)] == [1, 2, 3, 4]
    exported = run(ben.path, "export", "-", "--format", "jsonl")
    assert exported.stdout.count("ada") >= 2


def test_what_waits_is_told_by_doctor_and_status(bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    run(path, "merge", bundle)
    result = run(path, "doctor")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("ok    waiting")]
    assert line.split(maxsplit=2)[2].startswith("3 events wait for 2 articles")
    (report,) = objects(run(path, "doctor", "--json"))
    assert [check["ok"] for check in report["checks"] if check["name"] == "waiting"] == [True]
    status = run(path, "status").stdout.splitlines()
    assert "3 events wait for 2 articles: import the same texts to bring them in" in status
    assert "waiting" not in run(path, "status", "--json").stdout
    add_articles(path, "One.\nTwo.")
    status = run(path, "status").stdout.splitlines()
    assert "1 event waits for 1 article: import the same text to bring it in" in status


def add_articles(path: Path, text: str) -> None:
    with Store(path) as store:
        add_article(store, text.splitlines())


def test_where_nothing_waits_nothing_is_told(ada: Store) -> None:
    assert "import the same" not in run(ada.path, "doctor").stdout
    assert "import the same" not in run(ada.path, "status").stdout
