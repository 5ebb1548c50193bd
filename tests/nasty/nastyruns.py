"""Many runs of claimdesk within bounds, and what every one of them has to keep to."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from support import ENVIRONMENT, add_article, append, event

from annotations.model import LabelState
from annotations.store import Store

MEGABYTES = 1_500
"""Address space of a run; half of it is the libraries."""
SECONDS = 20
_OURS = (
    *("CLAIMDESK_DB", "CLAIMDESK_ANNOTATOR", "CLAIMDESK_CONFIG", "TMUX", "NO_COLOR"),
    *("COLUMNS", "LINES"),  # pytest-xdist sets them for its workers
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ACTING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class Run:
    """One call of claimdesk."""

    name: str
    words: tuple[object, ...]
    terminal: bool = False
    stdin: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of it."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def run_all(home: Path, runs: Iterable[Run], *, umask: int = -1) -> dict[str, Outcome]:
    """Run them one after the other; by name. `umask`: what others may not do; -1: as it is."""
    asked = {
        "folder": str(home),
        "megabytes": MEGABYTES,
        "seconds": SECONDS,
        "runs": [
            {
                "name": run.name,
                "words": [as_bytes(word) for word in run.words],
                "terminal": run.terminal,
                "environment": dict(run.environment),
                **({"stdin": str(run.stdin)} if run.stdin else {}),
            }
            for run in runs
        ],
    }
    child = Path(__file__).with_name("nastychild.py")
    done = subprocess.run(
        [sys.executable, child],
        input=json.dumps(asked).encode(),
        capture_output=True,
        env=environment(home),
        timeout=240,
        umask=umask,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {answer.pop("name"): _outcome(answer) for answer in answers}


def environment(home: Path) -> dict[str, str]:
    """The environment of a person who has set nothing."""
    kept = {name: value for name, value in ENVIRONMENT.items() if name not in _OURS}
    folders = {f"XDG_{what}_HOME": str(home / "home" / what) for what in ("CONFIG", "DATA")}
    return {**kept, **folders, "HOME": str(home), "TERM": "xterm-256color"}


def _outcome(answer: dict[str, object]) -> Outcome:
    said = {
        name: str(answer.pop(name)).encode("latin-1").decode("utf-8") for name in ("out", "err")
    }
    return Outcome(**said, **answer)  # type: ignore[arg-type]  # the keys of the child


def as_bytes(word: object) -> str:
    """A word of a command line as JSON carries it: each byte a character."""
    return str(word).encode("utf-8", "surrogateescape").decode("latin-1")


def template(folder: Path) -> Path:
    """A database with one article and a label, which no nasty file may cost."""
    database = folder / "template.db"
    with Store(database) as store:
        add_article(store, ["The harbour closed.", "It was late."], name="kept.txt")
        append(store, event(1, "claim", annotator="ada"), event(2, "opinion", annotator="ada"))
    return database


def fresh(home: Path, made: Path, name: str) -> Path:
    """A copy of the template."""
    database = home / f"{name}.db"
    shutil.copy(made, database)
    return database


def articles_added(database: Path) -> int:
    """How many articles came to those of the template, which are still there as they were."""
    with Store(database, make=False) as store:
        assert store.labels.states(1, annotator="ada") == {
            1: LabelState("claim", None, (), ""),
            2: LabelState("opinion", None, (), ""),
        }
        assert store._connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        return int(store._connection.execute("SELECT count(*) FROM article").fetchone()[0]) - 1


def keeps_to_the_rules(outcome: Outcome) -> None:
    """What no input may bring about."""
    assert outcome.code in {0, 1, 2}, (outcome.code, outcome.err[-1500:])
    assert "Traceback" not in outcome.err
    assert outcome.seconds < SECONDS
    if outcome.code:
        assert_sentences(outcome.err)
    assert not _CONTROLS.search(outcome.err), ascii(outcome.err[:500])


def assert_sentences(said: str) -> None:
    """Each line says something that a person can read, and none is endless."""
    lines = said.splitlines()
    assert lines
    assert all(len(line) < 1_200 for line in lines), said[:1_500]
    assert any(line.startswith(("claimdesk: ", "Error: ")) for line in lines), said[:500]


def harmless_on_a_terminal(written: str) -> None:
    """No byte that a terminal obeys, but for those that claimdesk itself may send: line ends."""
    found = _ACTING.search(written)
    assert not found, ascii(written[max(found.start() - 80, 0) : found.end() + 80])
