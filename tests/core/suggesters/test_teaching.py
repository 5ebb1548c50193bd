"""Learning in a process of its own: what it leaves the app, what becomes of it when it fails."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Thread

import pytest
from learning import lessons, question
from suggesting import of_lines
from support import ENVIRONMENT

from annotations.errors import StoreError
from annotations.model import Suggestion
from annotations.suggesters import Suggester
from annotations.suggesters.learned import Figures, Learned, Lesson, learn
from annotations.suggesters.teaching import Pupil, Tutor, standing

pytestmark = pytest.mark.xdist_group("teaching")  # one worker, which learns once

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are a thing of Unix")

SILENT = (sys.executable, "-c", "import time; time.sleep(600)")
"""Takes nothing in and says nothing."""
PATIENCE = 20.0

PARENT = """
import json, sys, time
from dataclasses import asdict
from learning import lessons, question
from annotations.suggesters.teaching import Tutor
tutor = Tutor()
{before}
learned = tutor.learn({lessons}, least=100)
said = learned.suggester(question())
heavy = sorted({{"sklearn", "scipy", "numpy", "joblib"}} & set(sys.modules))
pid = learned.suggester._process.pid
print(json.dumps([pid, heavy, asdict(learned.figures), [asdict(one) for one in said]]), flush=True)
time.sleep(600)
"""
"""An app in few words: learns, asks, tells what came of it, and stays."""

MIDWAY = """
def halfway():
    yield from lessons()
    (pupil,) = tutor._pupils
    print(json.dumps([pupil._process.pid]), flush=True)
"""


def alive(pid: int) -> bool:
    """Whether a process is there; one that has ended and that nobody asks about is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] not in "ZX"


def wait_until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)


def app(before: str, given: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", PARENT.format(before=before, lessons=given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )


def told(process: "subprocess.Popen[bytes]") -> list[object]:
    assert process.stdout is not None
    found: list[object] = json.loads(process.stdout.readline())
    return found


def nothing_was_said_beside(process: "subprocess.Popen[bytes]") -> None:
    assert process.communicate() == (b"", b"")


def pupil_of(suggester: Suggester | None) -> Pupil:
    assert isinstance(suggester, Pupil)
    return suggester


@pytest.fixture(scope="module")
def tutor() -> Iterator[Tutor]:
    tutor = Tutor()
    yield tutor
    tutor.close()


@pytest.fixture(scope="module")
def learned(tutor: Tutor) -> Learned:
    return tutor.learn(iter(lessons()), least=100)


@pytest.fixture(scope="module")
def here() -> Learned:
    """The same, learned in this process."""
    return learn(lessons(), least=100)


def said(learned: Learned) -> list[Suggestion | None]:
    assert learned.suggester is not None
    return learned.suggester(question())


# What comes of it


def test_it_comes_to_what_learning_here_comes_to(learned: Learned, here: Learned) -> None:
    assert learned.figures == here.figures
    assert standing(learned) == learned.figures
    assert standing(here) == here.figures
    assert said(learned) == said(here)
    assert [one and one.label for one in said(learned)] == ["number", "place"]


@posix
def test_the_app_loads_no_library_says_nothing_and_takes_the_process_along_when_killed(
    here: Learned,
) -> None:
    with app("", "lessons()") as process:
        pid, heavy, figures, suggestions = told(process)
        assert isinstance(pid, int)
        assert heavy == []
        assert figures == asdict(here.figures)
        assert suggestions == [one and asdict(one) for one in said(here)]
        assert alive(pid)
        process.kill()
        nothing_was_said_beside(process)
    wait_until(lambda: not alive(pid))


@posix
def test_it_ends_with_the_app_while_it_fits(learned: Learned) -> None:
    with app(MIDWAY, "halfway()") as process:
        (pid,) = told(process)
        assert isinstance(pid, int)
        process.kill()
        nothing_was_said_beside(process)
    wait_until(lambda: not alive(pid))


def test_hostile_texts_go_through(learned: Learned, here: Learned) -> None:
    nasty = [
        "\0\x1b]0;x\x07",
        "The sum of \u2028 came to 7.",
        "👩\u200d👩\u200d👧 of \u202e 8",
        '"\\n" {"type": 1}',
        "\ufeff",
    ]
    asked = of_lines(*nasty, labels=("number", "place"), boilerplate=None)
    assert learned.suggester is not None
    assert here.suggester is not None
    assert learned.suggester(asked) == here.suggester(asked)
    assert learned.suggester(of_lines("half a pair \ud83d")) == [None]
    assert len(said(learned)) == 2


@posix
def test_it_stands_below_the_app_and_away_from_its_terminal(learned: Learned) -> None:
    pid = pupil_of(learned.suggester)._process.pid
    assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getsid(pid) != os.getsid(0)


def test_what_lies_in_the_working_folder_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("msgspec", "json", "sklearn"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    pupil = Pupil(Tutor()._command, seconds=PATIENCE)
    assert pupil(of_lines("One.", "Two.")) == [None, None]
    assert not pupil.failure
    pupil.end()


# What becomes of it


@posix
def test_killed_while_it_fits_it_is_gone_and_that_is_told() -> None:
    tutor = Tutor()

    def killing() -> Iterator[Lesson]:
        yield from lessons()
        (pupil,) = tutor._pupils
        os.kill(pupil._process.pid, signal.SIGKILL)

    learned = tutor.learn(killing(), least=100)
    assert learned == Learned(
        None,
        Figures(labels=120, articles=6, why="the process that learns was ended (SIGKILL)"),
    )


@posix
def test_killed_later_it_says_nothing_and_is_no_longer_shown(tutor: Tutor, here: Learned) -> None:
    pupil = Pupil(Tutor()._command, seconds=PATIENCE)
    learned = Learned(pupil, here.figures)
    assert standing(learned).better
    os.kill(pupil._process.pid, signal.SIGKILL)
    assert pupil(question()) == [None, None]
    assert pupil(question()) == [None, None]
    figures = standing(learned)
    assert (figures.better, figures.accuracy) == (False, here.figures.accuracy)
    assert figures.why == "the process that learns was ended (SIGKILL)"


def test_what_hangs_while_it_is_taught_or_asked_is_given_up() -> None:
    began = time.monotonic()
    long = [Lesson(of_lines("x" * 500_000), {0: ("claim", None)})] * 3
    learned = Tutor(fit_seconds=0.3, command=SILENT).learn(long, least=1)
    assert (learned.suggester, learned.figures.why) == (
        None,
        "the process that learns took too long",
    )
    pupil = Pupil(SILENT, seconds=0.3)
    assert pupil(question()) == [None, None]
    assert pupil.failure == "the process that learns took too long"
    assert time.monotonic() - began < PATIENCE / 2


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("raise SystemExit(7)", "the process that learns has ended (exit code 7)"),
        ("print('hello')", "the process that learns answered something else"),
        ('print(\'{"type": "Said", "suggestions": []}\')', "answered something else"),
        ('print(\'{"type": "Failed", "kind": "MemoryError"}\')', "failed (MemoryError)"),
    ],
)
def test_what_answers_nonsense_is_given_up(program: str, why: str) -> None:
    code = f"import sys\nsys.stdin.readline()\n{program}"
    tutor = Tutor(command=(sys.executable, "-c", code))
    learned = tutor.learn(lessons(1), least=1)
    assert learned.suggester is None
    assert why in learned.figures.why
    assert (learned.figures.labels, learned.figures.articles) == (20, 1)


