"""What the review looks up: queues, the palette, agreement; and what a mouse does."""

from functools import partial

import pytest
from at_review import at_review, disputed, held_up, say
from reviewing import review as said_by
from reviewing import rule, ruling
from support import add_article

from annotations.review.queues import Audit
from annotations.store import Store
from tui.bench import Tally
from tui.queuewords import described
from tui.screens import found


@pytest.fixture
def both(store: Store) -> Store:
    disputed(store)
    return store


async def test_every_kind_of_queue_can_be_chosen_by_typing(both: Store) -> None:
    say(both, 6, "claim", annotator="rosa")
    rule(both, said_by(6, ruling("opinion", question=True), reviewer="max"))
    queues = {
        "between ada ben": ("ada × ben", [2, 3, 4, 5]),
        "between cleo": ("ada × cleo", [5]),
        "audit of ben: all": ("audit of ben", [1, 2, 3, 4, 5]),
        "ben random": ("audit of ben: 50 at random", [1, 2, 3, 4, 5]),
        "ben this article": ("audit of ben: this article", [1, 2, 3]),
        "ada flagged": ("audit of ada: flagged", []),
        "ada under 2": ("audit of ada: in under 2 s", [1, 2, 3, 4, 5]),
        "ben BOILERPLATE": ("audit of ben: boilerplate", [4]),
        "otherwise": ("decisions on rosa's labels", [6]),
        "all that reviewers": ("decisions on rosa's labels", [6]),
        "guideline": ("guideline questions", [6]),
        "disagreements": ("disagreements", [2, 3, 4, 5]),
    }
    async with at_review(both, queue=Audit("ben", article=1)) as review:
        for typed, (named, sentences) in queues.items():
            await review.choose("l", typed)
            assert review.session.queue is not None
            assert described(review.session.queue) == named
            assert list(review.session.sentences) == sentences, typed
        await review.choose("l", "no such queue")
        assert "disagreements" in review.header
        await review.press("l", "down", "up", "escape")
        assert not review.screen.finder.visible


async def test_the_header_has_room_for_the_queue_and_for_hidden_names(both: Store) -> None:
    async with at_review(both, queue=Audit("ben", article=1)) as review:
        await review.press("h")
        assert "rosa  audit of ben: this article  names hidden" in review.header
        assert "0/3 decided" in review.header
        assert "✓ saved" in review.header


async def test_keys_that_decide_say_so_where_nothing_is_to_be_decided(both: Store) -> None:
    async with at_review(both, queue=Audit("ada", flagged=True)) as review:
        for key in ("enter", "y", "Y", "c", "0", "s"):
            await review.press("x")
            await review.press(key)
            assert "there is no sentence here to review" in review.foot, key


async def test_keys_pressed_while_the_queue_is_read_do_no_harm(both: Store) -> None:
    async with at_review(both) as review:
        with held_up(review):
            review.screen.session.begin(
                Audit("x"), review.session.sentences[:0], before=Tally(0, 0)
            )
            review.screen.begin_queue(Audit("ada"))
            await review.press(*"cY0mes=i?ht", "enter", "escape", "escape", "escape", "escape")
            await review.press("l")
        await review.idle()
        assert "audit of ada" in review.choices
        await review.press("escape", "y")
        await review.saved()
        assert review.ruled(1).label == "claim"


async def test_every_action_of_the_palette_works_everywhere(both: Store) -> None:
    async with at_review(both) as review:
        screen = review.screen
        actions = found.actions_of(screen.keymap, screen.contexts, [])
        for action in actions:
            if action.id == "quit" or action.id.startswith("screen."):
                continue  # they leave the review
            of_agreement = action.id.startswith(("cell", "pair", "agreement"))
            (choice,) = found.palette_choices(action.words, [action], screen.look)
            for _ in range(1 + of_agreement):  # from the sentences, then the figures
                screen.show(partial(screen._take_choice, choice))
                assert (screen.page_name == "agreement") >= of_agreement, action.id
                await review.rounds()
                assert "cannot" not in review.foot
            while screen.context != "review":
                screen.cancel()
        await review.idle()
        assert review.reviewing()


