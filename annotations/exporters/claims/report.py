"""A report on claims, for people: to read, to print, to pass on.

A claim after the other: what was concluded and why, by whom, what was concluded before; how each
article tells it and through whom; the evidence, and what of it counts. At the end all claims in a
list. Refuses to conclude anything, and to leave out what checkers disagree on.
"""

from collections.abc import Iterable, Iterator

from annotations.claims import Verdict, VerdictLevel
from annotations.exporters.claims import words
from annotations.exporters.claims.blocks import (
    Block,
    Heading,
    Line,
    Paragraph,
    Quote,
    Run,
    items,
    line,
)
from annotations.exporters.claims.dossier import Dossier, Past
from annotations.exporters.claims.htmlpage import as_html
from annotations.exporters.claims.markdownpage import as_markdown
from annotations.exporters.claims.reportparts import articles, evidence, evidence_names, versions
from annotations.exporters.claims.shape import ClaimTerms
from annotations.exporters.claims.times import day
from annotations.exporters.shape import Files
from annotations.facts.claim import Checked
from annotations.facts.verdicts import Outcome, uncited

TITLE = "Claims and verdicts"


def write_report(dossiers: Iterable[Dossier], files: Files, terms: ClaimTerms) -> Iterator[None]:
    """The report, as the page that `terms` says."""
    file = files.open()
    pauses = 0

    def watched() -> Iterator[Dossier]:
        nonlocal pauses
        for dossier in dossiers:
            yield dossier
            pauses += 1

    blocks = report(watched(), terms)
    title = terms.title or TITLE
    told = 0
    for text in as_html(blocks, title=title) if terms.page == "html" else as_markdown(blocks):
        file.write(text.encode())
        if pauses > told:
            told = pauses
            yield


def report(dossiers: Iterable[Dossier], terms: ClaimTerms) -> Iterator[Block]:
    """The whole report, block by block."""
    yield Heading(1, line(terms.title or TITLE))
    if terms.publisher:
        yield Paragraph(line(terms.publisher))
    yield Paragraph(
        line(
            Run(f"Written by {terms.tool}. Where articles differ from the first one: ", "faint"),
            Run("what only the first has", "out"),
            " ",
            Run("what only this one has", "in"),
        )
    )
    told: list[Line] = []
    for dossier in dossiers:
        yield from _claim(dossier)
        told.append(_in_short(dossier))
    yield Heading(2, line("All claims"))
    yield items(told) if told else Paragraph(line("There is none."))
    yield Heading(2, line("What the verdicts mean"))
    yield items(line(Run(name, "strong"), f": {when}") for name, when in words.VERDICTS.values())


def _in_short(dossier: Dossier) -> Line:
    return line(Run(_conclusion(dossier.content), "strong"), f": {dossier.claim.wording.text}")


def _claim(dossier: Dossier) -> Iterator[Block]:
    claim = dossier.claim
    yield Heading(2, line(claim.wording.text))
    yield Paragraph(line(Run(_about(dossier), "faint")))
    if claim.wording.note:
        yield Paragraph(line(Run("Note: ", "faint"), claim.wording.note))
    yield from _verdicts(dossier, "content", dossier.content)
    yield from _verdicts(dossier, "attribution", dossier.attribution)
    yield Heading(3, line("Versions"))
    yield from versions(dossier)
    yield Heading(3, line("Evidence"))
    yield from evidence(dossier)
    yield Heading(3, line("Articles"))
    yield from articles(dossier)
    yield Heading(3, line("Checked by"))
    yield Paragraph(line(_checkers(dossier)))


def _about(dossier: Dossier) -> str:
    claim, wording = dossier.claim, dossier.claim.wording
    claimed = f"claimed {wording.date}" if wording.date else "date of the claim not known"
    return (
        f"Claim {claim.id}; {words.TYPES[wording.type]}; {claimed}; worded by {claim.made_by} on "
        f"{day(claim.at)}; {words.rests_on(dossier.articles, dossier.roots)}."
    )


def _checkers(dossier: Dossier) -> str:
    given = (*dossier.content.shown, *dossier.attribution.shown)
    return ", ".join(sorted({one.checker for one in given})) or "Nobody yet."


def _conclusion(outcome: Outcome) -> str:
    if outcome.differ:
        return "checkers differ"
    if outcome.verdict is None:
        return "no verdict"
    return words.verdict(outcome.verdict, outcome.confidence)


def _verdicts(dossier: Dossier, level: VerdictLevel, outcome: Outcome) -> Iterator[Block]:
    """What was concluded on one level, by each checker, and before."""
    yield Heading(3, line(words.LEVELS[level][0]))
    yield Paragraph(line(Run(f"{_conclusion(outcome)}.".capitalize(), "strong")))
    for one in sorted(outcome.shown, key=lambda one: (one.at, one.event_id)):
        yield Paragraph(line(_given(one)))
        for text in one.verdict.justification.split("\n\n"):
            yield Quote(line(text))
        yield from _cites(dossier, one.verdict)
    before = [one for one in dossier.past if one.level == level]
    if before:
        yield Paragraph(line(Run("Before:", "faint")))
        yield items(map(_before, before))


def _given(one: Checked) -> str:
    verdict = one.verdict
    blind = ", without having seen the verdict of another" if verdict.blind else ""
    said = words.verdict(verdict.verdict, verdict.confidence)
    return f"{one.checker}, {day(one.at)}: {said}{blind}."


def _cites(dossier: Dossier, verdict: Verdict) -> Iterator[Block]:
    names = evidence_names(dossier)
    cited = [names[key] for key in verdict.cites if key in names]
    if cited:
        yield Paragraph(line(Run(f"Rests on evidence {', '.join(cited)}.", "faint")))
    if gone := len(uncited(dossier.claim, verdict.cites)):
        said = f"Cites {words.counted(gone, 'piece')} of evidence that was taken back since."
        yield Paragraph(line(Run(said, "warning")))


def _before(past: Past) -> Line:
    who = f"{past.checker}, {day(past.at)}: "
    if past.verdict is None:
        return line(f"{who}taken back")
    said = words.verdict(past.verdict.verdict, past.verdict.confidence)
    return line(f"{who}{said}. ", Run(past.verdict.justification, "faint"))
