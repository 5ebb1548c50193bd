"""A label file read for one database: its tags on their sentences, and nothing written yet.

Reads the whole file without the write lock, so that an open app can go on saving labels, and
holds a few hundred bytes for each tag. One line that cannot be used never stops the rest. Refuses
labels that are not configured: in a file from elsewhere they are mistakes.
"""

from collections.abc import Iterator
from dataclasses import field
from difflib import get_close_matches
from itertools import islice
from typing import BinaryIO, Literal, NamedTuple

from msgspec import UnsetType

from annotations.config import Config
from annotations.errors import ImportFailed, NotFound
from annotations.importers.labels import Aside, BadLine, Found, Noun, Tag, read_labels
from annotations.importers.labels.fields import brief
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.workflow.placing import Placing

TAGS_A_LOOKUP = 10_000
"""Tags whose sentences are looked up together; a few megabytes."""

DAY = 86_400_000_000
"""In microseconds: by how much clocks of two machines may differ."""

NAMELESS = "does not say whose label it is: give --annotator NAME"

Outcome = Literal["imported", "unchanged", "older", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What became of one tag, or of a line that holds none."""

    line: int
    status: Outcome
    """`older`: the annotator has said something else here since, or later in the file."""
    sentence: str | None = None
    """Id of the sentence, where one was found."""
    annotator: str | None = None
    error: str | None = None


class Content(NamedTuple):
    """What a tag says. The same few contents stand in most lines, so each is kept once."""

    label: str
    secondary: str | UnsetType | None
    flags: tuple[str, ...] | UnsetType
    note: str | UnsetType
    guideline: str | None


class Placed(NamedTuple):
    """A tag on its sentence."""

    line: int
    content: Content
    at: int | None
    named: str | None
    """Whose the file says it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFile:
    """A file to be read, and what the person says of it."""

    file: BinaryIO
    name: str
    """What it is called in messages."""
    format_name: str = "auto"
    annotator: str | None = None
    """Everything in it is theirs, whatever it says itself."""


@dataclass(slots=True)
class Gathered:
    """A label file, read: the tags to be written, and what else there is to say of it."""

    noun: Noun = "line"
    """What its records are called."""
    tags: dict[tuple[str, int], Placed] = field(default_factory=dict)
    """(annotator, number of the sentence) → what is said of it."""
    without_label: int = 0
    """Records that nobody labelled, or whose label was rejected there."""
    secondary_left_out: int = 0
    """Secondary labels that belong to one of several people, nobody knows to whom."""
    decisions_left_out: int = 0
    """Labels that a reviewer decided on: rulings are not imported."""
    repeated: int = 0
    """Tags that another one of the same annotator on the same sentence takes the place of."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file on its way in."""

    store: Store
    placing: Placing
    config: Config
    annotator: str | None
    now: int
    gathered: Gathered
    contents: dict[Content, Content] = field(default_factory=dict)
    nameless: list[int] = field(default_factory=list)
    """Lines whose annotator nobody knows."""
    named: set[str] = field(default_factory=set)


def gather_labels(
    store: Store,
    source: LabelFile,
    gathered: Gathered,
    *,
    config: Config,
    now: int,
) -> Iterator[Tagged]:
    """Read a label file into `gathered`; a report for each line or tag that cannot be used.

    `now`: microseconds since 1970. Writes nothing. Raises StoreError, and ImportFailed where the
    file cannot be read or nobody knows whose labels these are.
    """
    reading = _Reading(store, Placing(store), config, source.annotator, now, gathered)
    gathered.noun, found = read_labels(
        source.file,
        name=source.name,
        format=source.format_name,
        known=frozenset(label.name for label in config.labels),
        merged=source.annotator is not None,
    )
    while chunk := list(islice(found, TAGS_A_LOOKUP)):
        with store.told():
            reading.placing.prepare(tag.where for tag in chunk if isinstance(tag, Tag))
        for entry in chunk:
            yield from _taken(reading, entry)
    if reading.nameless and not reading.named:
        raise ImportFailed(
            f"{source.name} does not say whose labels these are: give --annotator NAME"
        )
    for line in reading.nameless:
        yield Tagged(line=line, status="failed", error=NAMELESS)


def _taken(reading: _Reading, found: Found) -> Iterator[Tagged]:
    """Note one thing that stands in the file; a report where it ends there."""
    if isinstance(found, BadLine):
        yield Tagged(line=found.line, status="failed", error=found.error)
    elif isinstance(found, Aside):
        reading.gathered.without_label += found.what == "no label"
        reading.gathered.secondary_left_out += found.what == "secondary left out"
        reading.gathered.decisions_left_out += found.what == "decision left out"
    else:
        who = reading.annotator or found.annotator
        if who is None:
            reading.nameless.append(found.line)
            return
        reading.named.add(who)
        try:
            _check(found, reading)
            with reading.store.told():
                number = reading.placing.sentence(found.where)
        except (ImportFailed, NotFound) as error:
            yield Tagged(line=found.line, status="failed", annotator=who, error=str(error))
        else:
            yield from _kept(reading, found, who, number)


def _check(tag: Tag, reading: _Reading) -> None:
    """Raise ImportFailed for what this project has no use for."""
    names = [label.name for label in reading.config.labels]
    for name in (tag.label, tag.secondary):
        if isinstance(name, str) and name not in names:
            near = get_close_matches(name, names, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise ImportFailed(
                f"there is no label {brief(name)}, the labels are {', '.join(names)}{meant}"
            )
    if isinstance(tag.secondary, str):
        second = reading.config.label(tag.secondary)
        if tag.secondary == tag.label or second is None or not second.secondary:
            raise ImportFailed(f"{tag.secondary} cannot be the secondary label of {tag.label}")
    if tag.labelled_at is not None and tag.labelled_at > reading.now + DAY:
        raise ImportFailed("was labelled in the future: is the clock of this machine right?")


def _kept(reading: _Reading, tag: Tag, who: str, number: int) -> Iterator[Tagged]:
    """Keep a tag for writing, unless another one of the file counts more than it."""
    said = Content(tag.label, tag.secondary, tag.flags, tag.note, tag.guideline)
    content = reading.contents.setdefault(said, said)
    placed = Placed(tag.line, content, tag.labelled_at, tag.annotator)
    tags, key = reading.gathered.tags, (who, number)
    held = tags.get(key)
    if held is None:
        tags[key] = placed
        return
    if held.named and placed.named and held.named != placed.named:
        error = (
            f"{reading.gathered.noun} {held.line} labels the same sentence for "
            f"{brief(held.named)} and this one for {brief(placed.named)}: --annotator can stand "
            "for one of them only"
        )
        yield Tagged(line=tag.line, status="failed", annotator=who, error=error)
        return
    older = held.at is not None and placed.at is not None and placed.at < held.at
    loser, winner = (placed, held) if older else (held, placed)
    del tags[key]
    tags[key] = winner
    reading.gathered.repeated += loser.content != winner.content
    yield Tagged(
        line=loser.line,
        status="unchanged" if loser.content == winner.content else "older",
        sentence=_identity(reading.store, number),
        annotator=who,
    )


def _identity(store: Store, number: int) -> str:
    with store.told():
        return store.lookup.said(number, annotator="").sentence
