"""Under a file's name stands the old content or all of the new."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotations.errors import ExportFailed
from annotations.exporters import placed, placed_folder, streamed


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_file_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    destination = tmp_path / "out.jsonl"
    with placed(destination) as file:
        file.write(b"new")
        assert not destination.exists()
    assert destination.read_bytes() == b"new"
    assert names(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_what_goes_wrong_leaves_the_old_file_whole(
    tmp_path: Path, error: type[BaseException]
) -> None:
    destination = tmp_path / "out.jsonl"
    destination.write_bytes(b"old")
    with pytest.raises(error), placed(destination) as file:  # noqa: PT012 - it has to be half written
        file.write(b"new" * 1_000_000)
        raise error
    assert destination.read_bytes() == b"old"
    assert names(tmp_path) == ["out.jsonl"]


def test_a_full_disk_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    destination = tmp_path / "out.jsonl"
    destination.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed, match="No space left"), placed(destination) as file:
        file.write(b"new")
    assert destination.read_bytes() == b"old"
    assert names(tmp_path) == ["out.jsonl"]


def test_a_folder_is_no_destination(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="is a folder"), placed(tmp_path):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="No such file"), placed(tmp_path / "no" / "out"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="rights are another thing there")
def test_what_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.touch()
    shared.chmod(0o664)
    with placed(shared) as file:
        file.write(b"new")
    folder = tmp_path / "folder"
    put(folder, **{"a.txt": "old", "in/b.txt": "old"})
    for path, mode in ((folder, 0o750), (folder / "a.txt", 0o640), (folder / "in", 0o750)):
        path.chmod(mode)
    put(folder, **{"a.txt": "new", "in/b.txt": "new", "c.txt": "new"})
    rights = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.rglob("*")}
    assert rights == {
        "shared": "0o664",
        "folder": "0o750",
        "a.txt": "0o640",
        "in": "0o750",
        "b.txt": "0o600",
        "c.txt": "0o600",
        "manifest.json": "0o600",
        "README.md": "0o600",
    }


def test_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(real)
    with placed(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_and_not_replaced() -> None:
    with placed(Path(os.devnull)) as file:
        file.write(b"new")
    assert not Path(os.devnull).is_file()


def test_a_pipe_that_was_closed_stays_a_pipe_that_was_closed() -> None:
    with pytest.raises(BrokenPipeError), streamed(io.BytesIO()):
        raise BrokenPipeError


def test_a_stream_that_cannot_be_written_is_told() -> None:
    with pytest.raises(ExportFailed, match="Input/output error"), streamed(io.BytesIO()):
        raise OSError(5, "Input/output error")


def put(destination: Path, **files: str) -> None:
    """Make such a folder, as an export does, its manifest included."""
    listed = [{"name": name.replace("__", "/")} for name in files]
    with placed_folder(destination) as folder:
        for name, text in files.items():
            folder.open(name.replace("__", "/")).write(text.encode())
        manifest = {"manifest": 1, "tool": "claimdesk 1", "files": listed}
        folder.open("manifest.json").write(json.dumps(manifest).encode())
        folder.open("README.md").write(b"card")


def inside(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_an_export_is_replaced_whole(tmp_path: Path) -> None:
    put(tmp_path / "set", a="1", data__b="2")
    put(tmp_path / "set", data__c="3")
    assert inside(tmp_path / "set") == {"data/c", "manifest.json", "README.md"}
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


@pytest.mark.parametrize(
    "manifest",
    ["{}", '{"manifest_version": 3}', "[]", "\x00", '{"manifest": 1, "tool": 1, "files": []}', ""],
)
def test_a_folder_that_no_export_made_is_never_replaced(tmp_path: Path, manifest: str) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "manifest.json").write_text(manifest)
    (mine / "thesis.txt").write_text("precious")
    with pytest.raises(ExportFailed, match="which no export put there"):
        put(mine, a="1")
    assert inside(mine) == {"manifest.json", "thesis.txt"}


@pytest.mark.parametrize("name", ["model.bin", "data/notes.txt", ".git/HEAD"])
def test_what_somebody_put_into_an_export_is_never_deleted(tmp_path: Path, name: str) -> None:
    put(tmp_path / "set", data__a="1")
    (tmp_path / "set" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "set" / name).write_text("mine")
    with pytest.raises(ExportFailed, match=name):
        put(tmp_path / "set", data__a="2")
    assert (tmp_path / "set" / name).read_text() == "mine"
    assert (tmp_path / "set" / "data" / "a").read_text() == "1"


def test_what_is_put_there_while_an_export_runs_stops_it(tmp_path: Path) -> None:
    put(tmp_path / "set", a="1")

    def meanwhile() -> None:
        with placed_folder(tmp_path / "set") as folder:
            folder.open("a").write(b"2")
            (tmp_path / "set" / "mine.txt").write_text("mine")

    with pytest.raises(ExportFailed, match=r"mine\.txt"):
        meanwhile()
    assert inside(tmp_path / "set") == {"a", "manifest.json", "README.md", "mine.txt"}
    assert (tmp_path / "set" / "a").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_an_empty_folder_can_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    put(tmp_path / "set", a="1")
    assert inside(tmp_path / "set") == {"a", "manifest.json", "README.md"}


class Decided:
    """A decision that is made with the move, and says when."""

    def __init__(self, *, refuse: str = "") -> None:
        self.refuse = refuse
        self.said: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.said.append("asked")
        if self.refuse == "before":
            raise ExportFailed("no")
        try:
            yield
        except OSError:
            self.said.append("taken back")
            raise
        if self.refuse == "after":
            raise ExportFailed("no")
        self.said.append("made")


def put_file(destination: Path, text: str, decided: Decided) -> None:
    with placed(destination, decide=decided) as file:
        file.write(text.encode())
        assert decided.said == []


def put_set(destination: Path, text: str, decided: Decided) -> None:
    manifest = {"manifest": 1, "tool": "claimdesk 1", "files": [{"name": "data/a"}]}
    with placed_folder(destination, decide=decided) as folder:
        folder.open("data/a").write(text.encode())
        folder.open("manifest.json").write(json.dumps(manifest).encode())
        assert decided.said == []


either = pytest.mark.parametrize("put_one", [put_file, put_set])
Put = Callable[[Path, str, Decided], None]


def content(destination: Path) -> str | None:
    place = destination / "data" / "a" if destination.is_dir() else destination
    return place.read_text() if place.exists() else None


@either
def test_a_decision_is_made_with_the_move(tmp_path: Path, put_one: Put) -> None:
    for text in ("old", "new"):
        decided = Decided()
        put_one(tmp_path / "out", text, decided)
        assert decided.said == ["asked", "made"]
        assert content(tmp_path / "out") == text
        assert names(tmp_path) == ["out"]


@either
@pytest.mark.parametrize("old", ["old", None])
@pytest.mark.parametrize("refuse", ["before", "after"])
def test_a_decision_that_fails_leaves_what_was_there(
    tmp_path: Path, put_one: Put, refuse: str, old: str | None
) -> None:
    if old is not None:
        put_one(tmp_path / "out", old, Decided())
    with pytest.raises(ExportFailed, match="no"):
        put_one(tmp_path / "out", "new", Decided(refuse=refuse))
    assert content(tmp_path / "out") == old
    assert names(tmp_path) == (["out"] if old else [])


@either
@pytest.mark.parametrize("old", ["old", None])
def test_a_move_that_fails_takes_the_decision_back(
    tmp_path: Path, put_one: Put, old: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if old is not None:
        put_one(tmp_path / "out", old, Decided())
    own = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise PermissionError(13, "Permission denied")
        return own(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    decided = Decided()
    with pytest.raises(ExportFailed, match="Permission denied"):
        put_one(tmp_path / "out", "new", decided)
    assert decided.said == ["asked", "taken back"]
    assert content(tmp_path / "out") == old
    assert names(tmp_path) == (["out"] if old else [])


def test_where_there_are_no_hard_links_a_file_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(self), None, str(target))

    monkeypatch.setattr(Path, "hardlink_to", none)
    for text in ("old", "new"):
        put_file(tmp_path / "out", text, Decided())
    assert content(tmp_path / "out") == "new"
    assert names(tmp_path) == ["out"]


def test_a_device_that_does_not_take_everything_decides_nothing() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only some systems have such a device")
    decided = Decided()
    with pytest.raises(ExportFailed, match="No space left"):
        put_file(Path("/dev/full"), "new", decided)
    assert decided.said == ["asked", "taken back"]
