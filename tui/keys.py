"""One table of every action that has a key: bindings, key bar, help, palette and docs read it.

The keys of labels, combinations, flags and reasons come from the configuration; `resolve` puts
them together with the table (`tui.keytable`) and the user's own choices, and refuses what would
not work: unknown actions and keys, and two actions that hear the same key in the same place.
Nothing here imports Textual or acts on a key.

Counts. A digit that is the key of a label sets that label at once. Any other digit begins a
count, and once a count is begun every digit continues it. With labels on 1 to 4: `5b` is
boilerplate five times and `12j` is label 1, label 2, down. A count that would begin with the
digit of a label begins with 0 instead: `03j` is three down, `012j` twelve.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from annotations.config import Config, Flag, Label, Reason
from annotations.errors import ConfigError, UnknownName
from annotations.nouns import dataclass
from tui.keyclashes import SET_ELSEWHERE, clashes, counted, instead
from tui.keynames import character, key_name, shown
from tui.keytable import (
    DECIDING,
    KEYS,
    OWN_CHARACTERS,
    TYPING,
    Context,
    Group,
    Key,
)

__all__ = [
    "COUNT_HELP",
    "FIRST",
    "KEYS",
    "Binding",
    "Context",
    "Keymap",
    "bindings",
    "resolve",
]

FIRST = {"flag": "flag", "reason": "review.reason"}
"""Verb → the action whose key is pressed before that of a flag or a reason."""

COUNT_HELP = (
    "A count applies the motion or label behind it that often. Digits that are label keys set "
    "the label; any other digit begins a count, which every digit continues: 5b, 60j. "
    "Begin the other counts with 0: 03j is three down."
)

_BY_ID = {key.id: key for key in KEYS}

Verb = Literal["action", "primary", "secondary", "combination", "flag", "reason"]
"""What the argument of a binding is: the id of an action, the name of a label (`primary`,
`secondary`), the key of a combination, the name of a flag or of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One action with the keys it has in this configuration, by their Textual names."""

    id: str
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    help: str
    group: Group
    bar: str = ""
    verb: Verb = "action"
    argument: str = ""

    @property
    def shown(self) -> str:
        """The keys as people know them: `j ↓`."""
        return " ".join(shown(key) for key in self.keys)


@dataclass(frozen=True, slots=True)
class Keymap:
    """Every action and its keys, free of clashes."""

    bindings: tuple[Binding, ...]
    counting: frozenset[str]
    """The digits that begin a count."""
    _heard: Mapping[tuple[Context, str], Binding]

    def binding(self, id_: str) -> Binding | None:
        """The binding of an action, None if this configuration has none of that id."""
        return next((binding for binding in self.bindings if binding.id == id_), None)

    def hear(self, key: str, context: Context) -> Binding | None:
        """What a key, by its Textual name, does in a context; None: nothing, or it is typed."""
        own = self._heard.get((context, key))
        if own or (context in OWN_CHARACTERS and character(key) is not None):
            return own
        return self._heard.get(("anywhere", key))


def bindings(config: Config) -> tuple[Binding, ...]:
    """The bindings that the configuration brings: labels, combinations, flags and reasons."""
    return (
        *(_primary(label) for label in config.labels),
        *(_secondary(label) for label in config.labels if label.secondary),
        *_combinations(config),
        *_marks("flag", config.flags),
        *_marks("reason", config.reasons),
    )


def resolve(config: Config, *, file: Path | None = None) -> Keymap:
    """Put table, label set and the user's keys together.

    Raises ConfigError with one line for each problem; `file` is named in front of each.
    """
    problems = list(_unknown_ids(config))
    generated = bindings(config)
    table = tuple(_from_table(key, config, problems) for key in KEYS)
    marks = tuple(binding for binding in generated if binding.verb in ("flag", "reason"))
    every = (*generated[: len(generated) - len(marks)], *table, *marks)
    counting = frozenset("0123456789") - {
        key for binding in generated if binding.verb == "primary" for key in binding.keys
    }
    problems += clashes(every)
    problems += counted(every, counting)
    if other := instead(every):
        problems.append(f"for the labels to have these keys, add {other}")
    if problems:
        front = f"{file}: " if file else ""
        raise ConfigError("\n".join(front + problem for problem in problems))
    heard = {
        (context, key): binding
        for binding in every
        for context in binding.contexts
        for key in binding.keys
    }
    return Keymap(every, counting, heard)


def _primary(label: Label) -> Binding:
    keys = dict.fromkeys((key_name(label.key), key_name(label.letter)))
    return Binding(
        id=f"primary.{label.name}",
        keys=tuple(keys),
        contexts=DECIDING,
        help=f"{label.name}: {label.describe}",
        group="Labels",
        bar=label.name,
        verb="primary",
        argument=label.name,
    )


def _secondary(label: Label) -> Binding:
    return Binding(
        id=f"secondary.{label.name}",
        keys=(key_name(label.letter.upper()),),
        contexts=DECIDING,
        help=f"{label.name} as secondary label; again takes it off",
        group="Labels",
        verb="secondary",
        argument=label.name,
    )


def _combinations(config: Config) -> Iterator[Binding]:
    for pair in config.combinations:
        yield Binding(
            id=f"combination.{pair.key}",
            keys=(key_name(pair.key),),
            contexts=DECIDING,
            help=f"{pair.label} + {pair.secondary}",
            group="Labels",
            bar=_initials(pair.label, pair.secondary, config),
            verb="combination",
            argument=pair.key,
        )


def _initials(label: str, secondary: str, config: Config) -> str:
    """`a+c`: the letters of two labels."""
    letters = {known.name: known.letter for known in config.labels}
    return f"{letters.get(label, label)}+{letters.get(secondary, secondary)}"


def _marks(verb: Literal["flag", "reason"], marks: Sequence[Flag | Reason]) -> Iterator[Binding]:
    for mark in marks:
        yield Binding(
            id=f"{verb}.{mark.name}",
            keys=(key_name(mark.key),),
            contexts=(verb,),
            help=f"{mark.name}: {mark.describe}",
            group="Flags" if verb == "flag" else "Review",
            bar=mark.name,
            verb=verb,
            argument=mark.name,
        )


def _from_table(key: Key, config: Config, problems: list[str]) -> Binding:
    """One action with its configured keys; keys that cannot be used go to `problems`."""
    names: dict[str, None] = {}
    for written in config.keys.get(key.id, key.keys):
        try:
            name = key_name(written)
        except UnknownName as error:
            problems.append(f"keys.{key.id}: {error}")
            continue
        if character(name) is not None and TYPING.intersection(key.contexts):
            problems.append(
                f'keys.{key.id}: "{written}" is typed there; take a key that types nothing'
            )
            continue
        names[name] = None
    if key.needed and not config.keys.get(key.id, key.keys):
        problems.append(f"keys.{key.id}: needs at least one key")
    return Binding(
        id=key.id,
        keys=tuple(names),
        contexts=key.contexts,
        help=key.help,
        group=key.group,
        bar=key.bar,
        argument=key.id,
    )


def _unknown_ids(config: Config) -> Iterator[str]:
    for id_ in config.keys:
        section = SET_ELSEWHERE.get(id_.partition(".")[0])
        if id_ in _BY_ID:
            continue
        if section and "." in id_:
            yield f"keys.{id_}: this key is set in the section {section}"
            continue
        close = get_close_matches(id_, _BY_ID, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else ""
        yield f"keys.{id_}: there is no such action{hint}"
