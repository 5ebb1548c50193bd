"""Prodigy's JSONL: one answer of the `choice` interface a sentence, as `db-in` reads it.

See https://prodi.gy/docs/api-interfaces#choice. The options are the label set; `accept` holds the
label and behind it the secondary one. The hashes are left out: `db-in` sets them. Refuses to
carry flags and notes, which have no place there.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from annotations.exporters.person import labels_of, person
from annotations.exporters.row import Row
from annotations.exporters.shape import Labelled, Terms


def as_prodigy(article: Labelled, terms: Terms) -> Iterator[bytes]:
    """One line a row."""
    encode = msgspec.json.Encoder().encode
    options = [{"id": label, "text": label} for label in terms.labels]
    for row in article.rows:
        yield encode(_answer(row, options)) + b"\n"


def _answer(row: Row, options: list[dict[str, str]]) -> dict[str, object]:
    who = person(row)
    return {
        "text": row.text,
        "options": options,
        "accept": labels_of(row),
        "answer": "accept",
        **({} if who is None else {"_annotator_id": who}),
        "_timestamp": int(datetime.fromisoformat(row.labelled_at).timestamp()),
        "_view_id": "choice",
        "meta": {"id": row.id, "article": row.article, "position": row.position},
    }
