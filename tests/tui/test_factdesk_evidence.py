"""Evidence: asked for line by line, said in words, changed by one key; no word is lost."""

import pytest
from at_facts import FakeDesk, published, rows_of, seen
from at_work import CONFIG
from claiming import claim_from, do, new_evidence, sentence, the, verdict

from annotations.claims import Chain, Evidence, Wording
from annotations.facts.claim import wording_slot
from annotations.store import Store
from annotations.workflow import claiming
from tui.factdesk.evidence import Evidence as EvidenceView
from tui.look import Look
from tui.themes import PALETTES

CLAIM = "The army left the town, The New York Times reported."
SELF = "I saw the army leave the town, said the mayor of Bakhmut in an interview with Reuters."


@pytest.fixture
def desk(store: Store) -> FakeDesk:
    """Ada, with a claim open that rests on The New York Times."""
    article = published(store, [CLAIM], source="Mind", published="2023-12-23")
    published(store, ["Nothing else.", SELF], source="Reuters", published="2023-12-20T08:00:00")
    claim = claim_from(store, article, 1)
    do(store, (wording_slot(claim), Wording(text="The army left.", date="2023-12-23")))
    desk = FakeDesk(store)
    desk.work.open(claim)
    desk.show_view(EvidenceView(desk))
    return desk


def put(desk: FakeDesk, **fields: object) -> str:
    """Evidence that stands already; its id."""
    slot, value = new_evidence(desk.claim.id, **fields)
    desk.work.do((slot, value), message="")
    desk.view.changed()
    return slot.subject


def only(desk: FakeDesk) -> Evidence:
    """The one piece of evidence, as the database has it."""
    (one,) = desk.stored().evidence.values()
    return one


# From an address.


def test_evidence_from_an_address_is_asked_for_line_by_line(desk: FakeDesk) -> None:
    desk.press("evidence.url").type("Did it leave?", "https://example.org/a", "The town is empty.")
    desk.type("2023-12-22", "Reuters")
    assert only(desk) == Evidence(
        question="Did it leave?",
        answer="The town is empty.",
        answer_type="extractive",
        url="https://example.org/a",
        published="2023-12-22",
        root="Reuters",
        retrieved="2023-12-22",
    )
    assert desk.asked is None


def test_it_is_stored_with_the_answer_and_the_rest_can_be_left_off(desk: FakeDesk) -> None:
    desk.press("evidence.url").type("Did it leave?", "https://example.org/a", "Yes.")
    assert only(desk).answer_type == "boolean"
    desk.escape()
    assert only(desk).published is None
    assert "it is not known on whom the evidence rests" in seen(desk.view)


def test_what_was_typed_before_it_was_left_off_stands_there_again(desk: FakeDesk) -> None:
    desk.press("evidence.url").type("Did it leave?", "https://example.org/a").escape()
    assert not desk.stored().evidence
    desk.view.changed()
    desk.leave_view()
    desk.show_view(EvidenceView(desk))
    desk.press("evidence.url")
    assert desk.asked == ("question", "Did it leave?")
    desk.type("Did it leave?")
    assert desk.asked is not None
    assert desk.asked[1] == "https://example.org/a"


def test_what_was_stored_is_not_offered_again(desk: FakeDesk) -> None:
    desk.press("evidence.url").type("Did it leave?", "https://example.org/a", "Yes.").escape()
    desk.press("evidence.url")
    assert desk.asked is not None
    assert desk.asked[1] == ""


@pytest.mark.parametrize(
    ("typed", "bad", "why"),
    [
        ((), "  ", "write the question"),
        ((), "x" * 2001, "2,000 characters"),
        (("Why?",), "javascript:alert(1)", "https"),
        (("Why?", "https://example.org"), "", "needs an answer"),
        (("Why?", "https://example.org", "So."), "yesterday", "2023-12-23"),
    ],
)
def test_what_is_refused_stands_in_the_line_to_be_mended(
    desk: FakeDesk, typed: tuple[str, ...], bad: str, why: str
) -> None:
    desk.press("evidence.url").type(*typed, bad)
    assert why in desk.said
    assert desk.warned
    assert desk.asked is not None
    assert desk.asked[1] == bad


def test_a_question_that_nothing_answers_is_evidence_too(desk: FakeDesk) -> None:
    desk.press("evidence.url").type("Did it leave?", "")
    assert only(desk).answer_type == "unanswerable"
    assert "nothing was found that answers" in seen(desk.view)


def test_an_empty_question_is_that_under_the_cursor_once_more(desk: FakeDesk) -> None:
    put(desk, question="Did it leave?")
    desk.press("evidence.url").type("", "https://example.org/b", "No.").escape()
    assert [one.question for one in desk.stored().evidence.values()] == ["Did it leave?"] * 2
    assert sum("Did it leave?" in row for row in rows_of(desk.view)) == 1


