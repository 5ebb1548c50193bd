"""Labels and rulings taken over from the earlier version of an edited article.

Every annotator's label on a sentence that is found again in the new version goes with it, as an
event of origin `carried`. Where the wording is the same the label stays as it was; where it
changed, the label stays with the flag `changed`, so that somebody looks. A reviewer's ruling goes
along only where the wording is the same: a changed sentence has to be decided anew. Refuses to
carry what was said of a sentence that is not found again, which stays with the old version, and
to speak over somebody who has said something of the new one already (merged from a machine that
had it earlier).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from annotations.model import (
    CHANGED,
    NO_RULING,
    NOTHING_SAID,
    LabelEvent,
    LabelState,
    ReviewEvent,
)
from annotations.store import Given, Vote
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
    known: Mapping[int, list[Vote]],
    now: int,
    ids: EventIds,
) -> Iterator[LabelEvent]:
    """One event for each vote whose sentence was found again.

    `votes` and `partners` by the number of the old sentence; `known`: what was said of the new
    ones already, by their numbers; `now` in microseconds since 1970. What one annotator gets is
    one gesture. The guideline stays that of the vote.
    """
    gestures: dict[str, bytes] = {}
    for old, place in partners.items():
        heard = {vote.annotator for vote in known.get(place.sentence, ())}
        for vote in votes.get(old, ()):
            if vote.state == NOTHING_SAID or vote.annotator in heard:
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


def carried_rulings(
    rulings: Mapping[int, list[Given]],
    partners: Mapping[int, Partner],
    *,
    known: Mapping[int, list[Given]],
    now: int,
    ids: EventIds,
) -> Iterator[ReviewEvent]:
    """One event for each reviewer's ruling whose sentence was found again in the same words.

    Arguments as for `carried_events`; the rulings on a sentence come the last first, and go along
    in the order in which they were made, so that the same one counts. Nobody is asked to look
    again: the question was about the old version.
    """
    gestures: dict[str, bytes] = {}
    for old, place in partners.items():
        if not place.exact:
            continue
        heard = {given.reviewer for given in known.get(place.sentence, ())}
        for given in reversed(rulings.get(old, [])):
            ruling = replace(given.ruling, sent_to=())
            if ruling == NO_RULING or given.reviewer in heard:
                continue
            event_id = ids.new(now)
            yield ReviewEvent(
                event_id=event_id,
                gesture=gestures.setdefault(given.reviewer, event_id),
                reviewer=given.reviewer,
                sentence=place.sentence,
                ruling=ruling,
                at=now,
                guideline=given.guideline,
                origin="carried",
            )


def _to_look_at(state: LabelState) -> LabelState:
    if state.label is None:
        return state
    return replace(state, flags=tuple(sorted({*state.flags, CHANGED})))
