"""The canonical text of an article and the keys that follow from it.

Canonical is: decoded, line ends as LF, Unicode NFC. Nothing else is touched: no blank is
stripped or collapsed, no quotation mark straightened. Keys are hashes of that text and of
offsets into it, so that a label can never land on other words than those it was given to.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from annotations.model import Span

_RETURN = re.compile("\r\n?")


def canonical(text: str) -> str:
    """Return the text with LF line ends, in Unicode NFC."""
    if "\r" in text:
        text = _RETURN.sub("\n", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text)


def article_id(text: str) -> str:
    """Return the sha256 of the canonical text as 64 hex digits."""
    return sha256(text.encode()).hexdigest()


def sentence_id(article: str, span: Span) -> str:
    """Return the key of one sentence of an article: 32 hex digits.

    The first 16 bytes of sha256 over `ARTICLE|START|END`, with the article's id and the span
    in code points of the canonical text, in decimal digits.
    """
    return sha256(f"{article}|{span.start}|{span.end}".encode()).hexdigest()[:32]


def sentence_ids(article: str, spans: Iterable[Span]) -> list[str]:
    """Return the keys of many sentences of an article, each as `sentence_id` makes it.

    What they have in common is hashed once.
    """
    begun = sha256(f"{article}|".encode())
    ids = []
    for start, end in spans:
        hasher = begun.copy()
        hasher.update(b"%d|%d" % (start, end))
        ids.append(hasher.hexdigest()[:32])
    return ids
