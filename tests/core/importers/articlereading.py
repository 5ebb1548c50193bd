"""Sources as tests write them, and what the importers make of them."""

import io
from collections.abc import Sequence
from typing import Any

from annotations.errors import ImportFailed
from annotations.importers import IMPORTERS, Found, Layout, Source
from annotations.model import Draft


def source(raw: bytes, **fields: Any) -> Source:
    known = {"name": "a.x", "origin": "/b/a.x", "place": "a.x", "max_bytes": 1_000_000}
    return Source(**{"file": io.BytesIO(raw), **known, **fields})


def read(format: str, raw: bytes | str, **fields: Any) -> list[Found]:  # noqa: A002  # its name
    content = raw.encode() if isinstance(raw, str) else raw
    return list(IMPORTERS[format](source(content, **fields)))


def drafts(found: Sequence[Found]) -> list[Draft]:
    return [piece.what for piece in found if isinstance(piece.what, Draft)]


def failures(found: Sequence[Found]) -> list[str]:
    return [str(piece.what) for piece in found if isinstance(piece.what, ImportFailed)]


def layout(found: Sequence[Found]) -> Layout:
    (only,) = (piece.what for piece in found if isinstance(piece.what, Layout))
    return only