# From a sentence.


def test_a_sentence_is_found_by_its_words_and_brings_its_source_along(desk: FakeDesk) -> None:
    desk.press("evidence.sentence").type("Who saw it?", "mayor")
    desk.choose("reuters")
    assert desk.asked is not None
    assert desk.asked[1] == SELF
    desk.type(SELF)
    one, there = only(desk), sentence(desk.store, 2, 2)
    assert (one.question, one.answer, one.excerpt) == ("Who saw it?", SELF, SELF)
    assert (one.sentence, one.url, one.answer_type) == (there.id, None, "extractive")
    assert one.published == "2023-12-20"
    assert one.root == "Reuters"
    assert desk.press("evidence.stance").said == "supports"
    assert "✓ independent" in seen(desk.view)


def test_words_that_are_not_in_the_sentence_are_an_abstract_of_it(desk: FakeDesk) -> None:
    desk.press("evidence.sentence").type("Who saw it?", "mayor").choose().type("The mayor did.")
    assert only(desk).answer_type == "abstractive"
    assert only(desk).excerpt == SELF


def test_without_words_the_claims_own_sentences_are_offered(desk: FakeDesk) -> None:
    desk.press("evidence.sentence").type("Who says so?", "").choose().type(CLAIM)
    assert "it is a version of the claim itself" in seen(desk.view)


def test_words_that_are_nowhere_can_be_mended(desk: FakeDesk) -> None:
    desk.press("evidence.sentence").type("Who saw it?", "mayir")
    assert desk.asked == ("nothing is found: other words", "mayir")
    desk.type("mayor").choose().type(SELF)
    assert only(desk).excerpt == SELF


def test_a_sentence_whose_answer_is_too_long_can_be_cut(store: Store, desk: FakeDesk) -> None:
    long = "The elephant " + "very " * 500 + "much left."
    published(store, [long], name="long.txt")
    desk.press("evidence.sentence").type("Who left?", "elephant").choose().type(long)
    assert "2,000 characters" in desk.said
    desk.type("The elephant")
    assert only(desk).answer == "The elephant"
    assert only(desk).excerpt == long


# What counts.


def test_evidence_with_the_root_of_the_claim_never_counts(desk: FakeDesk) -> None:
    for root in ("The New York Times", "NYT", "the new york times"):
        put(desk, stance="supports", root=root)
    assert desk.view.figures() == "0 of 3 answers count · 1 question"
    assert seen(desk.view).count("both rest on The New York Times") == 3


def test_evidence_with_another_root_counts_for_or_against(desk: FakeDesk) -> None:
    put(desk, stance="supports", root="Reuters")
    put(desk, stance="refutes", root="the mayor")
    put(desk, stance="context", root="Reuters")
    assert desk.view.figures() == "2 of 3 answers count · 1 question"
    assert "neither for nor against" in seen(desk.view)


def test_nothing_counts_as_long_as_the_root_of_the_claim_is_not_read(desk: FakeDesk) -> None:
    desk.held_up = True
    desk.leave_view()
    desk.show_view(EvidenceView(desk))
    put(desk, stance="supports", root="Reuters")
    assert "independent" not in seen(desk.view)
    desk.let_go()
    assert "✓ independent" in seen(desk.view)


def test_evidence_younger_than_the_claim_says_so(desk: FakeDesk) -> None:
    put(desk, published="2023-12-24")
    assert "younger than the claim" in seen(desk.view)


def test_evidence_older_than_the_claim_is_nothing_to_warn_of(desk: FakeDesk) -> None:
    put(desk, published="2023-12-22")
    assert "younger" not in seen(desk.view)


# Changing it.


def test_a_field_is_written_anew_with_what_is_there_to_begin_with(desk: FakeDesk) -> None:
    put(desk, root="Reuters")
    desk.press("evidence.edit")
    assert desk.asked == ("answer", "A paper.")
    desk.type("A newspaper.")
    assert only(desk).answer == "A newspaper."
    assert only(desk).root == "Reuters"


def test_tab_goes_through_all_fields_and_round_again(desk: FakeDesk) -> None:
    put(desk)
    names = []
    for _ in range(6):
        desk.press("evidence.field")
        names.append(desk.said.split(": ")[-1])
    assert names == ["url", "excerpt", "published", "root", "question", "answer"]


def test_an_emptied_date_is_none(desk: FakeDesk) -> None:
    put(desk, published="2023")
    desk.press(*["evidence.field"] * 3, "evidence.edit").type("")
    assert only(desk).published is None


def test_a_value_that_is_left_as_it_is_makes_no_event(desk: FakeDesk) -> None:
    put(desk, answer="It \x1b[31m left.")
    made = desk.work.made
    desk.press("evidence.edit").type("It ␛[31m left.")
    assert desk.work.made == made
    assert only(desk).answer == "It \x1b[31m left."


