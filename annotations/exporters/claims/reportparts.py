"""The parts of a report on one claim: its versions, the evidence, the articles.

Refuses to hide what does not count: dismissed differences and dependent evidence are there, and
are said to be that.
"""

from collections.abc import Iterator, Mapping

from annotations.claims import Divergence
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
from annotations.exporters.claims.dossier import Backing, Dossier, Place, Telling
from annotations.exporters.claims.speakers import each_article


def versions(dossier: Dossier) -> Iterator[Block]:
    """How each article tells it, beside the first."""
    if not dossier.tellings:
        yield Paragraph(line("No sentence is confirmed to make this claim."))
    for number, telling in enumerate(dossier.tellings, 1):
        yield Heading(4, line(f"{number}. {_named(telling.place)}"))
        yield Quote(tuple(_words(telling)))
        yield items(_about(telling, first=number == 1))


def _named(place: Place) -> str:
    return f"{place.outlet}, {place.published or 'no date'}"


def _words(telling: Telling) -> Iterator[Run]:
    """The text; what stands otherwise in the first is in signs and styles, blanks outside."""
    if not telling.pieces:
        yield Run(telling.mention.text)
    for kind, text, _ in telling.pieces:
        inner = text.strip()
        if kind == "same" or not inner:
            yield Run(text)
            continue
        before, _, after = text.partition(inner)
        yield from (Run(before), Run(inner, kind), Run(after or (" " if kind == "out" else "")))


def _about(telling: Telling, *, first: bool) -> Iterator[Line]:
    sentence = telling.place.position
    where = f"sentence {sentence}" if sentence else "the article is not in this database"
    yield line(f"{telling.place.title or telling.place.article}, {where}")
    yield line(words.RELATIONS[telling.mention.relation].capitalize())
    decided = " (set by a person)" if telling.chain.decided else ""
    root = telling.chain.root or words.NOT_KNOWN
    yield line(f"Chain: {words.chain(telling.chain)}; rests on {root}{decided}")
    for one in telling.divergences:
        yield _difference(one)
    if not first and not telling.divergences:
        yield line("No difference from the first was found")


def _difference(one: Divergence) -> Line:
    if one.dismissed:
        return line(Run(f"Dismissed by a person: {words.divergence(one)}", "faint"))
    said = words.divergence(one)
    if one.level == "alarm":
        return line(Run(f"Differs in {said}", "warning"))
    return line(f"{'Only on one side' if one.level == 'note' else 'Style'}: {said}")


def evidence_names(dossier: Dossier) -> Mapping[str, str]:
    """Id of each piece of evidence → its number in the report."""
    return {backing.id: str(number) for number, backing in enumerate(_by_question(dossier), 1)}


def evidence(dossier: Dossier) -> Iterator[Block]:
    """The questions with their answers, and what each of these is worth."""
    if not dossier.backing:
        yield Paragraph(line("None is put down."))
    names, question = evidence_names(dossier), None
    for backing in _by_question(dossier):
        if backing.evidence.question != question:
            question = backing.evidence.question
            yield Heading(4, line(question))
        yield Paragraph(
            line(Run(f"{names[backing.id]}. ", "strong"), backing.evidence.answer or "No answer.")
        )
        if backing.evidence.excerpt:
            yield Quote(line(backing.evidence.excerpt))
        yield items(_worth(backing))


def _by_question(dossier: Dossier) -> list[Backing]:
    asked = list(dict.fromkeys(one.evidence.question for one in dossier.backing))
    return sorted(dossier.backing, key=lambda one: asked.index(one.evidence.question))


def _worth(backing: Backing) -> Iterator[Line]:
    one = backing.evidence
    yield line(f"{words.STANCES[one.stance].capitalize()}; {words.ANSWERS[one.answer_type]}")
    if source := _source(backing):
        yield line(f"Source: {source}")
    yield line(f"Rests on {one.root or words.NOT_KNOWN}")
    if backing.counts:
        yield line(f"Counts: {backing.why}")
    else:
        yield line(Run(f"Does not count: {backing.why}", "warning"))
    if backing.young:
        yield line(Run("Younger than the claim: it may be a retelling of it.", "warning"))


def _source(backing: Backing) -> str:
    one, place = backing.evidence, backing.place
    published = one.published or (place.published if place else None)
    said = [
        f"{place.outlet}, {place.title or place.article}" if place else "",
        f"sentence {place.position}" if place and place.position else "",
        one.url or (place.url if place else None) or "",
        f"published {published}" if published else "",
        f"retrieved {one.retrieved}" if one.retrieved else "",
    ]
    return ", ".join(filter(None, said))


def articles(dossier: Dossier) -> Iterator[Block]:
    """The articles that stand in the report, each once."""
    places = [one.place for one in dossier.tellings]
    places += [one.place for one in dossier.backing if one.place is not None]
    if places:
        yield items(line(_article(place)) for place in each_article(places))
    else:
        yield Paragraph(line("None."))


def _article(place: Place) -> str:
    said = [_named(place), place.title, place.name, place.url or "", f"id {place.article}"]
    return "; ".join(dict.fromkeys(filter(None, said)))
