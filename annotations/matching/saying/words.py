"""A sentence as words and signs, and the small closed lists of words that its frame is read by.

Knows English only. Offsets are code points of the text given.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from annotations.model import Span

LONGEST = 4_000
"""Characters of a sentence that are looked at; no sentence of an article is that long."""

HIDDEN = "\ufffc"
"""Stands for each character of a quotation while the words around it are read."""

_TOKEN = re.compile(
    rf"""{HIDDEN}+
       | (?:[^\W\d_]\.){{2,}}                                   # U.S.
       | (?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Prof|Rev|Jr|Sr)\.
       | (?:Dec|Nov|Oct|Sept|Aug|Feb|Jan)\.
       | \d+(?:[.,:]\d+)+                                      # 20,000 5:40
       | [^\W_]+(?:['’.&-][^\W_]+)*(?:['’](?=\s))?              # officials' don’t Al-Amr
       | [,;:()\[\]—–…!?.-]""",
    re.VERBOSE,
)


WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
"""A word, for counting."""


class Word(NamedTuple):
    """A word or sign."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a sign."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_hidden(self) -> bool:
        """Whether a quotation stands there."""
        return self.text[0] == HIDDEN


def words(text: str, span: Span, *, longest: int = LONGEST) -> list[Word]:
    """Return the words and signs of a stretch, of its first `longest` characters."""
    end = min(span.end, span.start + longest)
    return [
        Word(found[0], found[0].lower().replace("’", "'"), found.start(), found.end())
        for found in _TOKEN.finditer(text, span.start, end)
    ]


def hidden(text: str, spans: Iterable[Span]) -> str:
    """Return a text of the same length in which these stretches, in order, are hidden."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], HIDDEN * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


AUXILIARIES = listed(
    "has have had having is are was were be been being am do does did will would can could may"
    " might must shall should remain remains remained"
)
BEING = listed("is are was were be been being am")
MODALS = listed("will would can could may might must shall should to")
NEGATIONS = listed(
    "no not never hardly neither nor didn't hasn't haven't wouldn't doesn't don't won't"
)
ADVERBS = listed(
    "also again then later earlier once often just now ever still yet even already first"
    " further twice longer together always sometimes soon meanwhile thus too else long all both"
    " each"
)
"""Beside those in -ly."""

DETERMINERS = listed(
    "a an the this that these those his her its their our my your one two three four five six"
    " several some many most few both another other any no each every more numerous various"
)
PRONOUNS = listed("he she they we i it you who")
RELATIVES = listed("who which whom whose")
LINKS = listed(
    "that and but or while because although though as if when since where after before until"
    " so than what whether whereas however meanwhile nor yet plus despite according"
)
ABOUT = listed("in on at by during after before to from with for about amid under over into within")
NEVER_SAYS = listed(
    "who whom this that these those there what it's here it which when where how why nothing"
    " everything and or but a an the of to by as been not"
)
CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july"
    " august september october november december jan. feb. aug. sept. oct. nov. dec. yesterday"
    " today tomorrow tonight"
)
POINTING = listed("last this that next same earlier late")
PERIODS = CALENDAR | listed(
    "day week weekend month year century morning afternoon evening night spring summer fall autumn"
    " winter season time march may"
)


def is_adverb(low: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return low in ADVERBS or (low.endswith("ly") and low not in {"family", "ally", "assembly"})
