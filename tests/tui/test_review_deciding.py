"""What the keys of the review store and show: decisions, reasons, notes, questions, undo."""

from dataclasses import replace

import pytest
from at_review import at_review, disputed, held_up, say
from at_work import CONFIG, NINE_O_CLOCK, Clock
from msgspec.structs import replace as changed
from reviewing import review as said_by
from reviewing import reviews_in, rule, ruling
from support import add_article, everyones_states

from annotations.model import NO_RULING, LabelState
from annotations.review.queues import Audit, Cell, Disputes
from annotations.store import Store


@pytest.fixture
def both(store: Store) -> Store:
    disputed(store)
    return store


KEYS = {
    "c": ruling("claim"),
    "3": ruling("opinion"),
    "a": ruling("attribution"),
    "4": ruling("boilerplate"),
    "r": ruling("attribution", secondary="claim"),
    "y": ruling("claim"),
    "Y": ruling("opinion"),
    "0": ruling(None, decision="none"),
    "aC": ruling("attribution", secondary="claim"),
    "aCkC": ruling("attribution"),
    "ckx": ruling(None),
    "esc": ruling("claim", reason="slip"),
    "ego": ruling("opinion", reason="gap"),
    "eaea": NO_RULING,
    "go": ruling("opinion", question=True),
    "gg": NO_RULING,
    "cu": NO_RULING,
    "cuU": ruling("claim"),
}
"""Keys pressed on a sentence → what is stored of it then, besides the labels in dispute."""


async def test_keys_decide(store: Store) -> None:
    add_article(store, [f"Sentence {n}." for n in range(len(KEYS) + 1)])
    for sentence in range(1, len(KEYS) + 2):
        say(store, sentence, "claim", annotator="ada")
        say(store, sentence, "opinion", annotator="ben")
    async with at_review(store) as review:
        for place, keys in enumerate(KEYS):
            review.session.go(place)
            await review.press(*keys)
        await review.saved()
        for place, (keys, expected) in enumerate(KEYS.items()):
            found = review.ruled(place + 1)
            assert found.among in {(), ("claim", "opinion")}
            assert replace(found, among=()) == expected, keys
        everyones = everyones_states(store, 1)
        assert set(everyones["ada"].values()) == {LabelState("claim")}
        assert set(everyones["ben"].values()) == {LabelState("opinion")}


async def test_the_secondary_label_goes_to_the_decision_before_in_whatever_article(
    both: Store,
) -> None:
    async with at_review(both) as review:
        await review.press("j", "a")
        assert review.at == 4, "in the next article"
        await review.press("C")
        assert "claim added" in review.foot
        await review.saved()
        assert review.ruled(3).secondary == "claim"
        assert review.ruled(3).among == ("attribution", "claim")
        assert review.ruled(4) == NO_RULING
        await review.press("C")
        await review.saved()
        assert review.ruled(3).secondary is None
        await review.press("u")
        assert review.at == 3


async def test_the_whole_queue_is_decided_by_keys(both: Store) -> None:
    async with at_review(both) as review:
        for key in ("y", "Y", "0", "enter"):
            await review.press(key)
        await review.saved()
        decided = [(n, review.ruled(n).label, review.ruled(n).decision) for n in (2, 3, 4, 5)]
        assert decided == [
            (2, "claim", "label"),
            (3, "claim", "label"),
            (4, None, "none"),
            (5, "opinion", "label"),
        ]
        assert "4/4 decided" in review.header
        assert "this queue is done" in review.foot
        await review.press("n")
        assert "this queue is done" in review.foot
        await review.choose("l", "disagreements")
        assert "Nothing disputed" in review.body


