"""Coming to the review and leaving it: F3, F2, q, the question before others' labels are seen."""

import gc
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from at_desk import GUIDELINE, AtDesk, at_desk
from at_review import AtReview, at_review, disputed
from at_work import CONFIG, Clock, article
from reviewing import review as said_by
from reviewing import rule, ruling
from support import append, event

from annotations.review.queues import Audit, Disputes, Queue
from annotations.store import Store
from tui.app import ClaimdeskApp
from tui.keys import resolve
from tui.themes import PALETTES


@pytest.fixture
def both(store: Store) -> Store:
    disputed(store)
    return store


def review_of(desk: AtDesk) -> AtReview:
    return AtReview(desk.app, desk.pilot, desk.store)


async def test_f3_opens_the_disagreements_and_q_goes_back(both: Store) -> None:
    async with at_desk(both, annotator="rosa") as desk:
        await desk.press("f3")
        review = review_of(desk)
        await review.idle()
        assert review.reviewing()
        assert "disagreements" in review.header
        assert (review.at, "0/4 decided" in review.header) == (2, True)
        await review.press("q")
        assert not review.reviewing()
        assert desk.app.is_running
        await review.press("f3")
        await review.idle()
        assert review.reviewing()
        await review.press("f2")
        assert not review.reviewing()


async def test_the_review_goes_on_where_it_was_left(both: Store) -> None:
    async with at_desk(both, annotator="rosa") as desk:
        await desk.press("f3")
        review = review_of(desk)
        await review.idle()
        await review.press("c", "f2", "f3")
        await review.idle()
        assert review.at == 3
        assert "1/4 decided" in review.header


async def test_what_was_labelled_in_between_is_seen_on_coming_back(both: Store) -> None:
    append(both, event(6, annotator="ada"))
    async with at_desk(both, annotator="ada") as desk:
        await desk.press("f3")
        review = review_of(desk)
        await review.idle()
        assert "y ada" in " ".join(review.keys.split())
        await review.press("f2", "g", "j", "a")
        await desk.saved()
        rule(both, said_by(3, ruling("opinion"), reviewer="max"))
        await desk.press("f3")
        await review.idle()
        assert review.at == 2
        assert "❝ attribution" in review.pane
        assert "◆ o" in review.body
        await review.press("y")
        await review.saved()
        assert review.ruled(2, reviewer="ada").label == "attribution"


