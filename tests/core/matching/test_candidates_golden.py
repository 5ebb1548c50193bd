"""Candidates against the claims that people found in the sample articles.

The golden groups hold what a sentence says only in part, too, and paraphrases without a word in
common: not everything can be found by its wording. Nothing is tuned on them.
"""

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from annotations import resources
from annotations.config import load
from annotations.store import Store
from annotations.workflow.matching import candidates
from annotations.workflow.samples import add_samples

pytestmark = pytest.mark.xdist_group("golden")  # one worker, which asks for candidates once

GOLDEN = Path(__file__).parents[2] / "golden" / "claims" / "groups.json"

Place = tuple[str, str]
"""Article and text."""


def groups() -> list[list[Place]]:
    read = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return [
        [(member["article"], member["text"]) for member in group["members"]]
        for group in read["groups"]
    ]


def partners(some: list[list[Place]]) -> dict[tuple[Place, str], set[str]]:
    """(sentence, other article) → the sentences there that make one of its claims."""
    found: dict[tuple[Place, str], set[str]] = {}
    for group in some:
        for one, (article, text) in permutations(group, 2):
            if article != one[0]:
                found.setdefault((one, article), set()).add(text)
    return found


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[Place, list[Place]]:
    """Sentence → its candidates, best first."""
    config = load(resources.shipped_config(), environ={}).config
    with Store(tmp_path_factory.mktemp("golden") / "labels.db") as store:
        add_samples(store, settings=config.importing, now=1)
        places = dict(_places(store))
        return {
            place: [
                (one.kin.name, one.kin.text)
                for one in candidates(store, places[place], annotator="ada", config=config)
            ]
            for place in {place for group in groups() for place in group}
        }


def _places(store: Store) -> Iterator[tuple[Place, int]]:
    for article in store.articles.all(annotator="ada"):
        for sentence in reversed(store.articles.sentences(article.number)):
            yield (article.name, sentence.text), sentence.number


def hits(offered: dict[Place, list[Place]], some: list[list[Place]], first: int) -> float:
    """The share of pairs (sentence, other article) with a partner among the first of it."""
    wanted = partners(some)
    found = 0
    for (place, article), texts in wanted.items():
        there = [text for name, text in offered[place] if name == article]
        found += not texts.isdisjoint(there[:first])
    return found / len(wanted)


def test_a_sentence_that_says_the_same_is_among_the_first_five(
    offered: dict[Place, list[Place]],
) -> None:
    assert hits(offered, groups(), 5) >= 0.95


def test_it_is_often_the_first(offered: dict[Place, list[Place]]) -> None:
    assert hits(offered, groups(), 1) >= 0.70
    assert hits(offered, groups(), 3) >= 0.88


def test_each_claim_by_itself_is_mostly_among_the_first_five(
    offered: dict[Place, list[Place]],
) -> None:
    # a sentence makes several claims, and five places go to all of them
    every = [(group, len(partners([group]))) for group in groups()]
    found = sum(hits(offered, [group], 5) * n for group, n in every)
    assert found / sum(n for _, n in every) >= 0.89


def test_nothing_is_offered_twice_or_too_often(offered: dict[Place, list[Place]]) -> None:
    for (article, _), there in offered.items():
        names = [name for name, _ in there]
        assert article not in names
        assert len(set(there)) == len(there)
        assert all(names.count(name) <= 5 for name in names)
