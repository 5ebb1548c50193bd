"""Whether an annotator still reads what is suggested: judged by their last decisions on it.

Plain Python; the clock is an argument. Refuses to stop anybody: it has one calm sentence to say.
"""

from collections import deque

LAST = 20
"""Decisions on suggestions that are looked at."""
ACCEPTED = 19
"""So many of them accepted …"""
SHORT = 1_000
"""… and half of them after less than so many milliseconds: nobody reads a sentence that fast."""
SELDOM = 10 * 60 * 1_000_000
"""Microseconds before it is said again."""


class Haste:
    """The last sentences for which a label was suggested and which were decided one by one."""

    def __init__(self) -> None:
        self._decided: deque[tuple[bool, int]] = deque(maxlen=LAST)
        self._told: int | None = None

    def add(self, *, accepted: bool, looked: int) -> None:
        """Note a decision; `looked` are the milliseconds that the sentence was looked at."""
        self._decided.append((accepted, looked))

    def remark(self, *, at: int) -> str:
        """What to say at `at` (microseconds since 1970); "" for nothing."""
        n = sum(accepted for accepted, _ in self._decided)
        if len(self._decided) < LAST or n < ACCEPTED or self._median() >= SHORT:
            return ""
        if self._told is not None and at - self._told < SELDOM:
            return ""
        self._told = at
        return f"{n} of the last {LAST} suggestions accepted, most in under 1 s: still read?"

    def _median(self) -> float:
        looks = sorted(looked for _, looked in self._decided)
        return (looks[(LAST - 1) // 2] + looks[LAST // 2]) / 2
