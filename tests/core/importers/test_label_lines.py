"""Our own label JSONL, and plain lines, to tags."""

from typing import Any

import pytest
from msgspec import UNSET
from tagreading import FIRST, KEY, read, tags, why

from annotations.importers.labels import Aside, ById, BySpan, ByText, Tag


def test_a_plain_line_says_only_what_it_says() -> None:
    (tag,) = tags({"id": KEY.upper(), "label": "claim"})
    assert tag == Tag(line=1, where=(ById(KEY),), label="claim")
    assert (tag.secondary, tag.flags, tag.note) == (UNSET, UNSET, UNSET)


def test_a_plain_line_can_say_everything() -> None:
    (tag,) = tags(
        {
            "id": KEY,
            "label": "attribution",
            "secondary": "claim",
            "flags": ["check", "question", "check"],
            "note": " why? ",
            "annotator": " ben ",
            "labelled_at": "2026-01-31T12:00:00.250+01:00",
            "guideline": "2",
        }
    )
    assert (tag.secondary, tag.flags, tag.note) == ("claim", ("check", "question"), " why? ")
    assert (tag.annotator, tag.guideline) == ("ben", "2")
    assert tag.labelled_at == 1_769_857_200_250_000


def test_null_is_no_secondary_label_and_a_missing_key_says_nothing() -> None:
    with_null, without = tags(
        {"id": KEY, "label": "claim", "secondary": None, "flags": None, "note": None},
        {"id": KEY, "label": "claim"},
    )
    assert (with_null.secondary, without.secondary) == (None, UNSET)
    assert (with_null.flags, with_null.note) == (UNSET, UNSET)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"article": "a.txt", "start": 3, "end": 9}, BySpan("a.txt", 3, 9)),
        ({"article": "a.txt", "start": 0, "end": 2, "text": "No"}, BySpan("a.txt", 0, 2, "No")),
        ({"article": "a.txt", "text": "\u200bYes.\r\n"}, ByText("Yes.", "a.txt")),
        ({"article": "a", "article_id": "ff" * 32, "text": "e\u0301"}, ByText("é", "ff" * 32)),
        ({"id": 7, "article": "a.txt", "text": "Yes."}, ByText("Yes.", "a.txt")),
    ],
)
def test_a_line_names_its_sentence(fields: dict[str, Any], where: object) -> None:
    (tag,) = tags({"label": "claim", **fields})
    assert tag.where == (where,)


def row(**changed: Any) -> dict[str, Any]:
    return {
        "id": KEY,
        "text": FIRST,
        "label": "claim",
        "secondary": "opinion",
        "annotators": ["ada", "ben", "eve"],
        "votes": ["claim", "claim", "opinion"],
        "n_votes": 3,
        "agreement": 2 / 3,
        "decided_by": "majority",
        "flags": ["check"],
        "note": "hm",
        "labelled_at": "2026-01-01T00:00:00.000Z",
        "guideline": "1",
        **changed,
    }


def test_a_resolved_line_is_a_vote_of_each() -> None:
    aside, *votes = read(row())
    assert aside == Aside(1, "secondary left out")
    assert [(tag.annotator, tag.label) for tag in votes if isinstance(tag, Tag)] == [
        ("ada", "claim"),
        ("ben", "claim"),
        ("eve", "opinion"),
    ]
    for tag in votes:
        assert isinstance(tag, Tag)
        assert (tag.secondary, tag.flags, tag.note) == (UNSET, UNSET, UNSET)


def test_a_resolved_line_of_one_person_is_all_theirs() -> None:
    one = row(annotators=["ada"], votes=["claim"], n_votes=1, decided_by="single")
    (tag,) = tags(one)
    assert (tag.annotator, tag.secondary) == ("ada", "opinion")
    assert (tag.flags, tag.note) == (("check",), "hm")


def test_what_a_reviewer_decided_is_nobodys_vote() -> None:
    one = row(annotators=["ada"], votes=["opinion"], n_votes=1, decided_by="adjudicated")
    aside, tag = read(one)
    assert aside == Aside(1, "decision left out")
    assert isinstance(tag, Tag)
    assert (tag.annotator, tag.label, tag.secondary) == ("ada", "opinion", UNSET)
    assert read(row(annotators=[], votes=[], n_votes=0)) == [Aside(1, "no label")]


def test_a_decision_is_left_out_whoever_voted() -> None:
    asides = [one for one in read(row(decided_by="adjudicated")) if not isinstance(one, Tag)]
    assert asides == [Aside(1, "decision left out")]
    alone = row(annotators=[], votes=[], n_votes=0, decided_by="adjudicated")
    assert read(alone) == [Aside(1, "decision left out")]
    (tag,) = tags(alone, merged=True)
    assert (tag.label, tag.secondary) == ("claim", "opinion")


def test_a_resolved_line_is_one_persons_when_the_file_is() -> None:
    (tag,) = tags(row(), merged=True)
    assert (tag.label, tag.secondary, tag.flags) == ("claim", "opinion", ("check",))


def test_a_line_for_one_person_names_them() -> None:
    personal = {
        key: value for key, value in row().items() if key not in ("annotators", "votes", "n_votes")
    }
    (tag,) = tags({**personal, "annotator": "eve", "decided_by": "single"})
    assert (tag.annotator, tag.secondary, tag.note) == ("eve", "opinion", "hm")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "has no label"),
        ({"label": ""}, "has no label"),
        ({"label": 3}, "label has to be text, not a number"),
        ({"label": "claim"}, "does not say which sentence"),
        ({"label": "claim", "text": FIRST}, "does not say which sentence"),
        ({"label": "claim", "id": "ab"}, "does not say which sentence"),
        ({"label": "claim", "article": "a", "start": "0", "end": 3}, "start has to be a whole"),
        ({"label": "claim", "article": "a", "start": True, "end": 3}, "start has to be a whole"),
        ({"label": "claim", "article": "a", "start": -1, "end": 3}, "start has to be a whole"),
        ({"label": "claim", "article": "a", "start": 0, "end": 10**30}, "end has to be a whole"),
        ({"label": "claim", "article": "a" * 2000, "text": "x"}, "article is longer"),
        ({"label": "claim", "id": KEY, "flags": "check"}, "flags has to be a list"),
        ({"label": "claim", "id": KEY, "flags": ["two words"]}, "cannot be a flag"),
        ({"label": "claim", "id": KEY, "note": ["x"]}, "note has to be text, not a list"),
        ({"label": "claim", "id": KEY, "note": "x" * 20_000}, "note is longer"),
        ({"label": "claim", "id": KEY, "annotator": " "}, "annotator is empty"),
        ({"label": "claim", "id": KEY, "annotator": "a\x1b[2J"}, "cannot be seen"),
        ({"label": "claim", "id": KEY, "annotator": "a" * 81}, "81 characters"),
        ({"label": "claim", "id": KEY, "labelled_at": "soon"}, "no time in ISO 8601"),
        ({"label": "claim", "id": KEY, "labelled_at": "1969-12-31"}, "before 1970"),
        ({"label": "claim", "id": KEY, "labelled_at": 5}, "labelled_at has to be text"),
        (row(votes=["claim"]), "3 annotators and 1 votes"),
        (row(votes=["claim", 1, None]), "votes has to hold texts"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(fields: dict[str, Any], reason: str) -> None:
    assert reason in why(fields)
