"""Agreement: tables that were printed with their figures, and what must hold for any table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.review.agreement import NEVER_FIRST, NEVER_SECOND, measured
from annotations.review.measures import (
    MEASURES,
    NOT_A_PAIR,
    NOT_COMPLETE,
    NOTHING_SHARED,
    ONE_VALUE,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    raw_agreement,
)
from annotations.review.patterns import Pattern, Patterns

KRIPPENDORFF_2011 = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers, twelve units: Computing Krippendorff's alpha-reliability, section C."""

FLEISS_1971 = """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
    10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
    00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Thirty patients, six psychiatrists, five diagnoses: table 1; how many gave which."""

TEN_BY_FIVE = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""Ten subjects, fourteen raters, five categories, as textbooks print it."""

COHEN_1960 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
"""Two judges, three categories: table 1, its proportions as two hundred patients."""

LABELS = "abc"


def by_annotator(rows: Sequence[str]) -> Patterns:
    """Patterns from what each annotator said, sentence by sentence; a dot is a gap."""
    columns = zip(*(row.split() for row in rows), strict=True)
    return Counter(tuple(None if label == "." else label for label in one) for one in columns)


def by_counts(rows: Sequence[Sequence[int]]) -> Patterns:
    """Patterns from how many gave which label to each sentence."""
    found: Counter[Pattern] = Counter()
    for row in rows:
        found[tuple(str(label) for label, n in enumerate(row) for _ in range(n))] += 1
    return found


def square(table: Sequence[Sequence[int]]) -> Patterns:
    """Patterns from a table of two annotators."""
    size = range(len(table))
    return {(LABELS[row], LABELS[column]): table[row][column] for row in size for column in size}


def patterns_of(width: int, *, gaps: bool = True) -> st.SearchStrategy[dict[Pattern, int]]:
    """Any counts for so many annotators."""
    label = st.sampled_from([*LABELS, None] if gaps else list(LABELS))
    return st.dictionaries(st.tuples(*[label] * width), st.integers(1, 40), max_size=12)


any_patterns = st.integers(2, 4).flatmap(patterns_of)


def value(figure: float | None) -> float:
    assert figure is not None
    return figure


def test_alpha_of_the_printed_example_with_gaps() -> None:
    figure = krippendorff_alpha(by_annotator(KRIPPENDORFF_2011))
    assert round(value(figure.value), 3) == 0.743
    assert figure.used == 11


def test_fleiss_kappa_of_the_printed_diagnoses() -> None:
    rows = [[int(digit) for digit in row] for row in FLEISS_1971.split()]
    figure = fleiss_kappa(by_counts(rows))
    assert round(value(figure.value), 3) == 0.430
    assert figure.used == 30


def test_fleiss_kappa_of_the_printed_ten_subjects() -> None:
    assert round(value(fleiss_kappa(by_counts(TEN_BY_FIVE)).value), 3) == 0.210


def test_cohen_kappa_of_the_printed_two_judges() -> None:
    figure = cohen_kappa(square(COHEN_1960))
    assert round(value(figure.value), 3) == 0.492
    assert figure.used == 200
    assert raw_agreement(square(COHEN_1960)).value == 0.70


def test_raw_agreement_counts_pairs_so_that_three_labels_weigh_three() -> None:
    patterns: Patterns = {("a", "a", "b"): 1, ("a", None, "a"): 1, ("c", None, None): 5}
    assert raw_agreement(patterns).value == 2 / 4
    assert raw_agreement(patterns).used == 2


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("patterns", [{}, {("a", None): 3}, {("a", "a"): 0}])
def test_without_two_labels_on_a_sentence_nothing_is_defined(name: str, patterns: Patterns) -> None:
    assert MEASURES[name](patterns) == (None, 0, NOTHING_SHARED)


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "raw"])
def test_one_label_throughout_is_undefined_and_said_to_be(name: str) -> None:
    assert MEASURES[name]({("a", "a"): 7}) == (None, 7, ONE_VALUE)


def test_one_label_of_one_annotator_alone_is_defined() -> None:
    patterns: Patterns = {("a", "a"): 5, ("a", "b"): 5}
    assert cohen_kappa(patterns).value == 0.0


def test_cohen_kappa_is_for_two() -> None:
    assert cohen_kappa({("a", "a", None): 2}) == (None, 2, NOT_A_PAIR)


def test_fleiss_kappa_needs_sentences_that_all_labelled() -> None:
    assert fleiss_kappa({("a", "b", None): 2}) == (None, 0, NOT_COMPLETE)
    figure = fleiss_kappa({("a", "a", None): 9, ("a", "a", "a"): 1, ("b", "b", "b"): 1})
    assert figure == (1.0, 2, "")


@pytest.mark.parametrize("name", MEASURES)
@given(patterns=any_patterns)
def test_figures_are_bounded_or_say_why_not(name: str, patterns: Patterns) -> None:
    figure = MEASURES[name](patterns)
    if figure.value is None:
        assert figure.why
    else:
        assert not figure.why
        assert -1 <= figure.value <= 1
        assert figure.used > 0


@pytest.mark.parametrize("name", MEASURES)
@given(patterns=st.integers(2, 3).flatmap(patterns_of), data=st.data())
def test_neither_order_nor_names_matter(
    name: str, patterns: dict[Pattern, int], data: st.DataObject
) -> None:
    measure = MEASURES[name]
    expected = measure(patterns)
    entries = data.draw(st.permutations(list(patterns.items())))
    assert measure(dict(entries)) == expected
    renamed = dict(zip([*LABELS, None], [*data.draw(st.permutations("xyz")), None], strict=True))
    assert measure({tuple(map(renamed.get, one)): n for one, n in entries}) == expected
    width = len(next(iter(patterns), ()))
    for order in permutations(range(width)):
        assert measure({tuple(one[i] for i in order): n for one, n in entries}) == expected


@pytest.mark.parametrize("name", MEASURES)
@given(
    counts=st.dictionaries(st.sampled_from(LABELS), st.integers(1, 99), min_size=2),
    width=st.integers(2, 4),
)
def test_perfect_agreement_is_one(name: str, counts: Mapping[str, int], width: int) -> None:
    figure = MEASURES[name]({(label,) * width: n for label, n in counts.items()})
    assert figure.value == 1.0 or figure.why == NOT_A_PAIR


@given(patterns=st.integers(2, 4).flatmap(lambda width: patterns_of(width, gaps=False)))
def test_without_gaps_alpha_is_fleiss_kappa_corrected_for_few_labels(patterns: Patterns) -> None:
    kappa, alpha = fleiss_kappa(patterns).value, krippendorff_alpha(patterns).value
    assume(kappa is not None)
    given_ = sum(len(one) * n for one, n in patterns.items())
    assert alpha == pytest.approx(value(kappa) + (1 - value(kappa)) / given_, abs=1e-12)


@given(patterns=patterns_of(2))
def test_kappa_and_alpha_are_those_of_the_sentences_one_by_one(patterns: Patterns) -> None:
    alpha = krippendorff_alpha(patterns).value
    assume(alpha is not None)
    both = [one for one, n in patterns.items() if None not in one for _ in range(n)]
    pool = [label for one in both for label in one]
    observed = sum(one[0] != one[1] for one in both) / len(both)
    unlike = sum(a != b for i, a in enumerate(pool) for j, b in enumerate(pool) if i != j) / (
        len(pool) * (len(pool) - 1)
    )
    assert alpha == pytest.approx(1 - observed / unlike, abs=1e-12)


def test_labels_come_in_the_order_known_then_by_name() -> None:
    figures = measured({("rumour", "b"): 1, ("a", "gossip"): 1}, ("x", "y"), order="cba")
    assert list(figures.per_label) == ["b", "a", "gossip", "rumour"]
    assert [list(row) for row in figures.confusion.values()] == [["b", "a", "gossip", "rumour"]] * 4


def test_the_first_named_is_the_reference() -> None:
    figures = measured({("a", "a"): 6, ("a", "b"): 2, ("b", "a"): 1, ("b", None): 9}, ("x", "y"))
    label = figures.per_label["a"]
    assert (label.precision, label.recall, label.support) == (6 / 7, 6 / 8, 8)
    assert label.f1 == 12 / 15
    assert figures.confusion == {"a": {"a": 6, "b": 2}, "b": {"a": 1, "b": 0}}
    assert figures.items == 9


def test_a_label_that_only_one_of_them_gave_has_half_its_figures() -> None:
    figures = measured({("a", "b"): 2}, ("x", "y"))
    a, b = figures.per_label["a"], figures.per_label["b"]
    assert (a.precision, a.recall, a.f1, a.support) == (None, 0.0, 0.0, 2)
    assert (b.precision, b.recall, b.f1, b.support) == (0.0, None, 0.0, 0)
    assert (a.why, b.why) == ({"precision": NEVER_SECOND}, {"recall": NEVER_FIRST})


def test_with_three_the_pairs_are_summed_and_stand_one_by_one() -> None:
    figures = measured({("a", "b", "b"): 1, ("a", "a", None): 1}, ("x", "y", "z"))
    assert figures.confusion == {"a": {"a": 1, "b": 2}, "b": {"a": 0, "b": 1}}
    assert [(pair.a, pair.b, pair.raw.used, pair.raw.value) for pair in figures.pairs] == [
        ("x", "y", 2, 0.5),
        ("x", "z", 1, 0.0),
        ("y", "z", 1, 1.0),
    ]
    assert figures.pairs[2].cohen_kappa == (None, 1, ONE_VALUE)
    assert figures.cohen_kappa.why == NOT_A_PAIR


def test_two_who_share_nothing_are_a_pair_without_figures() -> None:
    figures = measured({("a", None): 4, (None, "a"): 4}, ("x", "y"))
    assert figures.items == 0
    assert not figures.confusion
    assert not figures.per_label
    assert figures.pairs[0].raw == (None, 0, NOTHING_SHARED)
    assert figures.alpha_interval == (None, NOTHING_SHARED)


@given(patterns=any_patterns)
def test_the_matrix_holds_every_pair_of_labels(patterns: Patterns) -> None:
    width = len(next(iter(patterns), ("", "")))
    figures = measured(patterns, LABELS[:width] if width < 4 else "wxyz", resamples=0)
    pairs = sum(
        n * (len(one) - one.count(None)) * (len(one) - one.count(None) - 1) // 2
        for one, n in patterns.items()
    )
    cells = {(one, other): n for one, row in figures.confusion.items() for other, n in row.items()}
    assert sum(cells.values()) == pairs
    assert set(cells) == set(product(figures.per_label, repeat=2))
    for label, shown in figures.per_label.items():
        assert shown.support == sum(figures.confusion[label].values())
