import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.importers import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    for name in ["b.txt", "a.TXT", "c.markdown", "d.pdf", ".hidden.txt", "sub/e.md", "sub/f.text"]:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.")
    (root / ".git").mkdir()
    (root / ".git" / "g.txt").write_text("Text.")
    (root / "articles.yaml").write_text("{}")
    return root


def names(found: Iterator[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_a_folder_is_walked_in_order_for_known_endings(folder: Path) -> None:
    expected = ["a.TXT", "b.txt", "c.markdown", "sub/e.md", "sub/f.text"]
    assert names(find_files([folder]), folder) == expected


def test_what_is_named_is_tried_as_itself(folder: Path) -> None:
    paths = [folder / "d.pdf", folder / ".hidden.txt", folder / "none.txt", folder / "b.txt"]
    assert list(find_files(paths)) == paths


def test_links_that_leave_the_folder_are_passed_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("Text.")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "h.txt").write_text("Text.")
    (folder / "leaves.txt").symlink_to(tmp_path / "out.txt")
    (folder / "stays.txt").symlink_to(folder / "b.txt")
    (folder / "elsewhere").symlink_to(tmp_path / "other")
    (folder / "round").symlink_to(folder)
    found = names(find_files([folder]), folder)
    assert "stays.txt" in found
    assert not {"leaves.txt", "elsewhere/h.txt", "round/b.txt"} & set(found)


def test_a_folder_that_cannot_be_listed_comes_out_as_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir: Callable[[str], object] = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert folder / "sub" in list(find_files([folder]))


def test_what_speaks_of_a_folder_is_no_article_of_it(tmp_path: Path) -> None:
    for name in ("README.md", "licence.txt", "story.txt"):
        (tmp_path / name).write_text("Some words of text.\n")

    assert [path.name for path in find_files([tmp_path])] == ["story.txt"]
    assert list(find_files([tmp_path / "README.md"])) == [tmp_path / "README.md"]
