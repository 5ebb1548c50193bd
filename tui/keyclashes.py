"""Two actions that hear the same key in the same place, and what to do about it.

Refuses to change anything: what to write instead is for the user to take or leave.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import TYPE_CHECKING, get_args

from annotations.errors import UnknownName
from tui.keynames import character, key_name, shown
from tui.keytable import OWN_CHARACTERS, Context

if TYPE_CHECKING:
    from tui.keys import Binding

SET_ELSEWHERE = {
    "primary": "labels",
    "secondary": "labels",
    "combination": "combinations",
    "flag": "flags",
    "reason": "reasons",
}
"""What the id of a binding begins with → the section in which its key is set."""

_LABELLING = ("primary", "secondary", "combination")

_SPARE = "-_;,'*#&%=~<>()ehilpswEHIJKLMPQRSTVWX"
"""Characters that an action could have when its own letter is taken."""

_BUSY = frozenset("abcz")
"""Letters that, with ctrl, terminals, their multiplexers and Textual want for themselves."""


def clashes(every: Sequence["Binding"]) -> Iterator[str]:
    """A line for each two bindings that would both hear a key somewhere."""
    for one, other in combinations(every, 2):
        for key in one.keys:
            if key in other.keys and _meet(one, other, key):
                yield (
                    f'{_where(other)}: "{shown(key)}" is also a key of {one.id}; '
                    f"{one.id} and {other.id} cannot share it"
                )


def counted(every: Sequence["Binding"], counting: frozenset[str]) -> Iterator[str]:
    """A line for each key that is a digit of counts."""
    for binding in every:
        if binding.verb != "primary" and {"annotate", "anywhere"}.intersection(binding.contexts):
            for digit in sorted(counting.intersection(binding.keys)):
                yield (
                    f'{_where(binding)}: "{digit}" begins a count; {binding.id} needs another key'
                )


def instead(every: Sequence["Binding"]) -> str:
    """What to write so that actions whose keys are those of labels have others; "" for nothing.

    `keys: {undo: [ctrl+u]}`: the keys that an action has besides, or else one that is free.
    """
    given: dict[str, tuple[str, ...]] = {}
    labelling = [one for one in every if one.verb in _LABELLING]
    for action in (one for one in every if one.verb == "action"):
        lost = {
            key
            for key in action.keys
            if any(key in one.keys and _meet(one, action, key) for one in labelling)
        }
        if lost:
            kept = tuple(key for key in action.keys if key not in lost)
            given[action.id] = kept or _free(action, every, given)
    written = [f"{id_}: [{', '.join(map(_written, keys))}]" for id_, keys in given.items()]
    return f"keys: {{{', '.join(written)}}}" if written else ""


def _free(
    action: "Binding", every: Sequence["Binding"], given: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """A key that nothing else hears where the action is heard; its own letter with ctrl first."""
    for name in _candidates(action.keys):
        others = (one for one in every if one is not action)
        taken = (
            name in (*one.keys, *given.get(one.id, ())) and _meet(one, action, name)
            for one in others
        )
        if not any(taken):
            return (name,)
    return ()


def _candidates(keys: Iterable[str]) -> Iterator[str]:
    letters = [key.lower() for key in keys if re.fullmatch("[A-Za-z]", key)]
    for written in chain((f"ctrl+{letter}" for letter in letters if letter not in _BUSY), _SPARE):
        try:
            yield key_name(written)
        except UnknownName:
            continue


def _written(key: str) -> str:
    """A key as a configuration has it; what is one character in quotes, since some mean a lot."""
    return key if character(key) is None else f'"{shown(key)}"'


def _meet(one: "Binding", other: "Binding", key: str) -> bool:
    """Whether there is a place where both would hear the key."""
    return not _places(one, key).isdisjoint(_places(other, key))


def _places(binding: "Binding", key: str) -> set[Context]:
    """Where a binding hears the key, `anywhere` spelled out."""
    if "anywhere" not in binding.contexts:
        return set(binding.contexts)
    everywhere = set(get_args(Context))
    return everywhere if character(key) is None else everywhere - OWN_CHARACTERS


def _where(binding: "Binding") -> str:
    """The setting to change."""
    section = SET_ELSEWHERE.get(binding.verb)
    return f"{section}.{binding.argument}" if section else f"keys.{binding.id}"
