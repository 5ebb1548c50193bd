"""Learning beside the app: a process for each model, which fits it and is asked for suggestions.

`pupil` is what runs there. The app's own process loads no scikit-learn, waits for nothing without
end, and goes on without the agent when the process fails. Refuses to start one for labels that
nothing can be learned from, and to leave one behind.
"""

import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, RLock, Thread, Timer

import msgspec

from annotations.model import Suggestion
from annotations.suggesters.asked import Asked
from annotations.suggesters.learned import Figures, Learned, Lesson
from annotations.suggesters.wire import (
    END,
    Answer,
    Ask,
    Failed,
    Fit,
    Fitted,
    Said,
    answer,
    article_of,
    line,
    suggestions_of,
    teach,
)

FIT_SECONDS = 120.0
"""How long fitting may take: some ten times what 2,000 labels need beside other programs."""

ASK_SECONDS = 15.0
"""How long it may take to say something of one article; 2,000 sentences take about one second."""

_END_SECONDS = 1.0
_GENTLY = 10
"""How much further down than the app the process stands (`nice`)."""

_NONSENSE = "the process that learns answered something else"

_PROGRAM = ("-P", "-m", "annotations.suggesters.pupil")
"""-P: the folder in which somebody works is none to import from."""

_ALONE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JOBLIB_MULTIPROCESSING": "0",
}
"""What keeps the libraries from starting threads and processes of their own."""


class _Gone(Exception):
    """The process will not answer any more; the text says why, in words."""


class Pupil:
    """A suggester whose model lives in a process of its own, for as long as anybody has it.

    May be asked from any thread. Says nothing for any sentence once the process has failed.
    """

    def __init__(self, command: Iterable[str], *, seconds: float) -> None:
        """Start the process; an answer may take so many `seconds`. Raises OSError."""
        self._process = _started([*command])
        self._end = weakref.finalize(self, _let_go, self._process)
        self._end.atexit = False  # its input ends then
        self._seconds = seconds
        self._one_at_a_time = RLock()
        self._late = False
        self._failure = ""

    def __call__(self, asked: Asked) -> list[Suggestion | None]:
        """Ask for suggestions; see `Suggester`."""
        nothing: list[Suggestion | None] = [None] * len(asked.sentences)
        try:
            told = self.answer([line(Ask(article_of(asked)))], seconds=self._seconds)
        except (_Gone, UnicodeError):
            return nothing
        return suggestions_of(told, asked) if isinstance(told, Said) else nothing

    @property
    def failure(self) -> str:
        """Why it says nothing any more, in words; "" while it does."""
        if not self._failure and self._process.poll() is not None:
            self._failure = self._ended()
        return self._failure

    def answer(self, requests: Iterable[bytes], *, seconds: float) -> Answer:
        """Send requests and wait for one answer. Raises `_Gone`, and whatever `requests` does."""
        with self._one_at_a_time:
            if self.failure:
                raise _Gone(self.failure)
            try:
                return _understood(self._exchange(requests, seconds))
            except _Gone as gone:
                self._failure = str(gone)
            except OSError:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_END_SECONDS)  # how it ends by itself tells more
                self._failure = self._ended()
            except BaseException:
                self.end()
                raise
            self.end()
            raise _Gone(self._failure)

    def _exchange(self, requests: Iterable[bytes], seconds: float) -> bytes:
        """Write and read; when that takes too long, the process is killed, which ends both.

        Raises OSError where it has ended.
        """
        source, answers = self._process.stdin, self._process.stdout
        watch = Timer(seconds, self._lose_patience)
        watch.daemon = True
        watch.start()
        try:
            if source is None or answers is None:
                raise BrokenPipeError
            for one in requests:
                source.write(one)
                source.write(END)
            source.flush()
            read = answers.readline()
        finally:
            watch.cancel()
        if not read:
            raise BrokenPipeError
        return read

    def _lose_patience(self) -> None:
        self._late = True
        self._process.kill()

    def _ended(self) -> str:
        """How the process ended, in words."""
        if self._late:
            return "the process that learns took too long"
        code = self._process.returncode
        if code is not None and code < 0:
            with suppress(ValueError):
                return f"the process that learns was ended ({signal.Signals(-code).name})"
        return f"the process that learns has ended (exit code {code})"

    def end(self) -> None:
        """End the process, and wait until it has: at most two seconds."""
        self._process.kill()  # whoever waits for an answer goes on
        if self._one_at_a_time.acquire(timeout=_END_SECONDS):
            try:
                _see_off(self._process)
            finally:
                self._one_at_a_time.release()


