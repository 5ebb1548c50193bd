"""Exports without text: no word of an article in any file, and the text can be put back."""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import support
from labelfiles import Import
from msgspec import structs

from annotations import resources, workflow
from annotations.config import load
from annotations.errors import ExportFailed
from annotations.exporters import (
    FORMATS,
    PERSON_KEYS,
    RESOLVED_KEYS,
    Files,
    Format,
    Labelled,
    Terms,
    without_text,
)
from annotations.model import LabelState
from annotations.store import Store
from annotations.workflow.importing import import_paths

CONFIG = load(resources.shipped_config(), environ={}).config
SEEDS = Path(__file__).parents[2] / "seeds"
THREE = ("“Es stimmt”, sagte sie.", "The second one. 🙂", "The third one.")
NAMES = [name for name, one in FORMATS.items() if not one.texts]
FULL = [name for name, one in FORMATS.items() if one.texts]


def exported(store: Store, to: Path, format_name: str, *, texts: bool, **choice: Any) -> bytes:
    """Everything that an export wrote, file after file."""
    for _ in workflow.export(
        store,
        to,
        config=CONFIG,
        format_name=format_name,
        selection=workflow.Selection(**choice),
        texts=texts,
    ):
        pass
    files = sorted(path for path in to.rglob("*") if path.is_file()) if to.is_dir() else [to]
    return b"\n".join(path.read_bytes() for path in files)


