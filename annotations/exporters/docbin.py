"""spaCy's DocBin, written piece by piece: memory holds one Doc and the words seen so far.

What is in a DocBin comes from spaCy's own class, Doc by Doc; only putting the file together is
done here, since that class holds all Docs at once. The layout is that of version 0.1: a map in
MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md), compressed by zlib. spaCy
is imported by whoever makes the Docs. Refuses to hold user data.
"""

import struct
import zlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from msgspec.msgpack import encode

from annotations.errors import ExportFailed

VERSION = "0.1"
LARGEST = 2**32
"""Bytes that one value in MessagePack cannot have."""

_BLOBS = ("tokens", "spaces", "lengths")
_LISTS = ("cats", "flags", "span_groups")
_ORDER = ("version", "attrs", *_BLOBS, "strings", *_LISTS)
_CHUNK = 1 << 20


class DocBinFile:
    """One `.spacy` file; it is put together from what lies in temporary files when it is closed.

    `attrs`: names of the attributes of tokens that are kept.
    """

    def __init__(self, file: BinaryIO, attrs: tuple[str, ...]) -> None:
        self._file = file
        self._attrs = attrs
        self._ids: list[int] = []
        self._count = 0
        self._strings: set[str] = set()
        self._spools: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        self._spools = {name: TemporaryFile() for name in (*_BLOBS, *_LISTS)}  # noqa: SIM115 - closed by __exit__
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._assemble()
        finally:
            for spool in self._spools.values():
                spool.close()

    def add(self, doc: Any) -> None:
        """Add a `spacy.tokens.Doc`."""
        from spacy.tokens import DocBin  # noqa: PLC0415 - only this format needs it

        one = DocBin(attrs=self._attrs, docs=[doc])
        (tokens,), (spaces,) = one.tokens, one.spaces
        self._ids = one.attrs
        self._count += 1
        self._strings |= one.strings
        self._spools["tokens"].write(tokens.tobytes("C"))
        self._spools["spaces"].write(spaces.tobytes("C"))
        self._spools["lengths"].write(struct.pack("<i", len(tokens)))
        for name in _LISTS:
            (entry,) = getattr(one, name)
            self._spools[name].write(encode(entry))

    def _assemble(self) -> None:
        pressed = zlib.compressobj()
        for piece in self._pieces():
            self._file.write(pressed.compress(piece))
        self._file.write(pressed.flush())

    def _pieces(self) -> Iterator[bytes]:
        from spacy.tokens import DocBin  # noqa: PLC0415 - only this format needs it

        whole = {
            "version": VERSION,
            "attrs": self._ids or DocBin(attrs=self._attrs).attrs,
            "strings": sorted(self._strings),
        }
        yield bytes([0x80 | len(_ORDER)])  # a map of so many
        for name in _ORDER:
            yield encode(name)
            if name in whole:
                yield encode(whole[name])
            else:
                yield from self._spooled(name)

    def _spooled(self, name: str) -> Iterator[bytes]:
        spool = self._spools[name]
        size = spool.tell()
        if size >= LARGEST:
            raise ExportFailed(
                "this is too much for one .spacy file, which holds 4 GB of tokens: divide it with "
                "--split"
            )
        head = b"\xc6" if name in _BLOBS else b"\xdd"  # bytes, or a list of so many
        yield head + struct.pack(">I", size if name in _BLOBS else self._count)
        spool.seek(0)
        while chunk := spool.read(_CHUNK):
            yield chunk
