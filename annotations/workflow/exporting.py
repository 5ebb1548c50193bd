"""Labels to a file: whose, in which format, and what is left out and why.

Streams: one article is held at a time. Refuses to write over the database itself.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec import structs

from annotations.config import Config
from annotations.errors import ExportFailed
from annotations.exporters import (
    PERSON_KEYS,
    RESOLVED_KEYS,
    Decision,
    Files,
    Folder,
    Format,
    Labelled,
    OneFile,
    Row,
    Terms,
    check_installed,
    placed,
    placed_folder,
    streamed,
    without_text,
)
from annotations.nouns import dataclass
from annotations.splits import EXCLUDED
from annotations.store import Store, Voted
from annotations.workflow.exportable import (
    check_destination,
    check_everyone,
    check_texts,
    format_of,
)
from annotations.workflow.names import refuse_unknown
from annotations.workflow.rows import bared, personal_rows, resolved_rows

if TYPE_CHECKING:
    from annotations.exporters.facts import Plan, Whose
    from annotations.workflow.describing import Describing
    from annotations.workflow.splitting import Division, Splitting

ARTICLES_A_REPORT = 50

FIRST_ROWS = 40
"""Rows that are kept to be shown."""

DUPLICATE = "duplicate"
"""Why a row is left out of a split, besides `EXCLUDED`."""


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
    excluded: int
    """Rows left out because their article belongs to stories of different splits."""
    duplicates: Mapping[str, int]
    """Label → rows left out of validation or test because their words stand in a set before."""
    splits: Mapping[str, Mapping[str, int]]
    """Split → label → rows; empty where nothing is split."""
    division: "Division | None"
    """How the articles are grouped and divided; None where that was not asked for."""
    first: Sequence[Row]
    """The first rows that go in, at most `FIRST_ROWS`; with text even where it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Whose labels go into an export."""

    of: str | None = None
    """One annotator; None: what all of them come to."""
    everyone: bool = False
    """A row for each annotator and sentence instead."""

    @property
    def whose(self) -> "Whose":
        """Whose labels the rows hold, in a word."""
        if self.everyone:
            return "everyone"
        return "resolved" if self.of is None else "one"


RESOLVED = Selection()


@dataclass(slots=True)
class _Tally:
    """What has gone by."""

    of_articles: int
    articles: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    duplicates: Counter[str] = field(default_factory=Counter)
    splits: dict[str, Counter[str]] = field(default_factory=dict)
    division: "Division | None" = None
    first: list[Row] = field(default_factory=list)

    def take(self, rows: list[Row]) -> None:
        """The rows of an article that are written; they are of one split."""
        labels = [row.label for row in rows]
        self.labels.update(labels)
        if rows and rows[0].split is not None:
            self.splits[rows[0].split].update(labels)
        if len(self.first) < FIRST_ROWS:
            self.first += rows[: FIRST_ROWS - len(self.first)]

    def leave(self, why: str, row: Row) -> None:
        """A row that is not, because of the split."""
        self.left_out[why] += 1
        if why == DUPLICATE:
            self.duplicates[row.label] += 1

    def filled(self) -> tuple[str, ...]:
        """The splits that have rows: what is empty cannot be declared."""
        return tuple(name for name, labels in self.splits.items() if labels)

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
            excluded=self.left_out[EXCLUDED],
            duplicates=dict(self.duplicates),
            splits={name: dict(labels) for name, labels in self.splits.items()},
            division=self.division,
            first=tuple(self.first),
        )


def export(
    store: Store,
    to: Path | BinaryIO | None,
    *,
    config: Config,
    format_name: str = "jsonl",
    selection: Selection = RESOLVED,
    split: "Splitting | None" = None,
    texts: bool = True,
) -> Generator[Exported, None, None]:
    """Write the labels to a file, folder or stream, or nowhere to see what would be written.

    The label of a sentence is the resolved one unless `selection` says otherwise. Rows are sorted
    by article, position and name; without `texts` they hold no word of an article. A folder gets
    a card and a manifest too. How `split` divides the articles is frozen by the first export that
    writes a row, together with the move into place. Raises UnknownName and ExportFailed; what
    stood there before is whole then, and nothing is frozen, as when the caller stops asking.
    """
    wanted = format_of(format_name)
    check_everyone(format_name, everyone=selection.everyone)
    check_texts(format_name, texts=texts)
    check_installed(format_name, wanted)
    if isinstance(to, Path):
        check_destination(to, store.path, format_name=format_name)
    with store.told():
        if selection.of is not None:
            refuse_unknown(selection.of, store.labels.annotators())
        tally = _Tally(store.articles.count())
        keys = PERSON_KEYS if selection.everyone else RESOLVED_KEYS
        if split is not None:
            yield from _divide(store, tally, split)
        terms = Terms(
            keys=keys if texts else without_text(keys),
            labels=_labels(store, config),
            splits=tuple(tally.splits),
        )
    articles = _articles(store, tally, selection, wanted)
    if not texts:
        articles = map(bared, articles)
    about = None
    if wanted.folder and to is not None:
        about = _describing(store, terms, config, format_name, selection)
        articles = about.watched(articles)
    due = 0
    with _opened(to, wanted, partial(_freezing, store, tally)) as files:
        for _ in articles if files is None else wanted.write(articles, files, terms):
            if tally.articles >= due:
                due = tally.articles + ARTICLES_A_REPORT
                yield tally.report()
        if about is not None and isinstance(files, Folder):
            about.write(
                files,
                header=wanted.header(replace(terms, splits=tally.filled())),
                of_articles=tally.articles,
                left_out=tally.left_out,
                group_by=tally.division.group_by if tally.division else "article",
                plan=_plan(tally.division),
            )
    yield tally.report()


def _describing(
    store: Store, terms: Terms, config: Config, format_name: str, selection: Selection
) -> "Describing":
    from annotations.workflow.describing import (  # noqa: PLC0415  # one file needs none of it
        Describing,
    )

    return Describing(store, terms, config=config, format_name=format_name, whose=selection.whose)


@contextmanager
def _opened(to: Path | BinaryIO | None, wanted: Format, decide: Decision) -> Iterator[Files | None]:
    if to is None:
        yield None
    elif isinstance(to, Path):
        if wanted.folder:
            with placed_folder(to, decide=decide) as folder:
                yield folder
        else:
            with placed(to, decide=decide) as file:
                yield OneFile(file)
    elif wanted.folder:
        raise ExportFailed("this format is a folder of several files: give the name of one")
    else:
        with streamed(to, decide=decide) as file:
            yield OneFile(file)


def _labels(store: Store, config: Config) -> tuple[str, ...]:
    """Every label that may occur: those configured, then those that were used once."""
    configured = [label.name for label in config.labels]
    return (*configured, *sorted(store.counts.labels().difference(configured)))


def _divide(store: Store, tally: _Tally, split: "Splitting") -> Iterator[Exported]:
    """Find where the articles go; what there is to say of it goes into the tally."""
    from annotations.workflow.splitting import dividing  # noqa: PLC0415  # most exports need none
    from annotations.workflow.stories import linked_by_claims  # noqa: PLC0415  # as above

    steps = dividing(store, replace(split, links=(*split.links, *linked_by_claims(store))))
    while tally.division is None:
        try:
            next(steps)
        except StopIteration as end:
            tally.division = end.value
        else:
            yield tally.report()
    tally.splits = {name: Counter() for name in tally.division.splits}


@contextmanager
def _freezing(store: Store, tally: _Tally) -> Iterator[None]:
    """Keep where the articles go if the block ends well, unless no row was written.

    Raises ExportFailed where somebody else froze another split meanwhile.
    """
    if tally.division is None or not tally.labels:
        yield
        return
    from annotations.workflow.splitting import freezing  # noqa: PLC0415  # as above

    with freezing(store, tally.division) as frozen:
        yield
    tally.division = frozen


def _plan(division: "Division | None") -> "Plan | None":
    from annotations.exporters.facts import Plan  # noqa: PLC0415  # one file needs none of it

    if division is None or division.fractions is None or division.seed is None:
        return None
    return Plan(fractions=division.fractions.shares, group_by=division.group_by, seed=division.seed)


def _articles(
    store: Store, tally: _Tally, selection: Selection, wanted: Format
) -> Iterator[Labelled]:
    """All articles with the rows that a format wants, tallied as they go by.

    Those of which nothing was said are tallied unread where they leave no trace.
    """
    rows_of = personal_rows if selection.everyone else resolved_rows
    unread = not wanted.folder and tally.division is None
    with store.reading():
        if unread:
            tally.articles, unlabelled = store.votes.silent(annotator=selection.of)
            tally.left_out["unlabelled"] += unlabelled
        apart = _apart(store, tally.division, selection)
        for read in store.votes.articles(annotator=selection.of, silent=not unread):
            tally.articles += 1
            voted = read if tally.division is None else tally.division.placed(read)
            if voted is None:  # came in after the division was made
                continue
            rows: list[Row] = []
            for row in rows_of(voted):
                if isinstance(row, str):
                    tally.left_out[row] += 1
                elif apart and (why := apart(row)) is not None:
                    tally.leave(why, row)
                else:
                    rows.append(row)
            tally.take(rows)
            theirs = _everyones(voted) if wanted.wants_everyone else ()
            own = [_unsplit(row) if apart and apart(row) else row for row in theirs]
            if rows or own or voted.source.split != EXCLUDED:
                yield _labelled(voted, rows, own)


def _apart(
    store: Store, division: "Division | None", selection: Selection
) -> Callable[[Row], str | None] | None:
    """Why a row must not be written, for the sake of the split; None where there is none."""
    if division is None or not division.splits:
        return None
    from annotations.workflow.duplicates import Duplicates  # noqa: PLC0415  # as above

    rows_of = personal_rows if selection.everyone else resolved_rows
    duplicates = Duplicates(store, division, rows_of, annotator=selection.of)

    def why(row: Row) -> str | None:
        if row.split == EXCLUDED:
            return EXCLUDED
        return DUPLICATE if row in duplicates else None

    return why


def _everyones(voted: Voted) -> Iterator[Row]:
    return (row for row in personal_rows(voted) if isinstance(row, Row))


def _unsplit(row: Row) -> Row:
    """A label that must not stand in any split; it is somebody's all the same."""
    return structs.replace(row, split=None)


def _labelled(voted: Voted, rows: list[Row], everyone: list[Row]) -> Labelled:
    source = voted.source
    return Labelled(
        id=source.id,
        name=source.name,
        title=source.title,
        source=source.source,
        published=source.published,
        group=source.group,
        text=voted.text,
        rows=rows,
        everyone=everyone,
    )
