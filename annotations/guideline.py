"""The annotation guideline as values: definitions, tie-breaks, examples, the order of questions.

Reads the Markdown of `docs/guideline.md` and of guidelines written like it. What it does not
recognise it leaves out: a guideline of another form gives less help on the screen, never an
error. It decides nothing about labels and reads no files.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field

from annotations.nouns import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TieBreak:
    """A rule for a doubtful case. All texts are plain, without Markdown."""

    id: str
    """As the guideline numbers it: `T1`."""
    title: str
    text: str
    """What follows the title."""
    whole: str
    """Title and text as one, since a title may be the subject of the sentence after it."""
    labels: tuple[str, ...]
    """The labels that it names, in the order of the definitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A row of the table of worked examples."""

    sentence: str
    label: str
    """As written: `attribution + claim`, or two answers for a minimal pair."""
    why: str
    labels: tuple[str, ...]
    """The labels that it names, in the order of the definitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelHelp:
    """What the guideline says of one label."""

    definition: str = ""
    ties: tuple[TieBreak, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """What could be read of a guideline."""

    definitions: Mapping[str, str] = field(default_factory=dict)
    """Label → definition; paragraphs are parted by a blank line."""
    questions: tuple[str, ...] = ()
    """To be asked in this order."""
    ties: tuple[TieBreak, ...] = ()
    examples: tuple[Example, ...] = ()

    def for_label(self, name: str) -> LabelHelp:
        """Everything that names a label; empty for a label the guideline does not know."""
        return LabelHelp(
            definition=self.definitions.get(name, ""),
            ties=tuple(tie for tie in self.ties if name in tie.labels),
            examples=tuple(example for example in self.examples if name in example.labels),
        )

    def fitting(self, labels: Collection[str], sentence: str) -> tuple[TieBreak, ...]:
        """The tie-breaks for a sentence to which these labels were given.

        First those that quote words of the sentence, then those that name two of the labels or
        more; the one that names the most labels in dispute, and the fewest others, comes first.
        """
        wanted = set(labels)
        quoted = [tie for tie in self.ties if _quotes(tie.whole, sentence)]
        named = [
            tie
            for tie in self.ties
            if tie not in quoted and len(wanted.intersection(tie.labels)) > 1
        ]
        return (
            *sorted(quoted, key=lambda tie: _distance(tie, wanted)),
            *sorted(named, key=lambda tie: _distance(tie, wanted)),
        )


def parse(text: str) -> Guideline:
    """Read a guideline, Markdown; sections that are missing or of another form stay empty."""
    sections = dict(_sections(text.removeprefix("\ufeff")))
    definitions = dict(_definitions(_section(sections, "definition")))
    names = tuple(definitions)
    return Guideline(
        definitions=definitions,
        questions=tuple(plain(item) for item in _items(_section(sections, "ask in"))),
        ties=tuple(_ties(_section(sections, "tie-break", "tie break"), names)),
        examples=tuple(_examples(_section(sections, "worked example", "example"), names)),
    )


def plain(markdown: str) -> str:
    """Take emphasis, code marks and link targets out of one paragraph and join its lines."""
    joined = " ".join(markdown.split())
    return "".join(part if is_code else _unmarked(part) for part, is_code in _code_or_text(joined))


def _unmarked(text: str) -> str:
    for mark in (_LINK, _STARS, _STARS, _UNDERSCORES):  # stars may stand within stars
        text = mark.sub(r"\g<said>", text)
    return text


_LINK = re.compile(r"!?\[(?P<said>[^\[\]]*)\]\([^()\s]*\)")
_STARS = re.compile(r"(?<![*\w])(\*{1,3})(?=[^\s*])(?P<said>[^*]*[^\s*])\1(?![*\w])")
_UNDERSCORES = re.compile(r"(?<![_\w])(_{1,3})(?=[^\s_])(?P<said>[^_]*[^\s_])\1(?![_\w])")
_CODE = re.compile(r"`+")
_DEFINED = re.compile(r"\*\*([^*\n]+)\*\*\s*:\s*|\*\*([^*\n]+):\*\*\s*")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+")
_QUOTED = re.compile('["“]([^"“”]+)["”]')
_PLACEHOLDER = re.compile(r"…|\b[A-Z]\b")
"""Stands in a quoted pattern for any words: `X is unlikely to`."""
SHORTEST_QUOTE = 4
"""Characters; what is shorter is found in every second sentence."""
_TIE = re.compile(r"([A-Z]+\d+)\s+(?:\*{1,2}([^*]+)\*{1,2}\s*:?\s*)?")


def _code_or_text(line: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a line, each with whether it stood between backticks, which are dropped."""
    start = 0
    while opening := _CODE.search(line, start):
        closing = line.find(opening.group(), opening.end())
        if closing < 0:
            break
        yield line[start : opening.start()], False
        yield line[opening.end() : closing], True
        start = closing + len(opening.group())
    yield line[start:], False


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Headings, folded, with the lines up to the next heading of any level."""
    lines: list[str] = []
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            yield heading, lines
            heading, lines = plain(line.strip("# ")).casefold(), []
        else:
            lines.append(line)
    yield heading, lines


def _section(sections: Mapping[str, list[str]], *beginnings: str) -> list[str]:
    """Lines of the first section whose heading begins like one of these."""
    return next((lines for name, lines in sections.items() if name.startswith(beginnings)), [])


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line.strip())
        elif paragraph:
            yield "\n".join(paragraph)
            paragraph = []


def _definitions(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Label and definition: a paragraph `**label**: …` and those after it up to the next."""
    said: dict[str, list[str]] = {}
    name = ""
    for paragraph in _paragraphs(lines):
        match = _DEFINED.match(paragraph)
        if match:
            name = (match[1] or match[2]).strip()
        if name:
            rest = paragraph[match.end() :] if match else paragraph
            said.setdefault(name, []).append(plain(rest))
    return ((name, "\n\n".join(paragraphs)) for name, paragraphs in said.items())


def _items(lines: list[str]) -> Iterator[str]:
    """The items of a list, each with its continuation lines, without bullet or number."""
    item: list[str] = []
    for line in (*lines, "- "):
        match = _ITEM.match(line)
        if match or not line.strip():
            if item:
                yield "\n".join(item)
            item = [line[match.end() :]] if match else []
        elif item:
            item.append(line.strip())


def _ties(lines: list[str], names: tuple[str, ...]) -> Iterator[TieBreak]:
    for item in _items(lines):
        match = _TIE.match(item)
        if not match:
            continue
        title, whole = match[2] or "", plain(item.removeprefix(match[1]))
        yield TieBreak(
            id=match[1],
            title=plain(title).rstrip("."),
            text=plain(item[match.end() :]),
            whole=whole,
            labels=_named(whole, names),
        )


def _examples(lines: list[str], names: tuple[str, ...]) -> Iterator[Example]:
    rows = [_cells(line) for line in lines if line.lstrip().startswith("|")]
    for sentence, label, why in (row for row in rows[2:] if len(row) == 3):  # noqa: PLR2004  # columns
        yield Example(sentence=sentence, label=label, why=why, labels=_named(label, names))


def _cells(row: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))
    return [plain(cell.replace("\\|", "|")) for cell in cells]


def _quotes(tie: str, sentence: str) -> bool:
    """Whether something that a tie-break quotes stands in a sentence, as whole words."""
    return any(
        re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence, re.IGNORECASE)
        for quoted in _QUOTED.findall(tie)
        for words in map(str.strip, _PLACEHOLDER.split(quoted))
        if len(words) >= SHORTEST_QUOTE
    )


def _distance(tie: TieBreak, wanted: set[str]) -> tuple[int, int]:
    """How badly the labels that a tie-break names fit those in dispute."""
    return -len(wanted.intersection(tie.labels)), len(set(tie.labels) - wanted)


def _named(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that occur in a text as words."""
    return tuple(
        name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    )
