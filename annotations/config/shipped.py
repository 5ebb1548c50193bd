"""The shipped configuration as values, kept beside the text that says them.

Reading YAML takes 20 ms of every start, and the shipped file changes only with the program. Refuses
to speak for any other text: one that differs in a single character is read as YAML. `load.keep`
writes the values anew after a change of `config.yaml`.
"""

from pathlib import Path
from zlib import crc32

from msgspec import MsgspecError, Struct, json

from annotations.config.schema import Config

KEPT = Path(__file__).with_name("shipped.json")


class Kept(Struct, frozen=True):
    """What a text says."""

    mark: tuple[int, int]
    """Of the text: CRC-32 and length of its UTF-8. Against oversights, not against deceit."""
    config: Config


def marked(text: str) -> tuple[int, int]:
    """What tells this text from others."""
    content = text.encode()
    return crc32(content), len(content)


def kept(text: str, *, file: Path = KEPT) -> Config | None:
    """What is known to be said by this text; None where it has to be read."""
    try:
        known = json.decode(file.read_bytes(), type=Kept)
    except (OSError, MsgspecError):
        return None
    return known.config if known.mark == marked(text) else None


def to_keep(config: Config, text: str) -> bytes:
    """The content of the file of kept values."""
    return json.format(json.encode(Kept(marked(text), config)), indent=1) + b"\n"
