"""Label files of other programs to tags: small documents of the documented shapes."""

import io
import json
from typing import Any

import pytest
from msgspec import UNSET
from tagreading import FIRST, KEY, KNOWN, labels, read, tags, why

from annotations.importers.labels import (
    Aside,
    BadLine,
    ById,
    BySpan,
    ByText,
    Tag,
    read_labels,
)
from annotations.text.canonical import article_id

ARTICLE = "The bridge opened. It is long 😀. People like it."
SECOND, THIRD = "It is long 😀.", "People like it."
WHOLE = article_id(ARTICLE)


# doccano


def test_doccano_texts_are_sentences() -> None:
    found = tags(
        {"id": 1, "text": FIRST, "label": ["claim"], "Comments": []},
        {"id": 2, "text": FIRST, "label": ["attribution", "claim"]},
        {"id": KEY, "text": FIRST, "label": ["claim"]},
        {"id": 4, "text": FIRST, "labels": ["claim"], "meta": {"article": "a.txt"}},
        {"id": 5, "text": FIRST, "label": ["claim"], "article": "a.txt", "start": 0, "end": 18},
    )
    assert [tag.where for tag in found] == [
        (ByText(FIRST),),
        (ByText(FIRST),),
        (ById(KEY),),
        (ByText(FIRST, "a.txt"),),
        (BySpan("a.txt", 0, 18, FIRST),),
    ]
    assert labels(found)[:2] == [("claim", None), ("attribution", "claim")]
    assert {tag.annotator for tag in found} == {None}


@pytest.mark.parametrize(
    "labelled",
    [
        {"label": [[0, 18, "claim"], [19, 32, "opinion"], [0, 18, "opinion"]]},
        {"labels": [[0, 18, "claim"], [18, 33, "opinion"], [0, 19, "opinion"]]},
        {
            "entities": [
                {"id": 1, "label": "claim", "start_offset": 0, "end_offset": 18},
                {"id": 2, "label": "opinion", "start_offset": 19, "end_offset": 32},
                {"id": 3, "label": "opinion", "start_offset": 0, "end_offset": 18},
            ],
            "relations": [],
        },
    ],
)
def test_doccano_spans_are_sentences_of_the_article(labelled: dict[str, Any]) -> None:
    found = tags({"id": 1, "text": ARTICLE, **labelled})
    assert labels(found) == [("claim", "opinion"), ("opinion", None)]
    assert [tag.where for tag in found] == [
        (BySpan(WHOLE, 0, 18, FIRST), ByText(FIRST)),
        (BySpan(WHOLE, 19, 32, SECOND), ByText(SECOND)),
    ]


def test_a_named_article_is_the_only_one_that_is_meant() -> None:
    (tag,) = tags({"text": ARTICLE, "label": [[19, 32, "claim"]], "article": "a.txt"})
    assert tag.where == (BySpan("a.txt", 19, 32, SECOND),)


def test_offsets_are_moved_to_the_canonical_text() -> None:
    raw = "Cafe\u0301 opened.\r\nIt is long."
    (tag,) = tags({"text": raw, "label": [[15, 26, "claim"]]})
    text = "Café opened.\nIt is long."
    assert tag.where[0] == BySpan(article_id(text), 13, 24, "It is long.")


def test_doccano_without_labels_is_no_mistake() -> None:
    assert read({"id": 1, "text": FIRST, "label": []}) == [Aside(1, "no label")]
    assert read({"id": 1, "text": FIRST, "entities": [], "relations": []}) == [Aside(1, "no label")]


def test_one_bad_span_does_not_stop_the_others() -> None:
    found = read({"text": ARTICLE, "label": [[0, 18, "claim"], [19, 99, "claim"], [0], [1, 2, 3]]})
    assert [type(tag) for tag in found] == [BadLine, BadLine, BadLine, Tag]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": FIRST, "label": ["claim", "opinion", "attribution"]}, "has 3 labels"),
        ({"text": "", "label": ["claim"]}, "neither the text"),
        ({"label": ["claim"]}, "neither the text"),
        ({"text": ARTICLE, "label": [[5, 2, "claim"]]}, "no text from 5 to 2"),
        ({"text": FIRST, "annotations": [{"label": 3, "user": 1}]}, "labels without a name"),
    ],
)
def test_doccano_says_why_not(fields: dict[str, Any], reason: str) -> None:
    assert reason in why(fields)


