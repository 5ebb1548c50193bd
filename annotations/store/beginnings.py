"""What stands for the beginning of a word that so many words have that looking would take long.

FTS5 puts together all places of all words with a beginning before it gives the first. How much
that would be is told beforehand by how many pages of the index they fill. Refuses to look through
all words: those that are looked for in place of a frequent beginning are met in some sentences.
"""

import re
import sqlite3
import unicodedata
from collections import Counter

FREQUENT_PAGES = 120
"""Pages of the index, 4 kB each, above which a beginning is frequent: some 10 ms, 80,000 places."""

SAMPLES, SAMPLE = 3, 1_000
"""Stretches of the corpus in which words are met, and sentences in each: together 3 ms."""

MOST_WORDS = 32

_PAGES = """
WITH RECURSIVE part (segid) AS (
    SELECT min(segid) FROM sentence_fts_idx
    UNION ALL
    SELECT (SELECT min(segid) FROM sentence_fts_idx WHERE segid > part.segid)
      FROM part WHERE part.segid IS NOT NULL)
SELECT total(
    (SELECT pgno FROM sentence_fts_idx WHERE segid = part.segid AND term <= :behind
      ORDER BY term DESC LIMIT 1) / 2
  - (SELECT pgno FROM sentence_fts_idx WHERE segid = part.segid AND term <= :first
      ORDER BY term DESC LIMIT 1) / 2)
  FROM part WHERE segid IS NOT NULL
"""
"""Pages between the first and the last word with a beginning, in all pieces of the index
(https://sqlite.org/src/file/ext/fts5/fts5_index.c, "%_idx" and "pgno*2")."""

_MAIN = b"0"
"""What each word of the index itself begins with there."""


def is_frequent(connection: sqlite3.Connection, term: str) -> bool:
    """Whether looking for all words that begin like this, or phrases that end so, takes long."""
    words = re.findall(r"\w+", term)
    return bool(words) and pages(connection, words[-1]) > FREQUENT_PAGES


def pages(connection: sqlite3.Connection, beginning: str) -> int:
    """How many pages the words with a beginning fill in the index, but for the last one."""
    first = _MAIN + _plain(beginning).encode()
    (n,) = connection.execute(_PAGES, {"first": first, "behind": first + b"\xff"}).fetchone()
    return int(n)


def words(connection: sqlite3.Connection, term: str) -> list[str]:
    """The word itself and words that begin with it, most frequent first, of those met in a sample.

    All of them, as a rule, that the first sentences of the corpus hold.
    """
    begins = re.compile(rf"(?<!\w){re.escape(term)}\w*", re.IGNORECASE)
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM sentence").fetchone()
    met = Counter[str]()
    for nth in range(SAMPLES):
        first = 1 + last * nth // SAMPLES
        rows = connection.execute(
            "SELECT text FROM sentence WHERE number BETWEEN ? AND ?", (first, first + SAMPLE - 1)
        )
        for (text,) in rows:
            met.update(map(str.lower, begins.findall(text)))
    return [term, *(word for word, _ in met.most_common(MOST_WORDS) if word != term.lower())]


def _plain(word: str) -> str:
    """The word as the index has it: small letters without their marks."""
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
