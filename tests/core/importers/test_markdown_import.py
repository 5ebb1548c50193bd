import time

import articlereading
import pytest
from articlereading import drafts

from annotations.errors import ImportFailed
from annotations.model import Draft


def read(text: str) -> Draft:
    (draft,) = drafts(articlereading.read("markdown", text, name="a.md", origin="/a.md"))
    return draft


def test_the_header_is_read_and_is_no_part_of_the_text() -> None:
    draft = read(
        "---\ntitle: Talks  go on\nsite: The Kyiv Independent\nurl: https://a.org/b\n"
        "date: 2023-12-23\nauthor: [x]\ntags: {a: [b]}\n---\n\n# Heading\n\n**Text** _here_.\n"
    )
    assert draft.text == "\n# Heading\n\n**Text** _here_.\n"
    assert draft.title == "Talks go on"
    assert draft.source == "The Kyiv Independent"
    assert draft.url == "https://a.org/b"
    assert draft.published == "2023-12-23"


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("published: 2023-12-23 05:40:00", "2023-12-23T05:40:00"),
        ("date: 23 December 2023", "23 December 2023"),
        ("date: 2023", "2023"),
        ("date:", None),
        ("published: 2024-01-01\ndate: 2023-01-01", "2024-01-01"),
    ],
)
def test_dates_are_iso_where_yaml_knows_them(header: str, published: str | None) -> None:
    assert read(f"---\n{header}\n---\nText here.").published == published


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intro.\n\n# The heading #\n\nText.", "The heading"),
        ("---\nsource: A\n---\n# The heading\nText.", "The heading"),
        ("## Second level heading of four words\nText.", "Second level heading of four words"),
        ("Talks go on in Geneva\n\nText.", "Talks go on in Geneva"),
        ("#hashtag\nTalks go on in Geneva", "Talks go on in Geneva"),
    ],
)
def test_without_a_title_in_the_header_the_text_tells(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe talks go on.\n---\nMore of them.",
        "---\nnever: closed\n\nText.",
        "Text.\n---\ntitle: no header\n---\n",
        "--- \n- a\n- b\n---\n",
    ],
)
def test_rules_that_are_no_header_stay_in_the_text(text: str) -> None:
    assert read(text).text == text


def test_an_empty_header_goes() -> None:
    assert read("---\n# comment\n---\nText.").text == "Text."
    assert read("---\n---\nText.").text == "Text."


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("title: a: b", "not valid YAML in line 1"),
        ("title: 'x", "not valid YAML"),
        ("title: [a]", "title must be text"),
        ("title: yes", "title must be text; put it in quotation marks"),
        ("title: 1.10", "title must be text"),
        ("date: 2023-02-31", "not valid YAML"),
        ("title: !!python/object/apply:os.system [ls]", "a YAML tag (!) in line 1, which is not"),
        ("? [a]\n: b", "not valid YAML"),
        pytest.param("a: " + "[" * 5000, "nested too deeply", marks=pytest.mark.untraced),
        ("a: &a {b: c}\nd: {<<: *a}", "merge keys"),
        ("a: " + "b" * 70_000, "longer than 64,000 characters"),
        ("title: 0x" + "f" * 8_000, "title must be text"),
        ('title: "a\\0b"', "title holds a NUL character"),
    ],
    ids=range(13),
)
def test_a_broken_header_is_refused_in_one_sentence(header: str, reason: str) -> None:
    with pytest.raises(ImportFailed) as refused:
        read(f"---\n{header}\n---\nText here.")
    assert str(refused.value).startswith("the header of /a.md")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_header_of_aliases_upon_aliases_does_no_harm() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{one}: &{one} [{', '.join(['*' + before] * 9)}]\n"
        for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.process_time()
    assert read(f"---\ntitle: &t Calm\nsource: *t\n{bomb}---\nText here.").source == "Calm"
    with pytest.raises(ImportFailed):
        read(f"---\n{bomb}title: *i\n---\nText here.")
    assert time.process_time() - began < 1


def test_a_header_without_text_is_refused() -> None:
    with pytest.raises(ImportFailed, match=r"a\.md has no text after its header$"):
        read("---\ntitle: T\n---\n \n")
