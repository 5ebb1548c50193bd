"""What stays with the person: no connection is opened, files are theirs, nothing is left about."""

import os
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from learning import lessons, question
from nastyruns import Outcome, Run, environment, run_all

from annotations.suggesters.teaching import Tutor

pytestmark = pytest.mark.xdist_group("privacy")  # one worker, which does the main job once
HARMLESS = ("socket.__new__", "socket.gethostname")
"""A socket alone says nothing to anybody, and an event loop has a pair of them."""
WORD = "Zanzibarquux"
STORY = f"The {WORD} bridge opened on Monday. The mayor said that it will last a hundred years."
PAGE = f"<html><img src='http://192.0.2.1/x.png'><p>{f'{STORY} ' * 9}</p></html>"
LABEL = f'{{"article": "a.txt", "text": "The {WORD} bridge opened on Monday.", "label": "claim"}}'
JOB = (
    *(("import", "a.txt"), ("import", "page.html"), ("import", "b.zip")),
    *(("import-labels", "--annotator", "ada", "labels.jsonl"), ("match",), ("suggest",)),
    *(("export", "out.jsonl"), ("export", "--format", "hf", "out"), ("export", "out.parquet")),
    *(("export", "out.csv"), ("export", "--format", "brat", "standoff"), ("export", "report.html")),
    *(("agreement",), ("status",), ("claims", "--json"), ("bundle", "all.bundle")),
    *(("merge", "all.bundle"), ("merge", "-"), ("merge", "other.db"), ("backup", "copy.db")),
    *(("doctor",), ("config",)),
)
"""The main job, from the first file to the last export."""
MAY_FAIL = ("agreement", "doctor")
"""One annotator agrees with nobody, and a pipe is no terminal."""
MADE = (
    *("labels.db", "copy.db", "other.db", "all.bundle", "out.jsonl", "out.parquet", "out"),
    *("out.csv", "standoff", "report.html"),
)
FOLDERS = ("out", "standoff")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("privacy")
    (folder / "a.txt").write_text(STORY)
    (folder / "page.html").write_text(PAGE)
    (folder / "labels.jsonl").write_text(LABEL)
    packed = folder / "packed"
    packed.mkdir()
    (packed / "b.txt").write_text(STORY.replace("Monday", "Tuesday"))
    shutil.make_archive(str(folder / "b"), "zip", packed)
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="module")
def given(home: Path) -> set[str]:
    """Names that stood there before."""
    return {path.name for path in home.iterdir()}


@pytest.fixture(scope="module")
def outcomes(home: Path, given: set[str]) -> dict[str, Outcome]:
    assert given
    temporary = {"TMPDIR": str(home / "tmp")}
    runs = [Run(name="make", words=("--db", home / "other.db", "import", home / "a.txt"))]
    for words in JOB:
        placed = [
            str(home / word) if (home / word).suffix or word in FOLDERS else word for word in words
        ]
        runs.append(
            Run(
                name=" ".join(words),
                words=("--db", home / "labels.db", "--as", "ada", *placed),
                stdin=home / "all.bundle" if words == ("merge", "-") else None,
                environment=temporary,
            )
        )
    return run_all(home, runs, umask=0)


def test_the_main_job_opens_no_connection(outcomes: dict[str, Outcome]) -> None:
    for name, outcome in outcomes.items():
        assert "NETWORK" not in outcome.err, (name, outcome.err)
        assert outcome.code == 0 or name in MAY_FAIL, (name, outcome.err[-900:])


def test_who_opens_a_connection_would_be_noticed(tmp_path: Path) -> None:
    child = Path(__file__).with_name("nastychild.py")
    program = (
        f"import sys; sys.path.insert(0, {str(child.parent)!r})\n"
        "import nastychild, socket\n"
        "sys.addaudithook(nastychild._refuse_network)\n"
        "socket.create_connection(('127.0.0.1', 9))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=environment(tmp_path), check=False
    )
    assert done.returncode == 99


WATCH = """
import os, sys

def tell(what):
    line = os.open({told!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(line, f"{{os.getpid()}} {{what}}\\n".encode())
    os.close(line)

def watch(event, arguments):
    if event.startswith("socket.") and event not in {harmless!r}:
        tell(event)
        os._exit(99)

tell("begins")
sys.addaudithook(watch)
"""
"""Run by every Python that has it on its path, before anything else."""


