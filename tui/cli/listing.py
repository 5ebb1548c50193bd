"""`articles`, `sentences`, `status`: what is in the database, for people or as JSON."""

from collections.abc import Iterator

import click

from annotations import workflow
from annotations.model import NOTHING_SAID, Article, LabelState, Sentence
from tui.cli.command import Command
from tui.cli.options import Options
from tui.cli.statustable import ARTICLES_SHOWN, status_lines
from tui.cli.table import folded, row
from tui.cli.talk import give, give_json, width

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")

ID_SHOWN = 8
"""Digits of an article's id in tables; enough to name it in other commands."""


@click.command(
    cls=Command,
    examples=(
        "claimdesk articles",
        "claimdesk --as ada articles --json | jq -r .title",
    ),
)
@as_json
@click.pass_obj
def articles(options: Options, *, as_json: bool) -> None:
    """List the articles in the order of their import, newest versions only.

    The last column says how many of the sentences you have labelled. The id can be given to
    other commands.
    """
    annotator = options.annotator
    with options.opened() as store, store.told():
        found = store.articles.all(annotator=annotator)
        if as_json:
            for article in found:
                give_json(_article(article))
        else:
            for line in _article_table(found):
                give(line)


def _article(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "article": article.name,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "sentences": article.sentences,
        "labelled": article.labelled,
    }


def _article_table(found: Iterator[Article]) -> Iterator[str]:
    source, published, labelled = 14, 10, 9
    title = width() - ID_SHOWN - source - published - labelled - 8
    widths = (ID_SHOWN, title, source, published, labelled)
    yield row(("id", "title", "source", "published", "labelled"), widths)
    for article in found:
        share = f"{article.labelled}/{article.sentences}".rjust(labelled - 1)
        yield row(
            (
                article.id[:ID_SHOWN],
                article.title,
                article.source,
                (article.published or "")[:published],
                share,
            ),
            widths,
        )


@click.command(
    cls=Command,
    examples=(
        "claimdesk sentences 5f3a9c",
        "claimdesk sentences report.txt --json",
    ),
)
@click.argument("article")
@as_json
@click.pass_obj
def sentences(options: Options, article: str, *, as_json: bool) -> None:
    """List the sentences of an article with your labels.

    ARTICLE is an id, the beginning of one that fits no other article, or the file name.
    Offsets in the JSON are code points of the article's text.
    """
    annotator = options.annotator
    with options.opened() as store, store.told():
        found = store.articles.find(article, annotator=annotator)
        states = store.labels.states(found.number, annotator=annotator)
        listed = store.articles.sentences(found.number)
    for sentence in listed:
        state = states.get(sentence.number, NOTHING_SAID)
        if as_json:
            give_json(_sentence(found, sentence, state))
        else:
            for line in _sentence_lines(sentence, state):
                give(line)


def _sentence(article: Article, sentence: Sentence, state: LabelState) -> dict[str, object]:
    return {
        "id": sentence.id,
        "article_id": article.id,
        "position": sentence.position,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "label": state.label,
        "secondary": state.secondary,
    }


def _sentence_lines(sentence: Sentence, state: LabelState) -> Iterator[str]:
    """Position and label in front, the text folded beside them."""
    number, label = 4, 13
    text = width() - number - label - 4
    said = [state.label or ""] + ([f"+ {state.secondary}"] if state.secondary else [])
    lines = list(folded(sentence.text, text))
    for index in range(max(len(lines), len(said))):
        yield row(
            (
                sentence.position if index == 0 else "",
                said[index] if index < len(said) else "",
                lines[index] if index < len(lines) else "",
            ),
            (number, label, text),
        )


@click.command(
    cls=Command,
    examples=(
        "claimdesk status",
        "claimdesk status --json | jq .annotators",
    ),
)
@as_json
@click.pass_obj
def status(options: Options, *, as_json: bool) -> None:
    """Say how much is labelled, by whom and as what.

    Counts the newest version of each article. Disputed are sentences to which people gave
    different labels, adjudicated those that a reviewer has decided; verdicts are those of all
    checkers on all claims.

    The table by article shows 20 of them: first those that somebody has begun and not finished,
    then the others, each in the order of their import. Its columns say how many sentences you
    have labelled and how many each other annotator has; where not all of them fit, `all` adds up
    everyone's labels.
    """
    with options.opened() as store:
        found = workflow.status(store, shown=0 if as_json else ARTICLES_SHOWN)
    if as_json:
        give_json(_status(found))
    else:
        for line in status_lines(found, annotator=options.annotator, width=width()):
            give(line)


def _status(found: workflow.Status) -> dict[str, object]:
    return {
        "articles": found.articles,
        "sentences": found.sentences,
        "annotators": {
            name: {
                "labelled": share.labelled,
                "flagged": share.flagged,
                "labels": dict(share.labels),
            }
            for name, share in found.annotators.items()
        },
        "disputed": found.disputed,
        "adjudicated": found.adjudicated,
        "claims": found.claims,
        "verdicts": found.verdicts,
    }
