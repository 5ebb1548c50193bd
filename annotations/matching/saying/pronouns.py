"""Whom `he`, `she` and `they` mean, where only one of the speakers so far can be meant.

Refuses to choose between two, and to look beyond the paragraph.
"""

from collections.abc import Iterable

from annotations.matching.saying.phrases import head
from annotations.matching.saying.words import listed, words
from annotations.model import Span

_ONE = frozenset({"he", "she"})
_SEVERAL = frozenset({"they"})
_PLURAL_WORDS = listed("people police others some many several most both")


def resolved(text: str, speaker: Span, earlier: Iterable[Span]) -> Span:
    """Return what a speaker stands for: itself, or the only one of `earlier` it can mean.

    `earlier` are the speakers of the paragraph before this one, none of them a pronoun.
    """
    word = text[slice(*speaker)].lower()
    if word not in _ONE | _SEVERAL:
        return speaker
    fitting: list[tuple[Span, set[str]]] = []
    for span in reversed(list(earlier)):
        names = {head(words(text, span)).low, words(text, span)[-1].low}
        if _is_plural(text, span) == (word in _SEVERAL) and not any(
            names & other for _, other in fitting
        ):
            fitting.append((span, names))
    return fitting[0][0] if len(fitting) == 1 else speaker


def is_pronoun(words: str) -> bool:
    """Whether a speaker is only a pronoun."""
    return words.lower() in _ONE | _SEVERAL | {"it", "we", "i", "you", "who"}


def _is_plural(text: str, span: Span) -> bool:
    """Tell whether several speak: `two former officials close to it`, `A and B`."""
    phrase = words(text, span)
    last = head(phrase).low
    joined = any(word.low == "and" for word in phrase)
    return joined or last in _PLURAL_WORDS or (head(phrase).text.islower() and _ends_plural(last))


def _ends_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "'s", "’s", "us", "is"))
