"""A seeded corpus of news-like articles for measurements, straight into a database.

The same arguments give the same articles and labels. Words follow Zipf's law with Mandelbrot's
correction (Mandelbrot 1953, exponent 1, shift 2.7); sentence lengths are log-normal, as news
has them. Refuses to mean anything: the content words are made from syllables.
"""

import hashlib
import math
import random
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path

from annotations.model import Draft, Span
from annotations.store import IMPORT_SECONDS, NewArticle, Store
from annotations.store.connection import connect, transaction
from annotations.store.identifiers import EventIds
from annotations.store.schema_review import DISPUTES

LABELS = ("claim", "attribution", "opinion", "boilerplate")
_LABEL_SHARES = (45, 25, 18, 12)
_AGREEMENT = 0.85
"""Chance that an annotator says what the sentence was drawn to be."""

LONG = "long.txt"
"""Name of the one article of many sentences that `long_article` makes."""

VOCABULARY = 60_000
_SHIFT = 2.7
_POOL = 500_000
_BATCH = 500
START = 1_700_000_000_000_000
"""Microseconds since 1970 at which the corpus comes in; labels are set after."""
SECONDS_A_LABEL = 3


def _words(text: str) -> list[str]:
    return text.split()


_COMMON = _words(
    "the of to and in a that for is on was with said he as it by at from his be has have an"
    " were are not this they but its had who been will their more after which than she or about"
    " one would we up new also when there out people all government could her two year over"
    " president last year's first into state some other time told when years before country"
    " minister would against three while police million what no if now only between under"
    " because during since official officials reported report percent war public city week news"
    " national court law party world united election those where most many such made according"
    " through just any them can very both so may should did him our health security company"
    " economy market billion leader leaders group military foreign house month days called"
    " including former another long support attack case members plan working still back down"
    " early late high four five water river bank price prices rise rose fell share study"
)
_ONSETS = _words(
    "b br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sh st str t th tr v w"
)
_VOWELS = _words("a e i o u ai ea ee io ou")
_CODAS = ("", "", "", "", "", "", "n", "r", "l", "s", "t", "nd", "ng", "rt", "st", "ck", "m")
_ENDINGS = ("", "", "", "", "s", "s", "ed", "ing", "er", "tion", "al", "ly", "ment", "ity")
_ACCENTS = str.maketrans({"a": "á", "e": "é", "o": "ö", "u": "ü"})
_SPEAKERS = (
    "a spokesman said",
    "the minister told reporters",
    "officials said on Monday",
    "the company said in a statement",
    "according to the report",
    "she added",
)
_BOILERPLATE = (
    "Sign up for our newsletter.",
    "Read more:",
    "Copyright. All rights reserved.",
    "This story has been updated.",
    "Reporting by our staff; editing by the desk.",
)


def vocabulary(size: int = VOCABULARY, *, seed: int = 0) -> list[str]:
    """`size` different words, the most frequent first."""
    rng = random.Random(seed)
    words = dict.fromkeys(_COMMON)
    while len(words) < size:
        syllables = rng.choices((1, 2, 3), (20, 7, 1))[0]
        word = "".join(
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables)
        ) + rng.choice(_ENDINGS)
        if rng.random() < 0.02:
            word = word.translate(_ACCENTS)
        words[word.capitalize() if rng.random() < 0.15 else word] = None
    return list(words)[:size]


def sentences(*, seed: int = 0) -> Iterator[str]:
    """Sentences without end."""
    rng = random.Random(seed)
    words = _words_of_all()
    cumulated = list(accumulate(1 / (rank + _SHIFT) for rank in range(1, len(words) + 1)))
    while True:
        pool = rng.choices(words, cum_weights=cumulated, k=_POOL)
        at = 0
        while at < _POOL - 100:
            length = min(60, max(3, round(math.exp(rng.gauss(2.95, 0.45)))))
            yield _sentence(pool[at : at + length], rng.random())
            at += length


