"""How far the wording of a quotation has drifted between two articles.

The words are compared as sets, so that a quotation of half a sentence is seen to be part of the
whole one. A high score says that the same quotation is meant, not that it was passed on
faithfully: one `not` more changes nothing here; that is for the rules of `divergence`.
"""

from annotations.matching.saying.marks import straight

SUGGESTED = 0.60
"""From here on two quotations may be the same one: F1 .83, area under the curve .94 on the
quotations of five retellings of one report."""

_LONGEST = 2_000
"""Characters of a quotation that are compared."""


def drift(a: str, b: str) -> float:
    """Return how alike two quotations are, 0 to 1: `token_set_ratio` of their words.

    Capitals, punctuation and the shape of quotation marks make no difference. 1 also where all
    words of one stand in the other; 0 where one of them has no word.
    """
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 - 55 ms that opening the app must not pay

    one, other = straight(a[:_LONGEST]), straight(b[:_LONGEST])
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) / 100
