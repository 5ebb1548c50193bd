"""A text cut into words and marks, folded for comparison.

Offsets are code points of the text. Refuses to parse grammar: a clause is what stands between two
marks or conjunctions. The stem cuts endings off by rule (after M. Porter, An algorithm for suffix
stripping, 1980, of which it does the plural, participle and adverb steps).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'"))
"""Typographic marks to straight ones, one for one, so that offsets hold."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"  # U.S.
    r"|\d+(?:[.,\u00a0\u202f:/]\d+)*"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|[^\w\s]"
)


def listed(line: str) -> frozenset[str]:
    """A list of words, given as one line."""
    return frozenset(line.split())


_ENDS_CLAUSE = listed(
    ', ; : . ! ? ( ) [ ] { } — – … " | and but while whereas although though because if unless '
    "which who whose whom when where until since as after before so however whether"
)
_OPENS_SENTENCE = listed('. ! ? : " ( • | — – …')

FUNCTION = listed(
    "a an the this that these those some any each every all both other such own same i me my we us "
    "our you your he him his she her it its they them their themselves himself itself who whom "
    "whose which what there here where when why how am is are was were be been being do does did "
    "done have has had having will would shall should can could may might must ought of in on at "
    "by for with from to into onto over under about against between among through during before "
    "after since until till upon within without along across behind beyond near toward towards off "
    "out up down as than like per via amid and or but nor so yet if then because although though "
    "while whereas unless whether however not no never none neither nobody nothing also too very "
    "just only even still again already now more most less least much many few several one s t d "
    "ll re ve m"
)
"""Words without a stem: they carry no content of their own."""


SAME = 0.6
"""Share of the stems from which two passages make the same statement (`shared`)."""


class Word(NamedTuple):
    """A word, a number or a mark."""

    text: str
    low: str
    """Folded: lower case, dots of an acronym and the possessive taken off."""
    stem: str
    """"" for function words, numbers and marks."""
    start: int
    end: int
    clause: int
    """Rises with every mark and conjunction."""
    capital: bool
    opens: bool
    """Whether it opens a sentence or quotation, where a capital says nothing."""
    glued: bool
    """No blank between it and the word or mark before."""


def cut(text: str) -> tuple[Word, ...]:
    """Cut a text whose quotation marks are straight (`QUOTES`)."""
    found: list[Word] = []
    clause, end, opens = 0, -1, True
    for match in _TOKEN.finditer(text):
        raw, start = match.group(), match.start()
        low = _fold(raw)
        if low in _ENDS_CLAUSE:
            clause += 1
        is_word = raw[0].isalpha()
        found.append(
            Word(
                raw,
                low,
                stem(low) if is_word else "",
                start,
                match.end(),
                clause,
                raw[0].isupper(),
                opens,
                start == end,
            )
        )
        opens = raw in _OPENS_SENTENCE or (opens and not is_word)
        end = match.end()
    return tuple(found)


_UNITED_STATES = frozenset(["US", "U.S.", "U.S", "USA", "U.S.A.", "US's"])
"""Upper case is all that tells the country from the pronoun."""


def _fold(raw: str) -> str:
    low = raw.lower()
    if raw in _UNITED_STATES:
        return "u.s."
    if len(low) > 1 and low[1] == "." and not low[0].isdigit():
        low = low.replace(".", "")
    return low.removesuffix("'s")


@lru_cache(maxsize=8192)
def stem(low: str) -> str:
    """Cut the ending off a folded word; "" for a function word."""
    if low in FUNCTION or low.endswith("n't"):
        return ""
    if len(low) <= _SHORT:
        return low
    cut_off = _without_ending(low)
    cut_off = cut_off.removesuffix("e")
    if cut_off[-1] == "y":
        return cut_off[:-1] + "i"
    return cut_off[:-1] if cut_off[-2:-1] == cut_off[-1] else cut_off


_SHORT = 3
_ENDINGS = (
    ("ies", "y", 5), ("ingness", "", 9), ("iness", "y", 7), ("ness", "", 7),
    ("ingly", "", 8), ("edly", "", 7),
    ("ations", "ate", 8), ("ation", "ate", 7), ("ments", "", 8), ("ment", "", 7),
    ("ing", "", 6), ("ied", "y", 5), ("eed", "ee", 5), ("ed", "", 5), ("ly", "", 6),
    ("ches", "ch", 5), ("shes", "sh", 5), ("sses", "ss", 5), ("xes", "x", 4),
    ("ss", "ss", 3), ("us", "us", 3), ("is", "is", 3), ("s", "", 4),
)  # fmt: skip
"""Ending, what it becomes, and how long the word has to be; the first that fits."""


def _without_ending(low: str) -> str:
    for ending, becomes, least in _ENDINGS:
        if len(low) >= least and low.endswith(ending):
            return low[: -len(ending)] + becomes
    return low


def stems(words: Iterable[Word]) -> frozenset[str]:
    """The stems of some words, function words left out."""
    return frozenset(word.stem for word in words if word.stem)


def shared(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the smaller set stands in the other, 0 to 1 (overlap coefficient)."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
