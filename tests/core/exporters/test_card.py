"""The dataset card: what it says, and that no name in it can say anything else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import yaml
from cardfacts import FACTS
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.exporters import PERSON_KEYS, RESOLVED_KEYS, without_text
from annotations.exporters.card import as_card
from annotations.exporters.facts import Facts, Origin, Part
from annotations.exporters.front import TITLE
from annotations.exporters.markdown import line, literal, table
from annotations.review.agreement import measured
from annotations.review.patterns import Patterns

HOSTILE = (
    "](javascript:alert(1))",
    "[x](javascript:alert(1))",
    "---",
    "{{ config }}",
    "a\n---\n# b",
    "<script>alert(1)</script>",
    "| --- | x",
    "\\",
    "`code`",
    "&lt;b&gt; &#124;",
    "http://example.org www.example.org <http://example.org>",
    "![](http://example.org/x.png)",
    "*a* _b_ ~~c~~",
    "\x1b[31m\u202eabc\u2028---\u2029",
    "- item",
    "1. item",
    "yes",
    "!!python/object:os.system",
    "'\"",
    "a: b #c",
)


def compared(patterns: Patterns, *, people: int = 2) -> dict[str, Any]:
    names = [f"person {number}" for number in range(people)]
    return {"Primary labels": measured(patterns, names)}


def card(facts: Facts = FACTS, **header: Any) -> str:
    return as_card(facts, header=header).decode()


def front(text: str) -> dict[str, Any]:
    """The YAML header, found as the Hub finds it."""
    found = re.match(r"^(\s*---[\r\n]+)([\S\s]*?)([\r\n]+---(\r\n|\r|\n|$))", text)
    assert found is not None
    loaded = yaml.safe_load(found[2])
    assert isinstance(loaded, dict)
    return loaded


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def tokens(markdown: str) -> Iterator[Token]:
    """Everything in the Markdown as GitHub reads it, bare links to sites aside."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in reader.parse(markdown):
        yield token
        yield from token.children or ()


def shown(markdown: str) -> str:
    """What a reader sees."""
    words = (t.content for t in tokens(markdown) if t.type in ("text", "text_special"))
    return "".join(words)


def kinds(markdown: str) -> list[str]:
    return [token.type for token in tokens(markdown)]


def rows_of(text: str, first: str) -> list[list[str]]:
    """The cells of the table whose head begins with this."""
    blocks = [block for block in text.split("\n\n") if block.startswith(f"| {first} |")]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in blocks[0].split("\n")[2:]]


def test_a_card_says_what_is_in_the_rows() -> None:
    text = card()
    assert f"# {TITLE}" in text
    assert "10 rows from 4 articles, of 6 read" in text
    assert "- **claim**: something checkable" in text
    assert "- **rumour**: no longer in the label set" in text
    assert "2 annotators gave the labels" in text
    assert "9, 4" in text
    assert "3 rows followed another version" in text


def test_a_version_that_is_not_known_is_not_called_another_one() -> None:
    text = card(replace(FACTS, guidelines={"": 3, "2": 7}))
    assert "| not known | 3 |" in text
    assert "followed another version" not in text
    assert "1 row followed another version" in card(replace(FACTS, guidelines={"": 9, "1": 1}))


def test_the_header_is_yaml_that_the_hub_knows() -> None:
    assert front(card()) == {
        "pretty_name": TITLE,
        "license": "other",
        "license_details": "text of the articles: see Sources and licences",
        "language": ["en"],
        "task_categories": ["text-classification"],
        "size_categories": ["n<1K"],
    }


