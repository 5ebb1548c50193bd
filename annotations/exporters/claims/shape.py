"""What every format of claims is given and gives: claims in, files out, claim by claim.

The twin of `annotations.exporters.shape`, which is about labels. A format says which claims it has
no words for and holds no more than one at a time. Equal input gives equal bytes: no clock, no
randomness. Refuses to know where its files end up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from annotations.exporters.claims.dossier import Dossier
from annotations.exporters.shape import Files
from annotations.nouns import dataclass

Reason = Literal["unchecked", "divided", "not_checkable", "lossy"]

REASONS: Mapping[Reason, str] = {
    "unchecked": "without a verdict on what is said",
    "divided": "on which checkers differ",
    "not_checkable": "not checkable",
    "lossy": "misleading or conflicting, for which the format has no word (--lossy writes them)",
}
"""Why a claim is left out → in words, behind a number."""

Page = Literal["markdown", "html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTerms:
    """What holds for a whole export of claims."""

    tool: str
    """Program and version."""
    title: str | None = None
    """Of a report; None: a plain one."""
    publisher: str | None = None
    """Who publishes the checks; None: the checkers, each in their own name."""
    site: str | None = None
    """Where they are published; the address of a check is this and the id of its claim."""
    lossy: bool = False
    """Whether a verdict may be written as the nearest one that the format has."""
    page: Page = "markdown"
    """What a report is written as."""

    def address(self, claim: str) -> str | None:
        """Where the check of a claim is published; None where that is not known."""
        return None if self.site is None else f"{self.site.rstrip('/')}/{claim}"


ClaimWrite = Callable[[Iterable[Dossier], Files, ClaimTerms], Iterator[None]]
"""Writes the claims, pausing behind each."""

LeavesOut = Callable[[Dossier, ClaimTerms], Reason | None]


def undecided(dossier: Dossier, terms: ClaimTerms) -> Reason | None:
    """Why a claim has no verdict that a format of verdicts could hold; None where it has."""
    del terms
    if dossier.content.differ:
        return "divided"
    if dossier.content.verdict is None:
        return "unchecked"
    return "not_checkable" if dossier.content.verdict == "not_checkable" else None


def nothing(dossier: Dossier, terms: ClaimTerms) -> Reason | None:
    """Leave out nothing."""
    del dossier, terms
    return None


def _backed(dossier: Dossier) -> bool:
    del dossier
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFormat:
    """One format of claims."""

    write: ClaimWrite
    folder: bool = False
    """Whether it is a folder of several files."""
    leaves_out: LeavesOut = undecided
    backed: Callable[[Dossier], bool] = _backed
    """Whether the evidence of a claim that goes in has a place in the format."""


def linewise(line: Callable[[Dossier, ClaimTerms], bytes]) -> ClaimWrite:
    """A format that is one file, a line a claim."""

    def write(dossiers: Iterable[Dossier], files: Files, terms: ClaimTerms) -> Iterator[None]:
        file = files.open()
        for dossier in dossiers:
            file.write(line(dossier, terms))
            yield

    return write
