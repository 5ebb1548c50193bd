"""Ids for events: UUID version 7 for what a person does, version 8 for what follows from events.

Version 7 is sortable by time and unique without asking anyone; version 8 is made of what the event
says, so that it is the same wherever it is made. Refuses to know the clock: the time is an
argument. (The standard library has `uuid.uuid7` from Python 3.14 on.)
"""

import json
import threading
from os import urandom


class EventIds:
    """Makes ids that grow within this process even when the clock stands still or goes back.

    Layout of RFC 9562, section 5.7: 48 bits of Unix milliseconds, version, 12 bits that count
    (method 1 of section 6.2: a fixed-length counter), variant, 62 random bits.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = (0, 0)

    def new(self, at: int) -> bytes:
        """The next id for an event at `at` (microseconds since 1970, UTC): 16 bytes."""
        return self.several(at, 1)[0]

    def several(self, at: int, n: int) -> list[bytes]:
        """The next `n` ids for events at `at`."""
        with self._lock:
            moments = [self._next(at // 1000) for _ in range(n)]
        noise = memoryview(urandom(8 * n))  # asked of the system once
        return [
            millisecond.to_bytes(6)
            + (0x7000 | count).to_bytes(2)
            + (0x80 | noise[8 * place] & 0x3F).to_bytes()
            + noise[8 * place + 1 : 8 * place + 8]
            for place, (millisecond, count) in enumerate(moments)
        ]

    def _next(self, now: int) -> tuple[int, int]:
        moment = max((now, 0), self._last)
        if moment == self._last:
            millisecond, count = moment[0], moment[1] + 1
            if count > 0xFFF:  # noqa: PLR2004 - the counter is full: borrow from the future
                millisecond, count = millisecond + 1, 0
            moment = (millisecond, count)
        self._last = moment
        return moment


def id_of(*content: object) -> bytes:
    """The id of an event that says this, in values that JSON has: 16 bytes.

    Layout of RFC 9562, section 5.8. The first 48 bits are zero, so that of two events of the same
    moment the one that a person made is the last. The other 74 are of a SHA-256.
    """
    import hashlib  # noqa: PLC0415 - OpenSSL: 3 MB that the app does without

    said = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
    digest = int.from_bytes(hashlib.sha256(said).digest()[:10])
    return (
        bytes(6)
        + (0x8000 | digest >> 68).to_bytes(2)
        + (0x8000000000000000 | digest & 0x3FFFFFFFFFFFFFFF).to_bytes(8)
    )
