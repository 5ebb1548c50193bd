"""Claims by keys: made, found again, compared, taken back. What was stored is what counts."""

from pathlib import Path

from at_claims import COURIER, GAZETTE, HERALD, AtClaims, at_claims, story
from claiming import claim_from, do, mention
from support import add_article, append, event

from annotations.facts.claim import mention_slot
from annotations.store import Store
from tui.screens.annotate import AnnotateScreen
from tui.screens.claims import ClaimsScreen


def sees(ada: AtClaims, kind: type[AnnotateScreen | ClaimsScreen]) -> bool:
    return isinstance(ada.app.screen, kind)


async def test_one_key_makes_a_claim_of_the_sentence(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("F")
        assert ada.claim.wording.text == GAZETTE[0]
        assert [one.text for one in ada.claim.confirmed.values()] == [GAZETTE[0]]
        assert "a claim was made" in ada.foot


async def test_the_same_sentence_makes_no_second_claim(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("F", "F")
        assert len(ada.claims) == 1
        assert "already" in ada.foot


async def test_boilerplate_makes_no_claim(store: Store) -> None:
    story(store)
    append(store, event(1, "boilerplate", annotator="ada"))
    async with at_claims(store, begin="articles") as ada:
        await ada.do("k", "k", "F")
        assert ada.claims == []
        assert "boilerplate makes no claim" in ada.foot


async def test_a_sentence_is_added_to_the_claim_it_is_most_like(store: Store) -> None:
    _, herald, _ = story(store)
    claim_from(store, herald, 2)
    claim_from(store, herald, 1)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("+")
        assert HERALD[0][:20] in ada.rows.split("\n")[0]
        await ada.do("enter")
        first = next(one for one in ada.claims if one.wording.text == HERALD[0])
        assert [one.text for one in first.confirmed.values()] == [HERALD[0], GAZETTE[0]]
        assert sees(ada, AnnotateScreen)


async def test_candidates_are_decided_on_by_one_key_each(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "a")
        assert HERALD[0][:20] in ada.rows
        texts = [one.kin.text for one in ada.facts.view.waiting]  # type: ignore[attr-defined]
        keys = {HERALD[0]: "y", COURIER[0]: "c"}
        for text in texts:
            at = [one.kin.text for one in ada.facts.view.waiting].index(text)  # type: ignore[attr-defined]
            await ada.do("home", *"j" * at, keys.get(text, "n"))
        mentions = {one.text: one for one in ada.claim.mentions.values()}
        assert (mentions[HERALD[0]].relation, mentions[HERALD[0]].state) == ("same", "confirmed")
        assert mentions[COURIER[0]].relation == "contradicts"
        assert mentions[HERALD[0]].scorer
        assert 0 < (mentions[HERALD[0]].score or 0) <= 1
        others = [one for text, one in mentions.items() if text not in (*keys, GAZETTE[0])]
        assert all(one.state == "rejected" for one in others)


async def test_what_was_rejected_is_never_offered_again(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "a")
        first = ada.facts.view.waiting[0].kin.id  # type: ignore[attr-defined]
        await ada.do("n", "q", "a")
        assert first not in [one.kin.id for one in ada.facts.view.waiting]  # type: ignore[attr-defined]
        await ada.do("u")
        assert first in [one.kin.id for one in ada.facts.view.waiting]  # type: ignore[attr-defined]


async def test_nothing_is_added_without_a_key(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "a", "space", "space", "q")
        assert len(ada.claim.mentions) == 1


def _with_both(store: Store) -> None:
    gazette, herald, courier = story(store)
    claim = claim_from(store, gazette, 1)
    for number in (herald, courier):
        one = mention(store, number, 1)
        do(store, (mention_slot(claim, one.sentence), one))


async def test_versions_show_what_differs_without_colour(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("enter")
        assert "3 articles · 1 root" in ada.header
        assert "[-" in ada.rows
        assert "{+" in ada.rows
        assert "▲" in ada.rows
        assert "▲ negation" in ada.rows


async def test_another_version_can_be_the_base(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "j")
        name = ada.facts.view.current.outlet  # type: ignore[attr-defined]
        await ada.do("b")
        assert ada.rows.split("\n")[0].startswith(f"▌ {name}")


async def test_a_person_weighs_dismisses_and_marks_differences(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "j", "s")
        (weighed,) = ada.claim.divergences.values()
        assert weighed.found_by == "person"
        await ada.do("D")
        (dismissed,) = ada.claim.divergences.values()
        assert dismissed.dismissed
        assert "no difference, says a person" in " ".join(ada.pane.split())
        await ada.do("!")
        kinds = {pair.kind for pair in ada.claim.divergences}
        assert "reversal" in kinds
        await ada.do("!")
        assert "reversal" not in {pair.kind for pair in ada.claim.divergences}


async def test_the_root_of_a_version_is_flipped_by_one_key_and_back_by_undo(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "j")
        before = ada.facts.view.current.chain  # type: ignore[attr-defined]
        await ada.do("f")
        (chain,) = ada.claim.chains.values()
        assert chain.root != before.root
        assert chain.decided
        await ada.do("u")
        assert ada.claim.chains == {}
        assert ada.facts.view.current.chain == before  # type: ignore[attr-defined]


async def test_words_date_type_and_note_of_a_claim_can_be_changed(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "t")
        await ada.answer("The harbour was closed.")
        await ada.do("@")
        await ada.answer("2023-12")
        await ada.do("m")
        await ada.answer("ask the harbour master")
        await ada.do("T")
        wording = ada.claim.wording
        assert (wording.text, wording.date, wording.precision, wording.note) == (
            "The harbour was closed.",
            "2023-12",
            "month",
            "ask the harbour master",
        )


async def test_a_date_that_is_none_is_refused_in_one_sentence(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "@")
        await ada.answer("last week")
        assert ada.claim.wording.date is None
        assert "2023-12-23" in ada.foot


async def test_a_mention_is_cut_to_the_words_that_make_the_claim(store: Store) -> None:
    gazette, _, _ = story(store)
    claim_from(store, gazette, 1)
    async with at_claims(store) as ada:
        await ada.do("enter", "w")
        await ada.answer("The harbour of Ostrava was closed for three days")
        (only,) = ada.claim.confirmed.values()
        assert only.text == "The harbour of Ostrava was closed for three days"
        await ada.do("w")
        await ada.answer("words that are not there")
        assert "do not stand so" in ada.foot


async def test_a_claim_leads_to_its_article_and_back_by_one_key(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("enter", "j")
        text = ada.facts.view.current.mention.text  # type: ignore[attr-defined]
        await ada.do("enter")
        assert sees(ada, AnnotateScreen)
        assert ada.session.sentence is not None
        assert ada.session.sentence.text == text
        await ada.do("f4")
        assert sees(ada, ClaimsScreen)
        assert ada.facts.view.context == "claim"


async def test_a_claim_is_taken_back_and_brought_back_whole(store: Store) -> None:
    _with_both(store)
    async with at_claims(store) as ada:
        await ada.do("x")
        assert ada.claims == []
        assert "There are no claims yet" in ada.rows
        await ada.do("u")
        assert len(ada.claim.mentions) == 3
        await ada.do("U")
        assert ada.claims == []


async def test_undoing_the_making_of_an_open_claim_leads_back_to_the_board(store: Store) -> None:
    story(store)
    async with at_claims(store, begin="articles") as ada:
        await ada.do("F", "f4", "enter", "u")
        assert ada.claims == []
        assert ada.facts.view.context == "claims"


async def test_the_board_is_sorted_filtered_and_searched(store: Store) -> None:
    gazette, herald, _ = story(store)
    claim_from(store, gazette, 1)
    claim_from(store, herald, 2)
    async with at_claims(store) as ada:
        assert "2 claims" in ada.header
        await ada.do("/")
        await ada.answer("diesel")
        assert HERALD[1][:20] in ada.rows
        assert GAZETTE[0][:20] not in ada.rows
        await ada.do("/")
        await ada.answer("")
        assert GAZETTE[0][:20] in ada.rows
        for _ in range(6):
            await ada.do("s", "f")
        assert GAZETTE[0][:20] in ada.rows


async def test_who_cites_whom_is_shown_with_a_sentence_that_says_so(store: Store) -> None:
    add_gazette = [
        "The harbour was closed for days, the New York Times reported on Monday.",
        "It is open again.",
    ]
    add_article(store, add_gazette, name="g.txt", source="Gazette")
    async with at_claims(store) as ada:
        await ada.do("w")
        assert "Gazette › The New York Times" in ada.rows
        await ada.do("enter")
        assert sees(ada, AnnotateScreen)
        assert ada.session.sentence is not None
        assert ada.session.sentence.text == add_gazette[0]


async def test_an_empty_board_says_how_a_claim_is_made(store: Store) -> None:
    async with at_claims(store) as ada:
        assert "F makes a claim of the sentence" in ada.rows


async def test_control_bytes_and_markup_of_an_article_stay_harmless(store: Store) -> None:
    hostile = "The [@click=app.bell]harbour[/] of \x1b]0;x\x07Ostrava was \u202eclosed for days."
    article = add_article(store, [hostile], name="h.txt", source="Gaz\x1bette")
    claim_from(store, article, 1)
    async with at_claims(store) as ada:
        for keys in ((), ("enter",), ("a",)):
            await ada.do(*keys)
            everything = ada.everything()
            assert not any(c in everything for c in "\x1b\x07\u202e")
        await ada.do("q")
        assert "[@click=app.bell]" in ada.rows


async def test_a_report_is_written_where_it_is_wanted_and_replaces_nothing_unasked(
    store: Store, tmp_path: Path
) -> None:
    _with_both(store)
    page = tmp_path / "claim.html"
    page.write_text("mine", encoding="utf-8")
    async with at_claims(store) as ada:
        await ada.do("enter", "R")
        await ada.answer(str(page))
        assert page.read_text(encoding="utf-8") == "mine"
        assert "there already" in ada.foot
        await ada.do("enter")
        assert GAZETTE[0].split(",")[0] in page.read_text(encoding="utf-8")
        assert str(page) in ada.foot
        await ada.do("R")
        await ada.answer(str(tmp_path / "claim.pdf"))
        assert not (tmp_path / "claim.pdf").exists()
        assert ".html" in ada.foot
        await ada.do("R")
        await ada.answer(f"{'n' * 300}.html")
        assert "nnn" in ada.foot, "the app goes on"
