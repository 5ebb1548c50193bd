"""Quotations and chains of the sample articles, against what people read in them.

The floors are what was measured, rounded down. These articles were at hand while the rules were
written: on others, expect less.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from articleparts import paragraphs_of, samples, sentences_of

from annotations.claims import Chain
from annotations.config import load
from annotations.matching.aliases import aliases
from annotations.matching.chains import Outlet, Reading, chains, read

CLAIMS = Path(__file__).parents[2] / "golden" / "claims"
SHIPPED = aliases(load(None, environ={}).config.sources)


def golden(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((CLAIMS / f"{name}.json").read_text("utf-8"))[name]
    return rows


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    return {
        draft.name: read(
            draft.text,
            sentences=sentences_of(draft.text),
            paragraphs=paragraphs_of(draft.text),
            outlet=Outlet(source=draft.source, url=draft.url, title=draft.title),
            aliases=SHIPPED,
        )
        for draft in samples()
    }


@pytest.fixture(scope="module")
def found(readings: Mapping[str, Reading]) -> Mapping[tuple[str, str], Chain]:
    return {
        (name, reading.text[slice(*sentence)]): chain
        for name, reading in readings.items()
        for sentence, chain in zip(reading.sentences, chains(reading), strict=True)
    }


def folded(words: str | None) -> str:
    return (words or "").casefold().replace("’", "'")


def is_speaker(mine: str, row: Mapping[str, Any]) -> bool:
    """Whether a speaker is the one read, in the words of the article or as whom they stand for."""
    said = [folded(row["speaker"]), *filter(None, [folded(row.get("stands_for"))])]
    mine = folded(mine)
    return any(mine == one or (one and mine and (mine in one or one in mine)) for one in said)


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_all_quotations_are_found_and_next_to_no_others(readings: Mapping[str, Reading]) -> None:
    read_ = {(row["article"], row["text"]) for row in golden("quotes")}
    mine = {
        (name, reading.text[slice(*one.inner)])
        for name, reading in readings.items()
        for one in reading.speech.quotations
    }
    assert read_ <= mine
    assert len(read_ & mine) / len(mine) >= 0.92


def test_quotations_have_their_speakers_and_lost_marks_are_said(
    readings: Mapping[str, Reading],
) -> None:
    right, balanced = [], []
    for row in golden("quotes"):
        reading = readings[row["article"]]
        one = next(
            one
            for one in reading.speech.quotations
            if reading.text[slice(*one.inner)] == row["text"]
        )
        right.append(is_speaker(one.speaker, row))
        balanced.append(one.balanced == row["balanced"])
    assert share(right) >= 0.96
    assert all(balanced)


def test_the_roots_are_those_read(found: Mapping[tuple[str, str], Chain]) -> None:
    rows = golden("chains")
    assert share([found[row["article"], row["text"]].root == row["root"] for row in rows]) >= 0.95


def test_few_inherited_roots_are_wrong(found: Mapping[tuple[str, str], Chain]) -> None:
    inherited = [
        row["root"] == found[row["article"], row["text"]].root
        for row in golden("chains")
        if any(not link.explicit for link in found[row["article"], row["text"]].links)
    ]
    assert len(inherited) >= 50
    assert inherited.count(False) <= 4


def test_the_speakers_of_sentences_are_those_read(found: Mapping[tuple[str, str], Chain]) -> None:
    right = []
    for row in golden("chains"):
        links = found[row["article"], row["text"]].links[1:]
        mine = next((one.source.name for one in links if one.source.kind != "outlet"), "")
        right.append(is_speaker(mine, row))
    assert share(right) >= 0.93


def test_a_sentence_that_names_the_cited_outlet_is_known_to(
    found: Mapping[tuple[str, str], Chain],
) -> None:
    right = []
    for row in golden("chains"):
        links = found[row["article"], row["text"]].links[1:]
        outlets = [link for link in links if link.source.kind == "outlet"]
        right.append(any(link.explicit for link in outlets) == row["explicit"])
    assert share(right) >= 0.98


def test_the_five_articles_are_seen_to_retell_one_report(readings: Mapping[str, Reading]) -> None:
    assert {reading.root for reading in readings.values()} == {"The New York Times"}
