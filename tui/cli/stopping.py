"""Commands that the system tells to end: what they began is tidied up first.

Every command runs so; the app sees to the signals itself while it is open. A signal that ends a
process outright leaves its half-written files where they are; here it is raised like ctrl+c.
Refuses to hear what whoever started the command had ignored (`nohup`).
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""By name, since no system has all: `kill`; the terminal is gone; the console is, on Windows."""

_SHELL = 128
"""A shell adds the number of the signal to it: 143 for SIGTERM."""


class _Stopped(BaseException):
    """The system tells the command to end."""

    def __init__(self, which: signal.Signals) -> None:
        super().__init__(which.name)
        self.which = which


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, a signal to end is an exception; behind it, one sentence and the exit code.

    Only the first one counts: no other interrupts the tidying up.
    """
    heard = [one for one in _signals() if signal.getsignal(one) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        heard = []  # Python hears signals in that one alone

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        for one in heard:
            signal.signal(one, signal.SIG_IGN)
        raise _Stopped(signal.Signals(number))

    try:
        for one in heard:
            signal.signal(one, stop)
        yield
    except _Stopped as error:
        from tui.cli.talk import say  # noqa: PLC0415 - nobody else pays for it

        with suppress(OSError):  # the terminal may be gone
            say(f"claimdesk: stopped by {error.which.name}")
        raise click.exceptions.Exit(_SHELL + error.which) from None
    finally:
        for one in heard:
            signal.signal(one, signal.SIG_DFL)


def _signals() -> Iterator[signal.Signals]:
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            yield signal.Signals(number)
