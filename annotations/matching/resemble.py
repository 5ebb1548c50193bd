"""How much sentences look as if they said the same: scores from 0 to 1, for ranking.

The score of two sentences is .45 × the cosine of their character 3- to 5-grams, weighed by tf-idf
+ .35 × the share of words in common, weighed by idf, where words count as one from a Jaro-Winkler
similarity of .88 (inflected and transliterated forms) + .20 × `token_set_ratio` + .10 where they
share a number, at most 1; taken of the sentences as they stand and of both without their reporting
frame (`annotations.matching.frame`), and the better of the two.

What is rare (idf: Spärck Jones 1972, as ln((1 + n) / (1 + df))) is measured on the sentences that
are compared with one another, so that what a whole story has in common counts for little; a score
belongs to the company in which it was given. Refuses to say that two sentences agree: "not" put
into one of them hardly lowers the score. Refuses `WRatio` and lists of stop words, both of which
rank true pairs lower.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from operator import mul

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from annotations.matching.frame import core
from annotations.nouns import dataclass

SCORER = "gram-word-set/1"
"""Name and version of the score, kept with each decision that was made on one."""

REACH = 1_000
"""Characters of a sentence that are compared."""

_GRAMS = (3, 4, 5)
_ALIKE = 0.88
_GRAM, _WORD, _SET, _NUMBER = 0.45, 0.35, 0.20, 0.10
_LEAST = 0.01
"""Added to every idf: what stands in all sentences counts a little, so that no weight is 0."""
_PLACES = 4

_WORDS = re.compile(r"\w+")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One reading of a sentence, prepared for comparing."""

    folded: str
    """The words, NFKC, case folded, one blank between them."""
    words: frozenset[str]
    numbers: frozenset[str]
    grams: Counter[str]


class Company:
    """Some sentences, the first of which is compared with the others; what is rare among them."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.views = [_views(sentence[:REACH]) for sentence in sentences]
        n = len(sentences)
        idf = [math.log((1 + n) / (1 + df)) + _LEAST for df in range(n + 1)]
        wholes = [whole for whole, *_ in self.views]
        words = Counter(chain.from_iterable(view.words for view in wholes))
        grams = Counter(chain.from_iterable(view.grams for view in wholes))
        self._rarest = idf[0]
        self._words = {word: idf[df] for word, df in words.items()}
        self._grams = {gram: idf[df] ** 2 for gram, df in grams.items()}
        self._forms = _forms(wholes[0].words, words)
        self._squares = {
            view: sum(self._products(view.grams, view.grams, view.grams))
            for view in chain.from_iterable(self.views)
        }

    def score(self, a: View, b: View) -> float:
        """The score of a view of the first sentence and one of another."""
        if a.folded == b.folded:
            return 1.0
        covered = self._covered(a.words, b.words) + self._covered(b.words, a.words)
        score = (
            _GRAM * self._cosine(a, b)
            + _WORD * covered / 2
            + _SET * fuzz.token_set_ratio(a.folded, b.folded) / 100
            + _NUMBER * (not a.numbers.isdisjoint(b.numbers))
        )
        return round(min(score, 1.0), _PLACES)

    def _cosine(self, a: View, b: View) -> float:
        shared = a.grams.keys() & b.grams.keys()
        # exact, since the order of a set is not the same in every run
        dot = math.fsum(self._products(shared, a.grams, b.grams))
        return dot / math.sqrt(self._squares[a] * self._squares[b]) if dot else 0.0

    def _products(self, grams: Iterable[str], a: Counter[str], b: Counter[str]) -> Iterator[float]:
        """Of each gram n × n × idf²; in maps, since this is where the time goes."""
        squares = map(self._grams.get, grams, repeat(self._rarest**2))
        return map(mul, map(mul, map(a.__getitem__, grams), map(b.__getitem__, grams)), squares)

    def _covered(self, words: frozenset[str], there: frozenset[str]) -> float:
        """The share of the words, by idf, that stand there in some form."""
        idf = {word: self._words.get(word, self._rarest) for word in words}
        every = math.fsum(idf.values())
        missing = [
            weight
            for word, weight in idf.items()
            if word not in there and self._forms.get(word, _NONE).isdisjoint(there)
        ]
        return 1 - math.fsum(missing) / every if every else 0.0


_NONE: frozenset[str] = frozenset()


def resemblances(asked: str, others: Sequence[str]) -> list[float]:
    """The score of each of the other sentences beside the one asked about, in their order."""
    company = Company([asked, *others])
    mine, *theirs = company.views
    return [max(company.score(one, other) for one in mine for other in views) for views in theirs]


def resemblance(a: str, b: str, *, among: Sequence[str] = ()) -> float:
    """The score of two sentences in the company of others; the same whichever comes first.

    Sentences of the same words have 1, those without a word in common about 0. Without company,
    what the two share is not rare, and their score is low.
    """
    return resemblances(a, [b, *among])[0]


def _views(sentence: str) -> list[View]:
    """The readings that are compared: as it stands and, where it has one, without frame."""
    return [_view(text) for text in dict.fromkeys((sentence, core(sentence)))]


def _view(text: str) -> View:
    normal = unicodedata.normalize("NFKC", text).casefold()
    folded = " ".join(_WORDS.findall(normal)) or "".join(normal.split())
    padded = f" {folded} "
    grams = [padded[at : at + size] for size in _GRAMS for at in range(len(padded) - size + 1)]
    return View(
        folded, frozenset(folded.split()), frozenset(_NUMBERS.findall(normal)), Counter(grams)
    )


def _forms(mine: Iterable[str], every: Iterable[str]) -> dict[str, set[str]]:
    """Word → those that are forms of it, among the words of one sentence and those of all."""
    forms: dict[str, set[str]] = {}
    words = list(every)
    for word in mine:
        alike = process.extract(
            word, words, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=None
        )
        for other, _, _ in alike:
            forms.setdefault(word, set()).add(other)
            forms.setdefault(other, set()).add(word)
    return forms
