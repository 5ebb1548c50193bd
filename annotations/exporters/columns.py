"""Of what type each key of a row is, for formats that declare their columns.

Read off `Row` itself, so that a new key needs no second list. Refuses types that no table has.
"""

from types import UnionType
from typing import Literal, get_args, get_origin, get_type_hints

from annotations.exporters.row import Row

Kind = Literal["text", "whole", "share", "texts"]
"""A text, a whole number, a number with a fraction, a list of texts; each perhaps unknown."""

_KINDS: dict[object, Kind] = {str: "text", int: "whole", float: "share", tuple[str, ...]: "texts"}


def _kind(hint: object) -> Kind:
    parts = get_args(hint) if get_origin(hint) is UnionType else (hint,)
    (kind,) = (_KINDS[part] for part in parts if part in _KINDS)
    return kind


KINDS: dict[str, Kind] = {key: _kind(hint) for key, hint in get_type_hints(Row).items()}
"""Key of a row → what it holds."""
