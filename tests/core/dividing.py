"""Articles in made-up words, labelled, exported in splits: what tests of splits need."""

import io
import json
import random
from pathlib import Path
from typing import Any

import support

from annotations import resources, workflow
from annotations.config import load
from annotations.importers import read_file
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.splitremarks import remarks
from annotations.workflow.splitting import Splitting

CONFIG = load(resources.shipped_config(), environ={}).config
EIGHTY = fractions_of("80/10/10")
HALVES = fractions_of("50/50")
SAMPLES = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
VOWELS, LETTERS = "aeiou", "bdfgklmnprst"


def sentences(seed: object, count: int = 8) -> list[str]:
    rng = random.Random(str(seed))  # noqa: S311 - made-up words

    def word() -> str:
        return "".join(rng.choice(LETTERS) + rng.choice(VOWELS) for _ in range(3))

    return [" ".join(word() for _ in range(12)) + "." for _ in range(count)]


def add(store: Store, parts: list[str], *, label: bool = True, **fields: Any) -> int:
    """An article, labelled by ada sentence by sentence; its number."""
    fields.setdefault("name", f"{store.articles.count():03}.txt")
    number = support.add_article(store, parts, **fields)
    if label:
        numbers = [one.number for one in store.articles.sentences(number)]
        support.append(
            store, *(support.event(one, ("claim", "opinion")[one % 2]) for one in numbers)
        )
    return number


def export(
    store: Store, splitting: Splitting, *, dry: bool = False, **choice: Any
) -> tuple[workflow.Exported, list[dict[str, Any]]]:
    stream = io.BytesIO()
    *_, report = workflow.export(
        store,
        None if dry else stream,
        config=CONFIG,
        selection=workflow.Selection(**choice),
        split=splitting,
    )
    return report, [json.loads(line) for line in stream.getvalue().splitlines()]


def told(report: workflow.Exported) -> str:
    assert report.division is not None
    rows = {name: sum(labels.values()) for name, labels in report.splits.items()}
    return "\n".join(one.text for one in remarks(report.division, rows, force="--force"))


def sides(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Sentence → split."""
    return {row["id"]: row["split"] for row in rows}


def story(store: Store) -> Store:
    """The five samples, labelled."""
    for path in SAMPLES:
        (draft,) = read_file(path, max_bytes=1_000_000)
        add(store, [line for line in draft.text.splitlines() if line.strip()], name=path.name)
    return store
