"""The queues that `n` follows: where the cursor goes, what the header and the foot tell."""

from pathlib import Path

import pytest
from at_desk import AtDesk, at_desk
from at_work import CONFIG, article
from msgspec.structs import replace
from reviewing import review, rule, ruling
from support import add_article, append, event

from annotations import workflow
from annotations.config import Importing
from annotations.errors import StoreError
from annotations.model import Suggestion
from annotations.store import Store
from annotations.suggesters import Asked
from tui.following import NAMES, QUEUES
from tui.screens import following as screen

NEWS = (
    "Skip to content",
    "The bridge opened on Monday.",
    "“It will change the city,” the mayor told reporters.",
    "The works took six years and cost forty million euros in all.",
    "Leave a Reply",
)


async def choose(desk: AtDesk, queue: str) -> None:
    """Choose a queue in the palette, and wait until it is found."""
    await desk.press("ctrl+p")
    await desk.type(f"queue.{queue}")
    await desk.press("enter")
    await desk.idle()


def here(desk: AtDesk) -> tuple[int, int]:
    """(article, position) of the cursor."""
    page = desk.session.page
    assert page is not None
    return page.article.number, desk.session.cursor + 1


@pytest.mark.parametrize("queue", QUEUES)
async def test_the_palette_offers_every_queue_and_the_key_bar_tells_it(
    store: Store, queue: str
) -> None:
    article(store, 3)
    async with at_desk(store, size=(160, 40)) as desk:
        await choose(desk, queue)
        assert desk.session.following.name == queue
        names = {key: name for key, name in NAMES.items() if key != "unlabelled"}
        assert (f"n {names[queue]}" if queue in names else "n next") in desk.keys
        assert ("n: " in desk.header) == (queue in names)


async def test_flagged_sentences_are_gone_through_and_counted(store: Store) -> None:
    article(store, 4), article(store, 4, name="other.txt")
    append(
        store,
        event(2, "claim", flags=("check",)),
        event(7, None, flags=("question",)),
        event(3, "claim", annotator="ben", flags=("check",)),
    )
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        assert here(desk) == (1, 1)
        assert "flagged, 2 left" in desk.foot
        assert "n: flagged · 2 left" in desk.header
        await desk.press("n")
        assert here(desk) == (1, 2)
        assert "flagged, 2 left: check" in desk.foot
        await desk.press("n")
        await desk.idle()
        assert here(desk) == (2, 3)
        await desk.press("f", "q")
        assert "n: flagged · 1 left" in desk.header
        await desk.press("n")
        await desk.idle()
        assert here(desk) == (1, 2)
        await desk.press("n")
        assert "flagged, only this one left: check" in desk.foot


async def test_what_is_flagged_meanwhile_belongs_to_the_queue(store: Store) -> None:
    article(store, 4)
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        assert "nothing is flagged · 4 without a label" in desk.foot
        await desk.press("j", "j", "f", "c", "g")
        assert "n: flagged · 1 left" in desk.header
        await desk.press("n")
        assert here(desk) == (1, 3)


async def test_an_empty_queue_says_so_and_what_else_there_is(store: Store) -> None:
    article(store, 4)
    append(store, event(2, "claim"))
    rule(store, review(2, ruling(None, decision=None, sent_to=("ada",))))
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        await desk.press("n")
        await desk.idle()
        assert here(desk) == (1, 1)
        assert "nothing is flagged · 3 without a label, 1 sent back" in desk.foot
        await choose(desk, "sent_back")
        assert "sent back, 1 left" in desk.foot
        await desk.press("n")
        assert here(desk) == (1, 2)
        await choose(desk, "unlabelled")
        await desk.press("n")
        assert here(desk) == (1, 3)


async def test_a_count_goes_so_many_further(store: Store) -> None:
    article(store, 8)
    append(store, *(event(number, "claim", flags=("check",)) for number in (2, 3, 5, 7)))
    async with at_desk(store) as desk:
        await desk.press("0", "2", "n")
        assert here(desk) == (1, 6)
        await desk.press("9", "n")
        assert here(desk) == (1, 8)
        await choose(desk, "flagged")
        await desk.press("0", "3", "n")
        assert here(desk) == (1, 5)
        await desk.press("g", "5", "n")
        assert here(desk) == (1, 7)


async def test_the_least_certain_comes_first_and_labels_take_it_off(store: Store) -> None:
    add_article(store, NEWS)
    add_article(store, ["Why?", *NEWS[2:]], name="later.txt")
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, accept=90, agents=("rules",)))
    async with at_desk(store, config=config) as desk:
        await choose(desk, "uncertain")
        assert "in 2 of 2 articles" in desk.foot
        left = desk.session.following.left
        assert left > 1
        assert here(desk) == (1, 1)
        await desk.press("n")
        assert here(desk) == (1, 2)  # .83, and the one left was .85
        assert f"least certain, {left} left: " in desk.foot
        first = here(desk)
        await desk.press("c")
        assert desk.session.following.left == left - 1
        await desk.press("u")
        assert desk.session.following.left == left
        assert here(desk) == first


