"""Files to articles: read, segmented and stored; labels and rulings carried to an edited version.

One file that cannot be read never stops the rest. An article is reported after the commit that
holds it, so what was reported is in the database however the import ends. Reading and segmenting
happen before the write lock is taken, so that an open app can go on saving labels.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

from annotations.config import Importing
from annotations.errors import ImportFailed
from annotations.importers import Found, How, Layout, find_files, read_path, read_stream
from annotations.importers.reading import STDIN
from annotations.importers.source import storable
from annotations.matching.carry import same_article
from annotations.model import CHANGED, Draft
from annotations.nouns import dataclass
from annotations.store import NewArticle, Store
from annotations.text.canonical import article_id, sentence_ids
from annotations.text.segment import segment
from annotations.workflow.carrying import carry_over

MEGABYTE = 1_000_000

ARTICLES_A_COMMIT = 500
SENTENCES_A_COMMIT = 10_000
"""A third of a second of writing: as long as an open app may have to wait. Each commit writes most
of the index of sentence ids again, so that half as many at once take a tenth more in all."""

MOST_CANDIDATES = 5
"""Articles that an edited one is compared with; many files can have the same name."""

_INSIDE = re.compile("[!#]")
"""What parts a file from a place in it, in an origin."""

Outcome = Literal["imported", "unchanged", "new_version", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one source: a file, or a record of one."""

    path: str
    """As it was given, with `!member` in an archive and `:line` of a record."""
    status: Outcome
    article_id: str | None = None
    title: str | None = None
    sentences: int | None = None
    encoding: str | None = None
    error: str | None = None
    carried: int = 0
    """Labels taken over from the earlier version, of all annotators."""
    changed: int = 0
    """Those among them whose sentence reads differently now."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a file of records were taken for."""

    path: str
    taken: Mapping[str, str]
    """Field → column."""
    left: Sequence[str]
    """Columns that stand for nothing here."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that is ready to be stored."""

    path: str
    new: NewArticle


@dataclass(frozen=True, slots=True)
class _Run:
    """One import on its way."""

    store: Store
    settings: Importing
    now: int
    met: set[int] = field(default_factory=set)
    """Articles whose own source was read in this import: none of them is an earlier version."""


def import_paths(
    store: Store,
    paths: Iterable[Path | BinaryIO],
    *,
    settings: Importing,
    now: int,
    format_name: str = "auto",
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Imported]:
    """Add the articles in these files and folders; one report a source, in the order read.

    An open stream among the paths is standard input. `now`: microseconds since 1970. `source`:
    who published them, where the file does not say. `columns`: field of a record → its column.
    The same text again changes nothing, also when it is an earlier version of an article. Raises
    UnknownName and StoreError; what goes wrong with one file is in its report.
    """
    run = _Run(store, settings, now)
    pieces = _pieces(paths, _how(settings, format_name, source, columns))
    read = (
        _failed(piece.place, piece.what)
        if isinstance(piece.what, ImportFailed)
        else _prepared(run, piece.what, piece.place)
        for piece in pieces
        if not isinstance(piece.what, Layout)
    )
    with store.articles.expecting_many():
        for batch in _batches(read):
            reports = _commit(run, batch)
            batch.clear()  # it is not held while the next one is read
            yield from reports


def preview_paths(
    store: Store | None,
    paths: Iterable[Path | BinaryIO],
    *,
    settings: Importing,
    format_name: str = "auto",
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Imported | Columns]:
    """Say what `import_paths` would report, and which columns it would take; writes nothing.

    `store`: None where there is no database yet. The rest as there.
    """
    run = _Run(store, settings, 0) if store else None
    seen: set[str] = set()
    for what, place in _pieces(paths, _how(settings, format_name, source, columns)):
        if isinstance(what, ImportFailed):
            yield _failed(place, what)
        elif isinstance(what, Layout):
            yield Columns(place, what.taken, what.left)
        else:
            report = _foreseen(run, _segmented(what, settings, now=0), place)
            if report.article_id in seen:
                report = replace(report, status="unchanged")
            seen.add(str(report.article_id))
            yield report


def _how(
    settings: Importing, name: str, source: str | None, columns: Mapping[str, str] | None
) -> How:
    return How(
        format=name,
        source=source,
        wrap=None if settings.wrap == "auto" else settings.wrap,
        max_bytes=settings.max_megabytes * MEGABYTE,
        columns=columns or {},
    )


def _pieces(paths: Iterable[Path | BinaryIO], how: How) -> Iterator[Found]:
    """What stands in the files, or why nothing does."""
    for path in paths:
        if not isinstance(path, Path):
            yield from _caught(read_stream(path, how), STDIN)
            continue
        for file in find_files([path]):
            yield from _caught(read_path(file, how), storable(str(file)))


