"""`suggest`: what the suggesters would show for each sentence, for people or as JSON.

Refuses to label anything: suggestions are accepted in the app.
"""

from collections.abc import Iterator

import click

from annotations.model import Article, Sentence, Suggestion
from annotations.store import Store
from annotations.suggesters.learned import Figures
from annotations.workflow.suggesting import learning, suggestions
from tui.cli.command import Command
from tui.cli.listing import as_json
from tui.cli.options import Options
from tui.cli.table import GAP, folded, row
from tui.cli.talk import counted, give, give_json, say, width

_NUMBER, _LABEL, _SCORE = 4, 13, 4

Suggested = tuple[Article, Sentence, Suggestion | None]


@click.command(
    cls=Command,
    examples=(
        "claimdesk suggest report.txt",
        "claimdesk suggest --json > suggestions.jsonl",
    ),
)
@click.argument("article", required=False)
@as_json
@click.pass_obj
def suggest(options: Options, article: str | None, *, as_json: bool) -> None:
    """Say what label would be suggested for each sentence, and why.

    ARTICLE is an id, the beginning of one that fits no other article, or the file name; without
    it, every article is gone through. The score, from 0 to 1, is about how often such a
    suggestion is right. Sentences that you have labelled are told as well.

    From `suggest.learn_from` labels on, suggestions are learned from yours where that does better
    than the rules; what came of it is told on stderr.
    """
    annotator = options.annotator
    with options.opened() as store:
        with store.told():
            asked = None if article is None else store.articles.find(article, annotator=annotator)
        found = _suggested(store, asked, options)
        if as_json:
            for one in found:
                give_json(_object(*one))
        else:
            _give_table(found)


def _suggested(store: Store, asked: Article | None, options: Options) -> Iterator[Suggested]:
    annotator, config = options.annotator, options.loaded.config
    learned = learning(store, annotator=annotator, config=config)
    if learned.figures.labels >= config.suggest.learn_from:
        say(_told(learned.figures))
    for article in _articles(store, asked, annotator):
        said = suggestions(
            store, article, annotator=annotator, config=config, learnt=learned.suggester
        )
        with store.told():
            sentences = store.articles.sentences(article.number)
        for sentence, one in zip(sentences, said, strict=True):
            yield article, sentence, one


def _articles(store: Store, asked: Article | None, annotator: str) -> Iterator[Article]:
    with store.told():
        yield from [asked] if asked else store.articles.all(annotator=annotator)


def _told(figures: Figures) -> str:
    """What came of learning, in a line."""
    learned = f"learning from {counted(figures.labels, 'label')}"
    if figures.accuracy is None or figures.rules_accuracy is None:
        return f"{learned}: {figures.why}"
    n = figures.measured - figures.silent
    right = f"{figures.accuracy:.0%} right, the rules {figures.rules_accuracy:.0%}, of {n}"
    return f"{learned}: {figures.why} ({right})"


def _object(article: Article, sentence: Sentence, said: Suggestion | None) -> dict[str, object]:
    return {
        "sentence": sentence.id,
        "article": article.name,
        "position": sentence.position,
        "label": said and said.label,
        "secondary": said and said.secondary,
        "score": said and said.score,
        "agent": said and said.agent,
        "reason": said and said.reason,
    }


def _give_table(found: Iterator[Suggested]) -> None:
    number = None
    for article, sentence, said in found:
        if article.number != number:
            if number is not None:
                give("")
            number = article.number
            for line in folded(article.title or article.name, width()):
                give(line)
            give("")
        for line in _lines(sentence, said):
            give(line)


def _lines(sentence: Sentence, said: Suggestion | None) -> Iterator[str]:
    """Position, labels and score in front, the text folded beside them, the reason below it."""
    text = width() - _NUMBER - _LABEL - _SCORE - 3 * len(GAP)
    labels = ["", ""]
    lines = list(folded(sentence.text, text))
    if said:
        labels = [said.label, f"+ {said.secondary}" if said.secondary else ""]
        lines += [f"  {line}" for line in folded(f"{said.agent}: {said.reason}", text - 2)]
    for index, line in enumerate(lines):
        head = (sentence.position, labels[0], f"{said.score:.2f}" if said else "")
        rest = ("", labels[1] if index == 1 else "", "")
        yield row((*(rest if index else head), line), (_NUMBER, _LABEL, _SCORE, text))
