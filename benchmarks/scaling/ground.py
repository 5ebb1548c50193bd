"""The databases and files that are measured at one size, made once.

A finished file is never made again: a second run in the same folder begins at once, and one that
was stopped goes on where it was. Nothing is measured on the files that are kept, but on copies, so
that they stay as they were made.

    articles.db    the articles, nothing labelled
    labelled.db    the same, with the labels of three annotators on the first three tenths
    two.db         the same, with those of the first two
    third.bundle   all labels of the third
    more.bundle    as many labels of a fourth as there are articles
    import.jsonl   other articles, half as many sentences
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path

from annotations.store import Store
from benchmarks import corpus
from benchmarks.scaling import child

ANNOTATORS = ("ada", "ben", "cleo")
FOURTH = "dora"
SENTENCES_AN_ARTICLE = 20
BESIDES = ("-wal", "-shm")


@dataclass(frozen=True)
class Ground:
    """What is measured at one size, in a folder of its own."""

    folder: Path
    articles: int
    """One more is in the databases: the long one, of 2,000 sentences."""

    @property
    def sentences(self) -> int:
        """Without those of the long article."""
        return self.articles * SENTENCES_AN_ARTICLE

    @property
    def labelled(self) -> int:
        """Sentences that each of three annotators has labelled."""
        return self.sentences * 3 // 10

    @property
    def taken_in(self) -> int:
        """Sentences of the file that is imported, before it is segmented."""
        return self.sentences // 2

    @cached_property
    def articles_db(self) -> Path:
        """The articles, nothing labelled."""

        def make(path: Path) -> None:
            some = corpus.articles(self.articles, self.sentences)
            with Store(path) as store:
                corpus.fill(store, chain(some, [corpus.long_article()]))

        return self._made("articles.db", make)

    @cached_property
    def labelled_db(self) -> Path:
        """With the labels of three annotators."""
        return self._labelled("labelled.db", ANNOTATORS, first=self.labelled)

    @cached_property
    def two_db(self) -> Path:
        """With the labels of two of them."""
        return self._labelled("two.db", ANNOTATORS[:2], first=self.labelled)

    @cached_property
    def third_bundle(self) -> Path:
        """All labels of the third annotator."""
        return self._bundled("third", ANNOTATORS[2], before=2, first=self.labelled)

    @cached_property
    def more_bundle(self) -> Path:
        """As many labels of somebody else as there are articles."""
        return self._bundled("more", FOURTH, before=3, first=self.articles)

    @cached_property
    def records(self) -> Path:
        """Articles as JSONL, to be imported."""

        def make(path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(_records(self.taken_in))

        return self._made("import.jsonl", make)

    @contextmanager
    def copy(self, database: Path) -> Iterator[Path]:
        """A copy that may be written, and goes away afterwards."""
        copied = self.folder / f"copy-of-{database.name}"
        _remove(copied)
        shutil.copyfile(database, copied)
        try:
            yield copied
        finally:
            _remove(copied)

    def make(self) -> tuple[Path, ...]:
        """Make all that is missing; the files."""
        return (
            *(self.articles_db, self.labelled_db, self.two_db),
            *(self.third_bundle, self.more_bundle, self.records),
        )

    def _labelled(
        self, name: str, annotators: tuple[str, ...], *, first: int, before: int = 0
    ) -> Path:
        def make(path: Path) -> None:
            shutil.copyfile(self.articles_db, path)
            corpus.label_all(path, annotators, first=first, before=before)

        return self._made(name, make)

    def _bundled(self, name: str, annotator: str, *, before: int, first: int) -> Path:
        def make(path: Path) -> None:
            database = self._labelled(f"{name}.db", (annotator,), first=first, before=before)
            child.run(database, "bundle", str(path))
            _remove(database)

        return self._made(f"{name}.bundle", make)

    def _made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f"half-made-{name}")
            _remove(half)
            make(half)
            for ending in BESIDES:  # nothing is left in them: whoever closed last has seen to it
                half.with_name(half.name + ending).unlink(missing_ok=True)
            half.replace(path)
        return path


def removed(path: Path) -> Path:
    """The path of a database that is not there any more."""
    _remove(path)
    return path


def _remove(path: Path) -> None:
    for ending in ("", *BESIDES):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _records(sentences: int) -> Iterator[str]:
    source = corpus.sentences(seed=5)
    for number in range(max(1, sentences // SENTENCES_AN_ARTICLE)):
        record = {
            "id": f"{number}",
            "title": f"Headline number {number}",
            "source": "The Gazette",
            "text": corpus.story(number, list(islice(source, SENTENCES_AN_ARTICLE))),
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"
