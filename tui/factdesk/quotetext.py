"""Quotations in words and signs: groups, outlets, speakers, how alike, which marks are missing.

Nothing is said by colour alone. Refuses to read and to decide.
"""

from collections.abc import Iterator, Sequence

from annotations.nouns import dataclass
from annotations.text.display import shown
from annotations.workflow.quoting import AlsoLike, Quote, QuoteGroup, Quotes, Requote
from tui.factdesk import words
from tui.factdesk.aligning import aligned_lines
from tui.look import Look
from tui.widgets.blocks import Block
from tui.widgets.lines import Line
from tui.wrapping import cells, crop

ALONE = "in no group"

_LEAST = 8
"""Cells of an outlet that always show."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quotation on the screen."""

    quote: Quote
    above: str
    """What stands above it: of which group it is the first; "" for all others."""
    wording: Requote | None
    """As one wording of its group; None: it stands alone."""
    earliest: bool
    """The one that the others of its group are compared with."""


def rows(quotes: Quotes) -> list[Row]:
    """The groups, one after the other; then what stands alone."""
    return [*_grouped(quotes.groups), *_alone(quotes.alone)]


def _grouped(groups: Sequence[QuoteGroup]) -> Iterator[Row]:
    for group in groups:
        for n, one in enumerate(group.wordings):
            above = _named(group) if n == 0 else ""
            yield Row(one.quote, above, one, earliest=n == 0)


def _alone(quotes: Sequence[Quote]) -> Iterator[Row]:
    for n, quote in enumerate(quotes):
        above = f"{words.counted(len(quotes), 'quotation')} {ALONE}" if n == 0 else ""
        yield Row(quote, above, None, earliest=False)


def _named(group: QuoteGroup) -> str:
    told = f"{words.counted(group.articles, 'article')}, perhaps one quotation"
    return f"{told} · {percent(group.least)} alike at least"


def percent(likeness: float) -> str:
    """`83 %`; 100 only where it is whole."""
    return f"{int(likeness * 100 + 1e-9)} %"


def block(row: Row, *, look: Look, width: int, done: str) -> Block:
    """The lines of a row: whose it is, what is odd about it, its words."""
    above: list[Line] = [((crop(row.above, width), look.accent),)] if row.above else []
    line = _head(row, done, look=look, width=width)
    speaker = _speaker(row.quote)
    said: list[Line] = [((crop(speaker, width), look.dim),)] if speaker else []
    return (*above, line, *said, *_words(row, look, width), ())


def _head(row: Row, done: str, *, look: Look, width: int) -> Line:
    """Outlet, date, how alike, what became of it; what is odd. The outlet gives way to the rest."""
    quote, one = row.quote, row.wording
    how = ""
    if one is not None:
        how = "earliest" if row.earliest else f"{percent(one.likeness)} alike"
    date = shown(quote.article.published or "")
    told = "".join(f"  {part}" for part in (date, how, done) if part)
    odd = "".join(f"  {name}" for name in odds(quote))
    outlet = crop(quote.outlet, max(_LEAST, width - cells(told) - cells(odd)))
    return (
        (outlet, look.key),
        (crop(told, max(0, width - cells(outlet))), look.key),
        (crop(odd, max(0, width - cells(outlet) - cells(told))), look.warning),
    )


def odds(quote: Quote) -> list[str]:
    """What is odd about the marks of a quotation."""
    one = quote.quotation
    odd = {"lost mark": not one.balanced, "scare": one.scare, "within another": one.depth > 0}
    return [name for name, so in odd.items() if so]


def _speaker(quote: Quote) -> str:
    said = quote.quotation
    return "  ".join(filter(None, (shown(said.speaker), shown(said.cue))))


def _words(row: Row, look: Look, width: int) -> Iterator[Line]:
    if row.wording is None or row.earliest:
        yield from words.wrapped(shown(row.quote.text), look, width)
    else:
        yield from aligned_lines(row.wording.pieces, look=look, width=width)


def about(quote: Quote, like: Sequence[AlsoLike], *, look: Look, width: int) -> list[Line]:
    """Where a quotation stands, who says it, and what it may be besides."""
    said = quote.quotation
    lines: list[Line] = [(), ((crop(quote.outlet, width - 1), look.title),)]
    lines += words.wrapped(shown(quote.article.title), look, width - 1)
    lines.append(((f"sentence {quote.sentence.position}", look.dim),))
    lines += [(), (("Said by", look.key),)]
    lines += words.wrapped(shown(said.speaker) or "nobody the text names", look, width - 1)
    lines += [((crop(f"  {told}", width - 1), look.dim),) for told in [shown(said.cue)] if told]
    lines += [(), (("Begins in", look.key),)]
    lines += words.wrapped(shown(quote.sentence.text), look, width - 1)
    for odd in odds(quote):
        lines += [(), *words.wrapped(f"{odd}: {_ODD[odd]}", look, width - 1)]
    if like:
        lines += [(), (("Also like", look.key),)]
    for one in like:
        about = f"{percent(one.likeness)}  {one.quote.outlet}"
        lines.append(((crop(about, width - 1), look.dim),))
        lines += words.wrapped(shown(one.quote.text), look, width - 1, part=("  ", look.text))
    lines += [(), *_advice(look, width)]
    return lines


_ODD = {
    "lost mark": "one of its quotation marks is missing, so where it begins or ends is not certain",
    "scare": "under four words: a name or a term held at a distance, or a scrap of a quotation",
    "within another": "it stands in a longer quotation",
}


def _advice(look: Look, width: int) -> Iterator[Line]:
    told = "Alike is no agreement: one “not” more hardly shows. Read the words."
    yield from words.aside(told, look, width - 1)
