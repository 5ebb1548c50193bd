"""Sentences sent back and answered, and what annotators may read of the decisions on their own."""

from collections.abc import Callable

import pytest
from at_desk import AtDesk, at_desk
from at_review import AtReview, at_review, disputed, say
from at_work import NINE_O_CLOCK, Clock
from reviewing import review as said_by
from reviewing import rule, ruling

from annotations.review.queues import Audit, Lessons
from annotations.store import Store


@pytest.fixture
def both(store: Store) -> Store:
    disputed(store)
    return store


async def test_sent_back_to_one_to_all_and_taken_back(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("s")
        assert "send back to whom?" in review.foot
        assert "all of them" in review.keys
        await review.press("Y")
        assert "sent back to ben" in review.foot
        assert review.at == 3
        await review.press("s", "enter", "k")
        assert "Sent back to ada, ben: waiting" in review.pane
        await review.press("s")
        assert "no longer sent back" in review.foot
        await review.press("n", "s", "j", "s", "escape", "s", "q")
        assert review.reviewing()
        await review.saved()
        assert [review.ruled(n).sent_to for n in (2, 3, 4, 5)] == [("ben",), (), (), ()]
        assert [one.sentence for one in both.reviews.sent_back(annotator="ben")] == [2]
        await review.press("u", "u")
        assert "sent back" in review.foot
        await review.press("home", "u", "u")
        await review.saved()
        assert not both.reviews.waiting()


async def test_what_only_one_has_labelled_is_sent_back_by_one_key(both: Store) -> None:
    say(both, 6, "claim", annotator="ada")
    async with at_review(both, queue=Audit("ada", article=2)) as review:
        await review.press("G", "s")
        await review.saved()
        assert review.ruled(6).sent_to == ("ada",)


async def test_nobody_is_there_to_send_back_to(both: Store) -> None:
    async with at_review(both) as review:
        await review.choose("l", "guideline")
        await review.press("s")
        assert review.screen.choosing == ""
        assert not review.session.made


async def test_what_was_sent_back_is_seen_answered_and_reviewed_again(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("m", *"see T6", "enter", "s", "Y")
        await review.saved()
    async with at_review(both) as review:
        assert review.at == 3, "what waits for an answer is not in the queue"
        assert "0/3 decided" in review.header
    async with at_desk(both, annotator="ben") as desk:
        assert "1 sent back" in desk.header
        assert "see T6" not in desk.pane or desk.session.cursor == 1
        await desk.press("N")
        assert desk.session.cursor == 1
        assert "sent back by rosa: see T6" in desk.foot
        assert "sent back by rosa" in desk.pane
        await desk.press("o")
        await desk.saved()
        await desk.idle()
        assert "sent back" not in desk.header
        await desk.press("N")
        assert "no reviewer has sent anything back" in desk.foot
    assert [one.state.label for one in both.reviews.opinions(2)] == ["claim", "opinion"]
    async with at_review(both) as review:
        assert review.at == 2
        assert "looked at again" in review.pane
        assert "“see T6”" in review.pane
        await review.press("o")
        await review.saved()
        assert review.ruled(2).sent_to == ()


async def test_who_is_annotating_learns_what_was_sent_back_meanwhile(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.lookup.SENT_BACK_SECONDS", 0.05)
    async with at_desk(both, annotator="ben") as desk:
        assert "sent back" not in desk.header
        sent = ruling(None, note="see T6", sent_to=("ben",))
        rule(both, said_by(desk.session.cursor + 1, sent, at=NINE_O_CLOCK))
        await desk.until(lambda: "1 sent back" in desk.header)
        assert "sent back by rosa" in desk.pane
        rule(both, said_by(desk.session.cursor + 1, ruling("claim"), at=NINE_O_CLOCK + 1))
        await desk.until(lambda: "sent back" not in desk.header)
        assert "sent back" not in desk.pane


async def test_an_answer_counts_though_the_clock_of_the_annotator_is_slow(both: Store) -> None:
    rule(both, said_by(2, ruling(None, sent_to=("ben",)), at=NINE_O_CLOCK))
    async with at_desk(both, annotator="ben", clock=Clock(NINE_O_CLOCK - 10**12)) as desk:
        await desk.press("N", "o")
        await desk.saved()
    assert not both.reviews.waiting()


async def test_an_answer_by_undo_is_an_answer_too(both: Store) -> None:
    async with at_desk(both, annotator="ben") as desk:
        await desk.press("g", "j", "c", "u")
        await desk.saved()
        rule(both, said_by(2, ruling(None, sent_to=("ben",)), at=NINE_O_CLOCK + 10**9))
        await desk.press("N")
        assert "1 sent back" in desk.header
        await desk.press("U")
        await desk.saved()
        assert not both.reviews.waiting()
        assert "sent back" not in desk.header


async def test_several_sent_back_are_gone_through_in_turn(both: Store) -> None:
    for sentence in (2, 3, 5):
        rule(both, said_by(sentence, ruling(None, sent_to=("ada", "ben"))))
    async with at_desk(both, annotator="ada", size=(80, 24)) as desk:
        for expected in ("Two.", "Three.", "Five.", "Two."):
            await desk.press("N")
            assert desk.session.sentence is not None
            assert desk.session.sentence.text == expected
            assert "sent back by rosa" in desk.pane


async def test_ones_own_decisions_can_be_read_and_nothing_else(both: Store) -> None:
    rule(both, said_by(2, ruling("claim", reason="slip", note="T6", among=("claim", "opinion"))))
    rule(both, said_by(6, ruling("boilerplate")))
    rule(both, said_by(4, ruling("opinion")))
    async with at_desk(both, annotator="ben") as desk:
        await lessons(desk)
        review = AtReview(desk.app, desk.pilot, both)
        await review.idle()
        assert review.at == 2
        assert "◆ opinion" in review.pane
        assert "sentence 1/2" in review.header
        assert "decided" not in review.header.replace("decisions", "")
        assert "Decided  ■ claim" in review.pane
        assert "reason: slip" in review.pane
        assert "“T6”" in review.pane
        assert "ada" not in "\n".join(review.everything().split("\n")[1:])
        for key in "caobrCAyYx0egsuU":
            await review.press(key)
            assert not review.screen.choosing
        await review.press("m", "enter")
        assert not review.screen.finder.visible
        await review.press("=")
        await review.idle()
        await review.press("enter")
        await review.press("j")
        assert review.at == 4
        assert "sentence 2/2" in review.header
        assert "∘" not in review.body
        assert "· b" not in "".join(line for line in review.body.split("\n") if "Six" in line), (
            "ben is still to label the sixth, and does so blind"
        )
        assert not review.session.made


async def lessons(desk: AtDesk) -> None:
    """Ask for one's own lessons, by the palette."""
    await desk.press("ctrl+p")
    await desk.type("decided otherwise")
    await desk.press("enter")
    await desk.idle()


async def test_f3_after_ones_own_lessons_is_the_review(both: Store) -> None:
    rule(both, said_by(2, ruling("claim")))
    async with at_desk(both, annotator="ben") as desk:
        await lessons(desk)
        review = AtReview(desk.app, desk.pilot, both)
        await review.idle()
        await review.press("q", "f3", "f3")
        await review.idle()
        assert "disagreements" in review.header


async def test_lessons_are_no_way_around_the_question(both: Store) -> None:
    ways: list[tuple[str, Callable[[AtReview], bool]]] = [
        ("l", lambda review: review.screen.finder.visible),
        ("i", lambda review: review.screen.reading),
        ("=", lambda review: review.screen.finder.visible),
    ]
    rule(both, said_by(2, ruling("claim")))
    async with at_desk(both, annotator="ben") as desk:
        for key, opened in ways:
            await desk.press("f2")
            await lessons(desk)
            review = AtReview(desk.app, desk.pilot, both)
            await review.press(key)
            await review.idle()
            assert not opened(review)
            assert "everybody's labels" in review.foot
            await review.press(key)
            await review.idle()
            assert opened(review)
            await review.press("escape")
        await desk.press("f2")
        await lessons(desk)
        await review.choose("ctrl+p", "pair")
        assert not review.screen.reading
        assert "everybody's labels" in review.foot


async def test_no_lessons_yet(both: Store) -> None:
    async with at_review(both, reviewer="ben", queue=Lessons("ben")) as review:
        assert "No reviewer has decided otherwise" in review.body
        await review.choose("l", "all that reviewers decided")
        assert "No reviewer has decided on any" in review.body


async def test_a_flag_or_a_note_is_no_answer_to_a_reviewer(both: Store) -> None:
    rule(both, said_by(2, ruling(None, sent_to=("ben",)), at=NINE_O_CLOCK))
    async with at_desk(both, annotator="ben") as desk:
        await desk.press("N", "f", "c", "m", *"hm", "enter", "m", "enter", "u")
        await desk.saved()
        assert "1 sent back" in desk.header
        await desk.press("N")
        assert "1 sent back" in desk.header
        assert both.reviews.waiting() == {2}
        await desk.press("x")
        await desk.saved()
        assert "sent back" not in desk.header
        assert not both.reviews.waiting()
