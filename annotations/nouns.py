"""`dataclass`, made at a fraction of the price: a start makes ninety of them.

The standard library compiles six functions for each frozen class, a third of a millisecond. Here
one is, `__init__`; comparing, hashing, showing and refusing to change are written down once for
all. What `dataclasses` knows of such a class (`fields`, `replace`, `asdict`, `match`) is as ever.
Refuses to be clever: what is not frozen, slotted and plain is made by the standard library.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, InitVar, fields, is_dataclass
from dataclasses import dataclass as standard
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn

OWN = frozenset(
    ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__")
)
"""Whoever brings one of these has all made by the standard library."""


def _made(cls: type, *, kw_only: bool) -> Any:
    """A frozen class with slots, of the annotations of this one."""
    plain: Any = standard(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    known = fields(plain)
    key = _key([one.name for one in known])

    def equal(self: object, other: object) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    methods: dict[str, Callable[..., Any]] = {
        "__init__": _init(plain, known),
        "__eq__": equal,
        "__hash__": lambda self: hash(key(self)),
        "__repr__": _shown,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": lambda self: list(key(self)),
        "__setstate__": _restore,
    }
    for name, method in methods.items():
        method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
        setattr(plain, name, method)
    plain.__dataclass_params__.frozen = True
    return plain


def _is_plain(cls: type) -> bool:
    """Whether nothing about a class asks for more than is written down here."""
    own = vars(cls)
    return not (
        OWN & own.keys()
        or any(map(is_dataclass, cls.__mro__[1:]))
        or any(isinstance(kind, InitVar) for kind in own.get("__annotations__", {}).values())
        or any(isinstance(one, Field) and not _is_usual(one) for one in own.values())
    )


def _is_usual(one: "Field[Any]") -> bool:
    return one.init and one.repr and one.compare and one.hash is None


def _key(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _init(cls: type, known: "tuple[Field[Any], ...]") -> Callable[..., None]:
    """Compile the one function that has to be: the names of its arguments are in it."""
    given: dict[str, object] = {"_set": object.__setattr__, "_missing": MISSING}
    positional = ["self"]
    named: list[str] = []
    body: list[str] = []
    for one in known:
        name, value = one.name, one.name
        argument = name
        if one.default is not MISSING:
            given[f"_default_{name}"] = one.default
            argument = f"{name}=_default_{name}"
        elif one.default_factory is not MISSING:
            given[f"_make_{name}"] = one.default_factory
            argument = f"{name}=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        (named if one.kw_only else positional).append(argument)
        body.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    arguments = ", ".join([*positional, *(["*", *named] if named else [])])
    source = "\n".join([f"def __init__({arguments}):", *(body or [" pass"])])
    found: dict[str, Callable[..., None]] = {}
    exec(source, given, found)  # noqa: S102 - of names of our own classes
    init = found["__init__"]
    init.__annotations__ = {one.name: one.type for one in known if one.init} | {"return": None}
    return init


@recursive_repr()
def _shown(self: Any) -> str:
    said = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
    return f"{self.__class__.__qualname__}({said})"


def _refuse_setting(_: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - Python's
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: Any, state: list[object]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what others import
else:

    def dataclass(  # noqa: ANN201 - type checkers see the standard one
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
        **others: bool,
    ):
        """Make a dataclass, as the standard library would."""

        def make(cls: type) -> type:
            if frozen and slots and not others and _is_plain(cls):
                return _made(cls, kw_only=kw_only)
            return standard(frozen=frozen, slots=slots, kw_only=kw_only, **others)(cls)

        return make if cls is None else make(cls)
