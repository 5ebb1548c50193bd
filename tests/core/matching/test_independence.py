"""On how many sources a claim rests, who cites whom, and how far a quotation has drifted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims import Chain, Link, Source
from annotations.config import load
from annotations.matching.aliases import aliases
from annotations.matching.citing import EXAMPLES, ArticleChains, Citation, Node, citing
from annotations.matching.drift import SUGGESTED, drift
from annotations.matching.roots import independent, roots

SHIPPED = aliases(load(None, environ={}).config.sources)


def outlets(*names: str, explicit: bool = True, root: str | None = None) -> Chain:
    """A chain of outlets; `explicit` is said of all behind the first."""
    links = [Link(source=Source(names[0], "outlet"))]
    links += [Link(source=Source(name, "outlet"), explicit=explicit) for name in names[1:]]
    return Chain(tuple(links), names[-1] if root is None else root)


# Roots


def test_two_names_of_one_source_are_one_root() -> None:
    found = roots([outlets("A", "NYT"), outlets("B", "The New York Times")], SHIPPED)
    assert found == {"The New York Times"}


def test_evidence_with_another_root_is_independent() -> None:
    judged = independent("Reuters", {"NYT"}, SHIPPED)
    assert judged
    assert judged.reason == "The evidence rests on Reuters, the claim on The New York Times."


@pytest.mark.parametrize(
    ("root", "others", "reason"),
    [
        (
            "New York Times",
            {"NYT", "Reuters"},
            "Evidence and claim both rest on The New York Times.",
        ),
        ("", {"NYT"}, "It is not known on whom the evidence rests."),
        ("Reuters", {"NYT", ""}, "It is not known on whom the claim rests."),
        ("Reuters", set[str](), "It is not known on whom the claim rests."),
    ],
)
def test_one_root_or_one_that_is_not_known_is_not_independent(
    root: str, others: set[str], reason: str
) -> None:
    judged = independent(root, others, SHIPPED)
    assert not judged
    assert judged.reason == reason


# Who cites whom


def test_each_pair_is_counted_once_with_examples() -> None:
    chains = [(f"sentence {at}", outlets("Mind", "NYT")) for at in range(EXAMPLES + 2)]
    graph = citing([ArticleChains("a", chains)])
    assert graph.nodes == (Node("Mind"), Node("NYT"))
    examples = tuple(f"sentence {at}" for at in range(EXAMPLES))
    assert graph.citations == (Citation(Node("Mind"), Node("NYT"), EXAMPLES + 2, 0, examples),)


def test_what_is_inherited_is_counted_apart() -> None:
    graph = citing([ArticleChains("a", [("x", outlets("Mind", "NYT", explicit=False))])])
    assert graph.citations == (Citation(Node("Mind"), Node("NYT"), 0, 1, ()),)


def test_an_outlet_in_between_cites_and_is_cited() -> None:
    graph = citing([ArticleChains("a", [("x", outlets("Mind", "Reuters", "BBC"))])])
    assert {(one.by.name, one.of.name) for one in graph.citations} == {
        ("Mind", "Reuters"),
        ("Reuters", "BBC"),
    }


def test_an_article_of_nobody_stands_for_itself() -> None:
    graph = citing([ArticleChains("A headline", [("x", outlets("", "NYT"))])])
    assert graph.citations[0].by == Node("A headline", "article")


def test_persons_are_no_nodes() -> None:
    person = Link(source=Source("Ann Lee", "person"))
    graph = citing(
        [ArticleChains("a", [("x", Chain((*outlets("Mind").links, person), "Ann Lee"))])]
    )
    assert graph.nodes == (Node("Mind"),)
    assert graph.citations == ()


# Drift


def test_the_same_quotation_in_other_marks_has_not_drifted() -> None:
    assert (
        drift("He’s not willing to retreat one meter,", "He's not willing to retreat one meter.")
        == 1
    )


def test_a_part_of_a_quotation_is_found_in_the_whole() -> None:
    assert drift("not ready to retreat a meter", "He is not ready to retreat a meter now") == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He’s not willing to retreat one meter,", "not ready to retreat a meter"),
        ("He's not willing to back down a meter.", "He’s not willing to retreat one meter,"),
        (
            "They want to stay where they are on the battlefield.",
            "They want to remain on the positions they currently have on the battlefield.",
        ),
    ],
)
def test_retold_quotations_are_suggested(a: str, b: str) -> None:
    assert SUGGESTED <= drift(a, b) < 1


def test_other_quotations_are_not_suggested() -> None:
    assert (
        drift("There will be peace when we achieve our goals,", "not ready to retreat") < SUGGESTED
    )


@given(st.text(), st.text())
def test_drift_is_the_same_both_ways_and_between_0_and_1(a: str, b: str) -> None:
    assert 0 <= drift(a, b) == drift(b, a) <= 1


@given(st.text(alphabet="abc ", min_size=1).filter(str.strip))
def test_a_quotation_has_not_drifted_from_itself(text: str) -> None:
    assert drift(text, text) == 1


def test_without_words_nothing_is_alike() -> None:
    assert drift("", "") == drift("…", "we") == 0
