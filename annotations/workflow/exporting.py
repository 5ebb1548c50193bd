"""Labels to a file: whose, in which format, and what is left out and why.

Streams: one article is held at a time. Refuses to write over the database itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from annotations.errors import ExportFailed, UnknownName
from annotations.exporters import (
    EXPORTERS,
    PERSON_KEYS,
    RESOLVED_KEYS,
    Exporter,
    Row,
    check,
    placed,
    resolved,
    streamed,
)
from annotations.store import Store
from annotations.workflow.names import refuse_unknown
from annotations.workflow.rows import personal_rows, resolved_rows

ARTICLES_A_REPORT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How far an export has come; when the last one is reported, the file is in place."""

    articles: int
    """Articles read so far, of `of_articles`."""
    of_articles: int
    rows: int
    labels: Mapping[str, int]
    """Label → rows, most frequent first."""
    unlabelled: int
    """Sentences left out because nobody asked for has labelled them."""
    tied: int
    """Sentences left out because no label has more than half of the votes."""
    unfitting: int
    """Sentences left out because a reviewer decided that no label fits."""


@dataclass(slots=True)
class _Tally:
    """What has gone by."""

    of_articles: int
    articles: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def report(self) -> Exported:
        ranked = sorted(self.labels.items(), key=lambda pair: (-pair[1], pair[0]))
        return Exported(
            articles=self.articles,
            of_articles=self.of_articles,
            rows=self.labels.total(),
            labels=dict(ranked),
            unlabelled=self.left_out["unlabelled"],
            tied=self.left_out["tied"],
            unfitting=self.left_out["none"],
        )


def export(
    store: Store,
    to: Path | BinaryIO | None,
    *,
    format_name: str = "jsonl",
    of: str | None = None,
    everyone: bool = False,
) -> Iterator[Exported]:
    """Write the labels to a file or stream, or nowhere to see what would be written.

    The label of a sentence is the resolved one; `of`: that of one annotator; `everyone`: a row
    for each annotator who labelled it. Rows are sorted by article, position and name. Raises
    UnknownName and ExportFailed; an old file is whole then, and when the caller stops asking.
    """
    exporter = _exporter(format_name)
    if isinstance(to, Path):
        check_destination(to, store.path)
    with store.told():
        if of is not None:
            refuse_unknown(of, store.labels.annotators())
        tally = _Tally(store.articles.count())
    rows = _rows(store, tally, of=of, everyone=everyone)
    keys = PERSON_KEYS if everyone else RESOLVED_KEYS
    due = 0
    with _opened(to) as file:
        for piece in rows if file is None else exporter(rows, keys):
            if file is not None and isinstance(piece, bytes):
                file.write(piece)
            if tally.articles >= due:
                due = tally.articles + ARTICLES_A_REPORT
                yield tally.report()
    yield tally.report()


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        known = ", ".join(EXPORTERS)
        raise UnknownName(f"there is no export format {name!r}; the formats are {known}")
    return EXPORTERS[name]


def check_destination(destination: Path, database: Path) -> None:
    """Raise ExportFailed where an export cannot go, before anything is written."""
    check(destination)
    place = resolved(destination)
    for ending in ("", "-wal", "-shm"):
        if place == Path(f"{database.resolve()}{ending}"):
            raise ExportFailed(f"{destination} is the database itself: choose another name")


def _opened(to: Path | BinaryIO | None) -> AbstractContextManager[BinaryIO | None]:
    if to is None:
        return nullcontext()
    return placed(to) if isinstance(to, Path) else streamed(to)


def _rows(store: Store, tally: _Tally, *, of: str | None, everyone: bool) -> Iterator[Row]:
    """The rows of all articles, tallied as they go by."""
    rows_of = personal_rows if everyone else resolved_rows
    with store.reading():
        for voted in store.votes.articles(annotator=of):
            for row in rows_of(voted):
                if isinstance(row, str):
                    tally.left_out[row] += 1
                else:
                    tally.labels[row.label] += 1
                    yield row
            tally.articles += 1
