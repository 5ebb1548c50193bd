"""How far annotators agree: whose labels, of what, with and without boilerplate.

Reads what people's labels are now. Refuses to leave anybody out silently: a name that is not
known is an error, and so are fewer than two of them. The same labels and seed give the same
figures.
"""

from collections.abc import Generator, Sequence
from datetime import date

from annotations.config import Config
from annotations.errors import ClaimdeskError
from annotations.nouns import dataclass
from annotations.review.agreement import Figures, measured
from annotations.review.bootstrap import RESAMPLES
from annotations.review.patterns import (
    NO_SECONDARY,
    PAIR,
    RatedPatterns,
    primary,
    secondary,
    without,
)
from annotations.store import Store
from annotations.workflow.names import refuse_unknown


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one kind of label."""

    figures: Figures
    without_boilerplate: Figures | None
    """The same without the sentences that all who labelled them called boilerplate; None where
    no label of the label set stands for it."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree on everything that two of them labelled."""

    annotators: tuple[str, ...]
    """As asked for; by name when nobody was."""
    primary: Measured
    secondary: Measured
    """Of the secondary labels, whatever the primary ones are. To have none is a value too."""


@dataclass(frozen=True, slots=True)
class ArticleAgreement:
    """The primary labels of one article. Intervals are not drawn."""

    id: str
    name: str
    title: str
    primary: Measured


@dataclass(frozen=True, slots=True)
class WeekAgreement:
    """The primary labels of the sentences finished in one week. Intervals are not drawn."""

    monday: date
    """Its first day, in UTC. The later of the labels of a sentence decides."""
    primary: Measured


def agreement(
    store: Store, names: Sequence[str] = (), *, config: Config, seed: int = 0
) -> Agreement:
    """The agreement of the annotators named, or of all who have labelled anything.

    `seed` is that of the interval. Raises UnknownName, ClaimdeskError for fewer than two
    annotators, StoreError.
    """
    with store.reading():
        annotators = _annotators(store, names)
        ratings = store.ratings.patterns(annotators)
    return agreement_of(ratings, annotators, config=config, seed=seed)


def agreement_of(
    ratings: RatedPatterns, annotators: Sequence[str], *, config: Config, seed: int = 0
) -> Agreement:
    """The same of patterns that were read already, with a place for each annotator."""
    return Agreement(
        tuple(annotators),
        _measured(ratings, annotators, config, seed=seed),
        _measured(ratings, annotators, config, seed=seed, of_secondary=True),
    )


def agreement_by_article(
    store: Store, names: Sequence[str] = (), *, config: Config
) -> Generator[ArticleAgreement, None, None]:
    """The same article by article, in order of import; raises as `agreement` does."""
    with store.reading():
        annotators = _annotators(store, names)
        for article in store.ratings.by_article(annotators):
            measured = _measured(article.ratings, annotators, config, resamples=0)
            yield ArticleAgreement(article.id, article.name, article.title, measured)


def agreement_by_week(
    store: Store, names: Sequence[str] = (), *, config: Config
) -> list[WeekAgreement]:
    """The same week by week; raises as `agreement` does."""
    with store.reading():
        annotators = _annotators(store, names)
        weeks = store.ratings.by_week(annotators)
    return [
        WeekAgreement(week.monday, _measured(week.ratings, annotators, config, resamples=0))
        for week in weeks
    ]


def _annotators(store: Store, names: Sequence[str]) -> list[str]:
    """Who is meant, each once. Raises UnknownName and ClaimdeskError."""
    known = store.ratings.annotators()
    for name in names:
        refuse_unknown(name, known)
    found = list(dict.fromkeys(names)) or known
    if len(found) < PAIR:
        raise ClaimdeskError(f"agreement takes two annotators: {_too_few(found, known)}")
    return found


def _too_few(found: Sequence[str], known: Sequence[str]) -> str:
    if not known:
        return "nobody has labelled anything in this database yet"
    if len(known) == 1:
        return f"only {known[0]} has labelled anything here so far"
    others = [name for name in known if name not in found]
    return f"name another one beside {found[0]}, such as {' or '.join(others[:3])}"


def _measured(
    ratings: RatedPatterns,
    annotators: Sequence[str],
    config: Config,
    *,
    of_secondary: bool = False,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Measured:
    patterns_of = secondary if of_secondary else primary
    order = [label.name for label in config.labels]
    if of_secondary:
        order.append(NO_SECONDARY)

    def figures(of: RatedPatterns) -> Figures:
        return measured(patterns_of(of), annotators, order=order, seed=seed, resamples=resamples)

    boilerplate = config.boilerplate
    return Measured(
        figures(ratings),
        None if boilerplate is None else figures(without(ratings, boilerplate.name)),
    )
