"""Suggestions for the sentences of stored articles, and what was learned from one's own labels.

Worked out anew each time, never stored: only what an annotator accepts becomes a label. Refuses to
look at what others labelled, and to suggest anything in a blind second pass.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from annotations.config import Config
from annotations.model import Article, Sentence, Suggestion
from annotations.store import Store
from annotations.suggesters import Asked, Known, Suggester, suggested
from annotations.suggesters.fitting import Pair
from annotations.suggesters.learned import Learned, Learner, Lesson, hindrance, learn, not_tried

ARTICLES = 500
"""Articles with own labels that are looked at, the last ones imported."""

KNOWN = 5_000
"""Own labels that the same text is looked for among."""

LESSONS = 2_000
"""Own labels that are learned from."""

OF_ONE = 500
"""Of these, those of one article: without others there is nothing to compare with."""

REPEATED_IN = 3
"""Other articles in which a line stands that is taken for boilerplate."""

_LINE = 80
"""Characters of such a line, at most: longer ones are more likely copied news."""


def suggestions(
    store: Store,
    article: Article,
    *,
    annotator: str,
    config: Config,
    blind: bool = False,
    learnt: Suggester | None = None,
    read: tuple[str, Sequence[Sentence]] | None = None,
) -> list[Suggestion | None]:
    """What is shown for each sentence of an article, in order; None where nothing is.

    The configured agents are asked in their order, and the first with something to say is shown.
    `blind`: this is a second opinion, and nothing is; so does the setting `blind_second_pass`.
    `learnt`: what `learning` came to; without it, `learned` has nothing to say. `read`: text and
    sentences of the article, where they are at hand. Sentences that have a label get suggestions
    as well. Raises StoreError.
    """
    agents = config.suggest.agents
    with store.told():
        text, sentences = read or store.articles.read(article.number)
        if blind or config.suggest.blind_second_pass or not agents:
            return [None] * len(sentences)
        repeated = _repeated(store, article.number, sentences) if "rules" in agents else ()
        known = _known(store, article.number, annotator) if "same-text" in agents else ()
    asked = _asked(
        config,
        text,
        sentences,
        title=article.title,
        repeated=frozenset(repeated),
        known=known,
        learnt=learnt,
    )
    return suggested(asked, agents)


def learning(store: Store, *, annotator: str, config: Config, learner: Learner = learn) -> Learned:
    """Fit the agent `learned` to the annotator's labels; takes seconds, so not while they wait.

    Its suggester is for `suggestions`; None where it is no better than the rules, where there are
    too few labels, where scikit-learn is not installed, and where the agent is not configured.
    `learner`: who fits it; in this process, unless told otherwise, which loads scikit-learn into
    it. Raises StoreError.
    """
    if "learned" not in config.suggest.agents:
        return not_tried("`learned` is not among the configured agents")
    least = config.suggest.learn_from
    with store.told():
        given = _given(store, annotator, config)
        hindered = hindrance([labels.values() for labels in given.values()], least=least)
        return hindered or learner(_lessons(store, annotator, config, given), least=least)


def _asked(
    config: Config,
    text: str,
    sentences: Sequence[Sentence],
    *,
    title: str,
    repeated: frozenset[str] = frozenset(),
    known: Sequence[Known] = (),
    learnt: Suggester | None = None,
) -> Asked:
    boilerplate = config.boilerplate
    return Asked(
        text=text,
        sentences=sentences,
        labels=frozenset(label.name for label in config.labels),
        secondaries=frozenset(label.name for label in config.labels if label.secondary),
        boilerplate=None if boilerplate is None else boilerplate.name,
        title=title,
        repeated=repeated,
        known=known,
        learnt=learnt,
    )


def _repeated(store: Store, article: int, sentences: Sequence[Sentence]) -> list[str]:
    """The short lines of an article that stand in several others, too."""
    lines = {sentence.text for sentence in sentences if len(sentence.text) <= _LINE}
    own = store.own
    return [line for line in lines if own.elsewhere(line, article=article) >= REPEATED_IN]


def _known(store: Store, article: int, annotator: str) -> list[Known]:
    """What the annotator called sentences of other articles, read no further than is looked at."""
    found: list[Known] = []
    for number in store.own.articles(annotator=annotator, limit=ARTICLES):
        if number != article:
            labels = store.own.labels([number], annotator=annotator)
            found += [
                Known(text=one.text, label=one.label, secondary=one.secondary) for one in labels
            ]
        if len(found) >= KNOWN:
            break
    return found[:KNOWN]


_Given = Mapping[int, Mapping[int, Pair]]
"""Article → number of the sentence → its labels."""


def _given(store: Store, annotator: str, config: Config) -> _Given:
    """The annotator's labels that are still configured, in the articles that have any."""
    names = {label.name for label in config.labels}
    found: dict[int, dict[int, Pair]] = {}
    left = LESSONS
    for number in store.own.articles(annotator=annotator, limit=ARTICLES):
        states = store.labels.states(number, annotator=annotator)
        labels = {
            sentence: (state.label, state.secondary)
            for sentence, state in sorted(states.items())
            if state.label and state.label in names
        }
        if labels:
            found[number] = dict(islice(labels.items(), OF_ONE))
            left -= len(found[number])
        if left <= 0:
            break
    return found


def _lessons(store: Store, annotator: str, config: Config, given: _Given) -> Iterator[Lesson]:
    """The articles with these labels, one at a time."""
    for number, labels in given.items():
        text, sentences = store.articles.read(number)
        title = store.articles.one(number, annotator=annotator).title
        places = {sentence.number: at for at, sentence in enumerate(sentences)}
        yield Lesson(
            _asked(config, text, sentences, title=title),
            {places[sentence]: pair for sentence, pair in labels.items()},
        )
