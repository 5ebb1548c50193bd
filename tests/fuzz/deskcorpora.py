"""Articles to annotate while any key is pressed: few and short, one alone, long, and hostile."""

from collections.abc import Callable, Mapping
from pathlib import Path

from support import add_article

from annotations.store import Store

HOSTILE = (
    "\x1b[2J\x1b]52;c;ZXZpbA==\x07 \x9b31m said so.",
    "[@click=app.quit]press[/] [bold red]here[/bold red] [link='x'] [/]",
    "Z" + "\u0301\u0327" * 60 + " \u202eright to left\u202c \u2066isolated\u2069.",
    "قالت الوزارة إن الجسر فتح. הגשר נפתח ביום שני.",
    "👩\u200d👩\u200d👧\u200d👦 \U0001f1eb\U0001f1f7 \u0301 \u200b\ufeff.",
    "\u200ba",
    "word " * 2_000 + "end.",
    "x" * 400,
    "'); DROP TABLE article; --",
    '"unclosed NEAR( OR AND NOT * ^ title: {a b} -x',
    "\u2028\x85\x0b\x0c",
)


def small(store: Store) -> None:
    """Three articles: of nine sentences, of one, and of twelve."""
    said = '"It is long," he said.'
    _add(store, "bridge.txt", *["The bridge opened.", said, "It is ugly."] * 3)
    _add(store, "alone.txt", "Alone, she said.")
    _add(store, "report.txt", *[f"The report says {n}." for n in range(10)], "Share this", "©")


def one(store: Store) -> None:
    """One article of one sentence."""
    _add(store, "alone.txt", "Alone, she said.")


def hostile(store: Store) -> None:
    """What would act on a terminal, what is wider or narrower than it looks, and what is long."""
    _add(store, "\x1b]0;owned\x07[bold].txt", *HOSTILE)
    _add(store, "\u202e", *HOSTILE[:3])
    _add(store, "plain.txt", "Plain.", "And simple.")


def long(store: Store) -> None:
    """One of 300 sentences, and a short one."""
    _add(
        store, "long.txt", *[f"The committee met for the {n}th time, they say." for n in range(300)]
    )
    _add(store, "short.txt", "Short.", "It is.")


def many(store: Store) -> None:
    """Forty articles of a sentence or two."""
    for n in range(40):
        _add(store, f"{n}.txt", *[f"Story {n} goes on."] * (n % 2 + 1))


CORPORA: Mapping[str, Callable[[Store], None]] = {
    "small": small,
    "one": one,
    "hostile": hostile,
    "long": long,
    "many": many,
}


def made(name: str, folder: Path) -> Path:
    """The database of a corpus."""
    path = folder / f"{name}.db"
    with Store(path) as store:
        CORPORA[name](store)
    return path


def _add(store: Store, name: str, *sentences: str) -> None:
    numbered = [
        sentence if sentences.count(sentence) == 1 else f"{sentence} {n}"
        for n, sentence in enumerate(sentences)
    ]
    add_article(store, numbered, name=name, source="The Paper")
