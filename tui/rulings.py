"""Rulings made from rulings: decided on a label, on none, sent back, taken back.

Pure. Refuses to know who rules and whether that counts.
"""

from dataclasses import replace

from annotations.model import Ruling


def labelled(ruling: Ruling, name: str, secondary: str | None) -> Ruling:
    """Decided on a label."""
    return replace(ruling, decision="label", label=name, secondary=secondary)


def unfitting(ruling: Ruling) -> Ruling:
    """Decided that no label fits."""
    return replace(ruling, decision="none", label=None, secondary=None)


def undecided(ruling: Ruling) -> Ruling:
    """Without a decision; note, reason and question stay."""
    return replace(ruling, decision=None, label=None, secondary=None)


def sent_back(ruling: Ruling, names: tuple[str, ...]) -> Ruling:
    """Undecided, until these annotators have looked again."""
    return replace(undecided(ruling), sent_to=names)
