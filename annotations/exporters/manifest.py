"""`manifest.json`: what an export holds, file by file, for programs.

The keys and their order are documented in docs/exports.md. There is no time stamp: equal labels
give equal bytes, and whoever has the folder can check that no file was changed since. Refuses
to speak for files that it did not read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from hashlib import file_digest
from pathlib import Path
from typing import Any

from annotations.exporters.facts import Facts, Own, Part
from annotations.nouns import dataclass

SHAPE = 1
"""Number of this order of keys; another one gets another number."""

REASONS = ("unlabelled", "tied", "none")
"""Why sentences are left out: always told, also where it is none of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an export."""

    name: str
    """Within the folder, with `/`."""
    bytes: int
    sha256: str
    """64 hex."""


def entries(files: Iterable[tuple[str, Path]]) -> Iterator[Entry]:
    """What stands in the files, each given by its name and where it is."""
    for name, path in files:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            yield Entry(name, file.tell(), digest)


def as_manifest(facts: Facts, files: Iterable[Entry]) -> bytes:
    """The manifest of an export, JSON in UTF-8."""
    holds = {
        "manifest": SHAPE,
        "tool": facts.tool,
        "format": facts.format,
        "labels_of": facts.whose,
        "text": facts.texts,
        "articles": facts.of_articles,
        **_part(facts.whole, facts, articles="articles_with_rows"),
        "secondary": _in_order(facts.secondary, facts),
        "label_set": list(facts.definitions),
        "guidelines": facts.guidelines,
        "annotators": len(facts.people),
        "votes": _in_order(facts.votes, facts),
        "accepted": _in_order(facts.accepted, facts),
        "decided_by": facts.decided_by,
        "adjudicators": facts.adjudicators,
        "left_out": {**dict.fromkeys(REASONS, 0), **facts.left_out},
        "group_by": facts.group_by,
        "plan": asdict(facts.plan) if facts.plan else None,
        "splits": {name: _part(part, facts) for name, part in facts.parts.items()},
        "everyone": _own(facts.own) if facts.own else None,
        "files": [asdict(entry) for entry in files],
    }
    return (json.dumps(holds, ensure_ascii=False, indent=2) + "\n").encode()


def _own(own: Own) -> dict[str, int]:
    return {"rows": own.rows, "annotators": own.annotators}


def _part(part: Part, facts: Facts, *, articles: str = "articles") -> dict[str, Any]:
    return {
        articles: part.articles,
        "groups": part.groups,
        "rows": part.rows,
        "labels": _in_order(part.labels, facts),
    }


def _in_order(counts: Mapping[str, int], facts: Facts) -> dict[str, int]:
    """Every label with its rows, in the order of the label set."""
    return {label: counts.get(label, 0) for label in facts.definitions}
