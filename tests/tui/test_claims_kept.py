"""What the claims screen keeps: lines that were left off, what is meant, where the cursor was."""

from at_claims import GAZETTE, HERALD, AtClaims, at_claims, story
from claiming import claim_from, do, mention, new_evidence, verdict

from annotations.claims import Wording
from annotations.facts.claim import mention_slot, wording_slot
from annotations.store import Store
from annotations.workflow import claiming
from tui.factdesk.board import Board
from tui.factdesk.versions import Versions


def with_all(store: Store) -> str:
    """A claim that stands in all three articles; its id."""
    gazette, herald, courier = story(store)
    claim = claim_from(store, gazette, 1)
    for number in (herald, courier):
        one = mention(store, number, 1)
        do(store, (mention_slot(claim, one.sentence), one))
    return claim


def typed(ada: AtClaims) -> str:
    return ada.screen.finder.text


async def test_a_line_left_off_at_one_version_is_not_offered_at_another(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "c", "X", "escape", "j", "c")
        assert not typed(ada).endswith("X")
        await ada.do("escape", "k", "c")
        assert typed(ada).endswith("X")


async def test_a_field_left_off_at_one_answer_is_not_offered_at_another(store: Store) -> None:
    claim = with_all(store)
    for question in ("Who?", "When?"):
        do(store, new_evidence(claim, question=question, url="https://example.org/a"))
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "enter", "Z", "escape", "j", "enter")
        assert "Z" not in typed(ada)


async def test_typing_goes_on_behind_what_stands_there_and_replaces_none_of_it(
    store: Store,
) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "t", "X")
        assert typed(ada) == f"{GAZETTE[0]}X"


async def test_a_line_that_was_emptied_and_left_off_is_whole_again(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "t", "ctrl+u", "escape", "t")
        assert typed(ada) == GAZETTE[0]


async def test_what_is_meant_is_still_meant_once_it_was_weighed(store: Store) -> None:
    with_all(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "j", "j", "d")
        view = ada.facts.view
        assert isinstance(view, Versions)
        meant = view.differing.pair.kind
        assert meant != view.current.differing[0].pair.kind
        await ada.do("s", "s")
        assert [pair.kind for pair in ada.claim.divergences] == [meant]
        assert view.differing.pair.kind == meant


async def test_the_cursor_stays_on_its_claim_when_others_make_claims(store: Store) -> None:
    gazette, herald, courier = story(store)
    claim_from(store, gazette, 1)
    claim_from(store, herald, 1)
    async with at_claims(store) as ada:
        await ada.do("j")
        claim_from(store, courier, 1, by="ben")
        await ada.do("f2", "f4")
        board = ada.facts.view
        assert isinstance(board, Board)
        assert board.current is not None
        assert board.current.claim.wording.text == GAZETTE[0]
        assert f"▌ {GAZETTE[0][:30]}" in ada.rows


async def test_a_claim_in_other_words_keeps_its_place(store: Store) -> None:
    gazette, herald, _ = story(store)
    older = claim_from(store, gazette, 1)
    claim_from(store, herald, 1)
    do(store, (wording_slot(older), Wording(text="Closed.")), at=1_800_000_000_000_000)
    async with at_claims(store) as ada:
        assert ada.rows.index(HERALD[0][:20]) < ada.rows.index("Closed.")


async def test_what_others_did_to_the_open_claim_is_seen_when_it_is_come_back_to(
    store: Store,
) -> None:
    gazette, herald, _ = story(store)
    claim = claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "f2")
        one = mention(store, herald, 1)
        do(store, (mention_slot(claim, one.sentence), one), by="ben")
        await ada.do("f4")
        assert "2 articles" in ada.header


async def test_a_claim_that_others_took_back_meanwhile_is_left(store: Store) -> None:
    gazette, _, _ = story(store)
    claim = claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "f2")
        do(store, (wording_slot(claim), None), by="ben")
        await ada.do("f4")
        assert "0 claims" in ada.header
        assert "taken back" in ada.foot


async def test_the_board_says_on_which_level_a_verdict_was_given(store: Store) -> None:
    gazette, _, _ = story(store)
    claim = claim_from(store, gazette, 1)

    found = store.facts.claim(claim)
    assert found is not None
    given = verdict("supported", level="attribution")
    do(store, claiming.new_verdict(found, given, checker="ada"))
    async with at_claims(store) as ada:
        assert "said? supported" in ada.rows


async def test_many_claims_are_there_before_it_is_read_where_they_stand(store: Store) -> None:
    gazette, herald, courier = story(store)
    for n in range(30):
        claim_from(store, (gazette, herald, courier)[n % 3], 1 + n % 2)
    async with at_claims(store) as ada:
        board = ada.facts.view
        assert isinstance(board, Board)
        assert "30 claims" in ada.header
        assert all(row.standing for row in board.rows or ())
        await ada.do("j", "x", "u")
        assert "30 claims" in ada.header
        assert all(row.standing for row in board.rows or ())
