import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from claiming import claim_from
from support import ENVIRONMENT, add_article, append, event, events_in, layout

from annotations.errors import StoreError
from annotations.store import Store, migrations, schema

OPEN_ALL_OF = """
import sqlite_utils, sys
from pathlib import Path
from annotations.store import Store
print("ready", flush=True)
sys.stdin.readline()
for path in sys.argv[1:]:
    Store(Path(path)).close()
"""

APPEND = """
import sys
from pathlib import Path
from annotations.store import Store
from support import append, event
name = sys.argv[2]
with Store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(150):
        append(store, event(n % 10 + 1, ("claim", "opinion")[n % 2], annotator=name))
"""


def at_once(script: str, arguments: list[list[str]]) -> None:
    """Run the script with each list of arguments, all let go at the same moment."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, *some],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        for some in arguments
    ]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told


def old_file(path: Path) -> None:
    """A file of the first step, with an article in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(migrations, "STEPS", {"0001_corpus": schema.CORPUS})
            assert migrations.apply(made, path) is None
        made.execute(
            "INSERT INTO article (id, name, origin, title, encoding, sha256, first_sentence,"
            " sentences, imported_at, lead) VALUES (zeroblob(32), 'old.txt', '', '', '',"
            " zeroblob(32), 1, 0, 0, '')"
        )


def test_many_programs_may_open_the_same_new_file_at_once(tmp_path: Path) -> None:
    new = [tmp_path / f"new{n}.db" for n in range(4)]
    old = [tmp_path / f"old{n}.db" for n in range(4)]
    for path in old:
        old_file(path)
    paths = [str(path) for pair in zip(new, old, strict=True) for path in pair]
    at_once(OPEN_ALL_OF, [paths] * 6)
    Store(tmp_path / "alone.db").close()
    for path in (*new, *old):
        assert layout(path) == layout(tmp_path / "alone.db")
        with Store(path) as store:
            assert migrations.applied(store._connection) == list(migrations.STEPS)


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, [f"Sentence {n}." for n in range(10)])
        at_once(APPEND, [[str(path), "ada"], [str(path), "ben"], [str(path), "ben"]])
        events = events_in(store)
        assert [one.annotator for one in events].count("ada") == 150
        assert [one.annotator for one in events].count("ben") == 300
        assert store.drifted() == []


def test_an_old_file_is_updated_to_the_layout_of_a_new_one(tmp_path: Path) -> None:
    old_file(tmp_path / "old.db")
    with Store(tmp_path / "old.db") as store:
        assert [one.name for one in store.articles.all(annotator="ada")] == ["old.txt"]
    Store(tmp_path / "new.db").close()
    assert layout(tmp_path / "old.db") == layout(tmp_path / "new.db")


def test_a_file_without_splits_gets_their_tables_and_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "labels.db"
    steps = dict(migrations.STEPS)
    before = {name: sql for name, sql in steps.items() if name < "0004"}
    monkeypatch.setattr(migrations, "STEPS", before)
    with Store(path) as store:
        add_article(store, ["One.", "Two."])
        append(store, event(1), event(2, "opinion"))
    old = layout(path)
    monkeypatch.setattr(migrations, "STEPS", steps)
    with Store(path) as store:
        assert [one.state.label for one in events_in(store)] == ["claim", "opinion"]
        assert store.splits.plans() == []
    Store(tmp_path / "new.db").close()
    assert layout(path) == layout(tmp_path / "new.db") != old
    assert layout(tmp_path / "labels.db.before-0004") == old


@pytest.mark.parametrize("last", sorted(migrations.STEPS)[3:-1])
def test_a_file_from_before_a_step_about_claims_is_backed_up_and_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    path, steps = tmp_path / "labels.db", dict(migrations.STEPS)
    done = {name: sql for name, sql in steps.items() if name <= last}
    monkeypatch.setattr(migrations, "STEPS", done)
    with Store(path) as store:
        article = add_article(store, ["One.", "Two."])
        append(store, event(1))
        claims = [claim_from(store, article, 2)] if "0005_facts" in done else []
    old = layout(path)
    monkeypatch.setattr(migrations, "STEPS", steps)
    with Store(path) as store:
        assert len(events_in(store)) == 1
        assert store.facts.ids() == claims
        assert store.drifted() == []
    Store(tmp_path / "new.db").close()
    assert layout(path) == layout(tmp_path / "new.db") != old
    assert layout(tmp_path / f"labels.db.before-{len(done) + 1:04}") == old


@pytest.mark.skipif(sys.platform != "linux", reason="names there are any bytes")
def test_a_file_whose_name_is_no_text_is_updated_too(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"M\xe4rz.db")
    old_file(path)
    Store(path).close()
    assert path.with_name(path.name + ".before-0002").exists()


def test_before_an_update_there_is_a_backup_of_the_old_layout(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    old_file(path)
    before = layout(path)
    (tmp_path / "labels.db.before-0002.half").write_text("of an update that was interrupted")
    Store(path).close()
    backup = tmp_path / "labels.db.before-0002"
    assert layout(backup) == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600 or sys.platform == "win32"
    with closing(sqlite3.connect(backup)) as reader:
        assert reader.execute("SELECT name FROM article").fetchall() == [("old.txt",)]
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name, backup.name]


def test_an_update_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "labels.db"
    old_file(path)
    before = layout(path)
    steps = {**migrations.STEPS, "0003_broken": "CREATE TABLE fine (x);\nCREATE TABLE article (x);"}
    monkeypatch.setattr(migrations, "STEPS", steps)
    with pytest.raises(StoreError):
        Store(path)
    assert layout(path) == before


def test_sql_is_cut_into_whole_statements() -> None:
    assert len(migrations.statements(schema.CORPUS + schema.LABELS)) > 20
    with pytest.raises(StoreError, match="unfinished"):
        migrations.statements("CREATE TABLE a (x);\nCREATE TABLE b (")
