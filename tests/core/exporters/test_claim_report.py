"""What a report tells, on both pages, and that no text in it can do anything."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from dossiers import (
    AT,
    KREMLIN,
    TIMES,
    backing,
    chain,
    checked,
    dossier,
    place,
    telling,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotations.claims import Chain, Divergence, Link, Source, Wording
from annotations.exporters.claims import ClaimTerms, Dossier, Page, Past

PAGES: list[Page] = ["markdown", "html"]
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [@click=app.quit]x[/] \x1b[2J\x07 "
    '=HYPERLINK("http://a.example") \u202eevil\u2066 | `code` ![x](http://b.example) &lt; '
    "https://c.example www.d.example\n\n# heading\n---\n1. one\n\n    code\n<!-- -->"
)


class Tags(HTMLParser):
    """Every element and attribute of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(kind: Page, *dossiers: Dossier, **terms: Any) -> str:
    return written("report", *dossiers, terms=ClaimTerms(tool="claimdesk 0", page=kind, **terms))


def parsed(text: str) -> Tags:
    found = Tags()
    found.feed(text)
    found.close()
    return found


def plain(kind: Page, *dossiers: Dossier, **terms: str) -> str:
    """The words of a page, without marks and escapes."""
    text = page(kind, *dossiers, **terms)
    if kind == "html":
        return parsed(text).text
    return re.sub(r"\*\*|~~|(?<!\\)\*", "", text).replace("\\", "")


def everywhere(text: str) -> Dossier:
    """A claim in which this stands wherever a person or an article can have put it."""
    where = place(1, title=text, source=text, name=text, url=text, published=text, text=text)
    source = Source(text, "person")
    telling_ = telling(
        1,
        text,
        base="Something else.",
        place=where,
        chain=Chain((Link(source=source, explicit=False),), text),
        divergences=(Divergence(kind="date", a=text, b=text, severity="material", level="alarm"),),
    )
    found = backing(
        1,
        question=text,
        answer=text,
        excerpt=text,
        url=text,
        root=text,
        published=text,
        retrieved=text,
    )
    sentence = backing(2, place=where, question=text, answer=text)
    verdict = checked(checker=text, justification=text, cites=(found.id, "0" * 32))
    return dossier(
        verdict,
        wording=Wording(text=text, note=text, date=text),
        tellings=[telling_],
        evidence=[found, sentence],
        roots=(text,),
        past=(Past("content", text, AT, verdict.verdict),),
    )


@pytest.mark.parametrize("kind", PAGES)
def test_a_report_tells_what_was_concluded_why_and_by_whom(kind: Page) -> None:
    before = Past("content", "ada", AT - 1, checked("supported", justification="Too soon.").verdict)
    back = Past("attribution", "ben", AT - 2, None)
    one = dossier(
        checked("refuted", confidence=3, justification="The count says so.\n\nIt is public."),
        checked("refuted", checker="ben", blind=True),
        checked("supported", level="attribution"),
        past=(back, before),
    )
    text = plain(kind, one)
    assert "Is it true?" in text
    assert "Refuted, confidence 2 of 3." in text
    assert "ada, 2023-11-14: refuted, confidence 3 of 3." in text
    assert "without having seen the verdict of another" in text
    assert "The count says so." in text
    assert "It is public." in text
    assert "Was it said, and passed on faithfully?" in text
    assert "Supported, confidence 2 of 3." in text
    assert "ada, 2023-11-14: supported, confidence 2 of 3. Too soon." in text
    assert "ben, 2023-11-14: taken back" in text
    assert "ada, ben" in text
    assert "Written by claimdesk 0." in text


@pytest.mark.parametrize("kind", PAGES)
def test_where_checkers_differ_both_are_told_and_neither_wins(kind: Page) -> None:
    text = plain(kind, dossier(checked("refuted"), checked("supported", checker="ben")))
    assert "Checkers differ." in text
    assert "ada, 2023-11-14: refuted" in text
    assert "ben, 2023-11-14: supported" in text
    assert "checkers differ: Forty planes were lost." in text


@pytest.mark.parametrize("kind", PAGES)
def test_a_claim_that_nobody_checked_is_in_the_report(kind: Page) -> None:
    text = plain(kind, dossier(tellings=[]))
    assert "No verdict." in text
    assert "Nobody yet." in text
    assert "No sentence is confirmed to make this claim." in text
    assert "None is put down." in text


@pytest.mark.parametrize("kind", PAGES)
def test_differences_stand_in_signs_too(kind: Page) -> None:
    base = "Forty planes were lost."
    text = plain(
        kind, dossier(tellings=[telling(1), telling(2, "Forty ships were lost.", base=base)])
    )
    assert "Forty [-planes-] {+ships+} were lost." in text


def test_differences_have_a_style() -> None:
    tellings = [telling(1), telling(2, "Forty ships were lost.", base="Forty planes were lost.")]
    assert "<del>[-planes-]</del> <ins>{+ships+}</ins>" in page("html", dossier(tellings=tellings))


