"""What an importer is given, and the draft that it makes of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from annotations.model import Draft, Wrap
from annotations.text.canonical import canonical
from annotations.text.decode import Decoded, decode
from annotations.text.segment import each_span
from annotations.text.titles import title_of
from annotations.text.wrap import detect_wrap

_HEAD = 2_000
"""Characters in which a title is looked for."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file, or one answer of a server, as it came."""

    raw: bytes
    name: str
    """What people call it; valid Unicode."""
    origin: str
    """Absolute path or url; valid Unicode."""
    wrap: Wrap | None = None
    """What ends a sentence besides punctuation; None when the text shall tell."""

    def decoded(self) -> Decoded:
        """Decode the bytes to canonical text. Raises ImportFailed for what is not text."""
        decoded = decode(self.raw, name=self.origin)
        return Decoded(canonical(decoded.text), decoded.encoding)

    def draft(self, text: str, *, encoding: str, title: str | None = None) -> Draft:
        """Make the draft of an article with this canonical text; without a title, guess one."""
        wrap = self.wrap or detect_wrap(text)
        return Draft(
            text=text,
            name=self.name,
            origin=self.origin,
            sha256=sha256(self.raw).hexdigest(),
            encoding=encoding,
            title=title or _guessed(text[:_HEAD], wrap),
            wrap=wrap,
        )


def _guessed(head: str, wrap: Wrap) -> str:
    """Return a title; takes only as many sentences as stand before it."""
    return title_of(head, each_span(head, wrap=wrap))


Importer = Callable[[Source], Iterator[Draft]]
"""Yields the articles of one source, or raises ImportFailed."""


def storable(name: str) -> str:
    """Return a file name or path as valid Unicode: bytes that were no text become U+FFFD."""
    return _SURROGATE.sub("\ufffd", name)
