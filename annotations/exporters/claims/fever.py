"""Claims in the form of FEVER: one object a line, with the sentences that decide it.

Fields and their order are those of the shared task's files (https://fever.ai/dataset/fever.html):
`evidence` is a list of sets, a set a list of [annotation id, evidence id, page, sentence number].
A page is an article, by its name; a number is the place of the sentence in it, from 1 where
FEVER's own count from 0. What is ours begins with `x_`. Refuses evidence that is no sentence, which
the form has no place for, and, for what it supports, evidence with the claim's own root.
"""

import msgspec

from annotations.exporters.claims.dossier import Backing, Dossier
from annotations.exporters.claims.shape import ClaimTerms, Reason, undecided
from annotations.exporters.claims.verdicts import agreeing, elsewhere
from annotations.facts.claim import Checked

SUPPORTS, REFUTES, NOT_ENOUGH = "SUPPORTS", "REFUTES", "NOT ENOUGH INFO"
_AGAINST = {SUPPORTS: "refutes", REFUTES: "supports"}
_FOR = {SUPPORTS: "supports", REFUTES: "refutes"}

_BITS = 53
"""Of an id that is a number here: as many as every reader of JSON keeps."""

Entry = tuple[int, int | None, str | None, int | None]


def as_fever(dossier: Dossier, terms: ClaimTerms) -> bytes:
    """One claim with a verdict on its content, as a line."""
    return msgspec.json.encode(fever(dossier, terms)) + b"\n"


def fever(dossier: Dossier, terms: ClaimTerms) -> dict[str, object]:
    """One claim as an object."""
    said, content = elsewhere(dossier.content), dossier.content
    enough = said.fever != NOT_ENOUGH
    return {
        "id": number_of(dossier.claim.id),
        "verifiable": "VERIFIABLE" if enough else "NOT VERIFIABLE",
        "label": said.fever,
        "claim": dossier.claim.wording.text,
        "evidence": [_set(one, dossier) for one in agreeing(content)],
        "x_id": dossier.claim.id,
        "x_verdict": content.verdict,
        "x_confidence": content.confidence,
        "x_sentences": [_sentence(one) for one in _used(dossier)],
        "x_tool": terms.tool,
    }


def unsaid(dossier: Dossier, terms: ClaimTerms) -> Reason | None:
    """Why a claim is left out."""
    why = undecided(dossier, terms)
    if why is None and elsewhere(dossier.content).lossy and not terms.lossy:
        return "lossy"
    return why


def in_sentences(dossier: Dossier) -> bool:
    """Whether a claim that needs evidence has some that is a sentence."""
    return elsewhere(dossier.content).fever == NOT_ENOUGH or bool(_used(dossier))


def number_of(identity: str) -> int:
    """An id of 32 hex digits as a number, since FEVER's are: its last 53 bits."""
    return int(identity, 16) & ((1 << _BITS) - 1)


def _set(checked: Checked, dossier: Dossier) -> list[Entry]:
    """The sentences on which one checker's verdict rests, together."""
    annotation = number_of(checked.event_id)
    found: list[Entry] = [
        (annotation, number_of(one.id), one.place.name, one.place.position)
        for one in _sentences(checked, dossier)
        if one.place is not None
    ]
    return found or [(annotation, None, None, None)]


def _sentences(checked: Checked, dossier: Dossier) -> list[Backing]:
    """What the checker cites and does not speak against them; without any, all that speaks so."""
    label = elsewhere(dossier.content).fever or ""
    if label not in _FOR:
        return []
    cites = checked.verdict.cites
    return [
        one
        for one in dossier.backing
        if (one.id in cites if cites else one.evidence.stance == _FOR[label])
        and one.evidence.stance != _AGAINST[label]
        and (one.counts or label != SUPPORTS)
        and one.place is not None
        and one.place.position is not None
    ]


def _used(dossier: Dossier) -> list[Backing]:
    """Each sentence that stands in the evidence, once."""
    found = (one for checked in agreeing(dossier.content) for one in _sentences(checked, dossier))
    return list({one.id: one for one in found}.values())


def _sentence(backing: Backing) -> dict[str, object]:
    place = backing.place
    return {
        "evidence_id": number_of(backing.id),
        "article_id": place.article if place else None,
        "sentence": place.sentence if place else None,
        "text": place.text if place else None,
    }
