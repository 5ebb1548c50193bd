"""One record of a JSONL or CSV file to the draft of an article.

Known are the fields of `FIELDS`, under these names or those that `--column` gives; everything
else in a record is passed over. Refuses records without text, and exported labels, whose lines
have a text as well.
"""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from annotations.errors import ImportFailed
from annotations.importers.metadata import known_from, text_of
from annotations.importers.source import Found, Layout, Source, guessed, size
from annotations.model import Draft
from annotations.text.blanks import BLANKS
from annotations.text.canonical import canonical
from annotations.text.wrap import detect_wrap

FIELDS = ("text", "title", "source", "url", "published", "id", "name")
"""What a record can say of its article."""

_OF_LABELS = frozenset(("label", "article_id", "position", "context_before"))
_LONGEST_KEY = 2_000


def column_of(source: Source, field: str) -> str:
    """What a field is called in this source."""
    return source.columns.get(field, field)


def layout(source: Source, names: Collection[str]) -> Layout:
    """Which of these columns stand for what."""
    columns = {field: column_of(source, field) for field in FIELDS}
    taken = {field: column for field, column in columns.items() if column in names}
    return Layout(taken, tuple(name for name in names if name not in taken.values()))


def refuse_labels(source: Source, names: Iterable[str]) -> None:
    """Raise ImportFailed where the columns are those of an export of labels."""
    if _OF_LABELS.issubset(names):
        raise ImportFailed(
            f"{source.shown} holds labels, not articles: `claimdesk import-labels` reads them"
        )


def found(
    source: Source,
    values: Mapping[str, object],
    *,
    line: int,
    noun: str = "line",
    raw: bytes,
    encoding: str,
) -> Found:
    """The article in a record, or why there is none.

    `values`: column → value. `raw`: what the hash in the database is made of.
    """
    where = f"{source.shown}, {noun} {line}"
    try:
        what = _draft(source, values, where=where, line=line, raw=raw, encoding=encoding)
    except ImportFailed as error:
        return Found(error, at(source, line))
    return Found(what, at(source, line))


def bad(source: Source, line: int, why: str, *, noun: str = "line") -> Found:
    """A record that could not even be read."""
    return Found(ImportFailed(f"{source.shown}, {noun} {line} {why}"), at(source, line))


def at(source: Source, line: int) -> str:
    """What reports call a record."""
    return f"{source.place}:{line}"


def _draft(
    source: Source,
    values: Mapping[str, object],
    *,
    where: str,
    line: int,
    raw: bytes,
    encoding: str,
) -> Draft:
    """The draft, made at once: a corpus has a hundred thousand, and each copy is a step more."""
    fields: dict[object, object] = {field: values.get(column_of(source, field)) for field in FIELDS}
    text = _text(fields["text"], source, where)
    known = known_from(fields, where=where)
    key, name = (_short(text_of(fields, field, where), field, where) for field in ("id", "name"))
    url = _short(known.url, "url", where)
    mark = f"#{key or line}"
    wrap = source.wrap or detect_wrap(text)
    return Draft(
        text=text,
        name=name or url or source.name + mark,
        origin=url or source.origin + mark,
        sha256=sha256(raw).hexdigest(),
        encoding=encoding,
        title=known.title or guessed(text, wrap),
        source=known.source,
        url=url,
        published=known.published,
        wrap=wrap,
    )


def _text(value: object, source: Source, where: str) -> str:
    column = column_of(source, "text")
    if value is None:
        raise ImportFailed(f"{where} has no {column!r}")
    if not isinstance(value, str):
        raise ImportFailed(f"{where}: {column!r} is not text")
    if not value.strip(BLANKS):
        raise ImportFailed(f"{where}: {column!r} is empty")
    if "\0" in value:
        raise ImportFailed(f"{where}: {column!r} holds a NUL character")
    try:
        length = len(value.encode())
    except UnicodeEncodeError as error:
        raise ImportFailed(f"{where}: {column!r} holds half of a character") from error
    if length > source.max_bytes:
        raise ImportFailed(
            f"{where}: {column!r} is larger than {size(source.max_bytes)}, the largest allowed"
        )
    return canonical(value)


def _short(value: str | None, field: str, where: str) -> str | None:
    if value and len(value) > _LONGEST_KEY:
        raise ImportFailed(f"{where}: {field} is longer than {_LONGEST_KEY:,} characters")
    return value
