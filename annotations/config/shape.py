"""A YAML tree poured into the types of `schema`, with every misfit noted instead of the first.

Each value is judged by msgspec in strict mode against the type of its field. The one liberty
is that a plain `1` is the text "1" where a text is wanted; `no`, `on`, `null` are refused
there, since nobody can know whether the word or the truth value was meant.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from annotations.config import yamltree
from annotations.config.yamltree import Node, Problem, Scalar, Sequence

Note = Callable[[Problem], None]
"""Takes down a problem; the work goes on."""

MISFIT: Final = object()
"""Stands for a value that did not fit and was noted."""


def poured(node: Node, wanted: Any, where: str, note: Note) -> Any:
    """Turn a node into a value of the wanted type, or MISFIT."""
    bare = _bare(wanted)
    origin = get_origin(bare) or bare
    if origin is tuple:
        return _list(node, get_args(bare)[0], where, note)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _named(node, get_args(bare)[1], where, note)
    if isinstance(origin, type) and issubclass(origin, Struct):
        return _struct(node, origin, where, note)
    if not isinstance(node, Scalar):
        return _noted(note, where, "has to be a single value", node.line)
    return _scalar(node, wanted, where, note)


def nearest(name: str, known: list[str]) -> str:
    """`; did you mean "x"?` for the known name that is close enough, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415  # only where something is wrong

    close = get_close_matches(name, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def _noted(note: Note, where: str, what: str, line: int | None) -> Any:
    note(Problem(where, what, line))
    return MISFIT


def _bare(wanted: Any) -> Any:
    """The type without its annotations and without `| None`."""
    if get_origin(wanted) is Annotated:
        return _bare(get_args(wanted)[0])
    if get_origin(wanted) in (Union, UnionType):
        return _bare(next(part for part in get_args(wanted) if part is not NoneType))
    return wanted


def _takes_nothing(wanted: Any) -> bool:
    """Whether null is a value of the type."""
    if get_origin(wanted) is Annotated:
        return _takes_nothing(get_args(wanted)[0])
    return NoneType in get_args(wanted)


def _list(node: Node, each: Any, where: str, note: Note) -> Any:
    """A list as a tuple without its misfits; one text may stand for a list of one."""
    if isinstance(node, Scalar) and _bare(each) is str:
        value = poured(node, each, where, note)
        return MISFIT if value is MISFIT else (value,)
    if not isinstance(node, Sequence):
        return _noted(note, where, "has to be a list; write [] for none", node.line)
    values = (
        poured(entry, each, f"{where}.{place}", note)
        for place, entry in enumerate(node.entries, start=1)
    )
    return tuple(value for value in values if value is not MISFIT)


def _named(node: Node, each: Any, where: str, note: Note) -> Any:
    if not isinstance(node, yamltree.Mapping):
        return _noted(note, where, "has to hold settings of the form `name: value`", node.line)
    values = {
        name: poured(entry, each, f"{where}.{name}", note) for name, entry in node.entries.items()
    }
    return {name: value for name, value in values.items() if value is not MISFIT}


def _struct(node: Node, wanted: type[Struct], where: str, note: Note) -> Any:
    if not isinstance(node, yamltree.Mapping):
        return _noted(note, where, "has to hold settings of the form `name: value`", node.line)
    known = {field.encode_name: field for field in fields(wanted)}
    fits = True
    for name in node.entries.keys() - known.keys():
        hint = nearest(name, list(known))
        _noted(note, f"{where}.{name}", f"there is no such setting{hint}", node.lines[name])
        fits = False
    values: dict[str, Any] = {}
    for name, field in known.items():
        value = _field(node, field, f"{where}.{name}", note)
        fits = fits and value is not MISFIT
        if value is not NODEFAULT:
            values[field.name] = value
    return wanted(**values) if fits else MISFIT


def _field(node: yamltree.Mapping, field: FieldInfo, where: str, note: Note) -> Any:
    """The value of one field; NODEFAULT where it is left out and may be."""
    if field.encode_name in node.entries:
        return poured(node.entries[field.encode_name], field.type, where, note)
    if field.required:
        return _noted(note, where, "is missing", node.line)
    return NODEFAULT


def _scalar(node: Scalar, wanted: Any, where: str, note: Note) -> Any:
    if node.kind == "nothing" and _takes_nothing(wanted):
        return None
    bare = _bare(wanted)
    value: Any = node.text
    if bare is bool:
        value = _TRUTHS.get(node.text.lower()) if node.kind == "truth" else None
    elif bare is int:
        value = int(node.text) if node.kind == "number" and _is_plain(node.text) else None
    elif node.kind in ("truth", "nothing"):
        return _noted(note, where, _unquoted(node), node.line)
    elif not node.text.isprintable():
        return _noted(note, where, "has a character that cannot be shown", node.line)
    try:
        return msgspec.convert(value, wanted, strict=True)
    except msgspec.ValidationError:
        return _noted(note, where, _misfit(node, wanted, bare), node.line)


_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _is_plain(number: str) -> bool:
    """Whether a number is written so that no reader of YAML can take it for another."""
    return re.fullmatch("0|[1-9][0-9]{0,8}", number) is not None


def _unquoted(node: Scalar) -> str:
    if node.text:
        return f'YAML takes {node.text} for something else; quote it: "{node.text}"'
    return "is empty; a value that begins with # has to be quoted"


def _misfit(node: Scalar, wanted: Any, bare: Any) -> str:
    """What to say of a value that msgspec refused."""
    if get_origin(bare) is Literal:
        known = list(get_args(bare))
        hint = nearest(node.text, known)
        return f"{node.text!r} is none of {', '.join(known)}{hint}"
    if bare is bool:
        return "has to be true or false"
    *_, wrong = "has to be a text", *_wrongs(wanted)
    return wrong


def _wrongs(wanted: Any) -> Iterator[str]:
    """What the annotations of a type say of a value that does not fit, the narrowest last."""
    for meta in getattr(wanted, "__metadata__", ()):
        if meta.extra:
            yield meta.extra["wrong"]
    for part in get_args(wanted):
        yield from _wrongs(part)
