"""Suggestions as threads bring them to the annotation screen: late, for others, or not at all."""

import asyncio
import threading

import pytest
from at_desk import at_desk
from at_ghosted import Said, calm, desk_of, marks, stored, told
from at_ghosts import shown, suggestions
from at_work import CONFIG, article
from msgspec.structs import replace

from annotations.config import Config
from annotations.errors import StoreError
from annotations.model import Article, Suggestion
from annotations.store import Store
from annotations.suggesters import Suggester
from annotations.suggesters.learned import Figures, Learned, Learner

pytestmark = pytest.mark.usefixtures("ghostly")


async def test_keys_pressed_before_suggestions_come_meet_none(
    store: Store, said: Said, gate: threading.Event
) -> None:
    article(store, 1, name="1.txt")
    said[article(store, 4, name="2.txt")] = suggestions("c c c c")
    async with desk_of(store) as desk:
        await told(desk)
        gate.clear()
        await desk.press("]", "j", "enter")
        assert "what is suggested is still being worked out" in desk.foot
        gate.set()
        await told(desk)
        assert marks(desk) == ["□ c?", "–", "□ c?", "□ c?"]
        assert "enter accept" not in desk.keys
        await desk.press("enter")
        await desk.press("k", "j")
        assert marks(desk) == ["□ c?"] * 4
        assert "enter accept" in desk.keys
    assert stored(store) == []


async def test_the_very_first_sentence_has_its_ghost_when_the_welcome_page_is_left(
    store: Store, said: Said
) -> None:
    said[article(store, 3)] = suggestions("b c c")
    async with at_desk(store, welcome=True) as desk:
        assert desk.screen.page_name == "welcome"
        await desk.press("space")
        await told(desk)
        assert marks(desk) == ["∘ b?", "□ c?", "□ c?"]
        assert "enter accepts" in desk.pane
    assert stored(store) == []


async def test_a_key_behind_the_one_that_left_the_welcome_page_meets_no_ghost(
    store: Store, said: Said, gate: threading.Event
) -> None:
    said[article(store, 3)] = suggestions("b c c")
    gate.clear()
    async with at_desk(store, welcome=True) as desk:
        await desk.press("enter", "enter")
        gate.set()
        await told(desk)
        assert marks(desk) == ["–", "□ c?", "□ c?"]
    assert stored(store) == []


async def test_what_comes_does_not_take_away_what_is_said(
    store: Store, said: Said, gate: threading.Event
) -> None:
    article(store, 1, name="1.txt")
    said[article(store, 4, name="2.txt")] = suggestions("c c c c")
    async with desk_of(store) as desk:
        await told(desk)
        gate.clear()
        await desk.press("]", "f")
        assert "which flag?" in desk.foot
        gate.set()
        await told(desk)
        assert "which flag?" in desk.foot


async def test_suggestions_for_an_article_that_was_left_are_dropped(
    store: Store, said: Said, gate: threading.Event
) -> None:
    article(store, 2, name="1.txt")
    said[article(store, 2, name="2.txt")] = suggestions("c c")
    said[article(store, 2, name="3.txt")] = suggestions("o o")
    async with desk_of(store) as desk:
        await told(desk)
        gate.clear()
        await desk.press("]")
        await asyncio.sleep(0.05)
        await desk.press("]")
        gate.set()
        await told(desk)
        assert marks(desk) == ["◇ o?", "◇ o?"]


async def test_a_neighbour_has_its_ghosts_when_it_is_opened(
    store: Store, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 0.01)
    said[article(store, 2, name="1.txt")] = suggestions("c c")
    said[article(store, 2, name="2.txt")] = suggestions("o o")
    async with desk_of(store) as desk:
        await told(desk)
        haunted = desk.session.haunted
        await desk.until(lambda: haunted.fresh(2, made=desk.session.made))
        await desk.press("]")
        assert marks(desk) == ["◇ o?", "◇ o?"]
        said[2] = suggestions("b b")
        await desk.press("[", "o")
        await desk.until(lambda: haunted.fresh(2, made=desk.session.made))
        await desk.press("]")
        assert marks(desk) == ["∘ b?", "∘ b?"]


async def test_when_suggesting_fails_nothing_is_said_and_labels_go_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise StoreError("disk I/O error")

    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", failing)
    article(store, 2, name="1.txt")
    article(store, 2, name="2.txt")
    async with desk_of(store) as desk:
        await told(desk)
        assert "disk" not in desk.foot
        await desk.press("c", "]", "o")
        await desk.saved()
    assert [one[1] for one in stored(store)] == ["claim", "opinion"]


@pytest.mark.parametrize("off", [{"agents": ()}, {"blind_second_pass": True}])
async def test_nothing_is_suggested_where_that_is_off(
    store: Store, off: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "annotations.workflow.suggesting.suggestions", lambda *_, **__: pytest.fail("asked")
    )
    article(store, 2)
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, **off))
    async with desk_of(store, config=config) as desk:
        await asyncio.sleep(0.1)
        await desk.idle()
        assert shown(desk.session.ghosts) == "- -"
        await desk.press("enter", "Y", "Y", "Z")
    assert stored(store) == []


async def test_it_is_learned_from_enough_labels_and_again_after_fifty_more(
    store: Store, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []
    asked: list[Suggester | None] = []

    def learning(store: Store, *, annotator: str, config: Config, learner: Learner) -> Learned:
        n = store.counts.labelled(annotator=annotator)
        learnt.append(n)
        return Learned(lambda _: [], Figures(labels=n, articles=1))

    def suggest(
        store: Store, article: Article, *, learnt: Suggester | None, **_: object
    ) -> list[Suggestion | None]:
        asked.append(learnt)
        return [None] * article.sentences

    monkeypatch.setattr("annotations.workflow.suggesting.learning", learning)
    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", suggest)
    article(store, 200)
    article(store, 2)
    config = replace(CONFIG, suggest=replace(CONFIG.suggest, learn_from=20))
    async with desk_of(store, config=config) as desk:
        await told(desk)

        async def labelled(n: int) -> None:
            """Label until there are so many, and wait until all that follows is done."""
            desk.send(*["c"] * (n - desk.session.corpus.labelled))
            await desk.until(lambda: desk.session.corpus.labelled == n)
            await desk.saved()
            await calm(desk)

        await calm(desk)
        await labelled(19)
        assert learnt == []
        await labelled(20)
        assert learnt == [20]
        await labelled(69)
        assert learnt == [20]
        await labelled(70)
        assert learnt == [20, 70]
        await desk.press("]")
        await told(desk)
        assert asked[0] is None
        assert asked[-1] is not None
