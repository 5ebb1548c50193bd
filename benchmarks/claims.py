"""What finding the same claim in other articles costs, and what it finds.

A seeded corpus; some of its sentences are told again in other articles, each with one controlled
edit. Measured: processor time of a query; how many retellings come among the first five of all;
how many of them scoring every sentence of the corpus would have found and the index has lost; and,
for the five samples hidden among the others, how often a sentence of the same claim (as people
found them, `tests/golden/claims`) is the first and among the first five. The edits are not what
journalists do: what they measure is the index.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from annotations import resources
from annotations.config import Config, load
from annotations.matching.divergence import divergences
from annotations.matching.passage import Passage
from annotations.matching.requoted import Uttered, requoted
from annotations.matching.resemble import resemblances
from annotations.store import Store
from annotations.workflow.matching import Candidate, candidates
from annotations.workflow.samples import add_samples
from benchmarks.corpus import EDITS, START, article_of, articles, fill, retold

SIZES = (10_000, 100_000)
FULL = 1_000_000
SENTENCES_AN_ARTICLE = 20
RETOLD = 50
"""Sentences told again with each edit."""
FIRST = 5
LEAST_LENGTH = 60
"""Characters of a sentence that is told again."""
_CHUNK = 500
_SCORED = 500_000
"""Sentences that are scored, at most, to see what the index has lost."""
_GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "claims" / "groups.json"

Place = tuple[str, str]
"""Name of an article, and the text of a sentence in it."""


class Pair(NamedTuple):
    """A sentence and its retelling, by number."""

    edit: str
    sentence: int
    retelling: int


class Found(NamedTuple):
    """The answer to one query."""

    numbers: list[int]
    """Of the first candidates."""
    seconds: float


def main(arguments: list[str] | None = None) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, nargs="+", default=SIZES)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} sentences as well")
    asked = parser.parse_args(arguments)
    config = load(resources.shipped_config(), environ={}).config
    _rules()
    for size in [*asked.sentences, *([FULL] if asked.full else [])]:
        with (
            tempfile.TemporaryDirectory(prefix="claimdesk-bench-") as folder,
            Store(Path(folder) / "labels.db") as store,
        ):
            fill(store, articles(size // SENTENCES_AN_ARTICLE, size))
            pairs = _retell(store, size)
            add_samples(store, settings=config.importing, now=START)
            print(f"\n{size:,} sentences{'aim':>32}{'measured':>12}", flush=True)
            _retellings(store, config, pairs, tried=_SCORED // size)
            _samples(store, config)


def _rules() -> None:
    """What comparing two retellings costs, and putting 4,000 quotations together."""
    texts = sorted({text for _, text in _partners()})
    pairs = [(Passage(text=a), Passage(text=b)) for a, b in permutations(texts, 2)]
    began = time.process_time()
    for a, b in pairs:
        divergences(a, b)
    each = (time.process_time() - began) / len(pairs)
    said = [
        Uttered(article, f"w{(article * 7 + n * 131) % 900} x{n} y{(article + n) % 400} in {n}")
        for article in range(200)
        for n in range(20)
    ]
    began = time.process_time()
    requoted(said)
    print(f"\n{'what rules cost':<34}{'aim':>14}{'measured':>12}")
    _line("divergences of a pair", "< 1 ms", f"{each * 1000:.2f} ms")
    _line("4,000 quotations put together", "", f"{time.process_time() - began:.2f} s")


def _retell(store: Store, size: int) -> list[Pair]:
    """Tell sentences again, ten in an article."""
    rng = random.Random(0)
    numbers = iter(rng.sample(range(1, size + 1), min(size, RETOLD * len(EDITS) * 10)))
    long = (number for number in numbers if len(store.kin.one(number).text) >= LEAST_LENGTH)
    meant = [(edit, next(long)) for edit in EDITS for _ in range(RETOLD)]
    rng.shuffle(meant)
    texts = [retold(store.kin.one(number).text, edit) for edit, number in meant]
    tens = [texts[at : at + 10] for at in range(0, len(texts), 10)]
    fill(store, (article_of(number, parts) for number, parts in enumerate(tens)))
    told = (
        sentence.number
        for number in range(store.articles.count() - len(tens) + 1, store.articles.count() + 1)
        for sentence in store.articles.sentences(number)[1:]
    )
    return [Pair(edit, number, next(told)) for edit, number in meant]


def _retellings(store: Store, config: Config, pairs: Sequence[Pair], *, tried: int) -> None:
    found = {pair: _asked(store, config, pair.sentence) for pair in pairs}
    milliseconds = sorted(one.seconds * 1000 for one in found.values())
    _line("a query, median", "< 100 ms", f"{milliseconds[len(pairs) // 2]:.0f} ms")
    _line("a query, 95 of 100", "", f"{milliseconds[len(pairs) * 95 // 100]:.0f} ms")
    missed = [pair for pair in pairs if pair.retelling not in found[pair].numbers]
    by_edit = Counter(pair.edit for pair in missed)
    for edit in EDITS:
        _line(f"found, {edit}", "", f"{1 - by_edit[edit] / RETOLD:.0%}")
    sample = missed[:tried]  # in random order already
    if sample or not missed:
        lost = sum(pair.retelling in _first_of_all(store, pair.sentence) for pair in sample)
        share = lost / max(len(sample), 1) * len(missed) / len(pairs)
        _line(f"lost ({len(sample)} of {len(missed)} looked at)", "< 2 %", f"{share:.1%}")


def _asked(store: Store, config: Config, sentence: int) -> Found:
    began = time.process_time()
    found = candidates(store, sentence, annotator="ada", config=config)
    taken = time.process_time() - began
    return Found([one.kin.number for one in found[:FIRST]], taken)


def _first_of_all(store: Store, sentence: int) -> set[int]:
    """The best of every sentence of the other articles, scored in chunks."""
    asked = store.kin.one(sentence)
    scored: list[tuple[float, int]] = []
    for chunk in _chunks(store, asked.article):
        scores = resemblances(asked.text, [text for _, text in chunk])
        numbers = (number for number, _ in chunk)
        scored = sorted([*scored, *zip(scores, numbers, strict=True)], reverse=True)[:FIRST]
    return {number for _, number in scored}


def _chunks(store: Store, own: int) -> Iterator[list[tuple[int, str]]]:
    chunk: list[tuple[int, str]] = []
    for article in store.articles.numbers():
        if article != own:
            chunk += [(one.number, one.text) for one in store.articles.sentences(article)]
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _samples(store: Store, config: Config) -> None:
    """How often a claim of the samples leads to another article that makes it."""
    partners = _partners()
    places = dict(_places(store, {name for name, _ in partners}))
    first = among = 0
    for place, others in partners.items():
        found = candidates(store, places[place], annotator="ada", config=config)[:FIRST]
        right = [_place(one) in others for one in found]
        first += right[:1] == [True]
        among += any(right)
    _line("samples, the first is right", "", f"{first / len(partners):.1%}")
    _line("samples, one of five is right", "", f"{among / len(partners):.1%}")


def _partners() -> dict[Place, set[Place]]:
    """Sentence → those of other articles that make one of its claims."""
    found: dict[Place, set[Place]] = {}
    for group in json.loads(_GOLDEN.read_text(encoding="utf-8"))["groups"]:
        members = [(member["article"], member["text"]) for member in group["members"]]
        for one, other in permutations(members, 2):
            if one[0] != other[0]:
                found.setdefault(one, set()).add(other)
    return found


def _places(store: Store, names: set[str]) -> Iterator[tuple[Place, int]]:
    for name in names:
        article = store.articles.find(name, annotator="ada")
        for sentence in store.articles.sentences(article.number):
            yield (name, sentence.text), sentence.number


def _place(candidate: Candidate) -> Place:
    return candidate.kin.name, candidate.kin.text


def _line(what: str, aim: str, measured: str) -> None:
    print(f"  {what:<34}{aim:>12}{measured:>12}", flush=True)


if __name__ == "__main__":
    main()
