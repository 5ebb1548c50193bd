"""From files to one `Config`: which file counts, what it overrides, and everything wrong with it.

A user's file replaces whole sections of the shipped one, except `keys`, which it overrides one
by one. Nothing is written, nothing is searched for in the working folder, and a file with even
one problem is not used in part.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from annotations import resources
from annotations.config.schema import Config
from annotations.config.sense import (
    combination_problems,
    label_problems,
    mark_problems,
    source_problems,
)
from annotations.config.shape import MISFIT, nearest, poured
from annotations.config.shipped import KEPT, kept, to_keep
from annotations.config.yamltree import NotYaml, Problem, read_tree
from annotations.errors import ConfigError

VARIABLE = "CLAIMDESK_CONFIG"
LARGEST = 1_000_000
"""Bytes. A configuration is a few thousand."""

MOST_TOLD = 100
"""Lines of an error; the rest is counted."""


class Loaded(Struct, frozen=True, kw_only=True):
    """The effective configuration and where it came from."""

    config: Config
    origins: Mapping[str, Path]
    """The file of each section, by its name in the file; for a key that the user's file sets
    itself, also the file of `keys.<id>`."""
    file: Path | None
    """The user's own file; None when only the shipped one was read."""


class _Read(Struct, frozen=True):
    """One file: the sections that could be read, and what is wrong with the others."""

    file: Path
    sections: dict[str, Any] = {}
    problems: list[Problem] = []


def load(path: Path | None, *, environ: Mapping[str, str]) -> Loaded:
    """Load the file named, else the one in `$CLAIMDESK_CONFIG`, else the user's, else the shipped.

    Raises ConfigError with one line for each problem found in any of the files.
    """
    own = _own_file(path, environ)
    shipped = _shipped()
    override = _read(own) if own else _Read(shipped.file)
    sections, origins = _merged(shipped, override)
    files = [shipped, override] if own else [shipped]
    lines = [f"{_named(read.file)}: {problem}" for read in files for problem in read.problems]
    lines += [
        f"{_named(origins[section])}: {problem}" for section, problem in _across(sections, files)
    ]
    if lines:
        rest = len(lines) - MOST_TOLD
        more = [f"… and {rest:,} more problems"] if rest > 0 else []
        raise ConfigError("\n".join([*lines[:MOST_TOLD], *more]))
    return Loaded(config=Config(**sections), origins=origins, file=own)


def _named(file: Path) -> str:
    """A path on one line, whatever it is called."""
    return " ".join(str(file).splitlines())


def unread(path: Path, error: OSError | UnicodeDecodeError) -> str:
    """The sentence for a guideline that is not there, or no text."""
    why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
    return (
        f"the guideline {path} cannot be read ({why}): name another file under guideline.file in "
        "the configuration, or leave that out for the one that comes with claimdesk"
    )


def guideline_file(config: Config) -> Path:
    """The guideline that the labels follow: the configured one, else the shipped one."""
    return Path(config.guideline.file) if config.guideline.file else resources.guideline_file()


def database_file(config: Config) -> Path:
    """The database to open when no option names one."""
    return Path(config.paths.database) if config.paths.database else resources.default_database()


def _own_file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The user's file, if there is one. A file that was named has to exist, a default need not."""
    if path is not None:
        return path
    if environ.get(VARIABLE):
        return Path(environ[VARIABLE])
    default = resources.user_config_file()
    return default if os.path.lexists(default) else None


def keep() -> None:
    """Keep the values of the shipped file as it stands. Raises ConfigError for what is wrong."""
    read = _read(resources.shipped_config())
    if read.problems:
        raise ConfigError("\n".join(map(str, read.problems)))
    KEPT.write_bytes(to_keep(Config(**read.sections), _text(read.file)))


