"""Lines of text from chunks of bytes, for a reader that joins several of them to a row.

A row longer than it may be is given up where the limit is reached, so that one quotation mark
too many never holds a whole file in memory.
"""

import codecs
import io
from collections import deque
from collections.abc import Iterator


class TooLong(Exception):
    """A line or row has more characters than it may."""


class Lines:
    """An iterator over lines with LF at their ends, whatever the file has."""

    def __init__(
        self, chunks: Iterator[bytes], decoder: codecs.IncrementalDecoder, *, longest: int
    ) -> None:
        """Take the bytes from `chunks`. `longest`: characters of a row."""
        self._chunks = chunks
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        self._longest = longest
        self._ready: deque[str] = deque()
        self._tail = ""
        self._over = False
        self._cut = False
        self._line = 0
        self._fed = 0

    def begin(self) -> int:
        """Begin a new row; the number of the line that comes next, from 1."""
        self._fed = 0
        return self._line + 1

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        while not self._ready and not self._over:
            self._read_on()
        if not self._ready:
            raise StopIteration
        line = self._ready.popleft()
        self._line += 1
        self._fed += len(line)
        if self._fed > self._longest:
            raise TooLong
        return line

    def _read_on(self) -> None:
        chunk = next(self._chunks, b"")
        self._over = not chunk
        text = self._decoder.decode(chunk, final=self._over)
        first, *others = text.split("\n")
        self._keep(first)
        for part in others:
            self._ready.append(self._tail + "\n")
            self._tail, self._cut = "", False
            self._keep(part)
        if self._over and self._tail:
            self._ready.append(self._tail)

    def _keep(self, part: str) -> None:
        """Add to the line that has no end yet; of one that is too long, enough to tell."""
        if not self._cut:
            self._tail += part
            self._cut = len(self._tail) > self._longest
