"""Our own labels, in the three shapes of the label JSONL, and any plain line with its keys.

A line of several people (the resolved label, with `annotators` and `votes`) becomes a tag for
each of them, with the label alone: whose the secondary label, the flags and the note are, it
does not say. What a reviewer decided is nobody's label and is left out. Where the whole file is
one person's, the line itself is the tag.
"""

from collections.abc import Iterator

from msgspec import UNSET

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import NEEDED, named
from annotations.importers.labels.fields import (
    LONGEST_NAME,
    LONGEST_NOTE,
    flags,
    moment,
    names,
    person,
    text,
)
from annotations.importers.labels.tag import Aside, Fields, Found, Record, Tag

COLUMNS = frozenset(
    (
        *("id", "text", "article_id", "article", "start", "end"),
        *("label", "secondary", "flags", "note", "annotator", "labelled_at", "guideline"),
        *("annotators", "votes", "n_votes", "decided_by", "tool"),
    )
)
"""Keys that mean something here: what a table has to be asked for."""


def read_jsonl(record: Record) -> Iterator[Found]:
    """The tags of a line."""
    fields = record.fields
    if fields.get("votes") is not None and not record.merged:
        yield from _votes(record)
    else:
        given = text(fields, "annotator")
        yield _tag(record, annotator=None if given is None else person(given))


def _tag(record: Record, *, annotator: str | None) -> Tag:
    """The line as it stands."""
    fields = record.fields
    note = text(fields, "note", at_most=LONGEST_NOTE)
    return _bare(
        record,
        _label(fields),
        annotator,
        secondary=text(fields, "secondary") if "secondary" in fields else UNSET,
        flags=flags(fields) if fields.get("flags") is not None else UNSET,
        note=UNSET if note is None else note,
    )


def _votes(record: Record) -> Iterator[Found]:
    """A tag for each of the people who voted."""
    fields = record.fields
    people, votes = names(fields, "annotators"), names(fields, "votes")
    if len(people) != len(votes):
        raise ImportFailed(f"has {len(people)} annotators and {len(votes)} votes")
    if fields.get("decided_by") == "adjudicated":
        yield Aside(record.line, "decision left out")
    elif not votes:
        yield Aside(record.line, "no label")
    elif len(votes) == 1:
        yield _tag(record, annotator=person(people[0]))
        return
    elif fields.get("secondary") is not None:
        yield Aside(record.line, "secondary left out")
    for name, vote in zip(people, votes, strict=True):
        yield _bare(record, vote, person(name))


def _bare(record: Record, label: str, annotator: str | None, **said: object) -> Tag:
    fields = record.fields
    where = named([fields], words=text(fields, "text"))
    if where is None:
        raise ImportFailed(f"does not say which sentence it is about: it needs {NEEDED}")
    at = text(fields, "labelled_at")
    return Tag(
        line=record.line,
        where=(where,),
        label=label,
        annotator=annotator,
        labelled_at=None if at is None else moment(at, "labelled_at"),
        guideline=text(fields, "guideline", at_most=LONGEST_NAME),
        **said,  # type: ignore[arg-type]  # secondary, flags and note of _tag
    )


def _label(fields: Fields) -> str:
    label = text(fields, "label")
    if not label:
        raise ImportFailed("has no label")
    return label
