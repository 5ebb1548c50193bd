"""A database of labelled articles that a classifier can learn from, exported once a format."""

import random
from collections.abc import Iterator
from pathlib import Path

import support

from annotations import workflow
from annotations.config import load
from annotations.splits.assign import fractions_of
from annotations.store import Store
from annotations.workflow.splitting import Splitting
from benchmarks.corpus import vocabulary

CONFIG = load(None, environ={}).config
LABELS = [label.name for label in CONFIG.labels]
ARTICLES, SENTENCES = 160, 5
CUES = {
    "claim": "The figures show",
    "attribution": "A spokesman said",
    "opinion": "Sadly we deserve",
    "boilerplate": "Subscribe now for",
}
EMOJI = "😀 𝔘𝔫𝔦 "


def labelled(path: Path) -> Store:
    """Two annotators who mostly agree; a secondary label and a flag here and there."""
    rng = random.Random(7)  # noqa: S311 - a corpus, no secret
    words = vocabulary(4_000)
    store = Store(path)
    sentence = 0
    for number in range(ARTICLES):
        meant = rng.choices(LABELS, k=SENTENCES)
        texts = [
            f"{EMOJI if number % 3 == 0 else ''}{CUES[label]} {' '.join(rng.sample(words, 12))}."
            for label in meant
        ]
        support.add_article(store, texts, name=f"{number:03}.txt", source="The Gazette")
        for label in meant:
            sentence += 1
            second = "claim" if label == "attribution" and sentence % 2 else None
            flags = ("check",) if sentence % 50 == 0 else ()
            other = label if sentence % 10 else "opinion"
            support.append(
                store,
                support.event(sentence, label, secondary=second, flags=flags),
                support.event(sentence, other, annotator="ben", secondary=second),
            )
    return store


def exported(
    store: Store, format_name: str, to: Path, *, split: bool = True, everyone: bool = False
) -> Path:
    """Export to a file or folder."""
    parts = Splitting(fractions=fractions_of("80/10/10"), group_by="article") if split else None
    for _ in workflow.export(
        store,
        to,
        config=CONFIG,
        format_name=format_name,
        selection=workflow.Selection(everyone=everyone),
        split=parts,
    ):
        pass
    return to


def stated(store: Store) -> Iterator[tuple[str, str, str | None]]:
    """(text, label, secondary label) of every sentence that annotators agree on, as exported."""
    for voted in store.votes.articles():
        for sentence in voted.sentences:
            votes = voted.votes[sentence.number]
            if len({vote.state.label for vote in votes}) == 1:
                label, secondary = votes[0].state.label, votes[0].state.secondary
                assert label is not None
                yield sentence.text, label, secondary
