"""Source files to drafts: one function a format, in `IMPORTERS`.

An importer gets one stream of bytes and yields the articles in it; it opens nothing itself.
What it refuses, it refuses with ImportFailed, one sentence that names the source.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from annotations.errors import ImportFailed
from annotations.importers.formats import IMPORTERS
from annotations.importers.reading import How, read_path, read_stream
from annotations.importers.source import Found, Importer, Layout, Source
from annotations.importers.walk import ENDINGS, NONE_OF_OURS, find_files
from annotations.model import Draft, Wrap

__all__ = [
    "ENDINGS",
    "IMPORTERS",
    "NONE_OF_OURS",
    "Found",
    "How",
    "Importer",
    "Layout",
    "Source",
    "find_files",
    "read_file",
    "read_path",
    "read_stream",
]


def read_file(
    path: Path,
    *,
    format: str = "auto",  # noqa: A002  # the word of the command line
    source: str | None = None,
    wrap: Wrap | None = None,
    max_bytes: int,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Draft]:
    """Read the articles of one file, with what the `articles.yaml` beside it knows of them.

    The words are those of `How`. Raises UnknownName for an unknown format, ImportFailed for a
    file that cannot be read or is not what its format says, and at the first record or member
    that cannot be used; `read_path` goes on behind it.
    """
    how = How(format=format, source=source, wrap=wrap, max_bytes=max_bytes, columns=columns or {})
    for piece in read_path(path, how):
        if isinstance(piece.what, ImportFailed):
            raise piece.what
        if isinstance(piece.what, Draft):
            yield piece.what
