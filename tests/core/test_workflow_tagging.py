"""Tags to label events: what is written, what stays, and what comes of a second time."""

import pytest
import support
from labelfiles import EARLIER, NOW, THREE, Import, key, line, statuses
from reviewing import review, rule, ruling

from annotations.model import CHANGED, LabelState, Origin
from annotations.store import Store
from annotations.workflow import gathering, tagging
from annotations.workflow.rows import timestamp


@pytest.fixture
def importing(store: Store) -> Import:
    support.add_article(store, THREE, name="a.txt")
    return Import(store)


def test_what_a_line_says_becomes_one_event(importing: Import) -> None:
    said = line(
        label="attribution",
        secondary="claim",
        flags=["merged", "check"],
        note="hm",
        labelled_at="2024-05-01T10:00:00.123Z",
        guideline="2",
    )
    importing(said)
    (written,) = support.events_in(importing.store)
    assert written.state == LabelState("attribution", "claim", ("check", "merged"), "hm")
    assert (written.annotator, written.origin, written.guideline) == ("ben", "import", "2")
    assert (written.at, written.ms, written.reverts) == (1_714_557_600_123_000, None, None)


def test_a_line_without_time_and_guideline_is_of_now(importing: Import) -> None:
    importing(line())
    (written,) = support.events_in(importing.store)
    assert (written.at, written.guideline) == (NOW, "7")


def test_the_labels_of_a_file_and_annotator_are_one_gesture(
    importing: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "TAGS_A_COMMIT", 2)
    monkeypatch.setattr(gathering, "TAGS_A_LOOKUP", 2)
    importing(
        *(
            {"id": key(importing.store, number), "label": "claim", "annotator": who}
            for number in (1, 2, 3)
            for who in ("ben", "eve")
        )
    )
    events = support.events_in(importing.store)
    gestures = {who: {e.gesture for e in events if e.annotator == who} for who in ("ben", "eve")}
    assert len(events) == 6
    assert [len(of_one) for of_one in gestures.values()] == [1, 1]
    assert not importing.store.labels.gestures(annotator="ben")


def test_importing_again_changes_nothing(importing: Import) -> None:
    lines = [
        line(secondary="opinion", flags=["check"], note="hm"),
        {"id": key(importing.store, 2), "label": "opinion", "annotator": "ben"},
        {"id": key(importing.store, 2), "label": "claim", "annotator": "ben"},
        {"text": THREE[0], "label": ["claim", "opinion"], "annotator": "eve"},
    ]
    assert statuses(importing(*lines)) == [
        (2, "older"),
        (1, "imported"),
        (3, "imported"),
        (4, "imported"),
    ]
    before = support.events_in(importing.store)
    again = importing(*lines, now=NOW + 1_000_000)
    assert statuses(again) == [(2, "older"), (1, "unchanged"), (3, "unchanged"), (4, "unchanged")]
    assert support.events_in(importing.store) == before


def test_the_later_of_two_lines_counts(importing: Import) -> None:
    reports = importing(line(label="opinion"), line(label="claim"), line(label="claim"))
    assert statuses(reports) == [(1, "older"), (2, "unchanged"), (3, "imported")]
    assert importing.gathered.repeated == 1
    assert importing.states("ben")[1].label == "claim"


def test_the_later_of_two_times_counts_wherever_it_stands(importing: Import) -> None:
    newer, older = "2024-02-02T00:00:00Z", "2024-02-01T00:00:00Z"
    reports = importing(
        line(label="opinion", labelled_at=newer), line(label="claim", labelled_at=older)
    )
    assert statuses(reports) == [(2, "older"), (1, "imported")]
    assert importing.states("ben")[1].label == "opinion"


@pytest.mark.parametrize(
    ("microseconds", "status"),
    [(-1_000, "older"), (0, "older"), (999, "older"), (1_000, "imported")],
)
def test_what_is_newer_here_stays(importing: Import, microseconds: int, status: str) -> None:
    support.append(importing.store, support.event(1, "opinion", annotator="ben", at=EARLIER))
    written = timestamp(EARLIER + microseconds)
    (report,) = importing(line(labelled_at=written))
    assert report.status == status
    kept = "opinion" if status == "older" else "claim"
    assert importing.states("ben")[1].label == kept


def test_a_label_taken_off_since_stays_off(importing: Import) -> None:
    support.append(
        importing.store,
        support.event(1, "claim", annotator="ben", at=EARLIER),
        support.event(1, None, annotator="ben", at=EARLIER + 2_000_000),
    )
    (report,) = importing(line(labelled_at=timestamp(EARLIER)))
    assert report.status == "older"
    assert importing.states("ben")[1].label is None


