"""The tags of a label file to label events, and what is already here.

Written in short transactions, each tag reported after the commit that holds it. What is here
already is not written again, what was imported before is not imported again, and what is newer
here is not lost. What a tag does not say (flags, a note) stays as it is. Refuses to take a label
off: a file holds labels, not their absence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from itertools import islice

from msgspec import UNSET

from annotations.model import CHANGED, LabelEvent, LabelState
from annotations.nouns import dataclass
from annotations.store import Said, Store
from annotations.store.identifiers import EventIds
from annotations.workflow.gathering import Content, Gathered, Outcome, Placed, Tagged

TAGS_A_COMMIT = 500
"""Some 50 ms of writing: as long as an open app may have to wait."""

MILLISECOND = 1_000
"""In microseconds. Exports tell times in milliseconds."""


def write_labels(store: Store, gathered: Gathered, *, guideline: str, now: int) -> Iterator[Tagged]:
    """Write what was gathered; a report for each tag, in the order of the file.

    `guideline`: the version for tags that name none. The tags of an annotator are one gesture.
    Raises StoreError; what was reported is in the database also then.
    """
    writing = _Writing(store, guideline, now)
    tags = iter(gathered.tags.items())
    while batch := list(islice(tags, TAGS_A_COMMIT)):
        with store.told():
            decided = [_decided(writing, *tag) for tag in batch]
        if any(event is not None for _, event in decided):
            with store.transaction():
                decided = [_decided(writing, *tag) for tag in batch]
                store.labels.append(_in_gestures(writing, [event for _, event in decided]))
        yield from (report for report, _ in decided)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One file on its way into the database."""

    store: Store
    guideline: str
    now: int
    ids: EventIds = field(default_factory=EventIds)
    gestures: dict[str, bytes] = field(default_factory=dict)
    """Annotator → id of their first event."""


def _decided(
    writing: _Writing, key: tuple[str, int], placed: Placed
) -> tuple[Tagged, LabelEvent | None]:
    """What becomes of a tag as things stand now."""
    who, number = key
    said = writing.store.lookup.said(number, annotator=who)
    state = _meant(placed.content, said.state)
    status: Outcome = "imported"
    if state == said.state:
        status = "unchanged"
    elif _is_newer(said, placed.at) or _was_imported(writing.store, key, placed, said):
        status = "older"
    report = Tagged(line=placed.line, status=status, sentence=said.sentence, annotator=who)
    if status != "imported":
        return report, None
    event_id = writing.ids.new(writing.now)
    event = LabelEvent(
        event_id=event_id,
        gesture=event_id,
        annotator=who,
        sentence=number,
        state=state,
        at=writing.now if placed.at is None else placed.at,
        guideline=writing.guideline
        if placed.content.guideline is None
        else placed.content.guideline,
        origin="import",
    )
    return report, event


def _meant(content: Content, before: LabelState) -> LabelState:
    """The state that a tag asks for; what it does not say stays, as when a key sets a label."""
    kept = before.label == content.label
    if content.secondary is UNSET:
        secondary = before.secondary if kept else None
    else:
        secondary = content.secondary
    if content.flags is not UNSET:
        flags = content.flags
    elif kept:
        flags = before.flags
    else:
        flags = tuple(flag for flag in before.flags if flag != CHANGED)
    note = before.note if content.note is UNSET else content.note
    return LabelState(content.label, secondary, flags, note)


def _is_newer(said: Said, at: int | None) -> bool:
    """Whether what stands here is from the time of the tag or later."""
    if at is None or said.at is None:
        return False
    return said.at // MILLISECOND >= at // MILLISECOND


def _was_imported(store: Store, key: tuple[str, int], placed: Placed, said: Said) -> bool:
    """Whether a tag without a time came in before: what was said since is newer than it."""
    if placed.at is not None or said.at is None:
        return False
    who, number = key
    return any(
        _says(placed.content, state) for state in store.lookup.imported(number, annotator=who)
    )


def _says(content: Content, state: LabelState) -> bool:
    """Whether a tag could have made this state: what it does not say may be anything."""
    asked = (content.secondary, content.flags, content.note)
    found = (state.secondary, state.flags, state.note)
    return content.label == state.label and all(
        one is UNSET or one == other for one, other in zip(asked, found, strict=True)
    )


def _in_gestures(writing: _Writing, events: Iterable[LabelEvent | None]) -> Iterator[LabelEvent]:
    """The events there are, each in the gesture of its annotator: the id of the first."""
    for event in events:
        if event is not None:
            gesture = writing.gestures.setdefault(event.annotator, event.event_id)
            yield replace(event, gesture=gesture)
