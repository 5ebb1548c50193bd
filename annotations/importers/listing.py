"""`articles.yaml`: what is known of the articles of a folder, beside the files, by file name.

    002.txt:
      title: Ceasefire talks go on
      source: The Kyiv Independent
      published: 2023-12-23
      url: https://example.org/ceasefire

All four are optional and win over what the file itself says. Refuses keys that it does not
know; entries of files that are not there are left alone.
"""

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from annotations.errors import ImportFailed
from annotations.importers.files import read_bytes
from annotations.importers.metadata import NOTHING_KNOWN, Known, known_from, read_yaml
from annotations.text.decode import decode
from annotations.text.display import visible

LISTING = "articles.yaml"

_KEYS = ("title", "source", "url", "published")
LARGEST = 20_000_000


def listed(path: Path) -> Known:
    """Return what the `articles.yaml` in the file's folder says of it.

    Raises ImportFailed, naming the `articles.yaml`, when that cannot be used.
    """
    listing = path.parent / LISTING
    try:
        status = listing.stat()
    except OSError:
        return NOTHING_KNOWN
    entries = _entries(listing.absolute(), status.st_mtime_ns, status.st_size)
    return entries.get(path.name, NOTHING_KNOWN)


@lru_cache(maxsize=4)
def _entries(listing: Path, modified: int, size: int) -> dict[str, Known]:  # noqa: ARG001  # cache key
    return entries_in(read_bytes(listing, max_bytes=LARGEST), name=str(listing))


def entries_in(raw: bytes, *, name: str) -> dict[str, Known]:
    """Return what an `articles.yaml` says, by file name. Raises ImportFailed, naming it."""
    where = visible(name)
    text = decode(raw, name=name).text
    entries = read_yaml(text, where=where)
    if not isinstance(entries, dict):
        raise ImportFailed(f"{where} must name files, each with its title, source, url, published")
    return {str(file): _entry(file, entry, where) for file, entry in entries.items()}


def _entry(name: object, entry: object, where: str) -> Known:
    where = f"{where}: {visible(str(name))}"
    if entry is None:
        return NOTHING_KNOWN
    if not isinstance(entry, dict):
        raise ImportFailed(f"{where} must have title, source, url or published below it")
    for key in entry:
        if key not in _KEYS:
            near = (get_close_matches(str(key), _KEYS, 1, 0.4) or [", ".join(_KEYS)])[0]
            raise ImportFailed(f"{where}: there is no key {visible(str(key))!r}; known is {near}")
    return known_from(entry, where=where)
