import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest

from annotations.claims import DivergenceKind
from annotations.text.canonical import canonical
from annotations.text.decode import decode
from annotations.text.segment import segment

ROOT = Path(__file__).parents[3]
CLAIMS = ROOT / "tests" / "golden" / "claims"


def read(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((CLAIMS / name).read_text(encoding="utf-8"))[key]
    return rows


GROUPS = read("groups.json", "groups")
DIVERGENCES = read("divergences.json", "pairs")
AGREEING = read("agreeing.json", "pairs")
QUOTES = read("quotes.json", "quotes")
CHAINS = read("chains.json", "chains")


def texts() -> dict[str, str]:
    return {
        path.name: canonical(decode(path.read_bytes(), name=path.name).text)
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    }


TEXTS = texts()
SENTENCES = {
    name: {text[span.start : span.end] for span in segment(text)} for name, text in TEXTS.items()
}


def named_sentences() -> Iterator[tuple[str, str]]:
    for group in GROUPS:
        for member in group["members"]:
            yield member["article"], member["text"]
    for pair in DIVERGENCES + AGREEING:
        yield pair["a_article"], pair["a"]
        yield pair["b_article"], pair["b"]
    for chain in CHAINS:
        yield chain["article"], chain["text"]


def members(group: dict[str, Any]) -> list[tuple[str, str]]:
    return [(member["article"], member["text"]) for member in group["members"]]


def test_every_text_is_a_sentence_of_the_article_it_is_given_to() -> None:
    assert [pair for pair in named_sentences() if pair[1] not in SENTENCES[pair[0]]] == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["name"])
def test_a_group_holds_different_sentences_of_two_articles_at_least(group: dict[str, Any]) -> None:
    listed = members(group)
    assert len(set(listed)) == len(listed)
    assert len({article for article, _ in listed}) >= 2


def test_groups_and_divergences_are_named_apart() -> None:
    for rows in (GROUPS, DIVERGENCES):
        names = [row["name"] for row in rows]
        assert len(set(names)) == len(names)


def test_the_groups_hold_the_pairs_that_their_readme_counts() -> None:
    pairs = {
        frozenset((one, other))
        for group in GROUPS
        for one, other in combinations(members(group), 2)
        if one[0] != other[0]
    }
    readme = (CLAIMS / "README.md").read_text(encoding="utf-8")
    assert f"{len(GROUPS)} groups" in readme
    assert f"{len(pairs)} pairs across articles" in readme


def test_pairs_are_of_two_articles_and_give_a_reason() -> None:
    for pair in DIVERGENCES + AGREEING:
        assert pair["a_article"] != pair["b_article"]
        assert pair.get("say") or pair.get("why")


def test_divergences_are_of_known_kinds() -> None:
    for pair in DIVERGENCES:
        assert pair["kinds"], pair["name"]
        assert set(pair["kinds"]) <= set(get_args(DivergenceKind)), pair["name"]


def test_only_who_said_it_is_left_to_the_chain() -> None:
    for pair in DIVERGENCES:
        assert pair["chain_only"] == (pair["kinds"] == ["speaker"]), pair["name"]


def test_no_pair_both_agrees_and_diverges() -> None:
    agreeing = {frozenset((pair["a"], pair["b"])) for pair in AGREEING}
    assert len(agreeing) == len(AGREEING)
    assert agreeing.isdisjoint(frozenset((pair["a"], pair["b"])) for pair in DIVERGENCES)


def test_a_quotation_and_its_speaker_stand_in_the_article() -> None:
    for quote in QUOTES:
        text = TEXTS[quote["article"]]
        assert quote["text"] in text
        assert quote["speaker"] is None or quote["speaker"] in text
        assert (quote["speaker"] is None) == quote["scare"]


def test_every_sentence_of_a_group_has_one_chain() -> None:
    chains = [(chain["article"], chain["text"]) for chain in CHAINS]
    assert len(set(chains)) == len(chains)
    assert {member for group in GROUPS for member in members(group)} <= set(chains)


def test_a_chain_ends_at_a_root_and_speaks_in_the_words_of_the_article() -> None:
    for chain in CHAINS:
        assert chain["root"]
        assert chain["root"] == chain["cited"] or chain["cited"] is None
        assert chain["cited"] or not chain["explicit"]
        assert chain["speaker"] is None or chain["speaker"] in TEXTS[chain["article"]]
        assert all(voice in chain["text"] for voice in chain["also"])