def test_a_line_without_a_time_is_newer_than_all(importing: Import) -> None:
    support.append(importing.store, support.event(1, "opinion", annotator="ben", at=NOW + 5))
    (report,) = importing(line())
    assert report.status == "imported"
    assert importing.states("ben")[1].label == "claim"


def test_what_a_line_does_not_say_stays(importing: Import) -> None:
    flags = ("check", CHANGED)
    support.append(
        importing.store,
        support.event(1, "claim", annotator="ben", secondary="opinion", flags=flags, note="hm"),
        support.event(2, "claim", annotator="ben", secondary="opinion", flags=flags, note="hm"),
    )
    second = {"id": key(importing.store, 2), "label": "attribution", "annotator": "ben"}
    assert [report.status for report in importing(line(), second)] == ["unchanged", "imported"]
    assert importing.states("ben") == {
        1: LabelState("claim", "opinion", flags, "hm"),
        2: LabelState("attribution", None, ("check",), "hm"),
    }


def test_what_a_line_does_say_is_said(importing: Import) -> None:
    support.append(
        importing.store,
        support.event(1, "claim", annotator="ben", secondary="opinion", flags=("check",), note="x"),
    )
    importing(line(secondary=None, flags=[], note=""))
    assert importing.states("ben")[1] == LabelState("claim")


@pytest.mark.parametrize("since", ["opinion", None])
def test_a_line_without_a_time_again_leaves_what_was_said_since(
    importing: Import, since: str | None
) -> None:
    assert statuses(importing(line())) == [(1, "imported")]
    support.append(importing.store, support.event(1, since, annotator="ben", at=NOW + 1_000))
    before = support.events_in(importing.store)
    assert statuses(importing(line(), now=NOW + 2_000)) == [(1, "older")]
    assert support.events_in(importing.store) == before
    assert importing.states("ben")[1].label == since
    assert statuses(importing(line(label="attribution"), now=NOW + 2_000)) == [(1, "imported")]
    assert statuses(importing(line(annotator="eve"), now=NOW + 2_000)) == [(1, "imported")]


def test_of_two_files_without_times_the_earlier_one_again_changes_nothing(
    importing: Import,
) -> None:
    first, second = line(secondary="opinion", flags=["check"]), line(label="opinion", note="hm")
    importing(first)
    importing(second, now=NOW + 1_000)
    for again in (first, second, line(label="claim", note="new")):
        (report,) = importing(again, now=NOW + 2_000)
        assert report.status == {"hm": "unchanged", "new": "imported"}.get(
            str(again.get("note")), "older"
        )


def test_a_line_without_a_time_is_known_from_an_earlier_version(importing: Import) -> None:
    identity = key(importing.store, 1)
    said = {"id": identity, "label": "claim", "annotator": "ben"}
    importing(said)
    support.add_article(importing.store, ("New.", *THREE), name="a.txt", replaces=1)
    support.append(
        importing.store,
        support.event(5, "claim", annotator="ben", at=NOW + 1_000, origin="carried"),
        support.event(5, "opinion", annotator="ben", at=NOW + 2_000),
    )
    assert statuses(importing(said, now=NOW + 3_000)) == [(1, "older")]
    assert importing.states("ben", 2)[5].label == "opinion"


def test_an_imported_label_of_an_earlier_day_answers_no_reviewer(importing: Import) -> None:
    sent = ruling(None, sent_to=("ben",))
    rule(importing.store, review(1, sent, at=NOW), review(2, sent, at=NOW))
    earlier = timestamp(EARLIER)
    importing(
        line(labelled_at=earlier),
        {"id": key(importing.store, 2), "label": "claim", "annotator": "ben"},
        now=NOW + 1_000,
    )
    dated, undated = support.events_in(importing.store)
    assert (dated.at, undated.at) == (EARLIER, NOW + 1_000)
    asked = importing.store.reviews.sent_back(annotator="ben")
    assert [one.sentence for one in asked] == [1]


@pytest.mark.parametrize(
    ("origin", "at"),
    [
        *((person, NOW + 1) for person in ("key", "undo", "redo", "suggestion")),
        *((other, EARLIER + 1) for other in ("import", "carried")),
    ],
)
def test_only_what_a_person_does_is_moved_behind_a_reviewer(
    importing: Import, origin: Origin, at: int
) -> None:
    support.append(importing.store, support.event(1, annotator="ben", at=EARLIER))
    rule(importing.store, review(1, at=NOW))
    support.append(
        importing.store, support.event(1, "opinion", annotator="ben", at=EARLIER, origin=origin)
    )
    assert support.events_in(importing.store)[-1].at == at
