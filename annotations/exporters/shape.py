"""What every format is given and gives: labelled articles in, files out, article by article.

A format is a thin writer: it decides nothing about labels, and holds no more than one article at
a time, so that memory does not grow with the corpus. Equal input gives equal bytes: no clock, no
randomness. Refuses to know where its files end up; that is `place`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Protocol

from annotations.exporters.row import Row
from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One article with the rows of its labelled sentences."""

    id: str
    """sha256 of the canonical text, 64 hex."""
    name: str
    """File name or url."""
    title: str
    source: str | None
    published: str | None
    group: str
    text: str
    """Canonical text, into which the offsets of the rows point; "" where texts are left out."""
    rows: Sequence[Row]
    """By position, then annotator; all of one split. Perhaps none."""
    everyone: Sequence[Row] = ()
    """A row for each person and sentence beside those; only for a format that wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for a whole export."""

    keys: tuple[str, ...]
    """Of the rows: `RESOLVED_KEYS` or `PERSON_KEYS`; without text, `without_text` of these."""
    labels: tuple[str, ...]
    """Every label that may occur, as primary or secondary: those configured, in their order, then
    others that were used once, by name."""
    splits: tuple[str, ...] = ()
    """Names of the splits that rows may have; none: nothing is split."""


class Files(Protocol):
    """Where a format writes: one file, or several in a folder."""

    def open(self, name: str = "") -> BinaryIO:
        """The file of this name (`data/train.jsonl`; "" where the export is one file).

        Open until the export ends; asked for again, it is the same. Names use `/`.
        """

    def put(self, name: str, content: bytes) -> None:
        """Write a small file and close it, for formats that have one or more an article."""


Write = Callable[[Iterable[Labelled], Files, Terms], Iterator[None]]
"""Writes the articles, pausing behind each, so that whoever calls can tell how far it is."""

Pieces = Callable[[Iterable[Row], tuple[str, ...]], Iterator[bytes]]
"""Rows and their keys in; the bytes of one file out, piece by piece."""


Header = Callable[[Terms], dict[str, object]]


def no_header(terms: Terms) -> dict[str, object]:
    """Nothing."""
    del terms
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One export format."""

    write: Write
    says: str
    """What it is, in a few words, for `--help` and for the export screen."""
    loads: str
    """One line of Python that loads what was written to PATH; "" where there is none."""
    folder: bool = False
    """Whether it is a folder of several files; in one file an article without rows leaves no
    trace, so that such articles need not be read for it."""
    endings: tuple[str, ...] = ()
    """Of file names that mean this format, without the dot."""
    needs: tuple[str, ...] = ()
    """Modules that have to be installed, by the extra of the same name as the format."""
    of_everyone: bool = True
    """Whether it can hold the labels of several people for one sentence."""
    texts: bool = True
    """Whether it cannot do without the articles' text."""
    wants_everyone: bool = False
    """Whether it holds everybody's own labels too, beside what they come to."""
    header: Header = no_header
    """What it adds to the YAML header of the card that every folder gets."""


Parts = Callable[[Labelled, Terms], Iterator[bytes]]
"""What one article is in a file of articles, or of lines about them."""


def articlewise(parts: Parts) -> Write:
    """A format that is one file of articles, one behind the other, each by itself."""

    def write(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
        file = files.open()
        for article in articles:
            for part in parts(article, terms):
                file.write(part)
            yield

    return write


def split_names(terms: Terms) -> tuple[str, ...]:
    """What a folder is divided into: the splits, or `train` alone where nothing is split."""
    return terms.splits or (TRAIN,)


def split_of(article: Labelled) -> str:
    """Where in such a folder an article with rows belongs."""
    return article.rows[0].split or TRAIN


TRAIN = "train"
"""Name of the split that there always is."""


def rowwise(pieces: Pieces) -> Write:
    """A format that is one file of rows, one behind the other."""

    def write(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
        file = files.open()
        passed = 0

        def rows() -> Iterator[Row]:
            nonlocal passed
            for article in articles:
                yield from article.rows
                passed += 1

        told = 0
        for piece in pieces(rows(), terms.keys):
            file.write(piece)
            if passed > told:
                told = passed
                yield

    return write
