"""What a detector finds, and how much each kind of finding weighs.

The table is the only place that says what is an alarm, a note or a column. Rules: both sides have
a value and they differ = alarm; one lacks it = note; style = column.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from annotations.claims import Level, Severity
from annotations.matching.detectors.reading import Reading


class Finding(NamedTuple):
    """One difference between two passages: a case of `RULINGS`, and the value on either side."""

    case: str
    a: str = ""
    b: str = ""


Detector = Callable[[Reading, Reading], Iterator[Finding]]
"""Compares two readings. Never raises, whatever the texts hold."""


class Ruling(NamedTuple):
    """How a case is shown and how much it matters."""

    level: Level
    severity: Severity


RULINGS: dict[str, Ruling] = {
    # A figure is what a claim is checked by.
    "number differs": Ruling("alarm", "material"),
    "number missing": Ruling("note", "material"),
    # "nearly 85,000" beside "84,800": rounded, and it says so.
    "number rounded": Ruling("note", "cosmetic"),
    "unit differs": Ruling("alarm", "material"),
    # "not retreat a metre", "not an inch": both have a unit, neither measures.
    "unit of an idiom": Ruling("alarm", "cosmetic"),
    # "10 miles", "16 km": the same length.
    "unit converted": Ruling("column", "cosmetic"),
    # "about 20%" may be more, "nearly 20%" may not.
    "approximator differs": Ruling("alarm", "cosmetic"),
    # "over" against "under": the figure bounds the other side.
    "approximator opposed": Ruling("alarm", "material"),
    "approximator missing": Ruling("note", "cosmetic"),
    "date differs": Ruling("alarm", "material"),
    # "last September" beside "September": a year may lie between.
    "date ambiguous": Ruling("alarm", "material"),
    # … unless the days of publication let both be the same one.
    "date read alike": Ruling("alarm", "cosmetic"),
    # Without its date a statement is of another time.
    "date missing": Ruling("note", "material"),
    # "on Tuesday" beside "on 19 December": nothing here says whether they are the same day.
    "date not comparable": Ruling("note", "cosmetic"),
    "span differs": Ruling("alarm", "material"),
    "span ambiguous": Ruling("alarm", "material"),
    "span read alike": Ruling("alarm", "cosmetic"),
    "span missing": Ruling("note", "material"),
    # The same words with and without "not".
    "negation on one side": Ruling("alarm", "reversal"),
    # "not" in a clause that the other one does not have.
    "negation missing": Ruling("note", "material"),
    # "may" beside "will", "reportedly" beside "may": both say how sure it is, and differ.
    "hedge differs": Ruling("alarm", "material"),
    "hedge missing": Ruling("note", "material"),
    # Kiev, Kyiv: one name in two transliterations is style.
    "name transliterated": Ruling("column", "cosmetic"),
    # Spelt alike and explained by no rule: a slip, or somebody else.
    "name spelt otherwise": Ruling("alarm", "cosmetic"),
    # Iran, Iraq: alike by letters only.
    "name lookalike": Ruling("alarm", "material"),
    # Another name in the same place: often two ways to name one ("Moscow", "the Kremlin").
    "name differs": Ruling("note", "material"),
    # Quotation marks promise the very words.
    "quote differs": Ruling("alarm", "material"),
    "quote written otherwise": Ruling("alarm", "cosmetic"),
    "quote missing": Ruling("note", "cosmetic"),
    # The promise is made by one and not by the other.
    "paraphrase": Ruling("note", "material"),
    "cue differs": Ruling("column", "cosmetic"),
    # "claimed", "admitted" pass judgement, "said" does not.
    "cue loaded": Ruling("note", "material"),
    "speaker differs": Ruling("alarm", "material"),
    # Said by somebody in one, stated as a fact in the other.
    "attribution missing": Ruling("note", "material"),
    # What the noise of real retellings is made of.
    "omission": Ruling("note", "cosmetic"),
}
"""Case → how it is shown and how much it matters."""