class Watched:
    """Every Python that is started tells of itself in a file, and ends when it wants a network."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._told = folder / "told"
        watch = WATCH.format(told=str(self._told), harmless=HARMLESS)
        (folder / "sitecustomize.py").write_text(watch)

    @property
    def begun(self) -> set[int]:
        """Which processes there were."""
        return {int(pid) for pid, what in self._lines() if what == "begins"}

    @property
    def wanted(self) -> list[str]:
        """What they wanted of the network."""
        return [what for _, what in self._lines() if what != "begins"]

    def _lines(self) -> list[list[str]]:
        return [line.split(" ") for line in self._told.read_text().splitlines()]


@pytest.fixture
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    return Watched(tmp_path_factory.mktemp("watched"))


def test_the_process_that_learns_opens_no_connection(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn")
    monkeypatch.syspath_prepend(str(watched.folder))  # where the process imports from, too
    tutor = Tutor()
    try:
        suggester = tutor.learn(lessons(), least=100).suggester
        assert suggester is not None
        assert all(suggester(question()))
    finally:
        tutor.close()
    assert len(watched.begun) == 1
    assert watched.wanted == []


def test_a_process_that_opens_a_connection_would_be_noticed_beside_the_app(
    watched: Watched,
) -> None:
    wanting = "import socket; socket.create_connection(('127.0.0.1', 9))"
    path = {"PYTHONPATH": str(watched.folder)}
    done = subprocess.run([sys.executable, "-c", wanting], env=path, check=False)
    assert done.returncode == 99
    assert watched.wanted == ["socket.getaddrinfo"]


def test_the_main_job_works_where_there_is_no_network(tmp_path: Path) -> None:
    alone = ["unshare", "--net", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("network namespaces are not allowed here")
    (tmp_path / "page.html").write_text(PAGE)
    database = str(tmp_path / "labels.db")
    for words in (["import", str(tmp_path / "page.html")], ["suggest"]):
        command = [*alone, sys.executable, "-m", "tui", "--db", database, "--as", "ada", *words]
        done = subprocess.run(
            command, capture_output=True, env=environment(tmp_path), check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()


def test_whatever_claimdesk_makes_is_nobody_elses_to_read_without_any_umask(
    outcomes: dict[str, Outcome], home: Path, given: set[str]
) -> None:
    assert outcomes
    made = [path for path in home.iterdir() if path.name not in given and "said." not in path.name]
    assert set(MADE) <= {path.name for path in made}
    for path in [one for top in made for one in (top, *top.rglob("*"))]:
        rights = 0o700 if path.is_dir() else 0o600
        assert oct(stat.S_IMODE(path.stat().st_mode)) == oct(rights), path


def test_no_temporary_file_is_left(
    outcomes: dict[str, Outcome], home: Path, given: set[str]
) -> None:
    assert outcomes
    assert list((home / "tmp").iterdir()) == []
    expected = {*MADE, "said.out", "said.err"}
    left = {path.name for path in home.iterdir()} - given - expected
    assert not {name for name in left if not name.endswith(("-wal", "-shm"))}
    assert not (home / "home").exists()


def test_nothing_of_the_text_is_told_beside_the_answer(
    outcomes: dict[str, Outcome], home: Path
) -> None:
    assert not [name for name, outcome in outcomes.items() if WORD in outcome.err]
    assert not list(home.rglob("*.log"))


CRASHING = """
from tui.cli import main
from tui.session import Session

def crash(*_, **__):
    raise RuntimeError("induced")

Session.label = crash
main()
"""
HOLD_TEXT = ("labels.db", "labels.db-wal", "labels.db-shm")


@pytest.mark.parametrize("crashing", [False, True], ids=["in order", "crashing"])
def test_no_file_of_a_sitting_but_the_database_holds_a_word_of_the_article(
    tmp_path: Path, watched: Watched, *, crashing: bool
) -> None:
    terminals = pytest.importorskip("benchmarks.terminal", reason="pseudo-terminals are of Unix")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "a.txt").write_text(STORY)
    environ = environment(tmp_path) | {"TMPDIR": str(tmp_path / "tmp")}
    environ |= {"PYTHONPATH": f"{watched.folder}{os.pathsep}{Path(__file__).parents[2]}"}
    words = ["--db", str(tmp_path / "labels.db"), "--as", "ada"]
    module = [sys.executable, "-m", "tui", *words]
    imported = [*module, "import", str(tmp_path / "a.txt")]
    subprocess.run(imported, check=True, env=environ, capture_output=True)
    (tmp_path / "a.txt").unlink()
    app = [sys.executable, "-c", CRASHING, *words] if crashing else module
    with terminals.Terminal(app, environ=environ, folder=tmp_path) as terminal:
        terminal.wait_for("Welcome to claimdesk")
        terminal.press("x", "/", *WORD)
        terminal.wait_for("1 sentence")
        for key in ("escape", "y", "c", "q"):
            with suppress(OSError):  # it has crashed already
                terminal.press(key)
            terminal.hear(1)
            terminal.settle(quiet=0.15)
        status = terminal.wait()
    assert (len(watched.begun), watched.wanted) == (2, [])
    assert (status != 0, b"induced" in terminal.written) == (crashing, crashing)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if WORD.encode() in path.read_bytes()]
    telling = [path.name for path in files if WORD.encode() in path.read_bytes()]
    assert set(telling) <= set(HOLD_TEXT)
    assert {path.name for path in files} <= set(HOLD_TEXT), "no log, no trace, no history"


def test_no_file_of_the_main_job_but_databases_and_exports_holds_a_word(
    outcomes: dict[str, Outcome], home: Path, given: set[str]
) -> None:
    assert outcomes
    texts = {*MADE, *given, "said.out"}
    for path in home.iterdir():
        if path.name.removesuffix("-wal").removesuffix("-shm") not in texts:
            assert path.is_file(), path
            assert WORD.encode() not in path.read_bytes(), path


def test_no_module_of_claimdesk_keeps_a_log() -> None:
    root = Path(__file__).parents[2]
    files = [*root.joinpath("annotations").rglob("*.py"), *root.joinpath("tui").rglob("*.py")]
    assert len(files) > 100
    for path in files:
        words = path.read_text(encoding="utf-8")
        assert "import logging" not in words, path
        assert "import socket" not in words, path
        assert "urllib.request" not in words, path
        assert "http.client" not in words, path
