"""Facts of a small training set, for tests of the card and of the manifest."""

from annotations.exporters import PERSON_KEYS, RESOLVED_KEYS
from annotations.exporters.facts import Facts, Origin, Own, Part, Plan

FACTS = Facts(
    title=None,
    licence=None,
    language="en-GB",
    format="hf",
    tool="claimdesk 1.0",
    whose="resolved",
    texts=True,
    keys=RESOLVED_KEYS,
    definitions={"claim": "something checkable", "opinion": "a judgement", "rumour": ""},
    guideline="2",
    guidelines={"1": 3, "2": 7},
    of_articles=6,
    whole=Part(articles=4, groups=3, rows=10, labels={"claim": 8, "opinion": 2}),
    parts={
        "train": Part(articles=3, groups=2, rows=8, labels={"claim": 6, "opinion": 2}),
        "test": Part(articles=1, groups=1, rows=2, labels={"claim": 2}),
    },
    secondary={"opinion": 1},
    people=(9, 4),
    votes={"claim": 11, "opinion": 2},
    accepted={"claim": 4},
    by_votes={1: 7, 2: 3},
    decided_by={"single": 7, "majority": 2, "adjudicated": 1},
    adjudicators=1,
    left_out={"tied": 2, "unlabelled": 40},
    group_by="story",
    plan=Plan(fractions={"train": 80, "test": 20}, group_by="story", seed=17),
    sources=(
        Origin(name="Paper", articles=3, rows=9, licence="CC-BY-2.5"),
        Origin(name=None, articles=1, rows=1, licence=None),
    ),
    own=Own(rows=15, annotators=2, keys=PERSON_KEYS),
)
