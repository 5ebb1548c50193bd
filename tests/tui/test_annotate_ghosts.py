"""Ghost labels on the annotation screen: what is seen, and what the keys store."""

import pytest
from at_ghosted import Said, desk_of, marks, stored, told
from at_ghosts import suggestion, suggestions
from at_work import CONFIG, NINE_O_CLOCK, article, paragraph
from msgspec.structs import replace
from support import events_in

from annotations import workflow
from annotations.store import Store

pytestmark = pytest.mark.usefixtures("ghostly")


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
