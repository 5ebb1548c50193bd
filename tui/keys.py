"""One table of every action that has a key: bindings, key bar, help, palette and docs read it.

The keys of labels, combinations and flags come from the label set; `resolve` puts them together
with the table and the user's own choices, and refuses what would not work: unknown actions and
keys, and two actions that hear the same key in the same place. Nothing here imports Textual or
acts on a key.

Counts. A digit that is the key of a label sets that label at once. Any other digit begins a
count, and once a count is begun every digit continues it. With labels on 1 to 4: `5b` is
boilerplate five times and `12j` is label 1, label 2, down. A count that would begin with the
digit of a label begins with 0 instead: `03j` is three down, `012j` twelve.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Literal, get_args

from annotations.config import Config, Label
from annotations.errors import ConfigError, UnknownName
from tui.keynames import character, key_name, shown

Context = Literal["anywhere", "annotate", "flag", "note", "search", "reader", "progress"]
"""Where a key is heard. `flag`: a flag is being chosen; `reader`: help and guideline."""

Group = Literal["Labels", "Flags", "Move", "Change", "View", "Anywhere", "While typing"]

TYPING: frozenset[Context] = frozenset({"note", "search"})
"""Where keys that type a character type it."""

_OWN_CHARACTERS: frozenset[Context] = TYPING | {"flag"}
"""Where keys that type a character never are those of `anywhere`."""

COUNT_HELP = (
    "A count applies the motion or label behind it that often. Digits that are label keys set "
    "the label at once; any other digit begins a count, and then every digit continues it: "
    "5b, 60j. Begin the other counts with 0: 03j is three down."
)

_MAIN: tuple[Context, ...] = ("annotate",)
_LISTS: tuple[Context, ...] = ("annotate", "reader", "progress")
_ANYWHERE: tuple[Context, ...] = ("anywhere",)


@dataclass(frozen=True, slots=True)
class Key:
    """One action of the table, with its default keys as people write them."""

    id: str
    """Stable: configurations name it."""
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    help: str
    group: Group
    bar: str = ""
    """What the key bar says; empty: it is not there."""
    needed: bool = False
    """Has to keep a key, since without it people are stuck."""


KEYS: tuple[Key, ...] = (
    Key("label.repeat", (".",), _MAIN, "repeat the last label", "Labels"),
    Key("label.clear", ("x",), _MAIN, "take the label off", "Labels", "clear"),
    Key("label.to_end", ("B",), _MAIN, "boilerplate from here to the end of the article", "Labels"),
    Key("range.start", ("v",), _MAIN, "start a range; the next label goes to all of it", "Labels",
        "range"),
    Key("flag", ("f",), _MAIN, "flag the sentence, or take a flag off", "Flags", "flag"),
    Key("note", ("m",), _MAIN, "write a note on the sentence", "Flags", "note"),
    Key("cursor.down", ("j", "down"), _LISTS, "down: next sentence or line", "Move"),
    Key("cursor.up", ("k", "up"), _LISTS, "up: previous sentence or line", "Move"),
    Key("cursor.top", ("g", "home"), _LISTS, "to the top", "Move"),
    Key("cursor.bottom", ("G", "end"), _LISTS, "to the bottom", "Move"),
    Key("page.down", ("pagedown",), _LISTS, "a page down", "Move"),
    Key("page.up", ("pageup",), _LISTS, "a page up", "Move"),
    Key("article.next", ("]",), _MAIN, "next article", "Move"),
    Key("article.previous", ("[",), _MAIN, "previous article", "Move"),
    Key("article.open", ("enter",), ("annotate", "progress"), "open the article of this line",
        "Move"),
    Key("next.unlabelled", ("n",), _MAIN, "next sentence without a label, in any article", "Move",
        "next"),
    Key("undo", ("u",), _MAIN, "undo, without limit", "Change", "undo"),
    Key("redo", ("U",), _MAIN, "redo", "Change"),
    Key("copy", ("y",), _MAIN, "copy the sentence", "Change"),
    Key("search", ("/",), _MAIN, "search articles and sentences", "View", "search"),
    Key("pane.next", ("tab",), _MAIN, "next pane", "View"),
    Key("pane.previous", ("shift+tab",), _MAIN, "previous pane", "View"),
    Key("view.toggle_layout", ("t",), _MAIN, "running text, or a sentence a block", "View"),
    Key("help", ("?", "f1"), _ANYWHERE, "help", "Anywhere", "help"),
    Key("screen.annotate", ("f2",), _ANYWHERE, "annotate", "Anywhere"),
    Key("screen.progress", ("f5",), _ANYWHERE, "progress", "Anywhere"),
    Key("palette", ("ctrl+p",), _ANYWHERE, "find an action by name", "Anywhere"),
    Key("theme.next", (), _ANYWHERE, "next theme", "Anywhere"),
    Key("cancel", ("escape", "ctrl+g"), _ANYWHERE, "cancel: range, count, choice, search, note",
        "Anywhere", needed=True),
    Key("quit", ("q", "ctrl+q"), _ANYWHERE, "back, or quit", "Anywhere", needed=True),
    Key("search.down", ("down",), ("search",), "next hit", "While typing"),
    Key("search.up", ("up",), ("search",), "previous hit", "While typing"),
    Key("search.open", ("enter",), ("search",), "open the hit", "While typing", "open",
        needed=True),
    Key("note.save", ("enter",), ("note",), "save the note", "While typing", "save", needed=True),
)  # fmt: skip  # a table reads best a row a line

_BY_ID = {key.id: key for key in KEYS}

Verb = Literal["action", "primary", "secondary", "combination", "flag"]
"""What the argument of a binding is: the id of an action, the name of a label (`primary`,
`secondary`), the key of a combination, the name of a flag."""


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
        if own or (context in _OWN_CHARACTERS and character(key) is not None):
            return own
        return self._heard.get(("anywhere", key))


def bindings(config: Config) -> tuple[Binding, ...]:
    """The bindings that follow from the label set: primary, secondary, combinations, flags."""
    return (
        *(_primary(label) for label in config.labels),
        *(_secondary(label) for label in config.labels if label.secondary),
        *_combinations(config),
        *_flags(config),
    )


def resolve(config: Config, *, file: Path | None = None) -> Keymap:
    """Put table, label set and the user's keys together.

    Raises ConfigError with one line for each problem; `file` is named in front of each.
    """
    problems = list(_unknown_ids(config))
    generated = bindings(config)
    table = tuple(_from_table(key, config, problems) for key in KEYS)
    flags = tuple(binding for binding in generated if binding.verb == "flag")
    every = (*generated[: len(generated) - len(flags)], *table, *flags)
    counting = frozenset("0123456789") - {
        key for binding in generated if binding.verb == "primary" for key in binding.keys
    }
    problems += _clashes(every)
    problems += _taken_by_counts(every, counting)
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


def as_markdown(config: Config) -> str:
    """Write the keys of a configuration as the page `docs/keys.md`."""
    keymap = resolve(config)
    groups = dict.fromkeys(binding.group for binding in keymap.bindings)
    parts = [_HEAD, *(_group_table(group, keymap) for group in groups)]
    return "\n\n".join(parts) + "\n"


_HEAD = f"""# Keys

