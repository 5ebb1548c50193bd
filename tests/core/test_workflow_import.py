"""Files to articles: what is reported, what is stored, and what becomes of labels."""

import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import support
from support import everyones_states

from annotations import workflow
from annotations.config import Importing
from annotations.errors import ImportFailed, NotSaved
from annotations.model import CHANGED, LabelState
from annotations.store import Store
from annotations.workflow import importing

NOW = 1_800_000_000_000_000
STORY = (
    "The mayor opened a new bridge on Monday",
    "The bridge is three kilometres long.",
    "“It will change the city,” the mayor told reporters.",
    "The works took six years and cost forty million euros.",
)


def run(store: Store, *paths: Path | BinaryIO, **choice: Any) -> list[workflow.Imported]:
    settings = choice.pop("settings", Importing())
    return list(workflow.import_paths(store, paths, settings=settings, now=NOW, **choice))


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def label_all(store: Store, number: int, *, guideline: str = "1", **event: Any) -> None:
    for sentence in store.articles.sentences(number):
        made = support.event(sentence.number, **event)
        support.append(store, replace(made, guideline=guideline))


def test_a_file_becomes_an_article_with_sentences(store: Store, tmp_path: Path) -> None:
    (report,) = run(store, write(tmp_path / "story.txt", *STORY))
    assert (report.status, report.sentences, report.encoding) == ("imported", 4, "utf-8")
    assert (report.title, report.error) == (STORY[0], None)
    article = store.articles.find("story.txt", annotator="")
    assert article.id == report.article_id
    assert [s.text for s in store.articles.sentences(article.number)] == list(STORY)


