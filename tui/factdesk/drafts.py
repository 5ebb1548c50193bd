"""What was typed and not given yet, for as long as its session lasts: no view loses a word.

A view is made anew each time it is opened, so what was begun is kept with the session. Refuses to
know what it keeps.
"""

from weakref import WeakKeyDictionary

from tui.factwork import FactWork

Drafts = dict[tuple[str, str], object]
"""Claim and what it is for → what was begun."""

_BEGUN: WeakKeyDictionary[FactWork, Drafts] = WeakKeyDictionary()


def drafts_of(work: FactWork) -> Drafts:
    """What was begun in a session; gone with it."""
    return _BEGUN.setdefault(work, {})
