"""The export screen beside the command line: the same files, and never half of one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from fuzzing import Sitting

from tui.cli import root
from tui.exportform import EVERYONE, Form
from tui.screens.exportpanes import ExportPanes

DATABASE = "labels.db"


class ExportWatch:
    """Follows one person through a run that exports."""

    def __init__(self) -> None:
        self._whole: dict[Path, bytes] = {}
        """What stands in the folder, as it was when it was written."""
        self.written = 0
        self._begun = False

    def opened(self, sitting: Sitting) -> None:
        """What was written before is there still; a run begins in a folder without files."""
        if not self._begun:
            self._begun = True
            for path, _ in _files(Path.cwd()):
                path.unlink()
        self._compare(sitting)

    def before(self, sitting: Sitting, key: str) -> None:
        """Any key may write."""

    def after(self, sitting: Sitting, key: str) -> None:
        """Nothing changed, unless it was written as a whole."""
        del key
        exports = sitting.app.exports
        if exports is not None and exports.written is not None:
            self._compare_written(sitting, exports)
        self._compare(sitting)

    def at_rest(self, sitting: Sitting) -> None:
        """Nothing is on its way."""
        exports = sitting.app.exports
        assert exports is None or not exports.writing

    def _compare_written(self, sitting: Sitting, exports: ExportPanes) -> None:
        """What the screen wrote is what the command line writes."""
        assert exports.written is not None
        form = exports.written.form
        mine = dict(_files(form.destination))
        if all(self._whole.get(path) == content for path, content in mine.items()):
            return  # it was compared when it was written
        other = sitting.path.parent / "by-command" / form.destination.name
        other.parent.mkdir()
        try:
            words = ["--db", str(sitting.path), "--as", sitting.annotator, "export"]
            result = CliRunner().invoke(
                root, [*words, *options(form), str(other)], catch_exceptions=False
            )
            assert result.exit_code == 0, result.output
            theirs = {path.relative_to(other): text for path, text in _files(other)}
            ours = {path.relative_to(form.destination): text for path, text in mine.items()}
            assert ours.keys() == theirs.keys()
            for path, content in ours.items():
                assert content == theirs[path], f"{path} of {options(form)}"
        finally:
            shutil.rmtree(other.parent)
        self._whole.update(mine)
        self.written += 1

    def _compare(self, sitting: Sitting) -> None:
        """Nothing stands in the folders of the run but what was written whole."""
        folders = (Path.cwd(), sitting.path.parent)
        there = {path: text for folder in folders for path, text in _files(folder)}
        for path, content in there.items():
            if path.name.startswith(DATABASE) or path.parent.name in ("config", "data"):
                continue
            assert self._whole.get(path) == content, f"half written, or not ours: {path}"


def options(form: Form) -> Iterator[str]:
    """What the command line is told for the same."""
    yield from ("--format", form.format)
    if form.of is not None:
        yield from ("--of", form.of)
    if form.whose == EVERYONE:
        yield "--all"
    if form.divided:
        yield from ("--split", form.split, "--group-by", form.groups)
        yield from ("--force",) * form.force
    if not form.texts:
        yield "--no-text"


def _files(place: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file there, and what is in it."""
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    for path in found:
        if path.is_file():
            yield path, path.read_bytes()