def _sentence(words: list[str], chance: float) -> str:
    if chance < 0.05:
        return _BOILERPLATE[int(chance * 100)]
    if chance < 0.10:
        words[len(words) // 2] = f"{chance * 1e6:,.0f}"
    text = " ".join(words)
    text = text[:1].upper() + text[1:]
    if chance < 0.30:
        return f"“{text},” {_SPEAKERS[int(chance * 1000) % len(_SPEAKERS)]}."
    return f"{text}."


def articles(count: int, sentence_count: int, *, seed: int = 0) -> Iterator[NewArticle]:
    """`count` articles that have `sentence_count` sentences together, in uneven shares."""
    rng = random.Random(seed + 1)
    source = sentences(seed=seed)
    left = sentence_count
    for index in range(count):
        mean = left / (count - index)
        size = left if index == count - 1 else max(1, round(mean * rng.uniform(0.5, 1.5)))
        left -= size
        yield _article(index, f"{index:06d}.txt", list(islice(source, size)))


def long_article(size: int = 2000, *, seed: int = 0) -> NewArticle:
    """One article of `size` sentences, named `LONG`."""
    return _article(10**9, LONG, list(islice(sentences(seed=seed + 2), size)))


def retold(text: str, edit: str, *, seed: int = 0) -> str:
    """A sentence told again, with one of `EDITS`."""
    rng = random.Random(f"{seed}{edit}{text}")
    return EDITS[edit](text, rng)


def _framed(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_FRAMES)}{text[:1].lower()}{text[1:]}"


def _shortened(text: str, rng: random.Random) -> str:
    """A third of it, four words at least."""
    words = text.split()
    left = max(4, len(words) // 3)
    first = rng.randint(0, max(0, len(words) - left))
    return " ".join(words[first : first + left])


def _turned(text: str, rng: random.Random) -> str:
    words = text.split()
    middle = rng.randint(len(words) // 3, len(words) * 2 // 3)
    return " ".join([*words[middle:], *words[:middle]])


def _reworded(text: str, rng: random.Random) -> str:
    """Two words of three are others, of any frequency."""
    others = iter(rng.choices(_words_of_all(), k=len(text)))
    return " ".join(next(others) if rng.random() < 2 / 3 else word for word in text.split())


@lru_cache(maxsize=1)
def _words_of_all() -> list[str]:
    return vocabulary()


_FRAMES = (
    "The newspaper reported that ",
    "According to officials, ",
    "A senior official told reporters that ",
)
EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "framed": _framed,
    "shortened": _shortened,
    "turned": _turned,
    "reworded": _reworded,
}
"""What retelling does to a sentence; each keeps enough of it to be known again."""


def article_of(number: int, parts: Sequence[str]) -> NewArticle:
    """An article of these sentences, behind its story code."""
    return _article(10**8 + number, f"retold-{number:06d}.txt", ["", *parts])


def story(number: int, parts: Sequence[str]) -> str:
    """The text of an article as files have it: a headline, and paragraphs of three sentences."""
    text = f"Headline number {number} about {' '.join(parts[-1].split()[:6])}\n\n"
    text += "\n\n".join(" ".join(parts[at : at + 3]) for at in range(0, len(parts), 3))
    return text + "\n"


def _article(number: int, name: str, parts: list[str]) -> NewArticle:
    parts[0] = f"Story code: {number}"
    text = "\n".join(parts)
    identity = hashlib.sha256(text.encode()).hexdigest()
    spans: list[Span] = []
    ids: list[str] = []
    start = 0
    for part in parts:
        end = start + len(part)
        spans.append(Span(start, end))
        ids.append(hashlib.sha256(f"{identity}|{start}|{end}".encode()).hexdigest()[:32])
        start = end + 1
    return NewArticle(
        draft=Draft(
            text=text,
            name=name,
            origin=f"/corpus/{name}",
            sha256=identity,
            encoding="utf-8",
            title=" ".join(parts[-1].split()[:9]),
            source=f"The {_COMMON[number % 40].title()} Gazette",
            url=f"https://example.org/{number}",
            published=f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        ),
        id=identity,
        spans=spans,
        sentence_ids=ids,
        imported_at=START,
    )


def fill(store: Store, new: Iterator[NewArticle]) -> int:
    """Store articles as an import does, some hundreds a commit; how many sentences came in.

    Articles that are there already are passed over.
    """
    count = 0
    fresh = (article for article in new if store.articles.known(article.id) is None)
    with store.articles.expecting_many():
        while batch := list(islice(fresh, _BATCH)):
            with store.transaction():
                numbers = [store.articles.put(article) for article in batch]
                store.articles.make_searchable(numbers[0])
            count += sum(len(article.spans) for article in batch)
    return count


def label_all(
    path: Path,
    annotators: Sequence[str],
    *,
    seed: int = 0,
    first: int | None = None,
    agreement: float = _AGREEMENT,
    before: int = 0,
) -> int:
    """Let every annotator label every sentence, mostly agreeing; how many events that were.

    Or the `first` so many sentences. `agreement` is the chance that somebody says what the
    sentence was drawn to be. `before`: how many annotators come before these, whose labels are in
    another database of the same corpus. For a database without labels.

    Takes the triggers away, writes the derived tables in bulk (which the triggers would do many
    times slower) and puts the triggers back; `Store.drifted` says that it comes to the same.
    """
    connection = connect(path, timeout=IMPORT_SECONDS)
    try:
        with transaction(connection):
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                " AND tbl_name IN ('label_event', 'label_current')"
            ).fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.executemany(
                "INSERT INTO annotator (number, name) VALUES (?, ?)",
                enumerate(annotators, before + 1),
            )
            rows = connection.execute("SELECT number FROM sentence ORDER BY 1")
            numbers = [number for (number,) in islice(rows, first)]
            who = range(before + 1, before + len(annotators) + 1)
            events = _events(numbers, who, seed=seed, agreement=agreement)
            connection.executemany(_EVENT, events)
            for statement in _DERIVE:
                connection.execute(statement)
            for _, sql in triggers:
                connection.execute(sql)
    finally:
        connection.close()
    return len(numbers) * len(annotators)


