"""brat's standoff: a `.txt` with the text of an article beside an `.ann` with its labels.

See https://brat.nlplab.org/standoff.html. A sentence is a text-bound annotation, its secondary
label an attribute of it, its notes a note. Offsets are code points. An `.ann` is read line by
line, so an annotation that goes over a line end is one of several fragments. Refuses names that
brat cannot hold: those of types become letters, digits, `_` and `-`; `visual.conf` says what
they stand for.
"""

import re
from collections.abc import Iterable, Iterator

from annotations.exporters.row import Row
from annotations.exporters.shape import Files, Labelled, Terms, split_of

_LINE_ENDS = re.compile("[\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]+")
"""What ends a line for Python's `splitlines`, with which brat reads; and what ends a field."""

_UNSAFE = re.compile("[^A-Za-z0-9_-]+")
_UNNAMED = re.compile("[^A-Za-z0-9_.-]+")
_LONGEST_STEM = 60
_DIGITS = 16
"""Of the article's id in file names: as good as never twice the same."""


def write_brat(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """Two files an article, in a folder a split where there are splits; and two of settings."""
    types = type_names(terms.labels)
    files.put("annotation.conf", _annotation_conf(types))
    files.put("visual.conf", _visual_conf(types))
    for article in articles:
        if article.rows:
            name = file_stem(article)
            if terms.splits:
                name = f"{split_of(article)}/{name}"
            files.put(f"{name}.txt", article.text.encode())
            files.put(f"{name}.ann", "".join(_lines(article.rows, types)).encode())
        yield


def file_stem(article: Labelled) -> str:
    """A name that every file system takes and no other article has."""
    stem = _UNNAMED.sub("_", article.name.rpartition("/")[2].removesuffix(".txt")).strip("._-")
    return f"{stem[:_LONGEST_STEM] or 'article'}-{article.id[:_DIGITS]}"


def type_names(labels: tuple[str, ...]) -> dict[str, str]:
    """Label → name of a type in brat, each another one."""
    names: dict[str, str] = {}
    for label in labels:
        plain = name = _UNSAFE.sub("_", label).strip("_-") or "label"
        number = 2
        while name in names.values():
            name, number = f"{plain}_{number}", number + 1
        names[label] = name
    return names


def _lines(rows: Iterable[Row], types: dict[str, str]) -> Iterator[str]:
    attributes = notes = 0
    for number, row in enumerate(rows, 1):
        fragments = _fragments(row)
        offsets = ";".join(f"{start} {end}" for start, end, _ in fragments)
        words = " ".join(text for _, _, text in fragments)
        yield f"T{number}\t{types[row.label]} {offsets}\t{words}\n"
        if row.secondary is not None:
            attributes += 1
            yield f"A{attributes}\tSecondary T{number} {types[row.secondary]}\n"
        if row.note:
            notes += 1
            note = _LINE_ENDS.sub(" ", row.note)
            yield f"#{notes}\tAnnotatorNotes T{number}\t{note}\n"


def _fragments(row: Row) -> list[tuple[int, int, str]]:
    """(start, end, text) of the stretches between line ends."""
    fragments, at = [], 0
    for found in (*_LINE_ENDS.finditer(row.text), None):
        end = len(row.text) if found is None else found.start()
        if end > at:
            fragments.append((row.start + at, row.start + end, row.text[at:end]))
        at = end if found is None else found.end()
    return fragments


def _annotation_conf(types: dict[str, str]) -> bytes:
    names = list(types.values())
    values = f"Secondary\tArg:<ENTITY>, Value:{'|'.join(names)}"
    lines = ["[entities]", *names, "[relations]", "[events]", "[attributes]", values]
    return ("\n".join(lines) + "\n").encode()


def _visual_conf(types: dict[str, str]) -> bytes:
    shown = [f"{name} | {_LINE_ENDS.sub(' ', label)}" for label, name in types.items()]
    return ("\n".join(["[labels]", *shown, "[drawing]"]) + "\n").encode()
