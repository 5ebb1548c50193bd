"""Two passages compared, for the tests of what retellings differ in."""

import json
from functools import cache
from pathlib import Path

from annotations.claims import Divergence, DivergenceKind
from annotations.matching.divergence import divergences
from annotations.matching.passage import Passage

ROOT = Path(__file__).parents[1]

Found = dict[DivergenceKind, Divergence]


def compare(a: str | Passage, b: str | Passage, *, published: str | None = None) -> Found:
    """Compare two texts or passages; `published`: of both, where they are texts."""
    one, other = (
        Passage(text=side, published=published) if isinstance(side, str) else side
        for side in (a, b)
    )
    return {divergence.kind: divergence for divergence in divergences(one, other)}


def alarms(found: Found) -> set[DivergenceKind]:
    """The kinds that are an alarm."""
    return {kind for kind, divergence in found.items() if divergence.level == "alarm"}


def shown(found: Found, kind: DivergenceKind) -> tuple[str, str, str, str]:
    """Level, severity and the two values of one kind."""
    divergence = found[kind]
    return divergence.level, divergence.severity, divergence.a, divergence.b


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of the gold articles, as their spans cut them."""
    found: list[str] = []
    for path in sorted((ROOT / "tests/golden/wikinews").glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        spans = json.loads(path.read_text(encoding="utf-8"))["sentences"]
        found += (text[span["start"] : span["end"]] for span in spans)
    for group in json.loads((ROOT / "tests/golden/claims/groups.json").read_text(encoding="utf-8"))[
        "groups"
    ]:
        found += (member["text"] for member in group["members"])
    return tuple(dict.fromkeys(found))
