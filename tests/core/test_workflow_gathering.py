"""Label files read for a database: which sentence, which label, whose."""

import io
import json
from typing import Any

import pytest
import support
from labelfiles import NOW, THREE, Import, key, line, statuses

from annotations.errors import ImportFailed
from annotations.store import Store
from annotations.workflow.gathering import Gathered, LabelFile, gather_labels
from annotations.workflow.tagging import write_labels


@pytest.fixture
def importing(store: Store) -> Import:
    support.add_article(store, THREE, name="a.txt")
    return Import(store)


def test_a_sentence_is_found_by_id_offsets_or_text(importing: Import) -> None:
    article = importing.store.articles.one(1, annotator="")
    reports = importing(
        {"id": key(importing.store, 1), "label": "claim", "annotator": "a"},
        {"article": "a.txt", "start": 0, "end": 18, "label": "claim", "annotator": "b"},
        {"article": article.id, "text": f"\t{THREE[0]} ", "label": "claim", "annotator": "c"},
        {"article": article.id[:10], "start": 31, "end": 42, "label": "claim", "annotator": "d"},
        {"text": THREE[0], "label": ["claim"], "annotator": "e"},
        {"text": "\n".join(THREE), "label": [[31, 42, "claim"]], "annotator": "f"},
    )
    assert statuses(reports) == [(n, "imported") for n in range(1, 7)]
    assert [*importing.states("a"), *importing.states("b"), *importing.states("c")] == [1, 1, 1]
    assert [*importing.states("d"), *importing.states("e"), *importing.states("f")] == [3, 1, 3]
    assert reports[0].sentence == key(importing.store, 1)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"id": "0" * 32}, "no sentence has the id 0000"),
        ({"start": 0, "end": 17}, "0 to 17 is no sentence of 'a.txt'"),
        ({"start": 0, "end": 18, "text": "Another."}, "reads 'The bridge opened.', not 'Another.'"),
        ({"article": "b.txt"}, "no article is called 'b.txt'"),
        ({"text": "It is"}, "no sentence of 'a.txt' reads 'It is'"),
        ({"text": THREE[1]}, "2 sentences of 'a.txt' read 'It is long.'"),
    ],
)
def test_what_is_no_one_sentence_is_told_by_its_line(
    importing: Import, fields: dict[str, Any], why: str
) -> None:
    bad, good = importing(line(**fields), line())
    assert (bad.line, bad.status, bad.sentence) == (1, "failed", None)
    assert why in (bad.error or "")
    assert (good.line, good.status) == (2, "imported")


def test_words_alone_have_to_be_of_one_sentence(importing: Import) -> None:
    reports = importing(
        {"text": THREE[1], "label": ["claim"]},
        {"text": "Nobody wrote this.", "label": ["claim"]},
        {"text": THREE[0], "label": ["claim"]},
        annotator="ben",
    )
    assert [report.status for report in reports] == ["failed", "failed", "imported"]
    assert "several sentences" in (reports[0].error or "")
    assert "no sentence in the database reads" in (reports[1].error or "")


def test_a_named_article_that_is_not_here_is_not_replaced_by_another(importing: Import) -> None:
    spans = {"text": "\n".join(THREE), "label": [[0, 18, "claim"]], "article": "b.txt"}
    (report,) = importing(spans, annotator="ben")
    assert "no article is called" in (report.error or "")


def test_a_sentence_of_an_earlier_version_is_the_one_that_reads_the_same(
    importing: Import,
) -> None:
    old = [key(importing.store, number) for number in (1, 2)]
    support.add_article(importing.store, ("New.", *THREE), name="a.txt", replaces=1)
    first, second = importing(
        *({"id": identity, "label": "claim", "annotator": "ben"} for identity in old)
    )
    assert (first.status, second.status) == ("failed", "imported")
    assert "not exactly once in the newest" in (first.error or "")
    assert importing.states("ben", 2).keys() == {5}
    assert second.sentence == key(importing.store, 5)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"label": "clam"}, "no label 'clam', the labels are claim, attribution, "),
        ({"label": "xyzzy"}, "opinion, boilerplate"),
        ({"secondary": "clam"}, "boilerplate; did you mean claim?"),
        ({"secondary": "boilerplate"}, "boilerplate cannot be the secondary label of claim"),
        ({"secondary": "claim"}, "claim cannot be the secondary label of claim"),
        ({"labelled_at": "2999-01-01T00:00:00Z"}, "in the future"),
    ],
)
def test_labels_that_this_project_does_not_know_are_refused(
    importing: Import, fields: dict[str, Any], why: str
) -> None:
    (report,) = importing(line(**fields))
    assert report.status == "failed"
    assert why in (report.error or "")
    assert not support.events_in(importing.store)


def test_without_an_annotator_nothing_is_written(importing: Import) -> None:
    with pytest.raises(ImportFailed, match=r"labels\.jsonl does not say whose .* --annotator NAME"):
        importing({"text": THREE[0], "label": ["claim"]}, {"text": "?", "label": ["claim"]})
    assert not support.events_in(importing.store)


def test_a_line_without_an_annotator_among_others_is_told(importing: Import) -> None:
    reports = importing(line(annotator=None), line())
    assert statuses(reports) == [(1, "failed"), (2, "imported")]
    assert "whose label" in (reports[0].error or "")


def test_one_annotator_for_all_is_for_one_person_a_sentence(importing: Import) -> None:
    reports = importing(
        line(annotator="ben"),
        line(annotator="eve", label="opinion"),
        {"id": key(importing.store, 2), "label": "claim", "annotator": "eve"},
        annotator="ada",
    )
    assert statuses(reports) == [(2, "failed"), (1, "imported"), (3, "imported")]
    assert "line 1 labels the same sentence for 'ben'" in (reports[0].error or "")
    assert importing.store.labels.annotators() == ["ada"]


def test_lines_without_a_label_are_counted(importing: Import) -> None:
    importing({"text": THREE[0], "label": []}, annotator="ben")
    assert importing.gathered.without_label == 1


def test_an_open_app_can_write_while_a_file_is_read(importing: Import) -> None:
    lines = (line(), line(label="opinion"))
    raw = b"\n".join(json.dumps(entry).encode() for entry in lines)
    source = LabelFile(file=io.BytesIO(raw), name="x")
    gathered = Gathered()
    reading = gather_labels(importing.store, source, gathered, config=importing.config, now=NOW)
    next(reading)
    with Store(importing.store.path, timeout=0, checked=True) as app:
        support.append(app, support.event(1, "claim", annotator="ben"))
        list(reading)
        writing = write_labels(importing.store, gathered, guideline="1", now=NOW)
        assert next(writing).status == "imported"
        support.append(app, support.event(2, "claim", annotator="ben"))


def test_what_hostile_lines_say_is_told_and_nothing_else(importing: Import) -> None:
    lines = [b"", b"\xff", b"{", b"[]", b'{"label": "\\u001b[2J", "id": 1}', b"\x00", b"null"]
    good = json.dumps(line()).encode()
    reports = importing.raw(b"\n".join([*lines, good]))
    assert statuses(reports) == [(n, "failed") for n in range(2, 8)] + [(8, "imported")]
