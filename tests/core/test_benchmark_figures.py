"""Rows of the tables that benchmarks print."""

import json

import pytest

from benchmarks.figures import Figure, as_json, number, row


def test_a_ratio_above_one_takes_more_than_the_limit_whichever_way_is_better() -> None:
    assert Figure("a key", 6.0, "ms", 2.0).ratio == 3
    assert Figure("import", 20_000.0, "sentences/s", 60_000.0, at_least=True).ratio == 3


def test_without_a_limit_there_is_no_ratio_and_without_a_target_no_verdict() -> None:
    bare = Figure("memory", 55.0, "MB")
    assert bare.ratio is None
    assert bare.met is None


def test_a_missed_target_is_marked() -> None:
    assert row(Figure("a key", 9.0, "ms", target=8.0)).endswith("< 8 !")
    assert row(Figure("import", 1.0, "rows/s", target=2.0, at_least=True)).endswith("> 2 !")
    assert row(Figure("a key", 7.0, "ms", target=8.0)).endswith("< 8")


@pytest.mark.parametrize(
    ("value", "told"), [(0.284, "0.28"), (28.44, "28.4"), (284.4, "284"), (28444.0, "28,444")]
)
def test_numbers_are_told_with_the_digits_that_count(value: float, told: str) -> None:
    assert number(value) == told


def test_json_holds_every_field_and_the_ratio() -> None:
    (told,) = json.loads(as_json([Figure("a key", 6.0, "ms", 2.0, "bare", 8.0)]))
    assert told["floor"] == 2.0
    assert told["ratio"] == 3.0
    assert told["met"] is True
