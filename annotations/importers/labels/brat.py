"""Folders that claimdesk exported for brat, annotation by annotation.

A text-bound annotation is a sentence, its attribute `Secondary` the secondary label, its
`AnnotatorNotes` the note; `visual.conf` says what labels the types stand for. The article is known
by the digits of its id that end the names of its files, and the words have to be those of the text
that stands beside. Refuses folders that others made: their texts are no articles of ours. Follows
no links.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from annotations.errors import ImportFailed
from annotations.importers.labels.fields import text
from annotations.importers.labels.own import read_jsonl
from annotations.importers.labels.tag import Found, Record
from annotations.text.display import visible

SETTINGS, NAMES = "annotation.conf", "visual.conf"
LARGEST = 64_000_000
"""Bytes of one file that are read."""

_STEM = re.compile(r"-([0-9a-f]{16})\Z")
_BOUND = re.compile(r"(T\d{1,9})\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t")
_ATTRIBUTE = re.compile(r"A\d{1,9}\tSecondary (T\d{1,9}) (\S+)\s*\Z")
_NOTE = re.compile(r"#\d{1,9}\tAnnotatorNotes (T\d{1,9})\t(.*)\Z")
_MEANING = re.compile(r"(\S+) \| (.*)\Z")

_Entry = dict[str, str | int]


def is_brat(folder: Path) -> bool:
    """Whether a folder is one of brat's."""
    return (folder / SETTINGS).is_file() and any(_annotated(folder))


@contextmanager
def opened(folder: Path) -> Iterator[BinaryIO]:
    """The annotations of a folder as lines of JSON, each for `read_brat`. Raises ImportFailed."""
    meanings = _meanings(folder / NAMES)
    with tempfile.TemporaryFile(prefix="claimdesk-") as spool:
        for file in sorted(_annotated(folder)):
            for entry in _entries(file, visible(file.relative_to(folder).as_posix()), meanings):
                spool.write(json.dumps(entry).encode() + b"\n")
        spool.seek(0)
        yield cast("BinaryIO", spool)


def read_brat(record: Record) -> Iterator[Found]:
    """The label of one annotation, in the names of our own lines. Raises ImportFailed."""
    if wrong := text(record.fields, "wrong", at_most=1000):
        raise ImportFailed(wrong)
    yield from read_jsonl(record)


def _annotated(folder: Path) -> Iterator[Path]:
    """The files of annotations: in the folder, and in those of its splits."""
    for pattern in ("*.ann", "*/*.ann"):
        for file in folder.glob(pattern):
            if file.is_file() and not file.is_symlink() and not file.parent.is_symlink():
                yield file


def _meanings(names: Path) -> dict[str, str]:
    """Name of a type → the label that it stands for, as `visual.conf` has them."""
    if not names.is_file():
        return {}
    found = (_MEANING.fullmatch(line) for line in _read(names).split("\n"))
    return {match[1]: match[2] for match in found if match}


def _entries(file: Path, name: str, meanings: Mapping[str, str]) -> Iterator[_Entry]:
    """The annotations of one article."""
    article = _STEM.search(file.stem)
    beside = file.with_suffix(".txt")
    if article is None or not beside.is_file():
        yield {"wrong": f"{name} is none of ours: it has no text beside it, or another name"}
        return
    words, bound = _read(beside), dict[str, _Entry]()
    for n, line in enumerate(_read(file).split("\n"), 1):
        if match := _BOUND.match(line):
            spans = [int(offset) for offset in re.findall(r"\d+", match[3])]
            start, end = spans[0], spans[-1]
            bound[match[1]] = {
                "article": article[1],
                "start": start,
                "end": end,
                "text": words[start:end],
                "label": meanings.get(match[2], match[2]),
            }
        elif (match := _ATTRIBUTE.match(line)) and match[1] in bound:
            bound[match[1]]["secondary"] = meanings.get(match[2], match[2])
        elif (match := _NOTE.match(line)) and match[1] in bound:
            bound[match[1]]["note"] = match[2]
        elif line.strip():
            yield {"wrong": f"{name}, line {n}, is no annotation that claimdesk writes"}
    yield from bound.values()


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened_file:
            raw = opened_file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise ImportFailed(f"{visible(str(file))} is larger than {LARGEST // 1_000_000} MB")
        return raw.decode()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImportFailed(f"{visible(str(file))} cannot be read: {reason.lower()}") from error
    except UnicodeDecodeError as error:
        raise ImportFailed(f"{visible(str(file))} is not text in UTF-8") from error
