"""Names of annotators as people type them."""

from collections.abc import Sequence
from difflib import get_close_matches

from annotations.errors import UnknownName


def refuse_unknown(name: str, known: Sequence[str]) -> None:
    """Raise UnknownName, with the nearest names, for somebody who has labelled nothing."""
    if name in known:
        return
    if not known:
        raise UnknownName("nobody has labelled anything in this database yet")
    near = get_close_matches(name, known, n=3, cutoff=0.4) or known[:3]
    raise UnknownName(
        f"nobody called {name!r} has labelled anything here; did you mean {' or '.join(near)}?"
    )
