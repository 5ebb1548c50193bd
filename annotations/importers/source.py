"""What an importer is given, and what it makes of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from annotations.errors import ImportFailed
from annotations.model import Draft, Wrap
from annotations.nouns import dataclass
from annotations.text.canonical import canonical
from annotations.text.decode import Decoded, decode
from annotations.text.display import visible
from annotations.text.segment import each_span
from annotations.text.titles import title_of
from annotations.text.wrap import detect_wrap

_HEAD = 2_000
"""Characters in which a title is looked for."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Layout(NamedTuple):
    """Which column of a file of records was taken for what."""

    taken: Mapping[str, str]
    """Field → column."""
    left: tuple[str, ...]
    """Columns that stand for nothing here."""


class Found(NamedTuple):
    """What stood at one place of a source: an article, or why there is none."""

    what: Draft | ImportFailed | Layout
    place: str
    """The path as it was given, with `!member` in an archive and `:line` of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One stream of bytes, and what an importer has to know of it. Can be read once."""

    file: BinaryIO
    name: str
    """What people call it; valid Unicode."""
    origin: str
    """Absolute path, `path!member` or url; valid Unicode."""
    place: str
    """What reports call it: the path as it was given; valid Unicode."""
    max_bytes: int
    """The largest article."""
    wrap: Wrap | None = None
    """What ends a sentence besides punctuation; None when the text shall tell."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field of a record → the column that holds it, where that is called otherwise."""

    @property
    def shown(self) -> str:
        """What a sentence about it begins with."""
        return visible(self.origin)

    def read(self) -> bytes:
        """Read all of it. Raises ImportFailed for what is larger than an article may be."""
        try:
            raw = self.file.read(self.max_bytes + 1)
        except OSError as error:
            raise ImportFailed(f"{self.shown} cannot be read: {reason(error)}") from error
        if len(raw) > self.max_bytes:
            raise ImportFailed(
                f"{self.shown} is larger than {size(self.max_bytes)}, the largest allowed: "
                "divide it, or raise import.max_megabytes in the configuration"
            )
        return raw

    def decoded(self, raw: bytes) -> Decoded:
        """Decode bytes to canonical text. Raises ImportFailed for what is not text."""
        decoded = decode(raw, name=self.origin)
        return Decoded(canonical(decoded.text), decoded.encoding)

    def draft(self, text: str, *, raw: bytes, encoding: str, title: str | None = None) -> Draft:
        """Make the draft of an article with this canonical text; without a title, guess one."""
        wrap = self.wrap or detect_wrap(text)
        return Draft(
            text=text,
            name=self.name,
            origin=self.origin,
            sha256=sha256(raw).hexdigest(),
            encoding=encoding,
            title=title or guessed(text, wrap),
            wrap=wrap,
        )


def guessed(text: str, wrap: Wrap) -> str:
    """Return a title for a text; takes only as many sentences as stand before it."""
    head = text[:_HEAD]
    return title_of(head, each_span(head, wrap=wrap))


Importer = Callable[[Source], Iterator[Found]]
"""Yields what stands in one source, or raises ImportFailed where all of it is no use."""


def storable(name: str) -> str:
    """Return a file name or path as valid Unicode: bytes that were no text become U+FFFD."""
    return _SURROGATE.sub("\ufffd", name)


def reason(error: Exception) -> str:
    """Return what the system says was wrong, in lower case."""
    why = error.strerror if isinstance(error, OSError) else None
    return (why or str(error)).lower()


def size(count: int) -> str:
    """`20 MB`, `1 KB`, `12 bytes`."""
    for unit, bytes_ in (("MB", 1_000_000), ("KB", 1_000)):
        if count >= bytes_:
            return f"{count / bytes_:.4g} {unit}"
    return f"{count} bytes"
