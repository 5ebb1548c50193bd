"""What `doctor` asks of the terminal, of tmux around it, and of the environment."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from annotations.workflow import Check

LEAST_COLUMNS, LEAST_LINES = 80, 24
ASSUMED = 80, 24
"""What programs take for the size of a terminal that does not tell it."""

SLOW_ESCAPE = 100
"""Milliseconds for which tmux holds back the escape key, from which on a person feels it."""


def check_terminal() -> Iterator[Check]:
    """Everything about the terminal this runs in; there need not be one."""
    size = terminal_size()
    if size is None:
        yield Check("terminal", ok=True, detail="none here: commands work, the app needs one")
    else:
        yield _terminal(size, os.environ)
    yield _encoding(sys.stdout.encoding)
    yield _colours(os.environ)
    if os.environ.get("TMUX"):
        yield _escape_time(tmux_escape_time())


def terminal_size() -> tuple[int, int] | None:
    """Columns and lines of the terminal behind any of the standard streams; None without one."""
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            if stream is not None:
                columns, lines = os.get_terminal_size(stream.fileno())
                return (columns, lines) if columns and lines else ASSUMED
        except (OSError, ValueError):  # no terminal; closed
            continue
    return None


def _terminal(size: tuple[int, int], environ: Mapping[str, str]) -> Check:
    columns, lines = size
    term = environ.get("TERM", "")
    detail = f"{term or 'TERM is not set'}, {columns} by {lines} cells"
    if term == "dumb":
        return Check("terminal", ok=False, detail=f"{detail}: the app must place the cursor")
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        wanted = f"{LEAST_COLUMNS} by {LEAST_LINES}"
        return Check("terminal", ok=False, detail=f"{detail}: the app needs {wanted}")
    return Check("terminal", ok=True, detail=detail)


def _encoding(encoding: str | None) -> Check:
    name = (encoding or "").lower().replace("_", "-")
    if name in ("utf-8", "utf8"):
        return Check("encoding", ok=True, detail="UTF-8")
    detail = f"{name or 'unknown'}: choose a UTF-8 locale, for example LANG=C.UTF-8"
    return Check("encoding", ok=False, detail=detail)


def _colours(environ: Mapping[str, str]) -> Check:
    if environ.get("NO_COLOR"):
        return Check("colours", ok=True, detail="none, since NO_COLOR is set")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Check("colours", ok=True, detail="16 million")
    if "256" in environ.get("TERM", ""):
        return Check("colours", ok=True, detail="256")
    return Check("colours", ok=True, detail="16 at least; COLORTERM=truecolor promises more")


def tmux_escape_time() -> int | None:
    """Milliseconds that tmux waits after escape; None when it does not say."""
    try:
        answer = subprocess.run(
            ["tmux", "show", "-gv", "escape-time"],  # noqa: S607 - whichever tmux runs here
            capture_output=True,
            text=True,
            timeout=2,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return int(answer) if answer.isdecimal() else None


def _escape_time(milliseconds: int | None) -> Check:
    if milliseconds is None:
        return Check("tmux", ok=True, detail="does not tell its escape-time")
    detail = f"escape-time {milliseconds} ms"
    if milliseconds < SLOW_ESCAPE:
        return Check("tmux", ok=True, detail=detail)
    advice = "escape answers late; put `set -sg escape-time 10` into ~/.tmux.conf"
    return Check("tmux", ok=False, detail=f"{detail}: {advice}")
