"""A peer to measure beside: SLATE, Kummerfeld 2019, which labels lines of text in a terminal.

Installed from the package index (PyPI: slate-nlp, ISC licence, no dependencies) into a virtual
environment of its own when it is to be measured, at one version whose bytes are known. It is no
dependency of anything here. What is measured are the keys that somebody would bind who labels
sentences all day: one key a label, one down. Refuses to run without a terminal, as slate does.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

VERSION = "1.1.3"
NAME = f"slate-nlp {VERSION}"
_REQUIREMENT = (
    f"slate-nlp=={VERSION}"
    " --hash=sha256:2a6548a42ad9f909ad72ff48125e21e7f599a6519f3e495b2e66ecfaf3f73b96\n"
)

KEYS = {"claim": "c", "attribution": "a", "opinion": "o", "boilerplate": "b"}
"""The letters of the shipped label set."""
COLOURS = ("green", "blue", "magenta", "red")
DOWN, EXTEND, SHRINK, BOTTOM, SAVE, QUIT = "j", "e", "r", "G", "s", "Q"
_BINDINGS = {
    "move-down": DOWN,
    "move-up": "k",
    "jump-down": BOTTOM,
    "extend-down": EXTEND,
    "contract-up": SHRINK,
    "save": SAVE,
    "quit": QUIT,
}
SHORTEST_SPAN = 4
"""Lines from which on one label for all of them takes fewer keys than one for each."""

_ITEM = re.compile(r"^(?P<lines>[\d(), ]+) - (?P<labels>.*)$")


class NoPeer(Exception):
    """Slate cannot be installed here; the text says why, in one sentence."""


@contextmanager
def installed() -> Iterator[Path]:
    """Install slate in a folder that is gone afterwards; the program. Raises NoPeer."""
    with TemporaryDirectory(prefix="claimdesk-peer-") as folder:
        home = Path(folder)
        wanted = home / "requirements.txt"
        wanted.write_text(_REQUIREMENT)
        python = home / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        flags = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(wanted)]
        for command in ([sys.executable, "-m", "venv", folder], [*pip, *flags]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise NoPeer(_why(done.stderr))
        yield home / "bin" / "slate"


def _why(told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip()]
    last = lines[-1].strip() if lines else "it did not say why"
    return f"{NAME} could not be installed and is left out: {last}"


def opened(program: Path, text: str, folder: Path) -> list[str]:
    """Put a text, a sentence a line, where slate finds it; the command to run in that folder."""
    (folder / "text.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "keys.config").write_text(configuration(), encoding="utf-8")
    labels = ["--ann-type", "categorical", "--ann-scope", "line", "--overwrite"]
    return [
        str(program),
        "text.txt",
        *labels,
        "--config-file",
        "keys.config",
        "--log-prefix",
        "log",
    ]


def configuration() -> str:
    """Bindings in slate's own format: a key a label, none of them behind a space."""
    lines = [f"Input: {action} all {key}" for action, key in _BINDINGS.items()]
    lines += [f"Input: update-num all {digit}" for digit in range(10)]
    for (label, key), colour in zip(KEYS.items(), COLOURS, strict=True):
        lines += [f"Label: {label} {key} {colour}", f"Input: edit-annotation category {key}"]
    return "".join(f"{line}\n" for line in lines)


def one_by_one(labels: Sequence[str]) -> list[str]:
    """The keys for these labels from the first line on: a label and a step each, then save."""
    return [*(key for label in labels for key in (KEYS[label], DOWN)), SAVE]


def in_runs(labels: Sequence[str]) -> list[str]:
    """The keys where a run of one label is labelled as one span, where that is shorter."""
    keys: list[str] = []
    for label, run in groupby(labels):
        n = len(list(run))
        if n < SHORTEST_SPAN:
            keys += [KEYS[label], DOWN] * n
        else:
            keys += [*str(n - 1), EXTEND, KEYS[label], *[SHRINK] * (n - 1), DOWN]
    return [*keys, SAVE]


def stored(folder: Path) -> Mapping[int, str]:
    """Line, from 0 → its label, of what slate has put on disk for `opened`."""
    path = folder / "text.txt.annotations"
    return read(path.read_text(encoding="utf-8")) if path.exists() else {}


def read(annotations: str) -> Mapping[int, str]:
    """Read slate's file: `3 - claim` for a line, `((3,), (8,)) - claim` for a span of lines.

    A line that was cut off in writing, or has several labels, counts for nothing.
    """
    found: dict[int, str] = {}
    for line in annotations.splitlines():
        item = _ITEM.match(line)
        if item is None or item["labels"] not in KEYS:
            continue
        numbers = [int(number) for number in re.findall(r"\d+", item["lines"])]
        found |= dict.fromkeys(range(numbers[0], numbers[-1] + 1), item["labels"])
    return found
