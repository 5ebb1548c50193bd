"""`match`: which sentences of other articles may say the same, for people or as JSON.

Refuses to say that they do: candidates are ranked, a person confirms.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext

import click

from annotations.claims import Divergence
from annotations.model import Article
from annotations.store import Store
from annotations.text.display import visible
from annotations.workflow.matching import Candidate, Matched, differing, matches
from tui.cli.command import Command
from tui.cli.listing import as_json
from tui.cli.options import Options
from tui.cli.table import GAP, folded, row
from tui.cli.talk import give, give_json, progress, say, width

SHOWN = 5
"""Candidates of a sentence in the table; the JSON has all."""

_NUMBER, _SCORE, _NAME = 4, 4, 14


@click.command(
    cls=Command,
    examples=(
        "claimdesk match report.txt",
        "claimdesk match --json > candidates.jsonl",
    ),
)
@click.argument("article", required=False)
@as_json
@click.pass_obj
def match(options: Options, article: str | None, *, as_json: bool) -> None:
    """Rank the sentences of other articles that may make the same claim.

    ARTICLE is an id, the beginning of one that fits no other article, or the file name; without
    it, every article is gone through. Each sentence gets at most five candidates of each other
    article, the best first, with a score from 0 to 1. A high score is no agreement: a "not"
    hardly lowers it, so what differs is told as well.

    Sentences that you labelled boilerplate are left out, and those of fewer than five content
    words are not asked about. The table shows the best five of each sentence and the differences
    in which both have something to say; the JSON has all.
    """
    annotator, config = options.annotator, options.loaded.config
    with options.opened() as store:
        with store.told():
            asked = None if article is None else store.articles.find(article, annotator=annotator)
        with (
            closing(matches(store, asked, annotator=annotator, config=config)) as found,
            _watching(store, asked) as move,
        ):
            watched = _watched(found, move)
            if as_json:
                for one in watched:
                    give_json(_object(one))
            else:
                _give_table(watched)


def _watching(store: Store, asked: Article | None) -> AbstractContextManager[Callable[[int], None]]:
    """A bar, unless the answer itself is seen to come."""
    if sys.stdout.isatty():
        return nullcontext(lambda _: None)
    with store.told():
        length = store.counts.corpus()[1] if asked is None else asked.sentences
    return progress("matching", length)


def _watched(found: Iterable[Matched], move: Callable[[int], None]) -> Iterator[Matched]:
    for one in found:
        move(one.done)
        yield one


def _object(matched: Matched) -> dict[str, object]:
    return {
        "sentence": matched.sentence.id,
        "article": matched.article.name,
        "text": matched.sentence.text,
        "candidates": [_candidate(matched, candidate) for candidate in matched.candidates],
    }


def _candidate(matched: Matched, candidate: Candidate) -> dict[str, object]:
    return {
        "sentence": candidate.kin.id,
        "article": candidate.kin.name,
        "text": candidate.kin.text,
        "score": candidate.score,
        "divergences": [
            {"kind": one.kind, "a": one.a, "b": one.b, "severity": one.severity}
            for one in differing(matched, candidate)
        ],
    }


def _give_table(found: Iterable[Matched]) -> None:
    article = None
    for matched in found:
        if not matched.candidates:
            continue
        if matched.article.number != article:
            article = matched.article.number
            give(visible(matched.article.title))
        give("")
        for line in _block(matched):
            give(line)
    if article is None:
        say("no sentence of another article shares rare words with one of these")


def _block(matched: Matched) -> Iterator[str]:
    """A sentence, and below it its best candidates."""
    text = width() - _NUMBER - len(GAP)
    for index, line in enumerate(folded(matched.sentence.text, text)):
        yield row(("" if index else matched.sentence.position, line), (_NUMBER, text))
    for candidate in matched.candidates[:SHOWN]:
        yield from _lines(matched, candidate)
    left = len(matched.candidates) - SHOWN
    if left > 0:
        yield row(("", f"… {left} more"), (_NUMBER, text))


def _lines(matched: Matched, candidate: Candidate) -> Iterator[str]:
    """Score, where it is from, the text folded beside them, and what differs below it."""
    kin = candidate.kin
    text = width() - _NUMBER - _SCORE - _NAME - 3 * len(GAP)
    lines = [*folded(kin.text, text), *folded(_said(differing(matched, candidate)), text)]
    for index, line in enumerate(lines):
        head = ("", "") if index else (f"{candidate.score:.2f}", kin.source or kin.name)
        yield row(("", *head, line), (_NUMBER, _SCORE, _NAME, text))


def _said(divergences: Iterable[Divergence]) -> str:
    """What differs where both have a value, in words; "" for nothing."""
    alarms = [one for one in divergences if one.level == "alarm"]
    said = "; ".join(f"{one.kind}: {one.a} – {one.b}" for one in alarms)
    return f"≠ {said}" if said else ""
