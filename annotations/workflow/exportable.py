"""Whether an export can be made at all: the format, and the place it is to go to.

Everything here is told before anything is written. Refuses to look at labels.
"""

from pathlib import Path

from annotations.errors import ExportFailed, UnknownName
from annotations.exporters import FORMATS, Format, check, check_folder, resolved
from annotations.exporters.huggingface import EVERYONE
from annotations.store import files


def format_of(name: str) -> Format:
    """The format of this name. Raises UnknownName."""
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnknownName(f"there is no export format {name!r}; the formats are {known}")
    return FORMATS[name]


def format_for(destination: Path) -> str:
    """The format that the ending of a file name means; `jsonl` where it means none."""
    ending = destination.suffix.lower().removeprefix(".")
    return next((name for name, one in FORMATS.items() if ending in one.endings), "jsonl")


def check_destination(destination: Path, database: Path, *, format_name: str = "jsonl") -> None:
    """Raise ExportFailed where an export cannot go, before anything is written."""
    check_place(destination, database, folder=format_of(format_name).folder)


def check_place(destination: Path, database: Path, *, folder: bool) -> None:
    """The same for a file, or for a folder."""
    if folder:
        check_folder(destination)
    else:
        check(destination)
    place = resolved(destination)
    for ending in ("", "-wal", "-shm", "-journal"):
        if place == Path(f"{database.resolve()}{ending}"):
            raise ExportFailed(f"{destination} is the database itself: choose another name")
    if not folder and _is_database(place):
        raise ExportFailed(
            f"{destination} is a database, and what is in it would be gone: choose another name"
        )
    if place in database.resolve().parents:
        raise ExportFailed(f"{destination} holds the database: choose another folder")


def _is_database(place: Path) -> bool:
    """Whether a database stands there, of claimdesk or of anything else."""
    try:
        if not place.is_file():
            return False
        with place.open("rb") as file:
            return file.read(len(files.HEADER)) == files.HEADER
    except OSError:
        return False  # what cannot be read is told where it is written


def check_texts(format_name: str, *, texts: bool) -> None:
    """Raise ExportFailed where a format cannot do without the articles' text and has to."""
    if format_of(format_name).texts and not texts:
        *others, last = (name for name, one in FORMATS.items() if not one.texts)
        raise ExportFailed(
            f"{format_name} is made of the articles' text; without it there are "
            f"{', '.join(others)} and {last}"
        )


def check_everyone(format_name: str, *, everyone: bool) -> None:
    """Raise ExportFailed where a format cannot hold a label for each person, and has to."""
    wanted = format_of(format_name)
    if not everyone or wanted.of_everyone:
        return
    instead = (
        f"export without --all, {EVERYONE} in the folder holds everybody's labels"
        if wanted.wants_everyone
        else "export without --all, or everybody's labels as jsonl"
    )
    raise ExportFailed(f"{format_name} holds one label a sentence: {instead}")