def _caught(pieces: Iterator[Found], place: str) -> Iterator[Found]:
    try:
        yield from pieces
    except ImportFailed as error:
        yield Found(error, place)


def _failed(place: str, error: ImportFailed) -> Imported:
    return Imported(path=place, status="failed", error=str(error))


def _prepared(run: _Run, draft: Draft, path: str) -> _Read | Imported:
    """Segment an article, unless it is in the database already."""
    with run.store.told():
        number = run.store.articles.known(article_id(draft.text))
        if number is not None:
            return _unchanged(run, number, draft, path)
    return _Read(path, _segmented(draft, run.settings, now=run.now))


def _segmented(draft: Draft, settings: Importing, *, now: int) -> NewArticle:
    identity = article_id(draft.text)
    spans = segment(draft.text, wrap=draft.wrap, language=settings.language)
    return NewArticle(
        draft=draft,
        id=identity,
        spans=spans,
        sentence_ids=sentence_ids(identity, spans),
        imported_at=now,
    )


def _foreseen(run: _Run | None, new: NewArticle, path: str) -> Imported:
    """What would become of an article."""
    if run is None:
        return _report(new, path)
    with run.store.told():
        known = run.store.articles.known(new.id)
        if known is not None:
            return _unchanged(run, known, new.draft, path)
        earlier = _earlier_version(run, new)
    if earlier is None:
        return _report(new, path)
    run.met.add(earlier)  # nothing else becomes a version of it
    return replace(_report(new, path), status="new_version")


def _report(new: NewArticle, path: str) -> Imported:
    """What is said of an article that was not there before."""
    return Imported(
        path=path,
        status="imported",
        article_id=new.id,
        title=new.draft.title,
        sentences=len(new.spans),
        encoding=new.draft.encoding,
    )


def _unchanged(run: _Run, number: int, draft: Draft, path: str) -> Imported:
    run.met.add(number)
    known = run.store.articles.one(number, annotator="")
    return Imported(
        path=path,
        status="unchanged",
        article_id=known.id,
        title=known.title,
        sentences=known.sentences,
        encoding=draft.encoding,
    )


def _batches(sources: Iterable[_Read | Imported]) -> Iterator[list[_Read | Imported]]:
    """As much as one transaction shall hold, time after time."""
    batch: list[_Read | Imported] = []
    sentences = 0
    for read in sources:
        batch.append(read)
        sentences += len(read.new.spans) if isinstance(read, _Read) else 0
        if len(batch) >= ARTICLES_A_COMMIT or sentences >= SENTENCES_A_COMMIT:
            yield batch
            batch, sentences = [], 0
    yield batch


def _commit(run: _Run, batch: Sequence[_Read | Imported]) -> list[Imported]:
    """Store a batch in one transaction; the reports are true only once it is over."""
    if not any(isinstance(read, _Read) for read in batch):
        return [read for read in batch if isinstance(read, Imported)]
    with run.store.transaction():
        added: list[int] = []
        reports = [read if isinstance(read, Imported) else _add(run, read, added) for read in batch]
        if added:
            run.store.articles.make_searchable(added[0])
    return reports


def _add(run: _Run, read: _Read, added: list[int]) -> Imported:
    """Store one article, unless it is there. Belongs inside a transaction."""
    store, new = run.store, read.new
    known = store.articles.known(new.id)
    if known is not None:  # twice in one batch, or another program was quicker
        return _unchanged(run, known, new.draft, read.path)
    report = _report(new, read.path)
    earlier = _earlier_version(run, new)
    number = store.articles.put(new if earlier is None else replace(new, replaces=earlier))
    added.append(number)
    run.met.add(number)
    if earlier is None:
        return report
    events = carry_over(store, earlier, number)
    changed = sum(CHANGED in event.state.flags for event in events)
    return replace(report, status="new_version", carried=len(events), changed=changed)


def _earlier_version(run: _Run, new: NewArticle) -> int | None:
    """The number of the current article that this one is an edited version of."""
    candidates = (
        number
        for number, origin in run.store.articles.earlier(new.draft)
        if number not in run.met and (origin == new.draft.origin or not _still_there(origin))
    )
    for number in islice(candidates, MOST_CANDIDATES):
        texts = [new.draft.text[start:end] for start, end in new.spans]
        old = [sentence.text for sentence in run.store.articles.sentences(number)]
        if same_article(old, texts):
            return number
    return None


def _still_there(origin: str) -> bool:
    """Whether the file of an article is where it was read: then another file is another article.

    Of a member `archive!member` and a record `file#id`, whether the archive or file is there.
    """
    ends = [len(origin), *(mark.start() for mark in _INSIDE.finditer(origin))]
    return any(_is_there(origin[:end]) for end in ends)


def _is_there(origin: str) -> bool:
    try:
        return Path(origin).is_absolute() and Path(origin).is_file()
    except (OSError, ValueError):
        return False
