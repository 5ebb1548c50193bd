"""Against the field list in the README of AVeriTeC, and the values that its files hold."""

import json

import pytest
from dossiers import (
    KREMLIN,
    TERMS,
    TIMES,
    backing,
    chain,
    checked,
    dossier,
    place,
    rows,
    telling,
    written,
)

from annotations.claims import Source, VerdictName, Wording
from annotations.exporters.claims import ClaimTerms

FIELDS = [
    *("claim", "required_reannotation", "label", "justification", "claim_date", "speaker"),
    *("original_claim_url", "cached_original_claim_url", "fact_checking_article"),
    *("reporting_source", "location_ISO_code", "claim_types", "fact_checking_strategies"),
    "questions",
]
ANSWER = ["answer", "answer_type", "source_url", "cached_source_url", "source_medium"]
LABELS = {
    *("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking"),
}


def ours(key: str) -> bool:
    return key.startswith("x_")


def test_a_line_has_every_field_of_the_dataset_in_its_order_and_ours_behind() -> None:
    (row,) = rows("averitec", dossier(checked(), evidence=[backing()]))
    assert [key for key in row if not ours(key)] == FIELDS
    assert all(map(ours, list(row)[len(FIELDS) :]))
    (question,) = row["questions"]
    assert list(question) == ["question", "answers"]
    (answer,) = question["answers"]
    assert [key for key in answer if not ours(key)] == ANSWER


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("supported", "Supported"),
        ("refuted", "Refuted"),
        ("misleading", "Conflicting Evidence/Cherrypicking"),
        ("conflicting", "Conflicting Evidence/Cherrypicking"),
        ("not_enough_evidence", "Not Enough Evidence"),
    ],
)
def test_verdicts_have_the_labels_of_the_dataset(name: VerdictName, label: str) -> None:
    (row,) = rows("averitec", dossier(checked(name)))
    assert row["label"] == label in LABELS
    assert row["x_verdict"] == name


def test_a_date_is_day_month_year_and_null_where_the_day_is_not_known() -> None:
    known = Wording(text="So.", date="2023-12-03", precision="day")
    month = Wording(text="So.", date="2023-12", precision="month")
    first, second = rows(
        "averitec", dossier(checked(), wording=known), dossier(checked(), wording=month)
    )
    assert (first["claim_date"], first["x_date"]) == ("3-12-2023", "2023-12-03")
    assert (second["claim_date"], second["x_date"]) == (None, "2023-12")


def test_answers_to_one_question_stand_together_in_the_order_they_came() -> None:
    evidence = [
        backing(1, question="Who?", answer="Ann."),
        backing(2, question="When?", answer="Yes", answer_type="boolean", excerpt="In May."),
        backing(3, question="Who?", answer="Ben.", answer_type="abstractive"),
        backing(4, question="Where?", answer="", answer_type="unanswerable", url=None),
    ]
    (row,) = rows("averitec", dossier(checked(), evidence=evidence))
    asked = {one["question"]: one["answers"] for one in row["questions"]}
    assert list(asked) == ["Who?", "When?", "Where?"]
    assert [one["answer"] for one in asked["Who?"]] == ["Ann.", "Ben."]
    assert [one["answer_type"] for one in asked["Who?"]] == ["Extractive", "Abstractive"]
    assert asked["When?"][0]["answer_type"] == "Boolean"
    assert asked["When?"][0]["boolean_explanation"] == "In May."
    (nothing,) = asked["Where?"]
    assert nothing["answer_type"] == "Unanswerable"
    assert nothing["answer"] == "No answer could be found."
    assert (nothing["source_url"], nothing["source_medium"]) == (None, None)


def test_evidence_says_where_it_is_and_whether_it_counts() -> None:
    evidence = [
        backing(1, place=place(3), root="The Times", counts=False),
        backing(2, url="https://example.com/Study.PDF?page=2"),
    ]
    cites = (evidence[1].id,)
    (row,) = rows("averitec", dossier(checked(cites=cites), evidence=evidence))
    sentence, study = row["questions"][0]["answers"]
    assert sentence["source_url"] == "https://example.org/3"
    assert (sentence["x_article"], sentence["x_position"]) == ("3.txt", 3)
    assert (sentence["x_counts"], sentence["x_cited"]) == (False, False)
    assert sentence["x_why"] == "its root is not known"
    assert (sentence["source_medium"], study["source_medium"]) == ("Web text", "PDF")
    assert (study["x_counts"], study["x_cited"]) == (True, True)


def test_all_who_agree_justify_the_verdict_and_the_least_sure_says_how_sure() -> None:
    later = checked(checker="ben", confidence=1, justification="So does he.", at=1 + 2**51)
    (row,) = rows("averitec", dossier(later, checked(confidence=3)))
    assert row["justification"] == "It says so.\n\nSo does he."
    assert row["x_confidence"] == 1
    assert [one["checker"] for one in row["x_verdicts"]] == ["ada", "ben"]
    assert row["required_reannotation"] is True


def test_the_speaker_is_named_where_all_chains_end_in_one() -> None:
    one = telling(1, chain=chain(Source("Paper 1", "outlet"), TIMES, KREMLIN))
    silent = telling(2)
    other = telling(3, chain=chain(Source("Paper 3", "outlet"), Source("An aide", "group")))
    named, torn = rows(
        "averitec",
        dossier(checked(), tellings=[one, silent]),
        dossier(checked(), tellings=[one, other]),
    )
    assert (named["speaker"], torn["speaker"]) == ("Dmitry Peskov", None)


def test_the_outlet_that_all_rest_on_reported_it_first() -> None:
    inside = telling(2, place=place(2, source="The Times"), chain=chain(TIMES))
    rested, with_it, own = rows(
        "averitec",
        dossier(checked(), tellings=[telling(1)]),
        dossier(checked(), tellings=[telling(1), inside]),
        dossier(checked(), tellings=[telling(1, chain=chain(root="")), telling(2)]),
    )
    assert (rested["reporting_source"], rested["original_claim_url"]) == ("The Times", None)
    assert with_it["original_claim_url"] == "https://example.org/2"
    assert (own["reporting_source"], own["original_claim_url"]) == (
        "Paper 1",
        "https://example.org/1",
    )


def test_who_contradicts_a_claim_did_not_make_it() -> None:
    against = telling(1, relation="contradicts", chain=chain(KREMLIN, root="Dmitry Peskov"))
    (row,) = rows("averitec", dossier(checked(), tellings=[against]))
    assert (row["speaker"], row["reporting_source"]) == (None, None)
    assert [one["relation"] for one in row["x_versions"]] == ["contradicts"]


def test_the_page_of_the_check_is_the_site_and_the_id_of_the_claim() -> None:
    terms = ClaimTerms(tool="claimdesk 0", site="https://example.org/checks/")
    (row,) = rows("averitec", dossier(checked()), terms=terms)
    assert row["fact_checking_article"] == f"https://example.org/checks/{row['x_id']}"
    assert rows("averitec", dossier(checked()))[0]["fact_checking_article"] is None


def test_a_line_is_a_line_whatever_the_texts_hold() -> None:
    hostile = 'a\n"b"\r\x1b[31m\u2028\u202e=1+1'
    text = written("averitec", dossier(checked(justification=hostile)), terms=TERMS)
    assert text.count("\n") == 1
    assert "\x1b" not in text
    assert json.loads(text)["justification"] == hostile
