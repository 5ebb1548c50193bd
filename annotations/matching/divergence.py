"""In what two retellings of one claim differ.

Rules only: what no rule can see (antonyms, irony) raises nothing, and a person marks it. Of each
kind there is one divergence at most, the gravest; its values are all that were found of that
level, so that a person can dismiss a kind of a pair in one go. Refuses to look further into a text
than `reading.LIMIT` code points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotations.claims import Divergence, DivergenceKind, Level, Severity
from annotations.matching.detectors.dates import dates, spans
from annotations.matching.detectors.finding import RULINGS, Detector, Finding
from annotations.matching.detectors.hedges import hedges
from annotations.matching.detectors.names import names
from annotations.matching.detectors.negation import negation
from annotations.matching.detectors.numbers import approximators, numbers, units
from annotations.matching.detectors.omission import omission
from annotations.matching.detectors.quotes import paraphrase, quotes
from annotations.matching.detectors.reading import LIMIT, read
from annotations.matching.detectors.voices import attribution, cues, speakers
from annotations.matching.passage import Passage

DETECTORS: dict[DivergenceKind, Detector] = {
    "number": numbers,
    "unit": units,
    "approximator": approximators,
    "date": dates,
    "span": spans,
    "negation": negation,
    "hedge": hedges,
    "name": names,
    "quote": quotes,
    "paraphrase": paraphrase,
    "cue": cues,
    "speaker": speakers,
    "attribution": attribution,
    "omission": omission,
}
"""Kind → what finds it, in the order in which divergences are given. `reversal` has none."""

_LEVELS: tuple[Level, ...] = ("alarm", "note", "column")
_SEVERITIES: tuple[Severity, ...] = ("reversal", "material", "cosmetic")
_LONGEST = 120
"""Code points of a value that are shown."""


def divergences(a: Passage, b: Passage) -> tuple[Divergence, ...]:
    """Compare two passages by every detector; of one passage with itself: nothing.

    Swapped sides give the same divergences with their values swapped: inside, the sides are always
    compared in one order.
    """
    a, b = _cut(a), _cut(b)
    if _order(b) < _order(a):
        return tuple(replace(one, a=one.b, b=one.a) for one in divergences(b, a))
    if a == b:
        return ()
    one, other = read(a), read(b)
    return tuple(
        _divergence(kind, found)
        for kind, detector in DETECTORS.items()
        if (found := list(detector(one, other)))
    )


def _cut(passage: Passage) -> Passage:
    """A passage no longer than what is read of it, which is kept for the next comparison."""
    return passage if len(passage.text) <= LIMIT else replace(passage, text=passage.text[:LIMIT])


def _order(passage: Passage) -> tuple[str, ...]:
    known = (passage.published, passage.speaker, passage.cue, passage.form)
    return (passage.text, *("" if one is None else f"={one}" for one in known))


def _divergence(kind: DivergenceKind, found: Sequence[Finding]) -> Divergence:
    """Put the findings of one kind together: those of the gravest level, with all their values."""
    rulings = [RULINGS[one.case] for one in found]
    level = min((ruling.level for ruling in rulings), key=_LEVELS.index)
    worst = [one for one in found if RULINGS[one.case].level == level]
    severity = min((RULINGS[one.case].severity for one in worst), key=_SEVERITIES.index)
    return Divergence(
        kind=kind,
        a=_joined(one.a for one in worst),
        b=_joined(one.b for one in worst),
        severity=severity,
        level=level,
    )


def _joined(values: Iterator[str]) -> str:
    shown = "; ".join(dict.fromkeys(filter(None, values)))
    shown = " ".join(shown.split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
