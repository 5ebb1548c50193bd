"""JSONL: one JSON object a line, or one list of them; each is an article.

    {"text": "Talks go on in Geneva. …", "title": "Talks go on", "published": "2024-01-05"}

UTF-8 only, as JSON is. One record is held at a time, so that memory does not grow with the
file; a record that cannot be used is told by its line and the others are read.
"""

from collections.abc import Iterator

from annotations.errors import ImportFailed
from annotations.importers.records import bad, found, layout, refuse_labels
from annotations.importers.source import Found, Source

ENCODING = "utf-8"
_MOST_NAMES = 100
"""Column names that are remembered; keys can be made up without end."""


def import_jsonl(source: Source) -> Iterator[Found]:
    """Yield the article of each record, then which columns there were."""
    from annotations.importers.labels.records import (  # noqa: PLC0415  # 5 ms that a text does not need
        Raw,
        decoded,
        split,
    )

    noun, records = split(source.file, name=source.shown)
    names: dict[str, None] = {}
    for record in records:
        if not isinstance(record, Raw):
            yield bad(source, record.line, record.error, noun=noun)
            continue
        try:
            values = decoded(record.content)
        except ImportFailed as error:
            yield bad(source, record.line, str(error), noun=noun)
            continue
        refuse_labels(source, values)
        if len(names) < _MOST_NAMES:
            names.update(dict.fromkeys(values))
        yield found(
            source, values, line=record.line, noun=noun, raw=record.content, encoding=ENCODING
        )
    yield Found(layout(source, names), source.place)
