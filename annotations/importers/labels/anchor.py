"""Which sentence a record speaks of, as far as the record says so.

The names are those of our own label JSONL, wherever the other program put them: in the record
itself, in its `meta` or in its `data`. Where it kept none, the text itself is the name. Refuses
to guess: a sentence is found by its key, by exact offsets, or by all of its words.
"""

import re
from collections.abc import Sequence

from annotations.errors import ImportFailed
from annotations.importers.labels.fields import LONGEST_NAME, offset, text
from annotations.importers.labels.tag import ById, BySpan, ByText, Fields, Where
from annotations.text.blanks import BLANKS
from annotations.text.canonical import canonical

_KEY = re.compile("[0-9a-fA-F]{32}")
NEEDED = (
    "an `id` of 32 hexadecimal digits; or `article`, `start` and `end`; or `article` and `text`"
)


def quoted(words: str) -> str:
    """Words as a sentence of an article would hold them: canonical, no blanks around."""
    return canonical(words).strip(BLANKS)


def named(scopes: Sequence[Fields], *, words: str | None) -> Where | None:
    """The sentence that one of the scopes names, the first of them first; None where none does."""
    for scope in scopes:
        key = scope.get("id")
        if isinstance(key, str) and _KEY.fullmatch(key):
            return ById(key.lower())
    for scope in scopes:
        article = article_of([scope])
        if article is None:
            continue
        if scope.get("start") is not None and scope.get("end") is not None:
            start, end = offset(scope["start"], "start"), offset(scope["end"], "end")
            return BySpan(article, start, end, words and quoted(words))
        if words:
            return ByText(quoted(words), article)
    return None


def sentence(scopes: Sequence[Fields], words: str | None) -> tuple[Where, ...]:
    """A record whose whole text is one sentence."""
    where = named(scopes, words=words)
    if where is not None:
        return (where,)
    if not words or not quoted(words):
        raise ImportFailed("has neither the text of a sentence nor its id")
    return (ByText(quoted(words)),)


def article_of(scopes: Sequence[Fields]) -> str | None:
    """The article that the first of the scopes to name one names."""
    for scope in scopes:
        for key in ("article_id", "article"):
            if name := text(scope, key, at_most=LONGEST_NAME):
                return name
    return None
