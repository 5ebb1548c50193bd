"""A database that may be read and not written, met by somebody without special rights."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ENVIRONMENT, add_article, append, event

from annotations.errors import NotSaved
from annotations.store import Store, backup

if sys.platform == "win32":
    pytest.skip("rights are another thing there", allow_module_level=True)

WITHOUT_RIGHTS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""For the superuser, whom the rights of files do not stop otherwise."""

LABEL = """
import sys
from pathlib import Path
from annotations.store import Writer
from support import event
outcomes = []
writer = Writer(Path(sys.argv[1]), outcomes.append)
writer.submit((event(1),))
assert writer.drain(10)
print("saved", flush=True)
sys.stdin.readline()
writer.submit((event(2),))
assert writer.drain(10)
writer.close()
print([type(one).__name__ for one in outcomes])
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A database in a folder of its own."""
    path = tmp_path / "data" / "labels.db"
    with Store(path) as store:
        add_article(store, ["He left.", "She stayed."])
        append(store, event(1))
    yield path
    path.parent.chmod(0o700)


def as_anybody(*command: str) -> list[str]:
    if os.geteuid():
        return [sys.executable, *command]
    if not shutil.which(WITHOUT_RIGHTS[0]):
        pytest.skip("the superuser may write everywhere, and there is no setpriv")
    return [*WITHOUT_RIGHTS, sys.executable, *command]


def claimdesk(path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        as_anybody("-m", "tui", "--db", str(path), *arguments),
        capture_output=True,
        text=True,
        check=False,
        env={**ENVIRONMENT, "HOME": str(path.parent.parent)},
    )


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_place_is_told_in_one_sentence_with_a_way_out_that_works(
    path: Path, what: str
) -> None:
    copy = path.parent.parent / "copy.db"
    if what == "file":
        path.chmod(0o400)
    else:
        path.parent.chmod(0o500)

    refused = claimdesk(path, "status")
    copied = claimdesk(path, "backup", str(copy))

    assert refused.returncode == 1
    assert "is read-only" in refused.stderr
    assert f"claimdesk --db {path} backup" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert copied.returncode == 0, copied.stderr
    with Store(copy) as store:
        assert store.counts.labelled(annotator="ada") == 1


@pytest.mark.parametrize(
    "words",
    [
        *(["import", "closed"], ["import", "closed/a.txt"], ["import-labels", "closed"]),
        *(["import-labels", "closed/a.jsonl"], ["merge", "closed/a.bundle"]),
        *(["export", "closed/a.jsonl"], ["export", "--format", "hf", "closed"]),
        *(["bundle", "closed/a.bundle"], ["backup", "closed/copy.db"]),
    ],
    ids=" ".join,
)
def test_a_folder_that_is_closed_is_told_in_one_sentence(path: Path, words: list[str]) -> None:
    closed = path.parent / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("One.")
    closed.chmod(0)
    placed = [str(path.parent / word) if word.startswith("closed") else word for word in words]
    told = claimdesk(path, *placed)
    closed.chmod(0o700)
    assert told.returncode == 1
    assert "ermission denied" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stderr.startswith("claimdesk: ")


def test_what_becomes_read_only_while_it_is_open_still_takes_labels(path: Path) -> None:
    with subprocess.Popen(
        as_anybody("-c", LABEL, str(path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        path.chmod(0o400)
        said, _ = process.communicate("\n", timeout=30)

    assert said == "['Saved', 'Saved']\n"
    path.chmod(0o600)
    with Store(path) as store:
        assert store.counts.labelled(annotator="ada") == 2
        assert store.drifted() == []


def test_a_copy_past_the_locks_of_what_is_written_meanwhile_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as busy:
        append(busy, event(1))
        monkeypatch.setattr(os, "access", lambda place, _: path.parent not in (place, place.parent))
        copyfile = shutil.copyfile

        def copy_slowly(source: Path, destination: Path) -> None:
            copyfile(source, destination)
            append(busy, event(2))

        monkeypatch.setattr(shutil, "copyfile", copy_slowly)
        copy = path.parent.parent / "copy.db"
        with pytest.raises(NotSaved, match="written to while it was copied"):
            backup.copy(path, copy)
    assert [one.name for one in copy.parent.iterdir()] == [path.parent.name]
