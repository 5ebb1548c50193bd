"""Bundles from elsewhere: whatever is wrong with one, it is refused and nothing is written."""

import gzip
import hashlib
import io
import json
import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import review, rule, ruling
from support import add_article, append, event, events_in, new_store

from annotations.errors import MergeRefused, StoreError
from annotations.model import END_OF_TIME
from annotations.store import Store, bundles
from annotations.store.records import decoded
from annotations.workflow.exchanging import bundle, merge

SOME = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Fields = dict[str, Any]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small bundle."""
    path = tmp_path_factory.mktemp("ada") / "ada.db"
    with Store(path) as store:
        add_article(store, ["One.", "Two."])
        append(store, event(1, "claim", secondary="opinion", flags=("check",), note="so?"))
        rule(store, review(1, ruling("claim", among=("claim", "opinion"), sent_to=("ada", "ben"))))
        append(store, event(2, None, origin="import"))
        list(bundle(store, path.with_name("ada.bundle")))
    return path.with_name("ada.bundle").read_bytes()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """A database that has the article."""
    with new_store(tmp_path / "desk.db") as store:
        add_article(store, ["One.", "Two."])
        yield store


def refused(desk: Store, content: bytes) -> str:
    """What is said of a bundle that is refused, of which nothing was written."""
    path = desk.path.with_name("in.bundle")
    path.write_bytes(content)
    before = desk._connection.total_changes
    with pytest.raises(MergeRefused) as caught:
        list(merge(desk, path, now=END_OF_TIME))
    assert desk._connection.total_changes == before
    assert str(caught.value).startswith(f"{path} was not merged: ")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def read(content: bytes) -> int:
    """How many events a bundle holds; raises MergeRefused and nothing else."""
    _, batches = bundles.read(io.BytesIO(content))
    return sum(map(len, batches))


def lines_of(packed: bytes) -> tuple[Fields, list[Fields]]:
    header, *events = map(json.loads, gzip.decompress(packed).splitlines())
    return header, events


def repacked(header: Fields, events: list[Fields], changes: Fields | None = None) -> bytes:
    """A bundle whose header fits its events, but for what is changed in it."""
    body = b"".join(json.dumps(one).encode() + b"\n" for one in events)
    return packed_lines({**header, **fitting(events, body), **(changes or {})}, body)


def fitting(events: list[Fields], body: bytes) -> Fields:
    return {"events": len(events), "sha256": hashlib.sha256(body).hexdigest()}


def packed_lines(header: Fields, body: bytes) -> bytes:
    return zipped(json.dumps(header, separators=(",", ":")).encode() + b"\n" + body)


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        packed.write(content)
    return file.getvalue()


def test_a_bundle_is_lines_of_json(packed: bytes) -> None:
    assert packed.startswith(bundles.HEAD)
    header, events = lines_of(packed)
    assert list(header) == ["claimdesk", "format", "schema", "articles", "events", "sha256"]
    assert (header["claimdesk"], header["format"], header["events"]) == ("bundle", 1, 3)
    assert header["schema"][:2] == ["0001_corpus", "0002_labels"]
    body = gzip.decompress(packed).partition(b"\n")[2]
    assert header["sha256"] == hashlib.sha256(body).hexdigest()
    assert header["articles"] == sorted({one["article"] for one in events})
    assert events == sorted(events, key=lambda one: str(one["event_id"]))
    assert [one["kind"] for one in events].count("review") == 1
    assert read(packed) == 3


def test_the_bundle_in_the_documents_is_one() -> None:
    documents = (Path(__file__).parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
    begin = documents.index('{"claimdesk":"bundle"')
    shown = documents[begin : documents.index("```", begin)]
    assert read(zipped(shown.encode())) == 2


def test_a_bundle_made_by_hand_is_taken(packed: bytes, desk: Store) -> None:
    path = desk.path.with_name("in.bundle")
    path.write_bytes(repacked(*lines_of(packed)))
    *_, report = merge(desk, path, now=END_OF_TIME)
    assert report.new == 3


def test_every_flipped_byte_is_noticed(packed: bytes) -> None:
    for at in range(len(packed)):
        for flip in (0xFF, 0x01, 0x80):
            damaged = bytearray(packed)
            damaged[at] ^= flip
            try:
                read(bytes(damaged))
            except MergeRefused:
                continue
            # bits that pad the last byte before the checksum: the events are whole all the same
            assert gzip.decompress(damaged) == gzip.decompress(packed)
            assert at == len(packed) - 9
            assert flip != 0xFF


def test_damage_is_told_as_damage_and_not_in_the_words_of_zlib(packed: bytes) -> None:
    told = [_complaint(packed, at) for at in range(len(bundles.HEAD), len(packed))]
    assert "the bundle is damaged, its content cannot be unpacked" in [
        why.partition(":")[0] for why in told
    ]
    assert not [why for why in told if "Error -" in why]


def _complaint(packed: bytes, at: int) -> str:
    """What is said of a bundle with another byte there."""
    try:
        read(packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :])
    except MergeRefused as error:
        return str(error)
    return ""


def test_every_truncation_is_noticed(packed: bytes) -> None:
    for size in range(len(packed)):
        with pytest.raises(MergeRefused):
            read(packed[:size])


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("cut", [True, False])
def test_of_a_damaged_bundle_nothing_is_written(
    packed: bytes, desk: Store, share: float, *, cut: bool
) -> None:
    at = int(share * len(packed))
    refused(desk, packed[:at] if cut else packed[:at] + b"\x00\xff" + packed[at + 2 :])


def test_what_stands_behind_the_end_is_noticed(packed: bytes, desk: Store) -> None:
    for behind in (b"\x00", b"x", packed):
        assert "behind the end" in refused(desk, packed + behind)


def change_header(**changes: Any) -> Callable[[bytes], bytes]:
    return lambda packed: repacked(*lines_of(packed), changes)


def change_articles(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    def changed(packed: bytes) -> bytes:
        header, events = lines_of(packed)
        return repacked(header, events, {"articles": change(header["articles"])})

    return changed


def change_event(**changes: Any) -> Callable[[bytes], bytes]:
    """Change the first event (a label)."""

    def changed(packed: bytes) -> bytes:
        header, (first, *others) = lines_of(packed)
        return repacked(header, [{**first, **changes}, *others])

    return changed


def change_review(**changes: Any) -> Callable[[bytes], bytes]:
    def changed(packed: bytes) -> bytes:
        header, events = lines_of(packed)
        return repacked(
            header, [{**one, **(changes if one["kind"] == "review" else {})} for one in events]
        )

    return changed


def without(key: str) -> Callable[[bytes], bytes]:
    def changed(packed: bytes) -> bytes:
        header, (first, *others) = lines_of(packed)
        del first[key]
        return repacked(header, [first, *others])

    return changed


def body(change: Callable[[list[Fields]], list[Fields]]) -> Callable[[bytes], bytes]:
    def changed(packed: bytes) -> bytes:
        header, events = lines_of(packed)
        return repacked(header, change(events))

    return changed


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda _: b"", "neither a claimdesk bundle nor"),
        (lambda _: b"some notes", "neither a claimdesk bundle nor"),
        (gzip.decompress, "neither a claimdesk bundle nor"),
        (lambda packed: gzip.compress(gzip.decompress(packed), mtime=9), "packed by another"),
        (lambda _: zipped(b""), "not a claimdesk bundle"),
        (lambda _: zipped(b"a,b\n1,2\n"), "not a claimdesk bundle"),
        (lambda _: zipped(b'{"claimdesk":"bundle",]\n'), "first line of the bundle is damaged"),
        (lambda _: zipped(b'{"claimdesk":"bundle","format":1}\n'), "first line of the bundle"),
        (lambda _: zipped(b'{"claimdesk":"bundle","format":1}'), "cut off within a line"),
        (change_header(format=2, more=1), r"newer claimdesk \(format 2\)"),
        (change_header(format=0), "first line of the bundle is damaged"),
        (change_header(format="1"), "first line of the bundle is damaged"),
        (change_header(events=2), "more events than the 2"),
        (change_header(events=4), "cut off, 3 of 4"),
        (change_header(events=-1), "first line of the bundle is damaged"),
        (change_header(sha256="0" * 64), "not those that its first line speaks of"),
        (change_header(articles=[]), "not those that its first line speaks of"),
        (change_articles(lambda ids: [*ids, "f" * 64]), "not those that its first line"),
        (change_articles(lambda ids: [*ids, *ids]), "not those that its first line speaks of"),
        (change_articles(lambda _: ["0" * 64]), "not those that its first line speaks of"),
        (change_header(articles=["x"]), "first line of the bundle is damaged"),
        (body(lambda events: events[::-1]), "out of its order"),
        (body(lambda events: [events[0], *events]), "out of its order"),
        (change_event(event_id="0" * 31), "line 2 is not a valid event"),
        (change_event(event_id="0" * 32 + "\n"), "line 2 is not a valid event"),
        (change_event(event_id="G" * 32), "line 2 is not a valid event"),
        (change_event(gesture=None), "gesture"),
        (change_event(sentence="0" * 64), "sentence"),
        (change_event(article="0" * 32), "article"),
        (change_event(kind="verdict"), "verdict"),
        (change_event(kind=None), "kind"),
        (change_event(origin="adjudicate"), "adjudicate"),
        (change_event(origin="\x1b[2J"), "origin"),
        (change_event(at=-1), r"\$\.at`"),
        (change_event(at=END_OF_TIME), r"\$\.at`"),
        (change_event(at=2**70), r"\$\.at`"),
        (change_event(at=1.5), r"\$\.at`"),
        (change_event(at="1"), r"\$\.at`"),
        (change_event(ms=600_001), r"\$\.ms`"),
        (change_event(ms=True), r"\$\.ms`"),
        (change_event(annotator=""), "annotator"),
        (change_event(annotator="a" * 81), "annotator"),
        (change_event(annotator=" ada"), "annotator"),
        (change_event(annotator="ad\x00a"), "annotator"),
        (change_event(label=""), "label"),
        (change_event(label="x" * 201), "label"),
        (change_event(label="cl\u202eaim"), "label"),
        (change_event(label=None), "secondary"),
        (change_event(flags=["two words"]), "flags"),
        (change_event(flags=["check", "check"]), "flags"),
        (change_event(flags=["later", "check"]), "flags"),
        (change_event(flags="check"), "flags"),
        (change_event(note=None), "note"),
        (change_event(note="\ud800"), "line 2 is not a valid event"),
        (change_event(note="x" * 1_000_000), "longer than 1 MB"),
        (change_event(note="x" * 2_000_000), "a line of more than 1 MB"),
        (change_event(reverts="0"), "reverts"),
        (change_event(surprise=1), "surprise"),
        (without("note"), "note"),
        (without("kind"), "kind"),
        (change_review(decision=None), "decision"),
        (change_review(decision="perhaps"), "perhaps"),
        (change_review(label=None), "decision"),
        (change_review(question=1), "question"),
        (change_review(basis="dice"), "dice"),
        (change_review(origin="import"), "import"),
        (change_review(sent_to=["ben", "ada"]), "sent_to"),
        (change_review(sent_to=[""]), "sent_to"),
        (change_review(among="claim"), "among"),
        (change_review(reviewer="r" * 81), "reviewer"),
    ],
)
def test_what_is_no_bundle_is_refused_with_the_reason(
    packed: bytes, desk: Store, change: Callable[[bytes], bytes], why: str
) -> None:
    said = refused(desk, change(packed))
    assert re.search(why, said)
    assert len(said) < 600


def test_an_invalid_event_of_a_newer_claimdesk_says_so(packed: bytes, desk: Store) -> None:
    header, (first, *others) = lines_of(packed)
    content = repacked(header, [{**first, "mood": "calm"}, *others], {"schema": ["0009_moods"]})
    assert "update this one" in refused(desk, content)


def test_a_newer_schema_alone_is_no_reason_to_refuse(packed: bytes) -> None:
    assert read(repacked(*lines_of(packed), {"schema": ["0009_moods"]})) == 3


def test_a_bomb_is_refused_before_it_is_unpacked(desk: Store) -> None:
    bomb = zipped(b'{"claimdesk":"bundle",' + b" " * 200_000_000)
    assert len(bomb) < 300_000
    assert "more than 64 MB" in refused(desk, bomb)


def test_a_bomb_of_another_kind_is_not_unpacked_at_all(desk: Store) -> None:
    assert "not a claimdesk bundle" in refused(desk, zipped(bytes(10_000_000)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@SOME
@given(line=st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_line_of_anything_is_refused(packed: bytes, line: bytes) -> None:
    header, events = lines_of(packed)
    content = packed_lines({**header, **fitting(events, line + b"\n")}, line + b"\n")
    with pytest.raises(MergeRefused):
        read(content)


@SOME
@given(data=st.data(), value=JSON)
def test_an_event_with_anything_in_it_is_taken_or_refused(
    packed: bytes, data: st.DataObject, value: object
) -> None:
    header, events = lines_of(packed)
    place = data.draw(st.integers(0, len(events) - 1))
    events[place][data.draw(st.sampled_from(sorted(events[place])))] = value
    with suppress(MergeRefused):
        assert read(repacked(header, events)) == 3


VALUES = {
    "label": st.sampled_from((None, "claim", "x" * 200)),
    "secondary": st.sampled_from((None, "claim")),
    "note": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    "at": st.integers(-1, END_OF_TIME),
    "ms": st.none() | st.integers(-1, 600_001),
    "guideline": st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    "decision": st.sampled_from((None, "label", "none")),
    "question": st.booleans(),
    "sentence": st.sampled_from(("0" * 32, "f" * 32)),
    "reverts": st.sampled_from((None, "0" * 32)),
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_taken_never_breaks_a_rule_of_the_tables(
    packed: bytes, desk: Store, data: st.DataObject
) -> None:
    header, events = lines_of(packed)
    for one in events:
        one["event_id"] = data.draw(st.binary(min_size=16, max_size=16)).hex()
        for key in data.draw(st.sets(st.sampled_from(sorted(set(VALUES) & set(one))), max_size=3)):
            one[key] = data.draw(VALUES[key])
    events.sort(key=lambda one: str(one["event_id"]))
    path = desk.path.with_name("in.bundle")
    path.write_bytes(repacked(header, events))
    try:
        list(merge(desk, path, now=END_OF_TIME))
    except MergeRefused:
        return
    assert desk.drifted() == []
    again = desk.path.with_name("out.bundle")
    list(bundle(desk, again))
    assert read(again.read_bytes()) >= len(events)


def test_a_note_is_kept_as_it_is(packed: bytes, desk: Store) -> None:
    path = desk.path.with_name("in.bundle")
    path.write_bytes(change_event(note="a\x00b\x1b[2J\r\n\u202e")(packed))
    list(merge(desk, path, now=END_OF_TIME))
    assert events_in(desk)[0].state.note == "a\x00b\x1b[2J\r\n\u202e"


def test_an_event_that_no_other_database_would_take_is_not_bundled(desk: Store) -> None:
    append(desk, event(1, "claim", annotator="x" * 81))
    with pytest.raises(StoreError, match="breaks the rules of exchange") as refused:
        list(bundle(desk, desk.path.with_name("out.bundle")))
    assert f"`claimdesk --db {shlex.quote(str(desk.path))} doctor`" in str(refused.value)
    assert not desk.path.with_name("out.bundle").exists()


def test_what_cannot_be_read_is_refused(desk: Store) -> None:
    for path, why in (
        (desk.path.with_name("none"), "No such file"),
        (desk.path.parent, "Is a directory"),
    ):
        with pytest.raises(MergeRefused, match=why):
            list(merge(desk, path, now=END_OF_TIME))


def test_a_bundle_may_come_through_a_pipe(packed: bytes, desk: Store) -> None:
    reader, writer = os.pipe()
    os.write(writer, packed)
    os.close(writer)
    try:
        *_, report = merge(desk, Path(f"/dev/fd/{reader}"), now=END_OF_TIME)
    finally:
        os.close(reader)
    assert report.new == 3


def test_a_line_is_decoded_whole() -> None:
    with pytest.raises(ValueError, match="longer than 1 MB"):
        decoded(b" " * 1_000_001)
