"""What only several settings together can get wrong: names used twice, names that do not exist.

Clashes of keys between actions are not judged here: which actions there are, and where each of
them is heard, is for the front end to know.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from annotations.config.schema import Combination, Flag, KnownSource, Label, Reason
from annotations.config.shape import nearest
from annotations.config.yamltree import Problem


def is_one_cell(character: str) -> bool:
    """Whether a terminal shows the character in exactly one cell, and shows it at all.

    Wide, combining and invisible characters are refused. Those of ambiguous width, such as ■
    and ·, pass: they are narrow outside East Asian legacy fonts (Unicode Standard Annex 11).
    """
    return (
        len(character) == 1
        and character.isprintable()
        and not character.isspace()
        and not unicodedata.category(character).startswith("M")
        and unicodedata.east_asian_width(character) not in "WF"
    )


def label_problems(labels: Sequence[Label]) -> Iterator[Problem]:
    """Everything wrong with a label set whose labels are each well formed."""
    for label in labels:
        yield from _own_problems(label)
    yield from _repeats("labels", "name", ((label.name, label.name.casefold()) for label in labels))
    yield from _repeats("labels", "key", ((label.name, label.key) for label in labels))
    yield from _repeats("labels", "letter", ((label.name, label.letter) for label in labels))
    boilerplate = [label.name for label in labels if label.boilerplate]
    if len(boilerplate) > 1:
        names = " and ".join(boilerplate)
        yield Problem("labels.boilerplate", f"only one label can be boilerplate, not {names}")


def _own_problems(label: Label) -> Iterator[Problem]:
    for sign in ("glyph", "hollow"):
        if not is_one_cell(getattr(label, sign)):
            yield Problem(f"labels.{label.name}.{sign}", "has to be visible and one cell wide")
    if label.secondary and not _has_capital(label.letter):
        what = (
            "has to be a lower-case letter, whose capital then sets the label as secondary; "
            "or say `secondary: false`"
        )
        yield Problem(f"labels.{label.name}.letter", what)


def _has_capital(letter: str) -> bool:
    capital = letter.upper()
    return len(capital) == 1 and capital != letter and capital.lower() == letter


def combination_problems(
    combinations: Sequence[Combination], labels: Sequence[Label]
) -> Iterator[Problem]:
    """Pairs of labels that do not exist or that cannot be a pair."""
    known = {label.name: label for label in labels}
    for pair in combinations:
        where = f"combinations.{pair.key}"
        for role in ("label", "secondary"):
            name = getattr(pair, role)
            if name not in known:
                hint = nearest(name, list(known))
                yield Problem(f"{where}.{role}", f'there is no label "{name}"{hint}')
        if pair.label == pair.secondary:
            yield Problem(f"{where}.secondary", "has to be another label than the primary one")
        elif pair.secondary in known and not known[pair.secondary].secondary:
            yield Problem(f"{where}.secondary", f'"{pair.secondary}" is never a secondary label')
    yield from _repeats(
        "combinations",
        "key",
        ((f"{pair.label}+{pair.secondary}", pair.key) for pair in combinations),
    )


def mark_problems(section: str, marks: Sequence[Flag | Reason]) -> Iterator[Problem]:
    """Names and keys of flags, or of reasons, that are used twice."""
    yield from _repeats(section, "name", ((mark.name, mark.name) for mark in marks))
    yield from _repeats(section, "key", ((mark.name, mark.key) for mark in marks))


def source_problems(known: Sequence[KnownSource]) -> Iterator[Problem]:
    """Names that would mean two sources. A `short` one may: what stands before it decides."""
    named = ((source.name, name) for source in known for name in (source.name, *source.aliases))
    owned = {(owner, name.casefold()): None for owner, name in named}
    yield from _repeats("sources.known", "name", owned)


def _repeats(section: str, field: str, values: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """A problem for each value that an earlier owner of the (owner, value) pairs has already."""
    owners: dict[str, str] = {}
    for owner, value in values:
        if value in owners:
            what = f'"{owners[value]}" and "{owner}" cannot have the same {field}, "{value}"'
            yield Problem(f"{section}.{owner}.{field}", what)
        owners.setdefault(value, owner)
