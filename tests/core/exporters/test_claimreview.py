"""Against the properties of schema.org's ClaimReview, Claim and Rating that Google lists."""

import json
from pathlib import Path
from typing import Any

import pytest
from dossiers import ID, KREMLIN, TERMS, TIMES, backing, chain, checked, dossier, place, telling

from annotations.claims import Source, VerdictName, Wording
from annotations.exporters import Folder
from annotations.exporters.claims import CLAIM_FORMATS, ClaimTerms, Dossier
from annotations.exporters.claims.claimreview import claimreview

REVIEW = {
    *("@context", "@type", "author", "citation", "claimReviewed", "datePublished", "identifier"),
    *("itemReviewed", "reviewBody", "reviewRating", "url"),
}
CLAIM = {"@type", "appearance", "author", "datePublished", "text"}
RATING = {"@type", "alternateName", "bestRating", "ratingValue", "worstRating"}
ARTICLE = {"@type", "datePublished", "headline", "identifier", "publisher", "url"}
OURS = ClaimTerms(tool="claimdesk 0", publisher="Check Desk", site="https://example.org/checks")


def said(one: Dossier, *, terms: ClaimTerms = TERMS) -> dict[str, Any]:
    return json.loads(json.dumps(claimreview(one, terms)))  # type: ignore[no-any-return]  # an object


def test_an_object_has_only_properties_of_the_vocabulary() -> None:
    evidence = backing()
    dated = Wording(text="So.", date="2023-12-03", precision="day")
    one = dossier(
        checked(cites=(evidence.id,)),
        wording=dated,
        evidence=[evidence],
        tellings=[telling(1, chain=chain(TIMES, KREMLIN))],
    )
    review = said(one, terms=OURS)
    assert set(review) == REVIEW
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert set(review["itemReviewed"]) == CLAIM
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["datePublished"] == "2023-12-03"
    assert set(review["reviewRating"]) == RATING
    assert [set(one) for one in review["itemReviewed"]["appearance"]] == [ARTICLE]


@pytest.mark.parametrize(
    ("name", "word", "rating"),
    [
        ("supported", "Supported", 5),
        ("refuted", "False", 1),
        ("misleading", "Missing context", 2),
        ("conflicting", "Conflicting evidence", 3),
        ("not_enough_evidence", "Not enough evidence", None),
    ],
)
def test_a_rating_always_has_a_name_and_a_number_only_where_it_is_one(
    name: VerdictName, word: str, rating: int | None
) -> None:
    found = said(dossier(checked(name)))["reviewRating"]
    assert found["alternateName"] == word
    assert found.get("ratingValue") == rating
    assert ("bestRating" in found) == ("worstRating" in found) == (rating is not None)


def test_the_publisher_is_the_author_else_those_who_checked_it() -> None:
    one = dossier(checked(), checked(checker="ben"))
    assert said(one, terms=OURS)["author"] == {
        "@type": "Organization",
        "name": "Check Desk",
        "url": "https://example.org/checks",
    }
    assert [author["name"] for author in said(one)["author"]] == ["ada", "ben"]
    assert said(dossier(checked()))["author"] == {"@type": "Person", "name": "ada"}


def test_the_page_is_known_only_where_the_site_is() -> None:
    assert said(dossier(checked()), terms=OURS)["url"] == f"https://example.org/checks/{ID}"
    assert "url" not in said(dossier(checked()))


def test_every_article_that_makes_the_claim_is_an_appearance_once() -> None:
    tellings = [telling(1), telling(2), telling(1), telling(3, relation="contradicts")]
    listed = said(dossier(checked(), tellings=tellings))["itemReviewed"]["appearance"]
    assert [one["url"] for one in listed] == ["https://example.org/1", "https://example.org/2"]
    assert listed[0]["publisher"] == {"@type": "Organization", "name": "Paper 1"}


def test_what_is_no_address_on_the_web_is_no_url() -> None:
    told = telling(place=place(1, url="javascript:alert(1)"))
    row = claimreview(dossier(checked(), tellings=[told]), TERMS)
    assert "javascript" not in json.dumps(row)


def test_an_article_that_is_not_here_is_named_by_its_id() -> None:
    gone = place(1, name="", title="", source=None, url=None, published=None)
    (one,) = said(dossier(checked(), tellings=[telling(1, place=gone)]))["itemReviewed"][
        "appearance"
    ]
    assert one == {"@type": "NewsArticle", "identifier": f"{1:064x}"}


def test_an_unnamed_speaker_is_no_author() -> None:
    aide = telling(1, chain=chain(TIMES, Source("an aide", "person", named=False)))
    group = telling(1, chain=chain(TIMES, Source("officials", "group")))
    named = telling(1, chain=chain(TIMES, KREMLIN))
    claims = [
        said(dossier(checked(), tellings=[one]))["itemReviewed"] for one in (aide, group, named)
    ]
    assert [claim.get("author") for claim in claims] == [
        None,
        None,
        {"@type": "Person", "name": "Dmitry Peskov"},
    ]


def test_a_source_is_cited_once() -> None:
    evidence = [backing(1), backing(1, answer="More."), backing(2, place=place(7)), backing(3)]
    cites = tuple({one.id for one in evidence[:3]})
    cited = said(dossier(checked(cites=cites), evidence=evidence))["citation"]
    assert [one["url"] for one in cited] == ["https://example.com/1", "https://example.org/7"]


def test_the_date_is_that_of_the_last_verdict() -> None:
    later = checked(checker="ben", at=1_700_100_000_000_000)
    assert said(dossier(checked(), later))["datePublished"] == "2023-11-16"


def test_no_text_ends_the_script_in_which_it_stands(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><!-- & \x1b\u202e"
    one = dossier(checked(justification=hostile), wording=Wording(text=hostile))
    folder = Folder(tmp_path)
    for _ in CLAIM_FORMATS["claimreview"].write([one], folder, TERMS):
        pass
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert file.name == f"{ID}.jsonld"
    assert not set("<>&\x1b") & set(text)
    assert json.loads(text)["reviewBody"] == hostile
