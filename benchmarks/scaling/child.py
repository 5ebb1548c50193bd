"""A command of claimdesk as people run it: in a process of its own, with what it has cost.

Refuses to go on when the command fails: what it says is raised.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from annotations import resources
from benchmarks.figures import Figure

ROOT = Path(__file__).parents[2]

GROWTH = 1.25
"""How many times the memory with a tenth of the corpus is still taken for the same."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command has cost."""

    processor: float
    """Seconds, of all threads, start of the interpreter included."""
    wall: float
    """Seconds."""
    megabytes: float
    """Resident memory at its highest."""


def run(database: Path, *words: str) -> Spent:
    """Run `claimdesk --db DATABASE WORDS...` with the configuration that is shipped.

    Raises RuntimeError with the end of what the command has said, when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder:
        report = Path(folder) / "spent.json"
        command = [sys.executable, "-m", "benchmarks.scaling.watched", str(report)]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "--db", str(database), "--as", "bench", *words],
            cwd=ROOT,
            env={**os.environ, "CLAIMDESK_CONFIG": str(resources.shipped_config())},
            capture_output=True,
            check=False,
        )
        wall = time.perf_counter() - began
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()[-2000:]
            raise RuntimeError(f"claimdesk {' '.join(words)} ended with {done.returncode}: {said}")
        spent = json.loads(report.read_text())
    return Spent(spent["processor"], wall, spent["megabytes"])


def grown(what: str, whole: Spent, tenth: Spent) -> Figure:
    """The memory of a command, which must not grow with the corpus, beside that with a tenth."""
    most = round(tenth.megabytes * GROWTH)
    return Figure(
        f"{what}: memory", whole.megabytes, "MB", tenth.megabytes, "with a tenth", target=most
    )
