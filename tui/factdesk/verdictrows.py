"""The rows of the verdict form, and all about one of them: a table of painters, one a kind.

Plain functions from a sheet to lines. Refuses to choose and to hide.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from annotations.claims import Verdict
from annotations.facts.verdicts import Outcome
from annotations.nouns import dataclass
from annotations.text.display import shown
from tui.factdesk import evidencetext, words
from tui.factdesk import verdicttext as text
from tui.factdesk.evidencetext import Shown, hung
from tui.factdesk.verdictform import ASKS, Form
from tui.factdesk.verdicttext import Past
from tui.look import Look
from tui.widgets.blocks import Block
from tui.widgets.lines import Line

Kind = Literal["level", "verdict", "confidence", "cite", "none", "why", "said", "past"]
"""`why`: the justification; `said`: what others say; `past`: one verdict of the history."""


class Row(NamedTuple):
    """A row: a field, evidence to cite, or something said of verdicts."""

    kind: Kind
    key: str = ""
    """Of `cite`: the id of the evidence."""
    past: Past | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that the form shows on one level."""

    form: Form
    outcome: Outcome
    reader: str
    evidence: Mapping[str, Shown]
    """Id → evidence that can be cited, in the order of the rows."""
    pasts: Sequence[Past]
    keys: Mapping[str, str]
    """Id of an action → its key."""

    @property
    def others(self) -> bool:
        """Whether verdicts of others are seen."""
        return any(one.checker != self.reader for one in self.outcome.shown)

    @property
    def rows(self) -> list[Row]:
        """Those of the form first, so that what comes behind moves none of them."""
        fixed = Row("level"), Row("verdict"), Row("confidence")
        cites = [Row("cite", key) for key in self.evidence] or [Row("none")]
        said = [Row("said")] if self.others or self.outcome.hidden else []
        return [*fixed, *cites, Row("why"), *said, *(Row("past", past=one) for one in self.pasts)]


def blocks(sheet: Sheet, *, look: Look, width: int) -> list[Block]:
    """All rows."""
    rows = sheet.rows
    kinds = [None, *(row.kind for row in rows), None]
    return [
        BLOCKS[row.kind](
            sheet,
            row,
            _Paint(look, width, first=kinds[n] != row.kind, last=kinds[n + 2] != row.kind),
        )
        for n, row in enumerate(rows)
    ]


def about(sheet: Sheet, row: Row, *, look: Look, width: int) -> Sequence[Line]:
    """What the value under the cursor means; evidence and verdicts in full."""
    return ABOUT[row.kind](sheet, row, _Paint(look, width, first=True, last=True))


@dataclass(frozen=True, slots=True)
class _Paint:
    """How a row is painted."""

    look: Look
    width: int
    first: bool
    """Whether the row above is of another kind."""
    last: bool
    """Whether the row below is."""


def _level(sheet: Sheet, _: Row, paint: _Paint) -> Block:
    return (text.field_line("level", words.LEVELS[sheet.form.level], paint.look, paint.width),)


def _verdict(sheet: Sheet, _: Row, paint: _Paint) -> Block:
    chosen = sheet.form.verdict
    name = words.VERDICTS[chosen] if chosen else "–"
    line = text.field_line("verdict", name, paint.look, paint.width, chosen=chosen is not None)
    return (line,)


def _confidence(sheet: Sheet, _: Row, paint: _Paint) -> Block:
    told = text.dots(sheet.form.confidence)
    return (text.field_line("confidence", told, paint.look, paint.width), ())


def _cite(sheet: Sheet, row: Row, paint: _Paint) -> Block:
    lines = text.cite_block(
        sheet.evidence[row.key],
        cited=row.key in sheet.form.cites,
        first=paint.first,
        look=paint.look,
        width=paint.width,
    )
    return (*lines, ()) if paint.last else lines


def _none(_sheet: Sheet, _row: Row, paint: _Paint) -> Block:
    return ((text.named("cites", paint.look), ("no evidence is listed yet", paint.look.dim)), ())


def _why(sheet: Sheet, _: Row, paint: _Paint) -> Block:
    key = sheet.keys["verdict.words"]
    return text.words_block(sheet.form.justification, key, paint.look, paint.width)


def _said(sheet: Sheet, _: Row, paint: _Paint) -> Block:
    """What others say, or that it is hidden."""
    found, look = sheet.outcome, paint.look
    if sheet.others:
        return text.beside_block(found, reader=sheet.reader, look=look, width=paint.width)
    who = "another has" if found.hidden == 1 else f"{found.hidden} others have"
    key = sheet.keys["verdict.others"]
    told = f"{who} given a verdict here, hidden until yours stands; {key} shows it before"
    return (*hung(told, look.dim, paint.width, lead=("", look.dim)), ())


def _past(_: Sheet, row: Row, paint: _Paint) -> Block:
    if row.past is None:
        return ()
    return text.past_block(row.past, first=paint.first, look=paint.look, width=paint.width)


BLOCKS: Mapping[Kind, Callable[[Sheet, Row, _Paint], Block]] = {
    "level": _level,
    "verdict": _verdict,
    "confidence": _confidence,
    "cite": _cite,
    "none": _none,
    "why": _why,
    "said": _said,
    "past": _past,
}


def _wrapped(told: str, paint: _Paint) -> Sequence[Line]:
    style = paint.look.text
    return [*hung(told, style, paint.width, lead=("", style))]


def _told(told: str) -> Callable[[Sheet, Row, _Paint], Sequence[Line]]:
    return lambda _sheet, _row, paint: _wrapped(told, paint)


def _about_level(sheet: Sheet, _: Row, paint: _Paint) -> Sequence[Line]:
    return _wrapped(ASKS[sheet.form.level], paint)


def _about_verdict(sheet: Sheet, _: Row, paint: _Paint) -> Sequence[Line]:
    return [*text.meaning_lines(sheet.form.level, sheet.form.verdict, paint.look, paint.width)]


def _about_cite(sheet: Sheet, row: Row, paint: _Paint) -> Sequence[Line]:
    one = sheet.evidence[row.key]
    return evidencetext.about_lines(one, None, look=paint.look, width=paint.width, weight=True)


def _about_past(_: Sheet, row: Row, paint: _Paint) -> Sequence[Line]:
    value = row.past.given.value if row.past else None
    why = value.justification if isinstance(value, Verdict) else "It was taken back."
    return _wrapped(shown(why), paint)


ABOUT: Mapping[Kind, Callable[[Sheet, Row, _Paint], Sequence[Line]]] = {
    "level": _about_level,
    "verdict": _about_verdict,
    "confidence": _told("How sure you are: 1 little, 3 very."),
    "cite": _about_cite,
    "none": _told("Evidence is added beside the versions of the claim; a verdict can cite none."),
    "why": _told("Why, so that another can follow it: which evidence, and what it says."),
    "said": _told("Where checkers differ, the claim stays open: none of them is right by default."),
    "past": _about_past,
}
