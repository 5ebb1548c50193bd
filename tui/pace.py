"""How many labels a minute. Plain Python; the clock is an argument."""

from collections import deque

WINDOW = 5 * 60 * 1_000_000
"""Microseconds that the pace looks back: long enough to be calm, short enough to be true."""

SHORTEST = 20 * 1_000_000
"""Before so much time has passed since the first label, a pace would be a guess."""


class Pace:
    """Labels set in this session, as a pace over the last minutes."""

    def __init__(self) -> None:
        self._set: deque[tuple[int, int]] = deque()
        self._began: int | None = None
        self.total = 0

    def add(self, labels: int, *, at: int) -> None:
        """Note that so many labels were set at `at` (microseconds since 1970)."""
        self._began = at if self._began is None else self._began
        self._set.append((at, labels))
        self.total += labels

    def a_minute(self, *, at: int) -> int | None:
        """Labels a minute over the last minutes, rounded; None when it is too early to say."""
        if self._began is None or at - self._began < SHORTEST:
            return None
        while self._set and self._set[0][0] < at - WINDOW:
            self._set.popleft()
        span = min(WINDOW, at - self._began)
        return round(sum(labels for _, labels in self._set) * 60_000_000 / span)
