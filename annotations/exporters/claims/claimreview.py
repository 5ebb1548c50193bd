"""Claims as schema.org ClaimReview, JSON-LD: one object a file, to be put on the page of a check.

Types and properties are those of https://schema.org/ClaimReview, /Claim and /Rating. Google wants
`claimReviewed`, `reviewRating` with `alternateName`, and `url`, which only who publishes can know
(https://developers.google.com/search/docs/appearance/structured-data/factcheck). No text can end
the `<script>` in which such an object stands. Refuses to give a number for a verdict that is none,
and to say that an article was the first.
"""

import json
from collections.abc import Iterable, Iterator

from annotations.claims import Source
from annotations.exporters.claims.dossier import Backing, Dossier, Place
from annotations.exporters.claims.shape import ClaimTerms
from annotations.exporters.claims.speakers import articles_of, speaker_of
from annotations.exporters.claims.times import day
from annotations.exporters.claims.verdicts import BEST, WORST, agreeing, elsewhere, justification
from annotations.exporters.shape import Files
from annotations.facts.verdicts import Outcome

ENDING = "jsonld"

_AUTHORS = {"person": "Person", "outlet": "Organization", "organisation": "Organization"}
"""Kind of a source → its type; what has none here cannot be an author."""

_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def write_claimreview(
    dossiers: Iterable[Dossier], files: Files, terms: ClaimTerms
) -> Iterator[None]:
    """A file a claim, named by its id."""
    for dossier in dossiers:
        said = json.dumps(claimreview(dossier, terms), ensure_ascii=False, indent=2)
        files.put(f"{dossier.claim.id}.{ENDING}", f"{said.translate(_ESCAPED)}\n".encode())
        yield


def claimreview(dossier: Dossier, terms: ClaimTerms) -> dict[str, object]:
    """One claim with a verdict on its content as an object."""
    claim = dossier.claim
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "identifier": claim.id,
        **_given("url", terms.address(claim.id)),
        "claimReviewed": claim.wording.text,
        "author": _authors(dossier.content, terms),
        "datePublished": day(max(one.at for one in agreeing(dossier.content))),
        "reviewRating": _rating(dossier.content),
        "reviewBody": justification(dossier.content),
        "itemReviewed": _claim(dossier),
        **_given("citation", [*_citations(dossier)]),
    }


def _given(name: str, value: object) -> dict[str, object]:
    """The property, unless there is nothing to say."""
    return {name: value} if value else {}


def _web(url: str | None) -> str | None:
    """An address that a page may link to: what an article is said to come from can be anything."""
    return url if url and url.lower().startswith(("https://", "http://")) else None


def _authors(outcome: Outcome, terms: ClaimTerms) -> object:
    """The publisher, else everybody who came to the verdict."""
    if terms.publisher is not None:
        return {"@type": "Organization", "name": terms.publisher, **_given("url", terms.site)}
    names = dict.fromkeys(one.checker for one in agreeing(outcome))
    people = [{"@type": "Person", "name": name} for name in names]
    return people[0] if len(people) == 1 else people


def _rating(outcome: Outcome) -> dict[str, object]:
    said = elsewhere(outcome)
    number = {} if said.rating is None else {"ratingValue": said.rating}
    scale = {"bestRating": BEST, "worstRating": WORST} if number else {}
    return {"@type": "Rating", **number, **scale, "alternateName": said.review}


def _claim(dossier: Dossier) -> dict[str, object]:
    wording, speaker = dossier.claim.wording, speaker_of(dossier)
    return {
        "@type": "Claim",
        "text": wording.text,
        **_given("author", _author(speaker)),
        **_given("datePublished", wording.date),
        "appearance": [_article(place) for place in articles_of(dossier)],
    }


def _author(source: Source | None) -> dict[str, object]:
    if source is None or not source.named or source.kind not in _AUTHORS:
        return {}
    return {"@type": _AUTHORS[source.kind], "name": source.name}


def _article(place: Place) -> dict[str, object]:
    publisher = {"@type": "Organization", "name": place.source} if place.source else {}
    return {
        "@type": "NewsArticle",
        "identifier": place.article,
        **_given("headline", place.title),
        **_given("url", _web(place.url)),
        **_given("datePublished", place.published),
        **_given("publisher", publisher),
    }


def _citations(dossier: Dossier) -> Iterator[dict[str, object]]:
    """The evidence on which the verdict rests, each source once."""
    cited = {key for one in agreeing(dossier.content) for key in one.verdict.cites}
    told: set[str] = set()
    for backing in dossier.backing:
        key = backing.evidence.url or backing.evidence.article
        if backing.id in cited and key is not None and key not in told:
            told.add(key)
            yield _source(backing)


def _source(backing: Backing) -> dict[str, object]:
    evidence, place = backing.evidence, backing.place
    if evidence.url is None and place is not None:
        return _article(place)
    return {
        "@type": "CreativeWork",
        **_given("url", _web(evidence.url)),
        **_given("datePublished", evidence.published),
    }
