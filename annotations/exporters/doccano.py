"""doccano's JSONL for text classification: one sentence a line, its labels, where it stands.

    {"text": "The bridge is long.", "label": ["claim"], "article_id": …, "start": 0, "end": 19}

doccano keeps everything beside `text` and `label` as metadata and writes it out again, so that
`import-labels` finds the sentence without its words. The sentence's id is not among it: doccano
uses the key `id` itself. Refuses sequence labelling: there a slip of the mouse moves the ends of
a sentence.
"""

from collections.abc import Iterator

import msgspec

from annotations.exporters.person import labels_of, person
from annotations.exporters.row import Row
from annotations.exporters.shape import Labelled, Terms


def as_doccano(article: Labelled, terms: Terms) -> Iterator[bytes]:
    """One line a row."""
    del terms
    encode = msgspec.json.Encoder().encode
    for row in article.rows:
        yield encode(_example(row)) + b"\n"


def _example(row: Row) -> dict[str, object]:
    known = {"annotator": person(row), "split": row.split}
    return {
        "text": row.text,
        "label": labels_of(row),
        "article_id": row.article_id,
        "article": row.article,
        "position": row.position,
        "start": row.start,
        "end": row.end,
        "group": row.group,
        **{key: value for key, value in known.items() if value is not None},
    }
