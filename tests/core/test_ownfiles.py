"""What claimdesk makes is its owner's alone, and halves of dead writers go."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import add_article, append, event

from annotations import ownfiles
from annotations.exporters import placed, placed_folder
from annotations.store import Store, backup

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and locks are other there")

PART = ".claimdesk-0123456789abcdef.part"


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A half counts as dead as soon as nobody holds it."""
    monkeypatch.setattr(ownfiles, "QUIET", -1.0)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_files_and_folders_are_their_owners_alone(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "a" / "b"
    ownfiles.create_folders(folder)
    ownfiles.create_folders(folder)
    os.close(ownfiles.create(folder / "file"))
    assert [mode(folder.parent), mode(folder)] == [0o700, 0o700]
    assert mode(folder / "file") == 0o600


def test_a_folder_cannot_be_made_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        ownfiles.create_folders(tmp_path / "file")
    with pytest.raises(NotADirectoryError):
        ownfiles.create_folders(tmp_path / "file" / "folder")


def test_an_export_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    with placed(tmp_path / "file") as file:
        file.write(b"new")
    with placed_folder(tmp_path / "folder") as folder:
        folder.open("manifest.json").write(b"{}")
        folder.put("a/b/c.txt", b"new")
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name: oct(mode(path)) for path in made} == {path.name: oct(0o600) for path in made}
    assert len(made) == 3
    assert {mode(path) for path in tmp_path.rglob("*") if path.is_dir()} == {0o700}


def test_a_database_with_what_stands_beside_it_and_its_backup_are_their_owners_alone(
    tmp_path: Path, umask: int
) -> None:
    database = tmp_path / "new" / "folder" / "labels.db"
    with Store(database) as store:
        add_article(store, ["One."])
        append(store, event(1))
        backup.copy(database, database.with_name("copy.db"))
        modes = {path.name: mode(path) for path in database.parent.iterdir()}
    assert modes == dict.fromkeys(("labels.db", "labels.db-wal", "labels.db-shm", "copy.db"), 0o600)
    assert [mode(tmp_path / "new"), mode(database.parent)] == [0o700, 0o700]


def test_a_file_system_without_rights_takes_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with placed(tmp_path / "out") as file:
        file.write(b"new")
    assert (tmp_path / "out").read_bytes() == b"new"


def test_what_a_dead_writer_left_goes_with_the_next_export(tmp_path: Path, at_once: None) -> None:
    (tmp_path / PART).write_text("half")
    (tmp_path / PART.replace("0", "1")).mkdir()
    (tmp_path / PART.replace("0", "1") / "file").write_text("half")
    with placed(tmp_path / "out"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_was_written_a_moment_ago_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / PART).write_text("half")
    ownfiles.sweep(tmp_path)
    assert (tmp_path / PART).exists()


def test_what_a_living_writer_holds_is_left_alone(tmp_path: Path, at_once: None) -> None:
    with placed(tmp_path / "one") as one, placed_folder(tmp_path / "two") as two:
        with placed(tmp_path / "three"):
            pass
        assert len(list(tmp_path.glob(".claimdesk-*.part"))) == 2
        one.write(b"whole")
        two.put("whole", b"")
    assert (tmp_path / "one").read_bytes() == b"whole"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "three", "two"]


@pytest.mark.parametrize(
    "name", ["half.part", ".claimdesk-01.part", f"{PART}s", f"x{PART}", PART.replace("0", "g")]
)
def test_what_is_called_otherwise_is_left_alone(tmp_path: Path, at_once: None, name: str) -> None:
    (tmp_path / name).write_text("mine")
    ownfiles.sweep(tmp_path)
    assert (tmp_path / name).exists()


def test_what_is_no_file_or_folder_or_somebody_elses_is_left_alone(
    tmp_path: Path, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").write_text("mine")
    link, pipe = (tmp_path / PART.replace("0", digit) for digit in "23")
    link.symlink_to(tmp_path / "kept")
    os.mkfifo(pipe)
    ownfiles.sweep(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    (tmp_path / PART).write_text("half")
    ownfiles.sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_between_two_moves_nothing_is_removed(tmp_path: Path, at_once: None) -> None:
    for ending in (".part", ".old"):
        half = (tmp_path / PART).with_suffix(ending)
        half.mkdir()
        (half / "manifest.json").write_text("{}")
    with placed(tmp_path / "out"):
        pass
    assert len(list(tmp_path.iterdir())) == 3


def test_what_was_replaced_goes_when_whoever_replaced_it_was_killed(
    tmp_path: Path, at_once: None
) -> None:
    (tmp_path / PART).with_suffix(".old").write_text("replaced")
    folder = (tmp_path / PART.replace("0", "1")).with_suffix(".old")
    folder.mkdir()
    manifest = '{"manifest": 1, "tool": "claimdesk 1", "files": [{"name": "a.txt"}]}'
    (folder / "manifest.json").write_text(manifest)
    (folder / "a.txt").write_text("replaced")
    (folder / "notes.txt").write_text("somebody's own")
    with placed(tmp_path / "out"):
        pass
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, "out"]


def test_a_folder_that_cannot_be_looked_into_is_left_alone(tmp_path: Path) -> None:
    ownfiles.sweep(tmp_path / "none")
    assert list(ownfiles.dead(tmp_path / "none", "part")) == []


def test_a_temporary_folder_goes_whatever_ends_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ownfiles.temporary_folder(tmp_path) as folder:  # noqa: PT012 - it has to hold something
        (folder / "file").write_text("half")
        assert mode(folder) == 0o700
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
