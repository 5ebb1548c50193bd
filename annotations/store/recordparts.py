"""What records of every kind are made of: ids, names of people, moments. Refuses to know kinds."""

from typing import Annotated

from msgspec import Meta

LONGEST_PERSON = 80

END_OF_TIME = 4_102_444_800_000_000
"""Microseconds from 1970 to 2100: what is dated later could not be answered by a later event."""

EventId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Person = Annotated[str, Meta(min_length=1, max_length=LONGEST_PERSON)]
Moment = Annotated[int, Meta(ge=0, lt=END_OF_TIME)]
