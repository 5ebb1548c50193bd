"""What the export screen asks, as plain values: the fields, their choices, what fits together.

Refuses to write anything and to know a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from annotations.exporters import FORMATS
from annotations.workflow.splitting import GroupBy

Name = Literal["format", "labels", "split", "groups", "text", "destination"]
"""The fields, in the order shown."""

NAMES: tuple[Name, ...] = ("format", "labels", "split", "groups", "text", "destination")

RESOLVED, EVERYONE = "resolved", "everyone"
"""Whose labels, besides one annotator's: what all come to, or a row for each person."""

SPLITS = ("none", "80/10/10", "70/15/15", "90/10")
GROUPS: tuple[GroupBy, ...] = ("story", "source", "article")
STEM = "training-set"
"""Name of the file or folder, until somebody chooses another."""


@dataclass(frozen=True, slots=True)
class Form:
    """What has been chosen so far."""

    annotators: Sequence[str] = field(compare=False)
    """Whose labels can be asked for. Two forms that differ in this alone ask for the same."""
    folder: Path
    """Where the export goes as long as nobody says otherwise."""
    format: str = "jsonl"
    whose: str = RESOLVED
    """`RESOLVED`, `EVERYONE`, or the name of an annotator behind a colon."""
    split: str = "none"
    groups: GroupBy = "story"
    texts: bool = True
    typed: str = ""
    """The destination that was typed; "" for the one that follows from the format."""

    @property
    def destination(self) -> Path:
        """Where the export goes."""
        if self.typed:
            return self.folder / Path(self.typed).expanduser()
        if FORMATS[self.format].folder:
            return self.folder / STEM
        endings = FORMATS[self.format].endings
        ending = endings[0] if endings else "json" if self.format == "label-studio" else "jsonl"
        middle = "" if endings else f".{self.format}"
        return self.folder / f"{STEM}{middle}.{ending}"

    @property
    def of(self) -> str | None:
        """The one annotator asked for."""
        return self.whose.removeprefix(":") if self.whose.startswith(":") else None

    def choices(self, name: Name) -> Sequence[str]:
        """The values that a field can have; none where it is typed, or has no say now."""
        match name:
            case "format":
                return tuple(FORMATS)
            case "labels":
                everyone = (EVERYONE,) if FORMATS[self.format].of_everyone else ()
                return (RESOLVED, *everyone, *(f":{name}" for name in self.annotators))
            case "split":
                return SPLITS
            case "groups":
                return GROUPS if self.split != "none" else ()
            case "text":
                return ("with", "without") if not FORMATS[self.format].texts else ()
            case _:
                return ()

    def value(self, name: Name) -> str:
        """The value that a field has."""
        match name:
            case "format":
                return self.format
            case "labels":
                return self.whose
            case "split":
                return self.split
            case "groups":
                return self.groups
            case "text":
                return "with" if self.texts else "without"
            case _:
                return str(self.destination)

    def stepped(self, name: Name, steps: int) -> "Form":
        """The form with another value in a field: so many choices further, and round again."""
        choices = self.choices(name)
        if not choices:
            return self
        at = choices.index(self.value(name)) if self.value(name) in choices else 0
        return self.with_value(name, choices[(at + steps) % len(choices)])

    def with_value(self, name: Name, value: str) -> "Form":
        """The form with this value in a field; what does not go with it falls back."""
        match name:
            case "format":
                form = replace(self, format=value)
                if FORMATS[value].texts:
                    form = replace(form, texts=True)
                if form.whose not in form.choices("labels"):
                    form = replace(form, whose=RESOLVED)
                return form
            case "labels":
                return replace(self, whose=value)
            case "split":
                return replace(self, split=value)
            case "groups":
                return replace(self, groups=next(one for one in GROUPS if one == value))
            case "text":
                return replace(self, texts=value == "with")
            case _:
                return replace(self, typed=value.strip())

    @property
    def loads(self) -> str:
        """One line of Python that loads what is written; "" where there is none."""
        return FORMATS[self.format].loads.replace("PATH", repr(str(self.destination)))
