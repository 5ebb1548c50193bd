"""Two windows of one annotator on the screen."""

from at_desk import at_desk
from at_work import article
from support import append, event

from annotations.store import Store


async def test_a_note_is_edited_as_the_other_window_left_it(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        append(store, event(1, None, note="says who?", flags=("check",)))
        await desk.press("m")
        assert desk.screen.finder.text == "says who?"
        assert "says who?" in desk.pane
        await desk.press("!", "enter")
        await desk.saved()
        assert desk.states(1)[1].note == "says who?!"
        assert desk.states(1)[1].flags == ("check",)


async def test_what_undo_passes_over_is_said_and_shown(store: Store) -> None:
    article(store, 3)
    async with at_desk(store) as desk:
        await desk.press("c")
        await desk.saved()
        append(store, event(1, "opinion", at=desk.session.now() + 1))
        await desk.press("u")
        assert "changed in another window since, and stays" in desk.foot
        assert "■ c" not in desk.body
        assert desk.stored(1) == "o - -"
        await desk.press("u")
        assert "nothing to undo" in desk.foot
