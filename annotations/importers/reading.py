"""From a path to what stands there: one file, a zip archive, or standard input.

Decides which importer reads a file, and puts on its articles what `articles.yaml` and the
person who imports know of them. What is wrong with one member of an archive, or one record, comes
out as an ImportFailed in its place; what is wrong with all of a file is raised.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import field, replace
from difflib import get_close_matches
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from annotations.errors import ImportFailed, UnknownName
from annotations.importers.files import opened
from annotations.importers.formats import IMPORTERS
from annotations.importers.listing import LARGEST, LISTING, entries_in, listed
from annotations.importers.metadata import NOTHING_KNOWN, Known
from annotations.importers.source import Found, Importer, Source, storable
from annotations.importers.walk import ENDINGS, NONE_OF_OURS, is_archive
from annotations.model import Draft, Wrap
from annotations.nouns import dataclass
from annotations.text.display import visible

if TYPE_CHECKING:
    from zipfile import ZipFile

    from annotations.importers.archive import Member

STDIN = "stdin"
"""What articles from standard input are called, and where they are from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What a person says of the files that are to be read."""

    max_bytes: int
    """The largest article."""
    format: str = "auto"
    """A key of `IMPORTERS`; "auto" goes by the ending and takes any other for text."""
    source: str | None = None
    """Who published the articles, where nothing else says so."""
    wrap: Wrap | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of a record → the column that holds it, where that is called otherwise."""


def read_path(path: Path, how: How) -> Iterator[Found]:
    """Read a file, or the members of a zip archive.

    Raises UnknownName for an unknown format, ImportFailed for a file that cannot be read or is
    not what its format says.
    """
    importer = None if is_archive(path) else importer_of(how.format, path)
    with opened(path) as file:
        origin = storable(os.path.abspath(path))  # noqa: PTH100  # a link keeps its own name
        place = storable(str(path))
        if importer is None:
            yield from _read_archive(file, origin, place, how)
            return
        known = listed(path)
        source = _source(file, path.name, origin, place, how)
        yield from _completed(importer(source), known, how)


def read_stream(file: BinaryIO, how: How) -> Iterator[Found]:
    """Read standard input: text, unless the format is given. Raises as `read_path` does."""
    importer = importer_of(how.format, PurePath(STDIN))
    yield from _completed(importer(_source(file, STDIN, STDIN, STDIN, how)), NOTHING_KNOWN, how)


def importer_of(name: str, path: PurePath) -> Importer:
    """Return the importer of a format; of "auto", by the ending. Raises UnknownName."""
    if name == "auto":
        name = ENDINGS.get(path.suffix.lower(), "text")
    if name not in IMPORTERS:
        known = ["auto", *IMPORTERS]
        near = get_close_matches(name, known, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise UnknownName(f"there is no format {name!r}; the formats are {', '.join(known)}{meant}")
    return IMPORTERS[name]


def _source(file: BinaryIO, name: str, origin: str, place: str, how: How) -> Source:
    return Source(
        file=file,
        name=storable(name),
        origin=origin,
        place=place,
        max_bytes=how.max_bytes,
        wrap=how.wrap,
        columns=how.columns,
    )


def _completed(pieces: Iterator[Found], known: Known, how: How) -> Iterator[Found]:
    """The same, with what else is known of the articles."""
    for piece in pieces:
        if isinstance(piece.what, Draft):
            draft = known.put_on(piece.what)
            if how.source and not draft.source:
                draft = replace(draft, source=how.source)
            yield piece._replace(what=draft)
        else:
            yield piece


def _read_archive(file: BinaryIO, origin: str, place: str, how: How) -> Iterator[Found]:
    from annotations.importers.archive import members, unzipped  # noqa: PLC0415  # seldom needed

    listings: _Listings = {}
    shown, some = visible(place), False
    with unzipped(file, name=shown) as archive:
        for member in members(archive):
            some = True
            where = f"{place}!{storable(member.name)}"
            if member.refused:
                yield Found(ImportFailed(f"{visible(where)} {member.refused}"), where)
                continue
            try:
                known = _listed_inside(archive, member, place, listings)
                yield from _read_member(archive, member, known, (origin, where), how)
            except ImportFailed as error:
                yield Found(error, where)
    if not some:
        raise ImportFailed(f"nothing in {shown} can be imported: {NONE_OF_OURS}")


def _read_member(
    archive: "ZipFile", member: "Member", known: Known, at: tuple[str, str], how: How
) -> Iterator[Found]:
    from annotations.importers.archive import Unpacked  # noqa: PLC0415  # seldom needed

    origin, where = at
    path = PurePosixPath(storable(member.name))
    importer = importer_of(how.format, path)
    with closing(Unpacked(archive, member.info, name=visible(where))) as content:
        file = cast("BinaryIO", content)  # importers do nothing but read
        source = _source(file, path.name, f"{origin}!{path}", where, how)
        yield from _completed(importer(source), known, how)


_Listings = dict[str, dict[str, Known]]
"""Folder in an archive → what its `articles.yaml` says, by file name."""


def _listed_inside(archive: "ZipFile", member: "Member", place: str, listings: _Listings) -> Known:
    """What the `articles.yaml` beside a member says of it."""
    folder, _, name = member.name.rpartition("/")
    if folder not in listings:
        from annotations.importers.archive import read_listing  # noqa: PLC0415  # seldom needed

        inside = f"{folder}/{LISTING}" if folder else LISTING
        where = f"{place}!{inside}"
        raw = read_listing(archive, inside, where=visible(where), max_bytes=LARGEST)
        listings[folder] = entries_in(raw, name=where) if raw else {}
    return listings[folder].get(name, NOTHING_KNOWN)
