"""The nouns of claimdesk: articles, sentences, labels and the events that set them. All frozen.

Nothing here reads, writes or decides. Offsets are code points of the canonical text of the
article (decoded, NFC, LF; otherwise as it came), half open: `text[start:end]`.
"""

from typing import Generic, Literal, NamedTuple, TypeVar

from annotations.nouns import dataclass

END_OF_TIME = 4_102_444_800_000_000
"""Microseconds from 1970 to 2100: what is dated later could not be answered by a later event."""

Origin = Literal["key", "undo", "redo", "import", "carried", "suggestion"]
"""How a label came about. `key`: a person pressed it; `carried`: taken over from the earlier
version of an edited article; the others say what they are."""

ReviewOrigin = Literal["key", "undo", "redo", "carried"]
"""How a ruling came about; as with labels."""

Decision = Literal["label", "none"]
"""What a reviewer decided: on a label, or that none of them fits."""

DecidedBy = Literal["single", "unanimous", "majority", "adjudicated"]
"""How the label of a sentence was arrived at: the only one given, all agree, more than half
agree, a reviewer decided."""

Wrap = Literal["lines", "paragraphs"]
"""What ends a sentence besides punctuation: every line break, or only a blank line."""


class Span(NamedTuple):
    """A stretch of an article's canonical text, in code points, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an importer read: an article that is not in the database yet."""

    text: str
    """Canonical text."""
    name: str
    """What people call it: the file's name, or its url. Exported as `article`."""
    origin: str
    """Where it was read: the absolute path or the url. Decides what is a new version of what."""
    sha256: str
    """Of the raw bytes, 64 hex digits."""
    encoding: str
    """What the bytes were decoded with: `utf-8`, `utf-8-sig`, `cp1252` …"""
    title: str
    source: str | None = None
    url: str | None = None
    published: str | None = None
    """The date as far as it is known, ISO 8601 where it could be read."""
    wrap: Wrap = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article, with how far the asking annotator has come."""

    number: int
    """The database's own number: grows with each import, never exported."""
    id: str
    """sha256 of the canonical text, 64 hex digits."""
    name: str
    title: str
    source: str | None
    url: str | None
    published: str | None
    sentences: int
    labelled: int
    """How many of the sentences the annotator who asked has labelled."""
    flagged: int


class Sentence(NamedTuple):
    """One sentence of an article: a named tuple, since an article makes thousands at once."""

    number: int
    """The database's own number. Sentences of one article are numbered without a gap."""
    id: str
    """sha256 over article id, start and end, first 16 bytes as 32 hex digits."""
    position: int
    """Place in the article, from 1."""
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class LabelState:
    """What one annotator has said of one sentence, all events taken together."""

    label: str | None = None
    secondary: str | None = None
    flags: tuple[str, ...] = ()
    """Sorted, without repeats."""
    note: str = ""


NOTHING_SAID = LabelState()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a suggester would call a sentence. Never a label until somebody accepts it."""

    label: str
    secondary: str | None
    score: float
    """0 to 1: about the share of such suggestions whose label is right."""
    reason: str
    """In words, for the annotator."""
    agent: str
    """Who suggests, with version: `rules/1`."""


CHANGED = "changed"
"""Flag of a label carried over to a sentence whose wording changed; a fresh label takes it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEvent:
    """One decision about one sentence. Appended, never changed; undoing is one more event.

    An event holds the whole state it leaves behind, so that the last event of a pair
    (annotator, sentence), ordered by (`at`, `event_id`), is the state of the pair.
    """

    event_id: bytes
    """UUID version 7, 16 bytes; version 8 where the event follows from another (`carried`)."""
    gesture: bytes
    """Shared by all events of one key press (a range is one gesture): the unit of undo."""
    annotator: str
    sentence: int
    state: LabelState
    at: int
    """Microseconds since 1970, UTC."""
    ms: int | None = None
    """How long the sentence was current before the key, at most 600,000; None when not known."""
    guideline: str = ""
    origin: Origin = "key"
    reverts: bytes | None = None
    """The gesture that an undo or redo takes back."""


@dataclass(frozen=True, slots=True)
class Past:
    """One event of a sentence's history, as it is shown to the annotator who made it."""

    at: int
    """Microseconds since 1970, UTC."""
    state: LabelState
    origin: Origin


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one reviewer has said of one sentence, all events taken together."""

    decision: Decision | None = None
    """None: not decided, or taken back."""
    label: str | None = None
    """Given where the decision is on a label, and only there."""
    secondary: str | None = None
    note: str = ""
    reason: str = ""
    """Name of one of the configured reasons; "" for none."""
    question: bool = False
    """The guideline does not answer it: collected for whoever revises the guideline."""
    sent_to: tuple[str, ...] = ()
    """Annotators who are asked to look again; sorted."""
    among: tuple[str, ...] = ()
    """The labels that annotators had given when it was decided; sorted."""
    basis: DecidedBy = "adjudicated"
    """`adjudicated`, or what the votes came to when they were accepted in bulk."""


NO_RULING = Ruling()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent:
    """One step of a reviewer on one sentence. Appended, never changed; undoing is one more event.

    Holds the whole ruling it leaves behind. The ruling on a sentence is the last one, by
    (`at`, `event_id`), among those of its reviewers that hold a decision.
    """

    event_id: bytes
    """UUID version 7, 16 bytes; version 8 where the event follows from another (`carried`)."""
    gesture: bytes
    """Shared by all events of one key press: the unit of undo."""
    reviewer: str
    sentence: int
    ruling: Ruling
    at: int
    """Microseconds since 1970, UTC."""
    ms: int | None = None
    """How long the sentence was looked at before the key, at most 600,000; None: not known."""
    guideline: str = ""
    origin: ReviewOrigin = "key"
    reverts: bytes | None = None
    """The gesture that an undo or redo takes back."""


LabelGesture = tuple[LabelEvent, ...]
ReviewGesture = tuple[ReviewEvent, ...]
"""All events of one key press, of an annotator or of a reviewer."""

State = TypeVar("State")


class Step(NamedTuple, Generic[State]):
    """What one gesture did to one sentence."""

    sentence: int
    before: State
    after: State


Change = Step[LabelState]
"""What a gesture of an annotator did to one sentence."""

Overruling = Step[Ruling]
"""What a gesture of a reviewer did to one sentence."""
