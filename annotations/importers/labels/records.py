"""Bytes to JSON objects: one a line, or the entries of one list, whichever the file holds.

Streams: one record is held at a time, however long the file is. What is wrong with a record is
told with its number and never stops the others. A byte order mark is passed over. Refuses to
know what the objects mean.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal, NamedTuple

import msgspec

from annotations.errors import ImportFailed
from annotations.importers.labels.tag import BadLine, Fields

LONGEST = 32_000_000
"""Bytes of a record: an article of 20 MB with the labels of all its sentences fits."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 18
_BLANKS = b" \t\r\n"
_OUTSIDE = re.compile(rb'["\[\]{},]')
_INSIDE = re.compile(rb'["\\]')
TOO_LONG = f"is longer than {LONGEST // 1_000_000} MB, the most that is read"

Noun = Literal["line", "entry", "row"]
"""What a record is called: a line of the file, an entry of its list, or a row of its table."""


class Raw(NamedTuple):
    """A record that nobody has looked at yet."""

    line: int
    content: bytes


class Row(NamedTuple):
    """A record of a table, where the columns have names."""

    line: int
    fields: Fields


def split(file: BinaryIO, *, name: str) -> tuple[Noun, Iterator[Raw | BadLine]]:
    """Part a file into records, and say what they are called.

    Raises ImportFailed, also from the iterator, for a file that cannot be read or is no text.
    """
    return parted(chunks_of(file, name=name), name=name)


def parted(chunks: Iterator[bytes], *, name: str) -> tuple[Noun, Iterator[Raw | BadLine]]:
    """The same for the chunks of a file."""
    skipped, head = 0, b""
    for chunk in chunks:
        head = chunk if head or skipped else chunk.removeprefix(BYTE_ORDER_MARK)
        if head.strip(_BLANKS):
            break
        skipped += head.count(b"\n")
    refuse_other_files(head, name=name)
    if head.lstrip(_BLANKS).startswith(b"["):
        return "entry", _entries(_joined(head.lstrip(_BLANKS)[1:], chunks))
    return "line", _lines(_joined(head, chunks), skipped)


def decoded(content: bytes) -> Fields:
    """The object in a record. Raises ImportFailed with the reason alone."""
    try:
        value = msgspec.json.decode(content)
    except UnicodeDecodeError as error:
        raise ImportFailed("is not text in UTF-8") from error
    except RecursionError as error:
        raise ImportFailed("is nested too deeply") from error
    except ValueError as error:  # among them msgspec.DecodeError
        reason = str(error).removeprefix("JSON is malformed: ").partition(" - at ")[0].lower()
        raise ImportFailed(f"is not valid JSON: {reason}") from error
    if not isinstance(value, dict):
        raise ImportFailed("is not a JSON object")
    return value


def chunks_of(file: BinaryIO, *, name: str) -> Iterator[bytes]:
    """The bytes of a file, some at a time. Raises ImportFailed where it cannot be read."""
    try:
        while chunk := file.read(_CHUNK):
            yield chunk
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ImportFailed(f"{name} cannot be read: {reason}") from error


def _joined(head: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def refuse_other_files(head: bytes, *, name: str) -> None:
    """Raise ImportFailed where a file that begins like this is empty, or no text in UTF-8."""
    if not head.strip(_BLANKS):
        raise ImportFailed(f"{name} is empty")
    if head.startswith(b"PK\x03\x04"):
        raise ImportFailed(f"{name} is a zip archive: unpack it and import the files in it")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportFailed(f"{name} is in UTF-16: save it in UTF-8")


def _lines(chunks: Iterable[bytes], skipped: int) -> Iterator[Raw | BadLine]:
    """The lines that hold anything."""
    number, piece, too_long = skipped + 1, bytearray(), False
    for chunk in chunks:
        for place, part in enumerate(chunk.split(b"\n")):
            if place:
                yield from _line(number, bytes(piece), too_long=too_long)
                number, piece, too_long = number + 1, bytearray(), False
            too_long = too_long or len(piece) + len(part) > LONGEST
            piece = bytearray() if too_long else piece + part
    yield from _line(number, bytes(piece), too_long=too_long)


def _line(number: int, content: bytes, *, too_long: bool) -> Iterator[Raw | BadLine]:
    content = content.removeprefix(BYTE_ORDER_MARK).strip(_BLANKS)
    if too_long:
        yield BadLine(number, TOO_LONG)
    elif content:
        yield Raw(number, content)


def _entries(chunks: Iterable[bytes]) -> Iterator[Raw | BadLine]:
    """The entries of a list whose opening bracket has been read."""
    number, piece, too_long = 1, bytearray(), False
    closed = False
    for part, sign in _pieces(chunks):
        if closed:
            if part.strip(_BLANKS) or sign:
                yield BadLine(number, "stands behind the end of the list")
                return
            continue
        too_long = too_long or len(piece) + len(part) > LONGEST
        piece = bytearray() if too_long else piece + part
        if sign:
            closed = sign == b"]"
            yield from _entry(number, bytes(piece), too_long=too_long, last=closed)
            number, piece, too_long = number + 1, bytearray(), False
    if not closed:
        yield from _entry(number, bytes(piece), too_long=too_long, last=True)
        yield BadLine(number + bool(piece.strip(_BLANKS)), _CUT)


_CUT = "is missing: the list has no end, so the file is not complete"


def _entry(number: int, content: bytes, *, too_long: bool, last: bool) -> Iterator[Raw | BadLine]:
    content = content.strip(_BLANKS)
    if too_long:
        yield BadLine(number, TOO_LONG)
    elif content:
        yield Raw(number, content)
    elif not last:
        yield BadLine(number, "is empty: two commas follow each other")


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Stretches of a list, and what ends each: `,` or `]` of the list itself, or nothing yet."""
    depth, inside, escaped = 1, False, False
    for chunk in chunks:
        begin = at = 0
        if escaped:
            at, escaped = 1, False
        while found := (_INSIDE if inside else _OUTSIDE).search(chunk, at):
            at = found.end()
            sign = found[0]
            if sign == b"\\":
                at += 1
                escaped = at > len(chunk)
            elif sign == b'"':
                inside = not inside
            elif sign in b"[{":
                depth += 1
            elif depth == 1 and sign in b",]":
                yield chunk[begin : at - 1], sign
                begin = at
            elif sign in b"]}":
                depth = max(depth - 1, 1)
        yield chunk[begin:], b""
