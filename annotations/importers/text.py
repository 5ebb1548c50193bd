"""Plain text: the file is the article."""

from collections.abc import Iterator

from annotations.importers.source import Found, Source


def import_text(source: Source) -> Iterator[Found]:
    """Yield the one article of a text file, called by its headline or first sentence."""
    raw = source.read()
    decoded = source.decoded(raw)
    yield Found(source.draft(decoded.text, raw=raw, encoding=decoded.encoding), source.place)
