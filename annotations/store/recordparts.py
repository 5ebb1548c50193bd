"""What records of every kind are made of: ids, names of people, moments. Refuses to know kinds."""

from typing import Annotated

from msgspec import Meta

from annotations.model import END_OF_TIME

LONGEST_PERSON = 80

EventId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Person = Annotated[str, Meta(min_length=1, max_length=LONGEST_PERSON)]
Moment = Annotated[int, Meta(ge=0, lt=END_OF_TIME)]
