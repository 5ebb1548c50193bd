"""Which file of an exported folder holds the labels that are read back.

Everybody's own labels go before what they come to. Refuses to read several files as one, since
their lines are told by number.
"""

from pathlib import Path

from annotations.errors import ImportFailed
from annotations.importers.labels.brat import is_brat
from annotations.importers.source import reason
from annotations.text.display import visible

EVERYONE = "annotations/all.jsonl"
DATA = "data"


def label_file(path: Path) -> Path:
    """The file that is meant: the path itself, unless it is a folder; a folder of brat's as well.

    Raises ImportFailed, with what to give instead, for a folder without such a file, and for a
    place where nobody may look.
    """
    try:
        return _label_file(path)
    except OSError as error:
        raise ImportFailed(f"{visible(str(path))} cannot be read: {reason(error)}") from error


def _label_file(path: Path) -> Path:
    if not path.is_dir() or is_brat(path):
        return path
    everyone = path / EVERYONE
    if everyone.is_file():
        return everyone
    found = sorted(file for file in (path / DATA).glob("*.jsonl") if file.is_file())
    if len(found) == 1:
        return found[0]
    shown = visible(str(path))
    if found:
        names = ", ".join(visible(f"{DATA}/{file.name}") for file in found[:5])
        raise ImportFailed(f"{shown} is a folder with several files of labels: give one ({names})")
    raise ImportFailed(
        f"{shown} is a folder without {EVERYONE} or {DATA}/*.jsonl: give a file of labels"
    )