def _shipped() -> _Read:
    """The shipped file, without reading YAML where it is as it was shipped."""
    file = resources.shipped_config()
    try:
        config = kept(_text(file))
    except NotYaml:
        config = None
    if config is None:
        return _read(file)
    read = _Read(file, {section.name: getattr(config, section.name) for section in fields(Config)})
    _place_paths(read)
    return read


def _read(file: Path) -> _Read:
    read = _Read(file)
    try:
        tree = read_tree(_text(file))
    except NotYaml as error:
        read.problems.append(error.problem)
        return read
    known = {section.encode_name: section for section in fields(Config)}
    for name, node in tree.entries.items():
        if name not in known:
            hint = nearest(name, list(known))
            what = f"there is no such section{hint}"
            read.problems.append(Problem(name, what, tree.lines[name]))
            continue
        value = poured(node, known[name].type, name, read.problems.append)
        if value is not MISFIT:
            read.sections[known[name].name] = value
    _place_paths(read)
    return read


def _text(file: Path) -> str:
    """The text of a configuration file. Raises NotYaml, as for all that is wrong with one file."""
    try:
        if not file.is_file():
            what = "is no file" if file.exists() else "there is no such file"
            raise NotYaml(f"{what}: --config names another one", None)
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise NotYaml(f"cannot be read: {error.strerror}", None) from None
    if len(content) > LARGEST:
        raise NotYaml(f"is larger than a configuration can be ({LARGEST:,} bytes)", None)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotYaml("has to be UTF-8 text", line) from None


def _place_paths(read: _Read) -> None:
    """Make the paths in a file absolute: they are relative to the folder of that file."""
    for section, name in (("paths", "database"), ("guideline", "file")):
        settings = read.sections.get(section)
        if settings is None or getattr(settings, name) is None:
            continue
        written = getattr(settings, name)
        try:
            place = read.file.absolute().parent / Path(written).expanduser()
            fits = place.is_file() or (section == "paths" and not place.exists())
        except RuntimeError:
            what = f"nobody's home is {written}"
        except OSError as error:
            what = f"{written} cannot be used: {error.strerror}"
        else:
            what = "" if fits else f"there is no file {place}"
            read.sections[section] = replace(settings, **{name: str(place)})
        if what:
            read.problems.append(Problem(f"{section}.{name}", what))


def _merged(shipped: _Read, override: _Read) -> tuple[dict[str, Any], dict[str, Path]]:
    """Sections by field name with those of `override` in front, and the file of each."""
    sections = shipped.sections | override.sections
    names = {section.name: section.encode_name for section in fields(Config)}
    origins = {
        encoded: override.file if name in override.sections else shipped.file
        for name, encoded in names.items()
    }
    own_keys = override.sections.get("keys", {})
    sections["keys"] = shipped.sections.get("keys", {}) | own_keys
    origins["keys"] = shipped.file
    origins |= {f"keys.{id_}": override.file for id_ in own_keys}
    if "labels" in override.sections and "combinations" not in override.sections:
        known = {label.name for label in sections["labels"]}
        sections["combinations"] = tuple(
            pair
            for pair in sections.get("combinations", ())
            if {pair.label, pair.secondary} <= known
        )
    return sections, origins


def _across(sections: dict[str, Any], files: list[_Read]) -> Iterator[tuple[str, Problem]]:
    """What is wrong between sections, each with the name of the section to change."""
    broken = {problem.where.split(".")[0] for read in files for problem in read.problems}
    labels = sections.get("labels", ())
    if not labels and "labels" not in broken:
        yield "labels", Problem("labels", "at least one label is needed")
    for problem in label_problems(labels):
        yield "labels", problem
    if "labels" not in broken:
        for problem in combination_problems(sections.get("combinations", ()), labels):
            yield "combinations", problem
    for section in ("flags", "reasons"):
        for problem in mark_problems(section, sections.get(section, ())):
            yield section, problem
    if "sources" in sections:
        for problem in source_problems(sections["sources"].known):
            yield "sources", problem
