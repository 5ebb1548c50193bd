"""`claimdesk` in a process of its own that says at its end what it has cost.

    python -m benchmarks.scaling.watched REPORT ARGUMENTS...

REPORT is the file that gets one JSON object: `processor` (seconds of all threads, from the start
of the process on) and `megabytes` (resident, at their highest; 0 where there is no /proc). What a
parent could ask the system afterwards counts the parent's own memory from before the start, too.
"""

import json
import re
import sys
import time
from pathlib import Path

from tui.cli import main


def _megabytes() -> float:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    highest = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(highest[1]) / 1024 if highest else 0.0


if __name__ == "__main__":
    report = Path(sys.argv.pop(1))
    try:
        main()
    finally:
        spent = {"processor": time.process_time(), "megabytes": _megabytes()}
        report.write_text(json.dumps(spent))
