"""What the export screen asks, as plain values: the fields, their choices, what fits together.

Refuses to write anything and to know a screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from annotations.exporters import FORMATS
from annotations.nouns import dataclass
from annotations.text.display import visible
from annotations.workflow.splitting import GroupBy

Name = Literal["format", "labels", "split", "groups", "force", "text", "destination"]
"""The fields, in the order shown."""

NAMES: tuple[Name, ...] = ("format", "labels", "split", "groups", "force", "text", "destination")

RESOLVED, EVERYONE = "resolved", "everyone"
"""Whose labels, besides one annotator's: what all come to, or a row for each person."""

SPLITS = ("none", "80/10/10", "70/15/15", "90/10")
GROUPS: tuple[GroupBy, ...] = ("story", "source", "article")
NO_YES = ("no", "yes")
TEXTS = ("with", "without")
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
    force: bool = False
    """Whether a single story, or source, is divided by article all the same."""
    texts: bool = True
    typed: str = ""
    """The destination that was typed; "" for the one that follows from the format."""

    @property
    def destination(self) -> Path:
        """Where the export goes."""
        return self.folder / _home(self.typed) if self.typed else self.folder / self._name

    @property
    def _name(self) -> str:
        """What the file or folder is called as long as nobody says otherwise."""
        if FORMATS[self.format].folder:
            return STEM
        middle = "" if FORMATS[self.format].endings else f".{self.format}"
        return f"{STEM}{middle}.{ending(self.format)}"

    @property
    def wherever(self) -> "Form":
        """The same, wherever it goes: what its rows follow from."""
        return replace(self, typed="")

    @property
    def of(self) -> str | None:
        """The one annotator asked for."""
        return self.whose.removeprefix(":") if self.whose.startswith(":") else None

    @property
    def divided(self) -> bool:
        """Whether the rows are split."""
        return self.split != "none"

    def choices(self, name: Name) -> Sequence[str]:
        """The values that a field can have; none where it is typed, or has no say now."""
        wanted = FORMATS[self.format]
        everyone = (EVERYONE,) if wanted.of_everyone else ()
        choices: Mapping[Name, Sequence[str]] = {
            "format": tuple(FORMATS),
            "labels": (RESOLVED, *everyone, *(f":{name}" for name in self.annotators)),
            "split": SPLITS,
            "groups": GROUPS if self.divided else (),
            "force": NO_YES if self.divided and self.groups != "article" else (),
            "text": TEXTS if not wanted.texts else (),
            "destination": (),
        }
        return choices[name]

    def value(self, name: Name) -> str:
        """The value that a field has."""
        values: Mapping[Name, str] = {
            "format": self.format,
            "labels": self.whose,
            "split": self.split,
            "groups": self.groups,
            "force": NO_YES[self.force],
            "text": TEXTS[not self.texts],
            "destination": str(self.destination),
        }
        return values[name]

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
            case "labels":
                form = replace(self, whose=value)
            case "split":
                form = replace(self, split=value)
            case "groups":
                form = replace(self, groups=next(one for one in GROUPS if one == value))
            case "force":
                form = replace(self, force=value == NO_YES[True])
            case "text":
                form = replace(self, texts=value == TEXTS[False])
            case _:
                form = self._going_to(value.strip().replace("\0", ""))
        return fitting(form)

    def _going_to(self, typed: str) -> "Form":
        """The form with a destination; one that means another format takes that."""
        if typed == visible(str(self.destination)):
            return self  # nothing was changed in the line
        meant = Path(typed).suffix.lower().removeprefix(".")
        there = (name for name, one in FORMATS.items() if meant in one.endings)
        named = self.format if meant == ending(self.format) else next(there, self.format)
        return replace(self, typed=typed, format=named)

    @property
    def loads(self) -> str:
        """One line of Python that loads what is written; "" where there is none."""
        return FORMATS[self.format].loads.replace("PATH", repr(str(self.destination)))


def ending(format_name: str) -> str:
    """What the names of its files end in, without the dot; "" for folders."""
    wanted = FORMATS[format_name]
    if wanted.folder:
        return ""
    if wanted.endings:
        return wanted.endings[0]
    return "json" if format_name == "label-studio" else "jsonl"


def _home(typed: str) -> Path:
    """A path that somebody typed, `~` being their home; of a person who is unknown, as it is."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def fitting(form: Form) -> Form:
    """The form without what does not go together."""
    return replace(
        form,
        whose=form.whose if form.whose in form.choices("labels") else RESOLVED,
        force=form.force and bool(form.choices("force")),
        texts=form.texts or FORMATS[form.format].texts,
    )
