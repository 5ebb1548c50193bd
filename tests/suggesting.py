"""Articles for suggesters: of a list of lines, and the golden ones with their labels."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from articleparts import samples

from annotations.model import Sentence, Span, Suggestion
from annotations.suggesters import Asked, Known, Suggester
from annotations.text.titles import title_of

GOLDEN = Path(__file__).parent / "golden"
LABELS = ("claim", "attribution", "opinion", "boilerplate")
TUNED = ("afghan", "crane", "imprisoned", "taxes")
UNTUNED = ("clock", "hackers", "lanterns", "worship")

Pair = tuple[str, str | None]


def asked(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    labels: Sequence[str] = LABELS,
    boilerplate: str | None = "boilerplate",
    title: str | None = None,
    repeated: Sequence[str] = (),
    known: Sequence[Known] = (),
    learnt: Suggester | None = None,
) -> Asked:
    """Ask about a text with these sentence spans."""
    found = [Span(*span) for span in spans]
    return Asked(
        text=text,
        sentences=[
            Sentence(at, f"{at:032x}", at, start, end, text[start:end])
            for at, (start, end) in enumerate(found, 1)
        ],
        labels=frozenset(labels),
        secondaries=frozenset(labels) - {boilerplate or ""},
        boilerplate=boilerplate,
        title=title_of(text, found) if title is None else title,
        repeated=frozenset(repeated),
        known=known,
        learnt=learnt,
    )


def of_lines(*lines: str, **more: Any) -> Asked:
    """Ask about an article that has one sentence a line."""
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return asked("\n".join(lines), spans, **more)


def prose(*sentences: str, **more: Any) -> Asked:
    """Ask about sentences that stand in one paragraph."""
    spans, at = [], 0
    for one in sentences:
        spans.append((at, at + len(one)))
        at += len(one) + 1
    return asked(" ".join(sentences), spans, **more)


def pairs(said: Sequence[Suggestion | None]) -> list[Pair | None]:
    """Label and secondary label of each suggestion."""
    return [None if one is None else (one.label, one.secondary) for one in said]


def golden_samples() -> list[tuple[Asked, list[Pair]]]:
    """The sample articles with their labels."""
    found = []
    for draft in samples():
        rows = _rows(GOLDEN / "labels" / f"{Path(draft.name).stem}.json")
        spans = [(row["start"], row["end"]) for row in rows]
        found.append((asked(draft.text, spans), [_pair(row) for row in rows]))
    return found


def golden_news(names: Sequence[str]) -> list[tuple[Asked, list[Pair]]]:
    """Articles of Wikinews with the labels of annotator `a`."""
    found = []
    for name in names:
        text = (GOLDEN / "wikinews" / f"{name}.txt").read_text("utf-8")
        rows = _rows(GOLDEN / "wikinews" / f"{name}.json")
        spans = [(row["start"], row["end"]) for row in rows]
        found.append((asked(text, spans), [_pair(row["a"]) for row in rows]))
    return found


def _rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["sentences"]
    return rows


def _pair(row: dict[str, Any]) -> Pair:
    return row["label"], row["secondary"]
