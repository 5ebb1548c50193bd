"""Under a file's name stands the old content or all of the new."""

import io
import json
import os
import stat
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


def test_a_new_file_can_be_read_by_others_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with placed(tmp_path / "new"):
            pass
        private = tmp_path / "private"
        private.touch(mode=0o600)
        with placed(private):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o644
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


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
