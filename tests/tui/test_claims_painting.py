"""What stands on the claims screen in words: nothing needed is cut, nothing is said twice over."""

import pytest
from at_claims import COURIER, GAZETTE, HERALD, AtClaims, at_claims, story
from claiming import claim_from, do, mention, new_evidence
from support import add_article

from annotations.facts.claim import mention_slot
from annotations.store import Store
from tui.factdesk import words

SMALL = (80, 24)


def with_all(store: Store) -> str:
    """A claim that stands in all three articles; its id."""
    gazette, herald, courier = story(store)
    claim = claim_from(store, gazette, 1)
    for number in (herald, courier):
        one = mention(store, number, 1)
        do(store, (mention_slot(claim, one.sentence), one))
    return claim


def flat(text: str) -> str:
    """Text without the breaks between its lines, and without what stands beside it."""
    return " ".join(text.replace("▌", " ").replace("▐", " ").split())


async def test_what_differs_is_told_to_its_end(store: Store) -> None:
    with_all(store)
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter")
        version = ada.facts.view.versions[-1]  # type: ignore[attr-defined]
        await ada.do("end")
        for alarm in version.alarms:
            assert words.difference(alarm.divergence) in flat(ada.rows)


async def test_the_pane_of_a_small_terminal_begins_with_what_keys_act_on(store: Store) -> None:
    with_all(store)
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter", "j", "j")
        assert "▸" in "\n".join(ada.pane.split("\n")[:6])


async def test_a_base_says_how_it_stands_to_the_claim(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "p")
        assert "base  partly" in ada.rows


async def test_a_chain_says_that_a_person_set_it(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "f")
        assert "(set by a person)" in flat(ada.rows)


@pytest.mark.parametrize(
    "keys",
    [
        ("/",), ("R",), *(("enter", key) for key in "ctw@mR"), ("enter", "e", "a"),
        ("enter", "e", "enter"), ("enter", "e", "s", "enter"),
        ("enter", "e", "tab", "tab", "tab", "enter"), ("enter", "v", "e"),
        ("enter", "e", "tab", "tab", "tab", "tab", "enter"),
    ],
)  # fmt: skip  # a table
async def test_a_small_terminal_says_how_to_leave_every_line(
    store: Store, keys: tuple[str, ...]
) -> None:
    do(store, new_evidence(with_all(store)))
    async with at_claims(store, size=SMALL) as ada:
        await ada.do(*keys)
        assert "esc cancels" in ada.foot
        assert "…" not in ada.foot


async def test_figures_that_do_not_fit_are_left_out_and_none_is_cut(store: Store) -> None:
    with_all(store)
    async with at_claims(store, size=SMALL) as ada:
        assert "1 claim · 1 without a verdict" in ada.header
        assert "…" not in ada.header
        await ada.do("enter")
        assert "3 articles · 1 root" in ada.header
        assert "…" not in ada.header


async def test_verdicts_stand_above_versions_however_many_these_are(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        lines = ada.pane.split("\n")
        (at,) = [n for n, line in enumerate(lines) if "is it true? no verdict" in line]
        assert at < next(n for n, line in enumerate(lines) if "Herald" in line)


async def test_no_cursor_stands_where_there_are_no_rows(store: Store) -> None:
    async with at_claims(store) as ada:
        assert "There are no claims yet" in ada.rows
        assert "▌" not in ada.rows


async def test_the_cursor_is_there_once_there_are_rows(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("f4", "f2", "F", "f4")
        assert ada.rows.startswith(f"▌ {GAZETTE[0][:20]}")


async def test_a_claim_that_was_made_says_which_key_shows_it(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("F")
        assert "F4" in ada.foot
        await ada.do("F")
        assert "F4" in ada.foot


async def test_looking_at_what_others_say_shows_it_at_once(store: Store) -> None:
    claim = with_all(store)
    for n in range(6):
        do(store, new_evidence(claim, question=f"Question {n}?", url=f"https://example.org/{n}"))
    async with at_claims(store, annotator="ben", size=SMALL) as ben:
        await _give(ben, "Told by a spokesman.")
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter", "v", "V")
        assert "Told by a spokesman." in ada.rows


async def _give(one: AtClaims, why: str) -> None:
    await one.do("enter", "v", "j", "l", "e")
    await one.answer(why)
    await one.do("enter")


def test_parts_are_left_out_from_the_end() -> None:
    told = "4 articles · 1 root: The Times  #"
    assert words.fitting(told, 99) == told
    assert words.fitting(told, 31) == "4 articles · 1 root: The Times"
    assert words.fitting(told, 20) == "4 articles · 1 root"
    assert words.fitting(told, 12) == "4 articles"
    assert words.fitting(told, 5) == "4 ar…"


async def test_candidates_tell_what_differs_to_its_end(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter", "a")
        waiting = ada.facts.view.waiting  # type: ignore[attr-defined]
        n = [one.kin.text for one in waiting].index(COURIER[0])
        await ada.do(*"j" * n)
        alarms = [one for one in waiting[n].divergences if one.level == "alarm"]
        assert alarms
        assert all(words.difference(one) in flat(ada.rows) for one in alarms)
        assert HERALD[0].split(",")[0] in flat(ada.rows + ada.above)


async def test_the_field_that_keys_act_on_is_in_sight(store: Store) -> None:
    question = "What did the spokesman say, and to whom, and when, and where was that? " * 4
    do(store, new_evidence(with_all(store), question=question))
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter", "e", *["tab"] * 4)
        assert "› root" in ada.pane
        await ada.do("tab")
        assert "› question" in ada.pane


async def test_a_row_longer_than_the_screen_can_be_read_to_its_end(store: Store) -> None:
    words_of_it = "The harbour was closed and opened again, " * 60
    article = add_article(store, [f"{words_of_it}and that was the end.", "It is open."], name="l")
    claim = claim_from(store, article, 2)
    one = mention(store, article, 1)
    do(store, (mention_slot(claim, one.sentence), one))
    async with at_claims(store, size=SMALL) as ada:
        await ada.do("enter")
        seen = ""
        for _ in range(8):
            seen += flat(ada.rows)
            await ada.do("pagedown")
        assert "the end" in seen
        await ada.do(*["pageup"] * 12)
        assert ada.rows.split("\n")[0].startswith("▌")