def test_a_folder_is_walked_and_reported_in_order(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("b.txt", "a.txt", "c.md", "picture.png"):
        write(folder / name, f"About {name} alone.")
    assert [Path(report.path).name for report in run(store, folder)] == ["a.txt", "b.txt", "c.md"]


def test_the_same_text_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    (first,) = run(store, path)
    (again,) = run(store, path)
    assert (again.status, again.article_id, again.title) == (
        "unchanged",
        first.article_id,
        first.title,
    )
    assert again.sentences == 4
    assert store.articles.count() == 1


def test_the_same_text_twice_in_one_import_is_one_article(store: Store, tmp_path: Path) -> None:
    one, two = write(tmp_path / "one.txt", *STORY), write(tmp_path / "two.txt", *STORY)
    assert [report.status for report in run(store, one, two)] == ["imported", "unchanged"]


def test_a_bad_file_does_not_stop_the_rest(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "nul.txt").write_bytes(b"a\0b")
    write(tmp_path / "story.txt", *STORY)
    reports = run(store, tmp_path / "missing.txt", tmp_path)
    assert [report.status for report in reports] == ["failed", "failed", "failed", "imported"]
    assert all(report.error for report in reports[:3])
    assert reports[0].article_id is None


def test_a_file_over_the_configured_size_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A sentence. " * 100_000)
    (report,) = run(store, path, settings=Importing(max_megabytes=1))
    assert report.status == "failed"
    assert "larger than 1 MB" in str(report.error)


def test_the_source_can_be_given(store: Store, tmp_path: Path) -> None:
    run(store, write(tmp_path / "story.txt", *STORY), source="The Daily")
    assert store.articles.find("story.txt", annotator="").source == "The Daily"


def test_a_file_name_that_is_no_text_is_imported_all_the_same(store: Store, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"))
    (report,) = run(store, write(path, *STORY))
    assert report.status == "imported"
    report.path.encode()


def test_an_edited_file_is_a_new_version_and_the_old_one_is_gone(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    (first,) = run(store, path)
    write(path, *STORY, "It opens to traffic in May.")
    (second,) = run(store, path)
    assert (second.status, second.sentences) == ("new_version", 5)
    assert second.article_id != first.article_id
    assert [article.id for article in store.articles.all(annotator="")] == [second.article_id]


def test_another_article_under_the_same_name_is_no_new_version(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    write(path, "A flood closed the harbour.", "Nobody was hurt.", "Ships wait outside.")
    (report,) = run(store, path)
    assert (report.status, report.carried) == ("imported", 0)
    assert store.articles.count() == 2


def test_files_of_one_import_are_never_versions_of_each_other(store: Store, tmp_path: Path) -> None:
    for folder, number in (("reuters", "three"), ("ap", "four")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "001.txt", *STORY[:3], f"It took {number} years.")
    assert [report.status for report in run(store, tmp_path)] == ["imported", "imported"]
    assert [report.status for report in run(store, tmp_path)] == ["unchanged", "unchanged"]


def test_a_file_that_was_moved_and_edited_is_a_new_version(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    path.unlink()
    (tmp_path / "archive").mkdir()
    (report,) = run(store, write(tmp_path / "archive" / "story.txt", *STORY, "It opens in May."))
    assert report.status == "new_version"


def test_a_near_copy_of_the_same_name_elsewhere_is_another_article(
    store: Store, tmp_path: Path
) -> None:
    run(store, write(tmp_path / "story.txt", *STORY))
    (tmp_path / "other").mkdir()
    (report,) = run(store, write(tmp_path / "other" / "story.txt", *STORY, "It opens in May."))
    assert report.status == "imported"
    assert store.articles.count() == 2


def test_going_back_to_an_earlier_text_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    (first,) = run(store, path)
    write(path, *STORY, "It opens to traffic in May.")
    (second,) = run(store, path)
    write(path, *STORY)
    (third,) = run(store, path)
    assert (third.status, third.article_id) == ("unchanged", first.article_id)
    assert [article.id for article in store.articles.all(annotator="")] == [second.article_id]


def test_everybodys_labels_go_over_to_the_new_version(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    label_all(store, 1, label="claim", secondary="opinion", annotator="ada", note="n", flags=("x",))
    label_all(store, 1, label="attribution", annotator="bob")
    write(path, "A first line that is new.", *STORY)
    (report,) = run(store, path)
    assert (report.status, report.carried, report.changed) == ("new_version", 8, 0)
    states = everyones_states(store, 2)
    new = [sentence.number for sentence in store.articles.sentences(2)]
    assert states["ada"] == dict.fromkeys(new[1:], LabelState("claim", "opinion", ("x",), "n"))
    assert states["bob"] == dict.fromkeys(new[1:], LabelState("attribution"))


def test_a_sentence_whose_wording_changed_keeps_its_label_and_is_flagged(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    label_all(store, 1, label="claim", flags=("unsure",))
    write(path, STORY[0], STORY[1].replace("three", "thre"), *STORY[2:])
    (report,) = run(store, path)
    assert (report.carried, report.changed) == (4, 1)
    second = store.articles.sentences(2)[1]
    states = store.labels.states(2, annotator="ada")
    assert states[second.number] == LabelState("claim", None, (CHANGED, "unsure"))
    assert sum(CHANGED in state.flags for state in states.values()) == 1


def test_what_was_never_said_is_not_carried(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    first, second, third, _ = store.articles.sentences(1)
    support.append(
        store,
        support.event(first.number, "claim"),
        support.event(first.number, None),
        support.event(second.number, None, flags=("unsure",)),
        support.event(third.number, None, note="ask"),
    )
    write(path, STORY[0], STORY[1].replace("three", "thre"), *STORY[2:])
    (report,) = run(store, path)
    assert (report.carried, report.changed) == (2, 0)
    states = store.labels.states(2, annotator="ada")
    assert sorted(states.values(), key=lambda state: state.note) == [
        LabelState(flags=("unsure",)),
        LabelState(note="ask"),
    ]


def test_carried_labels_are_events_of_their_own_that_keep_the_guideline(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    label_all(store, 1, annotator="ada", guideline="7")
    label_all(store, 1, annotator="bob", guideline="8")
    write(path, *STORY, "It opens to traffic in May.")
    run(store, path)
    carried = [event for event in support.events_in(store) if event.origin == "carried"]
    assert {(event.annotator, event.guideline) for event in carried} == {("ada", "7"), ("bob", "8")}
    given = [event.at for event in support.events_in(store) if event.origin == "key"]
    assert sorted(event.at for event in carried) == sorted(given)
    assert [event.gesture for event in carried] == [event.event_id for event in carried]
    assert store.labels.gestures(annotator="ada")[0][1].origin == "key"
    assert store.drifted() == []


def test_labels_go_through_several_versions(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "story.txt", *STORY)
    run(store, path)
    label_all(store, 1)
    for version in range(2, 5):
        write(path, *STORY, *(f"Line {line} was added." for line in range(version)))
        (report,) = run(store, path)
        assert report.carried == 4
    assert store.counts.labelled(annotator="ada") == 4


def test_an_import_that_is_stopped_keeps_what_it_reported(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ARTICLES_A_COMMIT", 2)
    for number in range(10):
        write(tmp_path / f"{number}.txt", f"This is story number {number} alone.")
    steps = workflow.import_paths(store, [tmp_path], settings=Importing(), now=NOW)
    reported = [next(steps) for _ in range(5)]
    del steps
    names = [article.name for article in store.articles.all(annotator="")]
    assert {Path(report.path).name for report in reported} <= set(names)
    assert len(names) == 6


def test_what_an_import_brings_can_be_searched(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", *STORY)
    write(tmp_path / "b.txt", "Another story about trams.")
    write(tmp_path / "c.txt", "Another story about trams.")
    run(store, tmp_path)
    write(path, *STORY[:3], "The works took seven years and cost fifty million euros.")
    write(tmp_path / "d.txt", "A story about ferries.")
    run(store, tmp_path)
    found = {word: store.search.sentences(word).total for word in ("six", "seven", "bridge")}
    assert found == {"six": 0, "seven": 1, "bridge": 2}
    assert [store.search.sentences(word).total for word in ("trams", "ferries")] == [1, 1]


def test_nothing_is_reported_that_could_not_be_committed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(store.articles, "put", fail)
    path = write(tmp_path / "a.txt", *STORY)
    reports: list[workflow.Imported] = []
    with pytest.raises(NotSaved):
        reports.extend(workflow.import_paths(store, [path], settings=Importing(), now=NOW))
    assert reports == []
    assert store.articles.count() == 0


def test_the_samples_come_in_once(store: Store) -> None:
    assert workflow.add_samples(store, settings=Importing(), now=NOW) == 5
    assert store.counts.corpus()[0] == 5
    assert workflow.add_samples(store, settings=Importing(), now=NOW) == 0


def test_an_installation_without_samples_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.resources.seeds_folder", lambda: tmp_path)
    with pytest.raises(ImportFailed, match="install claimdesk anew"):
        workflow.add_samples(store, settings=Importing(), now=NOW)
    (tmp_path / "broken.txt").touch()
    with pytest.raises(ImportFailed, match="empty"):
        workflow.add_samples(store, settings=Importing(), now=NOW)


def jsonl(path: Path, *records: object) -> Path:
    return write(path, *map(json.dumps, records))


def test_a_record_is_reported_by_file_and_line(store: Store, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": "One story."}, {"text": 3}, {"text": "Two."})
    reports = run(store, path)
    assert [(report.path, report.status) for report in reports] == [
        (f"{path}:1", "imported"),
        (f"{path}:2", "failed"),
        (f"{path}:3", "imported"),
    ]
    assert reports[1].error == f"{path}, line 2: 'text' is not text"


def test_an_edited_record_is_a_new_version_by_url_id_or_line(store: Store, tmp_path: Path) -> None:
    keys: list[dict[str, object]] = [{"url": "https://a.org/1"}, {"id": 7}, {}]
    for number, key in enumerate(keys):
        path = tmp_path / f"{number}.jsonl"
        story = [f"{line} {number}." for line in STORY]
        jsonl(path, {"text": "\n".join(story), **key})
        run(store, path)
        (report,) = run(store, jsonl(path, {"text": "\n".join([*story, "More."]), **key}))
        assert report.status == "new_version"


def test_an_edited_record_keeps_its_id_wherever_it_stands(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    jsonl(path, {"text": "\n".join(STORY), "id": "x"})
    run(store, path)
    jsonl(path, {"text": "Another story.", "id": "y"}, {"text": "\n".join(STORY[1:]), "id": "x"})
    assert [report.status for report in run(store, path)] == ["imported", "new_version"]


def test_a_url_is_the_same_article_in_another_file(store: Store, tmp_path: Path) -> None:
    url = {"url": "https://a.org/1"}
    run(store, jsonl(tmp_path / "a.jsonl", {"text": "\n".join(STORY), **url}))
    edited = jsonl(tmp_path / "b.jsonl", {"text": "\n".join(STORY[1:]), **url})
    assert [report.status for report in run(store, edited)] == ["new_version"]


def test_a_near_copy_in_a_file_of_the_same_name_is_another_article(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    run(store, jsonl(tmp_path / "a.jsonl", {"text": "\n".join(STORY)}))
    near = jsonl(tmp_path / "other" / "a.jsonl", {"text": "\n".join(STORY[1:])})
    assert [report.status for report in run(store, near)] == ["imported"]


def test_an_edited_member_of_an_archive_is_a_new_version(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    for count, status in ((3, "imported"), (3, "unchanged"), (4, "new_version")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "\n".join(STORY[:count]))
        (report,) = run(store, path)
        assert (report.path, report.status) == (f"{path}!a.txt", status)


def test_an_archive_that_breaks_does_not_stop_the_rest(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    write(tmp_path / "b.txt", *STORY)
    assert [report.status for report in run(store, tmp_path)] == ["failed", "imported"]


def test_standard_input_is_one_article_or_many(store: Store) -> None:
    (report,) = run(store, io.BytesIO("\n".join(STORY).encode()))
    assert (report.path, report.status, report.sentences) == ("stdin", "imported", 4)
    assert store.articles.find("stdin", annotator="").title == STORY[0]
    records = io.BytesIO(b'{"text": "One story."}\n{"text": "Two."}\n')
    reports = run(store, records, format_name="jsonl")
    assert [report.path for report in reports] == ["stdin:1", "stdin:2"]


def preview(store: Store | None, *paths: Path, **choice: Any) -> list[Any]:
    return list(importing.preview_paths(store, paths, settings=Importing(), **choice))


def test_a_preview_says_what_an_import_does_and_writes_nothing(
    store: Store, tmp_path: Path
) -> None:
    run(store, write(tmp_path / "a.txt", *STORY), write(tmp_path / "b.txt", "Another story."))
    write(tmp_path / "a.txt", *STORY, "More of it.")
    write(tmp_path / "c.txt", "A third story.")
    write(tmp_path / "d.txt", "A third story.")
    (tmp_path / "e.txt").touch()
    jsonl(tmp_path / "f.jsonl", {"text": "A fourth story."}, {})
    before = "\n".join(store._connection.iterdump())
    seen = preview(store, tmp_path)
    assert "\n".join(store._connection.iterdump()) == before
    foreseen = [one for one in seen if isinstance(one, workflow.Imported)]
    assert foreseen == run(store, tmp_path)
    assert [report.status for report in foreseen] == [
        "new_version",
        "unchanged",
        "imported",
        "unchanged",
        "failed",
        "imported",
        "failed",
    ]


def test_a_preview_needs_no_database_and_says_which_columns_it_takes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "body;headline;author", "One story. Two.;H;x")
    columns, report = preview(None, path, columns={"text": "body", "title": "headline"})
    assert columns.taken == {"text": "body", "title": "headline"}
    assert list(columns.left) == ["author"]
    assert (report.status, report.title, report.sentences) == ("imported", "H", 2)
