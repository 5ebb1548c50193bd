"""What a label reader gives: somebody's label on a sentence that is only named yet.

Refuses to know a database: whether there is such a sentence is found out by the workflow.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from msgspec import UNSET, UnsetType

from annotations.nouns import dataclass

Fields = Mapping[str, Any]
"""A JSON object, decoded; or the row of a table, by the names of its columns."""


class ById(NamedTuple):
    """A sentence named by its key."""

    sentence: str
    """32 hex digits, in small letters."""


class BySpan(NamedTuple):
    """A sentence named by its place."""

    article: str
    """Id, unique beginning of an id, file name or url."""
    start: int
    """Code points of the canonical text; so is `end`, exclusive."""
    end: int
    text: str | None = None
    """How it has to read, where that is known: a guard against offsets of another text."""


class ByText(NamedTuple):
    """A sentence named by its words."""

    text: str
    """Canonical, without blanks around it."""
    article: str | None = None
    """Where it stands; None: anywhere in the database, but only once."""


Where = ById | BySpan | ByText


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One label that one person gave to one sentence. `UNSET`: the file does not say."""

    line: int
    """Of the file, or place in its list or table; from 1."""
    where: tuple[Where, ...]
    """The surest name first; the next counts only where the article of this one is not known."""
    label: str
    secondary: str | UnsetType | None = UNSET
    flags: tuple[str, ...] | UnsetType = UNSET
    """Sorted, without repeats."""
    note: str | UnsetType = UNSET
    annotator: str | None = None
    labelled_at: int | None = None
    """Microseconds since 1970, UTC."""
    guideline: str | None = None


class BadLine(NamedTuple):
    """A line, an entry of a list or a row that cannot be used."""

    line: int
    error: str
    """Why not, as a sentence without the line's number."""


class Aside(NamedTuple):
    """Something that is no mistake but that the person should know of."""

    line: int
    what: Literal["no label", "secondary left out", "decision left out"]
    """`no label`: not labelled, skipped or rejected there; `secondary left out`: it belongs to
    one of several people, and the line does not say to whom; `decision left out`: a reviewer
    decided so, which is no annotator's label."""


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object or row of the file, and what a reader has to know to understand it."""

    line: int
    fields: Fields
    known: frozenset[str]
    """The label set, for files that do not say which of their fields holds the label."""
    merged: bool
    """Everything in the file is one person's, whatever it says itself."""


Found = Tag | Aside | BadLine

LabelReader = Callable[[Record], Iterator[Found]]
"""The tags of one record, and what of it cannot be used.

Raises ImportFailed, with the reason alone, when that is all of it.
"""
