"""How often the rules are right on golden articles, of what they show; the floors were measured.

The rules were tuned on the samples and on `TUNED`; nobody tuned on `UNTUNED`: those tell.
"""

from collections.abc import Sequence

import pytest
from suggesting import TUNED, UNTUNED, Pair, golden_news, golden_samples

from annotations.suggesters import Asked
from annotations.suggesters.learned import accuracy, macro_f1
from annotations.suggesters.rules import by_rule

Golden = Sequence[tuple[Asked, list[Pair]]]


def said(golden: Golden) -> list[tuple[Pair, Pair, float]]:
    """(right, suggested, score) of every sentence."""
    return [
        (pair, (one.label, one.secondary), one.score)
        for asked, gold in golden
        for pair, one in zip(gold, by_rule(asked), strict=True)
        if one is not None
    ]


@pytest.mark.parametrize(
    ("golden", "shown", "primary", "both", "macro"),
    [
        (golden_samples(), 179, 0.98, 0.90, 0.85),
        (golden_news(TUNED), 100, 0.96, 0.80, 0.95),
        (golden_news(UNTUNED), 94, 0.91, 0.75, 0.65),
    ],
    ids=["samples", "tuned", "untuned"],
)
def test_the_rules_are_right_this_often(
    golden: Golden, shown: int, primary: float, both: float, macro: float
) -> None:
    rows = said(golden)
    assert len(rows) >= shown
    gold, mine = [pair[0] for pair, _, _ in rows], [one[0] for _, one, _ in rows]
    assert accuracy(gold, mine) >= primary
    assert sum(pair == one for pair, one, _ in rows) / len(rows) >= both
    assert macro_f1(gold, mine) >= macro


def test_no_boilerplate_is_suggested_where_there_is_none() -> None:
    rows = said([*golden_samples(), *golden_news(TUNED + UNTUNED)])
    boilerplate = [pair[0] for pair, one, _ in rows if one[0] == "boilerplate"]
    assert boilerplate == ["boilerplate"] * len(boilerplate)
    assert len(boilerplate) / sum(pair[0] == "boilerplate" for pair, _, _ in rows) >= 0.99


def test_high_scores_mislead_less_than_low_ones_on_articles_nobody_tuned_on() -> None:
    rows = said(golden_news(UNTUNED))
    high = [pair[0] == one[0] for pair, one, score in rows if score >= 0.9]
    low = [pair[0] == one[0] for pair, one, score in rows if score < 0.9]
    assert sum(high) / len(high) >= 0.95
    assert sum(low) / len(low) >= 0.8
