"""Claims and what came of checking them: one writer a format, in a visible dict.

The second of two registries: that of `annotations.exporters` is about labelled sentences. What is
told of a claim is gathered before (`annotations.workflow`). A room is imported when it is first
asked for: an export of labels wants the names alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from annotations.exporters.claims.says import CLAIM_SAYS

if TYPE_CHECKING:
    from annotations.exporters.claims.dossier import Backing, Dossier, Past, Place, Telling
    from annotations.exporters.claims.formats import CLAIM_FORMATS
    from annotations.exporters.claims.shape import (
        REASONS,
        ClaimFormat,
        ClaimTerms,
        Page,
        Reason,
    )

__all__ = [
    "CLAIM_FORMATS",
    "CLAIM_SAYS",
    "REASONS",
    "Backing",
    "ClaimFormat",
    "ClaimTerms",
    "Dossier",
    "Page",
    "Past",
    "Place",
    "Reason",
    "Telling",
]

_ROOMS = {
    "formats": ("CLAIM_FORMATS",),
    "dossier": ("Backing", "Dossier", "Past", "Place", "Telling"),
    "shape": ("REASONS", "ClaimFormat", "ClaimTerms", "Page", "Reason"),
}
"""Room → what is in it."""


def __getattr__(name: str) -> object:
    """What is in a room, by its name: imported once."""
    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = found
    return found