def _events(
    numbers: Sequence[int], who: range, *, seed: int, agreement: float
) -> Iterator[tuple[bytes, int, int, str, str, int]]:
    rng = random.Random(seed + 3)
    ids = EventIds()
    meant = rng.choices(LABELS, _LABEL_SHARES, k=len(numbers))
    for annotator in range(1, who.stop):
        said = rng.choices(LABELS, _LABEL_SHARES, k=len(numbers))
        agreed = [rng.random() < agreement for _ in numbers]
        if annotator not in who:
            continue
        for index, number in enumerate(numbers):
            at = START + (annotator * len(numbers) + index) * SECONDS_A_LABEL * 1_000_000
            label = meant[index] if agreed[index] else said[index]
            flags = "check" if index % 50 == annotator else ""
            yield ids.new(at), annotator, number, label, flags, at


_EVENT = """
INSERT INTO label_event (event_id, annotator, sentence, label, flags, at,
                         note, ms, guideline, origin)
VALUES (?, ?, ?, ?, ?, ?, '', 2800, '', 'key')
"""
_DERIVE = (
    """
    INSERT INTO label_current (sentence, annotator, article, label, flags, note, at, event_id,
                               guideline)
    SELECT sentence, annotator, sentence.article, label, flags, note, at, event_id, guideline
      FROM label_event JOIN sentence ON sentence.number = label_event.sentence
     ORDER BY sentence, annotator
    """,
    """
    INSERT INTO progress (annotator, article, labelled, flagged)
    SELECT annotator, article, count(label), sum(flags <> '')
      FROM label_current GROUP BY annotator, article
    """,
    """
    INSERT INTO tally (annotator, article, label, n)
    SELECT annotator, article, label, count(*) FROM label_current GROUP BY 1, 2, 3
    """,
    "INSERT INTO disputed (sentence, article, severity, decided)"
    + DISPUTES.format(said="label_current"),
)
