"""YAML text as a tree that still knows its lines and how each value was written.

Understands what `yaml.safe_load` does, minus what a configuration has no use for: aliases (which
can grow without bound), tags, several documents, and nesting deeper than 20 (the C parser
crashes on some). Twice the same key is an error. Values stay texts with the kind YAML gives
them, so that `version: 1.10` is not 1.1 and `key: no` can be told from `key: "no"`.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from msgspec import Struct

DEEPEST = 20
Kind = Literal["text", "number", "truth", "nothing"]


_SHOWN = 300
"""Characters of the beginning and of the end of what is quoted."""


class Problem(NamedTuple):
    """One thing that is wrong with a configuration."""

    where: str
    """`section.key`, or nothing when it is the file as a whole."""
    what: str
    line: int | None = None
    """In the file, from 1."""

    def __str__(self) -> str:
        place = f" (line {self.line})" if self.line else ""
        what = f"{_cut(self.what)}{place}"
        return f"{_cut(self.where)}: {what}" if self.where else what


def _cut(text: str) -> str:
    """The text without its middle where it quotes more than anybody reads."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]}…{text[-_SHOWN:]}"


class NotYaml(Exception):  # stays inside this package, where it becomes a Problem
    """The text is no YAML, or more YAML than a configuration may be."""

    def __init__(self, what: str, line: int | None) -> None:
        super().__init__(what)
        self.problem = Problem("", what, line)


class Scalar(Struct, frozen=True):
    """A single value as it was written, without quotes."""

    text: str
    kind: Kind
    """What YAML takes it for; `text` if it was quoted."""
    line: int


class Sequence(Struct, frozen=True):
    """A list."""

    entries: tuple["Node", ...]
    line: int


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file, each key once."""

    entries: dict[str, "Node"]
    lines: dict[str, int]
    """The line of each key, from 1."""
    line: int


Node = Scalar | Sequence | Mapping

_KINDS: dict[str, Kind] = {
    "str": "text",
    "int": "number",
    "float": "number",
    "timestamp": "text",
    "value": "text",  # a bare =
    "merge": "text",  # a bare <<
    "bool": "truth",
    "null": "nothing",
}


def read_tree(text: str) -> Mapping:
    """Read one document; an empty one is an empty mapping. Raises NotYaml."""
    import yaml  # noqa: PLC0415  # 15 ms that `claimdesk --help` does without

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        return _document(_Events(yaml, loader))
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise NotYaml(f"is not YAML: {what}", None) from None
    finally:
        loader.dispose()


class _Events:
    """The parser's events, one at a time."""

    def __init__(self, yaml: Any, loader: Any) -> None:
        self.yaml = yaml
        self._loader = loader

    def __iter__(self) -> Iterator[Any]:
        while self._loader.check_event():
            yield self._loader.get_event()

    def kind(self, event: Any) -> Kind:
        """What YAML takes a scalar for. Refuses tags other than its own simple ones."""
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(self.yaml.ScalarNode, event.value, event.implicit)
        return _KINDS[_plain(tag, event)]


def _plain(tag: str, event: Any) -> str:
    name = tag.removeprefix("tag:yaml.org,2002:")
    if name not in _KINDS:
        raise NotYaml(f"tags such as {tag} are not allowed", _line(event))
    return name


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _document(events: _Events) -> Mapping:
    yaml = events.yaml
    stream = iter(events)
    root: Node | None = None
    for event in stream:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise NotYaml("has to be one document, without a line ---", _line(event))
        if isinstance(event, yaml.NodeEvent):
            root = _node(event, stream, events, DEEPEST)
    match root:
        case None | Scalar(kind="nothing"):
            return Mapping({}, {}, 1)
        case Mapping():
            return root
        case _:
            raise NotYaml("has to hold settings of the form `name: value`", root.line)


def _node(event: Any, stream: Iterator[Any], events: _Events, deeper: int) -> Node:
    """Build the node that begins with this event, taking what it needs from the stream."""
    yaml = events.yaml
    if isinstance(event, yaml.AliasEvent):
        raise NotYaml(f"aliases such as *{event.anchor} are not allowed", _line(event))
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, events.kind(event), _line(event))
    if event.tag is not None:
        raise NotYaml(f"tags such as {event.tag} are not allowed", _line(event))
    if not deeper:
        raise NotYaml(f"is nested more than {DEEPEST} deep", _line(event))
    children = _children(stream, events, deeper - 1)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(tuple(children), _line(event))
    return _mapping(children, _line(event))


def _children(stream: Iterator[Any], events: _Events, deeper: int) -> Iterator[Node]:
    for event in stream:
        if isinstance(event, events.yaml.CollectionEndEvent):
            return
        yield _node(event, stream, events, deeper)


def _mapping(children: Iterator[Node], line: int) -> Mapping:
    found = Mapping({}, {}, line)
    for key in children:
        if not isinstance(key, Scalar):
            raise NotYaml("the name of a setting has to be a text", key.line)
        if key.text in found.entries:
            first = found.lines[key.text]
            raise NotYaml(f"{key.text!r} stands there twice, first in line {first}", key.line)
        found.entries[key.text] = next(children)
        found.lines[key.text] = key.line
    return found


def _explained(error: Any, text: str) -> NotYaml:
    """The parser's complaint in one sentence."""
    mark = error.problem_mark
    lines = text.splitlines()
    line = min(mark.line, max(len(lines) - 1, 0)) if mark else 0
    if lines and "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
        return NotYaml("a tab cannot indent here; use spaces", line + 1)
    what = ", ".join(filter(None, (error.context, error.problem)))
    return NotYaml(f"is not YAML: {what}", line + 1)
