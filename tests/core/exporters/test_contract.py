"""What holds for every export format: articles in, one at a time; the same bytes out."""

import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.util import find_spec

import pytest
from exportrows import LABELS, TERMS, Memory, Nowhere, article, written

from annotations.exporters import FORMATS, Labelled, parquet

MISSING = {
    name: [module for module in one.needs if find_spec(module) is None]
    for name, one in FORMATS.items()
}
every_format = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.skipif(bool(missing), reason=f"no {missing}"))
        for name, missing in MISSING.items()
    ],
)

HOSTILE = (
    "NUL \0 and ESC \x1b[31m.",
    "Bidi \u202eevil\u2066 and \u200fmarks.",
    "Emoji 👩‍👩‍👧 and 𝔘𝔫𝔦 beyond sixteen bits 😀.",
    "After the emoji, one that is plain.",
    'Quotes " and \\ and </script> and {{ braces }}, a;b|c.',
    "Line\nends \v of \f every \x1c kind \x85 there \u2028 is \u2029 here.",
    "=FORMULA(A1)",
    "A tab\tin between, a\u00a0blank and \ufeff a mark.",
    "“Typographic,” she said — naïvely; Ünïcödé 漢字 हिन्दी עברית.",
)
PAIRS = [(LABELS[at % 4], LABELS[(at + 1) % 4] if at % 2 else None) for at in range(len(HOSTILE))]

Triples = list[tuple[str, str, str | None]]
"""Text, label and secondary label of each sentence."""


def of_lines(files: dict[str, bytes], name: str = "") -> list[dict[str, object]]:
    return [json.loads(line) for line in files[name].split(b"\n") if line]


def from_jsonl(files: dict[str, bytes], name: str = "") -> Triples:
    return [(row["text"], row["label"], row["secondary"]) for row in of_lines(files, name)]  # type: ignore[misc]  # as written


def from_hf(files: dict[str, bytes]) -> Triples:
    assert from_jsonl(files, "annotations/all.jsonl")[::2] == from_jsonl(files, "data/train.jsonl")
    return from_jsonl(files, "data/train.jsonl")


def from_prodigy(files: dict[str, bytes]) -> Triples:
    return [(row["text"], *paired(row["accept"])) for row in of_lines(files)]  # type: ignore[misc,arg-type]  # as written


def from_doccano(files: dict[str, bytes]) -> Triples:
    return [(row["text"], *paired(row["label"])) for row in of_lines(files)]  # type: ignore[misc,arg-type]  # as written


def paired(labels: list[str]) -> tuple[str, str | None]:
    return labels[0], labels[1] if len(labels) > 1 else None


def from_label_studio(files: dict[str, bytes]) -> Triples:
    found: dict[str, list[str]] = {}
    for task in json.loads(files[""]):
        units = task["data"]["text"].encode("utf-16-le")
        for result in task["annotations"][0]["result"]:
            value = result["value"]
            text = units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le")
            assert value["text"] == text
            found.setdefault(text, []).extend(value.get("labels") or value["choices"])
    return [(text, *paired(labels)) for text, labels in found.items()]


def from_brat(files: dict[str, bytes]) -> Triples:
    shown = dict(
        line.split(" | ", 1)
        for line in files["visual.conf"].decode().splitlines()
        if not line.startswith("[")
    )
    (name,) = {name[:-4] for name in files if name.endswith(".ann")}
    text = files[f"{name}.txt"].decode()
    spans: dict[str, list[str]] = {}
    for line in files[f"{name}.ann"].decode().splitlines():
        key, where, *words = line.split("\t")
        if key[0] == "T":
            kind, places = where.split(" ", 1)
            ends = [tuple(map(int, place.split())) for place in places.split(";")]
            assert words == [" ".join(text[start:end] for start, end in ends)]
            spans[key] = [text[ends[0][0] : ends[-1][1]], shown[kind]]
        else:
            _, target, kind = where.split(" ")
            spans[target].append(shown[kind])
    return [(words, *paired(labels)) for words, *labels in spans.values()]


def from_parquet(files: dict[str, bytes]) -> Triples:
    import pyarrow as pa  # noqa: PLC0415 - not everywhere
    from pyarrow.parquet import read_table  # noqa: PLC0415 - not everywhere

    rows = read_table(pa.BufferReader(files[""])).to_pylist()
    return [(row["text"], row["label"], row["secondary"]) for row in rows]