async def test_q_ends_a_program_that_was_started_for_the_review(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("q")
        await review.until(lambda: not review.app.is_running)


async def test_a_program_started_for_the_review_opens_no_other_screen(both: Store) -> None:
    async with at_review(both) as review:
        assert review.app.screen_stack == [review.screen]
        assert review.app._desk is None


async def test_f2_in_such_a_program_opens_the_article_where_one_stopped(both: Store) -> None:
    with both.transaction():
        both.labels.keep_place(annotator="rosa", article=2, position=2)
    async with at_review(both) as review:
        await review.press("f2")
        await review.idle()
        assert not review.reviewing()
        assert "Five." in review.desk.body
        assert review.desk.session.cursor == 1
        await review.press("c")
        await review.desk.saved()
        assert review.desk.stored(2) == "- c -"
        await review.press("f3", "f3")  # who has begun to label is asked
        await review.idle()
        assert review.app.screen_stack == [review.screen]


async def test_f5_in_such_a_program_shows_the_progress(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("f5")
        await review.desk.idle()
        assert "By annotator" in review.desk.reader


def test_who_reviews_waits_for_no_importer_and_no_exporter() -> None:
    modules = "tui.cli.reviewing, tui.app, tui.screens.review"
    told = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, check=True, text=True
    ).stdout.split()
    assert "tui.screens.review" in loaded
    unwanted = ("annotations.importers", "annotations.exporters", "tui.screens.annotate")
    assert not [name for name in loaded if name.startswith(unwanted)]


async def test_q_goes_back_once_one_has_been_annotating(both: Store) -> None:
    async with at_review(both) as review:
        await review.press("f2")
        assert not review.reviewing()
        await review.press("escape", "f3")
        await review.idle()
        await review.press("q")
        assert not review.reviewing()
        assert review.app.is_running


async def test_who_is_not_done_is_asked_before_others_labels_are_seen(both: Store) -> None:
    async with at_desk(both, annotator="ada") as desk:
        await desk.press("f3")
        assert desk.app.bench is None
        assert "everybody's labels, and 1 sentence waits for yours: once more" in desk.foot
        await desk.press("j", "f3")
        assert desk.app.bench is None, "another key in between: asked anew"
        await desk.press("f3")
        assert review_of(desk).reviewing()


async def test_who_asks_for_the_review_by_the_palette_is_asked_twice_too(both: Store) -> None:
    async with at_desk(both, annotator="ada") as desk:
        for asked in (1, 2):
            await desk.press("ctrl+p")
            await desk.type("screen.review")
            await desk.press("enter")
            await desk.idle()
            assert (desk.app.bench is not None) == (asked == 2)


async def test_who_is_not_done_is_asked_even_before_all_is_counted(both: Store) -> None:
    async with at_desk(both, annotator="ada") as desk:
        desk.session.corpus.sentences = desk.session.corpus.labelled = 0
        await desk.press("f3")
        assert desk.app.bench is None
        assert "once more opens it" in desk.foot


@asynccontextmanager
async def started(store: Store, reviewer: str, queue: Queue) -> AsyncIterator[AtDesk]:
    """The app as `claimdesk review` opens it, before any key."""
    app = ClaimdeskApp(
        store,
        config=CONFIG,
        keymap=resolve(CONFIG),
        annotator=reviewer,
        guideline=GUIDELINE,
        clock=Clock(),
        review=queue,
    )
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            desk = AtDesk(app, pilot, store)
            await desk.until(lambda: app.bench is not None or app.desk.warned)
            await desk.idle()
            yield desk
    finally:
        app.close()
        gc.unfreeze()
        gc.set_threshold(700, 10, 10)


@pytest.mark.parametrize(
    ("queue", "title"), [(Disputes(), "disagreements"), (Audit("ben"), "audit of ben")]
)
async def test_who_is_not_done_is_asked_by_the_review_command_too(
    both: Store, queue: Queue, title: str
) -> None:
    async with started(both, "ada", queue) as desk:
        assert desk.app.bench is None
        told = "F3: the review shows everybody's labels, and 1 sentence waits for yours: once more"
        assert told in desk.foot
        assert "opinion" not in desk.body
        await desk.press("f3")
        review = review_of(desk)
        await review.idle()
        assert review.reviewing()
        assert title in review.header
        await review.press("q")
        assert desk.app.is_running, "back to one's own labels"
        assert not review.reviewing()


async def test_after_the_review_command_another_key_is_an_answer(both: Store) -> None:
    async with started(both, "ada", Audit("ben")) as desk:
        await desk.press("j", "f3")
        assert desk.app.bench is None
        await desk.press("f3")
        review = review_of(desk)
        await review.idle()
        assert "audit of ben" in review.header


@pytest.mark.parametrize("labelled", [(), (1, 2, 3, 4, 5, 6)])
async def test_the_review_command_asks_nobody_who_has_all_labels_or_none(
    both: Store, labelled: tuple[int, ...]
) -> None:
    append(both, *(event(number, annotator="eve") for number in labelled))
    async with started(both, "eve", Disputes()) as desk:
        assert review_of(desk).reviewing()
        assert "everybody's labels" not in review_of(desk).foot


async def test_who_has_labelled_everything_is_not_asked(both: Store) -> None:
    append(both, event(6, annotator="ada"))
    async with at_desk(both, annotator="ada") as desk:
        await desk.press("f3")
        assert review_of(desk).reviewing()


async def test_f5_in_the_review_shows_the_progress_wherever_one_came_from(both: Store) -> None:
    async with at_desk(both, annotator="rosa") as desk:
        for _ in range(2):
            await desk.press("f5", "f3")
            review = review_of(desk)
            await review.idle()
            assert review.reviewing()
            await review.press("f5")
            await desk.idle()
            assert not review.reviewing()
            assert "By annotator" in desk.reader
        await desk.press("f3", "f2")
        assert not desk.seen(desk.screen.reader), "back to annotating, not to the progress"


async def test_keys_typed_ahead_of_the_review_do_no_harm(both: Store) -> None:
    async with at_desk(both, annotator="rosa") as desk:
        desk.send("f3", "f3", "y", "e", "u", "s", "n", "m", "h", "h", "enter", "0", "escape")
        await desk.idle()
        review = review_of(desk)
        await review.idle()
        assert review.reviewing()
        await review.press("escape", "q", "q")
        await desk.until(lambda: not desk.app.is_running)


async def test_an_empty_review_says_so_and_no_key_does_harm(store: Store) -> None:
    article(store, 2)
    async with at_review(store) as review:
        assert "Nothing disputed" in review.body
        assert "l chooses something else" in review.body
        for key in "caobrCAOyYx0egnjkGushht":
            await review.press(key)
            told = review.foot
            assert not any(word in told for word in ("given", "marked", "configured", "whom"))
            await review.press("escape")
        await review.press("enter", "m", "home", "pageup", "pagedown")
        assert not review.screen.finder.visible
        assert not review.session.made
        await review.choose("ctrl+p", "reason slip")
        assert "given" not in review.foot


async def test_an_empty_database_can_be_reviewed(store: Store) -> None:
    async with at_review(store) as review:
        assert "Nothing disputed" in review.body
        await review.press("i")
        await review.idle()
        assert review.reader.strip()
        await review.press("q", "l")
        assert "guideline questions" in review.choices


async def test_any_size_will_do(both: Store) -> None:
    async with at_review(both) as review:
        for size in ((80, 24), (20, 5), (200, 60), (100, 12), (1, 1)):
            await review.resize(*size)
            for keys in ("cusyl", ["escape"], "es?qi", "jlt", "q"):
                await review.press(*keys)
                for line in review.segments():
                    assert sum(segment.cell_length for segment in line) == size[0]
        await review.resize(120, 40)
        assert "Decided" in review.pane


async def test_a_small_screen_shows_what_each_annotator_says(both: Store) -> None:
    async with at_review(both, size=(80, 24)) as review:
        assert "ada" in review.pane
        assert "■ claim" in review.pane
        assert "◆ opinion" in review.pane
        assert "Two." in review.body


async def test_a_side_pane_that_is_longer_than_the_screen_is_scrolled_by_keys(both: Store) -> None:
    async with at_review(both, size=(80, 24)) as review:
        first = review.pane
        assert "Check-worthiness is a flag" not in first
        seen = [first]
        for _ in range(20):
            await review.press("J")
            seen.append(review.pane)
        assert "Check-worthiness is a flag" in seen[-1], "the end of the definition of a claim"
        assert seen[-1] == seen[-2], "no further than there is something to read"
        for _ in range(20):
            await review.press("K")
        assert review.pane == first
        await review.press("J", "j", "k")
        assert review.pane == first, "another sentence is read from the top"


async def test_the_key_bar_of_an_empty_queue_offers_no_decision(both: Store) -> None:
    async with at_review(both) as review:
        assert "none" in review.keys
        await review.choose("l", "guideline")
        for word in ("none", "majority", "reason", "note", "send back", "skip", "yourself"):
            assert word not in review.keys
        for word in ("l queue", "u undo", "i agreement", "F2 annotate", "? help"):
            assert word in " ".join(review.keys.split())
        await review.choose("l", "disagreements")
        assert "none" in review.keys


@pytest.mark.parametrize("key", ["f2", "f3", "f5", "f6"])
async def test_a_note_that_is_being_written_is_not_lost_by_a_key_that_leads_away(
    both: Store, key: str
) -> None:
    async with at_review(both) as review:
        await review.press("m", *"who says?", key)
        await review.desk.idle()
        assert review.reviewing() == (key == "f3")
        await review.saved()
        assert review.ruled(2).note == "who says?"
        await review.press("f3")
        await review.idle()
        assert not review.screen.finder.visible
        await review.press("u")
        await review.saved()
        assert review.ruled(2).note == ""


async def test_another_theme_changes_no_text(both: Store) -> None:
    async with at_review(both) as review:
        await review.until(lambda: "α" in review.header)
        before = review.everything()
        for theme in PALETTES:
            await review.choose("ctrl+p", f"theme: {theme}")
            await review.press("escape")
            assert review.app.palette_name == theme
            assert review.everything().split("\n")[:-2] == before.split("\n")[:-2]
        await review.press("f2", "escape")
        assert review.app.is_running


async def test_without_colour_everything_is_still_told(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_review(both) as review:
        for keys in ([], ["i"]):
            await review.press(*keys)
            await review.idle()
            for line in review.segments():
                for segment in line:
                    style = segment.style
                    assert style is None or style.color is None or style.color.is_default
        await review.press("q", "0", "k")
        assert "∅" in review.body
        assert "none of these labels" in review.pane
        assert "≠" in review.body


async def test_an_audit_can_be_what_the_program_is_started_for(both: Store) -> None:
    async with at_review(both, queue=Audit("ben")) as review:
        assert "audit of ben" in review.header
        assert review.at == 1
        assert "y ben" in review.keys.replace("  ", " ")
        await review.press("y", "y")
        await review.saved()
        assert (review.ruled(1).label, review.ruled(2).label) == ("claim", "opinion")
        assert "2/5 decided" in review.header
