"""What was measured, beside the limit measured in the same run: the rows of a table.

A limit is the least that the same work needs (a bare app, bare SQLite, a loop of `json.dumps`):
its ratio to what was measured says something on any machine, where milliseconds alone do not.
Refuses to judge a row without a target.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

_WIDTH = 52


@dataclass(frozen=True, slots=True)
class Figure:
    """One row."""

    what: str
    value: float
    unit: str
    floor: float | None = None
    """The limit, in the same unit."""
    floor_name: str = ""
    """What the limit is."""
    target: float | None = None
    """In the same unit; the most that is wanted."""
    at_least: bool = False
    """More is better: the target is the least that is wanted (sentences a second)."""

    @property
    def ratio(self) -> float | None:
        """How many times the limit it takes; of what is better the more, how many times less."""
        if self.floor is None or not (self.floor and self.value):
            return None
        return self.floor / self.value if self.at_least else self.value / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target


def heading() -> str:
    """The line above the table."""
    return _line("", "measured", "unit", "limit", "ratio", "target", "the limit is")


def row(figure: Figure) -> str:
    """A figure as a line of the table; `!` behind a target that is missed."""
    sign = ">" if figure.at_least else "<"
    target = "" if figure.target is None else f"{sign} {number(figure.target)}"
    return _line(
        figure.what,
        number(figure.value),
        figure.unit,
        "" if figure.floor is None else number(figure.floor),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        f"{target} !" if figure.met is False else target,
        figure.floor_name,
    )


def printed(title: str, figures: Iterable[Figure]) -> list[Figure]:
    """Print figures as they are measured, under a title; the same figures."""
    print(f"\n{title}\n{heading()}", flush=True)
    seen = []
    for figure in figures:
        print(row(figure), flush=True)
        seen.append(figure)
    return seen


def as_json(figures: Sequence[Figure]) -> str:
    """The figures with their ratios, as a JSON array."""
    rows = [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def number(value: float) -> str:
    """Three digits that count, thousands apart."""
    size = abs(value)
    places = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2
    return f"{value:,.{places}f}"


def _line(*cells: str) -> str:
    what, value, unit, limit, ratio, target, name = cells
    return (
        f"{what:<{_WIDTH}}{value:>11} {unit:<14}{limit:>11}{ratio:>8}{target:>12}  {name}".rstrip()
    )
