"""Claims and verdicts to a file or folder, and what is left out and why.

The twin of `exporting`, which writes labels. Streams: one claim is held at a time, in the order in
which they were made. Refuses to write a verdict that checkers differ on as if there were one.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import BinaryIO

from annotations.claims import VerdictName
from annotations.config import Config
from annotations.errors import ExportFailed, NotFound, UnknownName
from annotations.exporters import Files, Folder, OneFile, placed, placed_folder, streamed
from annotations.exporters.claims import (
    CLAIM_FORMATS,
    REASONS,
    ClaimFormat,
    ClaimTerms,
    Dossier,
    Page,
    Reason,
)
from annotations.exporters.claims.manifest import as_claim_manifest
from annotations.exporters.manifest import entries
from annotations.exporters.place import MARK
from annotations.facts.claim import Claim
from annotations.nouns import dataclass
from annotations.store import Store
from annotations.workflow.dossiers import Dossiers
from annotations.workflow.exportable import check_place
from annotations.workflow.rows import TOOL

PAGES: Mapping[str, Page] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""Ending of a report's name → what it is written as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsExported:
    """How far an export has come; when the last one is reported, the file is in place."""

    passed: int
    """Claims looked at so far, of `of_claims`."""
    of_claims: int
    claims: int
    """Those written."""
    verdicts: Mapping[VerdictName, int]
    """Verdict on the content → claims written, most first; without those that have none."""
    left_out: Mapping[Reason, int]
    """Reason (`exporters.claims.REASONS`) → claims, in the order of the reasons."""
    unbacked: int
    """Claims written without evidence, since the format has no place for what there is."""


@dataclass(slots=True)
class _Tally:
    """What has gone by."""

    of_claims: int
    passed: int = 0
    claims: int = 0
    verdicts: Counter[VerdictName] = field(default_factory=Counter)
    left_out: Counter[Reason] = field(default_factory=Counter)
    unbacked: int = 0

    def report(self) -> ClaimsExported:
        ranked = sorted(self.verdicts.items(), key=lambda pair: (-pair[1], pair[0]))
        return ClaimsExported(
            passed=self.passed,
            of_claims=self.of_claims,
            claims=self.claims,
            verdicts=dict(ranked),
            left_out={why: n for why in REASONS if (n := self.left_out[why])},
            unbacked=self.unbacked,
        )


def export_claims(
    store: Store,
    to: Path | BinaryIO | None,
    *,
    config: Config,
    format_name: str,
    only: Sequence[str] = (),
    lossy: bool = False,
) -> Generator[ClaimsExported, None, None]:
    """Write claims to a file, folder or stream, or nowhere to see what would be written.

    `only`: beginnings of the ids of those wanted; none: all. `lossy`: a verdict without a word in
    the format is written as the nearest one. Raises UnknownName, NotFound and ExportFailed; what
    stood there before is whole then.
    """
    wanted = claim_format_of(format_name)
    if isinstance(to, Path):
        check_claim_destination(to, store.path, format_name=format_name)
    settings = config.exporting
    terms = ClaimTerms(
        tool=TOOL,
        title=settings.title,
        publisher=settings.publisher,
        site=settings.site,
        lossy=lossy,
        page=page_of(to) if isinstance(to, Path) and format_name == "report" else "markdown",
    )
    with store.reading():
        claims = wanted_claims(store, only)
        tally = _Tally(len(claims))
        dossiers = _going_in(store, claims, wanted, terms, tally, config)
        with _opened(to, wanted) as files:
            for _ in dossiers if files is None else wanted.write(dossiers, files, terms):
                yield tally.report()
            if isinstance(files, Folder):
                files.put(MARK, _manifest(files, format_name, tally))
    yield tally.report()


def claim_format_of(name: str) -> ClaimFormat:
    """The format of this name. Raises UnknownName."""
    if name not in CLAIM_FORMATS:
        known = ", ".join(CLAIM_FORMATS)
        raise UnknownName(f"there is no format of claims {name!r}; the formats are {known}")
    return CLAIM_FORMATS[name]


def check_claim_destination(destination: Path, database: Path, *, format_name: str) -> None:
    """Raise ExportFailed where an export cannot go, before anything is written."""
    if format_name == "report":
        page_of(destination)
    check_place(destination, database, folder=claim_format_of(format_name).folder)


def page_of(destination: Path) -> Page:
    """What a report of this name is written as. Raises ExportFailed where the name does not say."""
    page = PAGES.get(destination.suffix.lower())
    if page is None:
        raise ExportFailed("a report is Markdown or HTML: give a name that ends in .md or .html")
    return page


def wanted_claims(store: Store, only: Sequence[str] = ()) -> list[str]:
    """The ids of the claims that begin so, each once, in the order in which they were made.

    Raises NotFound for a beginning of no claim, or of several.
    """
    every = store.facts.ids()
    if not only:
        return every
    return sorted({_the_one(every, beginning) for beginning in only})


LISTED = "`claimdesk claims --json` lists them"


def _the_one(every: Sequence[str], beginning: str) -> str:
    found = [one for one in every if beginning and one.startswith(beginning.lower())]
    if not found:
        raise NotFound(f"there is no claim whose id begins with {beginning!r}: {LISTED}")
    if len(found) > 1:
        raise NotFound(
            f"{len(found)} claims have ids that begin with {beginning!r}: give more of it"
        )
    return found[0]


def _going_in(
    store: Store,
    claims: Sequence[str],
    wanted: ClaimFormat,
    terms: ClaimTerms,
    tally: _Tally,
    config: Config,
) -> Iterator[Dossier]:
    """The claims that the format can hold, tallied as they go by."""
    gathered = Dossiers(store, config)
    for claim in _read(store, claims):
        dossier = gathered.of(claim)
        tally.passed += 1
        reason = wanted.leaves_out(dossier, terms)
        if reason is not None:
            tally.left_out[reason] += 1
            continue
        tally.claims += 1
        if dossier.content.verdict is not None:
            tally.verdicts[dossier.content.verdict] += 1
            tally.unbacked += not wanted.backed(dossier)
        yield dossier


def _read(store: Store, claims: Sequence[str]) -> Iterator[Claim]:
    for identity in claims:
        claim = store.facts.claim(identity)
        if claim is not None:
            yield claim


def _manifest(folder: Folder, format_name: str, tally: _Tally) -> bytes:
    return as_claim_manifest(
        entries(folder.contents()),
        tool=TOOL,
        format_name=format_name,
        claims=tally.claims,
        verdicts=tally.verdicts,
        left_out=tally.left_out,
    )


@contextmanager
def _opened(to: Path | BinaryIO | None, wanted: ClaimFormat) -> Iterator[Files | None]:
    if to is None:
        yield None
    elif isinstance(to, Path) and wanted.folder:
        with placed_folder(to) as folder:
            yield folder
    elif isinstance(to, Path):
        with placed(to) as file:
            yield OneFile(file)
    elif wanted.folder:
        raise ExportFailed("this format is a folder of several files: give the name of one")
    else:
        with streamed(to) as file:
            yield OneFile(file)
