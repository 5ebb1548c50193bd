"""Source files to drafts: one function a format, in `IMPORTERS`.

An importer gets the bytes of one source and yields the articles in it; it opens nothing itself.
What it refuses, it refuses with ImportFailed, one sentence that names the source.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from annotations.errors import UnknownName
from annotations.importers.files import read_bytes
from annotations.importers.listing import listed
from annotations.importers.markdown import import_markdown
from annotations.importers.metadata import Known
from annotations.importers.source import Importer, Source, storable
from annotations.importers.text import import_text
from annotations.importers.walk import ENDINGS, find_files
from annotations.model import Draft, Wrap

__all__ = ["ENDINGS", "IMPORTERS", "Importer", "Source", "find_files", "read_file"]

IMPORTERS: dict[str, Importer] = {
    "text": import_text,
    "markdown": import_markdown,
}
"""Format name -> importer."""


def read_file(
    path: Path,
    *,
    format: str = "auto",  # noqa: A002  # the word of the command line
    source: str | None = None,
    wrap: Wrap | None = None,
    max_bytes: int,
) -> Iterator[Draft]:
    """Read the articles of one file, with what the `articles.yaml` beside it knows of them.

    `format` is a key of `IMPORTERS`; "auto" goes by the ending and takes any other for text.
    `source` names who published them, where nothing else says so. Raises UnknownName for an
    unknown format, ImportFailed for a file that cannot be read, is larger than `max_bytes`, or
    is not what its format says.
    """
    importer = _importer(format, path)
    raw = read_bytes(path, max_bytes=max_bytes)
    known = listed(path)
    origin = storable(os.path.abspath(path))  # noqa: PTH100  # a link keeps its own name
    drafts = importer(Source(raw=raw, name=storable(path.name), origin=origin, wrap=wrap))
    return (_with(known, draft, source) for draft in drafts)


def _with(known: Known, draft: Draft, source: str | None) -> Draft:
    draft = known.put_on(draft)
    return replace(draft, source=source) if source and not draft.source else draft


def _importer(name: str, path: Path) -> Importer:
    if name == "auto":
        name = ENDINGS.get(path.suffix.lower(), "text")
    if name not in IMPORTERS:
        known = ["auto", *IMPORTERS]
        near = get_close_matches(name, known, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise UnknownName(f"there is no format {name!r}; the formats are {', '.join(known)}{meant}")
    return IMPORTERS[name]