class Tutor:
    """Has models fitted beside the app, and ends what runs when the app is left."""

    def __init__(
        self,
        *,
        fit_seconds: float = FIT_SECONDS,
        ask_seconds: float = ASK_SECONDS,
        command: Iterable[str] = (),
    ) -> None:
        """`command`: what to run instead of `pupil`."""
        self._fit_seconds = fit_seconds
        self._ask_seconds = ask_seconds
        self._command = tuple(command) or (sys.executable, *_PROGRAM)
        self._pupils: weakref.WeakSet[Pupil] = weakref.WeakSet()
        self._starting = Lock()
        self._closed = False

    def learn(self, lessons: Iterable[Lesson], *, least: int) -> Learned:
        """Do as `learned.learn`, in another process; at least as long as fitting takes.

        Raises what `lessons` raises, and nothing else: what failed is told by the figures.
        """
        sent = _Sent(lessons)
        try:
            pupil = self._new()
            told = pupil.answer(sent.lines(least), seconds=self._fit_seconds)
        except (_Gone, OSError) as error:
            why = str(error) if isinstance(error, _Gone) else f"no process can be started ({error})"
            return Learned(None, Figures(labels=sent.labels, articles=sent.articles, why=why))
        if not isinstance(told, Fitted) or not told.figures.better:
            pupil.end()
        if not isinstance(told, Fitted):
            return Learned(None, Figures(labels=sent.labels, articles=sent.articles, why=_NONSENSE))
        return Learned(pupil if told.figures.better else None, told.figures)

    def _new(self) -> Pupil:
        """Start a process, unless the app is being left. Raises `_Gone`, OSError."""
        with self._starting:
            if self._closed:
                raise _Gone("the app is being left")
            pupil = Pupil(self._command, seconds=self._ask_seconds)
            self._pupils.add(pupil)
            return pupil

    def close(self) -> None:
        """End every process; whoever waits for one goes on at once."""
        with self._starting:
            self._closed = True
            pupils = list(self._pupils)
        for pupil in pupils:
            pupil.end()


def standing(learned: Learned) -> Figures:
    """The figures of what was learned, as it stands: not shown any more where its process failed.

    For what was learned in this process they are the figures there were.
    """
    failure = learned.suggester.failure if isinstance(learned.suggester, Pupil) else ""
    if not failure:
        return learned.figures
    return replace(learned.figures, better=False, why=failure)


class _Sent:
    """Lessons on their way, one at a time: all of them at once may be large."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._lessons = lessons
        self.labels = self.articles = 0

    def lines(self, least: int) -> Iterator[bytes]:
        for lesson in self._lessons:
            self.labels += len(lesson.labels)
            self.articles += 1
            yield line(teach(lesson))
        yield line(Fit(least))


def _understood(read: bytes) -> Answer:
    """The answer that was read. Raises `_Gone` where there is none, or it failed."""
    try:
        told = answer(read)
    except msgspec.MsgspecError as error:
        raise _Gone(_NONSENSE) from error
    if isinstance(told, Failed):
        raise _Gone(f"learning failed ({told.kind})")
    return told


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    """End a process that nobody has any more, without waiting for it here."""
    process.kill()
    with suppress(RuntimeError):  # no thread can be started: this process ends, too
        Thread(target=_see_off, args=(process,), daemon=True).start()


def _see_off(process: "subprocess.Popen[bytes]") -> None:
    """Wait until a process that was killed has ended, and close what led to it."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_END_SECONDS)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # something was not written
                pipe.close()


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a process away from the terminal, below the app: all that systems do differently.

    A session of its own (Unix), or no console (Windows), keeps the keys of a terminal from it.
    Raises OSError.
    """
    windows = sys.platform == "win32"
    flags = ("BELOW_NORMAL_PRIORITY_CLASS", "CREATE_NO_WINDOW") if windows else ()
    process = subprocess.Popen(  # noqa: S603 - this very Python, with fixed arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=not windows,
        creationflags=sum(getattr(subprocess, flag) for flag in flags),
    )
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended already, or stands low enough
            below = min(os.getpriority(os.PRIO_PROCESS, 0) + _GENTLY, 19)
            os.setpriority(os.PRIO_PROCESS, process.pid, below)
    return process


def _environment() -> dict[str, str]:
    """The environment of the app; the process imports from where the app does."""
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path if entry)
    return {**os.environ, **_ALONE, "PYTHONPATH": path}
