"""Counting keys and reading what was stored, for the tables that compare."""

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are a thing of Unix")

from annotations import resources
from annotations.config import Config, load
from benchmarks import peer, slate
from benchmarks.keytimes import Cost, Start, figures, median, median_start
from benchmarks.presses import Budget

RUN = ["boilerplate", "claim", *["attribution"] * 6, "opinion"]


@pytest.fixture(scope="module")
def shipped() -> Config:
    return load(resources.shipped_config(), environ={}).config


def test_a_line_of_the_peer_has_the_label_that_stands_behind_it() -> None:
    assert slate.read("0 - claim\n7 - opinion\n") == {0: "claim", 7: "opinion"}


def test_a_span_of_the_peer_labels_all_its_lines() -> None:
    assert slate.read("((2,), (4,)) - boilerplate\n") == dict.fromkeys((2, 3, 4), "boilerplate")


def test_a_line_cut_off_or_with_two_labels_counts_for_nothing() -> None:
    assert slate.read("0 - claim opinion\n1 - cla\n2 -\n") == {}


def test_one_by_one_the_peer_takes_two_keys_a_label_and_one_to_save() -> None:
    assert len(slate.one_by_one(RUN)) == 2 * len(RUN) + 1


def test_a_run_is_one_span_of_the_peer_where_that_takes_fewer_keys() -> None:
    assert "".join(slate.in_runs(RUN)) == "bjcj5earrrrrjojs"
    for n in range(1, 30):
        run = ["claim"] * n
        assert len(slate.in_runs(run)) <= len(slate.one_by_one(run))


def test_the_peer_has_a_key_for_every_label_and_no_key_twice() -> None:
    lines = [line.split() for line in slate.configuration().splitlines()]
    keys = [line[3] for line in lines if line[0] == "Input:"]
    assert len(keys) == len(set(keys))
    assert {line[2] for line in lines if line[0] == "Label:"} <= set(keys)


def test_both_tools_have_the_same_letters_for_labels(shipped: Config) -> None:
    assert {name: peer.letter(shipped, name) for name in slate.KEYS} == slate.KEYS


def test_a_count_that_begins_with_the_key_of_a_label_gets_a_zero(shipped: Config) -> None:
    assert [peer.counted(shipped, n) for n in (4, 5, 27, 60)] == ["04", "5", "027", "60"]


def test_a_run_is_counted_where_that_takes_fewer_keys(shipped: Config) -> None:
    assert "".join(peer.in_runs(shipped, RUN)) == "bc6ao"
    assert "".join(peer.in_runs(shipped, ["claim"] * 3)) == "ccc"


def test_the_sentences_for_the_keys_are_labelled_lines() -> None:
    texts, labels = peer.golden(99)
    assert len(texts) == len(labels) == 99
    assert set(labels) <= set(slate.KEYS)
    assert not any("\n" in text for text in texts)


def test_the_median_is_taken_of_each_figure_by_itself() -> None:
    costs = [Cost(1, 9, 3, 10), Cost(2, 8, 1, 30), Cost(3, 7, 2, 20)]
    assert median(costs) == Cost(2, 8, 2, 20)


def test_of_memory_the_highest_counts() -> None:
    starts = [Start(1, 2, 3, 40), Start(3, 4, 5, 60), Start(2, 3, 4, 50)]
    assert median_start(starts) == Start(2, 3, 4, 60)


def test_only_processor_time_and_bytes_have_targets() -> None:
    rows = list(figures(Budget("move", (), 8, 2), Cost(4, 5, 6, 700), Cost(1, 2, 3, 100), "bare"))
    assert [row.target for row in rows] == [8, None, 2000]
    assert [row.ratio for row in rows] == [2, 4, 7]
