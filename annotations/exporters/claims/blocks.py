"""What a report is made of, before it is a page: headings, paragraphs, quotations, lists.

Texts stand in it as they are; the page (`htmlpage`, `markdownpage`) makes them harmless and gives
each style a look and, where it matters without colour, signs. Refuses to hold markup.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from annotations.nouns import dataclass

Style = Literal["plain", "strong", "faint", "warning", "out", "in"]
"""`out`: stands in the base and not here; `in`: here and not in the base."""


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the report's, 2 that of a claim."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, set off."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]


Block = Heading | Paragraph | Quote | Items

SIGNS: dict[Style, tuple[str, str]] = {"out": ("[-", "-]"), "in": ("{+", "+}")}
"""Style → what stands around it on every page, since paper may have no colours."""


def line(*runs: str | Run) -> Line:
    """A line of runs and plain texts."""
    return tuple(one if isinstance(one, Run) else Run(one) for one in runs if one)


def items(lines: Iterable[Line]) -> Items:
    """A list of lines."""
    return Items(tuple(lines))
