"""HTML pages: the article in them, without the page around it, by trafilatura (extra `html`).

The text is what trafilatura takes for the article, a paragraph a line, comments of readers left
out; title, site, date and address are what the page says of itself. Opens no connection:
nothing that a page points at is looked at. Refuses pages without an article.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers.metadata import Known, known_from
from annotations.importers.source import Found, Source, storable
from annotations.text.blanks import BLANKS
from annotations.text.canonical import canonical
from annotations.text.decode import Decoded

MISSING = (
    "is HTML, which claimdesk reads with trafilatura, and that is not installed:"
    " pip install 'claimdesk[html]'"
)
_HEAD = 4_096
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What pages that say so are written in (https://encoding.spec.whatwg.org/#names-and-labels)."""
_NO_TEXT = ("unicode_escape", "raw_unicode_escape", "utf_7", "idna", "punycode", "undefined")
"""Codecs of Python that no page is written in."""
_XML = re.compile(r"^\s*<\?xml[^>]*>")
_MARKS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)


def import_html(source: Source) -> Iterator[Found]:
    """Yield the one article of a page. Raises ImportFailed, also where trafilatura is missing."""
    raw = source.read()
    page = _decoded(raw, source)
    extract = _extractor(source)
    article = _extracted(extract, _XML.sub("", page.text, count=1))
    text = canonical(storable(getattr(article, "text", None) or "")).replace("\0", "")
    if not text.strip(BLANKS):
        raise ImportFailed(f"{source.shown} is a page without the text of an article")
    known = _known(article, source)
    draft = source.draft(text + "\n", raw=raw, encoding=page.encoding, title=known.title)
    yield Found(known.put_on(draft), source.place)


def _decoded(raw: bytes, source: Source) -> Decoded:
    """Decode by what the page declares, where that can be so, else as any text."""
    declared = None if raw.startswith(_MARKS) else _DECLARED.search(raw[:_HEAD])
    if not declared or b"\0" in raw or _is_utf8(raw):
        return source.decoded(raw)
    try:
        name = lookup(declared[1].decode("ascii")).name
        name = _MEANT.get(name, name)
        return (
            source.decoded(raw)
            if name.replace("-", "_") in _NO_TEXT
            else Decoded(raw.decode(name), name)
        )
    except (LookupError, UnicodeError):
        return source.decoded(raw)


def _is_utf8(raw: bytes) -> bool:
    """Tell pages that browsers saved as UTF-8 and left their old declaration in."""
    try:
        return not raw.isascii() and bool(raw.decode())
    except UnicodeDecodeError:
        return False


def _extractor(source: Source) -> Any:
    try:
        return import_module("trafilatura").bare_extraction
    except ImportError as error:  # also of what trafilatura itself needs
        raise ImportFailed(f"{source.shown} {MISSING}") from error


def _extracted(extract: Any, page: str) -> Any:
    try:
        return extract(
            page,
            fast=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001  # a page made to break a parser is a page without article
        return None


def _known(article: Any, source: Source) -> Known:
    values: dict[object, object] = {
        "title": article.title,
        "source": article.sitename,
        "url": article.url,
        "published": article.date,
    }
    clean = {
        key: storable(value).replace("\0", "")
        for key, value in values.items()
        if isinstance(value, str)
    }
    return known_from(clean, where=source.shown)
