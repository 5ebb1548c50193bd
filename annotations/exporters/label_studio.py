"""Label Studio's JSON: a task an article, an annotation a person, a region a sentence.

See https://labelstud.io/guide/task_format. Offsets count UTF-16 units there, as JavaScript does.
The label is a `labels` region of the control `label`; the secondary label is a choice of the
control `secondary` on the same region. Label Studio knows people by e-mail address or number and
refuses other names in `completed_by`, so names stand in `annotator`, which it passes over.
Refuses to carry flags and notes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from re import compile as pattern

import msgspec

from annotations.exporters.person import person
from annotations.exporters.row import Row
from annotations.exporters.shape import Files, Labelled, Terms

_WIDE = pattern("[\U00010000-\U0010ffff]")
"""Characters that are two UTF-16 units."""


def write_label_studio(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """One list of tasks, written task by task."""
    del terms
    file = files.open()
    encode = msgspec.json.Encoder().encode
    before = b"[\n"
    for article in articles:
        if article.rows:
            file.write(before + encode(_task(article)))
            before = b",\n"
        yield
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _task(article: Labelled) -> dict[str, object]:
    people: dict[str | None, list[Row]] = {}
    for row in article.rows:
        people.setdefault(person(row), []).append(row)
    wide = [found.start() for found in _WIDE.finditer(article.text)]
    return {
        "data": {
            "text": article.text,
            "article": article.name,
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "group": article.group,
            "split": article.rows[0].split,
        },
        "annotations": [
            _annotation(who, people[who], wide) for who in sorted(people, key=lambda who: who or "")
        ],
    }


def _annotation(who: str | None, rows: list[Row], wide: list[int]) -> dict[str, object]:
    """One person's labels, or those that several came to, which are the ground truth."""
    named = {} if who is None else {"annotator": who}
    return {
        **named,
        "ground_truth": who is None,
        "created_at": min(row.labelled_at for row in rows),
        "result": [result for row in rows for result in _results(row, wide)],
    }


def _results(row: Row, wide: list[int]) -> Iterator[dict[str, object]]:
    """The region of a sentence, and its secondary label."""
    place = {
        "start": row.start + bisect_left(wide, row.start),
        "end": row.end + bisect_left(wide, row.end),
        "text": row.text,
    }
    region = {"id": row.id, "to_name": "text"}
    yield {
        **region,
        "from_name": "label",
        "type": "labels",
        "value": {**place, "labels": [row.label]},
    }
    if row.secondary is not None:
        yield {
            **region,
            "from_name": "secondary",
            "type": "choices",
            "value": {**place, "choices": [row.secondary]},
        }
