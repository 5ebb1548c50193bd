"""Ghost labels on the annotation screen: what is seen, what the keys store, what threads bring."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from at_desk import AtDesk, at_desk
from at_ghosts import shown, suggestion, suggestions
from at_work import CONFIG, NINE_O_CLOCK, article, paragraph
from msgspec.structs import replace
from support import events_in

from annotations import workflow
from annotations.config import Config
from annotations.errors import StoreError
from annotations.model import Article, Suggestion
from annotations.store import Store
from annotations.suggesters import Suggester
from annotations.suggesters.learned import Figures, Learned, Learner

pytestmark = pytest.mark.usefixtures("ghostly")

Said = dict[int, list[Suggestion | None]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """Article number → what is suggested for it; nothing for others."""
    told: Said = {}

    def suggest(store: Store, asked: Article, **_: object) -> list[Suggestion | None]:
        return told.get(asked.number, [None] * asked.sentences)

    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", suggest)
    return told


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, said: Said) -> Iterator[threading.Event]:
    """Threads wait here while it is not set."""
    gate = threading.Event()
    gate.set()
    monkeypatch.setattr("tui.screens.reading.AHEAD_SECONDS", 60)

    def suggest(store: Store, asked: Article, **_: object) -> list[Suggestion | None]:
        gate.wait(10)
        return said.get(asked.number, [None] * asked.sentences)

    monkeypatch.setattr("annotations.workflow.suggesting.suggestions", suggest)
    yield gate
    gate.set()


@asynccontextmanager
async def desk_of(store: Store, **options: Any) -> AsyncIterator[AtDesk]:
    """The app as ada left it at the first sentence: without the page of the first start."""
    with store.transaction():
        store.labels.keep_place(annotator="ada", article=1, position=1)
    async with at_desk(store, **options) as desk:
        yield desk


async def told(desk: AtDesk) -> None:
    """Wait until it is known what is suggested for the open article."""

    def answered() -> bool:
        visit = desk.session.haunted.visit
        return visit is not None and visit.answered

    await desk.until(answered)
    await desk.idle()


async def calm(desk: AtDesk) -> None:
    """Wait until nothing is worked out, nor about to be."""
    screen = desk.screen
    await desk.until(lambda: not (screen._lull or screen._asking or screen._learning))
    await desk.rounds()


def marks(desk: AtDesk) -> list[str]:
    """What the gutter shows of each sentence, one a line."""
    lines = [line for line in desk.body.split("\n") if ".txt says " in line]
    return [line.split(".txt")[0].rsplit(" ", 1)[0].strip(" ▌") for line in lines]


def stored(store: Store) -> list[tuple[int, str | None, str | None, str]]:
    return [
        (event.sentence, event.state.label, event.state.secondary, event.origin)
        for event in events_in(store)
    ]


# What is seen


async def test_ghosts_are_hollow_and_told_in_the_pane_and_the_key_bar(
    store: Store, said: Said
) -> None:
    said[article(store, 4)] = suggestions("c ac o b", score=0.74)
    async with desk_of(store) as desk:
        await told(desk)
        assert marks(desk) == ["□ c?", "❞ a+c?", "◇ o?", "∘ b?"]
        assert "Suggested  .74" in desk.pane
        assert "□ claim" in desk.pane
        assert "no speaker and no cue" in desk.pane
        assert "enter accepts · d hides" in desk.pane
        assert "enter accept" in desk.keys
        await desk.press("c", "a", "o", "b")
        assert marks(desk) == ["■ c", "❝ a", "◆ o", "· b"]
        assert "Suggested  –" in desk.pane, "what stands below keeps its place"
        assert "enter accept" not in desk.keys


async def test_in_running_text_ghosts_and_labels_share_a_line(store: Store, said: Said) -> None:
    said[paragraph(store, ["One.", "Two.", "Three."])] = suggestions("c ac o")
    async with desk_of(store) as desk:
        await told(desk)
        assert "□❞◇" in desk.body
        await desk.press("c")
        assert "■❞◇" in desk.body


async def test_a_ghost_does_not_look_like_a_label_without_colours(
    store: Store, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    said[article(store, 2)] = suggestions("c b")
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("j", "b")
        (ghost,) = [seg for line in desk.segments() for seg in line if "□ c" in seg.text]
        assert ghost.style is not None
        assert ghost.style.dim
        assert marks(desk) == ["□ c?", "· b"]


async def test_a_narrow_terminal_tells_label_reason_and_keys(store: Store, said: Said) -> None:
    said[article(store, 12)] = [suggestion("ao", score=0.95, reason="“according to”")] * 12
    async with desk_of(store, size=(80, 24)) as desk:
        await told(desk)
        first, second = desk.pane.split("\n")[:2]
        assert first.strip() == (
            "1/12  suggested ❞ attribution + opinion .95  enter accepts · d hides"
        )
        assert second.strip() == "“according to”"


async def test_hostile_reasons_are_harmless(store: Store, said: Said) -> None:
    reason = "\x1b]0;title\x07[@click=app.quit]go[/] \u202eesrever\n" + "long " * 200
    said[article(store, 2)] = [suggestion("c", reason=reason), None]
    for size in ((120, 40), (80, 24)):
        async with desk_of(store, size=size) as desk:
            await told(desk)
            assert "␛]0;title␇[@click=app" in desk.pane
            everything = "".join(seg.text for line in desk.segments() for seg in line)
            assert not {"\x1b", "\x07", "\u202e"} & set(everything)
            assert len(desk.pane.split("\n")) <= size[1]


async def test_a_long_reason_never_moves_what_stands_below(store: Store, said: Said) -> None:
    said[article(store, 3)] = [
        suggestion("c", reason=reason) for reason in ("", "short", "very long " * 30)
    ]
    async with desk_of(store) as desk:
        await told(desk)
        places = []
        for _ in range(3):
            lines = desk.pane.split("\n")
            places.append(next(at for at, line in enumerate(lines) if "History" in line))
            await desk.press("j")
        assert len(set(places)) == 1


# Keys


async def test_enter_accepts_and_a_label_key_overrides(store: Store, said: Said) -> None:
    said[article(store, 4)] = suggestions("ac c c b")
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("enter", "o", "enter", "u", "U")
        await desk.saved()
        assert marks(desk) == ["❝ a+c", "◆ o", "■ c", "∘ b?"]
    assert stored(store) == [
        (1, "attribution", "claim", "suggestion"),
        (2, "opinion", None, "key"),
        (3, "claim", None, "suggestion"),
        (3, None, None, "undo"),
        (3, "claim", None, "redo"),
    ]


async def test_enter_without_a_ghost_says_so_and_stores_nothing(store: Store, said: Said) -> None:
    article(store, 2)
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("enter")
        assert "nothing is suggested here" in desk.foot
        await desk.press("a")
        await desk.saved()
    assert stored(store) == [(1, "attribution", None, "key")]


async def test_enter_in_the_list_opens_the_article_of_the_line(store: Store, said: Said) -> None:
    said[article(store, 2, name="1.txt")] = suggestions("c c")
    article(store, 2, name="2.txt")
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("tab", "j", "enter")
        assert "2.txt says 1." in desk.body
    assert stored(store) == []


async def test_all_are_accepted_by_the_second_press_and_undone_by_one(
    store: Store, said: Said
) -> None:
    said[article(store, 5)] = [*suggestions("c c ac b"), suggestion("o", score=0.5)]
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("Y")
        assert "once more accepts 2 claim, 1 attribution, 1 boilerplate from .80 up" in desk.foot
        assert "1 below stays" in desk.foot
        await desk.press("?", "?", "Y")
        assert "once more accepts" in desk.foot
        await desk.press("z", "Y")
        await desk.saved()
        assert stored(store) == []
        await desk.press("Y")
        assert "accepted: 2 claim, 1 attribution, 1 boilerplate" in desk.foot
        await desk.saved()
        assert desk.stored(1) == "c c ac b -"
        assert {event.origin for event in events_in(store)} == {"suggestion"}
        assert len({event.gesture for event in events_in(store)}) == 1
        await desk.press("u")
        await desk.saved()
        assert desk.stored(1) == "- - - - -"


async def test_a_click_between_two_presses_asks_anew(store: Store, said: Said) -> None:
    said[article(store, 3)] = suggestions("c c c")
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("Y")
        await desk.click(desk.screen.body, "news.txt says 2.")
        await desk.press("Y")
        assert "once more accepts" in desk.foot
    assert stored(store) == []


async def test_a_region_is_offered_and_tagged_by_one_key(store: Store, said: Said) -> None:
    said[article(store, 5)] = suggestions("c b b b c")
    async with desk_of(store) as desk:
        await told(desk)
        assert "Z all" not in desk.pane
        await desk.press("j")
        assert "enter accepts · Z all 3" in desk.pane
        await desk.press("Z")
        await desk.saved()
        assert desk.stored(1) == "- b b b -"
        await desk.press("u")
        await desk.saved()
        assert desk.stored(1) == "- - - - -"


async def test_a_dismissed_ghost_is_gone(store: Store, said: Said) -> None:
    said[article(store, 2)] = suggestions("c c")
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press("d")
        assert marks(desk) == ["–", "□ c?"]
        assert "enter accept" not in desk.keys
        await desk.press("enter")
        await desk.idle()
    assert stored(store) == []


async def test_a_remapped_key_is_told(store: Store, said: Said) -> None:
    said[article(store, 2)] = suggestions("c c")
    config = replace(CONFIG, keys={**CONFIG.keys, "article.open": ("w",)})
    async with desk_of(store, config=config) as desk:
        await told(desk)
        assert "w accepts" in desk.pane
        assert "w accept" in desk.keys
        await desk.press("w")
        await desk.saved()
    assert stored(store) == [(1, "claim", None, "suggestion")]


async def test_who_accepts_without_reading_is_told_so_for_some_seconds(
    store: Store, said: Said
) -> None:
    said[article(store, 30)] = suggestions(" ".join("c" * 30))
    async with desk_of(store) as desk:
        await told(desk)
        await desk.press(*["enter"] * 20)
        assert "20 of the last 20 suggestions accepted" in desk.foot
        await desk.press("enter")
        assert "20 of the last 20 suggestions accepted" in desk.foot


# Threads


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


# The real thing


async def test_the_sample_articles_are_suggested_for_and_accepted(store: Store) -> None:
    workflow.add_samples(store, settings=CONFIG.importing, now=NINE_O_CLOCK)
    async with desk_of(store) as desk:
        await told(desk)
        ghosts = [one for one in desk.session.ghosts if one is not None]
        assert len(ghosts) > 20
        await desk.press("enter", "Y", "Y")
        await desk.saved()
        states = desk.states(1)
        assert len(states) > 20
    assert {event.origin for event in events_in(store)} == {"suggestion"}