async def test_no_majority_decides_nothing(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("enter")
        assert "decide yourself" in review.foot
        assert not review.session.made


async def test_skipping_goes_round(both: Store) -> None:
    async with at_review(both) as review:
        for at in (3, 4, 5, 2):
            await review.press("n")
            assert review.at == at
        await review.press("G")
        assert review.at == 5
        await review.press("home", "k", "k")
        assert review.at == 2
        await review.press("j", "down", "up")
        assert review.at == 3
        assert not review.session.made


async def test_a_reason_waits_for_one_key_only(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("e")
        assert "ambiguous" in review.keys
        await review.press("z")
        assert "ambiguous" not in review.keys
        await review.press("e", "ctrl+g", "s", "q")
        assert review.reviewing()
        assert review.screen.choosing == ""
        assert not review.session.made


async def test_what_is_opened_while_a_choice_is_waited_for_ends_the_waiting(both: Store) -> None:
    async with at_review(both) as review:
        for first in ("e", "s"):
            for then in ("f1", "ctrl+p"):
                await review.press(first, then)
                assert review.screen.choosing == ""
                await review.press("escape")
        await review.press("y")
        await review.saved()
        assert review.ruled(2) == ruling("claim", among=("claim", "opinion"))


async def test_a_note_is_written_edited_and_taken_off(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("m", *"speculation, q", "enter")
        await review.saved()
        assert review.ruled(2).note == "speculation, q"
        assert "“speculation, q”" in review.pane
        assert review.at == 2
        await review.press("m", *"!", "escape")
        assert review.ruled(2).note == "speculation, q"
        await review.press("m", *["backspace"] * 20, "enter")
        await review.saved()
        assert review.ruled(2).note == ""


async def test_the_pane_shows_all_that_was_said(both: Store) -> None:
    say(both, 2, "opinion", annotator="ben", note="speculation?")
    async with at_review(both) as review:
        assert "speculation?" in review.pane
        assert "1.2 s" in review.pane
        assert "Not decided yet" in review.pane
        await review.press("g", "e", "g", "y", "k")
        assert "Decided  ■ claim" in review.pane
        assert "reason: gap · guideline question" in review.pane


async def test_the_time_of_a_decision_does_not_go_on(both: Store) -> None:
    clock = Clock()
    async with at_review(both, clock=clock) as review:
        await review.press("c")
        clock.tick(7200)
        await review.press("k")
        at = review.session.given
        assert at is not None
        assert at.at == NINE_O_CLOCK


async def test_precedents_are_told(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("c", "j", "j", "j")
        assert review.at == 5
        assert "claim × opinion so far: 1 of 1 claim" in " ".join(review.pane.split())


async def test_a_note_on_what_was_accepted_does_not_make_it_a_decision(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("=")
        await review.idle()
        assert "claim 1" in review.choices
        await review.press("enter")
        await review.idle()
        await review.saved()
        assert review.ruled(1).basis == "unanimous"
        await review.choose("l", "guideline")
        rule(both, said_by(1, ruling("claim", question=True), reviewer="max", at=1))
    async with at_review(both, queue=Cell("ada", "claim", "ben", "claim")) as review:
        assert review.at == 1
        await review.press("g", "e", "g", "m", *"why", "enter")
        await review.saved()
        assert review.ruled(1).basis == "unanimous"
        assert review.ruled(1).note == "why"
        await review.press("c")
        await review.saved()
        assert review.ruled(1).basis == "adjudicated"


async def test_bulk_acceptance_is_one_undo_also_after_a_restart(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("=")
        await review.idle()
        assert "accept 0 sentences" in review.choices
        await review.press("down", "down", "enter")
        await review.idle()
        assert "nothing to accept" in review.foot
        await review.press("=")
        await review.idle()
        await review.press("down", "enter")
        await review.idle()
        assert "accepted 1 sentence; undo takes all of it back" in review.foot
        await review.saved()
        assert review.ruled(5).basis == "majority"
        assert "1/4 decided" in review.header
    async with at_review(both) as review:
        await review.press("u")
        await review.saved()
        assert review.ruled(5).decision is None
        await review.press("U")
        await review.saved()
        assert review.ruled(5).label == "opinion"


async def test_what_is_decided_while_others_are_counted_is_not_accepted_over(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("G")
        with held_up(review):
            await review.press("=")
            await review.idle()
            await review.press("c")
        await review.idle()
        assert "opinion 1" in review.choices, "counted before the decision"
        await review.press("down", "enter")
        await review.idle()
        assert "nothing to accept" in review.foot
        await review.saved()
        assert review.ruled(5).label == "claim"


async def test_what_can_be_accepted_never_comes_over_something_else(both: Store) -> None:
    async with at_review(both) as review:
        for key in ("m", "l", "e", "?"):
            with held_up(review):
                await review.press("=")
                await review.idle()
                await review.press(key)
            await review.idle()
            assert "accept" not in review.choices
            await review.press("enter", "escape")
            await review.idle()
        assert not review.session.made


async def test_a_queue_that_comes_while_a_note_is_written_waits_for_it(both: Store) -> None:
    async with at_review(both) as review:
        with held_up(review):
            await review.choose("l", "audit of ben: all")
            await review.press("j", "m", "w", "h")
        await review.press("y", "enter")
        await review.idle()
        assert "audit of ben" in review.header
        await review.saved()
        assert (review.ruled(3).note, review.ruled(1).note) == ("why", "")


async def test_of_two_queues_asked_for_the_last_one_is_shown(both: Store) -> None:
    async with at_review(both) as review:
        with held_up(review) as late:
            await review.choose("l", "audit of ben: all")
            await review.choose("l", "audit of ada: all")
            late.reverse()
        await review.idle()
        assert "audit of ada" in review.header


async def test_undo_after_a_restart_goes_to_where_it_was(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("c", "m", *"no", "enter", "0")
        await review.saved()
    async with at_review(both) as review:
        assert review.at == 4
        await review.press("u")
        assert (review.at, "undone: none of the labels" in review.foot) == (3, True)
        await review.press("u", "u")
        assert (review.at, "undone: claim" in review.foot) == (2, True)
        await review.press("u")
        assert "nothing to undo in the review" in review.foot
        await review.press("U", "U", "U", "U")
        assert "nothing to redo" in review.foot
        await review.saved()
        assert (review.ruled(2).label, review.ruled(3).decision) == ("claim", "none")
        assert len(reviews_in(both)) == 9


async def test_undo_in_an_empty_queue_shows_where_it_went(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("c")
        await review.saved()
    async with at_review(both, queue=Audit("nobody")) as review:
        await review.press("u")
        assert "Two." in review.body
        assert review.at == 2
        await review.press("o")
        await review.saved()
        assert review.ruled(2).label == "opinion"
        await review.press("j", "k", "n", "G")
        assert review.app.is_running


async def test_a_label_that_is_configured_no_more_is_shown_taken_and_kept(store: Store) -> None:
    add_article(store, ["One."])
    say(store, 1, "rumour", annotator="ada")
    say(store, 1, "claim", annotator="ben")
    config = changed(CONFIG, labels=CONFIG.labels[:3])
    async with at_review(store, config=config) as review:
        assert "? rumour (removed)" in review.pane
        await review.press("y", "i")
        await review.idle()
        assert "rumour" in review.reader
        await review.saved()
        assert review.ruled(1) == ruling("rumour", among=("claim", "rumour"))


async def test_what_another_reviewer_decided_meanwhile_is_told_and_can_be_overruled(
    both: Store,
) -> None:
    async with at_review(both) as review:
        rule(both, said_by(4, ruling("claim", note="T6"), reviewer="max", at=NINE_O_CLOCK + 9))
        await review.press("j", "j")
        assert review.at == 4
        assert "by max" in review.pane
        assert "“T6”" in review.pane
        await review.press("x")
        assert "max decided this" in review.foot
        await review.press("o", "k")
        await review.saved()
        assert "by rosa" in review.pane
        counts = both.votes.article(2).ruling(4)
        assert counts is not None
        assert counts.reviewer == "rosa"
        assert review.ruled(4, reviewer="max").label == "claim"


async def test_two_reviewers_on_one_database_lose_nothing(both: Store) -> None:
    async with at_review(both) as review, at_review(both, reviewer="max") as other:
        await review.press("c", "c")
        await review.saved()
        await other.press("o", "o", "o")
        await other.saved()
        assert [review.ruled(n).label for n in (2, 3, 4)] == ["claim", "claim", None]
        # asked twice on the one that rosa had decided, led past the other
        given = [review.ruled(n, reviewer="max").label for n in (2, 3, 4)]
        assert given == ["opinion", None, "opinion"]
        await review.choose("l", "disagreements")
        assert review.at == 5
        await review.press("u")
        await review.saved()
        assert (review.at, review.ruled(3).label) == (3, None)
        assert "Not decided yet" in review.pane


async def test_disputes_between_two_are_theirs_alone(both: Store) -> None:
    async with at_review(both, queue=Disputes(("ben", "cleo"))) as review:
        assert "Nothing disputed" in review.body


async def test_hidden_names_are_hidden_everywhere(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("h")
        for keys in ([], ["s"], ["y"], ["k"], ["s", "s", "enter", "k"], ["u"]):
            await review.press(*keys)
            shown = review.everything()
            assert "ada" not in shown
            assert "ben" not in shown
        await review.press("h")
        assert "ada" in review.pane