@pytest.mark.parametrize("kind", PAGES)
def test_a_version_says_through_whom_and_in_what_it_differs(kind: Page) -> None:
    differing = [
        Divergence(kind="number", a="40", b="14", severity="material", level="alarm"),
        Divergence(kind="hedge", a="", b="reportedly", severity="material", level="note"),
        Divergence(
            kind="reversal", a="", b="", severity="reversal", level="alarm", found_by="person"
        ),
        Divergence(
            kind="name", a="Kiev", b="Kyiv", severity="cosmetic", level="alarm", dismissed=True
        ),
    ]
    inherited = Chain(
        (Link(source=Source("Paper 2", "outlet")), Link(source=TIMES, explicit=False)),
        "The Times",
        decided=True,
    )
    other = telling(2, chain=inherited, divergences=tuple(differing), relation="narrower")
    text = plain(kind, dossier(tellings=[telling(1, chain=chain(TIMES, KREMLIN)), other]))
    assert "The Times › Dmitry Peskov; rests on The Times" in text
    assert "Paper 2 › (The Times); rests on The Times (set by a person)" in text
    assert "Differs in number: “40” there, “14” here (material)" in text
    assert "Only on one side: how sure it is: “reportedly” here, nothing there" in text
    assert "meaning turned round (reversal; marked by a person)" in text
    assert "Dismissed by a person: spelling of a name: “Kiev” there, “Kyiv” here" in text
    assert "Says less" in text


@pytest.mark.parametrize("kind", PAGES)
def test_evidence_says_what_it_is_worth(kind: Page) -> None:
    evidence = [
        backing(1, question="Who?", stance="supports", place=place(5), counts=False, young=True),
        backing(2, question="When?", published="2023-12-01", retrieved="2023-12-05"),
        backing(3, question="Who?", stance="refutes"),
    ]
    verdict = checked(cites=(evidence[1].id, evidence[2].id, "0" * 32))
    text = plain(kind, dossier(verdict, evidence=evidence))
    assert text.count("Who?") == 1
    assert "Rests on evidence 3, 2." in text
    assert "Cites 1 piece of evidence that was taken back since." in text
    assert "Supports the claim; word for word" in text
    assert "Does not count: its root is not known" in text
    assert "Counts: it rests on AP, the claim does not" in text
    assert "Younger than the claim" in text
    assert (
        "Source: Paper 5, Title 5, sentence 5, https://example.org/5, published 2023-12-05" in text
    )
    assert "https://example.com/2, published 2023-12-01, retrieved 2023-12-05" in text


@pytest.mark.parametrize("kind", PAGES)
def test_articles_have_outlet_date_and_id(kind: Page) -> None:
    gone = place(9, name="", title="", source=None, url=None, published=None, position=None)
    text = plain(kind, dossier(tellings=[telling(1), telling(9, place=gone)]))
    assert f"Paper 1, 2023-12-01; Title 1; 1.txt; https://example.org/1; id {1:064x}" in text
    assert f"{9:064x}"[:8] + f", no date; id {9:064x}" in text
    assert "the article is not in this database" in text
    assert "2 articles, 1 root: The Times" in text


@pytest.mark.parametrize("kind", PAGES)
def test_title_and_publisher_head_the_report(kind: Page) -> None:
    text = plain(kind, title="Our checks", publisher="Check Desk")
    assert "Our checks" in text
    assert "Check Desk" in text
    assert "There is none." in text


def test_an_html_report_needs_nothing_and_runs_nothing() -> None:
    text = page("html", everywhere(HOSTILE), title=HOSTILE, publisher=HOSTILE)
    found = parsed(text)
    assert found.tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4"),
        *("p", "ul", "li", "blockquote", "strong", "span", "del", "ins"),
    }
    assert {name for name, _ in found.attributes} == {
        *("lang", "charset", "http-equiv", "content", "name", "class"),
    }
    assert "default-src 'none'" in text
    assert "url(" not in text.partition("</style>")[0]
    assert "alert(1)" in found.text


def test_a_markdown_report_shows_every_text_letter_for_letter() -> None:
    text = page("markdown", everywhere(HOSTILE), title=HOSTILE, publisher=HOSTILE)
    tokens = MarkdownIt("gfm-like").parse(text)
    kinds = {token.type for token in tokens}
    inside = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {
        "html_block",
        "fence",
        "code_block",
        "hr",
        "ordered_list_open",
        "table_open",
    }
    assert inside <= {
        *("text", "text_special", "strong_open", "strong_close", "em_open", "em_close"),
        *("s_open", "s_close"),
    }
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_in_a_report_acts_on_a_terminal_or_on_direction(kind: Page) -> None:
    text = page(kind, everywhere(HOSTILE), title=HOSTILE)
    assert not set(text) & set("\x1b\x07\u202e\u2066\r")


@pytest.mark.parametrize("kind", PAGES)
@given(text=st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_whatever_a_text_is_the_report_keeps_its_form(kind: Page, text: str) -> None:
    whole, calm = page(kind, everywhere(text)), page(kind, everywhere("word"))
    if kind == "html":
        assert parsed(whole).tags <= parsed(calm).tags | {"blockquote"}
    else:
        assert whole.count("\n## ") == calm.count("\n## ")
    assert "\x1b" not in whole
