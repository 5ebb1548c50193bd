from pathlib import Path

import pytest
from claiming import IDS, NOW, claim_from, do, evidence, mention, put_down, the, verdict
from support import add_article, new_store

from annotations.claims import Wording
from annotations.errors import ClaimRefused
from annotations.store import Store
from annotations.workflow import claiming


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return new_store(tmp_path / "labels.db")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("About 20% of it.", "numerical"), ("“No”, he said.", "quote"), ("He left.", "event")],
)
def test_the_type_of_a_new_claim_is_read_off_its_words(store: Store, text: str, kind: str) -> None:
    claim = the(store, claim_from(store, add_article(store, [text]), 1))
    assert claim.wording.type == kind


def test_a_new_claim_has_the_date_of_its_article_where_that_is_one(store: Store) -> None:
    one = mention(store, add_article(store, ["He left."]), 1)
    for date, precision in (("2023-12", "month"), ("2023-12-23", "day"), ("2023", "year")):
        (_, wording), _ = claiming.new_claim(one, at=NOW, ids=IDS, date=date)
        assert isinstance(wording, Wording)
        assert (wording.date, wording.precision) == (date, precision)
    (_, wording), _ = claiming.new_claim(one, at=NOW, ids=IDS, date="last week")
    assert isinstance(wording, Wording)
    assert wording.date is None


def test_a_part_of_a_sentence_keeps_its_place_in_the_article(store: Store) -> None:
    article = add_article(store, ["First.", "He left, she said."])
    part = claiming.narrowed(mention(store, article, 2), 0, 7)
    text = store.articles.read(article)[0]
    assert (part.text, text[part.span.start : part.span.end]) == ("He left", "He left")
    for start, end in ((3, 3), (0, 99), (-1, 3), (8, 9)):
        with pytest.raises(ClaimRefused):
            claiming.narrowed(mention(store, article, 2), start, end)


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        (Wording(text=" \n "), "needs words"),
        (Wording(text="x" * 2001), "2,000 characters"),
        (Wording(text="He left.", date="23.12.2023"), "2023-12-23"),
        (Wording(text="He left.", date="2023-13"), "2023-12-23"),
        (Wording(text="He left.", date="2023-02-31"), "2023-12-23"),
        (Wording(text="He left.", date="２０２３"), "2023-12-23"),
    ],
)
def test_a_wording_that_says_nothing_or_too_much_is_refused(wording: Wording, why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        claiming.checked_wording(wording)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"question": " "}, "write the question"),
        ({"answer": ""}, "needs an answer"),
        ({"url": None}, "from a sentence or from a url"),
        ({"url": "javascript:alert(1)"}, "https"),
        ({"published": "yesterday"}, "2023-12-23"),
    ],
)
def test_evidence_that_nobody_could_look_up_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ClaimRefused, match=why):
        claiming.checked_evidence(evidence(**fields))


def test_a_question_without_an_answer_is_evidence_of_that() -> None:
    one = evidence(answer="", url=None, answer_type="unanswerable")
    assert claiming.checked_evidence(one) == one


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"justification": "  "}, "needs a justification"),
        ({"confidence": 4}, "1 to 3"),
        ({"cites": ("f" * 32,)}, "does not stand with this claim"),
    ],
)
def test_a_verdict_that_nothing_is_said_for_is_refused(
    store: Store, fields: dict[str, object], why: str
) -> None:
    claim = the(store, claim_from(store, add_article(store, ["He left."]), 1))
    with pytest.raises(ClaimRefused, match=why):
        claiming.new_verdict(claim, verdict(**fields), checker="ada")  # type: ignore[arg-type]  # any field


def test_a_verdict_cites_evidence_of_its_claim(store: Store) -> None:
    claim = claim_from(store, add_article(store, ["He left."]), 1)
    cites = (put_down(store, claim),)
    do(store, claiming.new_verdict(the(store, claim), verdict(cites=cites), checker="ada"))
    (only,) = the(store, claim).verdicts
    assert only.verdict.cites == cites