def test_the_stance_goes_round(desk: FakeDesk) -> None:
    put(desk, stance="supports")
    stances = []
    for _ in range(3):
        desk.press("evidence.stance")
        stances.append(only(desk).stance)
    assert stances == ["refutes", "context", "supports"]


def test_an_answer_that_was_not_found_has_to_be_written_before_it_is_of_another_type(
    desk: FakeDesk,
) -> None:
    put(desk, answer="", answer_type="unanswerable")
    desk.press("evidence.type")
    assert "needs an answer" in desk.said
    desk.press("evidence.edit").type("In a paper.")
    desk.press("evidence.type")
    assert only(desk).answer_type == "extractive"


def test_what_is_changed_keeps_its_place(desk: FakeDesk) -> None:
    for answer in ("One.", "Two.", "Three."):
        put(desk, answer=answer)
    desk.at(0).press("evidence.stance", "evidence.stance")
    order = [next(w for w in ("One.", "Two.", "Three.") if w in row) for row in rows_of(desk.view)]
    assert order == ["One.", "Two.", "Three."]


def test_evidence_that_was_taken_off_comes_back_by_undo(desk: FakeDesk) -> None:
    put(desk)
    before = desk.stored().evidence
    desk.press("evidence.remove")
    assert not desk.stored().evidence
    desk.press("undo")
    assert desk.stored().evidence == before


def test_taking_off_what_ones_own_verdict_cites_says_so(desk: FakeDesk) -> None:
    cites = (put(desk),)
    change = claiming.new_verdict(desk.claim, verdict(cites=cites), checker="ada")
    desk.work.do(change, message="")
    desk.press("evidence.remove")
    assert "your verdict cites it" in desk.said


def test_what_another_cites_is_not_told(desk: FakeDesk) -> None:
    cites = (put(desk),)
    change = claiming.new_verdict(desk.stored(), verdict(cites=cites), checker="ben")
    do(desk.store, change, by="ben")
    desk.work.open(desk.claim.id)
    desk.press("evidence.remove")
    assert "cite" not in desk.said


def test_the_article_of_a_sentence_opens(desk: FakeDesk) -> None:
    desk.press("evidence.sentence").type("Who saw it?", "mayor").choose().type(SELF)
    desk.press("evidence.open")
    assert desk.opened == [(only(desk).article, only(desk).sentence)]


def test_an_address_is_said_where_there_is_no_article(desk: FakeDesk) -> None:
    put(desk)
    desk.press("evidence.open")
    assert desk.said == "https://example.org/a"


@pytest.mark.parametrize(
    "id_",
    ["edit", "field", "stance", "type", "open", "remove"],
)
def test_without_evidence_every_key_says_that_there_is_none(desk: FakeDesk, id_: str) -> None:
    desk.press(f"evidence.{id_}")
    assert desk.said == "there is no evidence here"
    assert "adds an answer from an address" in seen(desk.view)


# What is painted.


def test_it_can_be_read_without_colour_and_in_little_room(desk: FakeDesk) -> None:
    put(desk, stance="refutes", root="Reuters", answer="word " * 40)
    desk.look = Look(PALETTES["dark"], CONFIG, no_color=True)
    for width in (10, 36, 76, 150):
        told = seen(desk.view, width, 20)
        assert "− refutes" in told
        assert all(len(line) <= max(width, 40) for line in told.split("\n")[4:] if "?" not in line)


def test_what_acts_on_a_terminal_never_gets_there(desk: FakeDesk) -> None:
    hostile = "\x1b]0;x\x07 \u202e [@click=quit]"
    put(desk, question=hostile, answer=hostile, root=hostile, excerpt=hostile)
    told = seen(desk.view)
    assert not {"\x1b", "\x07", "\u202e"} & set(told)


def test_evidence_whose_article_is_not_here_is_shown_all_the_same(desk: FakeDesk) -> None:
    put(desk, article="no id at all", sentence="f" * 32, url=None)
    put(desk, article="f" * 64, sentence="f" * 32, url=None)
    assert "article no id at" in seen(desk.view)
    assert "article ffffffff" in seen(desk.view)


def test_a_chain_that_a_person_set_is_what_the_claim_rests_on(desk: FakeDesk) -> None:
    put(desk, stance="supports", root="Reuters")
    assert "✓ independent" in seen(desk.view)
    (key,) = desk.claim.confirmed
    desk.work.do(claiming.chained(desk.claim.id, key, Chain((), root="Reuters")), message="")
    desk.view.changed()
    assert "both rest on Reuters" in seen(desk.view)
    assert the(desk.store, desk.claim.id).chains[key].decided
