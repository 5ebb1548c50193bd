"""Against the fields of FEVER's files and the shapes of evidence that they hold."""

import pytest
from dossiers import TERMS, backing, checked, dossier, place, rows

from annotations.claims import VerdictName
from annotations.exporters.claims import CLAIM_FORMATS, CLAIM_SAYS, ClaimTerms
from annotations.exporters.claims.fever import number_of

FIELDS = ["id", "verifiable", "label", "claim", "evidence"]
LOSSY = ClaimTerms(tool="claimdesk 0", lossy=True)
FEVER = CLAIM_FORMATS["fever"]

SENTENCE = backing(1, place=place(4), stance="supports")
AGAINST = backing(2, place=place(5), stance="refutes")


def test_a_line_has_the_fields_of_the_dataset_in_its_order_and_ours_behind() -> None:
    (row,) = rows("fever", dossier(checked(), evidence=[SENTENCE]))
    assert list(row)[: len(FIELDS)] == FIELDS
    assert all(key.startswith("x_") for key in list(row)[len(FIELDS) :])


def test_evidence_is_sets_of_annotation_evidence_page_and_number() -> None:
    verdict = checked(cites=(SENTENCE.id,))
    (row,) = rows("fever", dossier(verdict, evidence=[SENTENCE, AGAINST]))
    ((entry,),) = row["evidence"]
    assert entry == [number_of(verdict.event_id), number_of(SENTENCE.id), "4.txt", 4]
    (told,) = row["x_sentences"]
    assert (told["evidence_id"], told["text"]) == (entry[1], "Sentence 4.")


def test_numbers_survive_readers_that_know_only_floats() -> None:
    assert number_of("f" * 32) == 2**53 - 1
    assert float(number_of("018bcfe568007000a6fcac007c02d0da")).is_integer()


@pytest.mark.parametrize(
    ("name", "label", "verifiable"),
    [
        ("supported", "SUPPORTS", "VERIFIABLE"),
        ("refuted", "REFUTES", "VERIFIABLE"),
        ("not_enough_evidence", "NOT ENOUGH INFO", "NOT VERIFIABLE"),
    ],
)
def test_verdicts_have_the_labels_of_the_dataset(
    name: VerdictName, label: str, verifiable: str
) -> None:
    (row,) = rows("fever", dossier(checked(name)))
    assert (row["label"], row["verifiable"], row["x_verdict"]) == (label, verifiable, name)


@pytest.mark.parametrize(
    ("name", "label"), [("misleading", "REFUTES"), ("conflicting", "NOT ENOUGH INFO")]
)
def test_what_the_dataset_has_no_word_for_goes_in_only_when_asked(
    name: VerdictName, label: str
) -> None:
    one = dossier(checked(name))
    assert FEVER.leaves_out(one, TERMS) == "lossy"
    assert FEVER.leaves_out(one, LOSSY) is None
    assert rows("fever", one, terms=LOSSY)[0]["label"] == label


def test_without_enough_there_is_no_page_and_no_number() -> None:
    verdict = checked("not_enough_evidence", cites=(SENTENCE.id,))
    (row,) = rows("fever", dossier(verdict, evidence=[SENTENCE]))
    assert row["evidence"] == [[[number_of(verdict.event_id), None, None, None]]]


def test_each_checker_who_agrees_has_a_set() -> None:
    second = backing(3, place=place(6), stance="supports")
    verdicts = checked(cites=(SENTENCE.id, second.id)), checked(checker="ben", cites=(second.id,))
    (row,) = rows("fever", dossier(*verdicts, evidence=[SENTENCE, second]))
    pages = [[entry[2] for entry in group] for group in row["evidence"]]
    assert pages == [["4.txt", "6.txt"], ["6.txt"]]
    assert len(row["x_sentences"]) == 2


def test_who_cites_nothing_rests_on_all_that_speaks_so() -> None:
    (row,) = rows("fever", dossier(checked("refuted"), evidence=[SENTENCE, AGAINST]))
    assert [[entry[2] for entry in group] for group in row["evidence"]] == [["5.txt"]]


def test_evidence_that_does_not_count_supports_nothing() -> None:
    dependent = backing(1, place=place(4), stance="supports", counts=False)
    one = dossier(checked(cites=(dependent.id,)), evidence=[dependent])
    assert rows("fever", one)[0]["x_sentences"] == []
    assert not FEVER.backed(one)


def test_evidence_that_is_no_sentence_here_has_no_place() -> None:
    elsewhere = place(4, name="", position=None)
    evidence = [backing(1, stance="supports"), backing(2, place=elsewhere, stance="supports")]
    one = dossier(checked(), evidence=evidence)
    assert rows("fever", one)[0]["evidence"][0][0][1:] == [None, None, None]
    assert not FEVER.backed(one)
    assert FEVER.backed(dossier(checked(), evidence=[SENTENCE]))
    assert FEVER.backed(dossier(checked("not_enough_evidence")))


def test_every_format_says_what_it_is() -> None:
    assert list(CLAIM_SAYS) == list(CLAIM_FORMATS)
