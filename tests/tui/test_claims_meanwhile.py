"""Two people at one claim, and keys quicker than threads: nobody's decision is lost unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from at_claims import AtClaims, at_claims, story
from claiming import claim_from, do, evidence, mention, put_down, the
from textual.message import Message

from annotations.claims import Mention, Wording
from annotations.errors import Damaged
from annotations.facts.claim import Claim, evidence_slot, mention_slot, wording_slot
from annotations.store import Store
from tui.messages import Reported

LONG = "x" * 2_001


@pytest.fixture
def claim(store: Store) -> str:
    """A claim that two articles make; its id."""
    gazette, herald, _ = story(store)
    made = claim_from(store, gazette, 1)
    second = mention(store, herald, 1)
    do(store, (mention_slot(made, second.sentence), second))
    return made


def base(store: Store, claim: str) -> Mention:
    """The version that the first row shows."""
    (first, _) = the(store, claim).mentions.values()
    return first


def reworded_by_ben(store: Store, claim: str, **fields: str) -> None:
    changed = replace(the(store, claim).wording, **fields)  # type: ignore[arg-type]  # its fields
    do(store, (wording_slot(claim), changed), by="ben", at=1_703_235_700_000_000)


@contextmanager
def reports_held_up(ada: AtClaims) -> Iterator[None]:
    """What threads report arrives only when the block has ended."""
    screen, late = ada.facts, list[Message]()
    handler = screen.post_message

    def holding(message: Message) -> bool:
        if isinstance(message, Reported):
            late.append(message)
            return True
        return handler(message)

    screen.post_message = holding  # type: ignore[method-assign]
    try:
        yield
    finally:
        del screen.post_message
        for message in late:
            handler(message)


async def in_a_row(ada: AtClaims, *keys: str) -> Claim:
    """Press keys before a thread has read anything; the claim as it is stored then."""
    with reports_held_up(ada):
        await ada.press(*keys)
    await ada.settled()
    return ada.claim


async def test_each_of_two_quick_keys_counts(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "j")
        made = await in_a_row(ada, "p", "p")
        assert [one.relation for one in made.mentions.values()][-1] == "narrower"
        made = await in_a_row(ada, "D", "D")
        assert [one.dismissed for one in made.divergences.values()] == [False]
        made = await in_a_row(ada, "!", "!")
        assert "reversal" not in [pair.kind for pair in made.divergences]


async def test_what_was_taken_off_a_moment_ago_is_not_put_on_again(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "j")
        made = await in_a_row(ada, "x", "p")
        assert [one.state for one in made.mentions.values()] == ["confirmed", "rejected"]
        assert "no mention of the claim any more" in ada.facts.said


async def test_words_of_what_is_no_mention_any_more_are_cut_from_nothing(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "w")
        first = base(store, claim)
        gone = replace(first, state="rejected")
        do(store, (mention_slot(claim, first.sentence), gone), by="ben", at=1_703_235_700_000_000)
        await ada.answer("harbour")
        assert ada.claim.mentions[first.sentence].state == "rejected"
        assert "no mention of the claim any more" in ada.facts.said


async def test_another_type_leaves_the_words_that_somebody_else_wrote_meanwhile(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter")
        reworded_by_ben(store, claim, text="Ben’s words.")
        await ada.do("T")
        assert "ben changed the claim meanwhile: once more does it" in ada.facts.said
        assert "Ben’s words." in ada.above
        kind = ada.claim.wording.type
        await ada.do("T")
        assert (ada.claim.wording.text, ada.claim.made_by) == ("Ben’s words.", "ada")
        assert ada.claim.wording.type != kind


async def test_what_somebody_says_once_more_is_no_news(store: Store, claim: str) -> None:
    reworded_by_ben(store, claim, text="Ben’s words.")
    async with at_claims(store) as ada:
        await ada.do("enter")
        reworded_by_ben(store, claim, text="Ben’s words.")
        await ada.do("T")
        assert ada.claim.made_by == "ada"


async def test_the_palette_shows_first_what_somebody_else_wrote_meanwhile(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter")
        reworded_by_ben(store, claim, text="Ben’s words.")
        await ada.do("ctrl+p", *"numerical", "enter")
        assert "ben changed the claim meanwhile" in ada.facts.said
        assert ada.claim.made_by == "ben"


async def test_a_note_leaves_the_words_that_somebody_else_wrote_meanwhile(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "m")
        reworded_by_ben(store, claim, text="Ben’s words.")
        await ada.answer("look again")
        assert (ada.claim.wording.text, ada.claim.wording.note) == ("Ben’s words.", "look again")


async def test_a_field_of_evidence_leaves_the_others_as_somebody_else_wrote_them(
    store: Store, claim: str
) -> None:
    key = put_down(store, claim)
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "enter")
        theirs = (evidence_slot(claim, key), evidence(question="Who else?"))
        do(store, theirs, by="ben", at=1_703_235_700_000_000)
        await ada.answer("Nobody.")
        found = ada.claim.evidence[key]
        assert (found.question, found.answer) == ("Who else?", "Nobody.")


async def test_a_line_for_a_claim_that_was_taken_back_is_kept(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "t")
        wording = the(store, claim).wording
        do(store, (wording_slot(claim), None), by="ben", at=1_703_235_700_000_000)
        await ada.answer("Ada’s words.")
        assert ada.claims == []
        assert "taken back meanwhile" in ada.facts.said
        do(store, (wording_slot(claim), wording), by="ben", at=1_703_235_800_000_000)
        await ada.do("f2", "f4", "enter", "t")
        assert ada.facts.finder.text == "Ada’s words."


async def test_a_line_is_kept_when_the_database_cannot_be_read(
    store: Store, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> list[str]:
        raise Damaged("labels.db cannot be read")

    async with at_claims(store) as ada:
        await ada.do("enter", "t")
        with monkeypatch.context() as patched:
            patched.setattr("tui.factwork.FactWork.catch_up", broken)
            await ada.answer("Ada’s words.")
        assert "cannot be read" in ada.facts.said
        await ada.do("t")
        assert ada.facts.finder.text == "Ada’s words."


async def test_a_claim_that_was_taken_back_is_not_taken_back_again(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        do(store, (wording_slot(claim), None), by="ben", at=1_703_235_700_000_000)
        await ada.do("x")
        assert "taken back meanwhile" in ada.facts.said
        (last, _) = store.facts.history(wording_slot(claim))
        assert last.annotator == "ben"


@pytest.mark.parametrize(("key", "what"), [("t", "a claim has"), ("m", "a note has")])
async def test_what_is_too_long_stands_in_the_line_to_be_mended(
    store: Store, claim: str, key: str, what: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", key)
        await ada.answer(LONG)
        assert f"{what} 2,000 characters at most" in ada.facts.said
        assert (ada.facts.finder.visible, ada.facts.finder.text) == (True, LONG)
        assert ada.claim.wording.note == ""


async def test_a_line_that_was_left_as_it_is_changes_nothing(store: Store, claim: str) -> None:
    given = Wording(text="turned \u202e round")
    do(store, (wording_slot(claim), given))
    async with at_claims(store) as ada:
        await ada.do("enter", "t", "enter", "m", "enter", "@", "enter", "w", "enter")
        assert ada.claim.wording == given
        assert ada.app.facts.work.made == 0
