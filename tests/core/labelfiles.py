"""Label files into a database, as tests write and import them."""

import io
import json
from typing import Any

from annotations.config import load
from annotations.model import LabelState
from annotations.store import Store
from annotations.workflow.gathering import Gathered, LabelFile, Tagged, gather_labels
from annotations.workflow.tagging import write_labels

NOW = 1_800_000_000_000_000
EARLIER = 1_700_000_000_000_000
"""2023-11-14T22:13:20Z, the time of events in tests."""
THREE = ("The bridge opened.", "It is long.", "It is long.")


class Import:
    """Label files into one database, with the shipped configuration."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.config = load(None, environ={}).config
        self.gathered = Gathered()

    def __call__(self, *lines: object, now: int = NOW, **choice: Any) -> list[Tagged]:
        """Import these objects, one a line; the reports."""
        raw = b"\n".join(json.dumps(line).encode() for line in lines)
        return self.raw(raw, now=now, **choice)

    def raw(self, raw: bytes, *, now: int = NOW, **choice: Any) -> list[Tagged]:
        self.gathered = Gathered()
        source = LabelFile(file=io.BytesIO(raw), name="labels.jsonl", **choice)
        return [
            *gather_labels(self.store, source, self.gathered, config=self.config, now=now),
            *write_labels(self.store, self.gathered, guideline="7", now=now),
        ]

    def states(self, annotator: str, article: int = 1) -> dict[int, LabelState]:
        return self.store.labels.states(article, annotator=annotator)


def statuses(reports: list[Tagged]) -> list[tuple[int, str]]:
    return [(report.line, report.status) for report in reports]


def key(store: Store, number: int) -> str:
    return store.lookup.said(number, annotator="").sentence


def line(**fields: Any) -> dict[str, Any]:
    return {"article": "a.txt", "text": THREE[0], "label": "claim", "annotator": "ben", **fields}