Every key can be changed: by the id of its action under `keys` in the configuration, those of
labels, combinations and flags under `labels`, `combinations` and `flags`.

{textwrap.fill(COUNT_HELP, 99)}"""


def _group_table(group: Group, keymap: Keymap) -> str:
    rows = [
        f"| {_cell(binding, keymap)} | {_escaped(binding.help)} | `{_escaped(binding.id)}` |"
        for binding in keymap.bindings
        if binding.group == group
    ]
    return "\n".join([f"## {group}", "", "| keys | does | id |", "|---|---|---|", *rows])


def _cell(binding: Binding, keymap: Keymap) -> str:
    keys = " ".join(_code(shown(key)) for key in binding.keys) or "–"
    first = keymap.binding("flag") if binding.verb == "flag" else None
    return f"{_cell(first, keymap)} then {keys}" if first else keys


def _code(key: str) -> str:
    return "`` ` ``" if key == "`" else f"`{_escaped(key)}`"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


def _primary(label: Label) -> Binding:
    keys = dict.fromkeys((key_name(label.key), key_name(label.letter)))
    return Binding(
        id=f"primary.{label.name}",
        keys=tuple(keys),
        contexts=_MAIN,
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
        contexts=_MAIN,
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
            contexts=_MAIN,
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


def _flags(config: Config) -> Iterator[Binding]:
    for flag in config.flags:
        yield Binding(
            id=f"flag.{flag.name}",
            keys=(key_name(flag.key),),
            contexts=("flag",),
            help=f"{flag.name}: {flag.describe}",
            group="Flags",
            bar=flag.name,
            verb="flag",
            argument=flag.name,
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
        section = _SET_ELSEWHERE.get(id_.partition(".")[0])
        if id_ in _BY_ID:
            continue
        if section and "." in id_:
            yield f"keys.{id_}: this key is set in the section {section}"
            continue
        close = get_close_matches(id_, _BY_ID, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else ""
        yield f"keys.{id_}: there is no such action{hint}"


_SET_ELSEWHERE = {
    "primary": "labels",
    "secondary": "labels",
    "combination": "combinations",
    "flag": "flags",
}


def _clashes(every: tuple[Binding, ...]) -> Iterator[str]:
    for one, other in combinations(every, 2):
        for key in one.keys:
            if key in other.keys and _meet(one, other, key):
                yield (
                    f'{_where(other)}: "{shown(key)}" is also a key of {one.id}; '
                    f"{one.id} and {other.id} cannot share it"
                )


def _meet(one: Binding, other: Binding, key: str) -> bool:
    """Whether there is a place where both would hear the key."""
    return not _places(one, key).isdisjoint(_places(other, key))


def _places(binding: Binding, key: str) -> set[Context]:
    """Where a binding hears the key, `anywhere` spelled out."""
    if "anywhere" not in binding.contexts:
        return set(binding.contexts)
    everywhere = set(get_args(Context))
    return everywhere if character(key) is None else everywhere - _OWN_CHARACTERS


def _where(binding: Binding) -> str:
    """The setting to change."""
    section = _SET_ELSEWHERE.get(binding.verb)
    return f"{section}.{binding.argument}" if section else f"keys.{binding.id}"


def _taken_by_counts(every: tuple[Binding, ...], counting: frozenset[str]) -> Iterator[str]:
    for binding in every:
        if binding.verb != "primary" and {"annotate", "anywhere"}.intersection(binding.contexts):
            for digit in sorted(counting.intersection(binding.keys)):
                yield (
                    f'{_where(binding)}: "{digit}" begins a count; {binding.id} needs another key'
                )
