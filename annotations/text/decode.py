"""Bytes to text. Refuses what is not text, in one sentence that names the file.

In this order: a byte order mark decides; strict UTF-8; UTF-8 with a few broken bytes; an older
encoding that makes plausible words (`legacy`). Nothing is repaired on the way, a byte that
means nothing becomes U+FFFD and the encoding then says `utf-8 (damaged)`.
"""

import codecs
import re

from annotations.errors import ImportFailed
from annotations.nouns import dataclass
from annotations.text.blanks import BLANKS
from annotations.text.display import visible
from annotations.text.legacy import legacy_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other."""

_DOCUMENTS = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)

_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no text needs; ESC is left out, transcripts of terminals hold it."""

_MOST_CONTROLS = 0.02
"""Text with a larger share of control characters is taken for binary."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file as it was decoded, not yet canonical, and with what."""

    text: str
    encoding: str
    """A codec's name, lower case, or `utf-8 (damaged)`."""


def decode(raw: bytes, *, name: str) -> Decoded:
    """Decode a file's bytes.

    Raises ImportFailed, naming the file as `name`, for an empty or blank file and for one
    that is not text.
    """
    shown = visible(name)
    if not raw:
        raise ImportFailed(f"{shown} is empty")
    for magic, kind in _DOCUMENTS:
        if raw.startswith(magic):
            raise ImportFailed(f"{shown} is {kind}, not plain text")
    decoded = _marked(raw, shown) or _utf8(raw, shown) or _older(raw, shown)
    if not decoded.text.strip(BLANKS):
        raise ImportFailed(f"{shown} holds nothing but blanks")
    if "\0" in decoded.text or _is_binary(decoded.text):
        raise ImportFailed(f"{shown} is a binary file, not text")
    return decoded


def _marked(raw: bytes, name: str) -> Decoded | None:
    """Decode what begins with a byte order mark; the mark is not part of the text."""
    for mark, encoding in _MARKS:
        if not raw.startswith(mark):
            continue
        try:
            return Decoded(raw.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig":
                return _damaged(raw[len(mark) :])
            if encoding == "utf-32":
                continue
            at = error.start
            raise ImportFailed(
                f"{name} begins as {encoding} but is broken at byte {at}: save it as UTF-8",
            ) from error
    return None


def _utf8(raw: bytes, name: str) -> Decoded | None:
    if b"\0" in raw:
        raise ImportFailed(f"{name} holds NUL bytes: a binary file, or UTF-16 without its mark")
    try:
        return Decoded(raw.decode(), "utf-8")
    except UnicodeDecodeError:
        return _damaged(raw)


def _damaged(raw: bytes) -> Decoded | None:
    """Take UTF-8 with a few broken bytes for what it is; None when it is something else.

    Chance makes few pairs of bytes in other encodings valid UTF-8, so four good characters
    outside ASCII for each broken place are evidence enough.
    """
    text = raw.decode(errors="replace")
    broken = text.count("\ufffd") - raw.count("\ufffd".encode())
    outside = sum(1 for character in text if character > "\x7f") - broken
    return Decoded(text, "utf-8 (damaged)") if outside >= 4 * broken else None


def _older(raw: bytes, name: str) -> Decoded:
    if _is_binary(raw.decode("latin-1")):
        raise ImportFailed(f"{name} is a binary file, not text")
    encoding = legacy_encoding(raw)
    if encoding is None:
        raise ImportFailed(f"{name} is in an encoding that cannot be told; save it as UTF-8")
    return Decoded(raw.decode(encoding), codecs.lookup(encoding).name)


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text)
