"""A `dataclass` of ours beside one of the standard library: nobody can tell them apart."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import nouns

Maker = Callable[..., Callable[[type], Any]]


def point(dataclass: Maker) -> Any:
    @dataclass(frozen=True, slots=True)
    class Point:
        """Where."""

        KINDS: ClassVar[int] = 3
        x: int
        y: float = 1.5
        names: tuple[str, ...] = ()
        bag: dict[str, int] = field(default_factory=dict)

        @property
        def far(self) -> bool:
            return self.x > 1000

    return Point


def named(dataclass: Maker) -> Any:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        """Who."""

        name: str
        age: int | None = None
        left: bool

        def __post_init__(self) -> None:
            if self.age == -1:
                raise ValueError(self.name)

    return Named


OURS, THEIRS = point(nouns.dataclass), point(dataclasses.dataclass)
NAMED, THEIR_NAMED = named(nouns.dataclass), named(dataclasses.dataclass)


@nouns.dataclass(frozen=True, slots=True)
class Kept:
    """Found again by its name, as pickle wants it."""

    a: int
    b: tuple[str, ...] = ()


@nouns.dataclass(frozen=True, slots=True)
class One:
    """Of one field."""

    only: object


@nouns.dataclass(frozen=True, slots=True)
class Bare:
    """Of none."""


VALUES = st.tuples(st.integers(0, 2), st.sampled_from([0.0, 1.5]), st.sampled_from([(), ("a",)]))


@given(VALUES, VALUES)
def test_two_are_equal_where_the_standard_ones_are(a: Any, b: Any) -> None:
    assert (OURS(*a) == OURS(*b)) is (THEIRS(*a) == THEIRS(*b))
    assert (OURS(*a) != OURS(*b)) is (THEIRS(*a) != THEIRS(*b))


@given(VALUES)
def test_they_are_shown_and_taken_apart_alike(values: Any) -> None:
    ours, theirs = OURS(*values), THEIRS(*values)
    assert repr(ours) == repr(theirs)
    assert asdict(ours) == asdict(theirs)
    assert [(f.name, f.type, f.default) for f in fields(ours)] == [
        (f.name, f.type, f.default) for f in fields(theirs)
    ]
    assert replace(ours, x=7) == OURS(7, *values[1:])
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.far is theirs.far
    assert OURS.KINDS == THEIRS.KINDS


def test_defaults_are_made_anew_for_each() -> None:
    assert OURS(1).bag == {}
    assert OURS(1).bag is not OURS(1).bag
    assert OURS(1, bag={"a": 1}).bag == {"a": 1}


def test_one_of_another_class_is_never_equal() -> None:
    one: object = One(1)
    assert one != Kept(1)
    assert One(1).__eq__((1,)) is NotImplemented


def test_equal_ones_have_one_place_in_a_set() -> None:
    assert len({Kept(1, ("a",)), Kept(1, ("a",)), Kept(2), One(1), One(1), Bare(), Bare()}) == 4
    assert hash(Kept(1)) == hash((1, ()))
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS(1))


def test_a_single_field_is_compared_as_the_standard_library_does() -> None:
    nan = float("nan")
    assert One(nan) == One(nan), "the same object"
    assert Bare() == Bare()


def test_nothing_of_it_can_be_changed() -> None:
    one = Kept(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
        one.a = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
        del one.a
    with pytest.raises(FrozenInstanceError):
        one.other = 2  # type: ignore[attr-defined]  # as above
    assert not hasattr(one, "__dict__")


def test_it_is_copied_and_pickled() -> None:
    one = Kept(1, ("a",))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert copy.deepcopy(one) == copy.copy(one) == one


def test_arguments_by_name_stay_arguments_by_name() -> None:
    assert repr(NAMED(name="a", left=True)) == repr(THEIR_NAMED(name="a", left=True))
    with pytest.raises(TypeError):
        NAMED("a", left=True)
    with pytest.raises(TypeError, match="missing 1 required"):
        NAMED(name="a")
    with pytest.raises(ValueError, match="b"):
        NAMED(name="b", age=-1, left=False)


def test_patterns_match_it() -> None:
    match Kept(1, ("a",)):
        case Kept(1, (name,)):
            assert name == "a"
        case _:
            pytest.fail("no pattern matched")


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @nouns.dataclass(frozen=True, slots=True)
        class Wrong:
            """No."""

            some: list[int] = []  # noqa: RUF012 - that is the point


def test_what_is_not_plain_is_made_by_the_standard_library() -> None:
    @nouns.dataclass(frozen=True, slots=True)
    class Hidden:
        """A field that does not count."""

        a: int
        b: int = field(default=0, compare=False, repr=False)
        c: int = field(init=False, default=3)

    assert Hidden(1, 2) == Hidden(1, 3)
    assert "b=" not in repr(Hidden(1))
    assert Hidden(1).c == 3

    @nouns.dataclass(frozen=True, slots=True)
    class Further(Kept):
        """One more field."""

        more: int = 0

    assert Further(1, ("a",), 2) == Further(1, ("a",), 2)
    assert Further(1) != Kept(1)
    assert repr(Further(1)).endswith("Further(a=1, b=(), more=0)")

    @nouns.dataclass(slots=True)
    class Loose:
        """Changes."""

        a: int

    loose = Loose(1)
    loose.a = 2
    assert loose == Loose(2)

    @nouns.dataclass
    class Open:
        """Without a word."""

        a: int

    assert Open(1) == Open(1)


def test_its_own_methods_stay_its_own() -> None:
    @nouns.dataclass(frozen=True, slots=True)
    class Loud:
        """Says it its way."""

        a: int

        def __repr__(self) -> str:
            return "LOUD"

    assert repr(Loud(1)) == "LOUD"
    assert Loud(1) == Loud(1)
