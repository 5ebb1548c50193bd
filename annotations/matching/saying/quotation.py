"""The noun of a quotation, made from a pair of marks; its speaker is added later."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from annotations.matching.saying.attributions import Attribution
from annotations.matching.saying.pairing import Pair
from annotations.matching.saying.words import WORD
from annotations.model import Span
from annotations.nouns import dataclass

SCARE = 4
"""Words from which on a quotation is more than a name or a term held at a distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two quotation marks, and whose words it is."""

    span: Span
    """With its marks."""
    inner: Span
    """Between the marks."""
    depth: int = 0
    """In how many other quotations it stands."""
    balanced: bool = True
    """False: one of its marks is lost, so that where it begins or ends is not certain."""
    continues: bool = False
    """Goes on from the paragraph before, as long quotations in news do."""
    scare: bool = False
    """Under four words."""
    speaker: str = ""
    """As the text says it; "" where nobody is named. `he` where it could be two."""
    speaker_span: Span | None = None
    """Where these words stand."""
    cue: str = ""
    """`said`, `according to`; a dash before a signature."""
    cue_span: Span | None = None
    said: Attribution | None = None
    """The attribution that speaker and cue are taken from."""


def nested(text: str, found: Sequence[Pair]) -> list[Quotation]:
    """Return the quotations without their speakers."""
    ends: list[int] = []
    bare = []
    for pair in found:
        while ends and ends[-1] <= pair.span.start:
            ends.pop()
        count = sum(1 for _ in islice(WORD.finditer(text, *pair.inner), SCARE))
        bare.append(
            Quotation(
                span=pair.span,
                inner=pair.inner,
                depth=len(ends),
                balanced=pair.balanced,
                continues=pair.continues,
                scare=count < SCARE,
            )
        )
        ends.append(pair.span.end)
    return bare


def spoken(text: str, one: Quotation, said: Attribution | None) -> Quotation:
    """Return the quotation with its speaker, where one is known."""
    if said is None:
        return one
    return replace(
        one,
        speaker=text[slice(*said.speaker)],
        speaker_span=said.speaker,
        cue=text[slice(*said.cue)],
        cue_span=said.cue,
        said=said,
    )
