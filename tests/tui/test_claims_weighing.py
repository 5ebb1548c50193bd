"""Evidence and verdicts by keys, on the screen: what was stored is what counts."""

import pytest
from at_claims import HERALD, AtClaims, at_claims, story
from claiming import claim_from, do, new_evidence, the, verdict

from annotations.claims import Evidence
from annotations.store import Store
from annotations.workflow import claiming
from tui.factdesk.evidence import Evidence as EvidenceView
from tui.factdesk.verdict import VerdictView
from tui.screens.annotate import AnnotateScreen
from tui.screens.claims import ClaimsScreen

TO_THE_TRUTH = ("enter", "v", "l", "j")
"""From the board to the verdict on whether a claim is true."""


@pytest.fixture
def claim(store: Store) -> str:
    """A claim of the first of three articles, which rests on Reuters; its id."""
    gazette, _, _ = story(store)
    return claim_from(store, gazette, 1)


def listed(store: Store, claim: str, **fields: object) -> None:
    do(store, new_evidence(claim, **fields))


def said_by_ben(store: Store, claim: str) -> None:
    given = verdict("supported", justification="Ben believes it.", blind=True)
    do(store, claiming.new_verdict(the(store, claim), given, checker="ben"), by="ben")


def seen_on(ada: AtClaims) -> type[object]:
    """Which screen is seen."""
    return type(ada.app.screen)


def only(ada: AtClaims) -> Evidence:
    (one,) = ada.claim.evidence.values()
    return one


async def test_evidence_is_added_from_an_address_and_q_goes_back(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "a")
        for line in ("Was it closed?", "https://example.org", "For two days.", "2023", "The port"):
            await ada.answer(line)
        one = only(ada)
        assert (one.question, one.url) == ("Was it closed?", "https://example.org")
        assert (one.answer, one.published, one.root) == ("For two days.", "2023", "The port")
        assert "For two days." in ada.rows
        assert isinstance(ada.facts.view, EvidenceView)
        await ada.do("q")
        assert not isinstance(ada.facts.view, EvidenceView)


async def test_what_is_refused_stays_in_the_line_and_the_reason_is_said(
    store: Store, claim: str
) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "a")
        await ada.answer("Was it closed?")
        await ada.answer("example.org/a")
        assert ada.screen.finder.text == "example.org/a"
        assert "a url begins with https://" in ada.foot
        await ada.answer("https://example.org/a")
        assert "answer" in ada.foot


async def test_what_was_left_off_goes_on_where_it_was(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "a")
        await ada.answer("Was it closed?")
        await ada.do("escape", "q", "e", "a")
        assert ada.screen.finder.text == "Was it closed?"
        assert not ada.claim.evidence


async def test_a_sentence_of_another_article_becomes_evidence(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "s")
        await ada.answer("For how long?")
        await ada.answer("harbour days")
        assert "four days" in ada.choices
        assert "which sentence?" in ada.told
        await ada.type("herald")
        await ada.do("enter")
        assert ada.screen.finder.text == HERALD[0]
        await ada.do("enter")
        assert only(ada).excerpt == HERALD[0]
        assert only(ada).root == "Reuters"
        assert "evidence and claim both rest on Reuters" in ada.rows
        await ada.do("o")
        assert seen_on(ada) is AnnotateScreen
        assert "four days" in ada.body
        await ada.do("f4")
        assert seen_on(ada) is ClaimsScreen
        assert "four days" in ada.rows


async def test_fields_stance_and_type_are_changed_by_keys(store: Store, claim: str) -> None:
    listed(store, claim, stance="supports")
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "h", "t", "tab", "enter")
        await ada.answer("https://example.org/b")
        one = only(ada)
        assert (one.stance, one.answer_type) == ("refutes", "abstractive")
        assert (one.url, one.answer) == ("https://example.org/b", "A paper.")
        assert "− refutes" in ada.rows


