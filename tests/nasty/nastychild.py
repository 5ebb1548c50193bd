"""A program that runs claimdesk once for each run it reads, each in a process of its own.

Reads one JSON object from standard input: folder, megabytes, seconds, runs (name, words,
terminal, stdin), and prints a JSON line for each. Every run is a fork of this program, which has
imported claimdesk already: a hundred cost what ten would. In it memory is limited, an alarm ends
what takes too long, and whoever touches the network is reported and refused. It refuses to judge.
"""

import fcntl
import json
import os
import pty
import resource
import select
import signal
import struct
import sys
import termios
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from tui import cli

NETWORK = 99
"""Exit code of who touched the network."""
CRASHED = 98
"""Exit code of what was no expected failure."""
HARMLESS = ("socket.__new__", "socket.gethostname")
"""A socket alone says nothing to anybody."""
OWN = ("::1", "127.0.0.1")
"""Where urllib3 binds a socket when it is imported, to see whether there is IPv6."""


def main() -> None:
    """Run them all."""
    asked = json.load(sys.stdin)
    for path, _ in cli.COMMANDS.values():
        import_module(path.partition(":")[0])
    import_module("annotations.workflow.importing")
    for run in asked["runs"]:
        print(json.dumps(_run(run, asked)), flush=True)  # noqa: T201 - the answer


def _run(run: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    began = time.perf_counter()
    folder = Path(asked["folder"])
    out, err = folder / "said.out", folder / "said.err"
    tellers = pty.openpty() if run.get("terminal") else None
    pid = os.fork()
    if pid == 0:
        _become(run, asked, out, err, tellers[1] if tellers else None)
    shown = _watch(tellers) if tellers else b""
    _, status, usage = os.wait4(pid, 0)
    return {
        "name": run["name"],
        "code": os.waitstatus_to_exitcode(status),
        "out": (shown if tellers else out.read_bytes()).decode("latin-1"),
        "err": "" if tellers else err.read_bytes().decode("latin-1"),
        "seconds": time.perf_counter() - began,
        "megabytes": usage.ru_maxrss / 1024,
    }


def _watch(tellers: tuple[int, int]) -> bytes:
    """What is written on a terminal until the other side is closed."""
    ours, theirs = tellers
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 1 << 16)
        except OSError:
            break
        if not chunk:
            break
        written += chunk
    os.close(ours)
    return written


def _become(
    run: dict[str, Any], asked: dict[str, Any], out: Path, err: Path, terminal: int | None
) -> NoReturn:
    """In the fork: claimdesk with these words, within bounds."""
    code = CRASHED
    try:
        _place_streams(run, out, err, terminal)
        limit = asked["megabytes"] << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        signal.alarm(asked["seconds"])
        sys.addaudithook(_refuse_network)
        sys.argv = ["claimdesk", *(os.fsdecode(word.encode("latin-1")) for word in run["words"])]
        os.environ.update(run.get("environment", {}))
        try:
            cli.main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - whatever it was, the tests are to see it
        code = CRASHED
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _place_streams(run: dict[str, Any], out: Path, err: Path, terminal: int | None) -> None:
    given = os.open(run.get("stdin", os.devnull), os.O_RDONLY)
    os.dup2(given, 0)
    if terminal is not None:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        os.dup2(terminal, 1)
        os.dup2(terminal, 2)
        os.close(terminal)
        return
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.bind" and isinstance(arguments[1], tuple) and arguments[1][0] in OWN:
        return
    if event.startswith("socket.") and event not in HARMLESS:
        os.write(2, f"NETWORK {event}\n".encode())
        os._exit(NETWORK)


if __name__ == "__main__":
    main()
