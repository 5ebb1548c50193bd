"""Going from the claims to the articles and back: what is seen then is what there is then."""

import pytest
from at_claims import GAZETTE, at_claims, story

from annotations.store import Store


@pytest.mark.parametrize("away", [("f2",), ("q",)])
async def test_a_claim_made_in_an_article_stands_on_the_board_that_was_seen_before(
    store: Store, away: tuple[str, ...]
) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("f4", *away, "F", "f4")
        assert "1 claim" in ada.header
        assert GAZETTE[0][:20] in ada.rows


async def test_a_sentence_can_be_added_when_the_board_was_seen_before(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("F", "f4", "f2", "j", "+")
        assert "to which claim" in ada.header
        await ada.do("enter", "f4", "enter")
        assert [one.text for one in ada.claim.confirmed.values()] == [*GAZETTE]
        assert GAZETTE[1].rstrip(".") in ada.rows