def lines(store: Store, **choice: Any) -> tuple[bytes, list[dict[str, Any]]]:
    """The label JSONL without text."""
    stream = io.BytesIO()
    selection = workflow.Selection(**choice)
    for _ in workflow.export(store, stream, config=CONFIG, selection=selection, texts=False):
        pass
    return stream.getvalue(), [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def samples(store: Store) -> Store:
    """The sample articles, every sentence labelled by two people."""
    list(import_paths(store, [SEEDS], settings=CONFIG.importing, now=1_700_000_000_000_000))
    _, sentences = store.counts.corpus()
    for who in ("ada", "ben"):
        numbers = range(1, sentences + 1)
        support.append(store, *(support.event(number, annotator=who) for number in numbers))
    return store


def sentences(store: Store) -> Iterator[tuple[str, str]]:
    """Text and title of every sentence."""
    for voted in store.votes.articles():
        yield from ((sentence.text, voted.source.title) for sentence in voted.sentences)


def needed(format_name: str) -> None:
    for module in FORMATS[format_name].needs:
        pytest.importorskip(module)


@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_and_no_title_of_an_article_is_in_the_bytes(
    samples: Store, tmp_path: Path, name: str, *, everyone: bool
) -> None:
    needed(name)
    if everyone and not FORMATS[name].of_everyone:
        pytest.skip("one label a sentence")
    bare = exported(samples, tmp_path / "bare", name, texts=False, everyone=everyone)
    whole = exported(samples, tmp_path / "whole", name, texts=True, everyone=everyone)
    long = {words for pair in sentences(samples) for words in pair if len(words.split()) > 3}
    assert len(long) > 100
    for words in long:
        for written in (words.encode(), json.dumps(words)[1:-1].encode()):
            assert written not in bare
    if name == "jsonl":
        assert all(
            json.dumps(w, ensure_ascii=False).encode() in whole for w, _ in sentences(samples)
        )
    assert len(bare) < len(whole)


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("dry", [False, True])
def test_a_format_that_is_made_of_text_says_so_and_writes_nothing(
    samples: Store, tmp_path: Path, name: str, *, dry: bool
) -> None:
    to = None if dry else tmp_path / "out"
    with pytest.raises(ExportFailed, match=f"{name} is made of the articles' text.*jsonl"):
        list(workflow.export(samples, to, config=CONFIG, format_name=name, texts=False))
    assert not (tmp_path / "out").exists()


def test_the_keys_are_those_of_a_usual_line_with_a_hash_for_the_text(store: Store) -> None:
    support.add_article(store, THREE, title=THREE[0])
    support.append(store, support.event(1), support.event(2))
    for everyone, keys in ((False, RESOLVED_KEYS), (True, PERSON_KEYS)):
        _, (first, second) = lines(store, everyone=everyone)
        left = [key for key in keys if key not in ("title", "context_before", "context_after")]
        left[left.index("text")] = "text_sha256"
        assert tuple(first) == without_text(keys) == tuple(left)
        for row, text in ((first, THREE[0]), (second, THREE[1])):
            assert row["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    usual = io.BytesIO()
    list(workflow.export(store, usual, config=CONFIG))
    assert list(json.loads(usual.getvalue().splitlines()[0])) == list(RESOLVED_KEYS)


def test_offsets_and_hashes_bring_the_text_back(store: Store) -> None:
    number = support.add_article(store, THREE)
    support.append(store, *(support.event(sentence) for sentence in (1, 2, 3)))
    text = store.votes.article(number).text
    for row, words in zip(lines(store)[1], THREE, strict=True):
        assert row["article_id"] == hashlib.sha256(text.encode()).hexdigest()
        assert text[row["start"] : row["end"]] == words
        assert row["text_sha256"] == hashlib.sha256(words.encode()).hexdigest()


@pytest.mark.parametrize("everyone", [False, True])
def test_labels_come_back_without_their_text(
    store: Store, tmp_path: Path, *, everyone: bool
) -> None:
    support.add_article(store, THREE)
    support.append(
        store,
        support.event(1, "attribution", secondary="claim", note="hm", flags=("check",)),
        support.event(2, "opinion", annotator="ben"),
    )
    raw, _ = lines(store, everyone=everyone)
    with Store(tmp_path / "other.db") as other:
        support.add_article(other, ["Another article."], name="0.txt")
        support.add_article(other, THREE, name="renamed.txt")
        importing = Import(other)
        assert {report.status for report in importing.raw(raw)} == {"imported"}
        assert importing.states("ada", 2) == {
            2: LabelState("attribution", "claim", ("check",), "hm")
        }
        assert importing.states("ben", 2) == {3: LabelState("opinion")}
        assert {report.status for report in importing.raw(raw)} == {"unchanged"}


def test_a_line_without_text_for_an_article_that_is_not_here_is_refused(
    store: Store, tmp_path: Path
) -> None:
    support.add_article(store, THREE)
    support.append(store, support.event(1))
    raw, _ = lines(store)
    with Store(tmp_path / "other.db") as other:
        (report,) = Import(other).raw(raw)
        assert report.status == "failed"
        assert "no sentence has the id" in str(report.error)


def test_the_python_of_the_documents_brings_the_text_back(
    samples: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (SEEDS.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (code,) = (block for block in blocks if "text_sha256" in block)
    monkeypatch.chdir(tmp_path)
    Path("articles").symlink_to(SEEDS)
    Path("labels.jsonl").write_bytes(lines(samples)[0])
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own fifteen lines
    assert [row["text"] for row in names["rows"]] == [text for text, _ in sentences(samples)]


@pytest.mark.parametrize("everyone", [False, True])
def test_a_writer_is_given_no_text_that_it_could_leak(
    samples: Store, monkeypatch: pytest.MonkeyPatch, *, everyone: bool
) -> None:
    seen: list[Labelled] = []

    def write(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
        for article in articles:
            seen.append(article)
            yield

    spy = Format(write=write, says="", loads="", texts=False, wants_everyone=True)
    monkeypatch.setitem(FORMATS, "spy", spy)
    selection = workflow.Selection(everyone=everyone)
    steps = workflow.export(
        samples, io.BytesIO(), config=CONFIG, format_name="spy", selection=selection, texts=False
    )
    list(steps)
    known = {words for pair in sentences(samples) for words in pair if len(words) > 3}
    for article in seen:
        assert {article.text, article.title} == {""}
        for row in (*article.rows, *article.everyone):
            assert not known.intersection(v for v in structs.astuple(row) if isinstance(v, str))
    assert sum(len(article.everyone) for article in seen) > 100
