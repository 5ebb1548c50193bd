"""Sentences of other articles that share rare words with one: those worth comparing.

Found by the full-text index, by the sum of the idf of the terms in common over the root of the
length, as in the vector space model (Salton, Wong, Yang 1975); else the longest would come first.
What a sentence holds is never FTS5 syntax: the index's own tokenizer cuts it into terms, and each
is quoted. Refuses to read lists of frequent terms, which would cost more than they tell, and to
compare wordings.
"""

import heapq
import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from annotations.errors import NotFound
from annotations.store.articles import Articles

FREQUENT = 5_000
"""Sentences in which a term may stand to be looked for; what stands in more is left out."""

TERMS = 32
"""Terms of a sentence that are looked for, the rarest."""

LIMIT = 100

_SOME = 1_000
"""Sentences with the most terms in common whose length is looked at; then as many more."""

REACH = 2_000
"""Characters of a sentence that are looked at."""

_ASKED = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked
 USING fts5 (text, content='', tokenize='unicode61 remove_diacritics 2')
"""
_ASKED_TERM = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked_term USING fts5vocab (temp, asked, row)"
)
"""The tokenizer is that of `sentence_fts`. Made where they are missing: a transaction that is
rolled back takes them along."""


_SELECT = """
SELECT sentence.number, lower(hex(sentence.id)), sentence.position, sentence.text,
       article.number, article.name, article.source, article.published
  FROM sentence JOIN article ON article.number = sentence.article
"""


class Term(NamedTuple):
    """A term as the index has it, and in how many sentences it stands."""

    term: str
    sentences: int


class Kin(NamedTuple):
    """A sentence and the article it stands in."""

    number: int
    id: str
    """32 hex digits."""
    position: int
    text: str
    article: int
    """Its number."""
    name: str
    """Of the article, as the next two."""
    source: str | None
    published: str | None


class Kinship:
    """Related sentences in one database, over one connection. Newest versions only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def one(self, number: int) -> Kin:
        """The sentence with this number, whatever version it stands in. Raises `NotFound`."""
        row = self._connection.execute(f"{_SELECT} WHERE sentence.number = ?", (number,)).fetchone()
        if row is None:
            raise NotFound(f"there is no sentence {number} in the database")
        return Kin(*row)

    def terms(self, text: str) -> list[str]:
        """The terms of a text as the index folds them, each once, sorted."""
        execute = self._connection.execute
        execute(_ASKED)
        execute(_ASKED_TERM)
        execute("INSERT INTO temp.asked (asked) VALUES ('delete-all')")
        head = text[:REACH].encode(errors="replace")  # half a surrogate pair is no text
        execute("INSERT INTO temp.asked (rowid, text) VALUES (1, ?)", (head.decode(),))
        return [term for (term,) in execute("SELECT term FROM temp.asked_term ORDER BY term")]

    def rarest(self, text: str, n: int, *, least: int = 1) -> list[Term]:
        """The `n` rarest terms of a text, the rarest first, equally rare ones by the alphabet.

        Those in fewer than `least` sentences are left out, and those that are too frequent.
        """
        counted = (Term(term, self._count(term)) for term in self.terms(text))
        useful = (term for term in counted if least <= term.sentences <= FREQUENT)
        return heapq.nsmallest(n, useful, key=lambda term: (term.sentences, term.term))

    def near(
        self,
        sentence: int,
        *,
        terms: int = TERMS,
        limit: int = LIMIT,
        exclude: Collection[int] = (),
        called: tuple[str, str] | None = None,
    ) -> list[Kin]:
        """The sentences of other articles that share the most with this one, best first.

        `exclude`: numbers of sentences that are not wanted. `called`: an annotator and a label;
        what this annotator called so is not wanted. Raises `NotFound`.
        """
        asked = self.one(sentence)
        weights = self._weights(self.rarest(asked.text, terms, least=2))
        for number in (*self._own(asked.article), *exclude):
            weights.pop(number, None)
        return self._read(list(islice(self._closest(weights, called), limit)))

    def _count(self, term: str) -> int:
        """In how many sentences a term stands, counted no further than to see it is frequent."""
        (n,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM sentence_fts WHERE sentence_fts MATCH ? LIMIT ?)",
            (_quoted(term), FREQUENT + 1),
        ).fetchone()
        return int(n)

    def _weights(self, terms: Collection[Term]) -> dict[int, float]:
        """Sentence → the sum of the idf of the terms that stand in it."""
        (every,) = self._connection.execute("SELECT max(number) FROM sentence").fetchone()
        weights: dict[int, float] = {}
        for term, n in terms:
            idf = math.log((every + 1) / n)
            for (number,) in self._connection.execute(
                "SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH ?", (_quoted(term),)
            ):
                weights[number] = weights.get(number, 0.0) + idf
        return weights

    def _own(self, article: int) -> range:
        """The sentences of the newest version of an article, which are in the index."""
        newest = Articles(self._connection).newest(article)
        first, n = self._connection.execute(
            "SELECT first_sentence, sentences FROM article WHERE number = ?", (newest,)
        ).fetchone()
        return range(first, first + n)

    def _closest(self, weights: dict[int, float], called: tuple[str, str] | None) -> Iterator[int]:
        """The numbers by weight for the length, without those called so; some at a time."""
        who, label = called or (None, None)
        numbers = _heaviest(weights)
        while some := list(islice(numbers, _SOME)):
            rows = self._connection.execute(
                "SELECT number, stop - start FROM sentence"
                f" WHERE number IN ({_listed(some)}) AND NOT EXISTS ("
                "  SELECT 1 FROM label_current AS said WHERE said.sentence = sentence.number"
                "     AND said.annotator = (SELECT number FROM annotator WHERE name = :who)"
                "     AND said.label = :label)",
                {"who": who, "label": label},
            )
            share = {number: -weights[number] / math.sqrt(length) for number, length in rows}
            yield from sorted(share, key=lambda number: (share[number], number))

    def _read(self, numbers: Sequence[int]) -> list[Kin]:
        """The sentences with these numbers, in this order."""
        rows = self._connection.execute(f"{_SELECT} WHERE sentence.number IN ({_listed(numbers)})")
        found = {row[0]: Kin(*row) for row in rows}
        return [found[number] for number in numbers]


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _heaviest(weights: dict[int, float]) -> Iterator[int]:
    """The numbers by weight, the heaviest first; sorted no further than they are asked for."""
    floor = min(heapq.nlargest(_SOME, weights.values()), default=0.0)

    def order(number: int) -> tuple[float, int]:
        return -weights[number], number

    yield from sorted((number for number in weights if weights[number] >= floor), key=order)
    yield from sorted((number for number in weights if weights[number] < floor), key=order)
