"""Bundles: the events of a database in one file, gzip over lines of JSON.

The first line says what the file is and what is in it; every other line is a record, sorted by
the id of its event. Equal events give equal bytes: the gzip header holds no name and no time.
Reading trusts nothing: sizes are bounded before anything is unpacked, and what is damaged, cut
off, newer or of another kind raises MergeRefused with the reason alone. Memory does not grow with
the file. Refuses to know where a bundle stands and what becomes of its records.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Annotated, BinaryIO, Literal

import msgspec
from msgspec import Meta, Struct

from annotations.errors import MergeRefused
from annotations.store.articleids import ArticleIds
from annotations.store.exchange import MOST_AT_ONCE, Contents, brief
from annotations.store.factrecords import FactRecord
from annotations.store.migrations import STEPS
from annotations.store.records import LONGEST_LINE, Record, decoded

FORMAT = 1
MAGIC = b"\x1f\x8b"
HEAD = MAGIC + b"\x08\x00\x00\x00\x00\x00\x00\xff"
"""The gzip header of every bundle: deflated, no name, no time, no system (RFC 1952)."""

LONGEST_HEADER = 64_000_000
"""Bytes of the first line, which names every article: a million of them fit."""

_LEVEL = 6
_CHUNK = 1 << 16
_BEGIN = b'{"claimdesk":"bundle",'
_ARTICLES = b'"articles":'


class _Format(Struct):
    """What the first line says in every format there will be."""

    claimdesk: Literal["bundle"]
    format: Annotated[int, Meta(ge=1)]


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of a bundle."""

    claimdesk: Literal["bundle"] = "bundle"
    format: int = FORMAT
    schema: tuple[str, ...]
    """Names of the schema steps of the database that the events are from."""
    articles: msgspec.Raw
    """Ids of the articles that the events refer to, sorted: read one by one, they are many."""
    events: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    """Of all other lines, each with its line end."""


ANEW = "have it written and sent anew"
"""What to do about a bundle that cannot be used."""


def write(file: BinaryIO, contents: Contents, lines: Iterable[bytes]) -> Iterator[int]:
    """Write a bundle; how many events have been written, every now and then."""
    with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed:
        for piece in _first_line(contents):
            packed.write(piece)
        held: list[bytes] = []
        done = 0
        for done, line in enumerate(lines, start=1):
            held.append(line)
            if len(held) == MOST_AT_ONCE:
                packed.write(b"\n".join([*held, b""]))
                held.clear()
                yield done
        packed.write(b"\n".join([*held, b""]))
    yield done


def _first_line(contents: Contents) -> Iterator[bytes]:
    header = Header(
        schema=tuple(contents.steps),
        articles=msgspec.Raw(b"[]"),
        events=contents.events,
        sha256=contents.sha256,
    )
    before, behind = msgspec.json.encode(header).split(_ARTICLES + b"[]")
    yield before + _ARTICLES
    yield from contents.articles.quoted()
    yield behind + b"\n"


def read(file: BinaryIO) -> tuple[Contents, Iterator[list[Record]]]:
    """What a bundle says is in it, and its records, some hundreds at a time.

    Raises MergeRefused, also from the iterator: only when that has ended is the bundle whole.
    """
    lines = _lines(_unpacked(file))
    contents = _header(next(lines, b""))
    return contents, _records(contents, lines)


def _records(header: Contents, lines: Iterator[bytes]) -> Iterator[list[Record]]:
    """Every record, checked by itself, then all of them against the header."""
    digest, articles = hashlib.sha256(), _Articles(header.articles)
    batch: list[Record] = []
    events, last = 0, ""
    for events, line in enumerate(lines, start=1):
        if events > header.events:
            raise MergeRefused(
                f"it holds more events than the {header.events:,} it speaks of: {ANEW}"
            )
        record = _record(header, line, events + 1)
        if record.event_id <= last:
            raise MergeRefused(f"line {events + 1:,} is out of its order by ids: {ANEW}")
        last = record.event_id
        digest.update(line + b"\n")
        if not isinstance(record, FactRecord):
            articles.see(record.article)
        batch.append(record)
        if len(batch) == MOST_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
    if events != header.events:
        raise MergeRefused(
            f"it is cut off, {events:,} of {header.events:,} events are in it: {ANEW}"
        )
    if digest.hexdigest() != header.sha256 or not articles.all_seen():
        raise MergeRefused(
            f"it is damaged, its events are not those that its first line speaks of: {ANEW}"
        )


