"""The guideline on the screen is the one in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import resources
from annotations.config import load
from annotations.guideline import Guideline, LabelHelp, parse, plain


@pytest.fixture(scope="module")
def shipped() -> Guideline:
    return parse(resources.guideline_file().read_text(encoding="utf-8"))


def test_every_configured_label_is_defined(shipped: Guideline) -> None:
    config = load(None, environ={}).config
    assert set(shipped.definitions) == {label.name for label in config.labels}


def test_definitions_are_plain_text_on_one_line(shipped: Guideline) -> None:
    assert shipped.definitions["claim"] == (
        "everything else that asserts something checkable in the article's own voice, background "
        "facts and statements about what is unclear included. Check-worthiness is a flag, "
        "not a label."
    )
    assert "template code ({{#isDisplay}})," in shipped.definitions["boilerplate"]


def test_the_questions_come_in_their_order(shipped: Guideline) -> None:
    assert len(shipped.questions) == 4
    assert shipped.questions[0].endswith("unreadable, or a repeat? boilerplate.")
    assert shipped.questions[1].endswith("secondary opinion. Both: claim. Neither: none.")


def test_every_tie_break_is_read(shipped: Guideline) -> None:
    assert [tie.id for tie in shipped.ties] == [f"T{number}" for number in range(1, 15)]
    first = shipped.ties[0]
    assert first.title == "Voucher, not subject"
    assert first.text.startswith("Someone's private wish or signal")
    assert first.labels == ("attribution", "claim")


def test_a_title_that_is_the_subject_of_its_sentence_stays_readable(shipped: Guideline) -> None:
    tie = shipped.ties[8]
    assert (tie.title, tie.text) == (
        "Scare quotes, titles, names in quotes",
        "are not attribution.",
    )
    assert tie.whole == "Scare quotes, titles, names in quotes are not attribution."


def test_every_worked_example_is_read(shipped: Guideline) -> None:
    assert len(shipped.examples) == 14
    pair = shipped.examples[2]
    assert pair.label == "attribution + opinion / claim"
    assert pair.labels == ("attribution", "opinion", "claim")
    assert pair.why == "minimal pair for T1"


def test_a_label_gets_what_names_it(shipped: Guideline) -> None:
    known = shipped.for_label("boilerplate")
    assert known.definition.startswith("navigation, bylines")
    assert [tie.id for tie in known.ties] == ["T12", "T14"]
    assert known.examples[0].why == "mojibake"


def test_a_label_that_the_guideline_does_not_know_gets_nothing(shipped: Guideline) -> None:
    assert shipped.for_label("rumour") == LabelHelp()


@pytest.mark.parametrize("text", ["", "# Rules\nBe good.", "## Definitions\n\n## Tie-breaks\n- no"])
def test_a_guideline_of_another_form_is_empty(text: str) -> None:
    assert parse(text) == Guideline()


def test_a_definition_goes_on_until_the_next() -> None:
    text = "\ufeff## Definitions\r\n\r\n**a b**: one\r\ntwo\r\n\r\nthree\r\n\r\n**c:** four\r\n"
    assert parse(text).definitions == {"a b": "one two\n\nthree", "c": "four"}


def test_labels_are_named_only_by_whole_words() -> None:
    text = "## Definitions\n**claim**: x\n\n## Tie-breaks\n- T1 *Reclaimed.* No\n- T2 *A Claim*\n"
    assert [tie.labels for tie in parse(text).ties] == [(), ("claim",)]


def test_a_pipe_in_a_cell_is_part_of_it() -> None:
    text = "## Worked examples\n| sentence | label | why |\n|---|---|---|\n| a \\| b | x | y |\n"
    assert parse(text).examples[0].sentence == "a | b"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a **b** *c* _d_ __e__ ***f***", "a b c d e f"),
        ("**a *b* c**", "a b c"),
        ("2 * 3 * 4, snake_case_name", "2 * 3 * 4, snake_case_name"),
        ("`*a*` ``b ` c``", "*a* b ` c"),
        ("an ` alone", "an ` alone"),
        ("see [the page](http://x.org/a) ![pic](p.png)", "see the page pic"),
        ("one\n  two", "one two"),
    ],
)
def test_markdown_becomes_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


LINES = st.sampled_from(
    [
        "## Definitions",
        "**a**: b",
        "## Tie-breaks",
        "- T1 *x.* y",
        "## Worked examples",
        "| a |",
        "|---|---|---|",
        "| a | b | c |",
        "## Ask in",
        "1. q",
        "",
        "`",
        "**",
        "\t",
        "#",
        "\x00",
    ]
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=30).map("\n".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert isinstance(parse(text), Guideline)


def test_the_tie_breaks_that_fit_quote_the_sentence_or_name_two_labels(
    shipped: Guideline,
) -> None:
    def ids(labels: tuple[str, ...], sentence: str) -> list[str]:
        return [tie.id for tie in shipped.fitting(labels, sentence)]

    assert ids(("claim", "opinion"), "It is unclear whether they agreed.")[0] == "T6"
    assert ids(("claim", "opinion"), "Kyiv is unlikely to accept.")[0] == "T6"
    assert ids(("claim", "attribution"), "A minister told the paper so.")[0] == "T1"
    assert "T1" not in ids(("claim", "opinion"), "He foretold it.")
    assert ids(("boilerplate", "claim"), "Photo by someone") == ["T14"]
    assert ids(("claim",), "Nothing to break.") == []
