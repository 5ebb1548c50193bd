"""The figures of suggestions on the progress page, worked out by a thread."""

from at_desk import AtDesk, at_desk
from at_work import CONFIG, article
from msgspec.structs import replace
from support import append, event

from annotations.store import Store


async def progress(desk: AtDesk) -> str:
    await desk.press("f5")
    await desk.idle()
    return desk.reader


async def test_the_progress_page_tells_what_was_accepted_and_why_nothing_was_learned(
    store: Store,
) -> None:
    article(store, 6)
    append(
        store,
        event(1, "claim", origin="suggestion"),
        event(2, "claim", origin="suggestion"),
        event(2, "opinion"),
        event(3, "claim"),
    )
    async with at_desk(store) as desk:
        shown = await progress(desk)
        assert "accepted    1 of your 3 labels (33 %): claim 1/2; 1 more accepted" in shown
        assert "learned     not shown: 3 labels, and 100 are needed" in shown
        await desk.press("f5", "c")
        await desk.saved()
        assert "1 of your 4 labels (25 %)" in await progress(desk)


async def test_a_second_opinion_has_no_figures_of_suggestions(store: Store) -> None:
    article(store, 3)
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, blind_second_pass=True))
    async with at_desk(store, config=config) as desk:
        shown = await progress(desk)
        assert "accepted    none of your 0 labels" in shown
        assert "second opinion, so nothing is suggested" in shown
        assert "learned" not in shown