class _Articles:
    """The articles that the first line speaks of, and whether the events are of these."""

    def __init__(self, ids: ArticleIds) -> None:
        self._ids = ids
        self._seen = bytearray(len(ids))
        self._last = ""
        self._strange = False

    def see(self, article: str) -> None:
        """Note the article of an event."""
        if article == self._last:
            return
        self._last = article
        place = self._ids.place(article)
        if place is None:
            self._strange = True
        else:
            self._seen[place] = True

    def all_seen(self) -> bool:
        """Whether every one was seen, and no other."""
        return not self._strange and all(self._seen)


def _record(header: Contents, line: bytes, number: int) -> Record:
    try:
        return decoded(line)
    except ValueError as error:
        newer = any(step not in STEPS for step in header.steps)
        hint = "it is from a newer claimdesk, so update this one" if newer else ANEW
        raise MergeRefused(
            f"line {number:,} is not a valid event ({brief(error)}): {hint}"
        ) from error


def _header(line: bytes) -> Contents:
    if not line.startswith(_BEGIN):
        raise MergeRefused("it is gzip, but not a claimdesk bundle")
    try:
        known = msgspec.json.decode(line, type=_Format)
        if known.format > FORMAT:
            raise MergeRefused(
                f"it was written by a newer claimdesk (format {known.format}): update this one"
            )
        header = msgspec.json.decode(line, type=Header)
        articles = ArticleIds.read(header.articles)
    except (ValueError, RecursionError) as error:
        raise MergeRefused(f"the first line of the bundle is damaged: {ANEW}") from error
    return Contents(header.events, articles, header.sha256, header.schema)


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Lines without their ends; every one of them has to have one, and a bounded length."""
    rest, longest = bytearray(), LONGEST_HEADER
    for piece in pieces:
        first, *others = piece.split(b"\n")
        rest += first
        for other in others:
            line = bytes(rest)
            rest, longest = bytearray(other), LONGEST_LINE
            yield line
        if len(rest) > longest:
            raise MergeRefused(f"it holds a line of more than {longest // 1_000_000} MB")
        if longest == LONGEST_HEADER and not _BEGIN.startswith(bytes(rest[: len(_BEGIN)])):
            raise MergeRefused("it is gzip, but not a claimdesk bundle")
    if rest:
        raise MergeRefused(f"it is cut off within a line: {ANEW}")


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    """What is in a gzip file of one member, unpacked in bounded pieces."""
    packed = file.read(len(HEAD))
    if not packed.startswith(MAGIC):
        raise MergeRefused("it is neither a claimdesk bundle nor a claimdesk database")
    if packed != HEAD[: len(packed)]:
        raise MergeRefused(
            f"it is damaged or was packed by another program, says its gzip header: {ANEW}"
        )
    inflate = zlib.decompressobj(wbits=31)
    while packed and not inflate.eof:
        try:
            yield inflate.decompress(packed, _CHUNK)
        except zlib.error as error:
            raise MergeRefused(
                f"the bundle is damaged, its content cannot be unpacked: {ANEW}"
            ) from error
        packed = inflate.unconsumed_tail or (b"" if inflate.eof else file.read(_CHUNK))
    if not inflate.eof:
        raise MergeRefused(f"it is cut off, the end of the bundle is missing: {ANEW}")
    if inflate.unused_data or file.read(1):
        raise MergeRefused(f"it is damaged, something stands behind the end of the bundle: {ANEW}")
