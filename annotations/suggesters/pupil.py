"""The program that learns: a process beside the app, which alone loads scikit-learn.

`python -m annotations.suggesters.pupil` reads requests from its standard input and writes answers
to its standard output, as `wire` has them. It ends when its input does, whatever it is at: then
whoever started it is gone. Refuses to touch a terminal, a file, a database or the network, and to
tell more of a failure than its kind.
"""

import os
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO, NoReturn

from annotations.suggesters.asked import Suggester
from annotations.suggesters.learned import Lesson, by_learning, learn
from annotations.suggesters.wire import (
    END,
    Answer,
    Ask,
    Failed,
    Fit,
    Fitted,
    Teach,
    asked_of,
    lesson_of,
    line,
    request,
    said_of,
)

GAVE_UP = 3
"""Exit code after a failure that was told."""


def main() -> NoReturn:
    """Answer until the input ends, or until something fails."""
    source, answers = _taken(0, "rb"), _taken(1, "wb")
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_hear, args=(source, requests), daemon=True).start()
    try:
        _work(requests, answers)
    except Exception as error:  # noqa: BLE001 - whatever it was, the app is told its kind
        _tell(answers, Failed(type(error).__name__))
    finally:
        os._exit(GAVE_UP)  # the thread that reads would hold up any other way to end


def _taken(number: int, mode: str) -> BinaryIO:
    """Standard input or output, taken away from everything else in this process."""
    own: BinaryIO = os.fdopen(os.dup(number), mode)  # type: ignore[assignment]  # binary modes
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, number)
    os.close(nowhere)
    return own


def _hear(source: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    """Pass on what is asked; end the process when nobody can ask any more."""
    for read in source:
        requests.put(read)
    os._exit(0)


def _work(requests: SimpleQueue[bytes], answers: BinaryIO) -> NoReturn:
    lessons: list[Lesson] = []
    suggester: Suggester | None = None
    while True:
        match request(requests.get()):
            case Teach() as taught:
                lessons.append(lesson_of(taught))
            case Fit(least):
                learned = learn(lessons, least=least)
                lessons, suggester = [], learned.suggester
                _tell(answers, Fitted(learned.figures))
            case Ask(article):
                asked = asked_of(article)
                _tell(answers, said_of(by_learning(replace(asked, learnt=suggester))))


def _tell(answers: BinaryIO, told: Answer) -> None:
    answers.write(line(told) + END)
    answers.flush()


if __name__ == "__main__":
    main()
