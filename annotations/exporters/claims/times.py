"""Moments of decisions as exports write them: days, in UTC. Refuses to know what day it is."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day(at: int) -> str:
    """Microseconds since 1970 as `2026-01-31`."""
    return (_EPOCH + timedelta(microseconds=at)).date().isoformat()
