"""What files of absurd size cost: seconds and memory, each in a process of its own.

A line of 200 MB as article, record, row, labels and bundle, and an article of 100,000 sentences.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PIECE = 1_000_000


def main(arguments: list[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200, help="of a line")
    parser.add_argument("--sentences", type=int, default=100_000, help="of an article")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as name:
        print(f"{'':<34}{'exit':>5}{'s':>8}{'MB':>7}  what it says")
        for what, path, words in _cases(Path(name), options.megabytes, options.sentences):
            code, seconds, memory, said = _run(Path(name), [*words, str(path)])
            print(f"{what:<34}{code:>5}{seconds:>8.2f}{memory:>7.0f}  {said[:90]}")
            path.unlink()


def _cases(
    folder: Path, megabytes: int, sentences: int
) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """What it is, the file, and the command that it ends."""
    line = _filled(megabytes, b"word ")
    yield "a line, as an article", _written(folder / "a.txt", b"", line), ("import",)
    yield "a line, as a record", _written(folder / "a.jsonl", b'{"text": "', line), ("import",)
    yield "a line, as a row", _written(folder / "a.csv", b"text\n", line), ("import",)
    labels = _written(folder / "l.jsonl", b'{"label": "', line)
    yield "a line, as labels", labels, ("import-labels", "--annotator", "ben")
    table = _written(folder / "l.csv", b"label,article,text\n", line)
    yield "a row, as labels", table, ("import-labels", "--annotator", "ben")
    yield "a line, as a bundle", _written(folder / "l.bundle", b"", line), ("merge",)
    largest = _written(folder / "b.txt", b"", _filled(19, b"word "))
    yield "a line of 19 MB, as an article", largest, ("import",)
    story = folder / "long.txt"
    story.write_text("".join(f"Sentence {n} is said here. " for n in range(sentences)))
    yield f"{sentences:,} sentences in a line", story, ("import",)


def _filled(megabytes: int, word: bytes) -> Callable[[], Iterator[bytes]]:
    piece = (word * _PIECE)[:_PIECE]
    return lambda: (piece for _ in range(megabytes))


def _written(path: Path, head: bytes, pieces: Callable[[], Iterator[bytes]]) -> Path:
    with path.open("wb") as file:
        file.write(head)
        file.writelines(pieces())
    return path


def _run(folder: Path, words: list[str]) -> tuple[int, float, float, str]:
    """Exit code, seconds, megabytes at most, and what was said last."""
    command = [
        sys.executable,
        "-m",
        "tui",
        "--db",
        str(folder / "labels.db"),
        "--as",
        "ada",
        *words,
    ]
    told = folder / "told"
    began = time.perf_counter()
    with told.open("wb") as file:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    said = told.read_text(errors="replace").strip().replace(str(folder), "…").splitlines()
    seconds = time.perf_counter() - began
    return child.returncode, seconds, usage.ru_maxrss / 1024, said[0] if said else ""


if __name__ == "__main__":
    main()