def test_where_no_process_can_be_started_it_says_so(tmp_path: Path) -> None:
    learned = Tutor(command=(str(tmp_path / "none"),)).learn(lessons(), least=100)
    assert learned.suggester is None
    assert learned.figures.why.startswith("no process can be started")


def test_where_labels_cannot_be_read_nothing_is_left_behind() -> None:
    tutor = Tutor(command=SILENT)
    pids: list[int] = []

    def failing() -> Iterator[Lesson]:
        pids.extend(pupil._process.pid for pupil in tutor._pupils)
        yield lessons()[0]
        raise StoreError("the database is gone")

    with pytest.raises(StoreError):
        tutor.learn(failing(), least=100)
    assert [alive(pid) for pid in pids] == [False]


def test_whoever_waits_goes_on_at_once_when_the_app_is_left() -> None:
    tutor = Tutor(command=SILENT)
    found: list[Learned] = []
    thread = Thread(target=lambda: found.append(tutor.learn(lessons(), least=100)))
    thread.start()
    wait_until(lambda: bool(tutor._pupils))
    (pid,) = (pupil._process.pid for pupil in tutor._pupils)
    tutor.close()
    thread.join(PATIENCE)
    assert not alive(pid)
    assert [one.suggester for one in found] == [None]
    assert tutor.learn(lessons(), least=100).figures.why == "the app is being left"


def test_a_model_that_nobody_has_any_more_takes_its_process_along() -> None:
    pupil = Pupil(SILENT, seconds=PATIENCE)
    pid = pupil._process.pid
    assert alive(pid)
    del pupil
    gc.collect()
    wait_until(lambda: not alive(pid))


def test_the_program_tells_nothing_of_what_it_cannot_read() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "annotations.suggesters.pupil"],
        input=b'{"type": "Teach", "secret": "Zanzibarquux"}\n',
        capture_output=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert done.stdout in {b'{"type":"Failed","kind":"ValidationError"}\n', b""}
    assert done.stderr == b""


def test_the_program_knows_neither_database_nor_screen() -> None:
    code = (
        "import sys, annotations.suggesters.pupil\n"
        "print(sorted({'sqlite3', 'textual', 'rich', 'click', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stdout.strip() == "[]"
