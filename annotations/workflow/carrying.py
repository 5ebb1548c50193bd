"""Labels taken over from the earlier version of an edited article.

Every annotator's label on a sentence that is found again in the new version goes with it, as an
event of origin `carried`. Where the wording is the same the label stays as it was; where it
changed, the label stays with the flag `changed`, so that somebody looks. Refuses to carry what
was said of a sentence that is not found again: it stays with the old version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from annotations.model import CHANGED, NOTHING_SAID, LabelEvent, LabelState
from annotations.store import Vote
from annotations.store.identifiers import EventIds


@dataclass(frozen=True, slots=True)
class Partner:
    """The sentence of the new version that one of the old version has become."""

    sentence: int
    """Its number."""
    exact: bool
    """The wording is the same."""


def carried_events(
    votes: Mapping[int, list[Vote]],
    partners: Mapping[int, Partner],
    *,
    now: int,
    ids: EventIds,
) -> Iterator[LabelEvent]:
    """One event for each vote whose sentence was found again.

    `votes` and `partners` by the number of the old sentence; `now` in microseconds since 1970. What
    one annotator gets is one gesture. The guideline stays that of the vote.
    """
    gestures: dict[str, bytes] = {}
    for old, place in partners.items():
        for vote in votes.get(old, ()):
            if vote.state == NOTHING_SAID:
                continue
            event_id = ids.new(now)
            yield LabelEvent(
                event_id=event_id,
                gesture=gestures.setdefault(vote.annotator, event_id),
                annotator=vote.annotator,
                sentence=place.sentence,
                state=vote.state if place.exact else _to_look_at(vote.state),
                at=now,
                guideline=vote.guideline,
                origin="carried",
            )


def _to_look_at(state: LabelState) -> LabelState:
    if state.label is None:
        return state
    return replace(state, flags=tuple(sorted({*state.flags, CHANGED})))