async def test_labels_that_are_suggested_otherwise_are_found(store: Store) -> None:
    add_article(store, NEWS)
    append(
        store,
        *(event(number, label) for number, label in enumerate(
            ("boilerplate", "claim", "opinion", "claim", "boilerplate"), 1
        )),
    )  # fmt: skip
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, agents=("rules",)))
    async with at_desk(store, config=config) as desk:
        await choose(desk, "disagreeing")
        assert "suggested otherwise, 1 left, in 1 of 1 articles" in desk.foot
        await desk.press("G", "n")
        assert here(desk) == (1, 3)
        assert "suggested otherwise, 1 left: attribution 0.95" in desk.foot
        await desk.press("n")
        assert "no other label of yours is suggested otherwise" in desk.foot
        await choose(desk, "disagreeing")
        await desk.press("n", "a")
        assert desk.session.following.left == 0
        await desk.saved()
        assert desk.stored(1) == "b c a c b"


async def test_a_second_opinion_is_held_against_nothing(store: Store) -> None:
    add_article(store, NEWS)
    append(store, event(3, "opinion"))
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, blind_second_pass=True))
    async with at_desk(store, config=config) as desk:
        await choose(desk, "disagreeing")
        assert "second opinion, so nothing is suggested" in desk.foot
        await desk.press("n")
        assert here(desk)[0] == 1
        await choose(desk, "uncertain")
        assert "least certain, 4 left" in desk.foot


async def test_what_is_found_too_late_for_another_queue_is_left(store: Store) -> None:
    article(store, 4)
    append(store, event(2, "claim", flags=("check",)))
    async with at_desk(store) as desk:
        desk.screen.follow("flagged")
        desk.screen.follow("unlabelled")
        await desk.idle()
        assert "n:" not in desk.header
        await desk.press("n")
        assert here(desk) == (1, 3)


async def test_an_edited_article_has_its_doubtful_labels_in_the_queue_until_they_are_set_anew(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "story.txt"
    path.write_text("\n".join(NEWS), encoding="utf-8")
    for _ in workflow.import_paths(store, [path], settings=Importing(), now=1):
        pass
    append(store, *(event(number, "claim") for number in range(1, 6)))
    append(store, event(2, "claim", flags=("check",), at=1_700_000_000_000_001))
    path.write_text("\n".join([*NEWS[:3], NEWS[3].replace("six", "seven"), NEWS[4]]))
    for _ in workflow.import_paths(store, [path], settings=Importing(), now=2):
        pass
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        await desk.press("n")
        assert here(desk) == (2, 4)
        assert "flagged, 2 left: wording changed" in desk.foot
        await desk.press("n")
        assert here(desk) == (2, 2)
        await desk.press("n", "c")
        await desk.saved()
        number = store.articles.sentences(2)[3].number
        assert desk.states(2)[number].flags == ()
        assert "n: flagged · 1 left" in desk.header


async def test_what_cannot_be_looked_for_is_said_and_the_key_tries_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(store, 4)
    append(store, event(2, "claim", flags=("check",)))

    def failing(*_: object, **__: object) -> None:
        raise StoreError("the database is busy")

    async with at_desk(store) as desk:
        with monkeypatch.context() as broken:
            broken.setattr(screen, "fill", failing)
            await choose(desk, "flagged")
            assert "the database is busy" in desk.foot
        await desk.press("n")
        await desk.idle()
        assert "next: flagged, 1 left" in desk.foot
        await desk.press("n")
        assert here(desk) == (1, 2)


async def test_a_chosen_queue_is_kept_over_a_review(store: Store) -> None:
    article(store, 4)
    append(store, event(2, "claim", flags=("check",)), event(2, "opinion", annotator="ben"))
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        await desk.press("f3", "f3")
        await desk.pilot.pause(0.1)
        await desk.press("f2")
        await desk.idle()
        assert "n: flagged · 1 left" in desk.header
        await desk.press("n")
        assert here(desk) == (1, 2)


async def test_hostile_reasons_are_harmless(store: Store) -> None:
    article(store, 4)
    append(store, event(2, "claim", flags=("[bold]\x1b[31m",)))
    async with at_desk(store) as desk:
        await choose(desk, "flagged")
        await desk.press("n")
        assert "[bold]" in desk.foot
        assert "\x1b" not in desk.everything()


async def test_what_was_learned_is_held_against_labels_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    article(store, 4)
    append(store, event(2, "claim"), event(3, "opinion"))

    def learnt(asked: Asked) -> list[Suggestion | None]:
        return [Suggestion("opinion", None, 0.9, "learned", "learned/1") for _ in asked.sentences]

    config = replace(CONFIG, suggest=replace(CONFIG.suggest, agents=("learned",)))
    async with at_desk(store, config=config) as desk:
        await choose(desk, "disagreeing")
        assert "no label of yours is suggested otherwise" in desk.foot
        monkeypatch.setattr(desk.screen, "taught", lambda: learnt)
        await choose(desk, "disagreeing")
        assert "suggested otherwise, 1 left" in desk.foot
        await desk.press("n")
        assert here(desk) == (1, 2)
