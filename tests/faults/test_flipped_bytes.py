"""A byte of the file that reads otherwise one day: it is told, by name, and never a traceback."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import add_article, append, event

from annotations.errors import Damaged
from annotations.store import Store
from annotations.store.connection import told
from tui.cli import root

SENTENCE = "The harbour closed."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, [SENTENCE, "It was late."], name="kept.txt")
        add_article(store, ["Another one."], name="other.txt")
        append(store, event(1))
    return path


def flip(path: Path, found: bytes, put: bytes) -> None:
    content = path.read_bytes()
    assert content.count(found) == 1
    path.write_bytes(content.replace(found, put))


def run(path: Path, *words: str) -> Result:
    nothing_set = {"CLAIMDESK_CONFIG": None, "XDG_CONFIG_HOME": str(path.parent)}
    return CliRunner(env=nothing_set).invoke(root, ["--db", str(path), *words])


def test_the_doctor_finds_all_texts_as_they_were_imported(path: Path) -> None:
    said = run(path, "doctor").stdout
    assert "ok    texts" in said


@pytest.mark.parametrize("put", [b"The harvour", b"The har\xe2our"], ids=["a letter", "no UTF-8"])
def test_the_doctor_names_the_article_whose_text_has_changed(path: Path, put: bytes) -> None:
    with Store(path) as store:
        name = store.articles.one(1, annotator="").id[:8]
    flip(path, b"The harbour", put)

    done = run(path, "doctor")

    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("FAIL  texts")]
    assert name in line


def test_a_text_that_cannot_be_read_is_damage_and_is_not_quoted(path: Path) -> None:
    flip(path, b"The harbour", b"The har\xe2our")

    done = run(path, "sentences", "kept.txt")

    assert done.exit_code == 1
    assert "is damaged" in done.stderr
    assert "closed" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_schema_that_cannot_be_read_is_damage(path: Path) -> None:
    flip(path, b"CREATE TABLE article (", b"CREATE T\xc3BLE article (")

    for words in (["doctor"], ["status"], ["doctor", "--rebuild"]):
        done = run(path, *words)
        assert done.exit_code == 1
        assert "is damaged" in " ".join((done.stdout + done.stderr).split())


def test_what_sqlite_says_of_bytes_that_are_no_text_is_damage(tmp_path: Path) -> None:
    with pytest.raises(Damaged), told(tmp_path):
        b"\xef".decode()
    with pytest.raises(Damaged), told(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT CAST(x'ef' AS TEXT)").fetchone()
