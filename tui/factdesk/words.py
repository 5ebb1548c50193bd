"""What the claims screen says in words and signs: verdicts, confidence, divergences, roots."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rich.style import Style

from annotations.claims import Divergence, VerdictName
from annotations.facts.verdicts import Outcome
from annotations.text.display import shown
from tui.lineview import Part
from tui.look import Look
from tui.widgets.lines import Line
from tui.wrapping import cells, crop, wrap

VERDICTS: dict[VerdictName, str] = {
    "supported": "supported",
    "refuted": "refuted",
    "misleading": "misleading",
    "conflicting": "conflicting",
    "not_enough_evidence": "not enough evidence",
    "not_checkable": "not checkable",
}
"""Name of a verdict → how it is said."""

LEVELS: dict[Literal["attribution", "content"], str] = {
    "attribution": "was it said?",
    "content": "is it true?",
}
"""Level → the question that it answers."""

BRIEFLY: dict[Literal["attribution", "content"], str] = {
    "attribution": "said?",
    "content": "true?",
}
"""Level → the same in a word, where both stand in one line."""

BRIEF = 2
"""Lines of a claim or sentence above the rows."""

MOST = 3
"""Of confidence."""

_BEFORE_A_PART = re.compile(" · |: |  ")


def confidence(n: int) -> str:
    """Confidence as dots: `●●○`."""
    return "●" * n + "○" * (MOST - n)


def counted(n: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def rests_on(articles: int, roots: Sequence[str]) -> str:
    """`5 articles · 1 root: The New York Times`."""
    told = f"{counted(articles, 'article')} · {counted(len(roots), 'root')}"
    return f"{told}: {shown(roots[0])}" if len(roots) == 1 and roots[0] else told


def verdict_of(outcome: Outcome) -> str:
    """What the verdicts on one level come to, for the reader whose outcome it is."""
    if outcome.differ:
        return "checkers differ"
    if outcome.verdict is not None and outcome.confidence is not None:
        return f"{VERDICTS[outcome.verdict]} {confidence(outcome.confidence)}"
    return "checked by another: hidden" if outcome.hidden else "no verdict"


def difference(divergence: Divergence) -> str:
    """A divergence in words: `unit: meter / inch (cosmetic)`."""
    a, b = shown(divergence.a) or "–", shown(divergence.b) or "–"
    if divergence.kind == "reversal":
        return "says the opposite (reversal)"
    return f"{divergence.kind}: {a} / {b} ({divergence.severity})"


def alarm(divergence: Divergence, look: Look, width: int, *, indent: str = "") -> Iterator[Line]:
    """An alarm in as many lines as it takes: what differs often stands at its end."""
    for n, line in enumerate(parted(difference(divergence), width - len(indent) - 2)):
        yield ((f"{indent}{'  ' if n else '▲ '}", look.warning), (line, look.text))


def fitting(text: str, width: int) -> str:
    """As many of the parts of a text as fit, the last ones left out first."""
    ends = [len(text), *(found.start() for found in _BEFORE_A_PART.finditer(text))]
    fits = [text[:end] for end in ends if cells(text[:end]) <= width]
    return max(fits, key=len) if fits else crop(text, width)


def parted(text: str, width: int) -> Iterator[str]:
    """A text in as many lines as it takes."""
    for start, end in wrap(text, max(8, width)):
        yield text[start:end]


def in_brief(text: str, style: Style, width: int, *, most: int = BRIEF) -> list[Line]:
    """A text in a few lines, the last one cut where there is more of it."""
    lines = list(parted(text, width - 2))
    if len(lines) > most:
        lines = [*lines[: most - 1], crop(" ".join(lines[most - 1 :]), width - 2)]
    return [((f" {line}", style),) for line in lines]


def aside(text: str, look: Look, width: int) -> Iterator[Line]:
    """A text said quietly, in as many lines as it takes."""
    for line in parted(text, width):
        yield ((line, look.dim),)


def wrapped(text: str, look: Look, width: int, *, part: Part | None = None) -> Iterator[Line]:
    """A text in as many lines as it takes; `part`: what stands in front of the first."""
    style = look.text
    lead = part or ("", style)
    indent = " " * len(lead[0])
    for n, (start, end) in enumerate(wrap(text, max(8, width - len(lead[0])))):
        yield (lead if n == 0 else (indent, style)), (text[start:end], style)
