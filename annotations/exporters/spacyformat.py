"""spaCy: sentences with categories for `textcat`, articles with spans for `spancat`.

Two folders, since a category is of a whole Doc and a span lies in one: `sentences/` has a Doc a
sentence with `doc.cats`, `articles/` a Doc an article with `doc.spans["sc"]` and the beginnings
of its sentences. Each holds `{train,dev,test}.spacy` and a `config.cfg` to begin with. spaCy is
loaded only here. Refuses to guess a language: tokens are those of spaCy's multi-language `xx`.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

from annotations.exporters.docbin import DocBinFile
from annotations.exporters.person import labels_of
from annotations.exporters.row import Row
from annotations.exporters.shape import Files, Labelled, Terms, split_names, split_of

SPANS = "sc"
"""Where `spancat` looks for spans, unless it is told otherwise."""

LONGEST = 64
"""Tokens of a sentence that `span_finder` still proposes; nearly all are shorter."""

FRESH = 200
"""Articles after which spaCy starts with an empty vocabulary: it forgets no word."""

_NAMES = {"validation": "dev"}
"""What spaCy calls a split, where that is another name."""

_HEAD = """\
# Trains on this folder:
# python -m spacy train config.cfg --paths.train train.spacy --paths.dev dev.spacy
# The language can be another one: tokens are made from the text anew.
"""

TEXTCAT = """
[nlp]
lang = "xx"
pipeline = ["textcat"]

[components]

[components.textcat]
factory = "textcat"
"""

SPANCAT = f"""
[nlp]
lang = "xx"
pipeline = ["span_finder", "spancat"]

[components]

[components.span_finder]
factory = "span_finder"
spans_key = "{SPANS}"
max_length = {LONGEST}

[components.spancat]
factory = "spancat"
spans_key = "{SPANS}"

[components.spancat.suggester]
@misc = "spacy.preset_spans_suggester.v1"
spans_key = "{SPANS}"

[training]
annotating_components = ["span_finder"]
"""


def write_spacy(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """Both folders at once."""
    files.open("sentences/config.cfg").write(_config(TEXTCAT))
    files.open("articles/config.cfg").write(_config(SPANCAT))
    with ExitStack() as stack:

        def opened(folder: str, split: str, *attrs: str) -> DocBinFile:
            file = files.open(f"{folder}/{_NAMES.get(split, split)}.spacy")
            return stack.enter_context(DocBinFile(file, attrs))

        names = split_names(terms)
        sentences = {split: opened("sentences", split, "ORTH") for split in names}
        whole = {split: opened("articles", split, "ORTH", "SENT_START") for split in names}
        for nlp, article in zip(_tokenisers(), articles, strict=False):
            if article.rows:
                split = split_of(article)
                for row in article.rows:
                    sentences[split].add(_sentence(nlp, row, terms.labels))
                whole[split].add(_article(nlp, article))
            yield


def _config(base: str) -> bytes:
    """A configuration with all that this release of spaCy asks for."""
    from spacy.util import load_model_from_config  # noqa: PLC0415 - only this format needs it
    from thinc.api import Config  # noqa: PLC0415 - comes with spaCy

    nlp = load_model_from_config(Config().from_str(base, interpolate=False), auto_fill=True)
    filled: str = nlp.config.to_str(interpolate=False)
    return f"{_HEAD}\n{filled}\n".encode()


def _tokenisers() -> Iterator[Any]:
    """A pipeline for each article, with a new vocabulary now and then."""
    import spacy  # noqa: PLC0415 - only this format needs it

    for number in count():
        if number % FRESH == 0:
            nlp = spacy.blank("xx")
        yield nlp


def _sentence(nlp: Any, row: Row, labels: tuple[str, ...]) -> Any:
    doc = nlp.make_doc(row.text)
    doc.cats = {label: float(label == row.label) for label in labels}
    return doc


def _article(nlp: Any, article: Labelled) -> Any:
    """The spans are those of whole tokens: a token that goes over an end belongs to both."""
    import numpy as np  # noqa: PLC0415 - comes with spaCy

    doc = nlp.make_doc(article.text)
    starts: Any = np.zeros(len(doc), dtype="int64")  # 0: not known
    spans = []
    for row in article.rows:
        for label in labels_of(row):
            span = doc.char_span(row.start, row.end, label=label, alignment_mode="expand")
            spans.append(span)
        starts[span.start + 1 : span.end] = -1
        starts[span.start] = 1
    doc.from_array(["SENT_START"], starts.astype("uint64").reshape(-1, 1))
    doc.spans[SPANS] = spans
    return doc
