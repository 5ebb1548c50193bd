"""Plain text: the file is the article."""

from collections.abc import Iterator

from annotations.importers.source import Source
from annotations.model import Draft


def import_text(source: Source) -> Iterator[Draft]:
    """Yield the one article of a text file, called by its headline or first sentence."""
    decoded = source.decoded()
    yield source.draft(decoded.text, encoding=decoded.encoding)