# Label Studio


def choice(*names: str, control: str = "label", **more: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "type": "choices",
        "from_name": control,
        "to_name": "text",
        "value": {"choices": list(names), **more},
    }


def region(start: int, end: int, *names: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": {"start": start, "end": end, "labels": list(names), **more},
    }


def task(*results: dict[str, Any], text: str = FIRST, **more: Any) -> dict[str, Any]:
    annotation = {"id": 5, "completed_by": 3, "result": list(results), **more}
    return {"id": 1, "data": {"text": text}, "annotations": [annotation], "predictions": []}


def test_choices_label_the_text_of_the_task() -> None:
    (tag,) = tags(task(choice("attribution", "claim"), updated_at="2026-01-01T00:00:00.5Z"))
    assert tag.where == (ByText(FIRST),)
    assert labels([tag]) == [("attribution", "claim")]
    assert (tag.annotator, tag.labelled_at) == ("3", 1_767_225_600_500_000)


def test_a_list_of_tasks_is_read_entry_by_entry() -> None:
    raw = json.dumps([task(choice("claim")), {"data": 1}, task(choice("opinion"))], indent=2)
    noun, found = read_labels(io.BytesIO(raw.encode()), name="x", known=KNOWN, merged=False)
    first, second, third = found
    assert noun == "entry"
    assert isinstance(first, Tag)
    assert isinstance(second, BadLine)
    assert isinstance(third, Tag)
    assert [first.line, second.line, third.line] == [1, 2, 3]


def test_regions_count_utf_16_units() -> None:
    found = tags(task(region(0, 18, "claim"), region(34, 49, "opinion"), text=ARTICLE))
    assert [tag.where[1] for tag in found] == [ByText(FIRST), ByText(THIRD)]
    assert found[1].where[0] == BySpan(WHOLE, 33, 48, THIRD)


def test_regions_of_other_programs_count_code_points_when_their_text_says_so() -> None:
    (tag,) = tags(task(region(33, 48, "claim", text=THIRD), text=ARTICLE))
    assert tag.where[0] == BySpan(WHOLE, 33, 48, THIRD)


def test_a_choice_for_a_region_is_about_that_region() -> None:
    (tag,) = tags(task(choice("claim", start=0, end=18), text=ARTICLE))
    assert tag.where[0] == BySpan(WHOLE, 0, 18, FIRST)


@pytest.mark.parametrize(
    ("who", "name"),
    [
        (7, "7"),
        ("ada@example.org", "ada@example.org"),
        ({"id": 7, "email": "ada@example.org"}, "ada@example.org"),
        ({"id": 7}, "7"),
        (None, None),
    ],
)
def test_who_completed_it_is_the_annotator(who: object, name: str | None) -> None:
    (tag,) = tags(task(choice("claim"), completed_by=who))
    assert tag.annotator == name


def test_each_annotation_is_somebodys() -> None:
    both = task(choice("claim"))
    both["annotations"].append({"completed_by": 4, "result": [choice("opinion")]})
    assert [(tag.annotator, tag.label) for tag in tags(both)] == [("3", "claim"), ("4", "opinion")]


def test_predictions_and_cancelled_annotations_are_no_labels() -> None:
    predicted = {"data": {"text": FIRST}, "predictions": [{"result": [choice("claim")]}]}
    assert read(predicted) == [Aside(1, "no label")]
    assert read(task(choice("claim"), was_cancelled=True)) == [Aside(1, "no label")]
    assert read(task()) == [Aside(1, "no label")]
    textarea = {"type": "textarea", "from_name": "why", "value": {"text": ["because"]}}
    assert read(task(textarea)) == [Aside(1, "no label")]


def test_other_questions_of_a_project_are_passed_over() -> None:
    (tag,) = tags(
        task(
            choice("claim", control="secondary"),
            choice("sure", control="confidence"),
            choice("attribution", control="label"),
        )
    )
    assert labels([tag]) == [("attribution", "claim")]
    error = why(task(choice("yes", control="a"), choice("no", control="b")))
    assert "several questions" in error
    assert labels(tags(task(choice("clam")))) == [("clam", None)]