async def test_the_palette_names_every_action_of_the_review(both: Store) -> None:
    async with at_review(both) as review:
        for words in ("skip", "send back", "guideline question", "accept in bulk", "reason slip"):
            await review.press("ctrl+p")
            await review.type(words.replace("guideline question", "question to the guideline"))
            assert review.choices.strip(), words
            await review.press("escape")
        await review.choose("ctrl+p", "reason slip")
        await review.saved()
        assert review.ruled(2).reason == "slip"


async def test_agreement_is_walked_through(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("i")
        await review.idle()
        assert "Agreement" in review.reader
        assert "ada" in review.reader
        await review.press("enter")
        assert "choose two annotators first" in review.foot
        seen = []
        for _ in range(4):
            await review.press("]")
            await review.idle()
            seen.append(review.screen.asked_for.whose)
        assert seen == [("ada", "ben"), ("ada", "cleo"), ("ben", "cleo"), ()]
        await review.press("[", "[", "[")
        await review.idle()
        assert review.screen.asked_for.whose == ("ada", "ben")
        await review.press(*["k"] * 9, *["h"] * 9, *["j"] * 9, *["l"] * 9, "left", "right")
        await review.press("b", "b", "b", "enter")
        assert review.reviewing()
        for title in ("Secondary", "By article", "Over time", "Primary"):
            await review.press("t")
            await review.idle()
            assert title in review.reader
            if title != "Primary":
                await review.press("j", "k", "h", "b", "enter")
                assert review.screen.page_name == "agreement"
        await review.press("q")
        assert review.screen.page_name == ""
        assert review.at == 2


async def test_a_cell_opens_its_sentences(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("i")
        await review.idle()
        await review.press("]")
        await review.idle()
        told = " ".join(review.reader.split())
        assert "ada: claim, ben: opinion, 2 sentences" in told
        await review.press("enter")
        await review.idle()
        assert list(review.session.sentences) == [2, 5]
        assert "ada claim × ben opinion" in review.header
        await review.press("Y")
        await review.saved()
        assert review.ruled(2).label == "opinion"


async def test_the_cursor_stays_in_the_matrix_without_boilerplate(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("i")
        await review.idle()
        await review.press("]")
        await review.idle()
        await review.press(*["j"] * 4, *["l"] * 4, "b")
        assert "[" in review.reader
        await review.press("]")
        await review.idle()
        assert "[" in review.reader


async def test_agreement_without_two_annotators_says_why(store: Store) -> None:
    add_article(store, ["One."])
    for names in ((), ("a\x1b[31mda",)):
        for name in names:
            say(store, 1, "claim", annotator=name)
        async with at_review(store) as review:
            await review.press("i")
            await review.idle()
            assert "measuring" not in review.reader
            assert "\x1b" not in review.everything()
            await review.press(*"jklh]b", "enter", "t")
            await review.idle()
            assert "measuring" not in review.foot
            await review.press("q")
            assert "Nothing disputed" in review.body


async def test_clicks_do_what_keys_do(both: Store) -> None:
    async with at_review(both) as review:
        await review.click(review.screen.body, "Three.")
        assert review.at == 3
        await review.click(review.screen.body, "One.")
        assert "not in the queue" in review.foot
        assert review.at == 3
        await review.click(review.screen.keys, "ben")
        await review.saved()
        assert review.ruled(3).label == "claim"
        await review.click(review.screen.keys, "send back")
        await review.click(review.screen.keys, "all of them")
        await review.saved()
        assert review.ruled(4).sent_to == ("ada", "ben")
        await review.press("l")
        await review.type("cleo")
        await review.click(review.screen.finder.choices, "audit of cleo: all")
        await review.idle()
        assert "audit of cleo" in review.header
        await review.click(review.screen.keys, "help")
        assert "take the first annotator's label" in review.reader
        await review.press("q", "m")
        await review.click(review.screen.body, "Four.")
        await review.press("x", "enter")
        await review.saved()
        assert review.ruled(5).note == "x"


async def test_a_click_while_a_choice_is_waited_for_is_no_choice_for_another(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("s")
        await review.click(review.screen.body, "Three.")
        await review.press("y")
        await review.saved()
        assert not review.ruled(2).sent_to


async def test_on_a_small_screen_queue_and_agreement_are_there_too(both: Store) -> None:
    async with at_review(both, size=(80, 24)) as review:
        await review.press("i")
        await review.idle()
        assert "Agreement" in review.reader
        await review.press("q", "l")
        assert "disagreements" in review.choices
