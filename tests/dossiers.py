"""Claims with all that is concluded of them, made by hand from few words."""

import io
import json
from collections.abc import Iterable
from typing import Any

from annotations.claims import (
    Chain,
    Evidence,
    Link,
    Mention,
    Relation,
    Source,
    Verdict,
    VerdictName,
    Wording,
)
from annotations.exporters import OneFile
from annotations.exporters.claims import (
    CLAIM_FORMATS,
    Backing,
    ClaimTerms,
    Dossier,
    Past,
    Place,
    Telling,
)
from annotations.facts.claim import Checked, Claim
from annotations.facts.verdicts import outcome
from annotations.matching.aligned import align
from annotations.model import Span

AT = 1_700_000_000_000_000
"""2023-11-14, UTC."""
ID = "018bcfe5680070000000000000000001"
TERMS = ClaimTerms(tool="claimdesk 0")
TIMES, KREMLIN = Source("The Times", "outlet"), Source("Dmitry Peskov", "person")


def place(number: int = 1, **fields: Any) -> Place:
    given: dict[str, Any] = {
        "article": f"{number:064x}",
        "sentence": f"{number:032x}",
        "name": f"{number}.txt",
        "title": f"Title {number}",
        "source": f"Paper {number}",
        "url": f"https://example.org/{number}",
        "published": f"2023-12-{number:02}",
        "position": number,
        "text": f"Sentence {number}.",
    }
    return Place(**(given | fields))


def chain(*sources: Source, root: str = "The Times") -> Chain:
    return Chain(tuple(Link(source=source) for source in sources), root)


def telling(
    number: int = 1,
    text: str = "Forty planes were lost.",
    *,
    base: str | None = None,
    relation: Relation = "same",
    **fields: Any,
) -> Telling:
    where = fields.pop("place", place(number))
    mention = Mention(
        article=where.article,
        sentence=where.sentence or "",
        span=Span(0, len(text)),
        text=text,
        relation=relation,
    )
    given: dict[str, Any] = {"chain": chain(Source(where.source or "", "outlet"), TIMES)}
    return Telling(
        mention=mention,
        place=where,
        pieces=align(base or text, text),
        **(given | fields),
    )


def backing(number: int = 1, *, counts: bool = True, **fields: Any) -> Backing:
    """Evidence, by default from a url; `place=` makes it a sentence."""
    where = fields.pop("place", None)
    young = fields.pop("young", False)
    given: dict[str, Any] = {"question": "Who counted?", "answer": "Nobody.", "root": "AP"}
    if where is None:
        given["url"] = f"https://example.com/{number}"
    else:
        given |= {"article": where.article, "sentence": where.sentence}
    return Backing(
        id=f"{number + 0xE0:032x}",
        evidence=Evidence(**(given | fields)),
        counts=counts,
        why="it rests on AP, the claim does not" if counts else "its root is not known",
        place=where,
        young=young,
    )


def checked(name: VerdictName = "supported", checker: str = "ada", **fields: Any) -> Checked:
    at = fields.pop("at", AT)
    given: dict[str, Any] = {
        "level": "content",
        "confidence": 2,
        "justification": "It says so.",
    }
    number = sum(map(ord, checker)) + (at - AT)
    return Checked(checker, Verdict(verdict=name, **(given | fields)), at, f"{number:032x}")


def dossier(
    *verdicts: Checked,
    wording: Wording | None = None,
    tellings: Iterable[Telling] | None = None,
    evidence: Iterable[Backing] = (),
    roots: tuple[str, ...] = ("The Times",),
    past: tuple[Past, ...] = (),
) -> Dossier:
    backed = tuple(evidence)
    claim = Claim(
        id=ID,
        wording=wording or Wording(text="Forty planes were lost.", type="numerical"),
        made_by="ada",
        at=AT,
        evidence={one.id: one.evidence for one in backed},
        verdicts=verdicts,
    )
    told = tuple([telling()] if tellings is None else tellings)
    return Dossier(
        claim=claim,
        tellings=told,
        articles=len({one.place.article for one in told}),
        roots=roots,
        backing=backed,
        attribution=outcome(claim, "attribution", reader=None),
        content=outcome(claim, "content", reader=None),
        past=past,
    )


def written(format_name: str, *dossiers: Dossier, terms: ClaimTerms = TERMS) -> str:
    """What a format of one file makes of these."""
    stream = io.BytesIO()
    for _ in CLAIM_FORMATS[format_name].write(dossiers, OneFile(stream), terms):
        pass
    return stream.getvalue().decode()


def rows(format_name: str, *dossiers: Dossier, terms: ClaimTerms = TERMS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(format_name, *dossiers, terms=terms).splitlines()]