@pytest.mark.parametrize(
    ("rows", "size"),
    [(0, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (70_000, "10K<n<100K"), (10**9, "n>1B")],
)
def test_the_size_is_the_hubs_word_for_it(rows: int, size: str) -> None:
    whole = replace(FACTS.whole, rows=rows)
    assert front(card(replace(FACTS, whole=whole)))["size_categories"] == [size]


def test_a_format_adds_to_the_header() -> None:
    assert front(card(configs=[{"config_name": "default"}]))["configs"] == [
        {"config_name": "default"}
    ]


def test_the_licence_of_the_labels_is_not_that_of_the_text() -> None:
    licensed = replace(FACTS, licence="CC BY 4.0")
    assert front(card(licensed))["license"] == "other"
    assert front(card(replace(licensed, texts=False)))["license"] == "cc-by-4.0"
    own = replace(FACTS, licence="Ask us first", texts=False)
    assert front(card(own))["license_details"] == "labels: Ask us first"
    assert "license" not in front(card(replace(FACTS, texts=False)))


def test_labels_are_counted_by_split_and_altogether() -> None:
    assert rows_of(card(), "label") == [
        ["claim", "6", "2", "8"],
        ["opinion", "2", "0", "2"],
        ["rumour", "0", "0", "0"],
    ]
    assert rows_of(card(), "secondary label")[-1] == ["none", "9"]


def test_splits_and_how_they_were_made_are_told() -> None:
    assert rows_of(card(), "split") == [
        ["train", "2", "3", "8"],
        ["test", "1", "1", "2"],
        ["all", "3", "4", "10"],
    ]
    assert "Asked for: 80/20, by story; seed 17." in card()
    assert "Not split." in card(replace(FACTS, parts={}, plan=None))


def test_what_a_group_is_and_what_a_split_cannot_promise_is_told() -> None:
    assert "A group is one story" in card()
    assert "3 groups: fewer than 300" in card()
    assert "easier than it looks" not in card()
    by_article = card(replace(FACTS, group_by="article"))
    assert "A group is one article with its earlier versions" in by_article
    assert "easier than it looks" in by_article
    many = replace(FACTS, whole=replace(FACTS.whole, groups=300))
    assert "fewer than 300" not in card(many)


def test_conflicts_are_told_with_what_was_left_out_and_why() -> None:
    decided = {row[0]: row[2] for row in rows_of(card(), "decided by")}
    assert decided == {"single": "7", "majority": "2", "adjudicated": "1"}
    assert [row[0::2] for row in rows_of(card(), "reason")] == [["unlabelled", "40"], ["tied", "2"]]
    assert "1 reviewer decided" in card()
    assert "No reviewer decided" in card(replace(FACTS, adjudicators=0))
    assert "No sentence was left out." in card(replace(FACTS, left_out={}))


def test_a_reason_without_words_is_told_by_its_name() -> None:
    text = card(replace(FACTS, left_out={"moonlight": 3, "none": 1}))
    assert [row[0] for row in rows_of(text, "reason")] == ["none", "moonlight"]


def test_licences_are_told_as_given_and_copyright_is_warned_of() -> None:
    assert rows_of(card(), "source") == [
        ["Paper", "CC-BY-2.5", "3", "9"],
        ["not known", "not given", "1", "1"],
    ]
    assert "may be under copyright" in card()
    assert "word for word" in card()


def test_a_card_without_text_says_how_the_text_comes_back() -> None:
    text = card(replace(FACTS, texts=False, keys=without_text(RESOLVED_KEYS)))
    assert "These files hold no text and no titles" in text
    assert "`text_sha256`" in text
    assert "word for word" not in text


def test_many_sources_are_counted_and_not_all_listed() -> None:
    many = tuple(Origin(name=f"S{n}", articles=1, rows=2, licence=None) for n in range(60))
    text = card(replace(FACTS, sources=many))
    assert len(rows_of(text, "source")) == 50
    assert "10 sources more, 20 rows." in text


def test_the_file_of_everybodys_own_labels_is_described_with_its_columns() -> None:
    text = card()
    section = text.split("## Everybody's own labels\n")[1].split("\n## ")[0]
    assert "`annotations/all.jsonl`, the configuration `annotations`" in section
    assert "15 rows, one for each person and sentence, of 2 annotators" in section
    assert re.findall(r"`(\w+)`", section.split("Its columns: ")[1])[: len(PERSON_KEYS)] == list(
        PERSON_KEYS
    )
    assert "nobody else's" not in section
    assert "left out of the splits is in it, too" in section
    assert "left out of the splits is in it" not in card(replace(FACTS, parts={}, plan=None))
    assert "Everybody's own labels" not in card(replace(FACTS, own=None))


def test_a_card_of_one_annotator_says_that_the_others_are_in_neither_file() -> None:
    assert "one annotator: the whole export holds nobody else's labels" in card(
        replace(FACTS, whose="one")
    )


def test_agreement_is_told_with_the_sentences_it_rests_on() -> None:
    figures = compared({("claim", "claim"): 6, ("claim", "opinion"): 1, ("opinion", "opinion"): 3})
    rows = {row[0]: row[1:] for row in rows_of(card(replace(FACTS, agreement=figures)), "figure")}
    assert rows["raw agreement"] == ["0.900", "10"]
    assert rows["Cohen's kappa"] == ["0.783", "10"]
    assert " to " in rows["its interval"][0]


def test_agreement_that_is_undefined_is_said_to_be_and_why() -> None:
    same = card(replace(FACTS, agreement=compared({("claim", "claim"): 4})))
    rows = {row[0]: row[1] for row in rows_of(same, "figure")}
    assert rows["raw agreement"] == "1.000"
    assert rows["Cohen's kappa"].startswith("undefined: one value was used throughout")
    assert rows["its interval"].startswith("undefined: ")
    apart = card(replace(FACTS, agreement=compared({("claim", None): 4})))
    assert {row[1] for row in rows_of(apart, "figure")} == {
        "undefined: no sentence was labelled by two annotators"
    }
    three = compared({("claim", "claim", "opinion"): 4, ("claim", "opinion", None): 2}, people=3)
    rows = {row[0]: row[1] for row in rows_of(card(replace(FACTS, agreement=three)), "figure")}
    assert rows["Cohen's kappa"] == "undefined: a measure for two annotators"
    assert "Undefined: fewer than two annotators" in card()


def test_a_card_tells_how_many_labels_a_program_proposed() -> None:
    text = card()
    assert "Of the 13 labels that annotators gave, 4 came about so" in text
    assert rows_of(text, "label given") == [
        ["claim", "11", "4", "36 %"],
        ["opinion", "2", "0", "0 %"],
    ]


def test_a_share_is_never_nought_or_all_where_it_is_not() -> None:
    few = card(replace(FACTS, votes={"claim": 1000}, accepted={"claim": 1}))
    assert "(1 %)" in few
    assert "(99 %)" in card(replace(FACTS, votes={"claim": 1000}, accepted={"claim": 999}))
    assert "(100 %)" in card(replace(FACTS, votes={"claim": 3}, accepted={"claim": 3}))


def test_a_card_says_that_no_suggestion_was_accepted() -> None:
    none = replace(FACTS, accepted={})
    assert "None of the 13 labels that annotators gave came about so." in card(none)
    assert "came about so" not in card(replace(none, votes={}))


@pytest.mark.parametrize("whose", ["one", "everyone"])
def test_where_nothing_was_settled_the_card_says_so(whose: Any) -> None:
    text = card(replace(FACTS, whose=whose, keys=PERSON_KEYS))
    assert "Nothing was settled" in text
    assert "decided by" not in text


def test_a_card_of_nothing_is_a_card() -> None:
    nothing = Part(articles=0, groups=0, rows=0, labels={})
    empty = replace(
        FACTS, whole=nothing, parts={}, plan=None, people=(), by_votes={}, decided_by={}, sources=()
    )
    text = card(replace(empty, guidelines={}, secondary={}, definitions={}))
    assert "0 rows from 0 articles" in text
    assert "No annotator's label" in text
    assert front(text)["size_categories"] == ["n<1K"]


def test_equal_facts_are_equal_bytes() -> None:
    assert as_card(FACTS, header={}) == as_card(replace(FACTS), header={})


def hostile(name: str) -> Facts:
    """Facts in which everything that a stranger could have named is named so."""
    return replace(
        FACTS,
        title=name,
        licence=name,
        definitions={name: name, "claim": name},
        guideline=name,
        guidelines={name: 10},
        left_out={name: 1},
        sources=(Origin(name=name, articles=4, rows=10, licence=name),),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_and_not_obeyed(name: str) -> None:
    text = card(hostile(name))
    assert kinds(body(text)) == kinds(body(card(hostile("harmless"))))
    assert shown(body(text)).count(line(name)) >= 8
    assert "{{" not in body(text)
    assert front(text)["pretty_name"] == line(name)
    assert not any(ord(char) < 32 for char in text.replace("\n", ""))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_label_in_the_header_of_a_format_stays_what_it_is(name: str) -> None:
    names = {"0": name, "1": "claim"}
    text = card(dataset_info=[{"features": [{"name": "label", "dtype": {"names": names}}]}])
    assert front(text)["dataset_info"][0]["features"][0]["dtype"]["names"] == names
    assert body(text) == body(card())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
MARKS = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|&~$:@\"'=^ a1w/h\n\t;x"), max_size=30)


@given(TEXTS | MARKS)
def test_every_text_is_shown_as_it_is_in_a_line_and_in_a_cell(text: str) -> None:
    expected = line(text)
    assert shown(f"x{literal(text)}y") == f"x{expected}y"
    cells = table(("head", "n"), [(f"x{literal(text)}y", "1")])
    assert shown(cells) == f"headnx{expected}y1"
    bullet = f"- **x{literal(text)}y**: z"
    assert kinds(bullet) == kinds("- **xy**: z")


@given(TEXTS | MARKS)
def test_every_text_survives_the_header(text: str) -> None:
    loaded = front(card(replace(FACTS, title=text), names=[text], more={text: text}))
    assert loaded["names"] == [text]
    assert loaded["more"] == {text: text}
    assert loaded["size_categories"] == ["n<1K"]


def test_a_long_name_is_cut() -> None:
    assert line("a" * 300) == "a" * 199 + "…"
    assert literal("(" * 300).count("\\(") == 199
