"""A gesture about claims is there whole or not at all, whenever the program ends."""

import subprocess
import sys
import time
from pathlib import Path

from support import ENVIRONMENT, add_article

from annotations.claims import Wording
from annotations.facts.claim import wording_slot
from annotations.store import Outcome, Refused, Store, Writer
from annotations.store.identifiers import EventIds
from annotations.workflow.claiming import gesture

CLAIM_UNTIL_KILLED = """
import sys
from pathlib import Path
from annotations.store import Saved, Store, Writer
from claiming import IDS, NOW, mention
from annotations.workflow.claiming import gesture, new_claim

def report(outcome):
    assert isinstance(outcome, Saved), outcome
    for saved in outcome.facts:
        sys.stdout.write(saved[0].slot.claim + "\\n")
    sys.stdout.flush()

path = Path(sys.argv[1])
with Store(path) as store:
    first = mention(store, 1, 1)
writer = Writer(path, report)
for press in range(100_000):
    writer.submit(gesture(new_claim(first, at=NOW, ids=IDS), annotator="ada", at=NOW, ids=IDS))
    writer.drain(1)
"""


def test_no_gesture_is_kept_by_halves_when_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    with Store(path) as store:
        add_article(store, ["He left."])
    acknowledged: set[str] = set()
    for run in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", CLAIM_UNTIL_KILLED, str(path)],
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        ) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            time.sleep(0.017 * (run + 1))
            process.kill()
            lines = (first + process.stdout.read()).decode().split()
        acknowledged |= {line for line in lines if len(line) == 32}
    with Store(path) as store:
        claims = list(store.facts.claims())
        assert acknowledged <= {claim.id for claim in claims}
        assert all(len(claim.mentions) == 1 for claim in claims)
        assert store.quick_check() == "ok"
        assert store.drifted() == []
    assert len(acknowledged) >= 5


def test_what_is_refused_is_called_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "labels.db"
    Store(path).close()
    outcomes: list[Outcome] = []
    writer = Writer(path, outcomes.append)
    words = (wording_slot("1" * 32), Wording(text="half a pair: \ud800"))
    writer.submit(gesture([words], annotator="ada", at=1, ids=EventIds()))
    assert writer.drain(10)
    writer.close()
    (refused,) = outcomes
    assert isinstance(refused, Refused)
    assert "refuses what was said of a claim" in str(refused.error)
