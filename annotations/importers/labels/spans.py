"""A record whose text is an article with labelled spans on it: offsets in, tags out.

A span that cannot be used is told and does not stop the others of its record. Refuses to move a
span to what it may have meant: only the blanks at its ends are left off.
"""

from collections.abc import Iterable, Iterator, Sequence

from annotations.errors import ImportFailed
from annotations.importers.labels.anchor import article_of, quoted
from annotations.importers.labels.fields import pair
from annotations.importers.labels.tag import BadLine, BySpan, ByText, Fields, Record, Tag, Where
from annotations.model import Span
from annotations.text.blanks import trimmed
from annotations.text.canonical import article_id, canonical


class Document:
    """The text of a record, and the article that it is: the one named, else that of this text."""

    def __init__(self, scopes: Sequence[Fields], words: str | None) -> None:
        self._words = words or ""
        self._canonical = canonical(self._words)
        self._named = article_of(scopes)
        self._article = self._named or article_id(self._canonical)

    def span(self, start: int, end: int) -> Span:
        """A span in code points of the record's text, without the blanks at its ends."""
        if not start < end <= len(self._words):
            raise ImportFailed(f"has no text from {start} to {end}")
        return Span(*trimmed(self._words, start, end))

    def utf16(self, start: int, end: int, reads: str | None) -> Span:
        """A span counted in UTF-16 units, as in JavaScript; it should read as `reads`.

        Where it reads so only when counted in code points, it was a program in another language
        that wrote it.
        """
        if self._words.isascii():
            return self.span(start, end)
        first, last = self._from_utf16(start), self._from_utf16(end)
        if reads is not None and self._words[first:last] != reads == self._words[start:end]:
            return self.span(start, end)
        return self.span(first, last)

    def _from_utf16(self, units: int) -> int:
        wide = self._words.encode("utf-16-le")
        if 2 * units > len(wide):
            return len(self._words) + 1
        return len(wide[: 2 * units].decode("utf-16-le", "replace"))

    def where(self, span: Span) -> tuple[Where, ...]:
        """The names of the sentence at a span: its place, and its words if nobody knows that."""
        words = quoted(self._words[span.start : span.end])
        by_span = BySpan(self._article, self._moved(span.start), self._moved(span.end), words)
        return (by_span,) if self._named else (by_span, ByText(words))

    def _moved(self, at: int) -> int:
        """Where an offset into the record's text stands in the canonical text."""
        if self._canonical == self._words:
            return at
        return len(canonical(self._words[:at]))


def tags_on(
    document: Document,
    spans: Iterable[tuple[Span, str] | BadLine],
    record: Record,
    *,
    annotator: str | None = None,
    labelled_at: int | None = None,
) -> Iterator[Tag | BadLine]:
    """A tag for each span; a second label on the same span is its secondary label."""
    labels: dict[Span, list[str]] = {}
    for found in spans:
        if isinstance(found, BadLine):
            yield found
        else:
            labels.setdefault(found[0], []).append(found[1])
    for span, given in labels.items():
        try:
            label, secondary = pair(given)
        except ImportFailed as error:
            yield BadLine(record.line, str(error))
            continue
        yield Tag(
            line=record.line,
            where=document.where(span),
            label=label,
            secondary=secondary,
            annotator=annotator,
            labelled_at=labelled_at,
        )
