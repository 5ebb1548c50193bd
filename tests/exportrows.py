"""Labelled articles and folders in memory, as tests hand them to export formats."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace as changed
from typing import Any, BinaryIO

from msgspec import UNSET
from msgspec.structs import replace

from annotations.exporters import FORMATS, RESOLVED_KEYS, Labelled, Row, Terms
from annotations.model import Span
from annotations.text.canonical import sentence_id

LABELS = ("claim", "attribution", 'half "quoted" label', "opinion|other")
TERMS = Terms(keys=RESOLVED_KEYS, labels=LABELS)


class Memory:
    """Files that an export opens or puts, kept; one file has the name ""."""

    def __init__(self) -> None:
        self._files: dict[str, BinaryIO] = {}

    def open(self, name: str = "") -> BinaryIO:
        return self._files.setdefault(name, io.BytesIO())

    def put(self, name: str, content: bytes) -> None:
        assert name not in self._files
        self._files[name] = io.BytesIO(content)

    def contents(self) -> dict[str, bytes]:
        files = ((name, file) for name, file in self._files.items() if isinstance(file, io.BytesIO))
        return {name: file.getvalue() for name, file in files}


class Nowhere(io.RawIOBase):
    """Files of which nothing is kept."""

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        return len(content)

    def open(self, name: str = "") -> Any:
        del name
        return self

    def put(self, name: str, content: bytes) -> None:
        """Forget it."""


def article(
    sentences: Sequence[str],
    labels: Sequence[tuple[str, str | None]] = (),
    *,
    name: str = "story.txt",
    between: str = "\n",
    **fields: Any,
) -> Labelled:
    """An article of these sentences; the first so many are labelled, the others not."""
    text = between.join(sentences)
    identity = hashlib.sha256(text.encode()).hexdigest()
    rows: list[Row] = []
    at = 0
    for position, sentence in enumerate(sentences, 1):
        end = at + len(sentence)
        if position <= len(labels):
            label, secondary = labels[position - 1]
            row = Row(
                id=sentence_id(identity, Span(at, end)),
                text=sentence,
                label=label,
                secondary=secondary,
                article_id=identity,
                article=name,
                title="A story",
                source=None,
                published="2024-05-05",
                position=position,
                start=at,
                end=end,
                context_before="",
                context_after="",
                annotators=("ada",),
                votes=(label,),
                n_votes=1,
                agreement=1.0,
                decided_by="single",
                adjudicator=None,
                flags=(),
                note="",
                labelled_at="2024-05-06T07:08:09.010Z",
                guideline="1",
                group=identity,
                split=None,
                tool="claimdesk",
            )
            rows.append(replace(row, **fields))
        at = end + len(between)
    return Labelled(
        id=identity,
        name=name,
        title="A story",
        source=None,
        published="2024-05-05",
        group=identity,
        text=text,
        rows=rows,
        everyone=[of_person(row, who) for row in rows for who in ("ada", "ben")],
    )


def of_person(row: Row, who: str) -> Row:
    """The row as it stands beside those of other annotators."""
    unset = dict.fromkeys(("annotators", "votes", "n_votes", "agreement"), UNSET)
    return replace(row, annotator=who, **unset)


def in_split(one: Labelled, split: str) -> Labelled:
    """The article in a split."""
    return changed(one, rows=[replace(row, split=split) for row in one.rows])


def written(name: str, *articles: Labelled, terms: Terms = TERMS) -> dict[str, bytes]:
    """What a format makes of the articles: name of a file → its bytes."""
    files = Memory()
    for _ in FORMATS[name].write(articles, files, terms):
        pass
    return files.contents()
