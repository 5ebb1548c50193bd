"""What keeps its place in the review from sentence to sentence, so that it is not painted anew."""

from at_review import AtReview, at_review, disputed, say

from annotations.review.queues import Audit
from annotations.store import Store


def line_of(review: AtReview, text: str) -> int:
    """Which line of the side pane is this text alone."""
    return [line.strip() for line in review.pane.split("\n")].index(text)


async def test_in_an_audit_no_precedent_moves_the_definitions(store: Store) -> None:
    disputed(store)
    async with at_review(store, queue=Audit("ben")) as review:
        review.session.precedents[("claim", "opinion"), "claim"] = 1354
        review.session.precedents[("claim", "opinion"), "opinion"] = 1353
        places = set()
        for sentence in range(1, 6):
            assert review.at == sentence
            assert ("so far" in review.pane) == (sentence in {2, 5})
            places.add(line_of(review, "boilerplate"))
            await review.press("j")
        assert len(places) == 1


async def test_in_an_audit_no_flag_moves_the_definitions(store: Store) -> None:
    disputed(store)
    say(store, 1, "claim", annotator="cleo", note="who says so?")
    async with at_review(store, queue=Audit("ben")) as review:
        assert "who says so?" in review.pane
        before = line_of(review, "boilerplate")
        await review.press("j")
        assert "who says so?" not in review.pane
        assert line_of(review, "boilerplate") == before


async def test_a_reason_moves_neither_tie_breaks_nor_definitions(store: Store) -> None:
    disputed(store)
    async with at_review(store) as review:
        review.session.precedents[("attribution", "claim"), "attribution"] = 1354
        review.session.precedents[("attribution", "claim"), "claim"] = 1353
        await review.press("j")
        assert "so far" in review.pane
        before = line_of(review, "attribution")
        for keys in ("es", "g", "ck"):
            await review.press(*keys)
            assert line_of(review, "attribution") == before
        assert "reason: slip" in review.pane
        assert "Decided" in review.pane