async def test_the_cursor_goes_to_what_was_added(store: Store, claim: str) -> None:
    listed(store, claim, question="Who says so?")
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "a")
        for line in ("Was it closed?", "https://example.org", "For two days."):
            await ada.answer(line)
        await ada.do("escape", "h")
        stances = {one.answer: one.stance for one in ada.claim.evidence.values()}
        assert stances == {"A paper.": "context", "For two days.": "supports"}


async def test_evidence_that_is_taken_off_comes_back_by_undo(store: Store, claim: str) -> None:
    listed(store, claim)
    async with at_claims(store) as ada:
        await ada.do("enter", "e", "x")
        assert not ada.claim.evidence
        assert "There is no evidence on this claim yet." in ada.rows
        await ada.do("u")
        assert only(ada).answer == "A paper."
        assert "A paper." in ada.rows


async def test_a_verdict_is_given_by_keys(store: Store, claim: str) -> None:
    listed(store, claim, stance="supports", root="The port")
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH, "l", "enter")
        assert "a verdict needs a justification" in ada.foot
        assert "‹ supported ›" in ada.rows
        await ada.do("j", "l", "l", "j", "l", "e")
        await ada.answer("The port says so.")
        await ada.do("enter")
        (given,) = ada.claim.of_level("content")
        assert (given.checker, given.verdict.verdict) == ("ada", "supported")
        assert given.verdict.confidence == 3
        assert given.verdict.cites == tuple(ada.claim.evidence)
        assert given.verdict.blind
        assert "given: supported ●●●" in ada.foot


async def test_a_second_checker_works_blind_and_sees_then_who_differs(
    store: Store, claim: str
) -> None:
    said_by_ben(store, claim)
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH)
        assert "hidden until yours stands" in " ".join(ada.rows.split())
        assert "Ben" not in ada.everything()
        await ada.do("l", "l", "e")
        await ada.answer("It was open.")
        await ada.do("enter")
        assert "checkers differ" in ada.rows
        assert "Ben believes it." in ada.rows
        mine = next(one for one in ada.claim.verdicts if one.checker == "ada")
        assert mine.verdict.blind


async def test_who_asks_to_see_the_others_first_is_not_blind(store: Store, claim: str) -> None:
    said_by_ben(store, claim)
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH, "V")
        assert "Ben believes it." in ada.rows
        await ada.do("q", "v", "l", "j", "l", "e")
        await ada.answer("So it is.")
        await ada.do("enter")
        mine = next(one for one in ada.claim.verdicts if one.checker == "ada")
        assert not mine.verdict.blind


async def test_what_was_begun_of_a_verdict_is_not_lost_by_leaving(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH, "l", "e")
        await ada.answer("Half a thought")
        await ada.do("q", "q", "enter", "v", "l")
        assert "Half a thought" in ada.rows
        assert "not given yet" in ada.header
        assert not ada.claim.verdicts


async def test_undo_takes_a_verdict_back_and_the_form_says_so(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH, "l", "l", "e")
        await ada.answer("It was open.")
        await ada.do("enter", "u")
        assert not ada.claim.verdicts
        assert "taken back" in ada.rows


async def test_every_value_says_what_it_means_beside_the_form(store: Store, claim: str) -> None:
    async with at_claims(store) as ada:
        await ada.do(*TO_THE_TRUTH, "l")
        assert ada.pane.split("\n")[1].strip() == "independent evidence states it"
        await ada.do("l")
        assert ada.pane.split("\n")[1].strip() == "evidence contradicts it"


@pytest.mark.parametrize("no_color", ["", "1"])
async def test_both_views_are_readable_in_a_small_terminal(
    store: Store, claim: str, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    listed(store, claim, stance="refutes", root="The port")
    async with at_claims(store, size=(80, 24)) as ada:
        await ada.do("enter", "e")
        told = ada.everything()
        assert "− refutes   A paper." in told
        assert "✓ independent: the evidence rests on The port" in told
        assert "› answer" in told
        await ada.do("q", "v", "j", "l")
        assert isinstance(ada.facts.view, VerdictView)
        told = ada.everything()
        assert "‹ supported ›" in told
        assert "[ ] − refutes" in told
        assert "the source said it, and the versions keep it" in told
