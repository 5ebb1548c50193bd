"""The paragraphs and sentences of a text, for tests that read articles as the program does."""

from collections.abc import Sequence
from pathlib import Path

from annotations import resources
from annotations.importers import read_file
from annotations.model import Draft, Span
from annotations.text.segment import segment
from annotations.text.wrap import blocks


def sentences_of(text: str) -> list[Span]:
    """The sentences of a text whose line ends are boundaries."""
    return segment(text, wrap="lines")


def paragraphs_of(text: str) -> list[Span]:
    """Its lines."""
    return [Span(*block) for block in blocks(text, "lines")]


def samples() -> Sequence[Draft]:
    """The articles that ship with the program."""
    return [_read(file) for file in sorted(resources.seeds_folder().glob("*.txt"))]


def _read(file: Path) -> Draft:
    return next(iter(read_file(file, max_bytes=1_000_000)))
