"""Which files an import looks at. Folders are walked in sorted order, files before subfolders.

Inside a folder only known endings count, and zip archives (see `archive`); hidden files and
folders, links that lead out of the folder, and files that speak of the folder itself
(README.md) are passed over. What is named explicitly is always tried as itself.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

ENDINGS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
"""Ending of a file's name, in small letters -> its format."""

ARCHIVE = ".zip"

ABOUT_THE_FOLDER = frozenset(
    {"changelog", "contributing", "copying", "licence", "license", "readme"}
)
"""Names, without ending and in small letters, of what is never an article of a folder."""


NONE_OF_OURS = f"no file in it ends in {', '.join(ENDINGS)}"


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to import from files and folders.

    A path that does not exist and a folder that cannot be listed come out as they are, so that
    reading them says what is wrong.
    """
    for path in paths:
        if _is_folder(path):
            yield from _walk(path)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a closed folder on the way
        return False


def _walk(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    closed: list[Path] = []
    for here, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if looks_like_an_article(path) and _stays(path, root):
                yield path
        yield from closed
        closed.clear()
    yield from closed


def looks_like_an_article(path: PurePath) -> bool:
    """Tell whether a file found in a folder or an archive is one to import."""
    return (
        not path.name.startswith(".")
        and (path.suffix.lower() in ENDINGS or is_archive(path))
        and path.stem.lower() not in ABOUT_THE_FOLDER
    )


def is_archive(path: PurePath) -> bool:
    """Tell whether a name is that of a zip archive."""
    return path.suffix.lower() == ARCHIVE


def _stays(path: Path, root: Path) -> bool:
    """Tell whether a path is no link, or one to a place inside the folder."""
    try:
        return not path.is_symlink() or path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a closed folder, links in a circle: reading says which
        return True
