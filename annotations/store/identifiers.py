"""Ids for events: UUID version 7 for what a person does, version 8 for what follows from events.

Version 7 is sortable by time and unique without asking anyone; version 8 is made of what the event
says, so that it is the same wherever it is made. Refuses to know the clock: the time is an
argument. (The standard library has `uuid.uuid7` from Python 3.14 on.)
"""

import hashlib
import json
import secrets
import threading


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
        with self._lock:
            moment = max((at // 1000, 0), self._last)
            if moment == self._last:
                millisecond, count = moment[0], moment[1] + 1
                if count > 0xFFF:  # noqa: PLR2004 - the counter is full: borrow from the future
                    millisecond, count = millisecond + 1, 0
                moment = (millisecond, count)
            self._last = moment
        millisecond, count = moment
        return (
            millisecond.to_bytes(6)
            + (0x7000 | count).to_bytes(2)
            + (0x8000000000000000 | secrets.randbits(62)).to_bytes(8)
        )


def id_of(*content: object) -> bytes:
    """The id of an event that says this, in values that JSON has: 16 bytes.

    Layout of RFC 9562, section 5.8. The first 48 bits are zero, so that of two events of the same
    moment the one that a person made is the last. The other 74 are of a SHA-256.
    """
    said = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
    digest = int.from_bytes(hashlib.sha256(said).digest()[:10])
    return (
        bytes(6)
        + (0x8000 | digest >> 68).to_bytes(2)
        + (0x8000000000000000 | digest & 0x3FFFFFFFFFFFFFFF).to_bytes(8)
    )