def test_data_of_a_task_names_the_sentence() -> None:
    named = task(choice("claim"))
    named["data"] |= {"article": "a.txt", "start": 0, "end": 18}
    (tag,) = tags(named)
    assert tag.where == (BySpan("a.txt", 0, 18, FIRST),)


def test_json_min_is_a_flattened_task() -> None:
    common = {"text": FIRST, "annotator": 3, "annotation_id": 5, "lead_time": 2.5}
    found = tags(
        {**common, "label": "claim", "source": "The Daily", "created_at": "2026-01-01T00:00:00Z"},
        {**common, "question": {"choices": ["attribution", "claim"]}},
        {
            **common,
            "text": ARTICLE,
            "label": [{"start": 0, "end": 18, "text": FIRST, "labels": ["claim"]}],
        },
    )
    assert labels(found) == [("claim", None), ("attribution", "claim"), ("claim", None)]
    assert [tag.annotator for tag in found] == ["3", "3", "3"]
    assert found[0].labelled_at == 1_767_225_600_000_000
    assert [tag.where[0] for tag in found] == [
        ByText(FIRST),
        ByText(FIRST),
        BySpan(WHOLE, 0, 18, FIRST),
    ]
    assert read({**common, "source": "The Daily"}) == [Aside(1, "no label")]


# Prodigy


def answer(**fields: Any) -> dict[str, Any]:
    return {
        "text": FIRST,
        "_input_hash": -1,
        "_task_hash": -2,
        "_view_id": "choice",
        "answer": "accept",
        "_timestamp": 1_767_225_600,
        "_annotator_id": "news-ada",
        "_session_id": "news-ada",
        **fields,
    }


def test_prodigy_labels_and_choices_are_about_the_text() -> None:
    options = [{"id": "claim", "text": "Claim"}, {"id": 2, "text": "opinion"}]
    found = tags(
        answer(label="claim", spans=[]),
        answer(options=options, accept=["claim"]),
        answer(options=options, accept=[2]),
        answer(options=options, accept=["attribution", "claim"], meta={"id": KEY}),
    )
    assert labels(found) == [
        ("claim", UNSET),
        ("claim", None),
        ("opinion", None),
        ("attribution", "claim"),
    ]
    assert [tag.where for tag in found] == [(ByText(FIRST),)] * 3 + [(ById(KEY),)]
    assert {tag.annotator for tag in found} == {"news-ada"}
    assert {tag.labelled_at for tag in found} == {1_767_225_600_000_000}


def test_prodigy_spans_count_code_points() -> None:
    spans = [
        {"start": 0, "end": 18, "label": "claim", "token_start": 0, "token_end": 3},
        {"start": 33, "end": 48, "label": "opinion"},
    ]
    found = tags(answer(text=ARTICLE, spans=spans, _view_id="spans_manual"))
    assert [tag.where[0] for tag in found] == [
        BySpan(WHOLE, 0, 18, FIRST),
        BySpan(WHOLE, 33, 48, THIRD),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"label": "claim", "answer": "reject"},
        {"label": "claim", "answer": "ignore"},
        {"options": [], "accept": []},
        {"spans": []},
    ],
)
def test_what_was_rejected_in_prodigy_is_no_label(fields: dict[str, Any]) -> None:
    assert read(answer(**fields)) == [Aside(1, "no label")]


def test_a_nameless_prodigy_session_is_nobody() -> None:
    moment = "2024-02-06_10-17-19"
    (tag,) = tags(answer(label="claim", _annotator_id=moment, _session_id=moment))
    assert tag.annotator is None
    (tag,) = tags(answer(label="claim", _annotator_id=None, _session_id="news-ben"))
    assert tag.annotator == "news-ben"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"accept": ["claim", "opinion", "attribution"]}, "has 3 labels"),
        ({"accept": [{}]}, "ids of options"),
        ({"accept": [10**40]}, "ids of options"),
        ({"spans": ["x"]}, "not an object"),
        ({"spans": [{"start": 0, "end": 3}]}, "without a label"),
        ({"spans": [{"start": 0, "end": 300, "label": "claim"}]}, "no text from 0 to 300"),
        ({"label": "claim", "_timestamp": "x"}, "_timestamp has to be"),
        ({"label": "claim", "_timestamp": -1}, "_timestamp is no time"),
    ],
)
def test_prodigy_says_why_not(fields: dict[str, Any], reason: str) -> None:
    assert reason in why(answer(**fields))
