"""The suggester that is fitted to one annotator's own labels. Needs the extra `learn`.

Logistic regression over word and character n-grams, cues of the sentence and its neighbours, and
what `rules` says of it; refitted as a whole each time. It is held against `rules` on labels it was
not fitted to, article by article, and is no suggester unless it does better there: labels that
were accepted from the rules count for the rules, so that the comparison is on their side. Both are
compared where both suggest something, since it always does; where the rules say nothing, it speaks
if it was right there as often as not. The same labels give the same model. What is here learns in
the process that calls it: the app has `teaching` do it in another. Refuses to learn from few
labels, or from one article alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from itertools import chain
from typing import Protocol

from annotations.model import Suggestion
from annotations.nouns import dataclass
from annotations.splits.same import normal
from annotations.suggesters.asked import Asked, Suggester, suggestion
from annotations.suggesters.fitting import (
    NEEDS,
    Model,
    Pair,
    Row,
    fitted,
    frequent,
    predicted,
    seen,
)

AGENT = "learned/1"
FOLDS = 5
"""Parts that the articles are split into, where there are so many articles."""

_ARTICLES = 2
_SPEAKS = 0.5
"""Share of right ones from which on it speaks where the rules say nothing."""
_FEWEST = 10
"""Labels by which that is known, at least."""
_REASON = "learned from your labels"


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article with the annotator's labels, by the index of the sentence."""

    article: Asked
    labels: Mapping[int, Pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the fitted suggester does on labels it was not fitted to, beside the rules on the same.

    Shares from 0 to 1 of the primary label where both suggest something; None where nothing could
    be measured.
    """

    labels: int
    articles: int
    measured: int = 0
    """Labels that it was held against: fewer than `labels` where articles copy one another."""
    silent: int = 0
    """Of these, the labels of sentences of which the rules say nothing."""
    accuracy: float | None = None
    macro_f1: float | None = None
    rules_accuracy: float | None = None
    rules_macro_f1: float | None = None
    alone: float | None = None
    """Its share of right ones where the rules say nothing."""
    better: bool = False
    why: str = ""
    """Why nothing could be measured, or how the comparison came out, in words."""

    @property
    def few_alone(self) -> bool:
        """Whether there are too few sentences of which the rules say nothing to know it there."""
        return self.silent < _FEWEST

    @property
    def speaks_alone(self) -> bool:
        """Whether it suggests something where the rules say nothing."""
        return not self.few_alone and self.alone is not None and self.alone >= _SPEAKS


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of learning."""

    suggester: Suggester | None
    """None where it is no better than the rules, or could not be fitted."""
    figures: Figures
    tried: bool = True
    """Whether a model was to be fitted; not where it was plain that nothing can be learned."""


class Learner(Protocol):
    """Whoever learns: `learn`, or a tutor that has it done in another process."""

    def __call__(self, lessons: Iterable[Lesson], *, least: int) -> Learned:
        """Fit to labels and compare with the rules."""
        ...


def by_learning(asked: Asked) -> list[Suggestion | None]:
    """Suggest what the fitted model says; nothing where there is none."""
    return [None] * len(asked.sentences) if asked.learnt is None else asked.learnt(asked)


def learn(lessons: Iterable[Lesson], *, least: int) -> Learned:
    """Fit to an annotator's labels and compare with the rules; at `least` labels and more."""
    lessons = [lesson for lesson in lessons if lesson.labels]
    hindered = hindrance([lesson.labels.values() for lesson in lessons], least=least)
    if hindered:
        return hindered
    taught = [_rows(lesson) for lesson in lessons]
    figures = _asked_in_turn(taught, sum(map(len, taught)))
    if not figures.better:
        return Learned(None, figures)
    model = fitted([pair for rows in taught for pair in rows])
    return Learned(partial(_suggested, model, speaks_alone=figures.speaks_alone), figures)


def hindrance(given: Sequence[Collection[Pair]], *, least: int) -> Learned | None:
    """What comes of labels that nothing can be learned from; None where it can be tried.

    `given`: the labels of each article that has any.
    """
    n = sum(map(len, given))
    why = _hindrance(given, n, least)
    return not_tried(why, labels=n, articles=len(given)) if why else None


def not_tried(why: str, *, labels: int = 0, articles: int = 0) -> Learned:
    """What comes of learning where nothing could be tried; `why` is in words."""
    return Learned(None, Figures(labels=labels, articles=articles, why=why), tried=False)


def _hindrance(given: Sequence[Collection[Pair]], n: int, least: int) -> str:
    """Why nothing can be learned; "" where it can."""
    if find_spec(NEEDS) is None:
        return "scikit-learn is not installed: pip install 'claimdesk[learn]'"
    if n < least:
        return f"{n} labels, and {least} are needed"
    if len(given) < _ARTICLES:
        return "all labels stand in one article, and there is nothing to compare with"
    if len(frequent(chain.from_iterable(given))) <= 1:
        return "one label alone is given often enough"
    return ""


def _rows(lesson: Lesson) -> list[tuple[Row, Pair]]:
    rows = seen(lesson.article)
    return [(rows[at], pair) for at, pair in sorted(lesson.labels.items())]


def _suggested(model: Model, asked: Asked, *, speaks_alone: bool) -> list[Suggestion | None]:
    rows = seen(asked)
    return [
        learned(asked, label, second, round(chance, 2)) if row.ruled or speaks_alone else None
        for row, (label, chance, second) in zip(rows, predicted(model, rows), strict=True)
    ]


def learned(
    asked: Asked, label: str | None, secondary: str | None, score: float
) -> Suggestion | None:
    """What a model says of a sentence; None where the label is not configured."""
    return suggestion(asked, label, secondary, score, _REASON, AGENT)


def _asked_in_turn(taught: Sequence[Sequence[tuple[Row, Pair]]], n: int) -> Figures:
    """Fit to four fifths of the articles and ask about the fifth, five times.

    A sentence that the model was fitted to in another article is not asked about: copied news
    would make it look better than it is.
    """
    gold: list[str] = []
    mine: list[str] = []
    theirs: list[str] = []
    for fold in _folds([len(rows) for rows in taught]):
        rest = [pair for at, rows in enumerate(taught) if at not in fold for pair in rows]
        known = {normal(row.text) for row, _ in rest}
        asked = [pair for at in sorted(fold) for pair in taught[at]]
        asked = [(row, pair) for row, pair in asked if normal(row.text) not in known]
        if asked and len(frequent(pair for _, pair in rest)) > 1:
            gold += [label for _, (label, _) in asked]
            mine += [label for label, _, _ in predicted(fitted(rest), [row for row, _ in asked])]
            theirs += [row.ruled for row, _ in asked]
    if not gold:
        return Figures(labels=n, articles=len(taught), why="no article is unlike the others")
    return compared(gold, mine, theirs, labels=n, articles=len(taught))


def compared(
    gold: Sequence[str], mine: Sequence[str], theirs: Sequence[str], *, labels: int, articles: int
) -> Figures:
    """Hold the fitted suggester against the rules; `theirs` has "" where they say nothing."""
    asked = list(zip(gold, mine, theirs, strict=True))
    both = [one for one in asked if one[2]]
    alone = [given == said for given, said, ruled in asked if not ruled]
    given, ours, ruled = zip(*both, strict=True) if both else ((), (), ())
    figures = Figures(
        labels=labels,
        articles=articles,
        measured=len(asked),
        silent=len(alone),
        accuracy=accuracy(given, ours) if both else None,
        macro_f1=macro_f1(given, ours) if both else None,
        rules_accuracy=accuracy(given, ruled) if both else None,
        rules_macro_f1=macro_f1(given, ruled) if both else None,
        alone=sum(alone) / len(alone) if alone else None,
    )
    better, why = _judged(figures)
    return replace(figures, better=better, why=why)


def _judged(figures: Figures) -> tuple[bool, str]:
    """Whether it is worth showing: at least as good in both figures and better in one, or alone."""
    ours = figures.accuracy or 0.0, figures.macro_f1 or 0.0
    ruled = figures.rules_accuracy or 0.0, figures.rules_macro_f1 or 0.0
    if any(one < other for one, other in zip(ours, ruled, strict=True)):
        return False, "no better than the rules"
    if ours != ruled:
        return True, "better than the rules"
    if figures.speaks_alone:
        return True, "right as often as not where the rules say nothing"
    return False, "no better than the rules"


def _folds(sizes: Sequence[int]) -> list[set[int]]:
    """Sets of articles with about as many labels each: the largest first, to the emptiest."""
    n = min(FOLDS, len(sizes))
    folds: list[set[int]] = [set() for _ in range(n)]
    held = [0] * n
    for at in sorted(range(len(sizes)), key=lambda at: (-sizes[at], at)):
        emptiest = held.index(min(held))
        folds[emptiest].add(at)
        held[emptiest] += sizes[at]
    return folds


def accuracy(gold: Sequence[str], said: Sequence[str]) -> float:
    """The share of labels that are right; of at least one."""
    return sum(map(str.__eq__, gold, said)) / len(gold)


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """The mean over the labels given of F1 = 2 × right / (given + suggested)."""
    names = sorted(set(gold))
    right = Counter(one for one, other in zip(gold, said, strict=True) if one == other)
    given, suggested = Counter(gold), Counter(said)
    return sum(2 * right[name] / (given[name] + suggested[name]) for name in names) / len(names)
