import pytest

from annotations.claims import Chain, Link, Source
from annotations.errors import ClaimRefused
from annotations.facts.chains import MOST_LINKS, flipped, in_words, of_words

MIND = Link(source=Source("Mind", "outlet"))
TIMES = Link(source=Source("The New York Times", "outlet"), explicit=False)
OFFICIAL = Link(source=Source("a former official", "person", named=False), cue="told")
CHAIN = Chain((MIND, TIMES, OFFICIAL), root="The New York Times")


def test_a_chain_reads_from_the_outlet_to_the_speaker() -> None:
    assert in_words(CHAIN) == "Mind › The New York Times › a former official"
    assert in_words(Chain((), root="")) == ""


def test_an_outlet_that_is_not_known_is_a_question_mark_both_ways() -> None:
    chain = Chain((Link(source=Source("", "outlet", named=False)), TIMES), root="")
    assert in_words(chain) == "? › The New York Times"
    assert of_words(in_words(chain), was=chain).links == chain.links


@pytest.mark.parametrize("arrow", ["›", ">", " > "])
def test_what_is_written_again_is_the_same_but_a_persons(arrow: str) -> None:
    again = of_words(in_words(CHAIN).replace(" › ", arrow), was=CHAIN)
    assert (again.links, again.root, again.decided) == (CHAIN.links, CHAIN.root, True)


def test_a_root_that_is_written_away_gives_way_to_the_last_outlet() -> None:
    assert of_words("Mind > Mr Peskov", was=CHAIN).root == "Mind"


def test_new_names_are_people_behind_the_outlet() -> None:
    chain = of_words("TASS > Mr Peskov", was=Chain((), root=""))
    assert [link.source.kind for link in chain.links] == ["outlet", "person"]
    assert chain.root == "TASS"


def test_flipping_goes_round_all_names() -> None:
    roots, chain = [], CHAIN
    for _ in range(4):
        chain = flipped(chain)
        roots.append(chain.root)
    assert roots == ["a former official", "Mind", "The New York Times", "a former official"]
    assert chain.decided


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "needs a name"),
        (" > ", "needs a name"),
        ("Mind > > Peskov", "each side"),
        (">".join("a" * (MOST_LINKS + 1)), "at most"),
        ("x" * 201, "at most"),
    ],
)
def test_a_chain_that_nobody_could_read_is_refused(text: str, why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        of_words(text, was=CHAIN)


def test_a_chain_of_one_name_cannot_be_flipped() -> None:
    with pytest.raises(ClaimRefused, match="nothing else"):
        flipped(Chain((MIND,), root="Mind"))
