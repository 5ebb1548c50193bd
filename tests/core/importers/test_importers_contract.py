"""What holds for every entry of IMPORTERS: same input, same output; no network; no traceback."""

import io
import socket
from typing import Any, NoReturn

import articlereading
import pytest
from articlereading import drafts, failures
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import ImportFailed
from annotations.importers import ENDINGS, IMPORTERS, Layout
from annotations.model import Draft
from annotations.text.canonical import canonical
from annotations.text.segment import segment

TEXT = "Talks go on in Geneva.\nThe café is open, a visitor said on Monday."
PAGE = (
    "<html><head><title>Talks go on in Geneva</title></head><body><article>"
    + "".join(f"<p>{line * 3}</p>" for line in TEXT.split("\n"))
    + "</article></body></html>"
)
GOOD = {
    "text": TEXT,
    "markdown": f"---\ntitle: Talks go on\n---\n{TEXT}\n",
    "html": PAGE,
    "jsonl": '{"text": "Talks go on in Geneva. They do."}\n{"text": "The café is open."}\n',
    "csv": "text,title\nTalks go on in Geneva.,Talks\nThe café is open.,\n",
}
HOSTILE = [
    b"",
    b" \n\t ",
    b"a\0b",
    b"\xff\xfe",
    b"\xff\xfe\x00\xd8",
    b"\xef\xbb\xbf",
    b"%PDF-1.7",
    b"PK\x03\x04",
    b"{" * 5000,
    b"[" * 100_000,
    b'{"text": "\\ud800"}',
    b'{"text": ' + b'{"a":' * 5000,
    b'"' * 9999,
    b'text\n"' + b"x\n" * 50_000,
    b"<" * 5000,
    b"<div>" * 20_000,
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>&b;</p>",
    b"---\na: &a [*a]\n---\n",
    b"---\n" + b"[" * 2000 + b"\n---\nText.",
    b"sep=,\n",
    b",,,\n",
    b"text,text\na,b\n",
    "text\n\udcff".encode(errors="surrogateescape"),
]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def needed(name: str) -> None:
    """Skip where what a format is read with is not installed."""
    if name == "html":
        pytest.importorskip("trafilatura", exc_type=ImportError)


def outcome(name: str, raw: bytes) -> list[Draft | ImportFailed | Layout]:
    """What an importer gives; anything but ImportFailed passes through."""
    try:
        return [piece.what for piece in articlereading.read(name, raw)]
    except ImportFailed as error:
        return [error]


def test_every_importer_has_an_example() -> None:
    assert set(GOOD) == set(IMPORTERS) == set(ENDINGS.values())


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", IMPORTERS)
def test_drafts_are_canonical_and_whole(name: str) -> None:
    needed(name)
    found = articlereading.read(name, GOOD[name].replace("\n", "\r\n"), wrap="lines")
    assert not failures(found)
    assert drafts(found)
    for draft in drafts(found):
        assert draft.text == canonical(draft.text)
        assert segment(draft.text, wrap=draft.wrap)
        assert (len(draft.sha256), draft.encoding, draft.wrap) == (64, "utf-8", "lines")
        assert draft.title
        assert draft.name.startswith("a.x")
        assert draft.origin.startswith("/b/a.x")
    assert all(piece.place.startswith("a.x") for piece in found)


@pytest.mark.parametrize("name", IMPORTERS)
def test_equal_bytes_give_equal_drafts(name: str) -> None:
    needed(name)
    assert articlereading.read(name, GOOD[name]) == articlereading.read(name, GOOD[name])


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: repr(raw[:12]))
@pytest.mark.parametrize("name", IMPORTERS)
def test_hostile_bytes_are_never_a_traceback(name: str, raw: bytes) -> None:
    for what in outcome(name, raw):
        if isinstance(what, ImportFailed):
            assert "/b/a.x" in str(what)
            assert "\n" not in str(what)
        elif isinstance(what, Draft):
            assert what.text.strip()
            what.text.encode()


@pytest.mark.parametrize("name", [name for name in IMPORTERS if name != "jsonl"])
def test_what_is_no_text_is_refused_as_a_whole(name: str) -> None:
    (error,) = outcome(name, b"a\0b")
    assert isinstance(error, ImportFailed)


@pytest.mark.parametrize("name", IMPORTERS)
@given(raw=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
@settings(max_examples=60, deadline=None)
def test_random_bytes_give_drafts_or_a_refusal(name: str, raw: bytes) -> None:
    for what in outcome(name, raw):
        assert isinstance(what, Draft | ImportFailed | Layout)


@pytest.mark.parametrize("name", ["jsonl", "csv", "html"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_broken_examples_give_drafts_or_a_refusal(name: str, data: st.DataObject) -> None:
    raw = bytearray(GOOD[name].encode())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for what in outcome(name, bytes(raw)):
        assert isinstance(what, Draft | ImportFailed | Layout)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_stream_that_breaks_is_told(name: str) -> None:
    class Broken(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    source = articlereading.source(b"", file=Broken())
    with pytest.raises(ImportFailed, match=r"a\.x cannot be read: input/output error$"):
        list(IMPORTERS[name](source))