def from_spacy(files: dict[str, bytes]) -> Triples:
    import spacy  # noqa: PLC0415 - not everywhere
    from spacy.tokens import DocBin  # noqa: PLC0415 - not everywhere

    vocab = spacy.blank("xx").vocab
    found: dict[tuple[int, int], list[str]] = {}
    (whole,) = DocBin().from_bytes(files["articles/train.spacy"]).get_docs(vocab)
    for span in whole.spans["sc"]:
        found.setdefault((span.start_char, span.end_char), []).append(span.label_)
        assert span[0].is_sent_start
    triples = [(whole.text[a:b], *paired(labels)) for (a, b), labels in found.items()]
    docs = DocBin().from_bytes(files["sentences/train.spacy"]).get_docs(vocab)
    alone = [(doc.text, max(doc.cats, key=doc.cats.__getitem__)) for doc in docs]
    assert alone == [(text, label) for text, label, _ in triples]
    return triples


BACK: dict[str, Callable[[dict[str, bytes]], Triples]] = {
    "jsonl": from_jsonl,
    "hf": from_hf,
    "prodigy": from_prodigy,
    "doccano": from_doccano,
    "label-studio": from_label_studio,
    "brat": from_brat,
    "parquet": from_parquet,
    "spacy": from_spacy,
}
"""Of every format that keeps texts as they are: all but CSV."""


@every_format
def test_a_format_takes_one_article_at_a_time_and_repeats_itself(name: str) -> None:
    taken: list[int] = []

    def articles() -> Iterator[Labelled]:
        for number in range(100):
            taken.append(number)
            yield article([f"Number {number}.", "Second."], [("claim", None), (LABELS[2], "claim")])

    files = Memory()
    steps = FORMATS[name].write(articles(), files, TERMS)
    next(steps)
    assert len(taken) <= 2
    assert len(list(steps)) >= 98
    again = written(name, *articles())
    assert files.contents() == again
    assert any(again.values())
    assert FORMATS[name].folder == ("" not in again)


@every_format
def test_a_format_survives_having_no_articles_and_no_rows(name: str) -> None:
    for articles in ([], [article(["Nobody labelled this."])]):
        files = written(name, *articles)
        assert not any(b"Nobody" in content for content in files.values())
        if name in BACK and name not in ("brat", "spacy"):
            assert BACK[name](files) == []


@every_format
def test_an_article_without_rows_leaves_no_trace_in_a_file(name: str) -> None:
    if FORMATS[name].folder:
        pytest.skip("a folder says how many articles there are")
    said = [article([f"Number {n}."], [("claim", None)], name=f"{n}.txt") for n in range(3)]
    silent = [article([f"Nothing {n}."], name=f"silent {n}.txt") for n in range(3)]
    mixed = [silent[0], said[0], silent[1], said[1], said[2], silent[2]]
    assert written(name, *mixed) == written(name, *said)


@every_format
def test_hostile_texts_and_labels_come_back(name: str) -> None:
    if name == "csv":
        pytest.skip("guards against formulas, so texts are not kept byte for byte")
    files = written(name, article(HOSTILE, PAIRS, between=" "))
    assert BACK[name](files) == [(text, *pair) for text, pair in zip(HOSTILE, PAIRS, strict=True)]


@every_format
def test_no_format_names_a_file_outside_its_folder(name: str) -> None:
    for bad in ("../../etc/passwd", "a/b\\c:*?.txt", "\0\n", ".hidden", "CON", "x" * 400, "新聞"):
        for path in written(name, article(["One."], [("claim", None)], name=bad)):
            assert re.fullmatch(r"(?!/)(?:[A-Za-z0-9_-][\w.-]{0,120}/?)*", path, re.ASCII)


def peak(name: str, count: int) -> int:
    """Bytes that Python held at most while so many articles were written."""
    labels = [("claim", None), ("attribution", "claim"), ("claim", None)]
    one = article([f"A sentence with {n} words." for n in range(3)], labels)
    articles = (one for _ in range(count))
    tracemalloc.start()
    for _ in FORMATS[name].write(articles, Nowhere(), TERMS):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@every_format
def test_memory_does_not_grow_with_the_corpus(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 256)
    if name == "spacy":
        pytest.skip("takes longer than all others: make test-formats")
    peak(name, 50)
    assert peak(name, 5_000) < 1.2 * peak(name, 100) + 500_000
