"""Hostile names, labels, notes and texts; files that fail or change while one reviews."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from at_desk import at_desk
from at_review import AtReview, at_review, disputed, say
from reviewing import review as said_by
from reviewing import reviews_in, rule, ruling
from support import add_article, append, event
from test_annotate_hostile import ESCAPES, MARKUP, check_harmless

from annotations.model import ReviewEvent
from annotations.review.queues import Audit, Lessons
from annotations.store import Store
from annotations.store import connection as connections
from annotations.store.queues import Queues
from annotations.store.reviews import Reviews

NASTY = MARKUP + ESCAPES


@pytest.fixture
def both(store: Store) -> Store:
    disputed(store)
    return store


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer waits for a locked database no longer than a test may take."""
    monkeypatch.setattr(connections.reopen, "__kwdefaults__", {"timeout": 0.05})
    monkeypatch.setattr("annotations.store.writer.LAST_RETRY", 0.2)
    monkeypatch.setattr("tui.app.DRAIN_SECONDS", 0.2)


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program keeps the database to itself."""
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_hostile_names_labels_notes_and_texts_are_painted_literally(store: Store) -> None:
    add_article(store, [NASTY + "\u2028 now.", "Two."], name=NASTY + ".txt", title=NASTY)
    one, other = "ada" + NASTY, "ben\n" + NASTY
    for sentence in (1, 2):
        append(store, event(sentence, NASTY, secondary=NASTY, note=NASTY + "\n\r", annotator=one))
        append(store, event(sentence, "claim", note="a\nb", annotator=other))
    said = ruling(
        NASTY, secondary=NASTY, note="x\n" + NASTY, reason=NASTY, among=tuple(sorted((NASTY, "b")))
    )
    rule(store, said_by(2, said, reviewer="max" + NASTY))
    async with at_review(store, reviewer="rosa" + NASTY) as review:
        for size in ((120, 40), (80, 24)):
            await review.resize(*size)
            for keys in ([], ["s"], ["y"], ["k"], ["l"], ["escape", "="], ["escape", "i"], ["]"],
                         ["t"], ["t"], ["t"], ["q"], ["j"], ["x"], ["Y", "u"], ["y", "u"],
                         ["?"], ["q", "m"], ["escape", "h"], ["e", "escape"]):  # fmt: skip
                await review.press(*keys)
                await review.idle()
                check_harmless(review)
        for queue in (Audit(one), Lessons(one)):
            review.screen.begin_queue(queue)
            await review.idle()
            check_harmless(review)
    async with at_desk(store, annotator=one) as desk:
        rule(store, said_by(1, ruling(None, note=NASTY, sent_to=(one,)), reviewer="m" + NASTY))
        for keys in (["N"], ["j"], ["f3"], ["f3"]):
            await desk.press(*keys)
            await desk.idle()
            check_harmless(desk)


async def test_long_names_leave_room_for_the_keys(store: Store) -> None:
    add_article(store, ["One."])
    for name, label in (("a" * 200, "claim"), ("乌" * 100, "opinion")):
        say(store, 1, label, annotator=name)
    async with at_review(store) as review:
        assert "reason" in review.keys
        assert "■ claim" in review.pane
        assert "◆ opinion" in review.pane
        assert "0/1 decided" in review.header


async def test_a_ruling_that_cannot_be_saved_is_kept_said_and_tried_again(both: Store) -> None:
    async with at_review(both) as review:
        with locked(both):
            await review.press("c", "o")
            await review.until(lambda: "NOT SAVED" in review.header)
            assert "not saved, tried again" in review.foot
            await review.press("u", "e", "s")
            await review.choose("l", "disagreements")
            assert "1/4 decided" in review.header
            assert review.at == 3
        await review.until(lambda: "✓ saved" in review.header)
        assert "saved again" in review.foot
        assert [review.ruled(n).label for n in (2, 3)] == ["claim", None]
        assert review.ruled(3).reason == "slip"


async def test_leaving_with_rulings_that_are_not_saved_asks(both: Store) -> None:
    async with at_review(both) as review:
        with locked(both):
            await review.press("c", "q")
            await review.until(lambda: "quitting again loses 1 unsaved change" in review.foot)
            await review.press("j", "q")
            await review.until(lambda: "quitting again loses" in review.foot)
            assert review.app.is_running
        await review.saved()
        await review.press("q")
        await review.until(lambda: not review.app.is_running)
    assert len(reviews_in(both)) == 1


async def test_what_is_unsaved_in_the_review_is_asked_about_while_annotating_too(
    both: Store,
) -> None:
    async with at_review(both) as review:
        with locked(both):
            await review.press("c", "f2", "escape", "q")
            await review.until(lambda: "quitting again loses" in review.desk.foot)
            assert "loses 1 unsaved change" in review.desk.foot
            await review.press("q")
            await review.until(lambda: not review.app.is_running)
    assert len(reviews_in(both)) == 1, "closing writes what it can"


async def test_annotating_does_not_go_on_to_say_that_a_ruling_is_not_saved(both: Store) -> None:
    async with at_review(both) as review:
        with locked(both):
            await review.press("c")
            await review.until(lambda: "NOT SAVED" in review.header)
            await review.press("f2")
        await review.saved()
        await review.desk.idle()
        assert "NOT SAVED" not in review.desk.header
        assert "not saved" not in review.desk.foot


async def test_a_ruling_that_the_database_refuses_is_taken_back_and_said(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_ = Reviews.append

    def refusing(self: Reviews, events: tuple[ReviewEvent, ...]) -> None:
        if any(one.ruling.label == "opinion" for one in events):
            raise sqlite3.IntegrityError("not this one")
        append_(self, events)

    monkeypatch.setattr(Reviews, "append", refusing)
    async with at_review(both) as review:
        await review.press("c", "o", "a")
        await review.until(lambda: "refuses" in review.foot)
        await review.saved()
        assert [review.ruled(n).label for n in (2, 3, 4)] == ["claim", None, "attribution"]
        assert "2/4 decided" in review.header
        assert review.at == 5
        await review.press("n")
        assert review.at == 3
        await review.press("u", "u")
        await review.saved()
        assert [review.ruled(n).label for n in (2, 3, 4)] == [None, None, None]
        review.send("home", "j", "o", "k", "c", "k")
        await review.until(lambda: review.screen.refusals > 1)
        await review.saved()
        assert review.ruled(3).label == "claim"
        assert "Decided  ■ claim" in review.pane, "what was decided since is no part of the refusal"


async def test_a_queue_that_cannot_be_read_is_said_and_another_can_be_chosen(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Queues, "find", failing)
    async with at_review(both) as review:
        assert "disk I/O error" in review.foot
        assert "Looking for" not in review.body
        assert "could not be read" in review.body
        monkeypatch.undo()
        await review.choose("l", "disagreements")
        assert review.at == 2


async def test_a_sentence_that_cannot_be_read_leaves_one_where_one_was(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with at_review(both) as review:
        await review.press("j")
        for broken in ("opinions", "rulings"):
            with monkeypatch.context() as patch:
                patch.setattr(Reviews, broken, failing)
                await review.press("j")
                assert "disk I/O error" in review.foot
                assert review.at == 3
                assert [one.state.label for one in review.session.opinions] == [
                    "attribution",
                    "claim",
                ]
        await review.press("j")
        assert review.at == 4


async def test_f3_and_f2_survive_a_file_that_cannot_be_read(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with at_desk(both, annotator="rosa") as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Reviews, "gestures", failing)
            await desk.press("f3")
            assert "disk I/O error" in desk.foot
            assert desk.app.is_running
        await desk.press("f3")
        review = AtReview(desk.app, desk.pilot, both)
        await review.idle()
        assert review.reviewing()
        with monkeypatch.context() as patch:
            patch.setattr(Reviews, "sent_back", failing)
            await review.press("f2", "N")
            assert "disk I/O error" in desk.foot
            assert desk.app.is_running


async def test_an_article_that_is_imported_anew_is_said_and_its_sentences_leave_the_queue(
    both: Store,
) -> None:
    async with at_review(both) as review:
        add_article(both, ["One edited.", "Two.", "Three."], name="a2.txt", replaces=1)
        await review.press("c")
        await review.until(lambda: "a newer version of the article was imported" in review.foot)
        await review.idle()
        assert review.ruled(2).label == "claim"
        assert list(review.session.sentences) == [4, 5]
        assert review.at == 4
