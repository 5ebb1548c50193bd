"""All that the detectors compare, read off one passage once.

Refuses to read further than `LIMIT` code points: a sentence is shorter, and what is longer must
not cost more.
"""

from datetime import date
from functools import lru_cache

from annotations.matching.detectors.calendar import Date, dates
from annotations.matching.detectors.periods import Period, periods
from annotations.matching.detectors.quantities import Quantity, quantities
from annotations.matching.detectors.quotemarks import Quoted, quoted
from annotations.matching.detectors.words import QUOTES, Word, cut, stems
from annotations.matching.passage import Passage
from annotations.nouns import dataclass

LIMIT = 2_000
"""Code points of a text that are compared; the longest of the sentences people write has 1,500."""


MOST = 30
"""Values of a kind that are compared, the first in the text."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One passage, read. Offsets are code points of its text."""

    passage: Passage
    text: str
    """With straight quotation marks, cut at `LIMIT`."""
    words: tuple[Word, ...]
    stems: frozenset[str]
    quoted: tuple[Quoted, ...]
    periods: tuple[Period, ...]
    dates: tuple[Date, ...]
    """Those of `periods` left out."""
    quantities: tuple[Quantity, ...]
    """Those of dates and of lengths of time left out."""


@lru_cache(maxsize=512)
def read(passage: Passage) -> Reading:
    """Read a passage. The last ones are kept: a sentence is compared with many."""
    text = passage.text[:LIMIT].translate(QUOTES)
    words = cut(text)
    all_dates = dates(text, words, day(passage.published))[:MOST]
    spans = periods(text, words, all_dates)[:MOST]
    lengths = [(one.start, one.end) for one in spans if one.date is None and one.sense != "end"]
    taken = sorted([(one.start, one.end) for one in all_dates] + lengths)
    return Reading(
        passage=passage,
        text=text,
        words=words,
        stems=stems(words),
        quoted=quoted(text)[:MOST],
        periods=spans,
        dates=tuple(one for one in all_dates if not _within(one, spans)),
        quantities=quantities(text, words, taken)[:MOST],
    )


def day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None where it is not one, as 2023 or 2023-12."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _within(one: Date, spans: tuple[Period, ...]) -> bool:
    return any(span.start <= one.start and one.end <= span.end for span in spans)
