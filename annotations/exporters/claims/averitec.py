"""Claims in the form of AVeriTeC: one object a line, with its field names.

Every field that the dataset's README lists (https://github.com/MichSchli/AVeriTeC, "Format") is
there, in its order, null or empty where nothing is known; `boolean_explanation`, which its programs
read behind a yes or no, too. What is ours begins with `x_`. Refuses to guess: nothing is archived,
so cached addresses are null.
"""

from collections.abc import Mapping

import msgspec

from annotations.claims import AnswerType, ClaimType, Wording
from annotations.exporters.claims.dossier import Backing, Dossier, Place, Telling
from annotations.exporters.claims.shape import ClaimTerms
from annotations.exporters.claims.speakers import origin_of, speaker_of
from annotations.exporters.claims.verdicts import agreeing, elsewhere, justification
from annotations.facts.claim import Checked
from annotations.facts.verdicts import Outcome

TYPES: Mapping[ClaimType, str] = {
    "event": "Event/Property Claim",
    "numerical": "Numerical Claim",
    "quote": "Quote Verification",
    "position": "Position Statement",
    "causal": "Causal Claim",
}
"""Our type of a claim → that of AVeriTeC."""

ANSWERS: Mapping[AnswerType, str] = {
    "extractive": "Extractive",
    "abstractive": "Abstractive",
    "boolean": "Boolean",
    "unanswerable": "Unanswerable",
}

NO_ANSWER = "No answer could be found."
"""Stands where there is none; programs that read AVeriTeC expect a text."""


def as_averitec(dossier: Dossier, terms: ClaimTerms) -> bytes:
    """One claim with a verdict on its content, as a line."""
    return msgspec.json.encode(averitec(dossier, terms)) + b"\n"


def averitec(dossier: Dossier, terms: ClaimTerms) -> dict[str, object]:
    """One claim as an object."""
    wording, content = dossier.claim.wording, dossier.content
    speaker = speaker_of(dossier)
    source, place = origin_of(dossier)
    return {
        "claim": wording.text,
        "required_reannotation": len(content.shown) > 1,
        "label": elsewhere(content).averitec,
        "justification": justification(content),
        "claim_date": _day(wording),
        "speaker": speaker.name if speaker else None,
        "original_claim_url": place.url if place else None,
        "cached_original_claim_url": None,
        "fact_checking_article": terms.address(dossier.claim.id),
        "reporting_source": source,
        "location_ISO_code": None,
        "claim_types": [TYPES[wording.type]],
        "fact_checking_strategies": [],
        "questions": _questions(dossier),
        "x_id": dossier.claim.id,
        "x_date": wording.date,
        "x_note": wording.note,
        "x_verdict": content.verdict,
        "x_confidence": content.confidence,
        "x_verdicts": [_checked(one) for one in agreeing(content)],
        "x_attribution": _attribution(dossier.attribution),
        "x_roots": list(dossier.roots),
        "x_versions": [_version(one) for one in dossier.tellings],
        "x_tool": terms.tool,
    }


def _day(wording: Wording) -> str | None:
    """Day, month and year, as in the dataset; None where the day is not known."""
    if wording.date is None or wording.precision != "day":
        return None
    year, month, day = wording.date.split("-")
    return f"{int(day)}-{int(month)}-{year}"


def _questions(dossier: Dossier) -> list[dict[str, object]]:
    """The questions in the order in which they were first asked, each with all answers."""
    cited = {key for one in dossier.content.shown for key in one.verdict.cites}
    answers: dict[str, list[dict[str, object]]] = {}
    for backing in dossier.backing:
        found = answers.setdefault(backing.evidence.question, [])
        found.append(_answer(backing, cited=backing.id in cited))
    return [{"question": question, "answers": found} for question, found in answers.items()]


def _answer(backing: Backing, *, cited: bool) -> dict[str, object]:
    evidence, place = backing.evidence, backing.place
    answered = evidence.answer_type != "unanswerable"
    url = evidence.url or (place.url if place else None)
    explained = evidence.answer_type == "boolean"
    return {
        "answer": evidence.answer or NO_ANSWER,
        "answer_type": ANSWERS[evidence.answer_type],
        "source_url": url,
        "cached_source_url": None,
        "source_medium": _medium(url) if answered else None,
        **({"boolean_explanation": evidence.excerpt} if explained else {}),
        "x_id": backing.id,
        "x_stance": evidence.stance,
        "x_cited": cited,
        "x_root": evidence.root,
        "x_counts": backing.counts,
        "x_why": backing.why,
        "x_excerpt": evidence.excerpt,
        "x_published": evidence.published,
        "x_retrieved": evidence.retrieved,
        **{f"x_{key}": value for key, value in _where(place).items()},
    }


def _medium(url: str | None) -> str:
    """What AVeriTeC calls the medium; sentences of articles are text on the web as well."""
    path = (url or "").partition("?")[0].partition("#")[0]
    return "PDF" if path.lower().endswith(".pdf") else "Web text"


def _checked(one: Checked) -> dict[str, object]:
    return {
        "checker": one.checker,
        "confidence": one.verdict.confidence,
        "justification": one.verdict.justification,
        "cites": list(one.verdict.cites),
        "blind": one.verdict.blind,
    }


def _attribution(outcome: Outcome) -> dict[str, object]:
    """Whether it was said, and passed on faithfully; null in both where checkers differ."""
    return {
        "verdict": outcome.verdict,
        "confidence": outcome.confidence,
        "verdicts": [_checked(one) for one in agreeing(outcome)],
    }


def _version(telling: Telling) -> dict[str, object]:
    mention, place = telling.mention, telling.place
    return {
        "text": mention.text,
        "relation": mention.relation,
        "chain": [link.source.name for link in telling.chain.links],
        "root": telling.chain.root,
        "source": place.source,
        "published": place.published,
        "url": place.url,
        **_where(place),
        "start": mention.span.start,
        "end": mention.span.end,
    }


def _where(place: Place | None) -> dict[str, object]:
    return {
        "article_id": place.article if place else None,
        "article": (place.name or None) if place else None,
        "sentence": place.sentence if place else None,
        "position": place.position if place else None,
    }
