"""Quotations on the claims screen: put together, opened, made claims of; by what is stored."""

import pytest
from at_claims import at_claims
from claiming import claim_from, do, mention
from support import add_article, append, event

from annotations.facts.claim import mention_slot
from annotations.store import Store
from tui.factdesk import quoteread
from tui.factdesk.quotes import Quotes
from tui.screens.annotate import AnnotateScreen

GAZETTE = (
    "The harbour of Ostrava is closed.",
    "“We will open the harbour again on Monday,” the mayor said.",
    "He spoke of a “miracle” at sea.",
)
HERALD = (
    "The harbour of Ostrava stays closed.",
    "“We shall open our harbour again on Monday morning,” a spokesman said.",
    "“The price of diesel ruins every fisherman here, she said.",
)
COURIER = ("A library was opened.", "“Books are the harbour of all minds,” the mayor said.")


def told(store: Store) -> tuple[int, int, int]:
    """Three articles; a claim stands in the first two."""
    gazette = add_article(store, GAZETTE, name="gazette.txt", source="Gazette")
    herald = add_article(store, HERALD, name="herald.txt", source="Herald")
    courier = add_article(store, COURIER, name="courier.txt", source="Courier")
    claim = claim_from(store, gazette, 1)
    one = mention(store, herald, 1)
    do(store, (mention_slot(claim, one.sentence), one))
    return gazette, herald, courier


async def test_quotations_that_may_be_one_stand_together_with_what_differs(store: Store) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "Q")
        lines = [line.strip() for line in ada.rows.split("\n")]
        first = next(n for n, line in enumerate(lines) if "perhaps one quotation" in line)
        assert lines[first].lstrip("▌ ").startswith("2 articles")
        assert "Gazette  earliest" in lines[first + 1]
        assert "% alike" in ada.rows
        assert "[-will-] {+shall+}" in ada.rows
        assert "in no group" in ada.rows
        assert "Courier" not in ada.rows
        assert "4 quotations · 1 group · 2 articles" in ada.header


async def test_lost_marks_and_scare_quotes_are_said_in_words(store: Store) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "Q", "end")
        rows = ada.rows
        assert "lost mark" in rows
        assert "scare" in rows
        assert "quotation marks is missing" in " ".join(ada.pane.split())


async def test_a_quotation_leads_to_its_sentence_and_back(store: Store) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "Q", "j", "enter")
        assert isinstance(ada.screen, AnnotateScreen)
        assert ada.session.sentence is not None
        assert ada.session.sentence.text == HERALD[1]
        await ada.do("f4")
        assert isinstance(ada.facts.view, Quotes)
        assert ada.facts.view.current.sentence.text == HERALD[1]


async def test_from_a_claim_the_sentence_becomes_its_mention_and_undo_takes_it_off(
    store: Store,
) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "Q")
        assert "of the claim  The harbour of Ostrava is closed." in ada.above
        assert "F adds the sentence to the claim" in ada.above
        await ada.do("j", "F")
        added = [one for one in ada.claim.confirmed.values() if one.text == HERALD[1]]
        assert [(one.relation, one.state) for one in added] == [("same", "confirmed")]
        assert "mention" in ada.rows
        assert "was added to the claim" in ada.foot
        await ada.do("u")
        assert HERALD[1] not in [one.text for one in ada.claim.confirmed.values()]
        assert ada.facts.view.context == "quotes"
        await ada.do("U")
        assert HERALD[1] in [one.text for one in ada.claim.confirmed.values()]


async def test_the_same_sentence_is_added_once(store: Store) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "Q", "F", "F")
        assert len(ada.claim.mentions) == 3
        assert "a mention of the claim already" in ada.foot


async def test_from_the_board_the_sentence_makes_a_claim_of_its_own(store: Store) -> None:
    told(store)
    async with at_claims(store) as ada:
        await ada.do("Q")
        assert "F makes a new claim of the sentence" in ada.above
        await ada.do("F", "F")
        (made,) = (one for one in ada.claims if one.wording.text == GAZETTE[1])
        assert [one.text for one in made.confirmed.values()] == [GAZETTE[1]]
        assert made.wording.type == "quote"
        assert "makes a claim already" in ada.foot
        assert ada.rows.count("in a claim") == 1
        await ada.do("u")
        assert len(ada.claims) == 1
        assert ada.facts.view.context == "quotes"
        assert "in a claim" not in ada.rows
        await ada.do("F")
        assert len(ada.claims) == 2


async def test_two_quotations_of_one_sentence_are_in_a_claim_together(store: Store) -> None:
    number = add_article(
        store, ["“We go now, all of us,” he said, “and not a day later than that.”"]
    )
    claim_from(store, number, 1)
    async with at_claims(store) as ada:
        await ada.do("Q")
        assert ada.rows.count("in a claim") == 2


async def test_boilerplate_makes_no_claim(store: Store) -> None:
    gazette, _, _ = told(store)
    quoted = store.articles.sentences(gazette)[1]
    append(store, event(quoted.number, "boilerplate", annotator="ada"))
    async with at_claims(store) as ada:
        await ada.do("Q", "F")
        assert len(ada.claims) == 1
        assert "boilerplate makes no claim" in ada.foot


async def test_undoing_the_claim_itself_leads_back_to_the_board(store: Store) -> None:
    add_article(store, GAZETTE, name="gazette.txt")
    async with at_claims(store, begin="articles") as ada:
        await ada.do("j", "F", "f4", "enter", "Q", "u")
        assert ada.claims == []
        assert ada.facts.view.context == "claims"


async def test_without_claims_there_is_nothing_to_quote(store: Store) -> None:
    add_article(store, GAZETTE, name="gazette.txt")
    async with at_claims(store) as ada:
        await ada.do("Q")
        assert "no quotations" in ada.rows
        await ada.do("enter", "F")
        assert ada.claims == []
        assert "there is no quotation here" in ada.foot


async def test_more_articles_than_are_read_are_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(store)
    monkeypatch.setattr(quoteread, "MOST_ARTICLES", 1)
    async with at_claims(store) as ada:
        await ada.do("Q")
        assert "in 1 of 2 articles, those of the newest claims" in ada.above


async def test_what_a_quotation_is_also_like_is_told_beside_it(store: Store) -> None:
    told = (
        "“He really is willing to stop at the current positions,” an official said.",
        "“He is indeed ready to stay on the current positions,” an official said.",
        "“He's actually willing to stop at the status quo,” an official said.",
    )
    numbers = [add_article(store, [one], name=f"{n}.txt") for n, one in enumerate(told)]
    claim = claim_from(store, numbers[0], 1)
    for number in numbers[1:]:
        each = mention(store, number, 1)
        do(store, (mention_slot(claim, each.sentence), each))
    async with at_claims(store) as ada:
        await ada.do("enter", "Q", "end")
        assert "Also like" in ada.pane
        assert "69 %  0.txt" in ada.pane


async def test_control_bytes_and_markup_in_quotations_stay_harmless(store: Store) -> None:
    hostile = "“The [@click=app.bell]harbour[/] of \x1b]0;x\x07Ostrava was \u202eclosed,” he said."
    for n in range(2):
        article = add_article(store, [f"No. {n}", hostile], name=f"{n}.txt", source="Gaz\x1bette")
        claim_from(store, article, 2)
    async with at_claims(store) as ada:
        await ada.do("Q")
        assert "[@click=app.bell]" in ada.rows
        assert not any(c in ada.everything() for c in "\x1b\x07\u202e")
